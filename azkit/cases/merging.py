"""Tables of a case with the rows that a later call brings: nobody types a row twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from azkit.facts.vocabulary import FactEntry
from azkit.ground.documents import Document, Key, Plain


def merged(known: Plain, rows: list[Plain], table: FactEntry) -> tuple[list[Plain], tuple[int | None, ...]]:
    """The rows of the case with new ones: a row that is the same record takes its place, the others follow.

    The same record has the same unique column or, where the table has none, the same in every column that a row must have.
    Out: the rows, and for each its place among the new ones (None: a row of the case).
    """
    unique = [name for name, column in table.columns.items() if column.unique]
    columns = unique or [name for name, column in table.columns.items() if not column.optional]
    kept: list[Plain] = list(known) if isinstance(known, list) else []
    places: list[int | None] = [None] * len(kept)
    index = {_key(row, columns): place for place, row in enumerate(kept)}
    for number, row in enumerate(rows):
        place = index.setdefault(_key(row, columns), len(kept))
        if place == len(kept):
            kept.append(row)
            places.append(number)
        else:
            kept[place], places[place] = row, number
    return kept, tuple(places)


def _key(row: Plain, columns: list[str]) -> tuple[str, ...]:
    return tuple(str(row.get(column, "")).strip().casefold() for column in columns) if isinstance(row, dict) else (repr(row),)


@dataclass(frozen=True, slots=True)
class MergedRows(Document):
    """A facts file whose rows stand elsewhere now: places of faults lead back to its own lines, or to the case."""

    table: str = ""
    places: tuple[int | None, ...] = ()
    case: str = ""

    def where(self, key: Key = ()) -> str:
        """`file:line` of a row that the file brought; the case for one that it did not."""
        if len(key) < 2 or key[0] != self.table or not isinstance(key[1], int) or key[1] >= len(self.places):
            return Document.where(self, key)
        place = self.places[key[1]]
        return self.case if place is None else Document.where(self, (self.table, place, *key[2:]))


def merged_into(known: Mapping[str, Plain], name: str, rows: list[Plain], table: FactEntry, document: Document, case: str) -> tuple[list[Plain], MergedRows]:
    """The rows of one table, and the document by which its faults find their lines."""
    both, places = merged(known.get(name), rows, table)
    return both, MergedRows(document.name, document.data, document.faults, document.text, name, places, case)
