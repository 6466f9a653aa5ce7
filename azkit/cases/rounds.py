"""The rounds of a case: which one is due, what it starts from, what was asked and answered before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from azkit.cases.heard import ENDS, facts_heard, facts_replied, same
from azkit.cases.model import Asked, Case, Covered, FactsGiven, Heard, Letter, Outcome, Part
from azkit.drafting.model import Draft, DraftedLetter, DraftedSection
from azkit.ground.documents import Plain
from azkit.ground.text import letter_text
from azkit.library.playbook import Playbook

LEFT_BEHIND = ("respond_by", "demands")
"""Facts of a round that end with it: the next reply brings its own."""

ACKNOWLEDGED = "acknowledged"
"""The outcome that answers nothing."""

ASIDE = "support"
"""The kind of letters that are no round."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a demand of the newest reply stands: asked for in `earlier` words before, answered in these sections of these rounds."""

    demand: Asked
    earlier: tuple[Heard, str] | None
    answered: tuple[tuple[int, str], ...]


def with_heard(case: Case, event: Heard) -> Case:
    """The case with what Amazon wrote. A text that is given twice before it was answered is one event."""
    since = case.events[_last_letter(case) + 1 :] if event.event == "reply" else case.events
    if any(isinstance(each, Heard) and same(each, event) for each in since):
        return case
    ends = (Outcome(event="outcome", day=event.day, outcome=event.outcome),) if event.event == "reply" and event.outcome in ENDS else ()
    return replace(case, events=(*case.events, event, *ends))


def with_round(case: Case, playbook: Playbook, draft: Draft) -> Case:
    """The case with the round that was drafted: its facts, and the letters that go out now."""
    day, number = draft.today.isoformat(), round_due(case)
    facts = FactsGiven(event="facts", day=day, round=number, playbook=playbook.id, facts=dict(draft.facts))
    letters = [_sent(letter, draft, number) for letter in draft.letters if letter.send == "now"]
    return replace(case, store=case.store or draft.store or "", events=(*case.events, facts, *letters))


def round_due(case: Case) -> int:
    """The round that is due: the next one once Amazon has answered the last."""
    sent = [each.round for each in letters_of(case)]
    reply = newest_reply(case)
    return max(sent, default=1) + (1 if sent and reply and reply.outcome != ACKNOWLEDGED else 0)


def newest_reply(case: Case) -> Heard | None:
    """What Amazon answered to the last letter; None while there is no answer."""
    since = case.events[_last_letter(case) + 1 :] if letters_of(case) else ()
    return next((each for each in reversed(since) if isinstance(each, Heard) and each.event == "reply"), None)


def letters_of(case: Case) -> tuple[Letter, ...]:
    """The letters of the rounds, each as it was last drafted in its round."""
    return _newest(case.events)


def _newest(events: tuple[Any, ...]) -> tuple[Letter, ...]:
    return tuple({(each.round, each.letter): each for each in events if _makes_a_round(each)}.values())


def _makes_a_round(event: Any) -> bool:
    """Whether an event is a letter that Amazon answers; a question to its support about the state of the case is none."""
    return isinstance(event, Letter) and event.kind != ASIDE


def history(case: Case) -> tuple[str, ...]:
    """The letters of the rounds before the one that is due, the newest last."""
    due = round_due(case)
    return tuple(each.text for each in letters_of(case) if each.round < due)


def facts_of(case: Case, playbook: Playbook) -> dict[str, Plain]:
    """What the case knows: the facts of its last round, then what Amazon has written since."""
    known: dict[str, Any] = {}
    for event in case.events:
        match event:
            case FactsGiven():
                known |= event.facts
            case Heard(event="notice"):
                known |= facts_heard(event, playbook)
            case Heard() if event.outcome != ACKNOWLEDGED:
                known = {name: value for name, value in known.items() if name not in LEFT_BEHIND}
                known |= facts_replied(event, playbook, str(known.get("issues", "")))
    due = round_due(case)
    own = {"round": str(due) if due > 1 else "", "submitted_on": _submitted_on(case, playbook), "enquiry_sent_on": _asked_aside_on(case)}
    if not _drafts_rounds(playbook) and newest_reply(case) is None:
        known.pop("reply_received_on", None)  # the last letter has answered it
    return {name: value for name, value in {**known, **own}.items() if value and name in playbook.uses}


def _submitted_on(case: Case, playbook: Playbook) -> str:
    """The day of the last letter. A round that is drafted again does not count its own; a question about the state of the case does."""
    due = round_due(case)
    sent = [each.day for each in letters_of(case) if each.round < due or not _drafts_rounds(playbook)]
    return sent[-1] if sent else ""


def _asked_aside_on(case: Case) -> str:
    """The day of the question to Amazon's support about the last letter, if one was sent."""
    asked = [each.day for each in case.events[_last_letter(case) + 1 :] if isinstance(each, Letter)]
    return asked[-1] if asked else ""


def _drafts_rounds(playbook: Playbook) -> bool:
    """Whether this playbook writes the letters of the rounds, and is not one that only asks about them."""
    return any(letter.channel.kind != ASIDE for letter in playbook.letters.values())


def standings(case: Case, reply: Heard) -> Iterator[Standing]:
    """How each demand of a reply stands against everything that was asked and answered before it."""
    before = case.events[: next(index for index, each in enumerate(case.events) if each is reply)]
    asked = [(each, demand) for each in before if isinstance(each, Heard) for demand in each.demands]
    for demand in reply.demands:
        earlier = next(((event, each.quote) for event, each in reversed(asked) if _is_same(each, demand)), None)
        yield Standing(demand, earlier, tuple(_answered(before, demand, reply)))


def _answered(before: tuple[Any, ...], demand: Asked, reply: Heard) -> Iterator[tuple[int, str]]:
    """Round and section of every earlier answer to a demand."""
    issues = {demand.issue} if demand.issue else set(reply.issues)
    for letter in _newest(before):
        if any(row.part == demand.part and row.state != "open" and (not issues or row.issue in issues) for row in letter.coverage):
            yield from ((letter.round, part.section) for part in letter.sections if demand.part in part.answers)


def _is_same(one: Asked, other: Asked) -> bool:
    """Whether two demands ask for the same: the same words, or the same part about the same issue."""
    return _even(one.quote) == _even(other.quote) or (one.part == other.part and bool(one.issue) and one.issue == other.issue)


def _even(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", letter_text(words).lower()).strip() or words


def _last_letter(case: Case) -> int:
    return max((index for index, each in enumerate(case.events) if _makes_a_round(each)), default=-1)


def _sent(letter: DraftedLetter, draft: Draft, number: int) -> Letter:
    return Letter(
        event="letter",
        day=draft.today.isoformat(),
        round=number,
        playbook=draft.playbook,
        letter=letter.id,
        to=letter.to,
        kind=letter.kind,
        sections=tuple(_part(section) for section in letter.sections),
        coverage=tuple(Covered(part=row.part, issue=row.issue, state=row.state) for row in draft.coverage),
    )


def _part(section: DraftedSection) -> Part:
    return Part(section=section.id, text=section.body, heading=section.heading.en if section.heading else "", answers=section.answers)
