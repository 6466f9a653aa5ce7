"""Tests of the case as a whole, by the name that a rule gives. Each yields details for the message; an empty one adds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from azkit.rules.judged_case import JudgedCase

CaseTest: TypeAlias = "Callable[[JudgedCase], Iterable[str]]"


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


def nothing_new(case: JudgedCase) -> Iterable[str]:
    """Demands under which a later round says only what an earlier one has said."""
    return [words.en for words in case.unrenewed]


def files_missing(case: JudgedCase) -> Iterable[str]:
    """Files of the evidence that are not where they should be."""
    return [", ".join(case.missing_files)] if case.missing_files else []


def files_unfit(case: JudgedCase) -> Iterable[str]:
    """Files of the evidence of a type or size that the form does not take."""
    return [", ".join(case.unfit_files)] if case.unfit_files else []


CASE_TESTS: dict[str, CaseTest] = {
    "coverage": coverage,
    "late": late,
    "source-text": source_text,
    "unused-facts": unused_facts,
    "number-misfit": number_misfit,
    "nothing-new": nothing_new,
    "files-missing": files_missing,
    "files-unfit": files_unfit,
}
