"""A new playbook is linked and drafted in a folder of its own before anybody is told that it is right."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from azkit.drafting.draft import draft
from azkit.drafting.model import Faults
from azkit.drafting.proof import prove
from azkit.ground.clock import instant
from azkit.ground.faults import Refused
from azkit.ground.nearest import unknown
from azkit.ground.say import Text, say
from azkit.interview.new_playbook_form import cleaned, fitting_channels, printable
from azkit.interview.question import Ask
from azkit.library.link import link
from azkit.library.load import Library, load
from azkit.library.playbook import Playbook
from azkit.outputs.new_playbook import EXAMPLE, playbook_files, playbook_path, printed_names

CHINESE = "中文"
"""Stands for a line of the reading while nobody has written it."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Tries answers against the library of `roots`: the shipped one and these overlays."""

    library: Library
    roots: Sequence[Path]
    asks: Mapping[str, Ask]

    def fault(self, answers: Mapping[str, str]) -> Text | None:
        """What is wrong with the letter of these answers; what has not been answered is taken from the examples of the questions."""
        whole = self._whole(answers)
        if problem := self._misnamed(printed_names(whole["letter"], whole["reading"])):
            return problem
        with self._written(whole) as (library, _):
            try:
                return _letter_fault(link(library, whole["id"]))
            except Refused as refused:
                return refused.faults[0].message

    def refuse_unproved(self, answers: Mapping[str, str]) -> None:
        """Raise Refused with what `azkit playbook check` would find in these files; each fault names its file below the overlay."""
        with self._written(answers) as (library, folder):
            faults = prove(library).faults
        if faults:
            raise Refused(replace(fault, where=fault.where.replace(f"{folder}{os.sep}", "")) for fault in faults)

    @contextmanager
    def _written(self, answers: Mapping[str, str]) -> Iterator[tuple[Library, Path]]:
        """The library with the new playbook as its only one, in a folder that is gone afterwards."""
        with TemporaryDirectory(prefix="azkit-") as name:
            folder = Path(name)
            for path, text in playbook_files(answers, self.library.vocabulary).items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(text, encoding="utf-8", newline="\n")
            yield replace(load([*self.roots, folder]), paths={answers["id"]: folder / playbook_path(answers)}), folder

    def _whole(self, answers: Mapping[str, str]) -> dict[str, str]:
        whole = {ask.place: cleaned(ask.place, answers.get(ask.place) or ask.example) for ask in self.asks.values()}
        if not answers.get("channel"):
            whole["channel"] = fitting_channels(self.library, whole["to"])[0]
        if not answers.get("reading"):
            whole["reading"] = "\n".join(CHINESE for _ in whole["letter"].split("\n"))
        return whole

    def _misnamed(self, printed: Sequence[str]) -> Text | None:
        """A name in the letter that no letter can print."""
        known = [*printable(self.library.vocabulary), *self.library.derived, "today"]
        wrong = next((name for name in printed if name not in known), "")
        if wrong in self.library.vocabulary:
            return say("library.not-printable", name=wrong)
        return unknown(wrong, known) if wrong else None


def _letter_fault(playbook: Playbook) -> Text | None:
    """Why the letter of the example may not leave: the rule that it fires, or what its facts lack."""
    example = playbook.examples[EXAMPLE]
    result = draft(playbook, example.facts, instant(example.today))
    if isinstance(result, Faults):
        return next(say("library.example-faulty", problem=fault.message) for fault in result.faults)
    found = [finding for finding in result.findings if finding.kind == "letter" and finding.severity != "info"]
    return next((say("facts.rule", say=finding.message, instead=finding.instead) for finding in found), None)
