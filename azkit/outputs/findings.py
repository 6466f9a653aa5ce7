"""One finding as plain data and as a line, the same in a draft and in lint."""

from __future__ import annotations

from typing import Any

from azkit.ground.say import Lang, Text, say
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


def finding_words(finding: Finding, severity: Text, place: Text) -> Text:
    """A finding in one line: what, where, why, and what to write instead."""
    values = {"rule": finding.rule, "message": finding.message, "why": finding.why, "instead": finding.instead}
    return say("doors.finding", severity=severity, place=place, **values)
