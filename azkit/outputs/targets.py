"""Where results go: stdout, one file, or one file a letter in a folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from azkit.ground.faults import usage
from azkit.ground.files import kind_of, write_whole
from azkit.ground.say import say

if TYPE_CHECKING:
    from azkit.drafting.model import Draft, DraftedLetter


def is_folder(target: str) -> bool:
    """Whether `--output` names a folder: an existing one, or a name that ends in a slash."""
    return target.endswith(("/", "\\")) or kind_of(Path(target)) == "folder"


def letter_files(draft: Draft, letters: tuple[DraftedLetter, ...], folder: Path) -> dict[Path, str]:
    """One file a letter, named after the order (or the playbook) and the letter."""
    return {folder / f"{_stem(draft)}-{letter.id}.txt": letter.body + "\n" for letter in letters}


def json_file(draft: Draft, text: str, folder: Path) -> dict[Path, str]:
    """The draft's JSON in a folder."""
    return {folder / f"{_stem(draft)}.json": text}


def paper_files(draft: Draft, letters: tuple[DraftedLetter, ...], target: str, form: str, *, gloss: bool) -> dict[Path, str | bytes]:
    """The letters on paper: in one file, or in a folder as one file a letter."""
    from azkit.outputs.paper import on_paper

    if not is_folder(target):
        return {Path(target): on_paper(form, draft, letters, gloss=gloss)}
    return {Path(target) / f"{_stem(draft)}-{letter.id}.{form}": on_paper(form, draft, (letter,), gloss=gloss) for letter in letters}


def _stem(draft: Draft) -> str:
    order = draft.facts.get("order_id", "")
    return order if isinstance(order, str) and re.fullmatch("[A-Z0-9-]+", order) else draft.playbook


def refuse_taken(paths: list[Path], *, force: bool) -> None:
    """Before anything is written: no target may exist (without `force`) or be named twice. Raises Refused (2)."""
    for index, path in enumerate(paths):
        if path in paths[:index]:
            raise usage("--output", say("doors.same-target", path=path))
        if kind_of(path) != "nothing" and not force:
            raise usage("--output", say("doors.exists", path=path))


def write_all(files: Mapping[Path, str | bytes], *, force: bool) -> None:
    """Write every file whole, for its owner alone. Raises Refused when a target exists, FileTrouble when one cannot be written."""
    refuse_taken(list(files), force=force)
    for path, text in files.items():
        try:
            write_whole(path, text, overwrite=force)
        except FileExistsError as error:
            raise usage("--output", say("doors.exists", path=path)) from error
