"""What a rule looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from azkit.facts.values import Given
from azkit.ground.say import Text
from azkit.library.catalogue_model import Severity


class Span(NamedTuple):
    """A stretch of the judged text that a rule objects to."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class JudgedText:
    """A letter as the rules see it: its text, the section of every place, and the words that somebody entered, masked."""

    text: str
    masked: str
    kind: str
    sections: tuple[tuple[str, int, int], ...] = ()
    limit: int | None = None
    facts: Mapping[str, Given] | None = None
    """The facts of the case, where they are at hand."""

    def section_at(self, place: int) -> str:
        """The id of the section in which a place lies; empty between sections."""
        return next((name for name, start, end in self.sections if start <= place < end), "")


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """Whether one demand of Amazon is answered: by which records, or by the word that there is none."""

    part: str
    issue: str
    state: Literal["answered", "none", "open"]
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """The case as the rules see it."""

    facts: Mapping[str, Given]
    coverage: tuple[CoverageRow, ...] = ()
    past_clocks: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    misfit_numbers: tuple[str, ...] = ()
    source_texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found in one place, with the reason and the way out."""

    rule: str
    kind: Literal["letter", "case"]
    severity: Severity
    message: Text
    why: Text
    instead: Text
    source: str
    words: str = ""
    letter: str | None = None
    line: int | None = None
    column: int | None = None
    section: str = ""
    allowed: bool = False

    @property
    def stops(self) -> bool:
        """Whether it keeps the letter from leaving."""
        return self.kind == "letter" and self.severity == "error" and not self.allowed
