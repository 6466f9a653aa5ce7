"""The letters of a route, rendered, and what the rules say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from azkit.drafting.model import DraftedLetter, DraftedSection
from azkit.facts.answering import BY_CAUSE, BY_TABLE
from azkit.facts.reading import Reading
from azkit.facts.values import Given, Several
from azkit.ground.say import Text
from azkit.letters.render import render, show
from azkit.library.playbook import Letter, Playbook, Section
from azkit.policy.find import find
from azkit.rules.engine import Judge
from azkit.rules.judged import Finding, JudgedText

_MASK = "\x00"
PARTS = frozenset({*BY_CAUSE, *BY_TABLE})
"""What a demand can ask for."""


def compose(playbook: Playbook, letter: Letter, scope: Mapping[str, Any], reading: Reading) -> DraftedLetter:
    """Render one letter."""
    sections = [drafted for section in letter.sections for drafted in _sections(playbook, section, scope) if drafted.paragraphs]
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


def _sections(playbook: Playbook, section: Section, scope: Mapping[str, Any]) -> Iterator[DraftedSection]:
    """A section, or one for each record under that record's words."""
    if section.each is None:
        answers = (section.id,) if section.id in PARTS else ()
        yield DraftedSection(section.id, section.heading, render(section.template, scope, playbook.composed), answers)
        return
    table, column = section.each
    found = scope.get(table)
    for number, record in enumerate(found.data if isinstance(found, Given) else (), 1):
        words, parts = record.get(column), record.get("part")
        answers = parts.data.values if parts and isinstance(parts.data, Several) else ()
        heading = Text(show(words, "en"), show(words, "zh")) if words else None
        yield DraftedSection(f"{section.id}-{number}", heading, render(section.template, {**scope, "row": record}, playbook.composed), answers, quoted=True)


def judged_letters(judge: Judge, letters: Iterable[DraftedLetter], facts: Mapping[str, Given], today: date | None = None, history: tuple[str, ...] = ()) -> list[Finding]:
    """What the letter rules find beside these facts, this day and the letters of earlier rounds, letter by letter."""
    return [finding for letter in letters for finding in judge.letter(judged_text(letter, facts, today, history), letter.id)]


def judged_text(letter: DraftedLetter, facts: Mapping[str, Given] | None = None, today: date | None = None, history: tuple[str, ...] = ()) -> JudgedText:
    """The letter as the rules see it: entered names and quotes are masked, places keep their numbers."""
    body = letter.body
    masked: list[str] = []
    seen = place = 0
    sections = []

    def mask(start: int, end: int) -> None:
        nonlocal seen
        masked.extend((body[seen:start], _MASK * (end - start)))
        seen = end

    for section in letter.sections:
        heading = section.heading.en if section.heading else ""
        if section.quoted:
            above = body.index(heading, place)
            mask(above, above + len(heading))
        place = body.index(section.body, place + len(heading))
        start = place
        for paragraph in section.paragraphs:
            for first, last in paragraph.entered:
                mask(place + first, place + last)
            place += len(paragraph.text) + 2
        place -= 2
        sections.append((section.answers[0] if len(section.answers) == 1 else section.id, start, place))
    return JudgedText(body, "".join([*masked, body[seen:]]), letter.kind, tuple(sections), letter.limit, facts, today, history)
