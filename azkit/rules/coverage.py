"""Coverage: is every demand answered, and does every cause lead to an action and a prevention and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from azkit.facts.values import Given, Record
from azkit.rules.judged import CoverageRow

PARTS = ("root-cause", "actions", "prevention")
"""What a plan of action must hold for every issue (Amazon's three questions)."""

BY_TABLE = {"evidence": "evidence", "documents": "evidence", "listing": "evidence", "identity": "evidence", "order-details": "orders"}
"""Parts that a table answers, whatever the issue: files, or the orders one by one."""

DEFECT_ISSUES = {"claims": "claim", "negative-feedback": "feedback", "chargebacks": "chargeback"}
"""Issues that are kinds of order defects: their causes are those of the orders that have the defect."""


def coverage(facts: Mapping[str, Given]) -> tuple[CoverageRow, ...]:
    """One row for each demand (part and issue). Without a table of demands every issue demands all three parts.

    A row is answered by the records that answer it, is `none` where the seller states that the window holds no such case,
    and is open otherwise.
    """
    plan = _Plan(facts)
    return tuple(plan.row(part, issue) for part, issue in dict.fromkeys(_demanded(facts)))


def orphans(facts: Mapping[str, Given]) -> tuple[tuple[str, str], ...]:
    """Causes without an action or prevention, as `(cause id, part)`."""
    plan = _Plan(facts)
    return tuple((cause["id"].data, part) for cause in plan.causes if "id" in cause for part in PARTS[1:] if not plan.by_cause(part, {cause["id"].data}))


class _Plan:
    """The tables of a plan of action."""

    def __init__(self, facts: Mapping[str, Given]) -> None:
        self.causes = _records(facts, "causes")
        self.orders = _records(facts, "orders")
        self.tables = {"actions": _records(facts, "actions"), "prevention": _records(facts, "preventions")}
        self.sizes = {table: len(_records(facts, table)) for table in BY_TABLE.values()}
        self.none = set(facts["none_in_window"].data) if "none_in_window" in facts else set()

    def row(self, part: str, issue: str) -> CoverageRow:
        if part in BY_TABLE:
            rows = tuple(f"{BY_TABLE[part]}[{index}]" for index in range(self.sizes[BY_TABLE[part]]))
            return CoverageRow(part, issue, "answered" if rows else "open", rows)
        if issue in self.none:
            return CoverageRow(part, issue, "none")
        causes = self.causes_of(issue)
        by = tuple(sorted(causes)) if part in ("root-cause", "explanation") else self.by_cause(part, causes)
        state: Literal["answered", "open"] = "answered" if causes and by and not self.uncaused(issue) else "open"
        return CoverageRow(part, issue, state, by)

    def causes_of(self, issue: str) -> set[str]:
        direct = {cause["id"].data for cause in self.causes if _is(cause, "issue", issue) and "id" in cause}
        defect = DEFECT_ISSUES.get(issue)
        through = {cause for order in self.orders if defect and _is(order, "defect", defect) and "cause" in order for cause in order["cause"].data}
        return direct | through

    def uncaused(self, issue: str) -> bool:
        """Whether an order with this defect names no cause."""
        return any(_is(order, "defect", DEFECT_ISSUES[issue]) and "cause" not in order for order in self.orders) if issue in DEFECT_ISSUES else False

    def by_cause(self, part: str, causes: set[str]) -> tuple[str, ...]:
        """The records of a part that answer these causes, as `actions[0]`; empty unless every cause is answered."""
        table = "actions" if part == "actions" else "preventions"
        answering = [(index, set(record["for"].data)) for index, record in enumerate(self.tables[part]) if "for" in record]
        answered = {cause for _, named in answering for cause in named}
        if not causes <= answered:
            return ()
        return tuple(f"{table}[{index}]" for index, named in answering if named & causes)


def _records(facts: Mapping[str, Given], table: str) -> tuple[Record, ...]:
    return facts[table].data if table in facts else ()


def _is(record: Record, column: str, value: str) -> bool:
    return column in record and record[column].data == value


def _demanded(facts: Mapping[str, Given]) -> Iterable[tuple[str, str]]:
    issues = facts["issues"].data if "issues" in facts else ()
    demands = _records(facts, "demands")
    for demand in demands:
        named = (demand["issue"].data,) if "issue" in demand else issues or ("",)
        yield from ((demand["part"].data, issue) for issue in named)
    if not demands:
        yield from ((part, issue) for issue in issues for part in PARTS)
