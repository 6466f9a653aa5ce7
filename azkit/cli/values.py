"""What the values of options mean. Apart from the options themselves, because a call that is plainly spelt is read without typer."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from azkit.ground.faults import usage
from azkit.ground.say import say


def now_of(today: str) -> datetime:
    """The instant that a run goes by: `--today`, or this one. Raises Refused."""
    from azkit.ground.clock import FIRST_YEAR, LAST_YEAR, current_instant, instant

    if not today:
        return current_instant()
    try:
        moment = instant(today)
    except (ValueError, OverflowError) as error:
        raise usage("--today", say("doors.bad-today")) from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise usage("--today", say("doors.bad-today"))
    return moment


def overlay_folders(given: Sequence[Path] | None) -> list[Path]:
    """Overlay folders: those of AZKIT_PLAYBOOKS first, then those of the call, so that the call wins."""
    environment = os.environ.get("AZKIT_PLAYBOOKS", "")
    return [*(Path(part) for part in environment.split(os.pathsep) if part), *(given or [])]


def one_of(option: str, value: str, known: tuple[str, ...]) -> str:
    """The value of an option with few values. Raises Refused."""
    if value not in known:
        raise usage(option, say("doors.bad-choice", known=", ".join(each for each in known if each)))
    return value
