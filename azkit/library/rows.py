"""What a list shows of a playbook."""

from __future__ import annotations

from dataclasses import dataclass

from azkit.ground.say import Text


@dataclass(frozen=True, slots=True)
class PlaybookRow:
    """A playbook and its facts by name, with type and whether scripts must always be ready to give them."""

    id: str
    family: str
    title: Text
    facts: tuple[tuple[str, str, bool], ...]
