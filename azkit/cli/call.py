"""One call of `respond` or `appeal`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DOORS = {"claims": "respond", "messages": "respond", "appeals": "appeal"}
"""The command that drafts a family."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of `respond` or `appeal`, as typed."""

    door: str
    playbook: str | None
    facts: list[str]
    notice: str
    sets: list[str]
    letters: list[str]
    sections: list[str]
    allowed: list[str]
    output: str
    form: str
    save_facts: str
    profile: str
    asks: bool
    lang: str | None
    gloss: str
    overlays: list[Path] | None
    today: str
    force: bool
    errors: str
    greeted: bool = False
