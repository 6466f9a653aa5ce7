"""The interview behind `respond` and `appeal` at a terminal: from the first question to letters that were written where they were wished."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from azkit.cli.asking import asker_for, language_of_person
from azkit.cli.call import Call
from azkit.cli.evidence_files import looked_at
from azkit.cli.language import chosen_language
from azkit.cli.profiles_file import profiles_at_hand
from azkit.cli.streams import take_leave, tell
from azkit.facts.answering import ANSWERS
from azkit.ground.clock import zone
from azkit.ground.documents import Plain
from azkit.ground.faults import Refused
from azkit.ground.say import Lang, say
from azkit.interview.conversation import Conversation
from azkit.interview.engine import begun
from azkit.interview.keeping import Keeper, keeper_of, new_keeper
from azkit.interview.log import Log
from azkit.interview.profile_offer import Offer
from azkit.interview.question import Done
from azkit.library.playbook import Playbook

if TYPE_CHECKING:
    from azkit.cli.after_letters import AfterLetters
    from azkit.cli.casing import Casework
    from azkit.drafting.model import Draft
    from azkit.facts.profiles import Profile


def interviewed(call: Call, playbook: Playbook, facts: Mapping[str, Plain], now: datetime, profile: Profile | None, work: Casework | None = None) -> int:
    """Ask for what is missing, show the letters, and write them; out: the exit code.

    Raises KeyboardInterrupt when the person leaves; what was answered is kept, and the line that goes on from there is told.
    """
    kept = keeper_of(Path(call.facts[0])) if len(call.facts) == 1 else None
    lang = language_of_person(call.lang)
    offered = {} if call.profile else profiles_at_hand()
    offer = Offer({name: each.facts for name, each in offered.items()})
    session = _Session(call, playbook, now, lang, kept or new_keeper(playbook.id, now), offered | ({call.profile: profile} if profile else {}), work)
    session.conversation = Conversation(playbook, now, asker_for(lang), session.keep, offer)
    if not call.greeted:
        session.conversation.asker.tell([say("interview.welcome")])
    try:
        return session.run(begun(playbook, facts, open_tables=kept is not None, more=ANSWERS if call.reply else ()))
    except KeyboardInterrupt:
        take_leave()
        session.say_how_to_go_on()
        raise


@dataclass(slots=True)
class _Session:
    """One interview with its kept file."""

    call: Call
    playbook: Playbook
    now: datetime
    lang: Lang
    keeper: Keeper
    profiles: Mapping[str, Profile]
    work: Casework | None = None
    conversation: Conversation = field(init=False)

    def keep(self, log: Log) -> None:
        """Keep the log; the first time that it cannot be kept, say so."""
        before = self.keeper.trouble
        self.keeper.keep(log)
        if self.keeper.trouble and not before:
            self.conversation.asker.tell([say("interview.not-kept", why=self.keeper.trouble)])

    def run(self, log: Log) -> int:
        """Ask, show, and begin anew where the person changes an answer; at the end write the letters and drop what was kept."""
        edits: dict[str, tuple[str, str]] = {}
        while True:
            log, done = self.conversation.run(log)
            menu = self._menu(self._drafted(done), edits)
            if menu.run() == "done":
                return self._finish(menu.draft)
            edits = menu.edits
            log = self.conversation.change(log, done.stopped or menu.draft.route)

    def _menu(self, result: Draft, edits: dict[str, tuple[str, str]]) -> AfterLetters:
        from azkit.cli.after_letters import AfterLetters

        return AfterLetters(self.playbook, result, self.now, self.lang, self.conversation.asker, self._here(result), bool(self.call.gloss), edits, self._history())

    def _finish(self, result: Draft) -> int:
        from azkit.cli.delivery import deliver

        machine = chosen_language(self.call.lang, for_machines=self.call.form == "json")
        code = deliver(self.call, result, machine, shown=sys.stdout is not None and sys.stdout.isatty())
        if self.work:  # a round is one whose letter was delivered
            self.work.keep_round(self.playbook, result)
        self.keeper.drop()
        return code

    def say_how_to_go_on(self) -> None:
        """Tell the one line that goes on from what was kept."""
        if self.keeper.kept and self.keeper.path:
            tell("")
            tell(say("interview.kept").in_(self.lang))
            tell("  " + command_line(self.call, self.keeper.path))

    def _here(self, result: Draft) -> tzinfo | None:
        """The person's own time zone: that of the profile whose store this is."""
        zones = [profile.zone for profile in self.profiles.values() if profile.zone and profile.facts.get("store") in (None, result.store)]
        return zone(zones[0]) if zones else None

    def _history(self) -> tuple[str, ...]:
        return self.work.history(self.playbook) if self.work else ()

    def _drafted(self, done: Done) -> Draft:
        from azkit.cli.delivery import selected
        from azkit.drafting.draft import draft, verdict
        from azkit.drafting.model import Faults

        if done.stopped is not None:
            return verdict(self.playbook, done.facts, self.now, done.stopped)
        result = draft(self.playbook, done.facts, self.now, self._history(), frozenset(self.call.allowed), looked_at(done.facts))
        if isinstance(result, Faults):
            raise Refused(result.faults)
        return selected(self.call, result)


def command_line(call: Call, kept: Path) -> str:
    """The line that goes on with an interview: the same call with the kept facts in place of those it was given."""
    parts = ["azkit", call.door, call.playbook or "", "--facts", str(kept)]
    for option, values in (("--letter", call.letters), ("--section", call.sections), ("--allow", call.allowed), ("--playbooks", call.overlays or [])):
        parts.extend(part for value in values for part in (option, str(value)))
    named = {"--profile": call.profile, "--case": call.case, "--lang": call.lang, "--today": call.today, "--gloss": call.gloss, "--save-facts": call.save_facts}
    for option, value in named.items():
        parts.extend((option, value) if value else ())
    parts.extend(("--output", call.output) if call.output != "-" else ())
    parts.extend(("--format", call.form) if call.form != "text" else ())
    parts.extend(("--force",) if call.force else ())
    return shlex.join(parts)
