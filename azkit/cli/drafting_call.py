"""A call with its playbook: facts are gathered, and either drafted from or asked for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from azkit.cli.call import DOORS, Call
from azkit.cli.evidence_files import looked_at
from azkit.cli.given_facts import GivenFacts, gather
from azkit.cli.language import chosen_language
from azkit.cli.streams import tell
from azkit.cli.values import overlay_folders
from azkit.ground.faults import Refused, usage
from azkit.ground.nearest import no_such
from azkit.ground.say import say
from azkit.library.load import Library, load
from azkit.library.playbook import Playbook
from azkit.library.snapshot import linked
from azkit.outputs import targets

if TYPE_CHECKING:
    from azkit.cli.casing import Casework
    from azkit.cli.noticing import Noticed
    from azkit.drafting.model import Draft, Faults
    from azkit.facts.profiles import Profile
    from azkit.ground.documents import Document


def carry_out(call: Call, now: datetime, profile: Profile | None, places: Document | None, noticed: Noticed | None = None, work: Casework | None = None) -> int:
    """Draft, or ask first where somebody can be asked and something is missing; out: the exit code. Raises Refused, FileTrouble, KeyboardInterrupt."""
    playbook = open_playbook(load(overlay_folders(call.overlays)), call)
    _known(call, playbook)
    _refuse_early(call)
    lang = chosen_language(call.lang, for_machines=call.form == "json")
    given = _gathered(call, playbook, places, noticed, work)
    if work:
        work.tell_before(call, playbook, lang)
        if route := work.end(playbook):
            from azkit.cli.delivery import told
            from azkit.drafting.draft import verdict

            return told(call, verdict(playbook, given.facts, now, route), now, lang, profile)
    if noticed and call.errors != "json":
        from azkit.cli.noticing import tell_taken

        tell_taken(noticed, playbook, chosen_language(call.lang, for_machines=not call.asks))
    asks_at_once = call.asks and (noticed or call.reply or not given.facts)
    result = None if asks_at_once else _draft(call, playbook, given, now, work)
    if result is None or (call.asks and _is_for_an_interview(call, result)):
        from azkit.cli.interviewing import interviewed

        return interviewed(call, playbook, given.facts, now, profile, work)
    from azkit.cli.delivery import selected, told
    from azkit.drafting.model import Faults

    if isinstance(result, Faults):
        _save_readable(call, given, result)
        raise Refused(given.placed(fault) for fault in result.faults)
    chosen = selected(call, result)
    if work:
        work.tell_after(call, playbook, result, lang)
    code = told(call, chosen, now, lang, profile)
    if work:  # a round is one whose letter was delivered
        work.keep_round(playbook, result)
    return code


def _gathered(call: Call, playbook: Playbook, places: Document | None, noticed: Noticed | None, work: Casework | None) -> GivenFacts:
    """The facts of the profile, of the case or the notice, of the files and of `--set`; later wins. Raises Refused, FileTrouble."""
    if work:
        work.take(playbook, noticed)
    known = work.document(playbook) if work else noticed.document(playbook) if noticed else None
    given = gather(call.facts, call.sets, [each for each in (places, known) if each])
    if work:
        work.add_rows(given, playbook)
    return given


def _draft(call: Call, playbook: Playbook, given: GivenFacts, now: datetime, work: Casework | None) -> Draft | Faults:
    from azkit.drafting.draft import draft

    history = work.history(playbook) if work else ()
    return draft(playbook, given.facts, now, history, frozenset(call.allowed), looked_at(given.facts))


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
    found = [section for letter in playbook.letters.values() for section in letter.sections]
    sections = list(dict.fromkeys(f"{section.id}-1" if section.each else section.id for section in found))
    repeated = {section.id for section in found if section.each}
    for section in call.sections:
        if section not in sections and section.rpartition("-")[0] not in repeated:  # how many there are the draft will tell
            raise usage("--section", say("doors.no-section", known=", ".join(sections)))
    for rule in call.allowed:
        if rule not in playbook.rules:
            raise usage("--allow", no_such("doors.no-rule", rule, playbook.rules))


def _refuse_early(call: Call) -> None:
    """A target that is taken is said before any work is done."""
    paths = [Path(call.save_facts)] if call.save_facts else []
    if call.output != "-" and not targets.is_folder(call.output):
        paths.append(Path(call.output))
    targets.refuse_taken(paths, force=call.force)


def _is_for_an_interview(call: Call, result: Draft | Faults) -> bool:
    """Whether questions can help: something is missing and nothing wrong was given, or an interview that was left is taken up again."""
    from azkit.drafting.model import Faults

    faults = result.faults if isinstance(result, Faults) else ()
    if faults and all(fault.kind == "missing" for fault in faults):
        return True
    if len(call.facts) != 1 or call.facts == ["-"] or any(fault.reason == "unknown" for fault in faults):
        return False
    from azkit.interview.keeping import keeper_of

    return keeper_of(Path(call.facts[0])) is not None


def _save_readable(call: Call, given: GivenFacts, faults: Faults) -> None:
    """Nothing that was given is lost: `--save-facts` keeps it even when the draft fails for what is missing."""
    if call.save_facts and all(fault.kind == "missing" for fault in faults.faults):
        from azkit.ground.plain_yaml import facts_yaml

        targets.write_all({Path(call.save_facts): facts_yaml(given.facts)}, force=call.force)
