"""XLSX: the first sheet of a workbook, row by row (extra `xlsx`)."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from azkit.ground.faults import usage
from azkit.ground.files import write_whole, writing
from azkit.ground.say import Text, say
from azkit.tables.delimited import checked_header, record_of
from azkit.tables.records import MOST_CELL, Form, Record, guarded, refuse

_MOST_PART, _MOST_SHEET = 64_000_000, 2_000_000_000
"""Bytes, inflated: what is held in memory (shared texts, styles), and what streams by (a sheet)."""

_MOST_BLANK = 1000
"""Blank rows in a row after which a sheet has ended: one lost cell in the last row must not cost minutes."""

_PRECISE = 10**15
"""Excel keeps fifteen digits of a number: a longer id that it took for a number has lost its end."""


class Workbook:
    """The first sheet of an XLSX file. Cells become the text that the facts read: days as ISO, whole numbers without a point."""

    form: Form = "xlsx"
    delimiter = ""

    def __init__(self, handle: BinaryIO, name: str) -> None:
        """Raises Refused: no openpyxl at hand (2), or a file that is no workbook or too large to be one (3)."""
        self.name = name
        self._handle = handle
        self._openpyxl = openpyxl()
        self.notes: list[Text] = []
        _check_size(handle, name)
        rows = self._rows()
        _, cells = next(rows, (0, []))
        rows.close()
        self.header = checked_header(cells, name)

    def records(self) -> Iterator[Record]:
        """The rows below the header."""
        rows = self._rows()
        next(rows, None)
        for line, cells in rows:
            yield record_of(self.header, line, [*cells, *[""] * (len(self.header) - len(cells))])  # a sheet leaves blank cells out

    def _rows(self) -> Any:
        """Every row that is not blank, with its number in the sheet."""
        with self._sheet() as sheet:
            blank = 0
            for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
                cells = [_words(value) for value in values]
                if any(cell.strip() for cell in cells):
                    blank = 0
                    if any(len(cell) > MOST_CELL for cell in cells):
                        refuse(self.name, say("tables.long-cell", limit=MOST_CELL), line=number)
                    yield number, cells
                elif (blank := blank + 1) > _MOST_BLANK:
                    return

    @contextmanager
    def _sheet(self) -> Iterator[Any]:
        self._handle.seek(0)
        book = None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                book = self._openpyxl.load_workbook(self._handle, read_only=True, data_only=True)
                yield book.worksheets[0]
        except (zipfile.BadZipFile, KeyError, ValueError, AttributeError, TypeError, IndexError, EOFError, SyntaxError) as error:
            # openpyxl has no error of its own for a damaged file: these are what it was seen to raise
            refuse(self.name, say("tables.bad-xlsx", kind=type(error).__name__))
        finally:
            if book is not None:
                book.close()


def openpyxl() -> Any:
    """The library that reads and writes workbooks. Raises Refused (2) where it, or its guard against hostile XML, is not installed."""
    try:
        library = import_module("openpyxl")
        import_module("defusedxml")
    except ImportError as error:
        raise usage("TABLE", say("tables.no-xlsx")) from error
    return library


def write_workbook(path: Path, rows: Iterator[Sequence[str]]) -> None:
    """Write rows as the first sheet of a workbook; every cell is text. Raises FileTrouble."""
    library = openpyxl()
    cell_of = import_module("openpyxl.cell").WriteOnlyCell
    data = io.BytesIO()  # not the file itself: what a failed save leaves open would still write to it
    with writing(path):  # the library keeps the sheet in a file of its own until it is saved
        book = library.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in rows:
            cells = [cell_of(sheet, value=guarded(text)) for text in row]
            for cell in cells:
                cell.data_type = "s"
            sheet.append(cells)
        book.save(data)
    write_whole(path, data.getvalue(), overwrite=True)


def _check_size(handle: BinaryIO, name: str) -> None:
    """A small file can inflate to more than memory holds: its own directory says how large its parts are."""
    handle.seek(0)
    try:
        with zipfile.ZipFile(handle) as archive:
            sizes: Mapping[str, int] = {each.filename: each.file_size for each in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        refuse(name, say("tables.bad-xlsx", kind=type(error).__name__))
    if any(size > (_MOST_SHEET if "/worksheets/" in part else _MOST_PART) for part, size in sizes.items()):
        refuse(name, say("tables.inflated"))


def _words(value: Any) -> str:
    """A cell as the text that a person would have typed."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time(0) else value.isoformat(" ", "minutes")
        case int() | float() if abs(value) >= _PRECISE:
            return f"{value:E}"  # what the facts know as destroyed by Excel
        case float() if value.is_integer():
            return str(int(value))
    return str(value)
