"""Tables of one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from azkit.ground.documents import json_document
from azkit.ground.say import Text, say
from azkit.tables.records import Form, Record, refuse

_MOST_LINE = 2_000_000
_MOST_KEYS = 1000


class JsonLines:
    """One object a line; numbers stay the text that was written, tables are lists of records."""

    form: Form = "jsonl"
    delimiter = ""

    def __init__(self, handle: BinaryIO, name: str) -> None:
        """The columns are all keys of all lines: the file is read through once for them."""
        self.name = name
        self.notes: list[Text] = []
        self._handle = handle
        keys: dict[str, None] = {}
        for record in self.records():
            keys.update(dict.fromkeys(record.cells))
            if len(keys) > _MOST_KEYS:
                refuse(name, say("tables.too-many-columns", limit=_MOST_KEYS), line=record.line)
        self.header = tuple(keys)
        if not keys:
            refuse(name, say("tables.empty"))

    def records(self) -> Iterator[Record]:
        """The lines that are not blank; one that is no JSON object is marked as faulty."""
        self._handle.seek(0)
        for number, line in enumerate(iter(lambda: self._handle.readline(_MOST_LINE + 1), b""), 1):
            if len(line) > _MOST_LINE:
                refuse(self.name, say("tables.long-line", limit=_MOST_LINE), line=number)
            if line.strip():
                yield self._record(number, line)

    def _record(self, number: int, line: bytes) -> Record:
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            return Record(number, {}, say("tables.line-not-utf8"))
        document = json_document(text, self.name) if text.lstrip()[:1] == "{" else None
        if document is None or not isinstance(document.data, dict):
            return Record(number, {}, say("tables.not-json"), (text.strip(),))
        return Record(number, document.data, document.faults[0].message if document.faults else None)
