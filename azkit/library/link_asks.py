"""Linking what the interview asks for although a script may leave it out: facts of a playbook, and columns of its tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from azkit.facts.condition_parse import NotACondition, parse_condition
from azkit.facts.conditions import Condition
from azkit.facts.literals import typed
from azkit.facts.vocabulary import FactEntry
from azkit.ground.say import Text, say
from azkit.library.load import Library
from azkit.library.name_space import NameSpace
from azkit.library.playbook_model import FactUse

Asks = Literal[True] | Condition


def use_fault(use: FactUse, entry: FactEntry | None) -> Text | None:
    """What is wrong with asking for this fact: one that may be left out, but not declined, could not be passed over."""
    if not use.ask or entry is None or not use.optional:
        return None
    return None if use.decline or entry.decline or entry.type == "table" else say("library.ask-no-decline")


def column_asks(library: Library, space: NameSpace, report: Callable[[str, str, Text], None]) -> dict[tuple[str, str], Asks]:
    """What the interview asks for in the tables of a playbook. `report(table, column, message)` is called for what is wrong."""
    return {(table, column): asks for table in space.listed for column, asks in _of_table(library, space, table, report)}


def _of_table(library: Library, space: NameSpace, table: str, report: Callable[[str, str, Text], None]) -> Iterator[tuple[str, Asks]]:
    entry = library.vocabulary[table]
    inner = space.with_row("row", entry)
    for name, column in entry.columns.items():
        if column.ask == "true":
            yield name, True
        elif column.ask:
            try:
                yield name, typed(parse_condition(column.ask), inner.entry, lambda message, name=name: report(table, name, message))  # type: ignore[misc]
            except NotACondition as problem:
                report(table, name, problem.message)
