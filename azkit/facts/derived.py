"""Facts that follow from others, by a closed list of kinds (see `Derived`)."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from azkit.facts.answering import asked
from azkit.facts.conditions import Both, Condition, Either, holds, names_in
from azkit.facts.reading import Reading
from azkit.facts.types.numbers import Amount
from azkit.facts.values import Cell, Given, Record, Several, Unknown
from azkit.facts.vocabulary import Derived, FactEntry
from azkit.ground.say import Text, plain

AddSpan = Callable[[Any, str], "Any | None"]
"""A day or moment and a policy clock: the same plus the clock's safe span, or None where no span is published."""


@dataclass(frozen=True, slots=True)
class DerivedFact:
    """One entry of `derived`, its conditions parsed, with the entry that it shows itself by."""

    derived: Derived
    entry: FactEntry
    conditions: tuple[Condition, ...] = ()
    needs: tuple[str, ...] = field(init=False)
    """The names that it looks at directly."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "needs", _needs(self))


def derived_value(fact: DerivedFact, scope: Mapping[str, Cell], reading: Reading, add_span: AddSpan) -> Cell:
    """The value of a derived fact, or why it has none: open as long as one of the facts it needs is open."""
    derived = fact.derived
    if derived.all or derived.any:
        whole = Both(fact.conditions) if derived.all else Either(fact.conditions)
        truth = holds(whole, scope)
        if truth is None:
            return _unknown(scope, fact.needs)
        return Given(fact.entry, truth)
    cells = [scope.get(name, Unknown.ABSENT) for name in fact.needs]
    if any(not isinstance(known, Given) for known in cells):
        return _unknown(scope, fact.needs)
    data = _computed(fact, [known.data for known in cells if isinstance(known, Given)], scope, reading, add_span)
    return Unknown.ABSENT if data is None else Given(fact.entry, data)


def _needs(fact: DerivedFact) -> tuple[str, ...]:
    derived = fact.derived
    if derived.all or derived.any:
        return tuple(dict.fromkeys(name.path[0] for condition in fact.conditions for name in names_in(condition)))
    if derived.days_between:
        return derived.days_between
    if derived.select or derived.group:
        return ((derived.select or derived.group or ("",))[0],)
    if derived.asked:
        return (derived.asked,)  # the other tables only fill it: without them a demand has no answer
    single = derived.past or derived.count or derived.sum.partition(".")[0] or (derived.add[0] if derived.add else "")
    return (single,)


def _unknown(scope: Mapping[str, Cell], names: tuple[str, ...]) -> Unknown:
    return Unknown.OPEN if any(scope.get(name) is Unknown.OPEN for name in names) else Unknown.ABSENT


def _computed(fact: DerivedFact, data: list[Any], scope: Mapping[str, Cell], reading: Reading, add_span: AddSpan) -> Any:
    derived = fact.derived
    if derived.days_between:
        return (_day(data[1], reading) - _day(data[0], reading)).days
    if derived.add:
        return add_span(data[0], derived.add[1])
    if derived.asked:
        return asked(scope) or None
    if derived.past:
        return reading.today > _day(data[0], reading)
    if derived.count:
        return len(data[0])
    if derived.sum:
        return _sum(data[0], derived.sum.partition(".")[2])
    if derived.select:
        # A chain, not a copy: copying the scope would work out every name in it, this one included.
        return tuple(record for record in data[0] if holds(fact.conditions[0], ChainMap({"row": record}, scope))) or None  # type: ignore[arg-type]
    return tuple(_groups(data[0], (derived.group or ("", ""))[1], tuple(fact.entry.columns))) or None


def _sum(records: tuple[Record, ...], column: str) -> Amount | int | None:
    values = [record[column].data for record in records if column in record]
    if not values:
        return None
    if isinstance(values[0], Amount):
        if len({value.currency for value in values}) > 1:
            return None
        return Amount(sum((value.number for value in values), Decimal(0)), values[0].currency)
    return sum(int(value) for value in values)


def _groups(records: tuple[Record, ...], column: str, columns: tuple[str, ...]) -> list[Record]:
    """Records with the same value in `column`, as one record.

    Every other column becomes a list. `count`, `total` (of its first column of money), `first_day`, `last_day`
    (of its first column of days) say how many, how much and when.
    """
    groups: dict[Any, list[Record]] = {}
    for record in records:
        if column in record:
            groups.setdefault(record[column].data, []).append(record)
    return [_group(column, members, columns) for members in groups.values()]


def _group(column: str, members: list[Record], columns: tuple[str, ...]) -> Record:
    group: dict[str, Given] = {column: members[0][column], "count": Given(COUNT_ENTRY, len(members))}
    for name in columns:
        cells = [member[name] for member in members if name in member]
        if name == column or not cells:
            continue
        entry, values = cells[0].entry, tuple(given.data for given in cells)
        group.setdefault(name, Given(entry, Several(values)))
        if entry.type == "money":
            group.setdefault("total", Given(entry, _sum(tuple(members), name)))
        if entry.type == "day":
            group.setdefault("first_day", Given(entry, min(values)))
            group.setdefault("last_day", Given(entry, max(values)))
    return {name: given for name, given in group.items() if given.data is not None}  # amounts in two currencies have no sum


def column_of(table: Given, column: str) -> Cell:
    """A whole column of a table as one value to show: `orders.order_id`."""
    cells = [record[column] for record in table.data if column in record]
    return Given(cells[0].entry, Several(tuple(given.data for given in cells))) if cells else Unknown.ABSENT


def _day(value: Any, reading: Reading) -> date:
    return reading.day_of(value) if isinstance(value, datetime) else value


_NO_TITLE = Text("", "")
COUNT_ENTRY = FactEntry(type="count", title=_NO_TITLE, question=plain(""))
