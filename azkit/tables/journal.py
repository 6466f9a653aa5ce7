"""What a folder of letters knows about itself: which row each letter came from, and the bytes that azkit wrote.

While a run goes on, a line is added to the journal before each letter is written, so that a killed run leaves nothing unknown; when it ends well,
the journal becomes `index.jsonl` and `index.csv`.
"""

from __future__ import annotations

import csv
import hashlib
import heapq
import io
import json
import os
from collections.abc import Callable, Iterator
from itertools import chain
from math import inf
from pathlib import Path
from typing import NamedTuple

from azkit.ground.files import PART_PREFIX, PART_SUFFIX, kind_of, open_regular, reading, whole_file, writing
from azkit.tables.records import guarded

JOURNAL = f"{PART_PREFIX}index{PART_SUFFIX}"
INDEX, INDEX_CSV = "index.jsonl", "index.csv"


class Entry(NamedTuple):
    """One letter in the index."""

    row: int
    order: str
    playbook: str
    route: str
    letter: str
    to: str
    send: str
    file: str
    characters: int
    answer_by: str
    findings: tuple[str, ...]
    digest: str

    @property
    def stem(self) -> tuple[str, str]:
        """Whose letter it is."""
        return self.order, self.playbook


_READ_AS = {"row": int, "characters": int, "findings": list}
"""What JSON makes of the columns that are no text."""

COLUMNS = [name for name in Entry._fields if name != "digest"]


def digest_of(data: bytes) -> str:
    """A short figure by which the bytes of a letter are known again."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()


class Journal:
    """The index of a folder while it is being written."""

    def __init__(self, folder: Path) -> None:
        """Go on with the journal of a run that did not end, if there is one. Raises FileTrouble."""
        self._folder = folder
        self._path = folder / JOURNAL
        with writing(self._path):
            self._stream = os.fdopen(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0), 0o600), "ab", buffering=0)
            self._stream.write(b"\n")  # ends the half line that a killed run may have left
            self._start = self._stream.tell()

    def add(self, entry: Entry) -> None:
        """Note a letter that is about to be written. Raises FileTrouble."""
        with writing(self._path):
            self._stream.write(json.dumps(entry._asdict(), ensure_ascii=False).encode("utf-8") + b"\n")

    def close(self) -> None:
        """Leave the journal as it is; the next run goes on with it."""
        self._stream.close()

    def becomes_index(self, *, keep: Callable[[Entry], bool]) -> None:
        """Write the index: the letters of this run, and of the index and the runs before it those that `keep` says. Raises FileTrouble."""
        new = entries(self._path, self._start)
        written = self._written()
        unended = {entry.file: entry for entry in entries(self._path, 0, self._start) if entry.file not in written}
        indexed = (unended.pop(entry.file, entry) for entry in entries(self._folder / INDEX) if entry.file not in written)
        old = (entry for entry in chain(indexed, _rest_of(unended)) if keep(entry))
        with (
            whole_file(self._folder / INDEX, overwrite=True) as lines,
            whole_file(self._folder / INDEX_CSV, overwrite=True, encoding="utf-8-sig") as table,  # the mark tells Excel that it is UTF-8
        ):
            table.write(csv_line(COLUMNS))
            for entry in heapq.merge(old, new, key=lambda each: each.row):
                lines.write(json.dumps(entry._asdict(), ensure_ascii=False) + "\n")
                table.write(csv_line([_cell(getattr(entry, name)) for name in COLUMNS]))
        self.close()
        with writing(self._path):
            self._path.unlink()

    def _written(self) -> frozenset[str]:
        """The files of this run; none where nothing before it could name one of them."""
        alone = self._start == 1 and not (self._folder / INDEX).exists()
        return frozenset() if alone else frozenset(entry.file for entry in entries(self._path, self._start))


def _rest_of(unended: dict[str, Entry]) -> Iterator[Entry]:
    """What is left when it is asked for, by row."""
    yield from sorted(unended.values(), key=lambda entry: entry.row)


def entries(path: Path, start: int = 0, end: float = inf) -> Iterator[Entry]:
    """The entries of an index or journal, between two places in it; lines that are none are passed over: a killed run may have left half of one.

    Raises FileTrouble.
    """
    if kind_of(path) == "nothing":
        return
    with open_regular(path) as stream, reading(path):
        stream.seek(start)
        for line in stream:
            start += len(line)
            if start > end:
                return
            if entry := _entry(line):
                yield entry


def _entry(line: bytes) -> Entry | None:
    """The entry in a line; None where the line holds none, or one that somebody put other things into."""
    try:
        entry = Entry(**json.loads(line))
    except (ValueError, TypeError, RecursionError):
        return None
    fits = all(type(value) is _READ_AS.get(name, str) for name, value in zip(Entry._fields, entry, strict=True)) and all(type(rule) is str for rule in entry.findings)
    return entry._replace(findings=tuple(entry.findings)) if fits else None


def csv_line(cells: list[str]) -> str:
    """One line of a table that spreadsheets open: no cell is a formula."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([guarded(cell) for cell in cells])
    return line.getvalue()


def _cell(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)
