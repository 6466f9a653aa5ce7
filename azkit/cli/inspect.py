"""`azkit inspect`: what a text of Amazon's is, what it asks for, what it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from azkit.cli.call import DOORS
from azkit.cli.language import chosen_language
from azkit.cli.streams import input_bytes, put
from azkit.cli.values import one_of, overlay_folders
from azkit.ground.faults import NotText, Refused, invalid
from azkit.ground.files import MAX_BYTES, decoded
from azkit.ground.say import Lang
from azkit.library.link_notices import NoticeBook
from azkit.library.load import load
from azkit.library.snapshot import notice_book
from azkit.notices.model import Notice
from azkit.notices.reader import read_notice
from azkit.outputs.notice_report import as_json, as_lines


def inspected(*, files: Sequence[str], form: str = "text", overlays: Sequence[Path | str] = (), lang: str | None = None) -> int:
    """Read every file, print what it says, and return the exit code. Raises Refused, FileTrouble."""
    one_of("--format", form, ("text", "json"))
    spoken = chosen_language(lang, for_machines=form != "text")
    library = load(overlay_folders([Path(each) for each in overlays]))
    book = notice_book(library)
    read = {name: read_notice(text_of(name), book) for name in dict.fromkeys(files)}
    if form == "json":
        put(as_json(read))
        return 0
    doors = {name: DOORS[path.parent.name] for name, path in library.paths.items()}
    put("\n".join(_screen(name, notice, book, doors, spoken, named=len(read) > 1) for name, notice in read.items()))
    return 0


def text_of(name: str) -> str:
    """The text of a file, or of standard input for `-`. A mail with bytes of another alphabet keeps them for its own decoder.

    Raises FileTrouble, and Refused for what is neither UTF-8 nor a mail.
    """
    data = input_bytes(name)
    try:
        return decoded(data, name)
    except NotText as trouble:
        head = data[:4000].lower()
        if len(data) <= MAX_BYTES and b"\0" not in data and b"content-type:" in head and b"from:" in head:
            return data.decode("ascii", "surrogateescape")
        raise Refused([invalid("notice", trouble.message, where=name)]) from trouble


def _screen(name: str, notice: Notice, book: NoticeBook, doors: Mapping[str, str], lang: Lang, *, named: bool) -> str:
    head = f"--- {name} ---\n" if named else ""
    return head + "".join(f"{line}\n" for line in as_lines(notice, name, book.vocabulary, doors, lang))
