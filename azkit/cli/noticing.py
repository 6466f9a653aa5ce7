"""A notice that `respond` or `appeal` is given, or that a person pastes first: read, shown, and turned into facts and a playbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from azkit.cli.asking import asker_for, language_of_person
from azkit.cli.call import DOORS, Call
from azkit.cli.inspect import text_of
from azkit.cli.streams import tell_all
from azkit.cli.values import overlay_folders
from azkit.ground.documents import Document, Plain
from azkit.ground.faults import Refused, invalid, usage
from azkit.ground.say import Lang, Text, plain, say
from azkit.interview.asker import Move
from azkit.interview.question import Ask
from azkit.library.link_notices import NoticeBook
from azkit.library.load import load
from azkit.library.playbook import Playbook
from azkit.library.snapshot import notice_book
from azkit.notices.facts_for import facts_for
from azkit.notices.model import Notice
from azkit.notices.reader import read_notice
from azkit.outputs.notice_report import demand_lines, metric_lines, taken

OPTION = "--notice"


@dataclass(frozen=True, slots=True)
class Noticed:
    """A notice and where it came from."""

    notice: Notice
    book: NoticeBook
    name: str

    def document(self, playbook: Playbook) -> Document:
        """What the playbook can take, with the notice as its place."""
        facts: Plain = facts_for(self.notice, playbook)
        return Document(self.name, facts, ())

    def shown(self, playbook: Playbook, lang: Lang) -> Iterator[Text]:
        """What was taken and from which words; a hint where another playbook fits better."""
        if self.notice.playbook and self.notice.playbook != playbook.id:
            yield say("notices.other-playbook", playbook=self.notice.playbook, named=playbook.id)
        used = replace(self.notice, facts={name: value for name, value in self.notice.facts.items() if name in playbook.uses})
        yield say("notices.took")
        lines = [*taken(used, self.book.vocabulary, lang)]
        lines += demand_lines(used, lang) if "demands" in playbook.uses else []
        lines += metric_lines(used, self.book.vocabulary, lang) if "metrics" in playbook.uses else []
        yield from (plain("  " + line) for line in lines)


def named_notice(call: Call) -> Noticed:
    """The notice that `--notice` names. Raises Refused for one that cannot be used, FileTrouble for one that cannot be read."""
    if call.notice == "-" and "-" in call.facts:
        raise usage(OPTION, say("doors.stdin-twice"))
    return read_named(call, call.notice)


def read_named(call: Call, name: str) -> Noticed:
    """What Amazon wrote, from this file (`-`: standard input). Raises Refused, FileTrouble."""
    book = notice_book(load(overlay_folders(call.overlays)))
    notice = read_notice(text_of(name), book)
    if trouble := _trouble(notice):
        raise Refused([invalid("notice", trouble, where=name)])
    return Noticed(notice, book, name)


def pasted_notice(call: Call) -> Noticed | None:
    """What a person pastes before the first question; None for an empty line, or where nothing can be taken from it. Raises KeyboardInterrupt."""
    asker = asker_for(language_of_person(call.lang))
    asker.tell([say("interview.welcome")])
    ask = Ask(place="?notice", kind="long", question=say(f"notices.paste-{call.door}"), decline=say("notices.nothing-to-paste"))
    reply = asker.ask(ask)
    if isinstance(reply, Move) or not reply.strip():
        return None
    book = notice_book(load(overlay_folders(call.overlays)))
    notice = read_notice(reply, book)
    if trouble := _trouble(notice):
        asker.tell([trouble, say("notices.test-account")])
        return None
    return Noticed(notice, book, str(say("notices.pasted").en))


def with_playbook(call: Call, noticed: Noticed, *, asks: bool) -> Call:
    """The call with the playbook that the notice leads to, where it names none. Raises Refused where another door drafts it."""
    playbook = noticed.notice.playbook
    if call.playbook or playbook is None:
        return call
    path = load(overlay_folders(call.overlays)).paths.get(playbook)
    if path is None:
        return call
    if DOORS[path.parent.name] == call.door:
        return replace(call, playbook=playbook)
    if asks:
        asker_for(language_of_person(call.lang)).tell([say("doors.wrong-door", playbook=playbook, door=DOORS[path.parent.name])])
        return call
    raise usage("PLAYBOOK", say("doors.wrong-door", playbook=playbook, door=DOORS[path.parent.name]))


def tell_taken(noticed: Noticed, playbook: Playbook, lang: Lang) -> None:
    """Show on standard error what was taken."""
    tell_all(line.in_(lang) for line in noticed.shown(playbook, lang))


def _trouble(notice: Notice) -> Text | None:
    """Why nothing can be taken from a text: it poses as Amazon, or it cannot be told what it is."""
    if notice.sender.verdict == "inconsistent":
        reasons = [say(f"notices.reason-{reason}") for reason in notice.sender.reasons]
        return say("notices.posing", reasons=Text("; ".join(each.en for each in reasons), "；".join(each.zh for each in reasons)))
    if notice.kind == "other" and notice.playbook is None:
        return say("notices.not-a-notice")
    return None
