"""A facts file to fill in, with the questions as comments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from azkit.facts.vocabulary import FactEntry
from azkit.ground.plain_yaml import fact_lines, scalar
from azkit.ground.say import Lang
from azkit.library.playbook import Playbook


def facts_form(playbook: Playbook, facts: Mapping[str, Any], lang: Lang) -> str:
    """A facts file for one playbook: every fact with its question as a comment; those in `facts` filled in, the others as comments."""
    lines = []
    for use in playbook.uses.values():
        entry = playbook.vocabulary[use.name]
        lines.append(f"# {entry.question.in_(lang)}")
        if use.name in facts:
            lines.extend(fact_lines(use.name, facts[use.name]))
        else:
            lines.append(f"# {use.name}: {_hint(entry)}".rstrip())
        lines.append("")
    return "\n".join(lines)


def _hint(entry: FactEntry) -> str:
    if entry.type == "table":
        return ""
    return " | ".join(entry.choices) if entry.choices and entry.type in ("choice", "choices") else scalar(entry.example)
