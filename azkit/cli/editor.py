"""Changing a letter in the person's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from azkit.ground.files import read_text, write_whole

_KNOWN = ("notepad",) if sys.platform == "win32" else ("nano", "vim", "vi")


def editor() -> list[str]:
    """The command of the editor: VISUAL, EDITOR, else one that is usually there; empty where there is none."""
    wish = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if wish:
        try:
            return shlex.split(wish, posix=sys.platform != "win32")
        except ValueError:
            return []
    return next(([name] for name in _KNOWN if shutil.which(name)), [])


def edited_text(text: str, command: list[str]) -> str | None:
    """The text after the person has edited it; None when the editor failed. Raises FileTrouble.

    The editor draws on standard error, so that a redirected standard output stays the letter's.
    """
    with tempfile.TemporaryDirectory(prefix="azkit-") as folder:
        path = Path(folder, "letter.txt")
        write_whole(path, text + "\n", overwrite=False)
        try:
            done = subprocess.run([*command, str(path)], stdout=sys.stderr, check=False)  # noqa: S603  (the editor that the person named)
        except OSError:
            return None
        return read_text(path) if done.returncode == 0 else None
