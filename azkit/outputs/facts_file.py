"""Facts as a YAML file: what was given, or a form to fill in with the questions as comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from azkit.facts.vocabulary import FactEntry
from azkit.ground.documents import NOT_GIVEN
from azkit.ground.say import Lang
from azkit.library.playbook import Playbook

_PLAIN = re.compile(r"[A-Za-z0-9$£€¥\u3400-\u9fff][^\n#:{}\[\],&*!|>'\"%@`]*(?<! )")


def facts_yaml(facts: Mapping[str, Any]) -> str:
    """Facts as text that reads back to the same facts."""
    return "".join(f"{line}\n" for name, value in facts.items() for line in _lines(name, value))


def facts_form(playbook: Playbook, facts: Mapping[str, Any], lang: Lang) -> str:
    """A facts file for one playbook: every fact with its question as a comment; those in `facts` filled in, the others as comments."""
    lines = []
    for use in playbook.uses.values():
        entry = playbook.vocabulary[use.name]
        lines.append(f"# {entry.question.in_(lang)}")
        if use.name in facts:
            lines.extend(_lines(use.name, facts[use.name]))
        else:
            lines.append(f"# {use.name}: {_hint(entry)}".rstrip())
        lines.append("")
    return "\n".join(lines)


def _hint(entry: FactEntry) -> str:
    if entry.type == "table":
        return ""
    return " | ".join(entry.choices) if entry.choices and entry.type in ("choice", "choices") else _scalar(entry.example)


def _lines(name: str, value: Any) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{name}: {_scalar(value)}"
        return
    yield f"{name}:"
    for record in value:
        if isinstance(record, Mapping):
            yield "  - {" + ", ".join(f"{key}: {_scalar(each)}" for key, each in record.items()) + "}"
        else:
            yield f"  - {_scalar(record)}"


def _scalar(value: Any) -> str:
    text = ", ".join(value) if isinstance(value, list) else str(value)
    if _PLAIN.fullmatch(text) and text not in NOT_GIVEN:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
