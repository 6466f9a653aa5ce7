"""One finding as plain data, the same in a draft and in lint."""

from __future__ import annotations

from typing import Any

from azkit.ground.say import Lang
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
