"""A phrase book that remembers sentences: letters of one playbook share most of theirs, and a phrase never runs over the end of one.

What differs between them are ids, numbers and days. No phrase speaks of these unless it has a digit itself, so all other numbers
may be looked at as if they were the same.
"""

from __future__ import annotations

import re
from functools import lru_cache

from azkit.phrases.matcher import MOST_HITS, Hit, PhraseBook, has_ideographs, stretches

_MOST_SENTENCES = 4096
_MOST_NUMBERS = 1024
_NUMBER = re.compile("[0-9]+")


class RememberingBook(PhraseBook):
    """Finds what its book finds, and looks at a sentence that it has seen only once."""

    __slots__ = ("_alike", "_book", "_evened", "_known", "_standing", "_stem_numbers")

    def __init__(self, book: PhraseBook) -> None:
        self._book = book
        self._standing = lru_cache(maxsize=_MOST_SENTENCES)(book.find)
        words = [word for _, phrase in book.phrases for word in re.split(r"[\s|]+", phrase) if not word.startswith("~")]
        self._known = frozenset(number for word in words for number in _NUMBER.findall(word))
        self._stem_numbers = tuple({number for word in words for number in re.findall(r"[0-9]+(?=\*)", word)})
        taken = {number[0] for number in self._known if len(set(number)) == 1}
        self._evened = lru_cache(maxsize=_MOST_NUMBERS)(self._even)
        self._alike = next(digit for digit in "0123456789\u0660" if digit not in taken)

    def even(self, text: str) -> str:
        """The text with all numbers alike but those that stand in phrases; every place keeps its number."""
        return _NUMBER.sub(lambda found: self._evened(found[0]), text)

    def _even(self, number: str) -> str:
        """A number that no phrase knows: made of a digit of which no number of a phrase consists."""
        if number in self._known:
            return number
        begun = next((begun for begun in self._stem_numbers if number.startswith(begun)), "")
        return begun + self._alike * (len(number) - len(begun))

    def find(self, text: str) -> list[Hit]:
        """Every phrase that stands in `text`, as `PhraseBook.find` gives them."""
        if has_ideographs(text):
            return self._book.find(text)
        even = self.even(text)
        hits: list[Hit] = []
        for start, end in stretches(text):
            hits.extend(Hit(key, start + first, start + last) for key, first, last in self._standing(even[start:end]))
        return hits if len(hits) <= MOST_HITS else self._book.find(text)  # only then can the limit for one phrase have been reached

    def __reduce__(self) -> tuple[type[RememberingBook], tuple[PhraseBook]]:
        """What was remembered does not travel to another process."""
        return RememberingBook, (self._book,)
