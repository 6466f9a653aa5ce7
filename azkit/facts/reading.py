"""What a reader of facts needs to know about the world: the store's terms, names that people type, and the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Protocol

from azkit.ground.say import Text, say
from azkit.ground.text import typed


class Unreadable(Exception):
    """A value that a type cannot take; `message` says what is wrong and what to do, never the value itself."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)


def typed_in(text: str) -> str:
    """What a person typed into a field of numbers, dates or ids, made even. Raises Unreadable for a broken character."""
    try:
        return typed(text)
    except ValueError as error:
        raise Unreadable(say("facts.broken-character")) from error


class WordsJudge(Protocol):
    """What may not be said, said before it stands in a letter."""

    def name(self, text: str) -> tuple[Text, ...]:
        """What is wrong with a name or a few words: left-overs of a template."""

    def sentence(self, text: str) -> tuple[Text, ...]:
        """What is wrong with a sentence of the seller's own."""


@dataclass(frozen=True, slots=True)
class StoreTerms:
    """What one store fixes for its facts."""

    id: str
    currency: str
    symbols: tuple[str, ...]
    zone: str


@dataclass(frozen=True, slots=True)
class Names:
    """Words that people type for stores and carriers, and the forms of the carriers' tracking numbers."""

    stores: Mapping[str, StoreTerms] = field(default_factory=dict)
    store_aliases: Mapping[str, str] = field(default_factory=dict)
    carriers: Mapping[str, str] = field(default_factory=dict)
    number_forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    currencies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of facts: the names, the store when it is known, and today in that store's zone."""

    names: Names
    store: StoreTerms | None
    today: date
    zone: tzinfo
    judge: WordsJudge | None = None
    """Judges what a person wrote at the question; None where no rules are at hand."""

    def day_of(self, moment: datetime) -> date:
        """The day of `moment` in the store's zone."""
        return moment.astimezone(self.zone).date()
