"""A linked playbook: closed, picklable, with everything inside that a draft needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from azkit.facts.conditions import Condition
from azkit.facts.derived import DerivedFact
from azkit.facts.reading import Names
from azkit.facts.vocabulary import FactEntry
from azkit.ground.say import Text
from azkit.library.catalogue_model import CatalogueEntry
from azkit.library.playbook_model import Applies, ChecklistItem, Cost, Example, Family
from azkit.library.rule_model import Rule
from azkit.library.template_model import Template
from azkit.phrases import PhraseBook
from azkit.policy.models import Channel, Clock, Figure, Source, Steps, Store


@dataclass(frozen=True, slots=True)
class Use:
    """How this playbook uses a fact.

    `optional` is True, or the condition under which the fact may be left out; `ask` is True, or the condition under
    which the interview asks for it although it may be left out.
    """

    name: str
    when: Condition | None
    optional: Literal[True] | Condition | None
    ask: Literal[True] | Condition | None
    decline: Text | None


@dataclass(frozen=True, slots=True)
class LinkedCheck:
    """Something that must not hold."""

    when: Condition
    fact: str
    say: Text


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a letter with its parsed template. With `each` (table and column) it is written once for each record, under that column's words."""

    id: str
    heading: Text | None
    template: Template
    each: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with its channel."""

    id: str
    to: str
    channel_id: str
    channel: Channel
    send: str
    subject: Template | None
    sections: tuple[Section, ...]
    names: frozenset[str]
    """The vocabulary facts that its templates name, in sentences or conditions, directly or through derived facts."""


@dataclass(frozen=True, slots=True)
class Conditional:
    """Words for the seller that are said only where `when` holds; None: always."""

    say: Text
    when: Condition | None


@dataclass(frozen=True, slots=True)
class LinkedNext:
    """Another playbook that may come next."""

    playbook: str
    say: Text
    when: Condition | None


@dataclass(frozen=True, slots=True)
class LinkedEarly:
    """The condition under which a route's verdict is known early, and what it rests on."""

    when: Condition
    provided: Text


@dataclass(frozen=True, slots=True)
class Route:
    """One way out; the last has no condition."""

    id: str
    when: Condition | None
    why: Text
    cost: Cost
    early: LinkedEarly | None
    instead: tuple[str, ...]
    letters: tuple[str, ...]
    advice: tuple[Conditional, ...]
    checklist: tuple[ChecklistItem, ...]
    clocks: tuple[str, ...]
    next: tuple[LinkedNext, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """The dated values that this playbook can meet, and their sources."""

    stores: Mapping[str, Store] = field(default_factory=dict)
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    steps: Mapping[str, Steps] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Playbook:
    """One situation, linked: see docs/architecture.md for the way of the data."""

    id: str
    family: Family
    title: Text
    applies: Applies
    banner: str | None
    uses: Mapping[str, Use]
    declinable: frozenset[str]
    """The facts that may be declined here: where the playbook offers it, or where it can do without and the vocabulary offers it."""
    checks: tuple[LinkedCheck, ...]
    letters: Mapping[str, Letter]
    routes: tuple[Route, ...]
    vocabulary: Mapping[str, FactEntry]
    column_asks: Mapping[tuple[str, str], Literal[True] | Condition]
    """Columns, by table and name, that the interview asks for although a record may leave them out."""
    derived: Mapping[str, DerivedFact]
    printed_policy: tuple[str, ...]
    policy: Policy
    clock_facts: frozenset[str]
    """The facts that start or end the clocks of its routes."""
    names: Names
    rules: Mapping[str, Rule]
    rule_conditions: Mapping[str, Condition]
    """The parsed `given` of the rules that have one."""
    phrase_book: PhraseBook
    """The phrases of the rules, indexed once for all drafts."""
    headings: Mapping[str, tuple[str, ...]]
    """The phrases of headings by which the sections of other people's letters are known."""
    catalogue: Mapping[tuple[str, str], CatalogueEntry]
    composed: Mapping[tuple[str, str], Template]
    examples: Mapping[str, Example]
    refused: Mapping[str, Example]

    def route(self, route_id: str) -> Route:
        """The route with this id. Raises KeyError."""
        return {route.id: route for route in self.routes}[route_id]

    def example_facts(self, name: str = "") -> tuple[str, Example]:
        """The named example, or the first. Raises KeyError when there is none of that name."""
        name = name or next(iter(self.examples))
        return name, self.examples[name]
