"""Plain-text facts as YAML, in a form that reads back to the same facts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from azkit.ground.documents import NOT_GIVEN

_PLAIN = re.compile(r"[A-Za-z0-9$£€¥\u3400-\u9fff][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff#:{}\[\],&*!|>'\"%@`]*(?<! )")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_NOT_IN_BLOCKS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


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
            yield f"  - {_record(record)}"
        else:
            yield f"  - {scalar(record)}"


def tree_yaml(data: Mapping[str, Any]) -> str:
    """Nested plain data as YAML that a person can read: flat records on one line, texts of several lines as they stand."""
    return "".join(f"{line}\n" for line in _tree(data, ""))


def _tree(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield f"{indent}{name}:"
            yield from _tree(value, indent + "  ")
        elif isinstance(value, list):
            yield f"{indent}{name}:"
            yield from (line for each in value for line in _item(each, indent + "  "))
        elif _is_block(value):
            yield f"{indent}{name}: |-"
            yield from (f"{indent}  {line}" if line else "" for line in value.split("\n"))
        else:
            yield f"{indent}{name}: {scalar(value)}"


def _item(value: Any, indent: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{indent}- {scalar(value)}"
        return
    if not any(isinstance(each, (Mapping, list)) or _is_block(each) for each in value.values()):
        yield f"{indent}- {_record(value)}"
        return
    lines = list(_tree(value, indent + "  "))
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _record(record: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{key}: {scalar(each)}" for key, each in record.items()) + "}"


def _is_block(value: Any) -> bool:
    """Whether a text can stand line by line as it is, and is worth it."""
    return isinstance(value, str) and "\n" in value and not value.startswith((" ", "\n")) and not value.endswith("\n") and not _NOT_IN_BLOCKS.search(value)


def scalar(value: Any) -> str:
    """One value, in quotes where YAML would read it otherwise."""
    text = ", ".join(value) if isinstance(value, list) else str(value)
    if _PLAIN.fullmatch(text) and text not in NOT_GIVEN:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """Words as a YAML value in quotes that reads back to the same words, whatever they are. JSON's strings are YAML's, but for what it may leave bare."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
