"""What lint found: as lines, as JSON, for GitHub's checks, and as the letter itself with marks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from azkit.ground.say import Lang, Text, say
from azkit.outputs.findings import finding_object, finding_words, marked_lines
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
    return "".join(f"{_place(each, finding)}: {finding_words(finding, lang)}\n" for each in letters for finding in each.findings)


def as_github(letters: Sequence[Linted], lang: Lang) -> str:
    """One workflow command a finding, which GitHub shows beside the line."""
    return "".join(f"{_command(each, finding)}::{_escaped(finding_words(finding, lang))}\n" for each in letters for finding in each.findings)


def as_notes(letters: Sequence[Linted], lang: Lang) -> Iterator[str]:
    """One line an advice, which is no finding."""
    yield from (say("doors.lint-advice", file=each.file, advice=advice).in_(lang) for each in letters for advice in each.advice)


def marked(linted: Linted, lang: Lang) -> Iterator[str]:
    """The letter after a line that names it, its findings marked."""
    yield f"--- {linted.file} ---"
    yield from marked_lines(linted.text, linted.findings, lang)


def _place(linted: Linted, finding: Finding) -> str:
    return f"{linted.file}:{finding.line}:{finding.column}" if finding.line else linted.file


def _command(linted: Linted, finding: Finding) -> str:
    place = f",line={finding.line},col={finding.column}" if finding.line else ""
    return f"::{_GITHUB[finding.severity]} file={_property(linted.file)}{place},title={_property(finding.rule)}"


def _property(value: str) -> str:
    """The value of a property of a workflow command, which a comma would end and two colons the properties."""
    return _escaped(value).replace(":", "%3A").replace(",", "%2C")


def _escaped(words: str) -> str:
    """Words inside a workflow command."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
