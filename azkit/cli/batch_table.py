"""The table of a batch with everything that belongs to it: its map, the tables joined to it, and what a first look through it tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from azkit.ground.faults import Refused, invalid, usage
from azkit.ground.files import STDIN, kind_of
from azkit.ground.say import Text, say
from azkit.library.link_tables import TableBook, table_book, table_faults
from azkit.library.load import Library
from azkit.library.source_files import read_form
from azkit.library.tables_model import TableMap
from azkit.tables.binding import Binding, bind
from azkit.tables.joining import Joined, joined, parted
from azkit.tables.opening import open_table
from azkit.tables.records import Source
from azkit.tables.rows import Outline, Row, outline_of, rows_of


@dataclass(frozen=True, slots=True)
class BatchTable:
    """An open table, bound to facts, looked through once: so a table that breaks off is refused before its first row is drafted."""

    source: Source
    binding: Binding
    book: TableBook
    joins: tuple[Joined, ...]
    outline: Outline
    notes: tuple[Text, ...]

    def rows(self) -> Iterator[Row]:
        """The rows, streaming."""
        return rows_of(self.source, self.binding, self.book, self.outline.scattered)


def open_batch(library: Library, name: str, opened: ExitStack, *, chosen: str, joins: Sequence[str], encoding: str, chinese: bool) -> BatchTable:
    """Open a table and look through it.

    In: its name (`-` is standard input); the stack that closes the files; the name or file of a map (empty: none); the options `--join`;
    the encoding (empty: by the ladder of docs/batch.md); whether the person works in Chinese. Raises Refused, FileTrouble.
    """
    book = table_book(library)
    if [name, *(parted(each)[0] for each in joins)].count(STDIN) > 1:
        raise usage("--join", say("doors.stdin-twice"))
    source = open_table(name, book, opened, encoding=encoding, chinese=chinese)
    the_map = _chosen(chosen, book) if chosen else None
    binding = bind(source.header, book, the_map)
    if not binding.columns:
        raise Refused([invalid("", say("tables.no-known-column"), where=name)])
    found, notes = [], [*source.notes, *binding.notes]
    for option in joins:
        file, theirs, mine = parted(option)
        other = open_table(file, book, opened, encoding=encoding, chinese=chinese)
        found.append(joined(other, (theirs, mine), (source.header, binding), book, the_map))
        notes.extend(say("tables.of-file", path=file, note=note) for note in other.notes)
    return BatchTable(source, binding, book, tuple(found), outline_of(source, binding, library.paths), tuple(notes))


def _chosen(name: str, book: TableBook) -> TableMap:
    """The map that `--map` names: one that ships with azkit, or the only one of a file. Raises Refused, FileTrouble."""
    if name in book.maps:
        return book.maps[name]
    if kind_of(Path(name)) == "nothing":
        raise usage("--map", say("tables.no-map", known=", ".join(book.maps)))
    read = read_form(Path(name), "tables")
    if read.form is None:
        raise Refused(read.faults)
    if faults := [invalid(".".join(map(str, key)), message, where=read.document.where(key)) for key, message in table_faults(read.form, book.vocabulary)]:
        raise Refused(faults)
    if len(read.form.maps) != 1:
        raise Refused([invalid("maps", say("tables.one-map"), where=name)])
    found: TableMap = next(iter(read.form.maps.values()))
    return found
