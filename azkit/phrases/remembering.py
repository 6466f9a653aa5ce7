"""A phrase book that remembers sentences: letters of one playbook share most of theirs, and a phrase never runs over the end of one.

What differs between them are ids, numbers and days. No phrase speaks of these unless it has a digit itself, so a sentence without
such digits is remembered with all its digits alike.
"""

from __future__ import annotations

import re
from functools import lru_cache

from azkit.phrases.matcher import MOST_HITS, Hit, PhraseBook, has_ideographs, stretches

_MOST_SENTENCES = 4096
_ALIKE = str.maketrans("0123456789", "\u0660" * 10)
"""Every digit as one that no phrase has."""


class RememberingBook(PhraseBook):
    """Finds what its book finds, and looks at a sentence that it has seen only once."""

    __slots__ = ("_book", "_numbers", "_standing")

    def __init__(self, book: PhraseBook) -> None:
        self._book = book
        self._standing = lru_cache(maxsize=_MOST_SENTENCES)(book.find)
        words = {word for _, phrase in book.phrases for word in re.split(r"[\s|]+", phrase.lower()) if re.search("[0-9]", word) and not word.startswith("~")}
        known = (re.escape(word[:-1]) if word.endswith("*") else rf"{re.escape(word)}(?![^\W_])" for word in sorted(words))
        self._numbers = re.compile(rf"(?<![^\W_])(?:{'|'.join(known) or '(?!)'})", re.IGNORECASE)

    def find(self, text: str) -> list[Hit]:
        """Every phrase that stands in `text`, as `PhraseBook.find` gives them."""
        if has_ideographs(text):
            return self._book.find(text)
        hits: list[Hit] = []
        for start, end in stretches(text):
            words = text[start:end]
            shape = words if self._numbers.search(words) else words.translate(_ALIKE)
            hits.extend(Hit(key, start + first, start + last) for key, first, last in self._standing(shape))
        return hits if len(hits) <= MOST_HITS else self._book.find(text)  # only then can the limit for one phrase have been reached

    def __reduce__(self) -> tuple[type[RememberingBook], tuple[PhraseBook]]:
        """What was remembered does not travel to another process."""
        return RememberingBook, (self._book,)
