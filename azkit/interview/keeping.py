"""Nothing is lost: after each answer the interview stands on disk as a facts file, for its owner alone, until its letters are done."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from azkit.ground.documents import parse
from azkit.ground.faults import FileTrouble
from azkit.ground.files import read_text, write_whole
from azkit.ground.plain_yaml import facts_yaml
from azkit.ground.say import Text
from azkit.ground.user_folders import state_folder
from azkit.interview.log import Log

_NAME = re.compile(r"(?P<playbook>[a-z0-9-]+)\.(?P<stamp>[0-9]{8}-[0-9]{6})-[0-9]+\.yaml")
KEPT_DAYS = 30
"""How long an interview that nobody goes on with is kept: Amazon's Data Protection Policy lets buyers' data stand 30 days (reliability of azkit, docs/security.md)."""


@dataclass(slots=True)
class Keeper:
    """Keeps one interview. `trouble` says why nothing could be kept, once that is so."""

    path: Path | None
    trouble: Text | None = None
    kept: bool = False

    def keep(self, log: Log) -> None:
        """Write the answers. A disk that takes none does not stop the interview."""
        if self.path is None or len(log.answers) <= log.given:
            return
        try:
            write_whole(self.path, facts_yaml(log.facts()), overwrite=True)
            self.kept = True
        except FileTrouble as trouble:
            self.trouble, self.path = trouble.message, None

    def drop(self) -> None:
        """The letters are done: the kept answers go."""
        if self.path is not None:
            with contextlib.suppress(OSError):
                self.path.unlink()


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An interview that was left: its playbook, its file, when its last answer came, and how many there are."""

    playbook: str
    path: Path
    left: datetime
    count: int


def interviews_folder() -> Path:
    """The folder of kept interviews. Raises FileTrouble."""
    return state_folder() / "interviews"


def new_keeper(playbook: str, now: datetime) -> Keeper:
    """A keeper for a new interview. Without a place for it the interview goes on unkept."""
    try:
        return Keeper(interviews_folder() / f"{playbook}.{now.astimezone(UTC):%Y%m%d-%H%M%S}-{os.getpid()}.yaml")
    except FileTrouble as trouble:
        return Keeper(None, trouble.message)


def keeper_of(path: Path) -> Keeper | None:
    """The keeper of a facts file that is a kept interview; None for any other file."""
    try:
        is_kept = path.resolve().parent == interviews_folder().resolve() and _NAME.fullmatch(path.name) is not None
    except (FileTrouble, OSError, RuntimeError):
        return None
    return Keeper(path, kept=True) if is_kept else None


def unfinished() -> Iterator[Unfinished]:
    """The interviews that were left, the newest first."""
    for name, path, left in sorted(_left(), key=lambda each: each[2], reverse=True):
        with contextlib.suppress(FileTrouble):
            facts = parse(read_text(path), path.name).data
            yield Unfinished(name, path, left, len(facts) if isinstance(facts, dict) else 0)


def remove_old(now: datetime) -> None:
    """Delete the interviews that were left more than KEPT_DAYS before this instant, which is the true one: a day that somebody supposes makes no file older."""
    for _, path, left in _left():
        if now - left > timedelta(days=KEPT_DAYS):
            with contextlib.suppress(OSError):
                path.unlink()


def _left() -> Iterator[tuple[str, Path, datetime]]:
    """Every kept interview: its playbook, its file, and when its last answer came."""
    with contextlib.suppress(FileTrouble, OSError):
        for path in interviews_folder().glob("*.yaml"):
            if match := _NAME.fullmatch(path.name):
                with contextlib.suppress(OSError):
                    yield match["playbook"], path, datetime.fromtimestamp(path.stat().st_mtime, UTC)
