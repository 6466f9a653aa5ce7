"""What `respond` and `appeal` share: from the options of a call to one draft, written where it was wished."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from azkit.cli.given_facts import GivenFacts, gather
from azkit.cli.language import chosen_language, spoken
from azkit.cli.options import now_of, one_of, overlay_folders
from azkit.cli.streams import put, somebody_answers, somebody_reads, tell
from azkit.drafting import Draft, Faults, draft
from azkit.drafting.model import DraftedLetter
from azkit.facts.profiles import Profile
from azkit.ground.clock import zone
from azkit.ground.documents import Document
from azkit.ground.faults import Refused, usage
from azkit.ground.plain_yaml import facts_yaml
from azkit.ground.say import Lang, say
from azkit.ground.text import nearest
from azkit.library.load import Library, load
from azkit.library.playbook import Playbook
from azkit.library.snapshot import linked
from azkit.outputs import draft_text, targets
from azkit.outputs.draft_json import draft_json
from azkit.rules.judged import Finding

DOORS = {"claims": "respond", "messages": "respond", "appeals": "appeal"}
"""The command that drafts a family."""

WITHHELD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of `respond` or `appeal`, as typed."""

    door: str
    playbook: str | None
    facts: list[str]
    sets: list[str]
    letters: list[str]
    sections: list[str]
    allowed: list[str]
    output: str
    form: str
    save_facts: str
    profile: str
    asks: bool
    lang: str | None
    gloss: str
    overlays: list[Path] | None
    today: str
    force: bool
    errors: str


def perform(call: Call) -> int:
    """Carry out a call and return its exit code. Raises Refused and FileTrouble."""
    one_of("--format", call.form, ("text", "json"))
    one_of("--errors", call.errors, ("", "json", "text"))
    one_of("--gloss", call.gloss, ("", "zh"))
    now = now_of(call.today)
    profile, places = _profile(call)
    call = replace(call, lang=call.lang or spoken(profile.lang if profile else None))
    lang = chosen_language(call.lang, for_machines=call.form == "json")
    asks = call.asks and call.errors != "json" and somebody_answers()
    if asks and not call.playbook:
        from azkit.cli.triaging import triaged

        call = triaged(call, now)
    playbook = open_playbook(load(overlay_folders(call.overlays)), call)
    _known(call, playbook)
    given = gather(call.facts, call.sets, places)
    _refuse_early(call)
    result = draft(playbook, given.facts, now, frozenset(call.allowed))
    if asks and _is_for_an_interview(call, result):
        from azkit.cli.interviewing import interviewed

        return interviewed(call, playbook, given.facts, now, profile)
    if isinstance(result, Faults):
        _save_readable(call, given, result)
        raise Refused(given.placed(fault) for fault in result.faults)
    return _told(call, selected(call, result), now, lang, profile)


def _profile(call: Call) -> tuple[Profile | None, Document | None]:
    """The profile that the call names, and where its facts stand."""
    if not call.profile:
        return None, None
    from azkit.cli.profiles_file import named_profile

    return named_profile(call.profile)


def _is_for_an_interview(call: Call, result: Draft | Faults) -> bool:
    """Whether questions can help: something is missing and nothing wrong was given, or an interview that was left is taken up again."""
    if isinstance(result, Faults) and all(fault.kind == "missing" for fault in result.faults):
        return True
    if len(call.facts) != 1 or call.facts == ["-"]:
        return False
    from azkit.interview.keeping import keeper_of

    return keeper_of(Path(call.facts[0])) is not None


def open_playbook(library: Library, call: Call) -> Playbook:
    """The linked playbook of a call. Raises Refused: no name, an unknown one, or one that belongs to the other door."""
    mine = sorted(name for name, path in library.paths.items() if DOORS[path.parent.name] == call.door)
    if not call.playbook:
        raise usage("PLAYBOOK", say("doors.which-playbook", known=", ".join(mine)))
    path = library.paths.get(call.playbook)
    if path is not None and DOORS[path.parent.name] != call.door:
        raise usage("PLAYBOOK", say("doors.wrong-door", playbook=call.playbook, door=DOORS[path.parent.name]))
    playbook = linked(library, call.playbook)
    if call.playbook in library.replaced and call.errors != "json":
        tell(library.replaced[call.playbook].in_(chosen_language(call.lang, for_machines=False)))
    return playbook


