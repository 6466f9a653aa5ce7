"""The files that the table `evidence` names, as they stand where azkit is run: there or not, how large, how they begin."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from azkit.drafting.files import SeenFile
from azkit.ground.documents import Plain
from azkit.ground.faults import FileTrouble
from azkit.ground.files import kind_of, open_regular

_FIRST_BYTES = 8


def looked_at(facts: Mapping[str, Plain]) -> tuple[SeenFile, ...]:
    """What is seen of each file of the evidence. Nothing is raised: what cannot be opened is not there."""
    rows = facts.get("evidence")
    names = [str(row["file"]) for row in rows if isinstance(row, dict) and isinstance(row.get("file"), str)] if isinstance(rows, list) else []
    return tuple(_seen(name.strip()) for name in names)


def _seen(name: str) -> SeenFile:
    shown = PurePosixPath(name.replace("\\", "/")).name
    try:
        path = Path(name)
        if kind_of(path) != "file":
            return SeenFile(shown)
        with open_regular(path) as stream:
            return SeenFile(shown, path.stat().st_size, stream.read(_FIRST_BYTES))
    except (FileTrouble, OSError, ValueError):
        return SeenFile(shown)
