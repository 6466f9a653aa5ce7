"""The test against earlier rounds: does a letter say anything that Amazon has not read yet?"""

from __future__ import annotations

from collections.abc import Iterator

from azkit.library.rule_model import Rule
from azkit.rules.elements import PARAGRAPH_END, WORD
from azkit.rules.judged import WHOLE, Hits, JudgedText, Span

_SHINGLE = 5
"""Words that are compared at once: long enough that two texts do not share them by chance, short enough for a list item."""

_MOST_TEXTS = 20
"""Rounds that are compared, the newest first. Nobody has more."""


def similarity(judged: JudgedText, rule: Rule, _hits: Hits) -> Iterator[Span]:
    """More than `at_most` percent of the paragraphs stand word for word in one earlier round. Greetings and signatures are no paragraphs."""
    if not judged.earlier:
        return
    paragraphs = [shingles for shingles in map(_shingles, PARAGRAPH_END.split(judged.masked)) if shingles]
    for text in judged.earlier[-_MOST_TEXTS:]:
        known = {shingle for paragraph in PARAGRAPH_END.split(text) for shingle in _shingles(paragraph)}
        repeated = sum(known.issuperset(shingles) for shingles in paragraphs)
        if repeated * 100 > int(rule.at_most or 0) * len(paragraphs):
            yield WHOLE
            return


def _shingles(paragraph: str) -> list[tuple[str, ...]]:
    """The runs of words of a paragraph; none of one that is too short to tell anything."""
    words = WORD.findall(paragraph.lower())
    return [tuple(words[place : place + _SHINGLE]) for place in range(len(words) - _SHINGLE + 1)]
