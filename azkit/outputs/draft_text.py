"""A draft as text: the letters for stdout, everything around them for a person at stderr."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from azkit.drafting.model import Draft, DraftedClock, DraftedLetter
from azkit.ground.say import Lang, headed, plain, say
from azkit.outputs.coverage_table import coverage_lines
from azkit.outputs.findings import finding_words, marked_lines
from azkit.rules.judged import Finding


def letters_text(letters: tuple[DraftedLetter, ...]) -> str:
    """The letters as they go out: one alone is its body; several stand each after a line that names it. Ends in one newline."""
    if len(letters) == 1:
        return letters[0].body + "\n"
    return "\n".join(f"--- {letter.id} (to {letter.to}) ---\n{letter.body}\n" for letter in letters)


def around(draft: Draft, printed: tuple[DraftedLetter, ...], now: datetime, lang: Lang, here: tzinfo | None = None) -> Iterator[str]:
    """The lines for a person: route and price, clocks, where to paste what, findings, advice, checklist, next."""
    for head, lines in blocks(draft, printed, now, lang, here):
        if head:
            yield headed(head, lang)
        yield from (f"  {line}" if head else line for line in lines)


def blocks(draft: Draft, printed: tuple[DraftedLetter, ...], now: datetime, lang: Lang, here: tzinfo | None = None) -> Iterator[tuple[str, list[str]]]:
    """What `around` says, as heads with their lines. `here` is the person's own time zone; None: that of the machine."""
    items = [(plain(item.zh if lang == "zh" else item.en), item.proves) for item in draft.checklist]
    found = {
        "route": [draft.route.why.in_(lang)],
        "cost": [draft.route.cost.words.in_(lang)],
        "instead": [say("doors.instead", id=route.id, why=route.why, cost=route.cost.words).in_(lang) for route in draft.alternatives],
        "clock": [_clock(clock, now, lang, here) for clock in draft.clocks],
        "letters": [] if draft.withheld else [line for letter in draft.letters for line in _letter(letter, printed, lang)],
        "coverage": coverage_lines(draft.coverage, lang) if draft.letters else [],
        "findings": [finding_line(finding, lang) for finding in draft.findings],
        "advice": [advice.in_(lang) for advice in draft.advice],
        "checklist": [say("doors.proves", text=text, proves=proves).in_(lang) if proves else text.en for text, proves in items],
        "next": [f"{step.playbook}: {step.why.in_(lang)}" for step in draft.next],
    }
    yield from ((say(f"doors.head-{name}").in_(lang), lines) for name, lines in found.items() if lines)
    if not draft.letters:
        yield "", [say("doors.no-letter-now").in_(lang)]


def reading(letters: tuple[DraftedLetter, ...], lang: Lang) -> Iterator[str]:
    """The Chinese reading of letters, paragraph by paragraph."""
    for letter in letters:
        yield f"--- {letter.id} · {say('doors.head-reading').in_(lang)} ---"
        for section in letter.sections:
            if section.heading:
                yield section.heading.zh + "\n"
            yield "\n\n".join(paragraph.gloss for paragraph in section.paragraphs) + "\n"


def withheld(draft: Draft, lang: Lang) -> Iterator[str]:
    """The letters that may not leave, for a person's eyes, their findings marked."""
    for letter in draft.letters:
        yield f"--- {say('doors.head-withheld').in_(lang)}: {letter.id} (to {letter.to}) ---"
        yield from marked_lines(letter.body, [finding for finding in draft.findings if finding.letter == letter.id], lang)


def _letter(letter: DraftedLetter, printed: tuple[DraftedLetter, ...], lang: Lang) -> Iterator[str]:
    to = say(f"doors.to-{letter.to}")
    if letter not in printed:
        yield say("doors.letter-later", id=letter.id, to=to, send=letter.send).in_(lang)
        return
    count = "doors.letter-limit" if letter.limit else "doors.letter-count"
    limit = say(count, characters=len(letter.body), limit=letter.limit)
    yield say("doors.letter-now", id=letter.id, to=to, where=letter.where or plain(letter.channel), limit=limit).in_(lang)
    if len(letter.sections) > 1:
        most = f"/{letter.limit}" if letter.limit else ""
        yield "  " + say("doors.sections", counts=", ".join(f"{each.id} {len(each.body)}{most}" for each in letter.sections)).in_(lang)
    if letter.subject:
        yield "  " + say("doors.subject", subject=letter.subject).in_(lang)
    if letter.attachments != "unknown":
        yield "  " + say(f"doors.attachments-{letter.attachments}").in_(lang)
    if letter.note:
        yield "  " + letter.note.in_(lang)


def finding_line(finding: Finding, lang: Lang) -> str:
    """One finding in one line: what, where, why, and what to write instead."""
    place = say("doors.finding-place", letter=finding.letter, line=finding.line, words=finding.words) if finding.line else None
    return finding_words(finding, lang, place)


def _clock(clock: DraftedClock, now: datetime, lang: Lang, zone: tzinfo | None) -> str:
    here = clock.answer_by.astimezone(zone)
    times = {"at": f"{clock.answer_by:%Y-%m-%d %H:%M}", "zone": clock.answer_by.tzname() or "", "here": f"{here:%Y-%m-%d %H:%M %Z}"}
    if clock.means != "due":
        return say(f"doors.clock-{clock.means}", title=clock.title, **times).in_(lang)
    words = say("doors.clock", title=clock.title, left=_left(clock.answer_by - now), **times)
    if clock.latest is None:
        return words.in_(lang)
    return words.in_(lang) + say("doors.clock-latest", at=f"{clock.latest:%Y-%m-%d %H:%M}").in_(lang)


def _left(left: timedelta) -> object:
    if left < timedelta(0):
        return say("doors.clock-passed")
    hours = int(left.total_seconds() // 3600)
    return say("doors.clock-left", hours=hours) if hours < 96 else say("doors.clock-left-days", days=hours // 24)