def _known(call: Call, playbook: Playbook) -> None:
    """Letters, sections and rules that are named must exist."""
    for letter in call.letters:
        if letter not in playbook.letters:
            raise usage("--letter", say("doors.no-letter", playbook=playbook.id, known=", ".join(playbook.letters)))
    sections = list(dict.fromkeys(section.id for letter in playbook.letters.values() for section in letter.sections))
    for section in call.sections:
        if section not in sections:
            raise usage("--section", say("doors.no-section", known=", ".join(sections)))
    for rule in call.allowed:
        if rule not in playbook.rules:
            guess = nearest(rule, playbook.rules)
            raise usage("--allow", say("doors.no-rule-near", guess=guess) if guess else say("doors.no-rule", known=", ".join(playbook.rules)))


def _refuse_early(call: Call) -> None:
    """A target that is taken is said before any work is done."""
    paths = [Path(call.save_facts)] if call.save_facts else []
    if call.output != "-" and not targets.is_folder(call.output):
        paths.append(Path(call.output))
    targets.refuse_taken(paths, force=call.force)


def _save_readable(call: Call, given: GivenFacts, faults: Faults) -> None:
    """Nothing that was given is lost: `--save-facts` keeps it even when the draft fails for what is missing."""
    if call.save_facts and all(fault.kind == "missing" for fault in faults.faults):
        targets.write_all({Path(call.save_facts): facts_yaml(given.facts)}, force=call.force)


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


def _told(call: Call, result: Draft, now: datetime, lang: Lang, profile: Profile | None) -> int:
    """Deliver the draft, and tell a person what surrounds it (a program that reads faults is told nothing else)."""
    printed = printed_letters(call, result)
    if call.form == "text" and call.errors != "json":
        here = zone(profile.zone) if profile and profile.zone else None
        _tell_all(draft_text.around(result, printed, now, lang, here))
        if result.withheld and somebody_reads():
            _tell_all(draft_text.withheld(result, lang))
    code = deliver(call, result, lang)
    if call.gloss and call.form == "text" and not result.withheld:
        _tell_all(draft_text.reading(printed, lang))
    return code


def deliver(call: Call, result: Draft, lang: Lang, *, shown: bool = False) -> int:
    """Write the draft where it was wished; out: the exit code. Letters that were `shown` on the screen are not printed there again."""
    written = _write(call, result, printed_letters(call, result), lang, shown=shown)
    if call.form == "text" and call.errors != "json":
        _tell_all(say("doors.written", path=path).in_(lang) for path in written)
    return WITHHELD if result.withheld else 0


def printed_letters(call: Call, result: Draft) -> tuple[DraftedLetter, ...]:
    """The letters that are printed: those that go out now, or those that were asked for by name."""
    return tuple(letter for letter in result.letters if call.letters or letter.send == "now")


def _tell_all(lines: Iterable[str]) -> None:
    for line in lines:
        tell(line)


def _write(call: Call, result: Draft, printed: tuple[DraftedLetter, ...], lang: Lang, *, shown: bool) -> list[Path]:
    """Write the result and the facts, and return the files that were written; a withheld letter goes nowhere, JSON always goes."""
    files = {Path(call.save_facts): facts_yaml(dict(result.facts))} if call.save_facts else {}
    text = ""
    if call.form == "json" or (printed and not result.withheld):
        text = draft_json(result, lang, gloss=bool(call.gloss)) if call.form == "json" else draft_text.letters_text(printed)
    if text and call.output != "-":
        files |= _files(call, result, printed, text)
    targets.write_all(files, force=call.force)
    if text and call.output == "-" and not (shown and call.form == "text"):
        put(text)
    return list(files)


def _files(call: Call, result: Draft, printed: tuple[DraftedLetter, ...], text: str) -> dict[Path, str]:
    """The files that a result goes to."""
    target = Path(call.output)
    if not targets.is_folder(call.output):
        return {target: text}
    return targets.json_file(result, text, target) if call.form == "json" else targets.letter_files(result, printed, target)
