"""The route: the first whose condition holds, or what must be known before that can be said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from azkit.drafting.scope import Resolver
from azkit.facts.conditions import holds
from azkit.facts.values import Unknown
from azkit.ground.faults import Fault
from azkit.library.playbook import Playbook, Route

STORE = "store"
"""Needed by every letter, named in it or not: its channel, clocks and currency depend on it."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """No route yet: the facts that decide it, and the routes that are still possible."""

    waits_for: tuple[str, ...]
    possible: tuple[Route, ...]


def choose(playbook: Playbook, scope: Resolver) -> Route | Undecided:
    """Walk the routes in order. A route that an open fact leaves undecided stops the walk."""
    for index, route in enumerate(playbook.routes):
        truth = True if route.when is None else holds(route.when, scope)
        if truth:
            return route
        if truth is None and route.when is not None and (waits := scope.waits_for(route.when)):
            return Undecided(tuple(waits), tuple(_possible(playbook.routes[index:], scope)))
    return playbook.routes[-1]


def _possible(routes: tuple[Route, ...], scope: Resolver) -> Iterator[Route]:
    """The routes that may still be taken: none comes after one that is bound to hold."""
    for route in routes:
        truth = True if route.when is None else holds(route.when, scope)
        if truth is not False:
            yield route
        if truth:
            return


def missing(playbook: Playbook, scope: Resolver, chosen: Route | Undecided) -> list[Fault]:
    """The facts that are needed and were not given: what decides the route first, then what its letters need."""
    routes = (chosen,) if isinstance(chosen, Route) else chosen.possible
    wanted = {name for route in routes for letter_id in route.letters for name in playbook.letters[letter_id].names}
    if wanted:
        wanted.add(STORE)
    names = [name for name in playbook.uses if name in wanted and scope.get(name) is Unknown.OPEN and scope.needed(playbook.uses[name])]
    first = list(chosen.waits_for) if isinstance(chosen, Undecided) else []
    return [_missing(playbook, name) for name in dict.fromkeys([*first, *names])]


def _missing(playbook: Playbook, name: str) -> Fault:
    entry = playbook.vocabulary[name]
    return Fault("missing", "missing", name, entry.question, question=entry.question, example=entry.example)
