"""Conditions against the vocabulary: unknown names and comparisons that cannot be meant are found before any draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date
from typing import Any

from azkit.facts.conditions import Both, Compare, Condition, Either, IsGiven, Literal, Name, Not, Operand, Path, Truth
from azkit.facts.reading import Names, Reading, Unreadable
from azkit.facts.types import TYPES
from azkit.facts.vocabulary import FactEntry
from azkit.ground.say import Text, say

EntryOf = Callable[[Path], "FactEntry | Text"]
"""The entry behind a name, or what is wrong with the name."""

_ORDERED = {"day", "moment", "money", "count", "percentage"}
_MANY = {"choices", "reference"}
_READ = {"day", "moment", "money", "percentage", "choice", "catalogue"}
_CURRENCIES = "USD CAD MXN BRL GBP EUR SEK PLN TRY INR AED SAR EGP ZAR JPY AUD SGD"
_NO_WORLD = Reading(
    Names(currencies=frozenset(_CURRENCIES.split())),
    None,
    date(2000, 1, 1),
    UTC,
)


def typed(condition: Condition, entry_of: EntryOf, report: Callable[[Text], None]) -> Condition:
    """The condition with its literals read as the facts beside them are; whatever cannot be meant is reported."""
    match condition:
        case Compare():
            return _comparison(condition, entry_of, report)
        case IsGiven(name):
            _entry(name, entry_of, report)
        case Truth(name):
            entry = _entry(name, entry_of, report)
            if entry and entry.type != "yes-no":
                report(say("library.condition-not-yes-no", name=".".join(name.path)))
        case Not(part):
            return Not(typed(part, entry_of, report))
        case Both(parts):
            return Both(tuple(typed(part, entry_of, report) for part in parts))
        case Either(parts):
            return Either(tuple(typed(part, entry_of, report) for part in parts))
    return condition


def _entry(name: Name, entry_of: EntryOf, report: Callable[[Text], None]) -> FactEntry | None:
    found = entry_of(name.path)
    if isinstance(found, Text):
        report(found)
        return None
    return found


def _comparison(condition: Compare, entry_of: EntryOf, report: Callable[[Text], None]) -> Condition:
    sides = (condition.left, condition.right)
    entries = [_entry(side, entry_of, report) if isinstance(side, Name) else None for side in sides]
    known = [entry for entry in entries if entry]
    if len(known) < sum(isinstance(side, Name) for side in sides) or not known:
        return condition
    if len(known) == 2 and condition.op != "in" and known[0].type != known[1].type:
        report(say("library.condition-types", left=known[0].type, right=known[1].type))
    if _is_mixed(condition, entries):
        report(say("library.condition-one-and-many"))
        return condition
    if condition.op in {"<", "<=", ">", ">="} and not all(entry.type in _ORDERED for entry in known):
        report(say("library.condition-no-order", type=known[0].type))
    left, right = (_literal(side, known[0], report) for side in sides)
    return Compare(condition.op, left, right)


def _is_mixed(condition: Compare, entries: list[FactEntry | None]) -> bool:
    """Whether one value is compared with many, or a value is looked for in what is no list."""
    if any(entry and entry.type == "table" for entry in entries):
        return True
    many = [
        entry.type in _MANY if entry else isinstance(side, Literal) and isinstance(side.value, tuple)
        for side, entry in zip((condition.left, condition.right), entries, strict=True)
    ]
    return many != [False, True] if condition.op == "in" else any(many)


def _literal(side: Operand, entry: FactEntry, report: Callable[[Text], None]) -> Operand:
    if isinstance(side, Name):
        return side
    values = side.value if isinstance(side.value, tuple) else (side.value,)
    read = tuple(_value(value, entry, report) for value in values)
    return Literal(read if isinstance(side.value, tuple) else read[0])


def _value(value: Any, entry: FactEntry, report: Callable[[Text], None]) -> Any:
    if entry.type in {"choice", "choices", "catalogue"}:
        if entry.choices and value not in entry.choices:
            report(say("library.condition-no-choice", value=value, known=", ".join(entry.choices)))
        return value
    if entry.type in _READ and isinstance(value, str):
        try:
            return TYPES[entry.type].read(value, entry, _NO_WORLD)
        except Unreadable as problem:
            report(problem.message)
            return value
    expected = {"yes-no": bool, "count": int}.get(entry.type, str)
    if type(value) is not expected:
        report(say("library.condition-types", left=entry.type, right=type(value).__name__))
    return value
