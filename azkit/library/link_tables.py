"""Linking the maps of exports: which header is which fact, every name checked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from azkit.facts.vocabulary import FactEntry
from azkit.ground.documents import Key
from azkit.ground.faults import Refused, invalid
from azkit.ground.nearest import unknown
from azkit.ground.say import Text, say
from azkit.library.load import Library
from azkit.library.tables_model import ColumnUse, PageHint, TableMap, TablesFile

_SAME = re.compile(r"[-_\s]+")


@dataclass(frozen=True, slots=True)
class TableBook:
    """What is known of the tables that sellers have."""

    maps: Mapping[str, TableMap]
    pages: tuple[PageHint, ...]
    vocabulary: Mapping[str, FactEntry]

    def recognised(self, headers: frozenset[str]) -> TableMap | None:
        """The export that a table with these headers (in their plain form) is; of several the one with most of them."""
        known = [each for each in self.maps.values() if each.known_by and {plain_header(header) for header in each.known_by} <= headers]
        return max(known, key=lambda each: len(headers & {plain_header(header) for header in each.columns}), default=None)

    def spellings(self) -> dict[str, ColumnUse]:
        """What headers mean in a table that is no known export: those of the maps that are known by nothing, and those on which all reports agree."""
        free = {plain_header(header): column_use(use) for each in self.maps.values() if not each.known_by for header, use in each.columns.items()}
        uses: dict[str, list[ColumnUse]] = {}
        for each in self.maps.values():
            for header, use in each.columns.items() if each.known_by else ():
                uses.setdefault(plain_header(header), []).append(column_use(use))
        agreed = {header: found[0] for header, found in uses.items() if all(_same(use, found[0]) for use in found)}
        return {**agreed, **free}

    def known_headers(self) -> frozenset[str]:
        """Every header that is known, in its plain form: names of facts and columns of exports."""
        columns = (header for each in self.maps.values() for header in (*each.columns, *each.unused))
        return frozenset(map(plain_header, (*self.vocabulary, *columns)))


def plain_header(header: str) -> str:
    """A header without what differs between its spellings: case, dashes, underscores, blanks, width."""
    return _SAME.sub("_", unicodedata.normalize("NFKC", header).strip().casefold())


def column_use(use: str | ColumnUse) -> ColumnUse:
    """The use of a column, written out."""
    return ColumnUse(fact=use) if isinstance(use, str) else use


def _same(one: ColumnUse, other: ColumnUse) -> bool:
    """Whether two columns mean the same, cell by cell."""
    return all(getattr(one, each.name) == getattr(other, each.name) for each in fields(ColumnUse))


def table_book(library: Library) -> TableBook:
    """The maps of a library, merged by id. Raises Refused where the vocabulary or a map is faulty."""
    wrong = [(key, message) for form in library.tables_files for key, message in table_faults(form, library.vocabulary)]
    faults = [invalid(".".join(map(str, key)), message, where=library.where("tables", key)) for key, message in wrong]
    if found := [*library.faults, *faults]:
        raise Refused(dict.fromkeys(found))
    maps = {name: each for form in library.tables_files for name, each in form.maps.items()}
    pages = {name: each for form in library.tables_files for name, each in form.pages.items()}
    return TableBook(maps, tuple(pages.values()), library.vocabulary)


def table_faults(form: TablesFile, vocabulary: Mapping[str, FactEntry]) -> Iterator[tuple[Key, Text]]:
    """What is wrong with the maps of one file, with the way to each place."""
    for name, each in form.maps.items():
        for header, use in each.columns.items():
            yield from (((("maps", name, "columns", header)), fault) for fault in _column_faults(column_use(use), vocabulary))
        for fact, value in each.always.items():
            yield from (((("maps", name, "always", fact)), fault) for fault in _value_faults(fact, (value,), vocabulary))


def _column_faults(use: ColumnUse, vocabulary: Mapping[str, FactEntry]) -> Iterator[Text]:
    yield from _value_faults(use.fact, (value for value in use.values.values() if value), vocabulary)
    entry = vocabulary.get(use.fact)
    if entry and ((use.currency and entry.type != "money") or (use.lines == "sum" and entry.type != "count")):
        yield say("library.table-column-type", type=entry.type)


def _value_faults(fact: str, values: Iterator[str] | tuple[str, ...], vocabulary: Mapping[str, FactEntry]) -> Iterator[Text]:
    entry = vocabulary.get(fact)
    if entry is None or entry.type == "table":
        yield unknown(fact, vocabulary)
        return
    yield from (say("library.condition-no-choice", value=value, known=", ".join(entry.choices)) for value in values if entry.choices and value not in entry.choices)
