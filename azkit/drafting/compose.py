"""The letters of a route, rendered, and what the rules say of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from azkit.drafting.model import DraftedLetter, DraftedSection
from azkit.facts.reading import Reading
from azkit.facts.values import Given
from azkit.letters.render import render
from azkit.library.playbook import Letter, Playbook
from azkit.policy.find import find
from azkit.rules.engine import Judge
from azkit.rules.judged import Finding, JudgedText

_MASK = "\x00"


def compose(playbook: Playbook, letter: Letter, scope: Mapping[str, Any], reading: Reading) -> DraftedLetter:
    """Render one letter."""
    sections = []
    for section in letter.sections:
        paragraphs = render(section.template, scope, playbook.composed)
        if paragraphs:
            sections.append(DraftedSection(section.id, section.heading, paragraphs))
    subject = render(letter.subject, scope, {}) if letter.subject else ()
    value = find(letter.channel.values, reading.store.id if reading.store else "", reading.today)
    return DraftedLetter(
        id=letter.id,
        to=letter.to,
        channel=letter.channel_id,
        kind=letter.channel.kind,
        send=letter.send,
        where=value.where if value else None,
        attachments=value.attachments if value else "unknown",
        note=value.note if value else None,
        subject=subject[0].text if subject else None,
        limit=value.limit if value else None,
        sections=tuple(sections),
    )


def judged_letters(judge: Judge, letters: Iterable[DraftedLetter], facts: Mapping[str, Given], today: date | None = None, history: tuple[str, ...] = ()) -> list[Finding]:
    """What the letter rules find beside these facts, this day and the letters of earlier rounds, letter by letter."""
    return [finding for letter in letters for finding in judge.letter(judged_text(letter, facts, today, history), letter.id)]


def judged_text(letter: DraftedLetter, facts: Mapping[str, Given] | None = None, today: date | None = None, history: tuple[str, ...] = ()) -> JudgedText:
    """The letter as the rules see it: entered names and quotes are masked, places keep their numbers."""
    body = letter.body
    masked = list(body)
    sections = []
    place = 0
    for section in letter.sections:
        place = body.index(section.body, place + (len(section.heading.en) if section.heading else 0))
        start = place
        for paragraph in section.paragraphs:
            for first, last in paragraph.entered:
                masked[place + first : place + last] = _MASK * (last - first)
            place += len(paragraph.text) + 2
        place -= 2
        sections.append((section.id, start, place))
    return JudgedText(body, "".join(masked), letter.kind, tuple(sections), letter.limit, facts, today, history)
