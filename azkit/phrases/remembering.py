"""A phrase book that remembers sentences: letters of one playbook share most of theirs, and a phrase never runs over the end of one.

What differs between them are ids, numbers and days. No phrase speaks of these unless it has a digit itself, so they are
remembered as zeros of the same length.
"""

from __future__ import annotations

import re
from functools import lru_cache

from azkit.phrases.matcher import MOST_HITS, Hit, PhraseBook, Sentence, sentences

_MOST_SENTENCES = 4096
_DIGIT = re.compile("[0-9]")


class RememberingBook(PhraseBook):
    """Finds what its book finds, and looks at a sentence that it has seen only once."""

    __slots__ = ("_book", "_exact_numbers", "_standing", "_stem_numbers")

    def __init__(self, book: PhraseBook) -> None:
        self._book = book
        self._standing = lru_cache(maxsize=_MOST_SENTENCES)(book.find)
        words = {word for _, phrase in book.phrases for word in re.split(r"[\s|]+", phrase.lower()) if _DIGIT.search(word) and not word.startswith("~")}
        self._exact_numbers = frozenset(words)
        self._stem_numbers = tuple(word[:-1] for word in words if word.endswith("*"))

    def find(self, text: str) -> list[Hit]:
        """Every phrase that stands in `text`, as `PhraseBook.find` gives them."""
        hits: list[Hit] = []
        for sentence in sentences(text):
            start = sentence.starts[0]
            hits.extend(Hit(key, start + first, start + last) for key, first, last in self._standing(self._shape(text, sentence)))
        return hits if len(hits) <= MOST_HITS else self._book.find(text)  # only then can the limit for one phrase have been reached

    def _shape(self, text: str, sentence: Sentence) -> str:
        """The sentence with zeros for what no phrase speaks of."""
        parts, last = [], sentence.starts[0]
        for word, start, end in zip(sentence.words, sentence.starts, sentence.ends, strict=True):
            if _DIGIT.search(word) and word not in self._exact_numbers and not word.startswith(self._stem_numbers):
                parts += [text[last:start], "0" * (end - start)]
                last = end
        return "".join([*parts, text[last : sentence.ends[-1]]])

    def __reduce__(self) -> tuple[type[RememberingBook], tuple[PhraseBook]]:
        """What was remembered does not travel to another process."""
        return RememberingBook, (self._book,)
