"""What lint found: as lines, as JSON, for GitHub's checks, and as the letter itself with marks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from azkit.ground.say import Lang, Text, plain, say
from azkit.outputs.findings import finding_object, finding_words
from azkit.rules.judged import Finding

_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}


@dataclass(frozen=True, slots=True)
class Linted:
    """One letter: the name of its file, its kind, its text, what was found, and what is advised beside it."""

    file: str
    kind: str
    text: str
    findings: tuple[Finding, ...]
    advice: tuple[Text, ...] = ()


def as_json(letters: Sequence[Linted], lang: Lang) -> str:
    """One object for all files."""
    return json.dumps({"schema": 1, "files": [_file(each, lang) for each in letters]}, ensure_ascii=False, indent=2) + "\n"


def _file(linted: Linted, lang: Lang) -> dict[str, Any]:
    findings = [finding_object(finding, lang) for finding in linted.findings]
    return {"file": linted.file, "kind": linted.kind, "findings": findings, "advice": [advice.in_(lang) for advice in linted.advice]}


def as_lines(letters: Sequence[Linted], lang: Lang) -> str:
    """One line a finding: `file:line:column: [severity] rule: what, why, what instead`."""
    return "".join(f"{_place(each, finding)}: {_words(finding, lang)}\n" for each in letters for finding in each.findings)


def as_github(letters: Sequence[Linted], lang: Lang) -> str:
    """One workflow command a finding, which GitHub shows beside the line."""
    return "".join(f"{_command(each, finding)}::{_escaped(_words(finding, lang))}\n" for each in letters for finding in each.findings)


def as_notes(letters: Sequence[Linted], lang: Lang) -> Iterator[str]:
    """One line an advice, which is no finding."""
    yield from (say("doors.lint-advice", file=each.file, advice=advice).in_(lang) for each in letters for advice in each.advice)


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
    return finding_words(finding, say(f"doors.{finding.severity}"), plain("")).in_(lang)


def _place(linted: Linted, finding: Finding) -> str:
    return f"{linted.file}:{finding.line}:{finding.column}" if finding.line else linted.file


def _command(linted: Linted, finding: Finding) -> str:
    place = f",line={finding.line},col={finding.column}" if finding.line else ""
    return f"::{_GITHUB[finding.severity]} file={_escaped(linted.file)}{place},title={finding.rule}"


def _escaped(words: str) -> str:
    """Words inside a workflow command."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
