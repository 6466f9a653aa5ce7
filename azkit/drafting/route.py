"""The route: the first whose condition holds, or what must be known before that can be said."""

from __future__ import annotations

from dataclasses import dataclass

from azkit.drafting.scope import Resolver
from azkit.facts.conditions import Name, holds, names_in
from azkit.facts.values import Unknown
from azkit.ground.faults import Fault
from azkit.library.name_space import bases
from azkit.library.playbook import Letter, Playbook, Route
from azkit.library.template_model import Branches, Loop, Node, Sentence


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
            rest = playbook.routes[index:]
            possible = tuple(each for each in rest if each.when is None or holds(each.when, scope) is not False)
            return Undecided(tuple(waits), possible)
    return playbook.routes[-1]


def missing(playbook: Playbook, scope: Resolver, chosen: Route | Undecided) -> list[Fault]:
    """The facts that are needed and were not given: what decides the route first, then what its letters need."""
    routes = (chosen,) if isinstance(chosen, Route) else chosen.possible
    wanted = {name for route in routes for letter_id in route.letters for name in letter_names(playbook, playbook.letters[letter_id])}
    names = [name for name in playbook.uses if name in wanted and scope.get(name) is Unknown.OPEN and scope.needed(playbook.uses[name])]
    first = list(chosen.waits_for) if isinstance(chosen, Undecided) else []
    return [_missing(playbook, name) for name in dict.fromkeys([*first, *names])]


def letter_names(playbook: Playbook, letter: Letter) -> set[str]:
    """The vocabulary facts that a letter's templates name, in sentences or conditions, directly or through derived facts."""
    roots: set[str] = set()
    for section in letter.sections:
        _collect(section.template.nodes, roots)
    if letter.subject:
        _collect(letter.subject.nodes, roots)
    return {base for root in roots for base in bases(root, playbook.derived)}


def _collect(nodes: tuple[Node, ...], roots: set[str]) -> None:
    for node in nodes:
        match node:
            case Sentence():
                roots.update(piece.path[0] for piece in (*node.text, *node.gloss) if isinstance(piece, Name))
            case Branches(branches, otherwise):
                for condition, body in branches:
                    roots.update(name.path[0] for name in names_in(condition))
                    _collect(body, roots)
                _collect(otherwise, roots)
            case Loop():
                roots.add(node.over.path[0])
                _collect(node.body, roots)


def _missing(playbook: Playbook, name: str) -> Fault:
    entry = playbook.vocabulary[name]
    return Fault("missing", "missing", name, entry.question, question=entry.question, example=entry.example)
