"""A case on disk: read whole, written whole, by one process at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from azkit.cases.model import SCHEMA, Case
from azkit.ground.documents import Document, parse
from azkit.ground.faults import Fault, FileTrouble, NotText, Refused, invalid
from azkit.ground.files import MAX_BYTES, kind_of, read_text, sweep_parts, write_whole
from azkit.ground.locks import held
from azkit.ground.plain_yaml import tree_yaml
from azkit.ground.say import say
from azkit.library.source_files import read_document


@dataclass(slots=True)
class CaseFile:
    """A case file that this process holds; `case` is None while there is no file yet."""

    path: Path
    case: Case | None = None
    _before: str = ""
    _stands: str = ""

    def __post_init__(self) -> None:
        self._stands = self._before

    def keep(self, case: Case) -> None:
        """Write the case. What stood there when it was opened is kept beside it, as `NAME.bak`. Raises FileTrouble, and leaves everything as it was."""
        text = tree_yaml(plain(case))
        if len(text.encode("utf-8")) > MAX_BYTES:
            raise FileTrouble(say("doors.too-large", path=self.path, limit=MAX_BYTES))
        if text == self._stands:
            return
        if self._before:
            write_whole(backup_of(self.path), self._before, overwrite=True)
        write_whole(self.path, text, overwrite=True)
        self.case, self._before, self._stands = case, "", text


@contextlib.contextmanager
def opened(path: Path) -> Iterator[CaseFile]:
    """The case file, held for this process alone while the block runs.

    Raises FileTrouble where another process holds it or it cannot be read; Refused (3) for a file that is no case, which stays as it is.
    """
    with held(path):
        sweep_parts(path)
        sweep_parts(backup_of(path))
        if kind_of(path) == "nothing":
            yield CaseFile(path)
            return
        if kind_of(path) != "file":  # a link may lead out of the folder
            raise FileTrouble(say("doors.not-a-file", path=path))
        text, case = _read(path)
        yield CaseFile(path, case, text)


def backup_of(path: Path) -> Path:
    """Where the version before the last one stands."""
    return path.with_name(path.name + ".bak")


def plain(case: Case) -> dict[str, Any]:
    """The case as plain data, what is empty left out."""
    return _without_blanks(asdict(case))


def _without_blanks(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in data.items() if value not in ("", (), [], {}, None) and value is not True}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _without_blanks(value)
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return "no" if value is False else value


def _read(path: Path) -> tuple[str, Case]:
    """The text and the case in it. Raises Refused, FileTrouble."""
    try:
        text = read_text(path)
    except NotText as trouble:
        raise Refused([invalid("", trouble.message, where=str(path)), *_left_alone(path)]) from trouble
    document = parse(text, str(path))
    found = Document(str(path), document.data, document.faults, text)
    if found.faults:
        raise Refused([*found.faults[:5], *_left_alone(path)])
    if not isinstance(found.data, dict) or "schema" not in found.data:
        raise Refused([invalid("", say("cases.no-case"), where=str(path)), *_left_alone(path)])
    if found.data["schema"] != SCHEMA:
        raise Refused([invalid("schema", say("cases.schema", known=SCHEMA), where=found.where(("schema",)))])
    read = read_document(found, Case)
    if read.form is None:
        raise Refused([*read.faults[:5], *_left_alone(path)])
    return text, read.form


def _left_alone(path: Path) -> list[Fault]:
    """The word that nothing was changed, and where the version before it stands, if there is one."""
    backup = backup_of(path)
    if kind_of(backup) == "file":
        return [invalid("", say("cases.left-alone-backup", backup=backup), where=str(path))]
    return [invalid("", say("cases.left-alone"), where=str(path))]
