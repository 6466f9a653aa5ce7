"""A phrase book that remembers sentences: letters of one playbook share most of theirs, and a phrase never runs over the end of one."""

from __future__ import annotations

from functools import lru_cache

from azkit.phrases.matcher import MOST_HITS, Hit, PhraseBook, _sentences

_MOST_SENTENCES = 4096


class RememberingBook(PhraseBook):
    """Finds what its book finds, and looks at a sentence that it has seen only once."""

    __slots__ = ("_book", "_standing")

    def __init__(self, book: PhraseBook) -> None:
        self._book = book
        self._standing = lru_cache(maxsize=_MOST_SENTENCES)(book.find)

    def find(self, text: str) -> list[Hit]:
        """Every phrase that stands in `text`, as `PhraseBook.find` gives them."""
        hits: list[Hit] = []
        for sentence in _sentences(text):
            start = sentence.starts[0]
            hits.extend(Hit(key, start + first, start + last) for key, first, last in self._standing(text[start : sentence.ends[-1]]))
        return hits if len(hits) <= MOST_HITS else self._book.find(text)  # only then can the limit for one phrase have been reached

    def __reduce__(self) -> tuple[type[RememberingBook], tuple[PhraseBook]]:
        """What was remembered does not travel to another process."""
        return RememberingBook, (self._book,)
