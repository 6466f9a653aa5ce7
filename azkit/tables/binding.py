"""Which column of a table is which fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from azkit.ground.nearest import nearest
from azkit.ground.say import Text, plain, say
from azkit.library.link_tables import TableBook, column_use, plain_header
from azkit.library.tables_model import ColumnUse, TableMap

PLAYBOOK = "playbook"
"""The column that names the playbook of a row."""

ROW, REASONS = "azkit_row", "azkit_errors"
"""Columns of a table of rejected rows: the number of the row in its first table, and why it was rejected."""

LINE = "azkit_line"
"""The key of a line that is no JSON object, as it was written."""

MARKS = (ROW, REASONS)
"""They stand at the end of a table of rejected rows."""

_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column that gives a fact. One that is `named` was called so by the person; of an export only what a playbook uses is taken."""

    header: str
    use: ColumnUse
    named: bool
    blank: frozenset[str] = field(init=False)
    """Cells that mean: not given, in lower case."""
    meanings: Mapping[str, str] = field(init=False)
    """What cells mean that are not written like the fact, by the cell in lower case."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "blank", frozenset(each.casefold() for each in self.use.blank))
        object.__setattr__(self, "meanings", {each.casefold(): meaning for each, meaning in self.use.values.items()})


@dataclass(frozen=True, slots=True)
class Binding:
    """How the rows of one table become facts."""

    columns: tuple[Column, ...]
    always: Mapping[str, str]
    item_lines: bool
    playbook: str
    """The header of the column with the playbook; empty: there is none."""
    row: str
    """The header of the column with the number of the row in an earlier table; empty: there is none."""
    notes: tuple[Text, ...]

    def gives(self, fact: str) -> str:
        """The header of the column that gives a fact; empty where none does."""
        return next((column.header for column in self.columns if column.use.fact == fact), "")


def bind(header: Iterable[str], book: TableBook, chosen: TableMap | None) -> Binding:
    """Bind the columns of a table.

    In: its header; what is known of exports; the map that the person chose, if any.
    A column is what the chosen map says, else what the export that the header shows says, else a fact of this name, else a usual spelling of one.
    """
    headers = {plain_header(each): each for each in header}
    report = None if chosen else book.recognised(frozenset(headers))
    exported = chosen or report
    mapped = _plain_columns(exported.columns) if exported else {}
    spellings = {} if exported else book.spellings()
    columns, unknown = list[Column](), list[str]()
    passed_over = {plain_header(each) for each in exported.unused} if exported else set[str]()
    for name, written in headers.items():
        if name in mapped:
            columns.append(Column(written, mapped[name], named=chosen is not None))
        elif name in book.vocabulary and not book.vocabulary[name].only_in_tables:
            columns.append(Column(written, ColumnUse(fact=name), named=True))
        elif name in spellings:
            columns.append(Column(written, spellings[name], named=False))
        elif name not in passed_over and name not in (PLAYBOOK, LINE, *MARKS):
            unknown.append(written)
    order = list(mapped) or list(spellings)  # of two columns with one fact, the map's first wins
    columns.sort(key=lambda column: order.index(plain_header(column.header)) if plain_header(column.header) in order else -1)
    notes = (*([say("tables.recognised", title=report.title)] if report else []), *_unknown(unknown, book))
    lines = exported.rows == "item-lines" if exported else any(column.use.fact == "order_id" and not column.named for column in columns)
    return Binding(tuple(columns), dict(exported.always) if exported else {}, lines, headers.get(PLAYBOOK, ""), headers.get(ROW, ""), notes)


def _plain_columns(columns: Mapping[str, str | ColumnUse]) -> dict[str, ColumnUse]:
    return {plain_header(header): column_use(use) for header, use in columns.items()}


def _unknown(headers: list[str], book: TableBook) -> Iterator[Text]:
    """What is said of columns that nobody knows: a slip of the pen is named with what it may mean."""
    facts = [name for name, entry in book.vocabulary.items() if not entry.only_in_tables]
    shown = ["".join(char for char in header if char.isprintable())[:60] for header in headers[:_MOST_NAMED]]
    meant = {header: nearest(plain_header(header), facts) for header in shown}
    words = [f"{header} ({guess}?)" if guess else header for header, guess in meant.items()]
    if len(headers) > _MOST_NAMED:
        words.append("...")
    if words:
        yield say("tables.unused-columns", names=plain(", ".join(words)))
