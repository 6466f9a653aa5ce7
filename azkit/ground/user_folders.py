"""The folders of the person at this computer: where an interview is kept, and where profiles stand."""

from __future__ import annotations

from pathlib import Path

from azkit.ground.faults import FileTrouble
from azkit.ground.say import say


def state_folder() -> Path:
    """Where azkit keeps what is not finished. Raises FileTrouble where the system has no place for it."""
    return _folder("user_state_path")


def config_folder() -> Path:
    """Where the person's settings stand. Raises FileTrouble where the system has no place for them."""
    return _folder("user_config_path")


def _folder(kind: str) -> Path:
    import platformdirs

    try:
        folder: Path = getattr(platformdirs, kind)("azkit", appauthor=False)
    except (RuntimeError, OSError, KeyError) as error:
        raise FileTrouble(say("doors.no-home")) from error
    if not folder.is_absolute():
        raise FileTrouble(say("doors.no-home"))
    return folder
