"""The table of rejected rows: the form and columns of the table they came from, with the reasons, ready to be mended and fed again."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from azkit.ground.documents import Plain
from azkit.ground.files import kind_of, whole_file, writing
from azkit.tables.binding import LINE, MARKS, REASONS, ROW
from azkit.tables.records import Record, Source, guarded, json_line, unguarded
from azkit.tables.rows import Row


class Rejected:
    """Rejected rows on their way into `rejected.<form>`. The file appears when the run ends; the one before is kept once as `rejected.old.<form>`."""

    def __init__(self, folder: Path, source: Source) -> None:
        self._path = folder / f"rejected.{source.form}"
        self._source = source
        self._columns = [column for column in source.header if column not in MARKS]
        self._marked = source.header[-len(MARKS) :] == MARKS
        self._stack = ExitStack()
        self._stream: TextIO | None = None
        self._rows: list[list[str]] = []
        """Rows of a workbook, which is written at the end."""

    def add(self, row: Row, reasons: Sequence[str]) -> None:
        """Take a row, with all its item lines. Raises FileTrouble."""
        for record in row.records:
            if self._source.form == "jsonl":
                line = {LINE: record.raw[0]} if record.raw else _without_marks(record)
                self._text().write(json_line({**line, ROW: str(row.number), REASONS: list(reasons)}))
            elif self._source.form == "xlsx":
                self._rows.append(self._cells(record, row.number, reasons))
            else:
                self._writer().writerow([guarded(cell) for cell in self._cells(record, row.number, reasons)])

    def finish(self) -> Path | None:
        """Give the table its name; out: the table, or None where no row was rejected. Raises FileTrouble."""
        before = self._path.with_name(f"rejected.old{self._path.suffix}")
        if kind_of(self._path) == "file":
            with writing(before):
                self._path.replace(before)
        if self._rows:
            from azkit.tables.workbook import write_workbook

            write_workbook(self._path, iter([[*self._columns, *MARKS], *self._rows]))
        self._stack.close()
        if kind_of(self._path) != "file":
            return None
        if kind_of(before) == "file":
            with writing(before):
                if before.read_bytes() == self._path.read_bytes():
                    before.unlink()
        return self._path

    def drop(self) -> None:
        """Leave everything as it was; an exception is what tells `whole_file` to take its unfinished file away."""
        self._stack.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)

    def _cells(self, record: Record, number: int, reasons: Sequence[str]) -> list[str]:
        # a row of another length keeps it: mended by nobody, it must not pass for whole
        raw = record.raw[: -len(MARKS)] if self._marked else record.raw
        cells = raw or [_cell(record.cells.get(column)) for column in self._columns]
        return [*cells, str(number), "; ".join(reasons)]

    def _text(self) -> TextIO:
        if self._stream is None:
            encoding = "utf-8" if self._source.form == "jsonl" else "utf-8-sig"  # the mark tells Excel that it is UTF-8
            self._stream = self._stack.enter_context(whole_file(self._path, overwrite=True, encoding=encoding))
        return self._stream

    def _writer(self) -> Any:
        begun = self._stream is not None
        writer = csv.writer(self._text(), delimiter=self._source.delimiter, lineterminator="\r\n")  # so that a cell with either is quoted
        if not begun:
            writer.writerow([*map(guarded, self._columns), *MARKS])
        return writer


def _cell(value: Plain) -> str:
    return unguarded(value) if isinstance(value, str) else ""


def _without_marks(record: Record) -> dict[str, Plain]:
    return {key: value for key, value in record.cells.items() if key not in MARKS}
