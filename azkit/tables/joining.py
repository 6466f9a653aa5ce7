"""`--join FILE:KEY[=KEY]`: facts of another table, found by a column that both have."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from azkit.ground.faults import usage
from azkit.ground.say import say
from azkit.library.link_tables import TableBook, plain_header
from azkit.library.tables_model import TableMap
from azkit.tables.binding import Binding, bind
from azkit.tables.cells import RowFacts, merged, order_key
from azkit.tables.rows import Row, rows_of

if TYPE_CHECKING:
    from azkit.tables.records import Source


@dataclass(slots=True)
class Joined:
    """The facts of a table by key. They are held in memory: the table that is joined should be the smaller one."""

    mine: str
    """The header of the key in the table that is drafted."""
    found: dict[str, RowFacts] = field(default_factory=dict)

    def facts(self, row: Row) -> RowFacts | None:
        """What the joined table says about a row; None where it has no such key."""
        key = order_key(row.records[0].cells.get(self.mine))
        return self.found.get(key) if key else None


def parted(option: str) -> tuple[str, str, str]:
    """`FILE:KEY[=KEY]` as file, key in that file, key in the table. Raises Refused (2)."""
    file, colon, keys = option.rpartition(":")
    theirs, _, mine = keys.partition("=")
    if not colon or not file or not theirs.strip():
        raise usage("--join", say("tables.join-form"))
    return file, theirs.strip(), mine.strip() or theirs.strip()


def joined(source: Source, keys: tuple[str, str], main: tuple[tuple[str, ...], Binding], book: TableBook, chosen: TableMap | None = None) -> Joined:
    """Read the table that is joined; the map that the person chose is for it as well where it has one of its columns.

    A key with several lines has their counts added and must agree in all else. Raises Refused.
    """
    headers = set(map(plain_header, source.header))
    binding = bind(source.header, book, chosen if chosen and not headers.isdisjoint(map(plain_header, chosen.columns)) else None)
    theirs = _column(keys[0], source.header, binding)
    result = Joined(_column(keys[1], *main))
    for row in rows_of(source, binding, book):
        key = order_key(row.records[0].cells.get(theirs))
        if not key or row.faults:
            continue
        row.given.exported.update(row.given.facts)  # of a joined table only what a playbook uses is taken
        before = result.found.get(key)
        result.found[key] = merged((before, row.given), binding) if before else row.given
    return result


def _column(key: str, header: tuple[str, ...], binding: Binding) -> str:
    """The header that a key means: a header of the table, or the fact that one of its columns gives."""
    for each in header:
        if plain_header(each) == plain_header(key):
            return each
    if found := binding.gives(plain_header(key)):
        return found
    raise usage("--join", say("tables.join-key", key=key[:60]))
