"""Pickling playbooks that share most of what they hold: the common parts stand once, each in a file of its own."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from azkit.library.load import Library

RULE_BOOK = "rule_book"
_OF_RULES = ("rules", "phrases", "headings")


def shared_parts(library: Library) -> dict[str, Any]:
    """What every playbook of a library refers to, by the name of its part. Call it when the playbooks have been linked."""
    once = {name: value for name, (value, _) in library.linked_once.items()}
    return {"vocabulary": library.vocabulary, "names": library.names, "catalogue": library.catalogue, RULE_BOOK: library.rule_book, **once}


def dumped(value: Any, shared: Mapping[str, Any]) -> bytes:
    """The pickle of a value in which each shared object, and each entry of the vocabulary, is only named."""
    stream = io.BytesIO()
    _Pickler(stream, shared).dump(value)
    return stream.getvalue()


def loaded(data: bytes, read: Callable[[str], bytes]) -> Any:
    """The value again. `read` gives the pickle of a shared part, which is loaded only where the value names it."""
    return _Unpickler(io.BytesIO(data), read).load()


class _Pickler(pickle.Pickler):
    def __init__(self, stream: io.BytesIO, shared: Mapping[str, Any]) -> None:
        super().__init__(stream, protocol=4)
        self.known = {id(value): (part, "") for part, value in shared.items()}
        self.known |= {id(entry): ("vocabulary", name) for name, entry in shared["vocabulary"].items()}
        self.known |= {id(getattr(shared[RULE_BOOK], name)): (RULE_BOOK, name) for name in _OF_RULES}

    def persistent_id(self, obj: Any) -> tuple[str, str] | None:
        return self.known.get(id(obj))


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, read: Callable[[str], bytes]) -> None:
        super().__init__(stream)
        self.read_part = read
        self.parts: dict[str, Any] = {}

    def persistent_load(self, pid: tuple[str, str]) -> Any:
        part, name = pid
        if part not in self.parts:
            self.parts[part] = pickle.loads(self.read_part(part))  # noqa: S301  (our own file, beside our own code)
        value = self.parts[part]
        return value if not name else getattr(value, name) if part == RULE_BOOK else value[name]
