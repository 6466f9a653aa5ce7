"""What always holds, whatever the situation: the bounds that the vocabulary gives each fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from azkit.facts.reading import Reading
from azkit.facts.types import TYPES
from azkit.facts.types.days import shown_day
from azkit.facts.values import FactSet, Given, Record
from azkit.facts.vocabulary import FactEntry
from azkit.ground.faults import Fault, Reason
from azkit.ground.say import Text, plain, say


def broken_bounds(facts: FactSet, reading: Reading) -> Iterator[Fault]:
    """Every given fact that lies outside its bounds or contradicts another, alone or in a record of a table."""
    yield from _of(facts.given, facts.given, "", reading)
    for name, fact in facts.given.items():
        if fact.entry.type == "table":
            yield from _repeated(name, fact)
            for index, record in enumerate(fact.data):
                yield from _of(record, record, f"{name}[{index}].", reading)
                yield from _dangling(record, facts, f"{name}[{index}].")


def _of(facts: Mapping[str, Given], others: Mapping[str, Given], prefix: str, reading: Reading) -> Iterator[Fault]:
    for name, fact in facts.items():
        bounds = fact.entry.bounds
        for other in bounds.not_before:
            if other in others and _is_before(fact.data, others[other].data, reading):
                yield _fault(prefix + name, "contradicts", say("facts.before", other=others[other].entry.title, name=other), prefix + other)
        for other in bounds.not_after:
            if other == "today":
                if _day(fact.data, reading) > reading.today:
                    words = Text(shown_day(reading.today, "en"), shown_day(reading.today, "zh"))
                    yield _fault(prefix + name, "contradicts", say("facts.in-the-future", today=words))
            elif other in others and _is_before(others[other].data, fact.data, reading):
                yield _fault(prefix + name, "contradicts", say("facts.after", other=others[other].entry.title, name=other), prefix + other)
        if fact.entry.type in ("count", "percentage"):
            yield from _limits(prefix + name, fact, reading)


def _limits(name: str, fact: Given, reading: Reading) -> Iterable[Fault]:
    entry = fact.entry
    least, most = _limit(entry.bounds.at_least, entry, reading), _limit(entry.bounds.at_most, entry, reading)
    if least is not None and fact.data < least:
        yield _fault(name, "out-of-bounds", say("facts.too-small", limit=plain(entry.bounds.at_least)))
    if most is not None and fact.data > most:
        yield _fault(name, "out-of-bounds", say("facts.too-big", limit=plain(entry.bounds.at_most)))


def _limit(words: str, entry: FactEntry, reading: Reading) -> Any:
    return TYPES[entry.type].read(words, entry, reading) if words else None


def _is_before(first: Any, second: Any, reading: Reading) -> bool:
    """Whether the first day or moment lies before the second; two moments compare as instants, all else by the day."""
    if isinstance(first, datetime) and isinstance(second, datetime):
        return first < second
    return _day(first, reading) < _day(second, reading)


def _day(value: Any, reading: Reading) -> date:
    """A day for comparing: that of a moment is the store's."""
    day: date = reading.day_of(value) if isinstance(value, datetime) else value
    return day


def _repeated(table: str, fact: Given) -> Iterator[Fault]:
    """Records that repeat what must be unique in their table."""
    for column in (name for name, each in fact.entry.columns.items() if each.unique):
        seen: dict[str, str] = {}
        for index, record in enumerate(fact.data):
            place = f"{table}[{index}].{column}"
            if column in record and record[column].data in seen:
                yield _fault(place, "contradicts", say("facts.repeated"), seen[record[column].data])
            if column in record:
                seen.setdefault(record[column].data, place)


def _dangling(record: Record, facts: FactSet, prefix: str) -> Iterator[Fault]:
    """References to records that are not there."""
    for name, fact in record.items():
        if fact.entry.type != "reference":
            continue
        target = facts.given.get(fact.entry.refers_to)
        known = {row["id"].data for row in target.data if "id" in row} if target else set()
        if not set(fact.data) <= known:
            yield _fault(prefix + name, "contradicts", say("facts.dangling", table=fact.entry.refers_to))


def _fault(name: str, reason: Reason, message: Text, *others: str) -> Fault:
    return Fault("invalid", reason, name, message, others=others)
