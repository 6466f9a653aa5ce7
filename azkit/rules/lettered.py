"""A letter that somebody wrote elsewhere, as the rules see it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from azkit.phrases import PhraseBook
from azkit.rules.judged import JudgedText

if TYPE_CHECKING:
    from azkit.facts.values import Given

_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_HEADING_WORDS = 10
"""A line of more words is no heading."""


def letter_of(
    text: str,
    kind: str,
    headings: Mapping[str, tuple[str, ...]],
    facts: Mapping[str, Given] | None = None,
    today: date | None = None,
    earlier: tuple[str, ...] = (),
) -> JudgedText:
    """The text for the rules, beside what is known of its case: the facts, the day, the letters of earlier rounds.

    Lines that begin with `>` are somebody else's words and are not judged. Sections are found by their headings: short lines in
    which a phrase of `headings` stands.
    """
    even = _even(text)
    masked = _QUOTED.sub(lambda match: "\0" * len(match.group()), even)
    return JudgedText(even, masked, kind, _sections(masked, headings), facts=facts, today=today, earlier=tuple(map(_even, earlier)))


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _sections(text: str, headings: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, int, int], ...]:
    book = PhraseBook.of((section, phrase) for section, phrases in headings.items() for phrase in phrases)
    starts: list[tuple[int, str]] = []
    place = 0
    for line in text.split("\n"):
        if line.strip() and len(line.split()) <= _HEADING_WORDS and (hits := book.find(line)):
            starts.append((place, str(hits[0].key)))
        place += len(line) + 1
    ends = (*(start for start, _ in starts[1:]), len(text) + 1)
    return tuple((section, start, end) for (start, section), end in zip(starts, ends, strict=False))  # no heading, no section
