"""A folder that one run at a time works in."""

from __future__ import annotations

import os
from pathlib import Path

from azkit.ground.faults import FileTrouble
from azkit.ground.files import PART_PREFIX, PART_SUFFIX, kind_of, make_folder, writing
from azkit.ground.locks import file_locks, locked
from azkit.ground.say import say

NOT_HELD = -1


def refuse_no_folder(path: Path) -> None:
    """Raise FileTrouble where something else stands in the place of a folder."""
    if kind_of(path) not in ("folder", "nothing"):
        raise FileTrouble(say("doors.not-a-folder", path=path))


def hold(path: Path, kept: str = "") -> int:
    """Make a folder, take hold of it, and clear away what a killed run left unfinished but the file `kept`.

    Held until `let_go`, or until the process ends. Raises FileTrouble where another run holds it; systems without such locks go without.
    """
    with writing(path):
        make_folder(path)
        handle = _locked(path)
        for part in path.glob(f"{PART_PREFIX}*{PART_SUFFIX}"):
            if part.name != kept:
                part.unlink()
    return handle


def let_go(handle: int) -> None:
    """Let go of a folder that `hold` took."""
    if handle != NOT_HELD:
        os.close(handle)


def _locked(folder: Path) -> int:
    fcntl = file_locks()
    if fcntl is None:
        return NOT_HELD
    handle = os.open(folder, os.O_RDONLY)
    if locked(fcntl, handle):
        return handle
    os.close(handle)
    raise FileTrouble(say("tables.folder-held", path=folder))
