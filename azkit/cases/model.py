"""What a case file holds: events in the order in which they came."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Any, Literal

from pydantic import Field

from azkit.ground.forms import form

SCHEMA: Literal["1"] = "1"
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


@form
class Asked:
    """One demand, with its words. `required` is false for what may be sent."""

    part: str
    quote: str
    issue: str = ""
    required: bool = True


@form
class Rate:
    """A metric as printed."""

    name: str
    value: str
    target: str = ""


@form
class Due:
    """When an answer was due, as printed."""

    quote: str
    counts_from: str
    at: str = ""
    days: int | None = None


@form
class Heard:
    """What Amazon wrote: the notice, or a reply to a round. `facts` are those that it told."""

    event: Literal["notice", "reply"]
    day: Day
    kind: str
    outcome: str = ""
    playbook: str = ""
    issues: tuple[str, ...] = ()
    demands: tuple[Asked, ...] = ()
    deadline: Due | None = None
    metrics: tuple[Rate, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)


@form
class FactsGiven:
    """The facts that a round was drafted from, as plain text."""

    event: Literal["facts"]
    day: Day
    round: int
    playbook: str
    facts: dict[str, Any] = field(default_factory=dict)


@form
class Part:
    """A section as it was sent. `answers` are the parts of a demand that it is there for."""

    section: str
    heading: str = ""
    answers: tuple[str, ...] = ()
    text: str = ""


@form
class Covered:
    """How a round met one demand."""

    part: str
    issue: str
    state: Literal["answered", "none", "open"]


@form
class Letter:
    """A letter that was sent."""

    event: Literal["letter"]
    day: Day
    round: int
    playbook: str
    letter: str
    to: str
    kind: str
    sections: tuple[Part, ...]
    coverage: tuple[Covered, ...] = ()

    @property
    def text(self) -> str:
        """The letter as one text, headings included."""
        return "\n\n".join(f"{each.heading}\n\n{each.text}" if each.heading else each.text for each in self.sections)


@form
class Outcome:
    """How it stands: what Amazon decided, or that it will come back."""

    event: Literal["outcome"]
    day: Day
    outcome: str


@form
class Case:
    """A case: its first playbook and store, and what happened."""

    schema: Literal["1"] = SCHEMA
    playbook: str
    store: str = ""
    events: tuple[Annotated[Heard | FactsGiven | Letter | Outcome, Field(discriminator="event")], ...] = ()
