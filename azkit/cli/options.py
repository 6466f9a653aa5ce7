"""The options that commands share, declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

Facts = Annotated[Optional[list[str]], typer.Option("--facts", "-f", metavar="FILE", help="Facts as YAML or JSON; - is standard input. Repeatable, later wins.")]  # noqa: UP045
Notice = Annotated[str, typer.Option("--notice", metavar="FILE", help="Take facts from what Amazon wrote; - is standard input.")]
Case = Annotated[str, typer.Option("--case", metavar="FILE", help="Keep the case in this file, or go on with it.")]
Reply = Annotated[str, typer.Option("--reply", metavar="FILE", help="Amazon's answer to the last round of the case; - is standard input.")]
Sets = Annotated[Optional[list[str]], typer.Option("--set", "-s", metavar="NAME=VALUE", help="One fact. Repeatable; wins over files.")]  # noqa: UP045
Letters = Annotated[Optional[list[str]], typer.Option("--letter", "-l", metavar="ID", help="Only this letter. Repeatable.")]  # noqa: UP045
Sections = Annotated[Optional[list[str]], typer.Option("--section", metavar="ID", help="Only this section. Repeatable.")]  # noqa: UP045
Allowed = Annotated[Optional[list[str]], typer.Option("--allow", metavar="RULE", help="Let one rule's error pass. Repeatable.")]  # noqa: UP045
Output = Annotated[str, typer.Option("--output", "-o", metavar="PATH", help="A file, or a folder (existing, or ending in /); - is standard output.")]
Format = Annotated[str, typer.Option("--format", metavar="FORM", help="text or json.")]
LetterFormat = Annotated[str, typer.Option("--format", metavar="FORM", help="text or json; docx or pdf with -o FILE.")]
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
