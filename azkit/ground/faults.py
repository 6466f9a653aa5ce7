"""What is wrong with something that was given, and the one exception that carries it to the door."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from azkit.ground.say import Text, plain

FaultKind = Literal["missing", "invalid", "usage"]
Reason = Literal["missing", "unreadable", "out-of-bounds", "contradicts", "unknown", "not-offered", "usage"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, named so that a person can mend it.

    `name` is the fact (`actions[2].done_on`), key or option; `where` is `file:line`, a file, an option or empty.
    `question` and `example` help with a missing fact; `others` are the facts that it contradicts.
    The faulty value itself is never part of a fault: it may be private.
    """

    kind: FaultKind
    reason: Reason
    name: str
    message: Text
    where: str = ""
    question: Text | None = None
    example: str = ""
    others: tuple[str, ...] = ()


class AzkitError(Exception):
    """A failure that azkit foresaw; `exit_code` is the contract's code for it (docs/exit-codes.md)."""

    exit_code = 1


class Refused(AzkitError):
    """Something given cannot be used: every fault that was found, together."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.name}: {fault.message.en}" for fault in self.faults))

    @property
    def exit_code(self) -> int:  # type: ignore[override]
        """3 as soon as anything given is wrong, else 2: the call lacks something."""
        return 3 if any(fault.kind == "invalid" for fault in self.faults) else 2


class FileTrouble(AzkitError):
    """A file or stream could not be read, written or locked."""

    exit_code = 6

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)


class NotText(FileTrouble):
    """A file that was read but holds no text that azkit could use."""


def usage(name: str, message: Text) -> Refused:
    """A call that cannot be carried out as given (exit 2)."""
    return Refused([Fault("usage", "usage", name, message)])


def invalid(name: str, message: Text | str, *, where: str = "", reason: Reason = "unreadable") -> Fault:
    """A fault of something given; a plain string stands for the same words in both languages."""
    return Fault("invalid", reason, name, plain(message) if isinstance(message, str) else message, where)
