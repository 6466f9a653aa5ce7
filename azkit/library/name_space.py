"""Which names a condition or template of one playbook may use, and what each name is."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from azkit.facts.answering import ASKED
from azkit.facts.condition_parse import NotACondition, parse_condition
from azkit.facts.conditions import Path, names_in
from azkit.facts.derived import DerivedFact
from azkit.facts.literals import typed
from azkit.facts.vocabulary import Column, Derived, FactEntry
from azkit.ground.nearest import no_such, unknown
from azkit.ground.say import Text, plain, say

_NOTHING = plain("")
KINDS = ("days_between", "add", "past", "all", "any", "sum", "count", "select", "group", "asked")
_DAYS, _TABLES = ("day", "moment"), ("table",)
DAY_ENTRY = FactEntry(type="day", title=_NOTHING, question=_NOTHING)
CAUSE, CAUSE_NAME = "cause", "name"
"""A record that names a cause of the catalogue can print what the catalogue calls it: `cause.name`."""

TEXT_ENTRY = FactEntry(type="text", title=_NOTHING, question=_NOTHING)


@dataclass(frozen=True)
class NameSpace:
    """The facts that a playbook lists, what follows from them, the policy values it prints, and `today`."""

    vocabulary: Mapping[str, FactEntry]
    derived: Mapping[str, DerivedFact]
    listed: tuple[str, ...]
    printed: Mapping[str, FactEntry]
    rows: Mapping[str, FactEntry | None]
    """Names of the loops around a place: the table of their records, or None for lines of policy steps."""

    def above(self, count: int) -> NameSpace:
        """Only the first `count` facts: what a condition at that place may name."""
        return replace(self, listed=self.listed[:count])

    def with_row(self, name: str, table: FactEntry | None) -> NameSpace:
        """The names inside a loop."""
        return replace(self, rows={**self.rows, name: table})

    def root(self, name: str) -> FactEntry | Text:
        """The entry behind a single name, or what is wrong with it."""
        if name in self.printed:
            return self.printed[name]
        if name == "today":
            return DAY_ENTRY
        if name in self.derived:
            for base in bases(name, self.derived):
                if base not in self.listed:
                    return say("library.derived-base", name=name, base=base)
            return self.derived[name].entry
        if name in self.listed:
            return self.vocabulary[name]
        known = {*self.listed, *self.derived, *self.printed, *self.rows}
        if name in self.vocabulary:
            return say("library.not-listed", name=name)
        return unknown(name, known)

    def entry(self, path: Path) -> FactEntry | Text:
        """The entry behind `name` or `name.column`, or what is wrong with it."""
        name = path[0]
        if name == "loop" and path == ("loop", "index") and self.rows:
            return self.derived_count
        if name in self.rows:
            table = self.rows[name]
            if table is None:
                return TEXT_ENTRY if len(path) == 1 else say("library.unknown-name", name=".".join(path))
            return self.column(table, path)
        found = self.root(name)
        if len(path) == 1 or isinstance(found, Text):
            return found
        return self.column(found, path) if found.type == "table" else say("library.no-columns", name=name)

    def column(self, table: FactEntry, path: Path) -> FactEntry | Text:
        """The entry of a column of `table`, or of what a plan calls the causes in it."""
        column = table.columns.get(path[-1]) if len(path) == 2 else None
        if column is None and path[1:] == (CAUSE_NAME,) and CAUSE in table.columns:
            return TEXT_ENTRY
        if column is None:
            return no_such("library.unknown-name", path[-1], table.columns, name=".".join(path))
        return self.vocabulary[column.fact or path[-1]]

    @property
    def derived_count(self) -> FactEntry:
        """The entry of a counter."""
        return FactEntry(type="count", title=_NOTHING, question=_NOTHING)


def bases(name: str, derived: Mapping[str, DerivedFact], depth: int = 0) -> set[str]:
    """The vocabulary facts from which a derived fact follows, through other derived facts."""
    if name not in derived or depth > len(derived):
        return {name} - {"today"}
    return {base for needed in derived[name].needs if needed != "row" for base in bases(needed, derived, depth + 1)}


def linked_derived(vocabulary: Mapping[str, FactEntry], derived: Mapping[str, Derived], report: Any) -> dict[str, DerivedFact]:
    """Derived facts with parsed conditions and the entry each shows itself by, in an order in which they can be computed.

    `report(name, message)` is called for what is wrong.
    """
    linked: dict[str, DerivedFact] = {}
    pending = dict(derived)
    while pending:
        ready = [name for name, each in pending.items() if not any(other in pending and other != name for other in _mentioned(each, derived))]
        if not ready:
            for name in pending:
                report(name, say("library.derived-circle"))
            break
        for name in ready:
            fact = _linked(name, pending.pop(name), vocabulary, linked, report)
            if fact is not None:
                linked[name] = fact
    return linked


def _mentioned(derived: Derived, known: Mapping[str, Derived]) -> set[str]:
    """The derived facts that this one looks at, as far as its conditions can be read."""
    named = [derived.past, derived.count, derived.asked, derived.sum.partition(".")[0], *(derived.days_between or ()), *(derived.add or ())[:1]]
    named += [pair[0] for pair in (derived.select, derived.group) if pair]
    for words in (*derived.all, *derived.any, *(derived.select or ())[1:]):
        with contextlib.suppress(NotACondition):
            named += [name.path[0] for name in names_in(parse_condition(words))]
    return known.keys() & set(named)


def _linked(name: str, derived: Derived, vocabulary: Mapping[str, FactEntry], linked: Mapping[str, DerivedFact], report: Any) -> DerivedFact | None:
    space = NameSpace(vocabulary, linked, tuple(vocabulary), {}, {})
    entry = _entry(derived, space)
    if entry is None:
        report(name, say("library.derived-kind"))
        return None
    if derived.select:
        table = space.root(derived.select[0])
        space = space.with_row("row", table if isinstance(table, FactEntry) else None)
    conditions = []
    for words in (*derived.all, *derived.any, *((derived.select[1],) if derived.select else ())):
        try:
            conditions.append(typed(parse_condition(words), space.entry, lambda message: report(name, message)))
        except NotACondition as problem:
            report(name, problem.message)
    fact = DerivedFact(derived, entry, tuple(conditions))
    for message in _misfits(fact, space):
        report(name, message)
    return fact


_TAKES = {"days_between": _DAYS, "add": _DAYS, "past": _DAYS, "count": _TABLES, "select": _TABLES, "group": _TABLES, "sum": _TABLES, "asked": _TABLES}


def _misfits(fact: DerivedFact, space: NameSpace) -> Iterator[Text]:
    """Names of a derived fact that do not exist or are of a type that its kind cannot take."""
    kind = next(kind for kind in KINDS if getattr(fact.derived, kind))
    for needed in fact.needs:
        found = space.root(needed) if needed != "row" else fact.entry
        if isinstance(found, Text):
            yield found
        elif kind in _TAKES and found.type not in _TAKES[kind]:
            yield say("library.derived-type", name=needed, type=found.type)
    if fact.derived.sum and fact.entry.type not in ("money", "count"):
        yield say("library.derived-type", name=fact.derived.sum, type=fact.entry.type)
    if fact.derived.group and isinstance(wrong := space.entry(fact.derived.group), Text):
        yield wrong


def _entry(derived: Derived, space: NameSpace) -> FactEntry | None:
    """The entry by which a derived fact shows itself; None unless exactly one kind is given."""
    given = [kind for kind in KINDS if getattr(derived, kind)]
    if len(given) != 1:
        return None
    kind = given[0]
    simple = {"days_between": "count", "count": "count", "past": "yes-no", "all": "yes-no", "any": "yes-no"}
    if kind in simple:
        return FactEntry(type=simple[kind], title=derived.title, question=derived.title)  # type: ignore[arg-type]
    base = (derived.add or derived.select or derived.group or (derived.asked,))[0]
    found = space.entry(tuple(derived.sum.split("."))) if derived.sum else space.root(base)
    if isinstance(found, Text):
        return None
    if kind == "asked":
        return replace(found, title=derived.title, columns={name: Column(optional=True) for name in ASKED if name in space.vocabulary})
    if kind == "group":
        return replace(found, columns=_group_columns(found, space))
    return replace(found, title=derived.title)


def _group_columns(table: FactEntry, space: NameSpace) -> dict[str, Column]:
    columns = {**table.columns, "count": Column(fact="count_of")}
    for name, column in table.columns.items():
        kind = space.vocabulary[column.fact or name].type
        if kind == "money":
            columns["total"] = Column(fact=column.fact or name)
        if kind == "day":
            columns["first_day"] = columns["last_day"] = Column(fact=column.fact or name)
    return columns
