"""What a rule looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from azkit.ground.say import Text
from azkit.library.rule_model import RuleKind, Severity

if TYPE_CHECKING:
    from azkit.facts.values import Given


class Span(NamedTuple):
    """A stretch of the judged text that a rule objects to."""

    start: int
    end: int


Hits: TypeAlias = "Mapping[str, list[Span]]"
"""Where the phrases of one rule stand, by the key that holds them: `phrases`, `unless`, `where`, `near`."""

WHOLE = Span(0, 0)
"""The place of a finding about the letter as a whole."""


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
    today: date | None = None
    """The day on which the letter is judged, where it is known: nothing done can be later."""
    earlier: tuple[str, ...] = ()
    """The letters of earlier rounds."""

    def section_at(self, place: int) -> str:
        """The id of the section in which a place lies; empty between sections."""
        return next((name for name, start, end in self.sections if start <= place < end), "")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found in one place, with the reason and the way out."""

    rule: str
    kind: RuleKind
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


def advice_of(findings: Iterable[Finding]) -> tuple[Text, ...]:
    """What advice says, each once. It is shown beside the findings and is none itself."""
    said = (Text(f"{each.message.en}. {each.instead.en}", f"{each.message.zh}。{each.instead.zh}") for each in findings if each.kind == "advice")
    return tuple(dict.fromkeys(said))
