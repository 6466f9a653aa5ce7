"""Which records answer which demand: one truth for the coverage that is judged and for the letter that is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from azkit.facts.values import Given, Record, Several

PARTS = ("root-cause", "actions", "prevention")
"""What a plan of action must hold for every issue (Amazon's three questions)."""

BY_TABLE = {"evidence": "evidence", "documents": "evidence", "listing": "evidence", "identity": "evidence", "order-details": "orders"}
"""Parts that a table answers, whatever the issue: files, or the orders one by one."""

BY_CAUSE = {"root-cause": "causes", "explanation": "causes", "actions": "actions", "prevention": "preventions"}
"""Parts that are answered cause by cause, and the table whose records do it."""

DEFECT_ISSUES = {"claims": "claim", "negative-feedback": "feedback", "chargebacks": "chargeback"}
"""Issues that are kinds of order defects: their causes are those of the orders that have the defect."""

ANSWERS = ("causes", "actions", "preventions", "evidence", "orders")
"""The tables whose records answer demands."""

ASKED = ("quote", "part", "none_in_window", *ANSWERS)
"""The columns of the table of demands with their answers."""


class Answering:
    """The tables of a plan, and which of their records answer what."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.facts = facts
        self.tables = {table: records_of(facts, table) for table in ANSWERS}
        self.none = set(_data(facts, "none_in_window"))
        self.files_asked_for = False
        """Whether a demand of its own asks for the files."""

    def causes_of(self, issue: str) -> set[str]:
        """The ids of the causes of an issue: its own, and those of the orders that have this defect."""
        direct = {cause["id"].data for cause in self.tables["causes"] if _is(cause, "issue", issue) and "id" in cause}
        defect = DEFECT_ISSUES.get(issue)
        through = {cause for order in self.tables["orders"] if defect and _is(order, "defect", defect) and "cause" in order for cause in order["cause"].data}
        return direct | through

    def uncaused(self, issue: str) -> bool:
        """Whether an order with this defect names no cause."""
        return any(_is(order, "defect", DEFECT_ISSUES[issue]) and "cause" not in order for order in self.tables["orders"]) if issue in DEFECT_ISSUES else False

    def answering(self, part: str, causes: set[str]) -> tuple[int, ...]:
        """The places, in the table of a part, of the records that answer these causes; none unless every cause is answered."""
        named = [_causes_of_record(record) for record in self.tables[BY_CAUSE[part]]]
        if not causes <= {cause for each in named for cause in each}:
            return ()
        return tuple(index for index, each in enumerate(named) if each & causes)

    def records(self, part: str, issue: str) -> dict[str, tuple[Record, ...]]:
        """The records that answer one demand, by table; for evidence also the orders that a file shows, for actions the files that are named for their causes.

        A demand about one issue is not answered with files and orders of the causes of another.
        """
        causes = self.causes_of(issue)
        if part in BY_TABLE:
            shown = tuple(order for order in self.tables["orders"] if "evidence" in order and _meets(order, "cause", causes)) if part == "evidence" else ()
            return {"orders": shown, BY_TABLE[part]: tuple(each for each in self.tables[BY_TABLE[part]] if _meets(each, "for", causes))}
        if issue in self.none:
            return {}
        table = BY_CAUSE[part]
        files = tuple(file for file in self.tables["evidence"] if part == "actions" and not self.files_asked_for and causes & _causes_of_record(file))
        return {table: tuple(self.tables[table][index] for index in self.answering(part, causes)), "evidence": files}


def _meets(record: Record, column: str, causes: set[str]) -> bool:
    """Whether a record is for one of these causes, or for none in particular; without causes every record is meant."""
    return not causes or column not in record or not causes.isdisjoint(record[column].data)


def _causes_of_record(record: Record) -> set[str]:
    """The causes that a record is for; a cause is for itself."""
    if "for" in record:
        return set(record["for"].data)
    return {record["id"].data} if "id" in record else set()


def demanded(facts: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Part and issue of every demand. Without a table of demands every issue demands all three parts."""
    demands = records_of(facts, "demands")
    for demand in demands:
        yield from ((demand["part"].data, issue) for issue in _issues(demand, facts))
    if not demands:
        yield from ((part, issue) for issue in _data(facts, "issues") for part in PARTS)


def asked(facts: Mapping[str, Any]) -> tuple[Record, ...]:
    """Every demand once, in Amazon's order and under its own words, with the records that answer it.

    Out: records with `quote`, `part`, `none_in_window` (the issues that have no case) and a table for each kind of answer.
    """
    answering = Answering(facts)
    answering.files_asked_for = any(BY_TABLE.get(demand["part"].data) == "evidence" for demand in records_of(facts, "demands"))
    return tuple(_under(rows, answering) for rows in _by_quote(facts).values())


def _by_quote(facts: Mapping[str, Any]) -> dict[str, list[tuple[Given, Given, str]]]:
    """Words and part of every demand, and the issue that it is about, by its words."""
    found: dict[str, list[tuple[Given, Given, str]]] = {}
    for demand in records_of(facts, "demands"):
        if "quote" in demand:
            found.setdefault(demand["quote"].data, []).extend((demand["quote"], demand["part"], issue) for issue in _issues(demand, facts))
    return found


def _issues(demand: Record, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The issues that a demand is about: its own, or all of the case."""
    return (demand["issue"].data,) if "issue" in demand else tuple(_data(facts, "issues")) or ("",)


def _under(rows: list[tuple[Given, Given, str]], answering: Answering) -> Record:
    quote, part, _ = rows[0]
    parts = tuple(dict.fromkeys(each.data for _, each, _ in rows))
    record = {"quote": quote, "part": Given(part.entry, Several(parts))}
    none = tuple(dict.fromkeys(issue for _, each, issue in rows if each.data in BY_CAUSE and issue in answering.none))
    if none:
        record["none_in_window"] = Given(answering.facts["none_in_window"].entry, none)
    tables: dict[str, dict[int, Record]] = {}
    for _, each, issue in rows:
        for table, records in answering.records(each.data, issue).items():
            tables.setdefault(table, {}).update((id(one), one) for one in records)
    return record | {table: Given(answering.facts[table].entry, tuple(found.values())) for table, found in tables.items() if found}


def records_of(facts: Mapping[str, Any], table: str) -> tuple[Record, ...]:
    """The records of a table; none while it is not given."""
    data = _data(facts, table)
    return data if isinstance(data, tuple) else ()


def _data(facts: Mapping[str, Any], name: str) -> Any:
    found = facts.get(name)
    return found.data if isinstance(found, Given) else ()


def _is(record: Record, column: str, value: str) -> bool:
    return column in record and record[column].data == value
