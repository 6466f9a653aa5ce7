"""The options that commands share, declared once."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated, Optional

import typer

from azkit.ground.clock import FIRST_YEAR, LAST_YEAR, current_instant, instant
from azkit.ground.faults import usage
from azkit.ground.say import say

Facts = Annotated[Optional[list[str]], typer.Option("--facts", "-f", metavar="FILE", help="Facts as YAML or JSON; - is standard input. Repeatable, later wins.")]  # noqa: UP045
Sets = Annotated[Optional[list[str]], typer.Option("--set", "-s", metavar="NAME=VALUE", help="One fact. Repeatable; wins over files.")]  # noqa: UP045
Letters = Annotated[Optional[list[str]], typer.Option("--letter", "-l", metavar="ID", help="Only this letter. Repeatable.")]  # noqa: UP045
Sections = Annotated[Optional[list[str]], typer.Option("--section", metavar="ID", help="Only this section. Repeatable.")]  # noqa: UP045
Allowed = Annotated[Optional[list[str]], typer.Option("--allow", metavar="RULE", help="Let one rule's error pass. Repeatable.")]  # noqa: UP045
Output = Annotated[str, typer.Option("--output", "-o", metavar="PATH", help="A file, or a folder (existing, or ending in /); - is standard output.")]
Format = Annotated[str, typer.Option("--format", metavar="FORM", help="text or json.")]
Profile = Annotated[str, typer.Option("--profile", metavar="NAME", help="The defaults of one store; see azkit init.")]
NoInput = Annotated[bool, typer.Option("--no-input", help="Ask nothing.")]
SaveFacts = Annotated[str, typer.Option("--save-facts", metavar="FILE", help="Write the facts to a file.")]
Language = Annotated[Optional[str], typer.Option("--lang", metavar="LANG", help="en or zh: questions, advice, messages. Also AZKIT_LANG.")]  # noqa: UP045
Gloss = Annotated[str, typer.Option("--gloss", metavar="LANG", help="zh: a Chinese reading of each paragraph.")]
Overlays = Annotated[Optional[list[Path]], typer.Option("--playbooks", metavar="DIR", help="A folder of your own playbooks. Repeatable; also AZKIT_PLAYBOOKS.")]  # noqa: UP045
Today = Annotated[str, typer.Option("--today", metavar="DAY", help="A day or a moment instead of now.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite files.")]
Errors = Annotated[str, typer.Option("--errors", metavar="FORM", help="json: faults as one object a line on standard error.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show tracebacks.")]


def now_of(today: str) -> datetime:
    """The instant that a run goes by: `--today`, or this one. Raises Refused."""
    if not today:
        return current_instant()
    try:
        moment = instant(today)
    except (ValueError, OverflowError) as error:
        raise usage("--today", say("doors.bad-today")) from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise usage("--today", say("doors.bad-today"))
    return moment


def overlay_folders(given: list[Path] | None) -> list[Path]:
    """Overlay folders: those of AZKIT_PLAYBOOKS first, then those of the call, so that the call wins."""
    environment = os.environ.get("AZKIT_PLAYBOOKS", "")
    return [*(Path(part) for part in environment.split(os.pathsep) if part), *(given or [])]


def one_of(option: str, value: str, known: tuple[str, ...]) -> str:
    """The value of an option with few values. Raises Refused."""
    if value not in known:
        raise usage(option, say("doors.bad-choice", known=", ".join(each for each in known if each)))
    return value
