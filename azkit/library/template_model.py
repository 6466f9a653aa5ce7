"""A template after parsing: sentences with their Chinese reading, and the conditions that hold both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from azkit.facts.conditions import Condition, Name, names_in

Place: TypeAlias = "tuple[str, int]"
"""The name of the template, or of the place that holds the words, and the line in it."""

Piece: TypeAlias = "str | Name"
"""Words of the template, or a fact that shows itself there."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and its reading. An item of a list stands on a line of its own."""

    text: tuple[Piece, ...]
    gloss: tuple[Piece, ...]
    item: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a paragraph."""


@dataclass(frozen=True, slots=True)
class Branches:
    """`if`, `elif`, `else`: the first whose condition holds. `else` stands only when every condition is decided and false."""

    branches: tuple[tuple[Condition, tuple[Node, ...]], ...]
    otherwise: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Loop:
    """`for` over the records of a table, or over the lines of policy steps."""

    variable: str
    over: Name
    condition: Condition | None
    body: tuple[Node, ...]
    place: Place


Node: TypeAlias = "Sentence | Break | Branches | Loop"


@dataclass(frozen=True, slots=True)
class Template:
    """A whole template, its partials put in."""

    name: str
    nodes: tuple[Node, ...]


def named(nodes: tuple[Node, ...]) -> Iterator[str]:
    """Every root name that a template prints, loops over or asks about."""
    for node in nodes:
        match node:
            case Sentence():
                yield from (piece.path[0] for piece in (*node.text, *node.gloss) if isinstance(piece, Name))
            case Branches(branches, otherwise):
                for condition, body in branches:
                    yield from (name.path[0] for name in names_in(condition))
                    yield from named(body)
                yield from named(otherwise)
            case Loop():
                yield node.over.path[0]
                yield from (name.path[0] for name in names_in(node.condition) if name.path[0] != node.variable) if node.condition else ()
                yield from named(node.body)


def sentences(nodes: tuple[Node, ...]) -> Iterator[Sentence]:
    """Every sentence of a template, in order."""
    for node in nodes:
        match node:
            case Sentence():
                yield node
            case Branches(branches, otherwise):
                for _, body in branches:
                    yield from sentences(body)
                yield from sentences(otherwise)
            case Loop():
                yield from sentences(node.body)
