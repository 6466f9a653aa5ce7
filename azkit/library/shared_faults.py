"""What is wrong with the shared files: rules, policy and derived facts, each fault with its file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date
from typing import TYPE_CHECKING, Any

from azkit.facts.reading import Reading, Unreadable
from azkit.facts.tracking import FORMS
from azkit.facts.types import TYPES
from azkit.ground.clock import zone
from azkit.ground.documents import Key
from azkit.ground.faults import Fault, Refused, invalid
from azkit.ground.nearest import unknown
from azkit.ground.say import Text, say
from azkit.library.link_rules import rule_conditions
from azkit.library.rule_model import OF_PHRASES, PARTS
from azkit.phrases import BadPhrase, parse_phrase

if TYPE_CHECKING:
    from azkit.library.load import Library


def shared_faults(library: Library) -> tuple[Fault, ...]:
    """Everything wrong with the shared files: what cannot be read, names that do not exist, values that cannot be meant.

    Raises Refused with all of it when the vocabulary itself is wrong: nothing can be linked against it.
    """
    library.read_everything()
    vocabulary = tuple(_vocabulary(library))
    if vocabulary:
        raise Refused(dict.fromkeys((*library.faults, *vocabulary)))
    return (*library.faults, *_rules(library), *_policy(library), *_examples(library), *_tables(library))


def _rules(library: Library) -> Iterator[Fault]:
    for rule_id, rule in library.rules.items():
        key: Key = ("rules", rule_id)
        yield from _named(library, "rules", (*key, "source"), [rule.source], library.policy.sources)
        yield from _named(library, "rules", (*key, "facts"), rule.facts, library.vocabulary)
        for part in PARTS:
            for index, phrase in enumerate(getattr(rule, part)):
                try:
                    parse_phrase(phrase)
                except BadPhrase as problem:
                    yield _fault(library, "rules", (*key, part, index), problem.message)
        if (rule.test in OF_PHRASES and not rule.phrases) or (rule.test in ("near", "chronology") and not rule.near):
            yield _fault(library, "rules", key, say("library.rule-no-phrases"))
        if rule.test in ("missing", "count") and bool(rule.phrases) == bool(rule.element):
            yield _fault(library, "rules", key, say("library.rule-nothing-to-find"))
        if rule.test in ("unlike-the-facts", "left-out") and not (rule.facts and rule.element):
            yield _fault(library, "rules", key, say("library.rule-nothing-to-compare"))
        if rule.checked_on:
            yield from _day(library, "rules", (*key, "checked_on"), rule.checked_on)
    yield from _named(library, "rules", ("grades",), library.grades, {rule_id for form in library.rules_files for rule_id in form.rules})
    found: list[tuple[str, Text]] = []
    rule_conditions(library, lambda rule_id, message: found.append((rule_id, message)))
    yield from (_fault(library, "rules", ("rules", rule_id, "given"), message) for rule_id, message in found)


def _policy(library: Library) -> Iterator[Fault]:
    policy = library.policy
    for part in ("clocks", "channels", "steps", "figures"):
        entries: dict[str, Any] = getattr(policy, part)
        for entry_id, entry in entries.items():
            for index, value in enumerate(entry.values):
                key: Key = (part, entry_id, "values", index)
                yield from _named(library, "policy", (*key, "source"), [value.source], policy.sources)
                yield from _named(library, "policy", (*key, "stores"), () if value.stores == "all" else value.stores, policy.stores)
                yield from _days(library, key, value)
    for clock_id, clock in policy.clocks.items():
        facts = (*clock.counts_from, *clock.met_by, *([clock.notice] if clock.notice else []))
        yield from _named(library, "policy", ("clocks", clock_id, "counts_from"), facts, library.vocabulary)
    for part, each in (("stores", policy.stores), ("carriers", policy.carriers)):
        for entry_id, entry in each.items():
            yield from _named(library, "policy", (part, entry_id, "source"), [entry.source], policy.sources)
            yield from _days(library, (part, entry_id), entry)
    for store_id, store in policy.stores.items():
        try:
            zone(store.zone)
        except ValueError:
            yield _fault(library, "policy", ("stores", store_id, "zone"), say("library.no-zone"))
    for carrier_id, carrier in policy.carriers.items():
        yield from _named(library, "policy", ("carriers", carrier_id, "numbers"), carrier.numbers, FORMS)


def _days(library: Library, key: Key, value: Any) -> Iterator[Fault]:
    """Days that the calendar does not have."""
    for name in ("since", "checked_on"):
        yield from _day(library, "policy", (*key, name), getattr(value, name))


def _day(library: Library, kind: str, key: Key, day: str) -> Iterator[Fault]:
    try:
        date.fromisoformat(day)
    except ValueError:
        yield _fault(library, kind, key, say("library.no-such-day"))


def _examples(library: Library) -> Iterator[Fault]:
    """Examples of facts that their own type refuses."""
    store = library.names.stores.get("amazon.com")
    reading = Reading(library.names, store, date.max, UTC)
    for name, entry in library.vocabulary.items():
        if entry.type not in TYPES or not entry.example or entry.type == "catalogue":
            continue
        try:
            TYPES[entry.type].read(entry.example, entry, reading)
        except Unreadable as problem:
            yield _fault(library, "facts", ("facts", name, "example"), say("library.example-unreadable", problem=problem.message))


def _tables(library: Library) -> Iterator[Fault]:
    """Maps of exports that name facts or values that there are not."""
    from azkit.library.link_tables import table_faults

    for form in library.tables_files:
        yield from (_fault(library, "tables", key, message) for key, message in table_faults(form, library.vocabulary))


def _vocabulary(library: Library) -> Iterator[Fault]:
    vocabulary = library.vocabulary
    for name, entry in vocabulary.items():
        key: Key = ("facts", name)
        limits = [each for each in (*entry.bounds.not_before, *entry.bounds.not_after) if each != "today"]
        yield from _named(library, "facts", (*key, "bounds"), limits, vocabulary)
        columns = [column.fact or column_name for column_name, column in entry.columns.items()]
        yield from _named(library, "facts", (*key, "columns"), columns, vocabulary)
        if entry.type in ("choice", "choices") and not entry.choices:
            yield _fault(library, "facts", (*key, "type"), say("library.no-choices", type=entry.type))
        others = [each for each in (entry.carrier, entry.refers_to) if each]
        yield from _named(library, "facts", key, others, vocabulary)


def _named(library: Library, kind: str, key: Key, names: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    for name in names:
        if name not in known:
            yield _fault(library, kind, key, unknown(name, known))


def _fault(library: Library, kind: str, key: Key, message: Text) -> Fault:
    return invalid(".".join(str(part) for part in key[1:]), message, where=library.where(kind, key))
