"""Files of the evidence, as somebody saw them, against what the form takes. Nothing is opened here: the door looks, and hands over what it saw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from azkit.facts.reading import Reading
from azkit.library.playbook import Playbook
from azkit.policy.find import find

_FIRST_BYTES = {"PDF": b"%PDF", "JPG": b"\xff\xd8\xff", "PNG": b"\x89PNG", "GIF": b"GIF8"}
_SAME = {"JPEG": "JPG"}
_UNITS = {"KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file of the evidence: its name, its size (None: it is not there) and its first bytes."""

    name: str
    size: int | None = None
    first_bytes: bytes = b""


def not_found(files: tuple[SeenFile, ...]) -> tuple[str, ...]:
    """The names of files that are not there."""
    return tuple(dict.fromkeys(each.name for each in files if each.size is None))


def not_taken(playbook: Playbook, files: tuple[SeenFile, ...], reading: Reading) -> tuple[str, ...]:
    """The names of files whose type or size the form does not take, with what is wrong."""
    types = tuple(each.strip() for each in _figure(playbook, "appeal-file-types", reading).split(",") if each.strip())
    most = _figure(playbook, "appeal-file-size", reading)
    return tuple(dict.fromkeys(f"{each.name}: {wrong}" for each in files if each.size is not None for wrong in _wrong(each, types, most)))


def _wrong(file: SeenFile, types: tuple[str, ...], most: str) -> Iterator[str]:
    ending = file.name.rpartition(".")[2].upper()
    kind = _SAME.get(ending, ending)
    if types and kind not in types:
        yield ending  # words of no language: the message around them has both
    elif not file.size:
        yield "0 B"
    elif not file.first_bytes.startswith(_FIRST_BYTES.get(kind, b"")):
        yield f"!= {kind}"
    if most and file.size and file.size > _bytes(most):
        yield f"> {most}"


def _bytes(words: str) -> float:
    """`10 MB` in bytes; without end where it says something else."""
    match = re.fullmatch(r"([0-9]+) ?([KMG]B)", words)
    return int(match[1]) * _UNITS[match[2]] if match else float("inf")


def _figure(playbook: Playbook, name: str, reading: Reading) -> str:
    entry = playbook.policy.figures.get(name)
    value = find(entry.values, reading.store.id if reading.store else "", reading.today) if entry else None
    return (value.value or "") if value else ""
