"""What a table is made of, whatever form it comes in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NoReturn, Protocol

from azkit.ground.documents import Plain
from azkit.ground.faults import Refused, invalid
from azkit.ground.say import Text

Form = Literal["csv", "tsv", "jsonl", "xlsx"]

MOST_CELL = 65_536
"""Characters of one cell. A letter's whole case has fewer; more is a quote that never closes, or a wrong file."""

FORMULA_SIGNS = "=+-@\t\r\n\0＝＋－＠"
"""What a cell may not begin with when azkit writes it: spreadsheets would calculate it."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row as it stands in the table: its line in the file, its cells by header, and why it cannot be used (None: it can)."""

    line: int
    cells: Mapping[str, Plain]
    fault: Text | None = None
    raw: tuple[str, ...] = ()
    """The cells of a row that has another length than the header, as they stand."""


class Source(Protocol):
    """An open table. It can be read as often as is wished; each time its rows stream by."""

    name: str
    form: Form
    delimiter: str
    header: tuple[str, ...]
    """The columns in their order."""
    notes: list[Text]
    """What a person should know about how the table was read."""

    def records(self) -> Iterator[Record]:
        """The rows that are not blank. Raises Refused where the table breaks off."""
        ...


def refuse(name: str, message: Text, *, line: int = 0, column: str = "") -> NoReturn:
    """A table that cannot be used. Raises Refused (3)."""
    raise Refused([invalid(column, message, where=f"{name}:{line}" if line else name)])


def json_line(data: Mapping[str, Plain]) -> str:
    """Data as a line of JSON that UTF-8 can hold, whatever was read."""
    line = json.dumps(data, ensure_ascii=False)
    return (line if line.isprintable() else json.dumps(data)) + "\n"


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in FORMULA_SIGNS and text else text


def unguarded(text: str) -> str:
    """A cell without the mark that `guarded`, or a spreadsheet, put before it."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_SIGNS and len(text) > 1 else text
