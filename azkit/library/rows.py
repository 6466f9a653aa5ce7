"""What a list, and the first question of the interview, show of the playbooks."""

from __future__ import annotations

from dataclasses import dataclass

from azkit.ground.faults import Fault
from azkit.ground.say import Text


@dataclass(frozen=True, slots=True)
class PlaybookRow:
    """A playbook: its facts by name, with type and whether scripts must always be ready to give them; and how people say it, by group."""

    id: str
    family: str
    title: Text
    facts: tuple[tuple[str, str, bool], ...]
    triage: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """All playbooks that can be read, the groups of the first question in their order, and the faults of what cannot be read."""

    rows: tuple[PlaybookRow, ...]
    groups: tuple[tuple[str, Text], ...]
    faults: tuple[Fault, ...] = ()
