"""The two streams: stdout carries the result byte for byte, stderr everything else."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path

from azkit.ground.faults import FileTrouble
from azkit.ground.files import MAX_BYTES, STDIN, decoded, read_bytes, reading, standard_input
from azkit.ground.say import say
from azkit.ground.text import visible


class ReaderGone(Exception):
    """Whoever read standard output has enough. Not an OSError: the command-line library would turn that into a failure."""


def put(text: str) -> None:
    """Write the result to stdout as UTF-8. Raises ReaderGone when nobody reads on, FileTrouble when it cannot be written."""
    if sys.stdout is None:
        raise FileTrouble(say("doors.cannot-print", why="closed"))
    try:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise ReaderGone from error
    except (OSError, ValueError) as error:
        raise FileTrouble(say("doors.cannot-print", why=getattr(error, "strerror", None) or "closed")) from error


def tell(text: str = "") -> None:
    """Write a line for people to stderr. What the terminal cannot show is escaped; a stderr that is gone is no fault."""
    stream = sys.stderr
    if stream is None:
        return
    try:
        encoding = stream.encoding or "utf-8"
        words = visible(text).encode(encoding, "backslashreplace").decode(encoding)
        stream.write(words + "\n")
        stream.flush()
    except (OSError, ValueError):
        return


def tell_all(lines: Iterable[str]) -> None:
    """Write lines for people to stderr."""
    for line in lines:
        tell(line)


def somebody_reads() -> bool:
    """Whether stderr is a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


def somebody_answers() -> bool:
    """Whether a person can be asked: standard input and stderr are terminals."""
    try:
        return somebody_reads() and sys.stdin is not None and sys.stdin.isatty()
    except (ValueError, OSError):
        return False


def input_text(name: str) -> str:
    """The text of the file that an argument names, or of standard input (`-`). Raises FileTrouble."""
    return decoded(input_bytes(name), name)


def input_bytes(name: str) -> bytes:
    """The bytes of the file that an argument names, or of standard input (`-`), one more than may be read at most. Raises FileTrouble."""
    if name != STDIN:
        return read_bytes(Path(name))
    with reading(STDIN):
        return standard_input().read(MAX_BYTES + 1)


def take_leave() -> None:
    """Heed no further Ctrl-C: somebody has left, and what is still to be said and kept must come to its end."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def silence() -> None:
    """Point a broken stdout at nothing, so that the interpreter's last flush stays quiet."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
