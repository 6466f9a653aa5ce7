"""What an interview needs of whoever puts its questions: a terminal, a plain line, or the script of a test."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Protocol

from azkit.ground.say import Text
from azkit.interview.question import Ask

OWN = "\x00own"
"""The value of the option "something else": no answer can be equal to it."""

BACK_SIGNS = ("<", "＜", "《", "〈")
"""What a keyboard gives for <, with an English or a Chinese input method."""


class Move(Enum):
    """A reply that is no answer."""

    BACK = "one step back"


class Asker(Protocol):
    """Puts questions to a person."""

    def ask(self, ask: Ask) -> str | Move:
        """The answer as typed or chosen: text, the value of an option, or several joined by commas; empty for an empty line.

        Raises KeyboardInterrupt when the person leaves (Ctrl-C, Ctrl-D, a closed window).
        """

    def tell(self, lines: Iterable[Text]) -> None:
        """Show these lines."""
