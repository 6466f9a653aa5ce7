"""One finding as plain data, as a line, and under the words it is about: the same in a draft and in lint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from azkit.ground.say import Lang, Text, plain, say
from azkit.rules.judged import Finding


def finding_object(finding: Finding, lang: Lang) -> dict[str, Any]:
    """One finding as plain data."""
    return {
        "rule": finding.rule,
        "kind": finding.kind,
        "severity": finding.severity,
        "message": finding.message.in_(lang),
        "why": finding.why.in_(lang),
        "instead": finding.instead.in_(lang),
        "words": finding.words,
        "letter": finding.letter,
        "line": finding.line,
        "column": finding.column,
        "source": finding.source,
        "allowed": finding.allowed,
    }


def finding_words(finding: Finding, lang: Lang, place: Text | None = None) -> str:
    """A finding in one line: what, where (unless that is said otherwise), why, and what to write instead."""
    severity = say("doors.allowed") if finding.allowed else say(f"doors.{finding.severity}")
    values = {"rule": finding.rule, "message": finding.message, "why": finding.why, "instead": finding.instead}
    return say("doors.finding", severity=severity, place=place or plain(""), **values).in_(lang)


def marked_lines(text: str, findings: Sequence[Finding], lang: Lang) -> Iterator[str]:
    """A letter with its findings under the lines they stand in; those about the whole letter come first."""
    yield from (f"  {finding_words(finding, lang)}" for finding in findings if not finding.line)
    for number, line in enumerate(text.split("\n"), 1):
        yield line
        for finding in findings:
            if finding.line == number:
                before = (finding.column or 1) - 1
                yield " " * before + "^" * max(min(len(finding.words), len(line) - before), 1)
                yield "  " + finding_words(finding, lang)
