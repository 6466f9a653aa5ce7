"""A judge for many drafts in a row: what it has said of a name or a sentence it says again without looking.

A shop's name stands in every row of its table, and an item in many; and letters of one playbook differ, mostly, in their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from azkit.ground.say import Text
from azkit.phrases.matcher import has_ideographs
from azkit.phrases.remembering import RememberingBook
from azkit.rules.engine import Asked, Judge
from azkit.rules.judged import Hits, JudgedText, Span
from azkit.rules.kinds import OF_WORDS

_MOST_WORDS = 4096
_MOST_LETTERS = 256

Sections = tuple[tuple[str, int, int], ...]


class RememberingJudge(Judge):
    """Judges as its judge does."""

    __slots__ = ("_judge", "_letter", "_name", "_numbers", "_parts", "_sentence")

    def __init__(self, judge: Judge) -> None:
        self._numbers = RememberingBook(judge.phrase_book())
        super().__init__(judge.rules, judge.kinds, judge.conditions, self._numbers)
        self._judge = judge
        self._name = lru_cache(maxsize=_MOST_WORDS)(super().name)
        self._sentence = lru_cache(maxsize=_MOST_WORDS)(super().sentence)
        self._letter = lru_cache(maxsize=_MOST_LETTERS)(self._of_words)
        self._parts: dict[str, tuple[tuple[Asked, ...], tuple[Asked, ...]]] = {}

    def name(self, text: str) -> tuple[Text, ...]:
        """What is wrong with a name that a person entered."""
        return self._name(text)

    def sentence(self, text: str) -> tuple[Text, ...]:
        """What is wrong with a sentence of the seller's own."""
        return self._sentence(text)

    def _spans(self, judged: JudgedText) -> Iterable[tuple[str, Span]]:
        if has_ideographs(judged.masked):
            return super()._spans(judged)
        hits, of_words = self._letter(self._numbers.even(judged.masked), judged.kind, judged.sections)
        return [*of_words, *self._found(judged, self._parted(judged.kind)[1], hits)]

    def _of_words(self, even: str, kind: str, sections: Sections) -> tuple[Mapping[str, Hits], tuple[tuple[str, Span], ...]]:
        """Of a text whose numbers are alike: where the phrases of rules stand that look at figures as well, and what the rules find that look at words alone."""
        words, figures = self._parted(kind)
        judged = JudgedText(even, even, kind, sections)
        hits = self._hits(judged)
        return {each.id: hits[each.id] for each in figures if each.id in hits}, tuple(self._found(judged, words, hits))

    def _parted(self, kind: str) -> tuple[tuple[Asked, ...], tuple[Asked, ...]]:
        """The rules for texts of a kind: those that look at words alone, and those that look at figures, days or facts."""
        if kind not in self._parts:
            of_words = {each.id for each in self._asked(kind) if each.rule.test in OF_WORDS and not each.rule.given}
            words, figures = (tuple(each for each in self._asked(kind) if (each.id in of_words) is wanted) for wanted in (True, False))
            self._parts[kind] = words, figures
        return self._parts[kind]

    def __reduce__(self) -> tuple[type[RememberingJudge], tuple[Judge]]:
        """What was remembered does not travel to another process."""
        return RememberingJudge, (self._judge,)
