"""What a draft is: letters, route, clocks, advice, checklist, findings. Frozen; the same facts and day give an equal draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from azkit.ground.faults import Fault
from azkit.ground.say import Text
from azkit.letters.render import Paragraph
from azkit.library.playbook import Route
from azkit.library.playbook_model import ChecklistItem
from azkit.policy.models import Means
from azkit.rules.judged import Finding
from azkit.rules.judged_case import CoverageRow


@dataclass(frozen=True, slots=True)
class Faults:
    """Why there is no draft: everything that is wrong or missing, invalid before missing, in the order of the facts."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class DraftedSection:
    """One part of a letter. `body` has no heading, so that it can be pasted into a box of its own."""

    id: str
    heading: Text | None
    paragraphs: tuple[Paragraph, ...]
    answers: tuple[str, ...] = ()
    """The parts of a demand that it is there for."""
    quoted: bool = False
    """Whether the heading is Amazon's own words."""

    @property
    def body(self) -> str:
        """The text of the part."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class DraftedLetter:
    """A letter as it can be pasted: plain text, with where it goes."""

    id: str
    to: str
    channel: str
    kind: str
    send: str
    where: Text | None
    attachments: Literal["yes", "no", "unknown"]
    note: Text | None
    subject: str | None
    limit: int | None
    sections: tuple[DraftedSection, ...]

    @property
    def body(self) -> str:
        """The whole letter, headings included."""
        parts = [f"{section.heading.en}\n\n{section.body}" if section.heading else section.body for section in self.sections]
        return "\n\n".join(parts)


@dataclass(frozen=True, slots=True)
class DraftedClock:
    """When an answer is due, or, as `means` says, from when on something can be asked, or when somebody else's time ends.

    `answer_by` is safe, `latest` the longest that a source names. Doors say how much is left.
    """

    id: str
    title: Text
    means: Means
    answer_by: datetime
    latest: datetime | None
    origin: Literal["notice", "table"]
    source: str
    checked_on: str | None
    past: bool


@dataclass(frozen=True, slots=True)
class NextStep:
    """Another playbook to go on with."""

    playbook: str
    why: Text


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that azkit has to say about a case."""

    playbook: str
    title: Text
    store: str | None
    today: date
    route: Route
    alternatives: tuple[Route, ...]
    letters: tuple[DraftedLetter, ...]
    advice: tuple[Text, ...]
    checklist: tuple[ChecklistItem, ...]
    next: tuple[NextStep, ...]
    clocks: tuple[DraftedClock, ...]
    findings: tuple[Finding, ...]
    coverage: tuple[CoverageRow, ...]
    facts: Mapping[str, Any]

    @property
    def due(self) -> DraftedClock | None:
        """The soonest clock by which the seller has to act."""
        return next((clock for clock in self.clocks if clock.means == "due"), None)

    @property
    def withheld(self) -> bool:
        """Whether no letter should leave: the route has none, or a rule's error stands."""
        return not self.letters or any(finding.stops for finding in self.findings)
