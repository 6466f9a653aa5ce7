"""What the engine says: ask this, review that, or done. Plain values that any asker can put to a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from azkit.ground.documents import Plain
from azkit.ground.say import Text, plain
from azkit.library.playbook import Route

NO_WORDS = plain("")

Kind = Literal["words", "long", "one", "several"]
"""How an answer is given: a line, a text of several lines, one of the options, several of them."""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose. `more` is a second line of words, such as the price of a way."""

    value: str
    label: Text
    more: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question.

    `place` is where its answer goes in the log; `decline` are the words for an empty answer where one is taken;
    `own` says that other words than the options are taken too; `hidden` options show only when somebody searches;
    `number` of `about` says how far the interview is (0: not counted).
    """

    place: str
    kind: Kind
    question: Text
    title: Text = NO_WORDS
    help: Text | None = None
    example: str = ""
    options: tuple[Option, ...] = ()
    hidden: tuple[Option, ...] = ()
    own: bool = False
    decline: Text | None = None
    default: str = ""
    faults: tuple[Text, ...] = ()
    told: tuple[Text, ...] = ()
    number: int = 0
    about: int = 0
    route: Route | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One answer as a summary shows it. A line of a table stands for a whole record."""

    place: str
    title: Text
    shown: Text


@dataclass(frozen=True, slots=True)
class Way:
    """Another way that the seller may choose: the fact and value that choose it, and the route with its price."""

    place: str
    value: str
    route: Route


@dataclass(frozen=True, slots=True)
class Review:
    """Everything is answered: the route, all answers, what could still be added, and the other ways."""

    route: Route
    lines: tuple[Line, ...]
    additions: tuple[Line, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The facts to draft from. `stopped` is the route whose verdict was enough for the seller."""

    facts: Mapping[str, Plain]
    stopped: Route | None = None
