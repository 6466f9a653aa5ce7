"""CSV and tab-separated tables, read strictly: a row never swallows another."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from azkit.ground.say import Text, say
from azkit.library.link_tables import plain_header
from azkit.tables.records import MOST_CELL, Form, Record, refuse

_MOST_LINE = 2_000_000
_TEMPLATE = "templatetype="
"""How a template of Seller Central begins: a line for its program stands above the headers, and in some stores one with their translation."""

csv.field_size_limit(MOST_CELL)


class Delimited:
    """A table of lines, its cells parted by commas, semicolons or tabs.

    In commas and semicolons quotes may hold line ends, as in RFC 4180. Amazon's tab-separated reports know no quotes, so there a line is a row,
    and only a cell that is quoted whole, as Excel writes it, loses its quotes.
    """

    def __init__(self, handle: BinaryIO, name: str, encoding: str, known: frozenset[str], delimiter: str = "") -> None:
        """`known` are plain headers that tell the delimiter, where none is given. Raises Refused for a header that cannot be used."""
        self.name = name
        self.notes: list[Text] = []
        self._handle = handle
        self._encoding = encoding
        self._skipped, self.delimiter = 0, delimiter
        if not delimiter:
            self._skipped, self.delimiter = self._sniffed(known)
        self.form: Form = "tsv" if self.delimiter == "\t" else "csv"
        self.header = checked_header(next((self._plain(cells) for _, cells in self._rows()), []), name)

    def records(self) -> Iterator[Record]:
        """The rows below the header."""
        rows = self._rows()
        next(rows, None)
        for line, cells in rows:
            if self.delimiter == "\t" and any(map(_is_open, cells)):
                yield Record(line, {}, say("tables.open-cell"), tuple(cells))
            else:
                yield record_of(self.header, line, self._plain(cells))

    def _plain(self, cells: list[str]) -> list[str]:
        return [_unquoted(cell) for cell in cells] if self.delimiter == "\t" else cells

    def _sniffed(self, known: frozenset[str]) -> tuple[int, str]:
        """How many lines to pass over, and the delimiter under which most headers are known."""
        with self._text() as stream:
            for line in _lines(stream, self.name):
                text = line.strip()
                if text[:4].casefold() == "sep=" and len(text) == 5 and text[4] in ",;\t":
                    return 1, text[4]
                if text.casefold().startswith(_TEMPLATE):
                    return _lines_above(stream, self.name, known), "\t"
                if text:
                    return 0, max(",;\t", key=lambda sign: _score(text, sign, known))
        return 0, ","

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every row that is not blank, with the line that it begins on."""
        with self._text() as stream:
            lines = _lines(stream, self.name)
            if self.delimiter == "\t":
                reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
            else:
                reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
            for _ in range(self._skipped):
                next(reader, None)
            while True:
                line = reader.line_num + 1
                try:
                    cells = next(reader, None)
                except csv.Error as error:
                    refuse(self.name, _broken(error), line=line)
                if cells is None:
                    return
                if any(cell.strip() for cell in cells):
                    yield line, cells

    def _text(self) -> _Text:
        return _Text(self._handle, self._encoding)


class _Text:
    """The file as text from its beginning; the file itself stays open."""

    def __init__(self, handle: BinaryIO, encoding: str) -> None:
        self._handle = handle
        self._encoding = "utf-8-sig" if encoding == "utf-8" else encoding

    def __enter__(self) -> io.TextIOWrapper:
        self._handle.seek(0)
        self._stream = io.TextIOWrapper(self._handle, encoding=self._encoding, newline="")
        return self._stream

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ValueError):  # the file was closed before a reader that was left in its middle
            self._stream.detach()


def _lines(stream: io.TextIOWrapper, name: str) -> Iterator[str]:
    """The lines of a text, none of them longer than memory has room for."""
    for number, line in enumerate(iter(lambda: stream.readline(_MOST_LINE + 1), ""), 1):
        if len(line) > _MOST_LINE:
            refuse(name, say("tables.long-line", limit=_MOST_LINE), line=number)
        if "\0" in line:
            refuse(name, say("tables.not-text"), line=number)
        yield line


def _lines_above(stream: io.TextIOWrapper, name: str, known: frozenset[str]) -> int:
    """How many lines of a template stand above its headers, where its first has been read."""
    scores = [_score(line.strip("\r\n"), "\t", known)[0] for line, _ in zip(_lines(stream, name), range(2), strict=False)]
    return 2 if len(scores) > 1 and scores[1] > scores[0] else 1


def _is_open(cell: str) -> bool:
    """Whether a cell opens with a quote that it does not close: a spreadsheet broke the line inside it, and the rest stands on the next."""
    return cell[:1] == '"' and cell.count('"') % 2 == 1


def _score(header: str, sign: str, known: frozenset[str]) -> tuple[int, int]:
    try:
        cells = next(csv.reader([header], delimiter=sign), [])
    except csv.Error:
        return 0, 0
    return sum(plain_header(cell) in known for cell in cells), len(cells)


def _broken(error: csv.Error) -> Text:
    words = str(error)
    if "field larger" in words or "unexpected end" in words:
        return say("tables.open-quote", limit=MOST_CELL)
    return say("tables.stray-quote")


def _unquoted(cell: str) -> str:
    inner = cell[1:-1]
    return inner.replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner.replace('""', "") else cell


def checked_header(cells: list[str], name: str) -> tuple[str, ...]:
    """The header of a table, blank columns at its end left out. Raises Refused for one that names nothing, or a column twice."""
    header = [cell.strip() for cell in cells]
    while header and not header[-1]:
        header.pop()
    if not header:
        refuse(name, say("tables.empty"))
    if any(not cell or cell.replace(".", "").replace(",", "").replace("-", "").isdigit() for cell in header):
        refuse(name, say("tables.no-header"), line=1)
    plain = [plain_header(cell) for cell in header]
    for index, cell in enumerate(plain):
        if cell in plain[:index]:
            refuse(name, say("tables.same-header"), line=1, column=header[index][:80])
    return tuple(header)


def record_of(header: tuple[str, ...], line: int, cells: list[str]) -> Record:
    """A row with its cells by header; one of another length is marked as faulty and keeps what it has."""
    while len(cells) > len(header) and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) == len(header):
        return Record(line, dict(zip(header, cells, strict=True)))
    return Record(line, {}, say("tables.row-length", cells=len(cells), columns=len(header)), tuple(cells))
