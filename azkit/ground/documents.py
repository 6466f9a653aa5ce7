"""YAML and JSON as plain text data: scalars stay the text that was written, and every place has a line.

YAML's own typing would turn `01234` into 668 and `NO` into false; types are the business of the facts, not of the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from azkit.ground.faults import Fault, invalid
from azkit.ground.say import say

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
Key: TypeAlias = "tuple[str | int, ...]"

NOT_GIVEN = frozenset({"", "~", "null", "Null", "NULL"})
MAX_DEPTH = 30
MAX_NODES = 200_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """The data of one file, and the way to find a place in it again."""

    name: str
    data: Plain
    faults: tuple[Fault, ...]
    text: str = ""

    def where(self, key: Key = ()) -> str:
        """`file:line` of the value at `key`, or of its nearest parent that stands in the file."""
        line = _line(self.text, key)
        return f"{self.name}:{line}" if line else self.name


def parse(text: str, name: str) -> Document:
    """Read YAML, or JSON when it begins like JSON. Everything wrong is collected in `faults`; nothing is raised."""
    if text.lstrip()[:1] in ("{", "[") and (document := _json(text, name)) is not None:
        return document
    try:
        node = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Document(name, None, (_syntax(error, name),), text)
    faults: list[Fault] = []
    reader = _Reader(name, faults.append)
    data = reader.plain(node, 0) if node is not None else None
    return Document(name, data, tuple(faults), text)


class _Reader:
    """Turns YAML nodes into plain data, with a bound on depth and size."""

    def __init__(self, name: str, report: Callable[[Fault], None]) -> None:
        self.name = name
        self.report = report
        self.seen: set[int] = set()

    def plain(self, node: yaml.Node, depth: int) -> Plain:
        if id(node) in self.seen:
            self._fault(node, "library.alias")
            return None
        self.seen.add(id(node))
        if depth > MAX_DEPTH or len(self.seen) > MAX_NODES:
            if depth == MAX_DEPTH + 1 or len(self.seen) == MAX_NODES + 1:
                self._fault(node, "library.too-deep")
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, depth + 1) for item in node.value]
        return self._mapping(node, depth)

    def _scalar(self, node: yaml.ScalarNode) -> str | None:
        if node.tag.startswith("!"):
            self._fault(node, "library.tag")
        return None if not node.value or (not node.style and node.value in NOT_GIVEN) else str(node.value)

    def _mapping(self, node: Any, depth: int) -> dict[str, Plain]:
        result: dict[str, Plain] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._fault(key_node, "library.key-not-text")
                continue
            key = str(key_node.value)
            if key in lines:
                self._fault(key_node, "library.duplicate-key", key=key, first=lines[key])
                continue
            lines[key] = key_node.start_mark.line + 1
            result[key] = self.plain(value_node, depth + 1)
        return result

    def _fault(self, node: yaml.Node, message: str, key: str = "", **values: object) -> None:
        where = f"{self.name}:{node.start_mark.line + 1}"
        self.report(invalid(key, say(message, key=key, **values), where=where))


def _json(text: str, name: str) -> Document | None:
    """The document when `text` is JSON, None when it is not: then YAML's message will be the better one."""
    faults: list[Fault] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        seen: dict[str, Any] = {}
        for key, value in items:
            if key in seen:
                faults.append(invalid(key, say("library.duplicate-key-json"), where=name))
            seen[key] = _json_value(value)
        return seen

    try:
        data = json.loads(text, object_pairs_hook=pairs, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    return Document(name, _json_value(data), tuple(faults), text)


def _json_value(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return [_json_value(item) for item in value]
    return None if value == "" else value


def _syntax(error: Exception, name: str) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or type(error).__name__
    where = f"{name}:{mark.line + 1}" if mark is not None else name
    return invalid("", say("library.syntax", problem=problem), where=where)


def _line(text: str, key: Key) -> int:
    """The line of `key` in `text`, counted from 1; 0 when it cannot be told."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return 0
    line = node.start_mark.line + 1 if node is not None and key == () else 0
    for part in key:
        step = _step(node, part)
        if step is None:
            break
        node, line = step
    return line


def _step(node: Any, part: str | int) -> tuple[Any, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if getattr(key_node, "value", None) == str(part):
                return value_node, key_node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part].start_mark.line + 1
    return None
