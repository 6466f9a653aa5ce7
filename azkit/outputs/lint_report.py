"""What lint found: as lines, as JSON, for GitHub's checks, and as the letter itself with marks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from azkit.ground.say import Lang, say
from azkit.outputs.draft_json import finding_object
from azkit.rules.judged import Finding

_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}


@dataclass(frozen=True, slots=True)
class Linted:
    """One letter: the name of its file, its kind, its text, and what was found."""

    file: str
    kind: str
    text: str
    findings: tuple[Finding, ...]


def as_json(letters: Sequence[Linted], lang: Lang) -> str:
    """One object for all files."""
    files = [{"file": each.file, "kind": each.kind, "findings": [finding_object(finding, lang) for finding in each.findings]} for each in letters]
    return json.dumps({"schema": 1, "files": files}, ensure_ascii=False, indent=2) + "\n"


def as_lines(letters: Sequence[Linted], lang: Lang) -> str:
    """One line a finding: `file:line:column: [severity] rule: what, why, what instead`."""
    return "".join(f"{_place(each, finding)}: {_words(finding, lang)}\n" for each in letters for finding in each.findings)


def as_github(letters: Sequence[Linted], lang: Lang) -> str:
    """One workflow command a finding, which GitHub shows beside the line."""
    return "".join(f"{_command(each, finding)}::{_escaped(_words(finding, lang))}\n" for each in letters for finding in each.findings)


def marked(linted: Linted, lang: Lang) -> Iterator[str]:
    """The letter with its findings under the lines they stand in; those about the whole letter come first."""
    yield f"--- {linted.file} ---"
    yield from (f"  {_words(finding, lang)}" for finding in linted.findings if not finding.line)
    for number, line in enumerate(linted.text.split("\n"), 1):
        yield line
        for finding in linted.findings:
            if finding.line == number:
                yield " " * ((finding.column or 1) - 1) + "^" * max(min(len(finding.words), len(line) - (finding.column or 1) + 1), 1)
                yield "  " + _words(finding, lang)


def _words(finding: Finding, lang: Lang) -> str:
    values = {"rule": finding.rule, "message": finding.message, "why": finding.why, "instead": finding.instead}
    return say("doors.finding", severity=say(f"doors.{finding.severity}"), place="", **values).in_(lang)


def _place(linted: Linted, finding: Finding) -> str:
    return f"{linted.file}:{finding.line}:{finding.column}" if finding.line else linted.file


def _command(linted: Linted, finding: Finding) -> str:
    place = f",line={finding.line},col={finding.column}" if finding.line else ""
    return f"::{_GITHUB[finding.severity]} file={_escaped(linted.file)}{place},title={finding.rule}"


def _escaped(words: str) -> str:
    """Words inside a workflow command."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
