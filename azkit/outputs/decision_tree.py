"""The decision tree of a playbook: its routes in order, each with condition, reason, price, letters and what follows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from azkit.ground.cells import cells, wrapped
from azkit.ground.say import Lang, Text, say
from azkit.library.playbook import LinkedNext, Playbook, Route
from azkit.outputs.condition_words import condition_words

WIDTH = 100
"""Cells of a line where no terminal says otherwise."""


def tree_json(playbook: Playbook, lang: Lang) -> str:
    """The tree for programs: ids as they stand in the file, words in `lang`."""
    tree = {
        "id": playbook.id,
        "title": playbook.title.in_(lang),
        "family": playbook.family,
        "routes": [_route_object(route, playbook, lang) for route in playbook.routes],
    }
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def _route_object(route: Route, playbook: Playbook, lang: Lang) -> dict[str, Any]:
    return {
        "id": route.id,
        "when": condition_words(route.when, playbook).in_(lang) if route.when else None,
        "why": route.why.in_(lang),
        "cost": {"money": route.cost.money, "defect": route.cost.defect, "source": route.cost.source},
        "letters": [{"id": letter, "to": playbook.letters[letter].to} for letter in route.letters],
        "instead": list(route.instead),
        "clocks": list(route.clocks),
        "next": [step.playbook for step in route.next],
    }


def tree_text(playbook: Playbook, lang: Lang, width: int = WIDTH) -> str:
    """The tree drawn for a person, no line wider than `width` cells as long as words find room in it."""
    lines = [*wrapped(say("trees.title", title=playbook.title, id=playbook.id).in_(lang), width), *wrapped(say("trees.order").in_(lang), width)]
    for number, route in enumerate(playbook.routes, 1):
        last = number == len(playbook.routes)
        condition = condition_words(route.when, playbook) if route.when else say("trees.otherwise")
        below = "   " if last else "│  "
        lines.append("│")
        lines.extend(_branch("", condition.in_(lang), width, last=last, label=f"{number}. "))
        lines.extend(_indented(below, below, say("trees.route", id=route.id, why=route.why).in_(lang), width))
        leaves = [leaf.in_(lang) for leaf in _leaves(route, playbook)]
        for place, leaf in enumerate(leaves, 1):
            lines.extend(_branch(below, leaf, width, last=place == len(leaves)))
    return "".join(f"{line}\n" for line in lines)


# ---------------------------------------------------------------- what stands at a route


def _leaves(route: Route, playbook: Playbook) -> Iterator[Text]:
    """Price, letters, other ways, time limits and what may come next, one line each."""
    yield _leaf("cost", route.cost.words)
    if route.early:
        yield say("trees.early", when=condition_words(route.early.when, playbook), provided=route.early.provided)
    letters = [say("trees.letter", id=letter, to=say(f"doors.to-{playbook.letters[letter].to}")) for letter in route.letters]
    if letters:
        yield _leaf("letters", Text(", ".join(each.en for each in letters), "、".join(each.zh for each in letters)))
    else:
        yield say("trees.no-letter")
    for other in route.instead:
        yield _leaf("instead", say("trees.priced", id=other, cost=playbook.route(other).cost.words))
    for clock in route.clocks:
        yield _leaf("clock", playbook.policy.clocks[clock].title)
    for step in route.next:
        yield _leaf("next", _next(step, playbook))


def _leaf(head: str, words: Text) -> Text:
    return say("trees.leaf", head=say(f"doors.head-{head}"), words=words)


def _next(step: LinkedNext, playbook: Playbook) -> Text:
    if step.when is None:
        return say("trees.next", playbook=step.playbook, say=step.say)
    return say("trees.next-when", playbook=step.playbook, say=step.say, when=condition_words(step.when, playbook))


# ---------------------------------------------------------------- lines


def _branch(before: str, words: str, width: int, *, last: bool, label: str = "") -> Iterator[str]:
    """One twig: its first line hangs on the trunk, the others stand below its words."""
    first, rest = ("└─ ", "   ") if last else ("├─ ", "│  ")
    return _indented(before + first + label, before + rest + " " * len(label), words, width)


def _indented(first: str, rest: str, words: str, width: int) -> Iterator[str]:
    for number, line in enumerate(wrapped(words, width - max(cells(first), cells(rest)))):
        yield (rest if number else first) + line
