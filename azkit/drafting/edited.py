"""A letter that a person has changed by hand: taken as it is, and judged again."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from azkit.drafting.compose import judged_letters
from azkit.drafting.draft import judge_of
from azkit.drafting.model import Draft, DraftedLetter, DraftedSection
from azkit.drafting.reading import reading_of
from azkit.facts.reader import read_facts
from azkit.ground.clock import noon
from azkit.ground.text import sanitised
from azkit.letters.render import Paragraph
from azkit.library.playbook import Playbook
from azkit.rules.case_tests import CASE_TESTS


def edited(playbook: Playbook, draft: Draft, letter_id: str, text: str, history: tuple[str, ...] = ()) -> Draft:
    """The draft with this letter's text in place of azkit's own; `history` are the letters of earlier rounds.

    Nothing in it is masked for the rules any more: a person wrote it. A paragraph that was left as it is keeps its Chinese
    reading. Raises ValueError for a broken character.
    """
    before = next(letter for letter in draft.letters if letter.id == letter_id)
    letter = replace(before, sections=tuple(_sections(before, sanitised(text).strip())))
    judge = judge_of(playbook)
    reading = reading_of(playbook, draft.facts, noon(draft.today), judge)
    facts, _ = read_facts(draft.facts, playbook.vocabulary, reading, playbook.declinable)
    others = [finding for finding in draft.findings if finding.letter != letter_id or playbook.rules[finding.rule].test in CASE_TESTS]
    allowed = {finding.rule for finding in draft.findings if finding.allowed}
    again = judged_letters(judge, [letter], facts.given, draft.today, history)
    found = [replace(finding, allowed=finding.stops and finding.rule in allowed) for finding in again if finding.kind != "advice"]
    letters = tuple(letter if each.id == letter_id else each for each in draft.letters)
    return replace(draft, letters=letters, findings=(*found, *others))


def _sections(before: DraftedLetter, text: str) -> list[DraftedSection]:
    """The text in the sections of the letter, where their headings still stand in it; else as one section."""
    readings = {paragraph.text: paragraph.gloss for section in before.sections for paragraph in section.paragraphs}
    places: list[tuple[int, int, DraftedSection]] = []
    start = 0
    for section in before.sections:
        match: Any = re.compile(rf"^{re.escape(section.heading.en)} *$", re.MULTILINE).search(text, start) if section.heading else None
        if match is None or (not places and text[: match.start()].strip()):
            return [DraftedSection("body", None, _paragraphs(text, readings))]
        places.append((match.start(), match.end(), section))
        start = match.end()
    ends = [place[0] for place in places[1:]] + [len(text)]
    return [replace(section, paragraphs=_paragraphs(text[first:end], readings)) for (_, first, section), end in zip(places, ends, strict=True)]


def _paragraphs(text: str, readings: dict[str, str]) -> tuple[Paragraph, ...]:
    parts = ("\n".join(line.rstrip() for line in part.splitlines()).strip("\n") for part in re.split(r"\n[ \t]*\n", text))
    return tuple(Paragraph(part, readings.get(part, "")) for part in parts if part.strip())
