"""A draft as JSON: the shape is a contract (docs/scripting.md)."""

from __future__ import annotations

import json
from typing import Any

from azkit.drafting.model import Draft, DraftedClock, DraftedLetter, DraftedSection
from azkit.ground.say import Lang
from azkit.letters.render import Paragraph
from azkit.library.playbook import Route
from azkit.outputs.findings import finding_object


def draft_json(draft: Draft, lang: Lang, *, gloss: bool) -> str:
    """The draft as one JSON document with a last newline; `gloss` adds the Chinese reading of each paragraph."""
    return json.dumps(draft_object(draft, lang, gloss=gloss), ensure_ascii=False, indent=2) + "\n"


def draft_object(draft: Draft, lang: Lang, *, gloss: bool) -> dict[str, Any]:
    """The draft as plain data."""
    return {
        "schema": 1,
        "playbook": draft.playbook,
        "store": draft.store,
        "today": draft.today.isoformat(),
        "route": {**_route(draft.route, lang), "alternatives": [_route(route, lang) for route in draft.alternatives]},
        "withheld": draft.withheld,
        "letters": [_letter(letter, lang, gloss=gloss, withheld=draft.withheld) for letter in draft.letters],
        "advice": [advice.in_(lang) for advice in draft.advice],
        "checklist": [{"text": item.zh if lang == "zh" else item.en, "proves": item.proves.in_(lang) if item.proves else None} for item in draft.checklist],
        "next": [{"playbook": step.playbook, "why": step.why.in_(lang)} for step in draft.next],
        "clock": _clock(draft.due) if draft.due else None,
        "clocks": [_clock(clock) for clock in draft.clocks],
        "findings": [finding_object(finding, lang) for finding in draft.findings],
        "coverage": [{"part": row.part, "issue": row.issue, "state": row.state, "by": list(row.by)} for row in draft.coverage],
        "facts": dict(draft.facts),
    }


def _route(route: Route, lang: Lang) -> dict[str, Any]:
    return {"id": route.id, "why": route.why.in_(lang), "cost": {"money": route.cost.money, "defect": route.cost.defect, "source": route.cost.source}}


def _letter(letter: DraftedLetter, lang: Lang, *, gloss: bool, withheld: bool) -> dict[str, Any]:
    body = letter.body
    return {
        "id": letter.id,
        "to": letter.to,
        "channel": letter.channel,
        "kind": letter.kind,
        "send": letter.send,
        "where": letter.where.in_(lang) if letter.where else None,
        "subject": letter.subject,
        "body": None if withheld else body,
        "characters": len(body),
        "limit": letter.limit,
        "sections": [] if withheld else [_section(section, gloss=gloss) for section in letter.sections],
    }


def _section(section: DraftedSection, *, gloss: bool) -> dict[str, Any]:
    return {"id": section.id, "body": section.body, "paragraphs": [_paragraph(paragraph, gloss=gloss) for paragraph in section.paragraphs]}


def _paragraph(paragraph: Paragraph, *, gloss: bool) -> dict[str, str]:
    return {"text": paragraph.text, "gloss": paragraph.gloss} if gloss else {"text": paragraph.text}


def _clock(clock: DraftedClock) -> dict[str, Any]:
    return {
        "id": clock.id,
        "answer_by": clock.answer_by.isoformat(),
        "latest": clock.latest.isoformat() if clock.latest else None,
        "from": clock.origin,
        "source": clock.source,
        "checked_on": clock.checked_on,
    }
