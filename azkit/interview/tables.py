"""Tables in the interview: record after record, cell after cell, and "one more?"."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from azkit.facts.conditions import holds
from azkit.facts.reader import MAX_RECORDS
from azkit.facts.vocabulary import Column
from azkit.interview.log import GIVEN, NO, PASSED_OVER, Log
from azkit.interview.standing import Standing, standing
from azkit.library.playbook import Playbook


def next_cell(here: Standing, table: str, *, needed: bool) -> str | None:
    """The next place of a table that is to be asked: a cell, a further row, or None when the table is complete."""
    log, entry = here.log, here.playbook.vocabulary[table]
    rows = log.rows(table)
    for index in range(rows):
        for column in entry.columns:
            value = log.value(f"{table}[{index}].{column}")
            if (value is None and asks_for(here, table, index, column)) or (value == PASSED_OVER and cell_is_needed(here, table, index, column)):
                return f"{table}[{index}].{column}"
    if rows == 0 and needed:
        return f"{table}[0].{next(name for name in entry.columns if name != 'id')}"
    if is_full(here.playbook, log, table) or log.value(f"{table}[{rows}]") == NO:
        return None
    return f"{table}[{rows}]"


def is_full(playbook: Playbook, log: Log, table: str) -> bool:
    """Whether a table takes no further record."""
    return log.rows(table) >= int(playbook.vocabulary[table].bounds.at_most or MAX_RECORDS)


def asks_for(here: Standing, table: str, index: int, column: str) -> bool:
    """Whether a cell is asked for: it is needed, its catalogue entry has a slot for it, or the vocabulary finds it worth a question."""
    form = here.playbook.vocabulary[table].columns[column]
    if column == "id":
        return False
    record = _record(here, table, index)
    if is_needed(here, form, column, record):
        return True
    if here.log.value(f"{table}[{index}]") == GIVEN:
        return False
    asks = here.playbook.column_asks.get((table, column))
    if asks is None or asks is True:
        return asks is True
    return holds(asks, ChainMap({"row": record}, here.scope)) is True  # type: ignore[arg-type]


def is_needed(here: Standing, form: Column, column: str, record: Mapping[str, Any]) -> bool:
    """Whether a record must have this cell."""
    return not form.optional or column in _slots(here, record)


def cell_is_needed(here: Standing, table: str, index: int, column: str) -> bool:
    """Whether this cell cannot be passed over."""
    return is_needed(here, here.playbook.vocabulary[table].columns[column], column, _record(here, table, index))


def settled_row(playbook: Playbook, log: Log, table: str, index: int, now: datetime) -> Log:
    """The log after a cell has changed: cells that this record no longer asks for are set aside."""
    here = standing(playbook, log, now)
    cells = [f"{table}[{index}].{column}" for column in playbook.vocabulary[table].columns if _lost_its_ground(here, table, index, column)]
    return log.without(cells)


def _lost_its_ground(here: Standing, table: str, index: int, column: str) -> bool:
    """Whether a cell was asked for under a condition that no longer holds."""
    asks = here.playbook.column_asks.get((table, column))
    if asks is None or asks is True or not here.log.value(f"{table}[{index}].{column}") or cell_is_needed(here, table, index, column):
        return False
    return holds(asks, ChainMap({"row": _record(here, table, index)}, here.scope)) is not True  # type: ignore[arg-type]


def _record(here: Standing, table: str, index: int) -> Mapping[str, Any]:
    given = here.known.given.get(table)
    return given.data[index] if given and index < len(given.data) else {}


def _slots(here: Standing, record: Mapping[str, Any]) -> set[str]:
    catalogue = here.playbook.catalogue
    entries = [catalogue.get((fact.entry.catalogue, fact.data)) for fact in record.values() if fact.entry.type == "catalogue"]
    return {slot for entry in entries if entry for slot in entry.slots}
