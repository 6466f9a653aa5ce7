"""The rows of a table as a batch drafts them: one an order, with its facts and where it stands."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from azkit.ground.faults import Fault, invalid
from azkit.ground.say import say
from azkit.library.link_tables import TableBook
from azkit.tables.binding import MARKS, Binding
from azkit.tables.cells import RowFacts, facts_of, merged, order_key
from azkit.tables.records import Record, Source

ORDER = "order_id"
_OF_AN_ITEM = frozenset({"item", "asin"})
"""Facts of an item line: a row that has one of them and no order id goes on with the order above it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row, counted from 1, blank ones left out; 0 where it was added to a table of rejected rows. An order with several item lines is one row that has them all."""

    number: int
    line: int
    records: tuple[Record, ...]
    playbook: str
    given: RowFacts
    order: str
    faults: tuple[Fault, ...] = field(default=())
    """What makes the row unreadable as a whole."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What a first look through a table tells, before any of its facts is read."""

    total: int
    playbooks: tuple[str, ...]
    """The names that stand in its column `playbook`, of those that were asked for."""
    scattered: frozenset[str]
    """Orders whose item lines do not follow each other."""


def outline_of(source: Source, binding: Binding, known: Container[str]) -> Outline:
    """Look through a table; `known` are the playbooks that there are. Raises Refused where the table breaks off."""
    total, playbooks = 0, dict[str, None]()
    seen, scattered = set[str](), set[str]()
    header = _order_header(binding)
    for records in _together(source, binding):
        total += 1
        if (name := _playbook(records[0], binding)) in known:
            playbooks[name] = None
        order = order_key(records[0].cells.get(header)) if header else ""
        if order in seen:
            scattered.add(order)
        seen.update([order] if order else [])
    return Outline(total, tuple(playbooks), frozenset(scattered))


def rows_of(source: Source, binding: Binding, book: TableBook, scattered: Container[str] = ()) -> Iterator[Row]:
    """The rows of a table, streaming; those of `scattered` orders are faulty, for a letter would know half of the order. Raises Refused where the table breaks off."""
    number = 1
    for records in _together(source, binding):
        yield _row(number, records, source, binding, book, scattered)
        number += len(records)


def _order_header(binding: Binding) -> str:
    """The header by which item lines are known to belong together; empty where each row stands for itself."""
    return binding.gives(ORDER) if binding.item_lines else ""


def _together(source: Source, binding: Binding) -> Iterator[tuple[Record, ...]]:
    """Records that follow each other with one order id, or with none but an item, as merged cells leave it; else each stands alone."""
    header = _order_header(binding)
    if not header:
        yield from ((record,) for record in source.records())
        return
    items = [column.header for column in binding.columns if column.use.fact in _OF_AN_ITEM]
    pending: list[Record] = []
    order = ""
    for record in source.records():
        own = order_key(record.cells.get(header)) if record.fault is None else ""
        goes_on = bool(order) and (own == order or (not own and any(record.cells.get(item) for item in items)))
        if pending and not goes_on:
            yield tuple(pending)
            pending = []
        order = order if goes_on else own
        pending.append(record)
    if pending:
        yield tuple(pending)


def _row(number: int, records: tuple[Record, ...], source: Source, binding: Binding, book: TableBook, scattered: Container[str]) -> Row:
    first = records[0]
    lines = [facts_of(record, binding, book.vocabulary, source.form) for record in records]
    given = merged(lines, binding) if len(lines) > 1 else lines[0]
    faults = [invalid("", record.fault, where=f"{source.name}:{record.line}") for record in records if record.fault is not None]
    order = order_key(given.facts.get(ORDER))
    if order in scattered:
        faults.append(invalid(ORDER, say("tables.lines-scattered"), where=f"{source.name}:{first.line}"))
    number = _earlier_number(first, source, binding) if binding.row else number
    return Row(number, first.line, records, _playbook(first, binding), given, order, tuple(faults))


def _earlier_number(record: Record, source: Source, binding: Binding) -> int:
    """The number of a rejected row in its first table; 0 for a row that somebody has added to the rejected ones."""
    at_the_end = source.header[-len(MARKS) :] == MARKS
    cell = record.raw[-len(MARKS)] if record.raw and at_the_end and len(record.raw) >= len(MARKS) else record.cells.get(binding.row, "")
    return int(cell) if isinstance(cell, str) and cell.isdecimal() and len(cell) < 10 else 0


def _playbook(record: Record, binding: Binding) -> str:
    named = record.cells.get(binding.playbook) if binding.playbook else None
    return named.strip() if isinstance(named, str) else ""
