"""In which encoding a table is written: the byte-order mark, then strict UTF-8, then the page that the table's own ASCII columns tell. Nothing is guessed."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from azkit.ground.say import Text, say
from azkit.library.link_tables import TableBook, plain_header
from azkit.tables.records import refuse

_CHUNK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, ""), (codecs.BOM_UTF32_BE, ""), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_TITLES = {"cp932": "Shift_JIS (cp932)", "gb18030": "GB18030", "cp1252": "Windows-1252"}


def encoding_of(handle: BinaryIO, name: str, book: TableBook, *, named: str, chinese: bool) -> tuple[str, Text | None]:
    """The encoding of a table, and what to say about it.

    In: the open file; its name for faults; what is known of reports; the encoding that the person names for tables that are not UTF-8
    (empty: none); whether the person works in Chinese.
    Raises Refused for what is no text, and for a table in an old code page that is no known report.
    """
    head = _start(handle)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            if not encoding or broken_at(handle, encoding) is not None:
                refuse(name, say("tables.not-text"))
            return encoding, None
    if named.casefold().startswith(("utf-16", "utf16")):
        return _named(handle, name, named), None
    if b"\0" in head:
        refuse(name, say("tables.not-text"))
    offset = broken_at(handle, "utf-8")
    if offset is None:
        return "utf-8", None
    if named:
        return _named(handle, name, named), None
    page = next((each for each in _pages(handle, book, chinese=chinese) if broken_at(handle, each) is None), "")
    if not page:
        refuse(name, say("tables.not-utf8", offset=offset), line=_line_at(handle, offset))
    return page, say("tables.read-as", page=_TITLES[page])


def _named(handle: BinaryIO, name: str, encoding: str) -> str:
    """The encoding that the person names. Raises Refused where the table is not in it."""
    if (offset := broken_at(handle, encoding)) is not None:
        refuse(name, say("tables.not-in-encoding", offset=offset))
    return encoding


def broken_at(handle: BinaryIO, encoding: str) -> int | None:
    """The place of the first byte that the encoding does not have, None where there is none."""
    decoder = codecs.getincrementaldecoder(encoding)()
    handle.seek(0)
    place = 0
    while chunk := handle.read(_CHUNK):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            return place - pending + error.start
        place += len(chunk)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return place
    return None


def _start(handle: BinaryIO) -> bytes:
    handle.seek(0)
    return handle.read(_CHUNK)


def _line_at(handle: BinaryIO, offset: int) -> int:
    handle.seek(0)
    return handle.read(min(offset, 64 * _CHUNK)).count(b"\n") + 1


def _pages(handle: BinaryIO, book: TableBook, *, chinese: bool) -> list[str]:
    """The code pages to try, in order; none where the table is no known report."""
    rows = _rough_rows(handle)
    header = [plain_header(cell) for cell in next(rows, [])]
    report = book.recognised(frozenset(header))
    if report is None:
        return ["gb18030"] if _has_chinese_headers(handle, book) else []
    ascii_only = {plain_header(column) for column in report.ascii_only}
    hinted = ["gb18030"] if chinese else []
    for row in rows:
        cells = dict(zip(header, row, strict=False))
        for hint in book.pages:
            if any(cells.get(plain_header(column), "").casefold() in hint.values for column in hint.columns):
                return [hint.page, *hinted, "cp1252"]
        if any(not cells[column].isascii() for column in ascii_only & cells.keys()):
            return ["gb18030", "cp1252"]
    return [*hinted, "cp1252"]


def _has_chinese_headers(handle: BinaryIO, book: TableBook) -> bool:
    """Whether the header, read as GB18030, names two columns in Chinese that exports have: no other page makes these words."""
    handle.seek(0)
    line = handle.readline(_CHUNK).decode("gb18030", "replace").rstrip("\r\n")
    cells = line.split(max("\t,;", key=line.count))
    known = book.known_headers()
    return sum(not cell.isascii() and plain_header(cell.strip('" ')) in known for cell in cells) > 1


def _rough_rows(handle: BinaryIO) -> Iterator[list[str]]:
    """The cells of a table of which only the ASCII ones matter; quotes are left aside."""
    handle.seek(0)
    delimiter = ""
    for line in iter(lambda: handle.readline(_CHUNK), b""):
        text = line.decode("latin-1").rstrip("\r\n")
        delimiter = delimiter or max("\t,;", key=text.count)
        yield [cell.strip().strip('"') for cell in text.split(delimiter)]


def known_encoding(name: str) -> bool:
    """Whether there is a text encoding of this name."""
    try:
        codecs.lookup(name)
        io.TextIOWrapper(io.BytesIO(), encoding=name)
    except (LookupError, ValueError):
        return False
    return True
