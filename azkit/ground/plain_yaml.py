"""Plain-text facts as YAML, in a form that reads back to the same facts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from azkit.ground.documents import NOT_GIVEN

_PLAIN = re.compile(r"[A-Za-z0-9$£€¥\u3400-\u9fff][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff#:{}\[\],&*!|>'\"%@`]*(?<! )")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


def facts_yaml(facts: Mapping[str, Any]) -> str:
    """Facts as the text of a facts file."""
    return "".join(f"{line}\n" for name, value in facts.items() for line in fact_lines(name, value))


def fact_lines(name: str, value: Any) -> Iterator[str]:
    """The lines of one fact; a table has one line a record."""
    if not isinstance(value, list):
        yield f"{name}: {scalar(value)}"
        return
    yield f"{name}:"
    for record in value:
        if isinstance(record, Mapping):
            yield "  - {" + ", ".join(f"{key}: {scalar(each)}" for key, each in record.items()) + "}"
        else:
            yield f"  - {scalar(record)}"


def scalar(value: Any) -> str:
    """One value, in quotes where YAML would read it otherwise."""
    text = ", ".join(value) if isinstance(value, list) else str(value)
    if _PLAIN.fullmatch(text) and text not in NOT_GIVEN:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """Words as a YAML value in quotes that reads back to the same words, whatever they are. JSON's strings are YAML's, but for what it may leave bare."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
