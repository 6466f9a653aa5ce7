"""Plain-text facts become a `FactSet`: every fault is collected, nothing is invented, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from azkit.facts.bounds import broken_bounds
from azkit.facts.reading import Reading, Unreadable
from azkit.facts.tracking import TrackingFault, suits
from azkit.facts.types import TYPES
from azkit.facts.values import FactSet, Given, Record, References
from azkit.facts.vocabulary import Column, FactEntry
from azkit.ground.documents import Plain
from azkit.ground.faults import Fault, Reason
from azkit.ground.nearest import no_such
from azkit.ground.say import Text, say
from azkit.ground.text import typed

DECLINED = ("none", "unknown", "do not know", "不知道", "没有", "无")
"""What stands in a file for "none, do not know", where the fact can be declined and the word is none of its own."""

MAX_RECORDS = 1000

MOST_GUESSES = 100
"""Unknown names that are answered with the nearest known one. More of them are no slips but another file, and each guess goes through the whole vocabulary."""


@dataclass(slots=True)
class _Reader:
    """Reads one set of facts against one vocabulary."""

    vocabulary: Mapping[str, FactEntry]
    reading: Reading
    declinable: frozenset[str]
    given: dict[str, Given] = field(default_factory=dict)
    declined: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    guesses: int = 0

    def fact(self, name: str, value: Plain) -> None:
        entry = self.vocabulary.get(name)
        if entry is None or entry.only_in_tables:
            self.unknown(name, (known for known, each in self.vocabulary.items() if not each.only_in_tables))
        elif entry.type == "table":
            self.table(name, entry, value)
        elif not is_blank(value):
            self.scalar(name, entry, value)

    def scalar(self, name: str, entry: FactEntry, value: Plain) -> None:
        if declines(value, entry):
            if name in self.declinable:
                self.declined.add(name)
            else:
                self.fault(name, say("facts.cannot-decline"))
            return
        found = self.value(name, entry, value)
        if found is not None:
            self.given[name] = Given(entry, found)

    def value(self, name: str, entry: FactEntry, value: Plain) -> Any:
        """The value, or None after a fault."""
        if isinstance(value, list) and entry.type in ("choices", "reference") and all(isinstance(item, str) for item in value):
            value = ", ".join(str(item) for item in value)
        if not isinstance(value, str):
            self.fault(name, say("facts.not-one-value"))
            return None
        try:
            return TYPES[entry.type].read(value, entry, self.reading)
        except Unreadable as problem:
            self.fault(name, problem.message)
        return None

    def table(self, name: str, entry: FactEntry, value: Plain) -> None:
        if value in (None, "", []):
            return
        if not isinstance(value, list):
            self.fault(name, say("facts.not-a-table"))
            return
        limit = int(entry.bounds.at_most or MAX_RECORDS)
        if len(value) > limit:
            self.fault(name, say("facts.too-many-records", limit=limit), "out-of-bounds")
            return
        records = tuple(self.record(f"{name}[{index}]", entry, row) for index, row in enumerate(value))
        self.given[name] = Given(entry, records)

    def record(self, place: str, table: FactEntry, row: Plain) -> Record:
        if not isinstance(row, dict):
            self.fault(place, say("facts.not-a-record"))
            return {}
        record: dict[str, Given] = {}
        for key, value in row.items():
            column = table.columns.get(key)
            if column is None:
                self.unknown(f"{place}.{key}", table.columns, key)
            elif not is_blank(value):
                entry = self.vocabulary[column.fact or key]
                found = self.value(f"{place}.{key}", entry, value)
                if found is not None:
                    record[key] = Given(entry, found)
        self.missing_columns(place, table.columns, row)
        return record

    def missing_columns(self, place: str, columns: Mapping[str, Column], row: Mapping[str, Plain]) -> None:
        for key, column in columns.items():
            if not column.optional and is_blank(row.get(key)):
                entry = self.vocabulary[column.fact or key]
                self.faults.append(Fault("missing", "missing", f"{place}.{key}", entry.question, question=entry.question, example=entry.example))

    def unknown(self, place: str, known: Iterable[str], name: str = "") -> None:
        self.guesses += 1
        self.fault(place, no_such("facts.unknown", name or place, known) if self.guesses <= MOST_GUESSES else say("facts.unknown"), "unknown")

    def fault(self, name: str, message: Text, reason: Reason = "unreadable") -> None:
        self.faults.append(Fault("invalid", reason, shown_name(name), message))


def read_facts(
    raw: Mapping[str, Plain], vocabulary: Mapping[str, FactEntry], reading: Reading, declinable: frozenset[str] | None = None
) -> tuple[FactSet, tuple[Fault, ...]]:
    """Read plain-text facts.

    In: facts by name, each text (or a list of records); the vocabulary; the world; the names that may be declined (those whose entry offers it).
    Out: what could be read, and every fault: unreadable, unknown, contradicting, missing in a record. A faulty fact is not among the given.
    """
    if declinable is None:
        declinable = frozenset(name for name, entry in vocabulary.items() if entry.decline)
    reader = _Reader(vocabulary, reading, declinable)
    for name, value in raw.items():
        reader.fact(name, value)
    facts = FactSet(_numbered(reader.given), frozenset(reader.declined))
    faults = [*reader.faults, *broken_bounds(facts, reading), *_numbers_against_carriers(facts, reading)]
    return facts, tuple(faults)


def _numbered(given: Mapping[str, Given]) -> dict[str, Given]:
    """The facts with every reference knowing the places of the records that it names."""
    tables = {name: fact for name, fact in given.items() if fact.entry.type == "table"}
    if not tables:
        return dict(given)  # references stand in records alone
    places = {name: {record["id"].data: index for index, record in enumerate(fact.data, 1) if "id" in record} for name, fact in tables.items()}

    def numbered(fact: Given) -> Given:
        if fact.entry.type == "table":
            return Given(fact.entry, tuple({key: numbered(cell) for key, cell in record.items()} for record in fact.data))
        if fact.entry.type != "reference":
            return fact
        known = places.get(fact.entry.refers_to, {})
        return Given(fact.entry, References(fact.data.ids, tuple(known[each] for each in fact.data.ids if each in known)))

    return {name: numbered(fact) for name, fact in given.items()}


def _numbers_against_carriers(facts: FactSet, reading: Reading) -> Iterable[Fault]:
    """Tracking numbers whose check digit fails for the carrier that was named."""
    for prefix, record in _records(facts):
        for name, fact in record.items():
            carrier = record.get(fact.entry.carrier)
            if carrier is None:
                continue
            try:
                suits(fact.data, reading.names.number_forms.get(carrier.data, ()))
            except TrackingFault as fault:
                yield Fault("invalid", "unreadable", prefix + name, say("facts.tracking-check-digit", form=fault.form))


def _records(facts: FactSet) -> Iterable[tuple[str, Record]]:
    """The facts themselves, and every record of a table, with the way to them."""
    yield "", facts.given
    for name, fact in facts.given.items():
        if fact.entry.type == "table":
            yield from ((f"{name}[{index}].", record) for index, record in enumerate(fact.data))


def is_blank(value: Plain) -> bool:
    """Whether nothing was given: no value, or nothing but blanks and invisible characters."""
    return value in (None, "", []) or words_of(value) == ""


def declines(value: Plain, entry: FactEntry) -> bool:
    """Whether a value says "none, do not know" of this fact, and is not a value of its own: an order may be bought with no `buy_shipping`."""
    words = words_of(value)
    return words in DECLINED and words not in entry.choices and not (entry.type == "yes-no" and words in ("无", "没有"))


def declining(entry: FactEntry) -> str:
    """The word that declines this fact and nothing else."""
    return next(words for words in DECLINED if declines(words, entry))


def words_of(value: Plain) -> str | None:
    """The bare words of a value; None where it is no text, or has a broken character, which its own type will refuse by name."""
    try:
        return typed(value).casefold() if isinstance(value, str) else None
    except ValueError:
        return None


def shown_name(name: str) -> str:
    """A name for a message: what a stranger typed as a key is cut and made harmless."""
    return "".join(char for char in name if char.isprintable())[:80]


def texts(facts: FactSet, vocabulary: Mapping[str, FactEntry]) -> dict[str, Any]:
    """The facts as plain text that reads back to the same facts; declined ones as `none`, or as `unknown` where `none` is a value."""
    return {name: plain_text(fact) for name, fact in facts.given.items()} | {name: declining(vocabulary[name]) for name in sorted(facts.declined)}


def plain_text(fact: Given) -> Any:
    """One fact as plain text; a table as a list of records."""
    if fact.entry.type == "table":
        return [{key: plain_text(value) for key, value in record.items()} for record in fact.data]
    return TYPES[fact.entry.type].text(fact.data)
