"""Opening a table: a file or standard input, in whatever form it is."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, cast

from azkit.ground.faults import usage
from azkit.ground.files import STDIN, open_regular, reading, standard_input
from azkit.ground.say import say
from azkit.library.link_tables import TableBook
from azkit.tables.delimited import Delimited
from azkit.tables.jsonl import JsonLines
from azkit.tables.pages import encoding_of, known_encoding
from azkit.tables.records import Source


def open_table(name: str, book: TableBook, opened: ExitStack, *, encoding: str = "", chinese: bool = False) -> Source:
    """The table of a file, or of standard input (`-`).

    In: what is known of reports; the stack that closes the file when the table is no longer needed; the encoding, where the person names one;
    whether the person works in Chinese.
    Raises Refused for a table that cannot be used, FileTrouble for one that cannot be read.
    """
    if encoding and not known_encoding(encoding):
        raise usage("--encoding", say("tables.no-encoding"))
    handle = opened.enter_context(spooled() if name == STDIN else open_regular(Path(name)))
    with reading(name):
        head = handle.read(4096)
    if head.startswith(b"PK\x03\x04"):
        from azkit.tables.workbook import Workbook

        return Workbook(handle, name)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return JsonLines(handle, name)
    return _delimited(handle, name, book, encoding, chinese=chinese)


def _delimited(handle: BinaryIO, name: str, book: TableBook, encoding: str, *, chinese: bool) -> Delimited:
    encoding, note = encoding_of(handle, name, book, named=encoding, chinese=chinese)
    delimiter = "\t" if name.lower().endswith((".tsv", ".tab")) else ""
    table = Delimited(handle, name, encoding, book.known_headers(), delimiter)
    table.notes.extend([note] if note else [])
    return table


def spooled() -> BinaryIO:
    """All of standard input in a file without a name, so that it can be looked at twice. Raises FileTrouble."""
    with reading(STDIN):
        kept = tempfile.TemporaryFile()  # noqa: SIM115  it lives as long as the table
        shutil.copyfileobj(standard_input(), kept)
        kept.seek(0)
    return cast("BinaryIO", kept)
