"""`--case` and `--reply`: a call that begins or goes on with a case."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from azkit.cases.ending import ending
from azkit.cases.heard import ENDS, heard
from azkit.cases.keeping import CaseFile, opened
from azkit.cases.merging import merged_into
from azkit.cases.model import Case
from azkit.cases.rounds import facts_of, history, letters_of, newest_reply, round_due, with_heard, with_round
from azkit.cases.telling import news_lines, reply_lines
from azkit.cli.call import Call
from azkit.cli.given_facts import GivenFacts
from azkit.cli.noticing import Noticed, read_named
from azkit.cli.streams import tell, tell_all
from azkit.drafting.model import Draft
from azkit.ground.clock import zone
from azkit.ground.documents import Document
from azkit.ground.faults import usage
from azkit.ground.say import Lang, say
from azkit.library.playbook import Playbook, Route


@dataclass(slots=True)
class Casework:
    """A case that this call holds. `reply` is what Amazon wrote, where the call brings it."""

    file: CaseFile
    now: datetime
    reply: Noticed | None = None

    @property
    def playbook(self) -> str | None:
        """The playbook of the case so far."""
        return self.file.case.playbook if self.file.case else None

    def take(self, playbook: Playbook, notice: Noticed | None) -> None:
        """Record what Amazon wrote, at once: it holds whatever becomes of the draft. Raises FileTrouble, Refused."""
        case = self._case(playbook)
        if notice:
            case = with_heard(case, heard(notice.notice, "notice", self._here(playbook)))
        if self.reply:
            if not letters_of(case):
                raise usage("--reply", say("cases.reply-too-early"))
            case = with_heard(case, heard(self.reply.notice, "reply", self._here(playbook)))
        self.file.case = case
        if notice or self.reply:
            self.file.keep(case)

    def document(self, playbook: Playbook) -> Document:
        """What the case knows, as the lowest layer of the facts."""
        return Document(str(self.file.path), facts_of(self._case(playbook), playbook), ())

    def add_rows(self, given: GivenFacts, playbook: Playbook) -> None:
        """Tables of a facts file are added to those of the case, row by row."""
        known = facts_of(self._case(playbook), playbook)
        for name, rows in list(given.facts.items()):
            document = given.places.get(name)
            if name == "demands" or document is None or document.name == str(self.file.path) or not isinstance(rows, list) or name not in playbook.vocabulary:
                continue
            if known.get(name) and playbook.vocabulary[name].type == "table":
                given.facts[name], given.places[name] = merged_into(known, name, rows, playbook.vocabulary[name], document, str(self.file.path))

    def end(self, playbook: Playbook) -> Route | None:
        """The route of a reply that no letter answers. A refusal ends the call that brings it; with something new a person may go on."""
        case = self._case(playbook)
        reply = newest_reply(case)
        if reply is None or reply.outcome not in ENDS or (not self.reply and (reply.outcome == "refused" or playbook.id != case.playbook)):
            return None
        return ending(reply, playbook, self.file.path, case.store, self._here(playbook).date())

    def history(self, playbook: Playbook) -> tuple[str, ...]:
        """The letters of earlier rounds, the newest last."""
        return history(self._case(playbook))

    def keep_round(self, playbook: Playbook, draft: Draft) -> None:
        """Keep a round that may leave. Raises FileTrouble."""
        if not draft.withheld:
            self.file.keep(with_round(self._case(playbook), playbook, draft))

    def tell_before(self, call: Call, playbook: Playbook, lang: Lang) -> None:
        """What the reply asks for, and how each of its demands stands. A program that reads faults is told nothing else."""
        if call.errors == "json":
            return
        case = self._case(playbook)
        reply = newest_reply(case)
        if reply is None or reply.outcome not in ENDS:
            tell(say("cases.round", path=self.file.path, round=round_due(case)).in_(lang))
        if reply:
            tell_all(reply_lines(case, reply, playbook, lang))

    def tell_after(self, call: Call, playbook: Playbook, draft: Draft, lang: Lang) -> None:
        """What is new against the rounds before."""
        if call.errors != "json":
            tell_all(news_lines(draft, self.history(playbook), lang))

    def _case(self, playbook: Playbook) -> Case:
        return self.file.case or Case(playbook=playbook.id)

    def _here(self, playbook: Playbook) -> datetime:
        """Now in the store of the case, as far as it is known."""
        store = playbook.names.stores.get(self.file.case.store) if self.file.case else None
        return self.now.astimezone(zone(store.zone)) if store else self.now


@contextlib.contextmanager
def casework(call: Call, now: datetime) -> Iterator[Casework]:
    """The case of a call, held while the block runs, with the reply that the call brings. Raises Refused, FileTrouble."""
    if [call.reply, call.notice, *call.facts].count("-") > 1:
        raise usage("--reply", say("doors.stdin-twice"))
    reply = read_named(call, call.reply) if call.reply else None  # before the lock: standard input may be slow
    with opened(Path(call.case)) as file:
        yield Casework(file, now, reply)
