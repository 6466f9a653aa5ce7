"""A draft is written where it was wished, and a person is told what surrounds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from azkit.cli.call import PAPER, Call
from azkit.cli.streams import put, somebody_reads, tell_all
from azkit.drafting.model import Draft, DraftedLetter
from azkit.ground.clock import zone
from azkit.ground.faults import usage
from azkit.ground.plain_yaml import facts_yaml
from azkit.ground.say import Lang, say
from azkit.outputs import draft_text, targets
from azkit.outputs.draft_json import draft_json
from azkit.rules.judged import Finding

if TYPE_CHECKING:
    from azkit.facts.profiles import Profile

WITHHELD = 4


def selected(call: Call, result: Draft) -> Draft:
    """The draft with only the letters and sections that were asked for."""
    written = [letter.id for letter in result.letters]
    for letter in call.letters:
        if letter not in written:
            known = ", ".join(written) or say("doors.nothing")
            raise usage("--letter", say("doors.letter-not-written", route=result.route.id, known=known))
    letters = tuple(letter for letter in result.letters if not call.letters or letter.id in call.letters)
    if call.sections:
        letters = tuple(_only(letter, call.sections) for letter in letters)
        letters = tuple(letter for letter in letters if letter.sections)
        if result.letters and not letters:
            known = ", ".join(section.id for letter in result.letters for section in letter.sections)
            raise usage("--section", say("doors.no-section", known=known))
    kept = {letter.id for letter in letters}
    findings = tuple(finding for finding in result.findings if _concerns(finding, kept, call.sections))
    return replace(result, letters=letters, findings=findings)


def _concerns(finding: Finding, letters: set[str], sections: list[str]) -> bool:
    """Whether a finding is about what was asked for, or about the case as a whole."""
    if finding.letter is None:
        return True
    return finding.letter in letters and (not sections or not finding.section or finding.section in sections)


def _only(letter: DraftedLetter, sections: list[str]) -> DraftedLetter:
    chosen = tuple(replace(section, heading=None) for section in letter.sections if section.id in sections)
    return replace(letter, sections=chosen)


def told(call: Call, result: Draft, now: datetime, lang: Lang, profile: Profile | None) -> int:
    """Deliver the draft, and tell a person what surrounds it (a program that reads faults is told nothing else)."""
    printed = printed_letters(call, result)
    if call.form != "json" and call.errors != "json":
        here = zone(profile.zone) if profile and profile.zone else None
        tell_all(draft_text.around(result, printed, now, lang, here))
        if result.withheld and somebody_reads():
            tell_all(draft_text.withheld(result, lang))
    code = deliver(call, result, lang)
    if call.gloss and call.form == "text" and call.errors != "json" and not result.withheld:
        tell_all(draft_text.reading(printed, lang))
    return code


def deliver(call: Call, result: Draft, lang: Lang, *, shown: bool = False) -> int:
    """Write the draft where it was wished; out: the exit code. Letters that were `shown` on the screen are not printed there again."""
    written = _write(call, result, printed_letters(call, result), lang, shown=shown)
    if call.form != "json" and call.errors != "json":
        tell_all(say("doors.written", path=path).in_(lang) for path in written)
    return WITHHELD if result.withheld else 0


def printed_letters(call: Call, result: Draft) -> tuple[DraftedLetter, ...]:
    """The letters that are printed: those that go out now, or those that were asked for by name."""
    return tuple(letter for letter in result.letters if call.letters or letter.send == "now")


def _write(call: Call, result: Draft, printed: tuple[DraftedLetter, ...], lang: Lang, *, shown: bool) -> list[Path]:
    """Write the result and the facts, and return the files that were written; a withheld letter goes nowhere, JSON always goes."""
    files: dict[Path, str | bytes] = {Path(call.save_facts): facts_yaml(dict(result.facts))} if call.save_facts else {}
    text = ""
    if call.form in PAPER:
        if printed and not result.withheld:
            files |= targets.paper_files(result, printed, call.output, call.form, gloss=bool(call.gloss))
    elif call.form == "json" or (printed and not result.withheld):
        text = draft_json(result, lang, gloss=bool(call.gloss)) if call.form == "json" else draft_text.letters_text(printed)
    if text and call.output != "-":
        files |= _files(call, result, printed, text)
    targets.write_all(files, force=call.force)
    if text and call.output == "-" and not (shown and call.form == "text"):
        put(text)
    return list(files)


def _files(call: Call, result: Draft, printed: tuple[DraftedLetter, ...], text: str) -> Mapping[Path, str]:
    """The files that a result goes to."""
    target = Path(call.output)
    if not targets.is_folder(call.output):
        return {target: text}
    return targets.json_file(result, text, target) if call.form == "json" else targets.letter_files(result, printed, target)
