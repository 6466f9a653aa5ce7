"""One call of `respond` or `appeal`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

DOORS = {"claims": "respond", "messages": "respond", "appeals": "appeal"}
"""The command that drafts a family."""

PAPER = ("docx", "pdf")
"""Forms of letters that go to a file and need an extra."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of `respond` or `appeal`, as typed."""

    door: str
    playbook: str | None = None
    facts: list[str] = field(default_factory=list)
    notice: str = ""
    case: str = ""
    reply: str = ""
    sets: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)
    output: str = "-"
    form: str = "text"
    save_facts: str = ""
    profile: str = ""
    asks: bool = True
    lang: str | None = None
    gloss: str = ""
    overlays: list[Path] | None = None
    today: str = ""
    force: bool = False
    errors: str = ""
    greeted: bool = False
