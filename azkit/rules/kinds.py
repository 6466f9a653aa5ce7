"""The kinds of tests that are no phrase, by the name that a rule gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from azkit.rules.judged import JudgedCase, JudgedText, Span

_PLACEHOLDERS = re.compile(
    r"(?i:\[[^\]\n]{0,40}\b(?:your|name|store|order|date|number|amount|item|product|carrier|tracking|id|buyer|customer|insert|fill)\b[^\]\n]{0,40}\])|\[[^\]\n]{0,40}[\u3400-\u9fff][^\]\n]{0,40}\]"
    r"|<[A-Za-z][^>\n]{0,60}>|\{\{|\}\}|\{%|_{3,}|\*{3,}|\b[Xx]{2,}\b(?!-)|\b(?:TODO|TBD|N/A)\b|\bNone\b(?! of)|\.{4,}"
)
"""What templates leave behind: brackets around what is to be filled in, lines, XX, stars. One fixed pattern in code, because data holds none."""


def placeholder(judged: JudgedText) -> Iterator[Span]:
    """Left-overs of a template."""
    for match in _PLACEHOLDERS.finditer(judged.masked):
        yield Span(*match.span())


def too_long(judged: JudgedText) -> Iterator[Span]:
    """More characters than the channel takes."""
    if judged.limit is not None and len(judged.text) > judged.limit:
        yield Span(judged.limit, len(judged.text))


def foreign_characters(judged: JudgedText) -> Iterator[Span]:
    """Characters that a web box may break: anything but ASCII and Latin letters."""
    for match in re.finditer(r"[^\x00-\x7f]+", judged.text):
        if any(not char.isalpha() or char >= "\u0250" for char in match.group()):
            yield Span(*match.span())


def coverage(case: JudgedCase) -> Iterable[str]:
    """Demands that nothing answers."""
    return [f"{row.part}: {row.issue}" for row in case.coverage if row.state == "open"]


def late(case: JudgedCase) -> Iterable[str]:
    """Clocks whose safe limit has passed."""
    return case.past_clocks


def unused_facts(case: JudgedCase) -> Iterable[str]:
    """Facts that were given and that this playbook does not use."""
    return [", ".join(case.unused)] if case.unused else []


def number_misfit(case: JudgedCase) -> Iterable[str]:
    """Tracking numbers that do not look like their carrier's."""
    return case.misfit_numbers


def source_text(case: JudgedCase) -> Iterable[str]:
    """Buyer letters of a store whose buyers do not write English."""
    return case.source_texts


TEXT_TESTS: dict[str, Callable[[JudgedText], Iterator[Span]]] = {
    "placeholder": placeholder,
    "too-long": too_long,
    "foreign-characters": foreign_characters,
}
CASE_TESTS: dict[str, Callable[[JudgedCase], Iterable[str]]] = {
    "coverage": coverage,
    "late": late,
    "source-text": source_text,
    "unused-facts": unused_facts,
    "number-misfit": number_misfit,
}
PHRASE_TEST = "phrases"
