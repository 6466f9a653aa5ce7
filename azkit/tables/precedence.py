"""Which of several givers of a fact counts: cell, joined table, `--set`, `--default`, profile."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from azkit.ground.documents import Plain
from azkit.ground.faults import Fault
from azkit.library.playbook import Use
from azkit.tables.cells import RowFacts
from azkit.tables.joining import Joined
from azkit.tables.rows import ORDER, Row

_ALWAYS_TAKEN = frozenset({"store", ORDER})
"""Facts of an export that every draft can use."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is the same for all rows: joined tables, `--set`, `--default` and profile, the stronger first."""

    joins: Sequence[Joined] = ()
    sets: Mapping[str, Plain] = field(default_factory=dict)
    defaults: Mapping[str, Plain] = field(default_factory=dict)
    profile: Mapping[str, Plain] = field(default_factory=dict)


def row_facts(row: Row, around: Around, uses: Mapping[str, Use]) -> tuple[dict[str, Plain], list[Fault]]:
    """The facts that a row is drafted from, and what is wrong with those of its cells.

    `uses` are the facts of its playbook: what an export gives beyond them is passed over. An empty cell gives nothing.
    """
    facts: dict[str, Plain] = {}
    faults: list[Fault] = []
    found = (joined.facts(row) for joined in around.joins)
    for given in chain([row.given], (each for each in found if each is not None)):
        taken = {fact for fact in given.facts if fact not in facts and _is_taken(fact, given, uses)} - _settled(given, around.sets, uses)
        faults.extend(fault for fault in given.faults if fault.name in taken)
        facts.update((fact, given.facts[fact]) for fact in given.facts if fact in taken)
    for others in (around.sets, around.defaults, around.profile):
        facts.update((fact, value) for fact, value in others.items() if fact not in facts)
    return facts, faults


def _settled(given: RowFacts, sets: Mapping[str, Plain], uses: Mapping[str, Use]) -> set[str]:
    """Facts in which item lines differ and which need not be rejected for it: `--set` gives them, or the playbook can do without them."""
    differ = {fault.name for fault in given.faults if fault.reason == "contradicts"}
    return {fact for fact in differ if fact in sets or (fact in uses and uses[fact].optional is True)}


def _is_taken(fact: str, given: RowFacts, uses: Collection[str]) -> bool:
    return fact not in given.exported or fact in uses or fact in _ALWAYS_TAKEN
