"""The language of `when`: it compares, it does not compute, and it knows that a fact may be open.

azkit judges conditions with Kleene's three values: a comparison with an unknown fact is neither true nor false, and `None` here.
azkit/facts/condition_parse.py reads them.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from azkit.facts.values import Cell, Given, Unknown

Path: TypeAlias = "tuple[str, ...]"
Scope: TypeAlias = "Mapping[str, Any]"
"""Root names to cells; a name of a `for` maps to the record at hand."""


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, or the column of the record at hand: `row.done_on`."""

    path: Path


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the condition: text, a number, true or false, or a list of them."""

    value: Any


Operand: TypeAlias = "Name | Literal"


@dataclass(frozen=True, slots=True)
class Compare:
    """`left op right`."""

    op: str
    left: Operand
    right: Operand

    def holds(self, scope: Scope) -> bool | None:
        """Undecided while one side is unknown, or where two amounts have different currencies."""
        left, right = _data(self.left, scope), _data(self.right, scope)
        if isinstance(left, Unknown) or isinstance(right, Unknown):
            return None
        if self.op != "in" and getattr(left, "currency", None) != getattr(right, "currency", None):
            return None
        return _COMPARERS[self.op](left, right)


@dataclass(frozen=True, slots=True)
class IsGiven:
    """`NAME is given`."""

    name: Name

    def holds(self, scope: Scope) -> bool | None:
        """Undecided while the fact is open."""
        known = cell(scope, self.name.path)
        return None if known is Unknown.OPEN else known is not Unknown.ABSENT


@dataclass(frozen=True, slots=True)
class Truth:
    """A yes/no fact standing alone."""

    name: Name

    def holds(self, scope: Scope) -> bool | None:
        """Undecided while the fact is unknown."""
        known = cell(scope, self.name.path)
        return bool(known.data) if isinstance(known, Given) else None


@dataclass(frozen=True, slots=True)
class Not:
    """`not …`"""

    part: Condition

    def holds(self, scope: Scope) -> bool | None:
        """The opposite of its part; undecided where that is."""
        inner = self.part.holds(scope)
        return None if inner is None else not inner


@dataclass(frozen=True, slots=True)
class Both:
    """`… and …`"""

    parts: tuple[Condition, ...]

    def holds(self, scope: Scope) -> bool | None:
        """False as soon as one part is, true where all are."""
        return _unless(False, self.parts, scope)


@dataclass(frozen=True, slots=True)
class Either:
    """`… or …`"""

    parts: tuple[Condition, ...]

    def holds(self, scope: Scope) -> bool | None:
        """True as soon as one part is, false where none can be."""
        return _unless(True, self.parts, scope)


Condition: TypeAlias = "Compare | IsGiven | Truth | Not | Both | Either"


def names_in(condition: Condition) -> Iterator[Name]:
    """Every name in the condition, in the order written."""
    match condition:
        case Compare(_, left, right):
            yield from (side for side in (left, right) if isinstance(side, Name))
        case IsGiven(name) | Truth(name):
            yield name
        case Not(part):
            yield from names_in(part)
        case Both(parts) | Either(parts):
            for part in parts:
                yield from names_in(part)


def cell(scope: Scope, path: Path) -> Cell:
    """What is known of a name. A column that a record leaves out is absent."""
    found = scope.get(path[0], Unknown.ABSENT)
    if len(path) == 1 or isinstance(found, Unknown):
        return found  # type: ignore[no-any-return]
    return found.get(path[1], Unknown.ABSENT) if isinstance(found, Mapping) else Unknown.ABSENT


def holds(condition: Condition, scope: Scope) -> bool | None:
    """Whether the condition holds: True, False, or None where an unknown fact leaves it undecided."""
    return condition.holds(scope)


def _data(operand: Operand, scope: Scope) -> Any:
    """The value of one side of a comparison, or why it has none."""
    if isinstance(operand, Literal):
        return operand.value
    known = cell(scope, operand.path)
    return known if isinstance(known, Unknown) else known.data


def _unless(decisive: bool, parts: Iterable[Condition], scope: Scope) -> bool | None:
    """The decisive value as soon as one part has it; its opposite where all parts have that; else undecided."""
    undecided = False
    for part in parts:
        truth = part.holds(scope)
        if truth is decisive:
            return decisive
        undecided = undecided or truth is None
    return None if undecided else not decisive


_COMPARERS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda left, right: left in right,
}
