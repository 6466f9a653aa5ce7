"""Replies after which no letter is due: what they mean, and what to do."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from azkit.cases.model import Heard
from azkit.ground.say import Text, plain, say
from azkit.library.playbook import Conditional, Playbook, Route
from azkit.library.playbook_model import Cost
from azkit.policy.find import find, later

_ADVICE = {"reinstated": 2, "reinstated-with-reserve": 3, "refused": 3, "acknowledged": 2}
"""How many sentences of advice each outcome has."""

OWN_TIME = "appeal-answer"
"""The clock of Amazon's own time for an appeal."""


def ending(reply: Heard, playbook: Playbook, path: Path, store: str, today: date) -> Route:
    """The outcome as a route without letters: why nothing is due, and what to do now."""
    due = _own_time(reply, playbook, store, today)
    advice = (say(f"cases.{reply.outcome}-{number}", day=due, path=path) for number in range(1, _ADVICE[reply.outcome] + 1))
    return Route(
        id=reply.outcome,
        when=None,
        why=say(f"cases.{reply.outcome}"),
        cost=Cost(money="none", defect="open", source="OWN"),
        early=None,
        instead=(),
        letters=(),
        advice=tuple(Conditional(each, None) for each in advice),
        checklist=(),
        clocks=(),
        next=(),
    )


def _own_time(reply: Heard, playbook: Playbook, store: str, today: date) -> Text:
    """The day until which Amazon's own time runs, counted from its word that it has received the appeal."""
    clock = playbook.policy.clocks.get(OWN_TIME)
    span = find(clock.values, store, today) if clock else None
    end = later(date.fromisoformat(reply.day), span) if span else None
    if end is None:
        return say("cases.no-time")
    return plain((end.date() if isinstance(end, datetime) else end).isoformat())
