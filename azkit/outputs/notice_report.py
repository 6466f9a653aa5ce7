"""A notice as it was read: as JSON, and as lines for a person."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from azkit.facts.vocabulary import FactEntry
from azkit.ground.say import Lang, Text, headed, plain, say
from azkit.notices.model import Deadline, Notice
from azkit.notices.reader import ACCOUNT


def notice_json(notice: Notice, file: str) -> dict[str, Any]:
    """The object that scripts rely on."""
    return {
        "schema": 1,
        "file": file,
        "kind": notice.kind,
        "issues": list(notice.issues),
        "demands": [{"part": each.part, "about": each.about, "quote": each.quote, "required": each.required} for each in notice.demands],
        "outcome": notice.outcome,
        "orders": list(notice.orders),
        "asins": list(notice.asins),
        "metrics": [{"name": each.name, "value": each.value, "target": each.target} for each in notice.metrics],
        "deadline": _deadline(notice.deadline),
        "facts": dict(notice.facts),
        "sender": {"address": notice.sender.address, "verdict": notice.sender.verdict, "reasons": list(notice.sender.reasons)},
        "playbook": notice.playbook,
    }


def as_json(read: Mapping[str, Notice]) -> str:
    """One object for one file; for several, one line each."""
    objects = [notice_json(notice, file) for file, notice in read.items()]
    if len(objects) == 1:
        return json.dumps(objects[0], ensure_ascii=False, indent=2) + "\n"
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)


def _deadline(deadline: Deadline | None) -> dict[str, Any] | None:
    if deadline is None:
        return None
    when: dict[str, Any] = {"at": deadline.at} if deadline.at else {"days": deadline.days}
    return {**when, "counts_from": deadline.counts_from, "quote": deadline.quote}


def as_lines(notice: Notice, file: str, vocabulary: Mapping[str, FactEntry], doors: Mapping[str, str], lang: Lang) -> Iterator[str]:
    """What a person sees: what it is, what it asks for, until when, what was taken from which words, who sent it, what to do next.

    `doors` are the commands by playbook.
    """
    for name, lines in _blocks(notice, file, vocabulary, doors, lang):
        if lines:
            yield headed(say(f"notices.head-{name}").in_(lang), lang)
            yield from (f"  {line}" for line in lines)


def _blocks(notice: Notice, file: str, vocabulary: Mapping[str, FactEntry], doors: Mapping[str, str], lang: Lang) -> Iterator[tuple[str, list[str]]]:
    yield "kind", [say(f"notices.kind-{notice.kind}").in_(lang)]
    yield "outcome", [say(f"notices.outcome-{notice.outcome}").in_(lang)] if notice.outcome else []
    yield "issues", [", ".join(notice.issues)] if notice.issues else []
    yield "demands", list(demand_lines(notice, lang))
    yield "deadline", [_due(notice.deadline, lang)] if notice.deadline else []
    yield "metrics", list(metric_lines(notice, vocabulary, lang))
    yield "orders", [", ".join(notice.orders)] if notice.orders else []
    yield "asins", [", ".join(notice.asins)] if notice.asins else []
    yield "facts", list(taken(notice, vocabulary, lang))
    yield "sender", list(_sender(notice, lang))
    yield "next", [_next(notice, file, doors, lang)]


def demand_lines(notice: Notice, lang: Lang) -> Iterator[str]:
    """Each demand with Amazon's words."""
    for each in notice.demands:
        message = "notices.demand" if each.required else "notices.demand-optional"
        yield say(message, part=say(f"notices.part-{each.part}"), quote=each.quote).in_(lang)


def _due(deadline: Deadline, lang: Lang) -> str:
    if deadline.at:
        return say("notices.due-at", at=deadline.at, quote=deadline.quote).in_(lang)
    return say("notices.due-days", days=deadline.days, start=say(f"notices.from-{deadline.counts_from}"), quote=deadline.quote).in_(lang)


def metric_lines(notice: Notice, vocabulary: Mapping[str, FactEntry], lang: Lang) -> Iterator[str]:
    """Each metric with its value and target."""
    names = vocabulary["metric_name"].choices
    for each in notice.metrics:
        name = Text(names[each.name].en, names[each.name].zh) if each.name in names else plain(each.name)
        message = "notices.metric" if each.target else "notices.metric-bare"
        yield say(message, name=name, value=each.value, target=each.target).in_(lang)


def taken(notice: Notice, vocabulary: Mapping[str, FactEntry], lang: Lang) -> Iterator[str]:
    """Each fact with the words that it was taken from, where they say more than the fact."""
    for name, value in notice.facts.items():
        words = notice.taken_from.get(name, "")
        message = "notices.fact-from" if words and words != value and value not in words else "notices.fact"
        yield say(message, title=vocabulary[name].title, value=value, words=words[:100]).in_(lang)


def _sender(notice: Notice, lang: Lang) -> Iterator[str]:
    sender = notice.sender
    page = "-page" if sender.verdict == "inconsistent" and sender.address is None else ""
    yield say(f"notices.sender-{sender.verdict}{page}", address=sender.address).in_(lang)
    yield from (f"- {say(f'notices.reason-{reason}').in_(lang)}" for reason in sender.reasons)
    yield say("notices.test-account" if notice.kind in ACCOUNT or notice.kind == "other" else "notices.test-order").in_(lang)


def _next(notice: Notice, file: str, doors: Mapping[str, str], lang: Lang) -> str:
    door = doors.get(notice.playbook or "")
    if door is None:
        return say("notices.next-none").in_(lang)
    return say("notices.next-playbook", door=f"azkit {door}", playbook=notice.playbook, file=file).in_(lang)
