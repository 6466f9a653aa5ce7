"""The log of an interview: what was answered, in order. A value; every change makes a new one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from azkit.ground.documents import Plain

CELL = re.compile(r"(?P<table>[a-z0-9_]+)\[(?P<index>[0-9]+)\](?:\.(?P<column>[a-z0-9_]+))?")
"""The place of a row (`orders[0]`) or of a cell (`orders[0].done`)."""

YES, NO, PASSED_OVER = "yes", "no", ""
GIVEN = "given"
"""The answer to a row that came whole from a file: only what it cannot do without is asked."""


@dataclass(frozen=True)
class Log:
    """Answers by place: a fact (`order_id`), a cell (`orders[0].done`), a row (`orders[1]`: yes or no), or a decision (`?…`).

    The first `given` answers came from files, and nobody walks back into them. `aside` keeps values that the ground
    was taken from; they are offered again where their question comes back. `asking` is a place that is asked next,
    answered or not. An empty answer passes the place over.
    """

    answers: tuple[tuple[str, str], ...] = ()
    given: int = 0
    aside: Mapping[str, str] = field(default_factory=dict)
    asking: str = ""
    accepted: bool = False

    def value(self, place: str) -> str | None:
        """The answer at a place; None where there is none."""
        return self._values.get(place)

    @cached_property
    def _values(self) -> Mapping[str, str]:
        """The answers by place: every question looks many of them up."""
        return dict(reversed(self.answers))  # where a place were answered twice, the first counts

    def answered(self, place: str, value: str) -> Log:
        """The log with this answer as its newest."""
        kept = tuple(pair for pair in self.answers if pair[0] != place)
        given = sum(known != place for known, _ in self.answers[: self.given])
        aside = {name: old for name, old in self.aside.items() if name != place}
        return replace(self, answers=(*kept, (place, value)), given=given, asking="", accepted=False, aside=aside)

    def named(self, place: str, name: str) -> Log:
        """The log with the name of a record (`causes[0].id`), which nobody was asked for, before the newest answer."""
        return replace(self, answers=(*self.answers[:-1], (place, name), self.answers[-1]))

    def given_too(self, facts: Mapping[str, str]) -> Log:
        """The log with facts that nobody had to answer, such as those of a profile; what was answered stays as it is."""
        new = tuple((place, value) for place, value in facts.items() if self.value(place) is None)
        return replace(self, answers=(*new, *self.answers), given=self.given + len(new))

    def reopened(self, place: str) -> Log:
        """The log in which this place is asked next, its answer kept until there is another."""
        return replace(self, asking=place, accepted=False)

    def without(self, places: Iterable[str]) -> Log:
        """The log without these answers; their values are set aside."""
        leaving = set(places)
        gone = {place: value for place, value in self.answers if place in leaving}
        kept = tuple(pair for pair in self.answers if pair[0] not in gone)
        given = sum(place not in gone for place, _ in self.answers[: self.given])
        aside = {place: value for place, value in gone.items() if not is_name(place)}
        return replace(self, answers=kept, given=given, aside={**self.aside, **aside})

    def back(self, place: str = "") -> Log:
        """One step back from the question of `place`: one that was reopened is left as it was; else the newest answer is asked for again.

        An answer to `place` itself, which could not be read, does not count as a step; nor does the name of a record.
        """
        if self.asking or self.accepted:
            return replace(self, asking="", accepted=False)
        log = self
        while len(log.answers) > log.given:
            newest = log.answers[-1][0]
            log = log.without([newest])
            if newest != place and not is_name(newest):
                break
        return log.without([log.answers[-1][0]]) if len(log.answers) > log.given and is_name(log.answers[-1][0]) else log

    def rows(self, table: str) -> int:
        """How many records a table has or has been promised."""
        return self._rows.get(table, 0)

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        """The tables that have records, with how many."""
        rows: dict[str, int] = {}
        for table, index, column, value in self._cells:
            if column or value in (YES, GIVEN):
                rows[table] = max(rows.get(table, 0), index + 1)
        return rows

    @cached_property
    def _cells(self) -> tuple[tuple[str, int, str, str], ...]:
        """Every answer that belongs to a table: table, index, column (empty for the row itself), value."""
        matches = ((CELL.fullmatch(place), value) for place, value in self.answers)
        return tuple((match["table"], int(match["index"]), match["column"] or "", value) for match, value in matches if match)

    def without_row(self, table: str, index: int) -> Log:
        """The log without one record of a table; the records after it move up."""

        def moved(place: str) -> str:
            match = CELL.fullmatch(place)
            if not match or match[1] != table or int(match[2]) < index:
                return place
            column = f".{match[3]}" if match[3] else ""
            return f"{table}[{int(match[2]) - 1}]{column}" if int(match[2]) > index else ""

        given = sum(bool(moved(place)) for place, _ in self.answers[: self.given])
        answers = tuple((moved(place), value) for place, value in self.answers if moved(place))
        aside = {moved(place): value for place, value in self.aside.items() if moved(place)}
        return replace(self, answers=answers, given=given, aside=aside, asking="", accepted=False)

    def facts(self) -> dict[str, Plain]:
        """The answers as plain-text facts; decisions and places passed over are none."""
        facts: dict[str, Any] = {place: value for place, value in self.answers if value and "[" not in place and not place.startswith("?")}
        facts |= {table: [{} for _ in range(count)] for table, count in self._rows.items()}
        for table, index, column, value in self._cells:
            if column and value:
                facts[table][index][column] = value
        return facts


def is_name(place: str) -> bool:
    """Whether a place holds the name of a record, which nobody is asked for."""
    return place.endswith("].id")


def log_of(facts: Mapping[str, Plain], *, open_tables: bool = False, more: Collection[str] = ()) -> Log:
    """A log that starts from facts of a file. Its tables are complete, unless an interview that was left is taken up again (`open_tables`).

    The tables named in `more` are complete as far as they go, and further rows are asked for.
    """
    pairs: list[tuple[str, str]] = []
    for name, value in facts.items():
        if isinstance(value, list) and value and all(isinstance(record, dict) for record in value):
            for index, record in enumerate(value):
                pairs.append((f"{name}[{index}]", YES if open_tables else GIVEN))
                pairs.extend((f"{name}[{index}].{key}", _words(each)) for key, each in record.items() if each is not None)  # type: ignore[union-attr]
            if not open_tables and name not in more:
                pairs.append((f"{name}[{len(value)}]", NO))
        elif value is not None:
            pairs.append((name, _words(value)))
    return Log(tuple(pairs), len(pairs))


def _words(value: Plain) -> str:
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)
