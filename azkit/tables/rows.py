"""The rows of a table as a batch drafts them: one an order, with its facts and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from azkit.ground.faults import Fault, invalid
from azkit.library.link_tables import TableBook
from azkit.tables.binding import Binding
from azkit.tables.cells import RowFacts, facts_of, merged, order_key
from azkit.tables.records import Record, Source

ORDER = "order_id"


@dataclass(frozen=True, slots=True)
class Row:
    """One row, counted from 1, blank ones left out. An order with several item lines is one row that has them all."""

    number: int
    line: int
    records: tuple[Record, ...]
    playbook: str
    given: RowFacts
    order: str
    faults: tuple[Fault, ...] = field(default=())
    """What makes the row unreadable as a whole."""


def rows_of(source: Source, binding: Binding, book: TableBook) -> Iterator[Row]:
    """The rows of a table, streaming. Raises Refused where the table breaks off."""
    header = binding.gives(ORDER) if binding.item_lines else ""
    number = 1
    for records in _together(source, header):
        yield _row(number, records, source, binding, book)
        number += len(records)


def playbooks_of(source: Source, binding: Binding) -> Iterator[str]:
    """For each row the playbook that it names, or nothing: a look through the table that reads no facts. Raises Refused where the table breaks off."""
    header = binding.gives(ORDER) if binding.item_lines else ""
    return (_playbook(records[0], binding) for records in _together(source, header))


def _together(source: Source, header: str) -> Iterator[tuple[Record, ...]]:
    """Records that follow each other with one order id; without a column to tell, each stands alone."""
    if not header:
        yield from ((record,) for record in source.records())
        return
    for order, records in groupby(source.records(), lambda record: order_key(record.cells.get(header)) if record.fault is None else ""):
        if order:
            yield tuple(records)
        else:
            yield from ((record,) for record in records)


def _row(number: int, records: tuple[Record, ...], source: Source, binding: Binding, book: TableBook) -> Row:
    first = records[0]
    lines = [facts_of(record, binding, book.vocabulary, source.form) for record in records]
    given = merged(lines, binding) if len(lines) > 1 else lines[0]
    faults = [invalid("", record.fault, where=f"{source.name}:{record.line}") for record in records if record.fault is not None]
    earlier = first.cells.get(binding.row, "") if binding.row else ""
    if isinstance(earlier, str) and earlier.isdecimal() and len(earlier) < 10:
        number = int(earlier)
    return Row(number, first.line, records, _playbook(first, binding), given, order_key(given.facts.get(ORDER)), tuple(faults))


def _playbook(record: Record, binding: Binding) -> str:
    named = record.cells.get(binding.playbook) if binding.playbook else None
    return named.strip() if isinstance(named, str) else ""
