"""What a text of Amazon's says, as far as it can be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeAlias

Verdict: TypeAlias = Literal["inconsistent", "not-inconsistent", "unknown", "absent"]


class Span(NamedTuple):
    """A stretch of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that the text asks for. `required` is false for what may be sent; `issue` is what it is asked about, where that can be told."""

    part: str
    about: str
    quote: str
    required: bool
    issue: str | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """A rate as printed, with its target."""

    name: str
    value: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """When an answer is due: a day or moment (`at`, ISO), or a number of calendar days from what `counts_from` names."""

    quote: str
    counts_from: str
    at: str | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote, as far as the address can tell; never that a mail is genuine."""

    address: str | None
    verdict: Verdict
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A text as read. `facts` are plain text that the vocabulary reads; `taken_from` holds the words behind each."""

    kind: str
    sender: Sender
    issues: tuple[str, ...] = ()
    demands: tuple[Demand, ...] = ()
    outcome: str | None = None
    orders: tuple[str, ...] = ()
    asins: tuple[str, ...] = ()
    metrics: tuple[Metric, ...] = ()
    deadline: Deadline | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    taken_from: Mapping[str, str] = field(default_factory=dict)
    playbook: str | None = None
