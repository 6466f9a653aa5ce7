"""YAML and JSON as plain text data: scalars stay the text that was written, and every place has a line.

YAML's own typing would turn `01234` into 668 and `NO` into false; types are the business of the facts, not of the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

import yaml

from azkit.ground.faults import Fault, invalid
from azkit.ground.say import Text, plain, say

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
Key: TypeAlias = "tuple[str | int, ...]"

NOT_GIVEN = frozenset({"", "~", "null", "Null", "NULL"})
MAX_DEPTH = 30
MAX_NODES = 200_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Document:
    """The data of one file, and the way to find a place in it again."""

    name: str
    data: Plain
    faults: tuple[Fault, ...]
    text: str = ""

    def where(self, key: Key = ()) -> str:
        """`file:line` of the value at `key`, or of its nearest parent that stands in the file.

        Parts of the key that the file does not have are passed over.
        """
        lines = _lines(self.text)
        found: Key = ()
        for part in key:
            found = next((place for place in ((*found, part), (*found, str(part))) if place in lines), found)
        line = lines.get(found, 0)
        return f"{self.name}:{line}" if line else self.name


def parse(text: str, name: str) -> Document:
    """Read YAML, or JSON when it begins like JSON. Everything wrong is collected in `faults`; nothing is raised."""
    if text.lstrip()[:1] in ("{", "[") and (document := json_document(text, name)) is not None:
        return document
    if forbidden := _FORBIDDEN.search(text):
        line = text.count("\n", 0, forbidden.start()) + 1
        return Document(name, None, (invalid("", say("library.forbidden-character"), where=f"{name}:{line}"),))
    builder = _Builder(name)
    try:
        builder.read(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Document(name, None, (_syntax(error, name),), text)
    return Document(name, None if builder.stopped else builder.result, tuple(builder.faults), text)


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being filled; `key` waits for its value."""

    node: list[Plain] | dict[str, Plain]
    place: tuple[str | int, ...]
    key: str | None = None
    seen: dict[str, int] = field(default_factory=dict)


class _Builder:
    """Builds plain data from YAML's events: no recursion, and an end to depth and size before memory has one."""

    def __init__(self, name: str, note: Callable[[Key, int], None] | None = None) -> None:
        self.name = name
        self.note = note
        self.faults: list[Fault] = []
        self.result: Plain = None
        self.open: list[_Open] = []
        self.count = 0
        self.stopped = False
        self.skipping = 0

    def read(self, text: str) -> None:
        documents = 0
        for event in yaml.parse(text, Loader=_Loader):
            kind = type(event).__name__
            documents += kind == "DocumentStartEvent"
            if documents > 1:
                self.fault(event, "library.one-document")
                self.stopped = True
            elif not kind.startswith(("Document", "Stream")):
                self.event(kind, event)
            if self.stopped:
                return

    def event(self, kind: str, event: Any) -> None:
        if self.skipping:
            self.skipping += kind.endswith("StartEvent") - kind.endswith("EndEvent")
            if not self.skipping:
                self.after_bad_key()
        elif kind.endswith("EndEvent"):
            self.open.pop()
        elif kind == "AliasEvent" or event.anchor is not None:
            self.fault(event, "library.alias")
            self.stopped = True
        else:
            self.node(kind, event)

    def node(self, kind: str, event: Any) -> None:
        self.count += 1
        if len(self.open) > MAX_DEPTH or self.count > MAX_NODES:
            self.fault(event, "library.too-deep")
            self.stopped = True
            return
        top = self.open[-1] if self.open else None
        if event.tag is not None and event.tag != "!":
            self.fault(event, "library.tag")
        if top is not None and isinstance(top.node, dict) and top.key is None:
            self.key(kind, event, top)
            return
        self.value(kind, event, top)

    def key(self, kind: str, event: Any, top: _Open) -> None:
        if kind != "ScalarEvent":
            self.fault(event, "library.key-not-text")
            self.skipping = 1
            return
        key = str(event.value)
        line = event.start_mark.line + 1
        if key in top.seen:
            self.fault(event, "library.duplicate-key", key=key, first=top.seen[key])
        top.seen.setdefault(key, line)
        top.key = key
        if self.note:
            self.note((*top.place, key), line)

    def value(self, kind: str, event: Any, top: _Open | None) -> None:
        place: Key = ()
        value: Plain = _scalar(event) if kind == "ScalarEvent" else [] if kind == "SequenceStartEvent" else {}
        if top is None:
            self.result = value
        elif isinstance(top.node, list):
            place = (*top.place, len(top.node))
            top.node.append(value)
            if self.note:
                self.note(place, event.start_mark.line + 1)
        elif top.key is not None:
            place = (*top.place, top.key)
            top.node.setdefault(top.key, value)
            top.key = None
        if not isinstance(value, str) and value is not None:
            self.open.append(_Open(value, place))

    def after_bad_key(self) -> None:
        """The value that follows a key that is no text is read and left aside."""
        self.open[-1].key = ""

    def fault(self, event: Any, message: str, key: str = "", **values: object) -> None:
        self.faults.append(invalid(key, say(message, key=key, **values), where=f"{self.name}:{event.start_mark.line + 1}"))


def _scalar(event: Any) -> str | None:
    quoted = bool(event.style)
    return None if not event.value or (not quoted and event.value in NOT_GIVEN) else str(event.value)


def json_document(text: str, name: str) -> Document | None:
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
        data = _json_value(json.loads(text, object_pairs_hook=pairs, parse_int=str, parse_float=str, parse_constant=str))
    except (ValueError, RecursionError):
        return None
    if any(depth > MAX_DEPTH or number > MAX_NODES for number, depth in enumerate(_depths(data), 1)):
        return Document(name, None, (invalid("", say("library.too-deep"), where=name),), text)
    return Document(name, data, tuple(faults), text)


def _json_value(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return [_json_value(item) for item in value]
    return None if value == "" else value


def _depths(data: Any) -> Iterator[int]:
    """The depth of every node."""
    pending = [(data, 0)]
    while pending:
        node, depth = pending.pop()
        yield depth
        children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        pending.extend((child, depth + 1) for child in children)


_PROBLEMS = (
    ("tab", "library.syntax-tab"),
    ("'\\t'", "library.syntax-tab"),
    ("quoted scalar", "library.syntax-quote"),
    ("escape", "library.syntax-quote"),
    ("mapping values", "library.syntax-colon"),
    ("could not find expected ':'", "library.syntax-colon"),
    ("expected ','", "library.syntax-bracket"),
)


def _syntax(error: Exception, name: str) -> Fault:
    """A syntax error in our words: the parser's own may quote the file."""
    problem = str(getattr(error, "problem", "") or "")
    mark = getattr(error, "problem_mark", None)
    where = f"{name}:{mark.line + 1}" if mark is not None else name
    message: Text = next((say(message) for words, message in _PROBLEMS if words in problem), say("library.syntax", problem=plain(type(error).__name__)))
    return invalid("", message, where=where)


@lru_cache(maxsize=8)
def _lines(text: str) -> Mapping[Key, int]:
    """The line of every key and list item of a text, as far as it can be read; that of the whole, `()`, is the first of them."""
    lines: dict[Key, int] = {}
    try:
        _Builder("", lines.__setitem__).read(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return {(): min(lines.values(), default=0), **lines}
