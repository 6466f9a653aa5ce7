"""What `respond` and `appeal` share: from the options of a call to one draft, written where it was wished."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from azkit.cli.given_facts import GivenFacts, gather
from azkit.cli.language import chosen_language
from azkit.cli.options import now_of, one_of, overlay_folders
from azkit.cli.streams import put, somebody_reads, tell
from azkit.drafting import Draft, Faults, draft
from azkit.drafting.model import DraftedLetter
from azkit.ground.faults import Refused, usage
from azkit.ground.say import Lang, say
from azkit.ground.text import nearest
from azkit.library.load import Library, load
from azkit.library.playbook import Playbook
from azkit.library.snapshot import linked
from azkit.outputs import draft_text, facts_file, targets
from azkit.outputs.draft_json import draft_json

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
    lang = chosen_language(call.lang, for_machines=call.form == "json")
    now = now_of(call.today)
    library = load(overlay_folders(call.overlays))
    playbook = open_playbook(library, call)
    _known(call, playbook)
    given = gather(call.facts, call.sets)
    _refuse_early(call)
    result = draft(playbook, given.facts, now, frozenset(call.allowed))
    if isinstance(result, Faults):
        _save_readable(call, given, result)
        raise Refused(given.placed(fault) for fault in result.faults)
    return _deliver(call, _selected(call, result), now, lang)


def open_playbook(library: Library, call: Call) -> Playbook:
    """The linked playbook of a call. Raises Refused: no name, an unknown one, or one that belongs to the other door."""
    mine = sorted(name for name, path in library.paths.items() if DOORS[path.parent.name] == call.door)
    if not call.playbook:
        raise usage("PLAYBOOK", say("doors.which-playbook", known=", ".join(mine)))
    path = library.paths.get(call.playbook)
    if path is not None and DOORS[path.parent.name] != call.door:
        raise usage("PLAYBOOK", say("doors.wrong-door", playbook=call.playbook, door=DOORS[path.parent.name]))
    playbook = linked(library, call.playbook)
    for words in library.replaced:
        tell(words.in_("en"))
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
        targets.write_all({Path(call.save_facts): facts_file.facts_yaml(given.facts)}, force=call.force)


def _selected(call: Call, result: Draft) -> Draft:
    """The draft with only the letters and sections that were asked for."""
    written = [letter.id for letter in result.letters]
    for letter in call.letters:
        if letter not in written and result.letters:
            raise usage("--letter", say("doors.letter-not-written", route=result.route.id, known=", ".join(written)))
    letters = tuple(letter for letter in result.letters if not call.letters or letter.id in call.letters)
    if call.sections:
        letters = tuple(_only(letter, call.sections) for letter in letters)
        letters = tuple(letter for letter in letters if letter.sections)
        if result.letters and not letters:
            known = ", ".join(section.id for letter in result.letters for section in letter.sections)
            raise usage("--section", say("doors.no-section", known=known))
    kept = {letter.id for letter in letters}
    findings = tuple(finding for finding in result.findings if finding.letter is None or finding.letter in kept)
    return replace(result, letters=letters, findings=findings)


def _only(letter: DraftedLetter, sections: list[str]) -> DraftedLetter:
    chosen = tuple(replace(section, heading=None) for section in letter.sections if section.id in sections)
    return replace(letter, sections=chosen)


def _deliver(call: Call, result: Draft, now: datetime, lang: Lang) -> int:
    """Write the draft where it was wished, and tell a person what surrounds it."""
    if call.save_facts:
        targets.write_all({Path(call.save_facts): facts_file.facts_yaml(dict(result.facts))}, force=call.force)
    printed = tuple(letter for letter in result.letters if call.letters or letter.send == "now")
    if call.form == "json":
        _write_json(call, result, lang)
    else:
        for line in draft_text.around(result, printed, now, lang):
            tell(line)
        if result.withheld and somebody_reads():
            for line in draft_text.withheld(result, lang):
                tell(line)
        if not result.withheld:
            _write_text(call, result, printed)
            for line in draft_text.reading(printed, lang) if call.gloss else ():
                tell(line)
    return WITHHELD if result.withheld else 0


def _write_json(call: Call, result: Draft, lang: Lang) -> None:
    text = draft_json(result, lang, gloss=bool(call.gloss))
    if call.output == "-":
        put(text)
    elif targets.is_folder(call.output):
        targets.write_all(targets.json_file(result, text, Path(call.output)), force=call.force)
    else:
        targets.write_all({Path(call.output): text}, force=call.force)


def _write_text(call: Call, result: Draft, printed: tuple[DraftedLetter, ...]) -> None:
    if not printed:
        return
    if call.output == "-":
        tell()
        put(draft_text.letters_text(printed))
    elif targets.is_folder(call.output):
        targets.write_all(targets.letter_files(result, printed, Path(call.output)), force=call.force)
    else:
        targets.write_all({Path(call.output): draft_text.letters_text(printed)}, force=call.force)
