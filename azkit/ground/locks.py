"""One writer at a time: a lock that ends with its process, and that says who holds it."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from azkit.ground.clock import current_instant
from azkit.ground.faults import FileTrouble
from azkit.ground.files import make_folder, writing
from azkit.ground.say import say

WAIT_SECONDS = 5.0
"""How long a second writer waits before it says who is at work."""

_PAUSE = 0.05
_HOLDER_BYTES = 300


@contextlib.contextmanager
def held(path: Path, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold `path` for this process alone while the block runs.

    The lock is a small file beside it (`.NAME.lock`); the system lets go of it when the process ends, however that happens,
    so no dead run blocks a living one. Raises FileTrouble with process, computer and time of the holder when it is not free
    within `wait` seconds. Systems without such locks go without.
    """
    fcntl = file_locks()
    if fcntl is None:
        yield
        return
    lock = path.parent / f".{path.name}.lock"
    with writing(path):
        make_folder(path.parent)
        handle = _taken(fcntl, lock, path, time.monotonic() + wait)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            lock.unlink()  # while it is still held: whoever waits sees that its file is gone, and makes a new one
        os.close(handle)


def file_locks() -> ModuleType | None:
    """The system's locks; None where it has none."""
    try:
        import fcntl
    except ImportError:
        return None
    return fcntl


def locked(fcntl: ModuleType, handle: int) -> bool:
    """Lock an open file or folder for this process; False where another one holds it. A file system without such locks goes without: nobody holds it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # the second is what some network file systems call the first
        return False
    except OSError:  # no locks there (ENOLCK, ENOTSUP, EBADF, EINVAL), each system with a number of its own
        return True
    return True


def _taken(fcntl: ModuleType, lock: Path, path: Path, until: float) -> int:
    """An open handle that holds the lock. Raises FileTrouble, OSError."""
    while True:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        if not locked(fcntl, handle):
            holder = os.read(handle, _HOLDER_BYTES).decode("utf-8", "replace").strip()
            os.close(handle)
            if time.monotonic() > until:
                raise FileTrouble(say("doors.held", path=path, holder=holder or "?"))
            time.sleep(_PAUSE)
            continue
        if _still_there(handle, lock):
            os.ftruncate(handle, 0)
            os.write(handle, _myself().encode("utf-8"))
            return handle
        os.close(handle)


def _still_there(handle: int, lock: Path) -> bool:
    """Whether the locked file still has its name: the one before may have taken it away while we waited."""
    try:
        return os.path.samestat(os.fstat(handle), lock.lstat())
    except FileNotFoundError:
        return False


def _myself() -> str:
    """Process, computer and time, as the message shows them."""
    computer = os.uname().nodename if hasattr(os, "uname") else ""
    return f"{os.getpid()} {computer} {current_instant():%Y-%m-%d %H:%M:%S} UTC"
