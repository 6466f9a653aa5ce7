"""Coverage: is every demand answered, and does every cause lead to an action and a prevention and back."""

from __future__ import annotations

from collections.abc import Mapping

from azkit.facts.answering import BY_CAUSE, BY_TABLE, PARTS, Answering, demanded
from azkit.facts.values import Given
from azkit.rules.judged_case import CoverageRow


def coverage(facts: Mapping[str, Given]) -> tuple[CoverageRow, ...]:
    """One row for each demand (part and issue). Without a table of demands every issue demands all three parts.

    A row is answered by the records that answer it, is `none` where the seller states that the window holds no such case,
    and is open otherwise.
    """
    answering = Answering(facts)
    return tuple(_row(answering, part, issue) for part, issue in dict.fromkeys(demanded(facts)))


def orphans(facts: Mapping[str, Given]) -> tuple[tuple[str, str], ...]:
    """Causes without an action or prevention, as `(cause id, part)`."""
    answering = Answering(facts)
    causes = [cause["id"].data for cause in answering.tables["causes"] if "id" in cause]
    return tuple((cause, part) for cause in causes for part in PARTS[1:] if not answering.answering(part, {cause}))


def _row(answering: Answering, part: str, issue: str) -> CoverageRow:
    if part in BY_TABLE:
        table = BY_TABLE[part]
        rows = tuple(f"{table}[{index}]" for index in range(len(answering.tables[table])))
        return CoverageRow(part, issue, "answered" if rows else "open", rows)
    if issue in answering.none:
        return CoverageRow(part, issue, "none")
    causes = answering.causes_of(issue)
    table = BY_CAUSE[part]
    by = tuple(sorted(causes)) if table == "causes" else tuple(f"{table}[{index}]" for index in answering.answering(part, causes))
    answered = causes and by and not answering.uncaused(issue)
    return CoverageRow(part, issue, "answered" if answered else "open", by)
