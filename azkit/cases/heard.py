"""What Amazon wrote, as an event of a case, and back as a notice that a playbook takes facts from."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Literal

from azkit.cases.model import Asked, Due, Heard, Rate
from azkit.ground.documents import Plain
from azkit.library.playbook import Playbook
from azkit.notices.facts_for import facts_for
from azkit.notices.model import Deadline, Demand, Metric, Notice, Sender

NOT_OF_A_REPLY = frozenset({"notice_received_at", "store", "store_name", "deactivated_scope"})
"""What the first notice says once for the whole case; a reply has other dates and often no store."""

ENDS = frozenset({"reinstated", "reinstated-with-reserve", "refused", "acknowledged"})
"""Outcomes after which no letter is due."""


def heard(notice: Notice, event: Literal["notice", "reply"], now: datetime) -> Heard:
    """A notice or reply as an event. Its day is the one on which it came, or today where it does not say. In: `now`, in the store's time."""
    received = notice.facts.get("notice_received_at")
    came = datetime.fromisoformat(str(received)) if received else now
    came = min(came if came.tzinfo else came.replace(tzinfo=now.tzinfo), now)
    return Heard(
        event=event,
        day=came.astimezone(now.tzinfo).date().isoformat(),
        kind=notice.kind,
        outcome=notice.outcome or "",
        playbook=notice.playbook or "",
        issues=notice.issues,
        demands=tuple(Asked(part=each.part, quote=each.quote, issue=each.issue or "", required=each.required) for each in notice.demands),
        deadline=Due(quote=due.quote, counts_from=due.counts_from, at=due.at or "", days=due.days) if (due := notice.deadline) else None,
        metrics=tuple(Rate(name=each.name, value=each.value, target=each.target or "") for each in notice.metrics),
        facts={name: str(value) for name, value in notice.facts.items()},
    )


def same(one: Heard, other: Heard) -> bool:
    """Whether two events are one and the same text, given twice."""
    return asdict(one) == asdict(other)


def facts_heard(event: Heard, playbook: Playbook) -> dict[str, Plain]:
    """What a playbook takes from a notice."""
    return facts_for(_notice(event), playbook)


def facts_replied(event: Heard, playbook: Playbook, issues: str) -> dict[str, Plain]:
    """What a playbook takes from a reply: its demands in place of the earlier ones, its issues beside those of the case, its own deadline.

    A demand that names no issue is about those of the reply. In: `issues`, those of the case so far.
    """
    notice = _notice(event)
    demands = tuple(each for demand in notice.demands for each in _about_the_reply(demand, event))
    facts = facts_for(replace(notice, demands=demands, facts={name: value for name, value in event.facts.items() if name not in NOT_OF_A_REPLY}), playbook)
    named = [each for each in (*issues.split(", "), *str(facts.get("issues", "")).split(", ")) if each]
    own: dict[str, Plain] = {"issues": ", ".join(dict.fromkeys(named)), "reply_received_on": event.day}
    return {name: value for name, value in {**facts, **own}.items() if value and name in playbook.uses}


def _about_the_reply(demand: Demand, event: Heard) -> list[Demand]:
    return [demand] if demand.issue or not event.issues else [replace(demand, issue=issue) for issue in event.issues]


def _notice(event: Heard) -> Notice:
    due = event.deadline
    return Notice(
        kind=event.kind,
        sender=Sender(None, "absent"),  # one that posed as Amazon was never recorded
        issues=event.issues,
        demands=tuple(Demand(each.part, "", each.quote, each.required, each.issue or None) for each in event.demands),
        outcome=event.outcome or None,
        metrics=tuple(Metric(each.name, each.value, each.target or None) for each in event.metrics),
        deadline=Deadline(due.quote, due.counts_from, due.at or None, due.days) if due else None,
        facts=event.facts,
        playbook=event.playbook or None,
    )
