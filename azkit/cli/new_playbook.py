"""`azkit playbook new`: from an author's answers to a playbook that was proved before it was written."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from azkit.cli.asking import asker_for, language_of_person
from azkit.cli.call import DOORS
from azkit.cli.new_playbook_trial import Trial
from azkit.cli.streams import somebody_answers, tell, tell_all
from azkit.drafting.draft import draft
from azkit.drafting.examples import moved_example
from azkit.drafting.model import Draft
from azkit.ground.faults import Fault, FileTrouble, Refused, invalid, usage
from azkit.ground.files import kind_of
from azkit.ground.say import Lang, Text, say
from azkit.interview.form import fill
from azkit.interview.new_playbook_form import AuthorJudge, cleaned, questions
from azkit.interview.new_playbook_guide import Guide, GuidedAsker
from azkit.interview.question import Ask
from azkit.library.link import link
from azkit.library.load import FAMILIES, Library, load
from azkit.library.shared_faults import shared_faults
from azkit.outputs.draft_text import letters_text, reading
from azkit.outputs.new_playbook import SCHEMA, playbook_files
from azkit.outputs.targets import write_all

ID, SET, LETTER = "id", "--set", ("letter", "reading")
HANGS_ON = {"channel": "to", "reading": "letter"}
"""Answers that can be judged only beside another."""


@dataclass(frozen=True, kw_only=True)
class NewPlaybook:
    """One call of the command, as typed. The facts and channels of `overlays` may be used, like those of `folder`."""

    playbook: str | None
    sets: Sequence[str]
    folder: Path
    overlays: Sequence[Path]
    lang: str | None
    now: datetime
    force: bool

    def run(self) -> None:
        """Ask for what `--set` leaves open, prove the playbook, write it. Raises Refused, FileTrouble, KeyboardInterrupt."""
        answers = self._answers(self._given())
        self._trial.refuse_unproved(answers)
        files = playbook_files(answers, self._library.vocabulary)
        if not self.force and kind_of(self.folder / SCHEMA) != "nothing":
            del files[SCHEMA]  # one schema serves all playbooks of the folder
        write_all({self.folder / name: text for name, text in files.items()}, force=self.force)
        self._tell_done(answers, files)

    # ---------------------------------------------------------------- what is at hand

    @cached_property
    def _lang(self) -> Lang:
        return language_of_person(self.lang)

    @cached_property
    def _roots(self) -> list[Path]:
        """The overlays, and the folder of the new playbook once it is there."""
        kind = kind_of(self.folder)
        if kind not in ("folder", "nothing"):
            raise FileTrouble(say("doors.not-a-folder", path=self.folder))
        return [*self._others, *([self.folder] if kind == "folder" else [])]

    @cached_property
    def _others(self) -> list[Path]:
        return [each for each in self.overlays if each.resolve() != self.folder.resolve()]

    @cached_property
    def _library(self) -> Library:
        library = load(self._roots)
        if faults := shared_faults(library):
            raise Refused(faults)
        return library

    @cached_property
    def _asks(self) -> dict[str, Ask]:
        return {ask.place: ask for ask in questions(self._library)}

    @cached_property
    def _trial(self) -> Trial:
        return Trial(self._library, self._roots, self._asks)

    @cached_property
    def _judge(self) -> AuthorJudge:
        return AuthorJudge(self._library, self._asks, self._taken, self._trial.fault)

    def _taken(self, name: str) -> Text | None:
        """What a playbook of this name would replace."""
        if self.force:
            return None
        if name in self._library.paths:
            return say("authoring.id-taken", path=self._library.paths[name])
        folders = [self.folder / "templates" / family / name for family in FAMILIES]
        return next((say("doors.exists", path=folder) for folder in folders if kind_of(folder) != "nothing"), None)

    # ---------------------------------------------------------------- the answers

    def _given(self) -> dict[str, str]:
        """The answers of the call; empty for one that is left out on purpose."""
        given = {ID: self.playbook} if self.playbook else {}
        for pair in self.sets:
            place, equals, value = pair.partition("=")
            if not equals or not place.strip():
                raise usage(SET, say("doors.set-form"))
            given[place.strip()] = value.strip()
        if unknown := [place for place in given if place not in self._asks]:
            known = ", ".join(self._asks)
            raise Refused(invalid(place, say("authoring.unknown-answer", known=known), where=SET, reason="unknown") for place in unknown)
        if given.get("group") in ("", "none"):
            given |= {"group": "", "said_en": "", "said_zh": ""}
        return {place: value for place, value in given.items() if value or self._asks[place].decline}

    def _answers(self, given: Mapping[str, str]) -> dict[str, str]:
        """Every answer: those given, those of the person at the terminal, and where nobody asks, what would have been offered."""
        guide = Guide(self._library)
        asked = somebody_answers() and not given.keys() >= self._asks.keys()
        answers = self._interviewed(given, guide) if asked else dict(given)
        for place in self._asks:
            answers[place] = answers.get(place) or guide.suggestion(place, answers)
        if not asked:
            _refuse([*self._faults(answers), *self._missing(answers)])
        return {place: cleaned(place, words) for place, words in answers.items()}

    def _interviewed(self, given: Mapping[str, str], guide: Guide) -> dict[str, str]:
        """The answers with those of the person. One that hangs on an answer still to come is only a beginning, and asked for as well."""
        _refuse(self._faults(given))
        fixed = {place: words for place, words in given.items() if HANGS_ON.get(place, place) in given}
        asker = GuidedAsker(asker_for(self._lang), guide, dict(fixed))
        asker.tell([say("authoring.welcome")])
        return fill([replace(ask, default=given.get(place, "")) for place, ask in self._asks.items()], asker, self._judge, fixed)

    def _faults(self, answers: Mapping[str, str]) -> list[Fault]:
        """What is wrong with the answers. The letter is tried last, and only where nothing else is wrong: it would be blamed for that."""
        faults: list[Fault] = []
        for place in sorted(self._asks, key=LETTER.__contains__):
            if not answers.get(place) or HANGS_ON.get(place, place) not in answers or (faults and place in LETTER):
                continue
            problem = self._judge(place, answers[place], answers)
            if problem and place == ID and problem == self._taken(answers[ID]):
                faults.append(Fault("usage", "usage", ID, problem))
            elif problem:
                faults.append(invalid(place, problem, where="" if place == ID else SET))
        return faults

    def _missing(self, answers: Mapping[str, str]) -> list[Fault]:
        asks = [ask for place, ask in self._asks.items() if not answers[place] and not ask.decline]
        return [Fault("missing", "missing", ask.place, ask.question, question=ask.question, example=ask.example) for ask in asks]

    # ---------------------------------------------------------------- the end

    def _tell_done(self, answers: Mapping[str, str], files: Iterable[str]) -> None:
        """Name the files, show what they write, and how to go on."""
        for name in files:
            tell(say("doors.written", path=self.folder / name).in_(self._lang))
        playbook = link(load([*self._others, self.folder]), answers[ID])
        result = draft(playbook, moved_example(playbook, "", self.now), self.now)
        if isinstance(result, Draft):
            tell()
            tell(say("authoring.shows").in_(self._lang))
            tell("\n" + letters_text(result.letters))
            tell_all(reading(result.letters, self._lang))
        overlays = " ".join(f"--playbooks {shlex.quote(str(each))}" for each in [*self._others, self.folder])
        tell(say("authoring.try").in_(self._lang))
        tell(f"  azkit playbook check {overlays}")
        tell(f"  azkit playbook facts {answers[ID]} --example {overlays} | azkit {DOORS[answers['family']]} {answers[ID]} --facts - {overlays}")


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        raise Refused(faults)
