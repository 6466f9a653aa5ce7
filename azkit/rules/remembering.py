"""A judge for many drafts in a row: what it has said of a name or a sentence it says again without looking.

A shop's name stands in every row of its table, and an item in many.
"""

from __future__ import annotations

from functools import lru_cache

from azkit.ground.say import Text
from azkit.phrases.remembering import RememberingBook
from azkit.rules.engine import Judge

_MOST_WORDS = 4096


class RememberingJudge(Judge):
    """Judges as its judge does."""

    __slots__ = ("_judge", "_name", "_sentence")

    def __init__(self, judge: Judge) -> None:
        super().__init__(judge.rules, judge.kinds, judge.conditions, RememberingBook(judge.phrase_book()))
        self._judge = judge
        self._name = lru_cache(maxsize=_MOST_WORDS)(super().name)
        self._sentence = lru_cache(maxsize=_MOST_WORDS)(super().sentence)

    def name(self, text: str) -> tuple[Text, ...]:
        """What is wrong with a name that a person entered."""
        return self._name(text)

    def sentence(self, text: str) -> tuple[Text, ...]:
        """What is wrong with a sentence of the seller's own."""
        return self._sentence(text)

    def __reduce__(self) -> tuple[type[RememberingJudge], tuple[Judge]]:
        """What was remembered does not travel to another process."""
        return RememberingJudge, (self._judge,)
