"""What a playbook says of the facts that it lists, and the names that it takes from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from azkit.facts.vocabulary import FactEntry
from azkit.ground.documents import Key
from azkit.ground.nearest import unknown
from azkit.ground.say import Text, say
from azkit.library.playbook import Use
from azkit.library.playbook_model import FactUse, PlaybookFile
from azkit.policy.models import Clock

if TYPE_CHECKING:
    from azkit.library.load import Library

Report = Callable[[Key, Text], None]


def uses_of(form: PlaybookFile) -> list[tuple[str, FactUse]]:
    """The facts that a playbook lists, each with how it is used. A bare name means: always needed."""
    return [(item, FactUse()) if isinstance(item, str) else next(iter(item.items())) for item in form.facts]


def own_vocabulary(vocabulary: Mapping[str, FactEntry], uses: Sequence[tuple[str, FactUse]], report: Report) -> Mapping[str, FactEntry]:
    """The vocabulary in which a fact offers only the choices that belong into this playbook."""
    own: dict[str, FactEntry] = {}
    for index, (name, use) in enumerate(uses):
        entry = vocabulary.get(name)
        if not use.offers or entry is None:
            continue
        for each in use.offers:
            if each not in entry.choices:
                report(("facts", index, name, "offers"), unknown(each, entry.choices))
        choices = {key: choice for key, choice in entry.choices.items() if key in use.offers}
        own[name] = replace(entry, choices=choices, example=entry.example if entry.example in choices else next(iter(choices), ""))
    return {**vocabulary, **own} if own else vocabulary


def declinable(uses: Mapping[str, Use], vocabulary: Mapping[str, FactEntry]) -> frozenset[str]:
    """The facts that may be declined: where the playbook offers it, or where it can do without and the vocabulary offers it."""
    offered = {name for name, use in uses.items() if use.decline}
    free = {name for name, entry in vocabulary.items() if entry.decline and (name not in uses or uses[name].optional is not None)}
    return frozenset(offered | free)


def clock_facts(form: PlaybookFile, clocks: Mapping[str, Clock]) -> frozenset[str]:
    """The facts that start or end the clocks of a playbook's routes."""
    running = [clocks[each] for route in form.routes for each in route.clocks if each in clocks]
    return frozenset(name for clock in running for name in (*clock.counts_from, *clock.met_by, clock.notice))


def known_names(library: Library, form: PlaybookFile, names: Sequence[str], report: Report) -> None:
    """Report every fact, store, group and source that does not exist, and a route that stands there twice."""
    for key, name, known in _named(library, form, names):
        if name not in known:
            report(key, unknown(name, known))
    for index, route in enumerate(form.routes):
        if route.id in [each.id for each in form.routes[:index]]:
            report(("routes", index, "id"), say("library.same-route", route=route.id))


def _named(library: Library, form: PlaybookFile, names: Sequence[str]) -> Iterator[tuple[Key, str, Iterable[str]]]:
    """Every name that a playbook takes from elsewhere, its place, and the names that there are."""
    facts = [name for name, entry in library.vocabulary.items() if not entry.only_in_tables]
    yield from ((("facts", index), name, facts) for index, name in enumerate(names))
    yield from ((("applies", "stores"), store, library.policy.stores) for store in (() if form.applies.stores == "all" else form.applies.stores))
    yield from ((("triage", index, "group"), words.group, library.groups) for index, words in enumerate(form.triage))
    yield from ((("sources", index), source, library.policy.sources) for index, source in enumerate(form.sources))
