"""After the interview: the letters on the screen with all that surrounds them, and a menu until the person is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Literal

from azkit.cli.clipboard import copy
from azkit.cli.editor import edited_text, editor
from azkit.cli.streams import tell_all
from azkit.drafting.edited import edited
from azkit.drafting.model import Draft, DraftedLetter
from azkit.ground.faults import FileTrouble, Refused
from azkit.ground.say import Lang, Text, plain, say
from azkit.interview.asker import Asker, Move
from azkit.interview.question import Ask, Option
from azkit.library.playbook import Playbook
from azkit.outputs import draft_text, screen, targets

Choice = Literal["copy", "next", "reading", "edit-answer", "edit-text", "save", "done"]


@dataclass(slots=True)
class AfterLetters:
    """One menu over one draft. `edits` are the letters that the person changed by hand: azkit's own text before it, and theirs; `history` those of earlier rounds."""

    playbook: Playbook
    draft: Draft
    now: datetime
    lang: Lang
    asker: Asker
    here: tzinfo | None = None
    gloss: bool = False
    edits: dict[str, tuple[str, str]] = field(default_factory=dict)
    history: tuple[str, ...] = ()
    at: int = 0

    def run(self) -> Literal["done", "edit-answer"]:
        """Show the draft and do what the person chooses, until they are done or want to change an answer."""
        self._take_up_edits()
        screen.draw(draft_text.blocks(self.draft, self.draft.letters, self.now, self.lang, self.here))
        self._show_letter()
        while True:
            reply = self.asker.ask(self._menu())
            if isinstance(reply, Move) or reply == "edit-answer":
                return "edit-answer"
            if reply == "done":
                return "done"
            self._do(reply)

    def _take_up_edits(self) -> None:
        """Bring changes by hand into a draft that was made anew, where azkit's own text is still the same."""
        for letter in self.draft.letters:
            before, after = self.edits.get(letter.id, ("", ""))
            if after and before == letter.body:
                self.draft = edited(self.playbook, self.draft, letter.id, after, self.history)
            elif after:
                del self.edits[letter.id]
                self._tell(say("after.edit-lost", id=letter.id))

    @property
    def _letter(self) -> DraftedLetter:
        return self.draft.letters[self.at % len(self.draft.letters)]

    def _menu(self) -> Ask:
        return Ask(place="?after", kind="one", question=say("after.what"), options=tuple(self._options()), default="done")

    def _options(self) -> Iterator[Option]:
        letters = self.draft.letters
        if letters and not self.draft.withheld:
            yield Option("copy", say("after.copy"))
        if len(letters) > 1:
            yield Option("next", say("after.next", id=letters[(self.at + 1) % len(letters)].id))
        names: tuple[Choice, ...] = ("reading", "edit-text") if letters else ()
        yield from (Option(name, say(f"after.{name}")) for name in names)
        yield Option("edit-answer", say("after.edit-answer"))
        if letters and not self.draft.withheld:
            yield Option("save", say("after.save"))
        yield Option("done", say("after.done"))

    def _do(self, choice: str) -> None:
        match choice:
            case "copy":
                way = copy(self._letter.body)
                self._tell(say("after.copied", way=plain(way) if way else say("after.way-terminal")))
            case "next":
                self.at += 1
                self._show_letter()
            case "reading":
                tell_all(draft_text.reading((self._letter,), self.lang))
            case "save":
                self._save()
            case "edit-text":
                self._edit()

    def _show_letter(self) -> None:
        if not self.draft.letters:
            return
        if self.draft.withheld:
            tell_all(draft_text.withheld(self.draft, self.lang))
            self._tell(say("after.withheld"))
            return
        letter, count = self._letter, len(self.draft.letters)
        head = say("after.letter-head", number=self.at % count + 1, count=count, id=letter.id, to=say(f"doors.to-{letter.to}"))
        tell_all(["", head.in_(self.lang), "", *letter.body.split("\n"), ""])
        if self.gloss:
            tell_all(draft_text.reading((letter,), self.lang))

    def _save(self) -> None:
        default = next(iter(targets.letter_files(self.draft, (self._letter,), Path()))).name
        reply = self.asker.ask(Ask(place="?save", kind="words", question=say("after.save-where"), default=default))
        if isinstance(reply, Move) or not reply.strip():
            return
        try:
            path = Path(reply.strip()).expanduser()
            targets.write_all({path: self._letter.body + "\n"}, force=False)
            self._tell(say("doors.written", path=path))
        except Refused as refused:
            self._tell(*(fault.message for fault in refused.faults))
        except (FileTrouble, RuntimeError, ValueError) as trouble:
            self._tell(getattr(trouble, "message", plain(str(trouble))))

    def _edit(self) -> None:
        command = editor()
        if not command:
            self._tell(say("after.no-editor"))
            return
        letter = self._letter
        try:
            text = edited_text(letter.body, command)
        except FileTrouble as trouble:
            self._tell(trouble.message)
            return
        problem = "after.editor-failed" if text is None else "after.empty-text" if not text.strip() else "after.unchanged" if text.strip() == letter.body else ""
        if problem or text is None:
            self._tell(say(problem))
            return
        self._take(letter, text)

    def _take(self, letter: DraftedLetter, text: str) -> None:
        """Take a text that the person wrote, and show what the rules say of it."""
        try:
            self.draft = edited(self.playbook, self.draft, letter.id, text, self.history)
        except ValueError:
            self._tell(say("after.broken-text"))
            return
        self.edits[letter.id] = (self.edits.get(letter.id, (letter.body, ""))[0], text)
        found = [finding for finding in self.draft.findings if finding.letter == letter.id]
        self._show_letter()
        self._tell(say("after.judged", count=len(found)))
        tell_all(draft_text.finding_line(finding, self.lang) for finding in found)

    def _tell(self, *lines: Text) -> None:
        self.asker.tell(lines)
