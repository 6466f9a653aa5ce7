"""The one way to read and write files: reads are bounded, writes are whole or absent and for their owner alone."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal, TextIO

from azkit.ground.faults import FileTrouble, NotText
from azkit.ground.say import say

MAX_BYTES = 2_000_000
"""Facts, playbooks, templates and notices are small; more than this is a wrong file."""

STDIN = "-"
"""The name of standard input, wherever a file can be named."""

PART_PREFIX, PART_SUFFIX = ".azkit-", ".part"
"""What the name of an unfinished file begins and ends with."""


def read_text(path: Path) -> str:
    """The text of a regular UTF-8 file of at most MAX_BYTES, a byte-order mark left out. Raises FileTrouble."""
    return decoded(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file, one more than MAX_BYTES at most: so much that a larger one is known for what it is. Raises FileTrouble."""
    with open_regular(path) as stream, reading(path):
        return stream.read(MAX_BYTES + 1)


def open_regular(path: Path) -> BinaryIO:
    """A regular file, open for reading its bytes; nothing else is waited for or read. Raises FileTrouble."""
    with reading(path):
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        if stat.S_ISREG(os.fstat(handle).st_mode):
            return os.fdopen(handle, "rb")
        os.close(handle)
    raise FileTrouble(say("doors.not-a-file", path=path))


def standard_input() -> BinaryIO:
    """The bytes of standard input. Raises FileTrouble where a program was started without one."""
    if sys.stdin is None:
        raise FileTrouble(say("doors.cannot-read", path=STDIN, why="closed"))
    return sys.stdin.buffer


def decoded(data: bytes, name: str) -> str:
    """Bytes as text. Raises NotText for too much, for what is not UTF-8, and for NUL."""
    if len(data) > MAX_BYTES:
        raise NotText(say("doors.too-large", path=name, limit=MAX_BYTES))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotText(say("doors.not-utf8", path=name, offset=error.start)) from error
    if "\0" in text:
        raise NotText(say("doors.not-text", path=name))
    return text


def kind_of(path: Path) -> Literal["file", "folder", "other", "nothing"]:
    """What stands at a path, links included as `other`. Raises FileTrouble where the file system cannot say."""
    with reading(path):
        if path.is_symlink():
            return "folder" if path.is_dir() else "other"
        if path.is_dir():
            return "folder"
        return "file" if path.is_file() else "other" if path.exists() else "nothing"


def write_whole(path: Path, text: str | bytes, *, overwrite: bool, lasting: bool = True) -> None:
    """Write `text`, a text as UTF-8, with mode 0600: a reader sees the old file, the new one, or none, never half.

    Missing parents are made (0700). `lasting` waits until the disk has it; what a run can write again need not wait.
    Raises FileExistsError when the target exists and may not be overwritten, FileTrouble otherwise.
    """
    with whole_file(path, overwrite=overwrite, lasting=lasting) as stream:
        if isinstance(text, bytes):
            stream.buffer.write(text)
        else:
            stream.write(text)


@contextlib.contextmanager
def whole_file(path: Path, *, overwrite: bool, lasting: bool = True, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A file to write at leisure: it gets its name when the block ends well, and is gone when it does not. Modes and errors are those of `write_whole`."""
    with writing(path):
        make_folder(path.parent)
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise FileTrouble(say("doors.not-a-file", path=path))
        import tempfile  # only who writes needs it

        handle, name = tempfile.mkstemp(prefix=_part_prefix(path), suffix=PART_SUFFIX, dir=path.parent)  # mkstemp gives 0600
        try:
            with os.fdopen(handle, "w", encoding=encoding, newline="\n") as stream:
                yield stream
                stream.flush()
                if lasting:
                    os.fsync(stream.fileno())
            _place(Path(name), path, overwrite=overwrite)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise


def sweep_parts(path: Path) -> None:
    """Take away what runs that were killed left of this file. Only for who holds the lock of the file: then nobody is writing it."""
    with contextlib.suppress(OSError):
        for part in path.parent.glob(f"{glob.escape(_part_prefix(path))}????????{PART_SUFFIX}"):
            part.unlink()


def _part_prefix(path: Path) -> str:
    """What the names of unfinished versions of this file begin with; eight characters of chance follow."""
    return f"{PART_PREFIX}{path.name[:40]}-"


def make_folder(folder: Path) -> None:
    """Make a folder and the missing ones above it, each for its owner alone. Raises FileTrouble."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError as error:
        if not folder.is_dir():
            raise FileTrouble(say("doors.not-a-folder", path=folder)) from error


def _place(part: Path, target: Path, *, overwrite: bool) -> None:
    """Give the finished file its name; without `overwrite` a name that was taken meanwhile is left alone."""
    if overwrite:
        part.replace(target)
        return
    try:
        os.link(part, target)
    except OSError as error:
        if error.errno == errno.EEXIST:
            raise FileExistsError(str(target)) from error
        if target.exists():
            raise FileExistsError(str(target)) from error
        part.replace(target)  # a file system without hard links
        return
    part.unlink()


@contextlib.contextmanager
def reading(what: Path | str) -> Iterator[None]:
    """What the system refuses inside the block is a file that cannot be read. Raises FileTrouble."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise FileTrouble(say("doors.cannot-read", path=what, why=_why(error))) from error


@contextlib.contextmanager
def writing(what: Path) -> Iterator[None]:
    """What the system refuses inside the block is a file that cannot be written; a name that is taken already stays FileExistsError. Raises FileTrouble."""
    try:
        yield
    except FileExistsError:
        raise
    except OSError as error:
        raise FileTrouble(say("doors.cannot-write", path=what, why=_why(error))) from error


def _why(error: Exception) -> str:
    """The operating system's own words for a failure, without its file name."""
    return getattr(error, "strerror", None) or type(error).__name__
