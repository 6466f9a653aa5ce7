"""What must be true of the facts in this situation, beyond what always holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from azkit.facts.conditions import holds, names_in
from azkit.facts.values import FactSet, Given
from azkit.ground.faults import Fault
from azkit.ground.nearest import no_such
from azkit.ground.say import say
from azkit.library.name_space import bases
from azkit.library.playbook import Playbook


def situation_faults(playbook: Playbook, facts: FactSet, scope: Mapping[str, Any]) -> Iterator[Fault]:
    """Faults against where the playbook applies, against its checks, and against the catalogue."""
    yield from _applies(playbook, facts)
    for check in playbook.checks:
        if holds(check.when, scope):
            others = {base for name in names_in(check.when) for base in bases(name.path[0], playbook.derived)} - {check.fact}
            yield Fault("invalid", "contradicts", check.fact, check.say, others=tuple(name for name in playbook.uses if name in others))
    for name, fact in facts.given.items():
        if fact.entry.type == "table":
            for index, record in enumerate(fact.data):
                yield from _catalogue(playbook, f"{name}[{index}]", record)


def _applies(playbook: Playbook, facts: FactSet) -> Iterator[Fault]:
    store, fulfilment = facts.given.get("store"), facts.given.get("fulfilment")
    if store and playbook.applies.stores != "all" and store.data not in playbook.applies.stores:
        yield Fault("invalid", "not-offered", "store", say("facts.store-not-offered", stores=", ".join(playbook.applies.stores)))
    if fulfilment and fulfilment.data not in playbook.applies.fulfilment:
        yield Fault("invalid", "not-offered", "fulfilment", say("facts.fulfilment-not-offered"))


def _catalogue(playbook: Playbook, place: str, record: Mapping[str, Given]) -> Iterator[Fault]:
    """Records that name an entry the catalogue does not have, or leave a slot of theirs empty."""
    for column, fact in record.items():
        if fact.entry.type != "catalogue":
            continue
        entry = playbook.catalogue.get((fact.entry.catalogue, fact.data))
        if entry is None:
            known = [name for kind, name in playbook.catalogue if kind == fact.entry.catalogue]
            yield Fault("invalid", "unknown", f"{place}.{column}", no_such("facts.not-a-choice", fact.data, known))
            continue
        for slot in entry.slots:
            if slot not in record:
                question = _slot_entry(playbook, place, slot).question
                yield Fault("missing", "missing", f"{place}.{slot}", question, question=question, example=_slot_entry(playbook, place, slot).example)


def _slot_entry(playbook: Playbook, place: str, slot: str) -> Any:
    column = playbook.vocabulary[place.partition("[")[0]].columns[slot]
    return playbook.vocabulary[column.fact or slot]
