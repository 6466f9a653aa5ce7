"""The facts of one text while they are collected: the first value of a fact stays, and the words it came from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date

from azkit.facts.reading import Reading, StoreTerms
from azkit.facts.vocabulary import FactEntry
from azkit.library.link_notices import NoticeBook
from azkit.notices.model import Span
from azkit.notices.page import Page
from azkit.notices.values import amounts_in, asins_in, carrier_in, days_in, iso, number_in, orders_in

_BESIDE_A_NAME = re.compile(r"\s*[\[(（]\s*(?:ASIN|SKU)\b.*$|\s+(?:ASIN|SKU)\s*[:：].*$")
"""The number of an item behind its name."""


@dataclass(slots=True)
class Gathered:
    """Facts by name as plain text, and the words behind each."""

    page: Page
    store: str | None
    never: frozenset[str]
    """Facts that a text of this kind does not carry, whatever it seems to say."""
    facts: dict[str, str] = field(default_factory=dict)
    taken_from: dict[str, str] = field(default_factory=dict)

    @property
    def book(self) -> NoticeBook:
        """What is known of Amazon's texts."""
        return self.page.book

    @property
    def terms(self) -> StoreTerms | None:
        """The terms of the store, where it is known."""
        return self.book.world.stores.get(self.store or "")

    @property
    def reading(self) -> Reading:
        """How amounts are read here."""
        return Reading(self.book.world, self.terms, date(2000, 1, 1), UTC)

    def take(self, name: str, value: str | None, words: str) -> None:
        """Keep a value, unless there is one or the kind of text never tells it."""
        if value and name not in self.facts and name not in self.never:
            self.facts[name] = value
            self.taken_from[name] = words

    def drop(self, name: str) -> None:
        """Leave a fact open after all."""
        self.facts.pop(name, None)
        self.taken_from.pop(name, None)

    def take_from(self, name: str, span: Span, day: str = "first") -> None:
        """Keep the value of a fact that stands in this stretch, read by its type."""
        text = self.page.own[span.start : span.end]
        self.take(name, self._value(self.book.vocabulary[name], name, text, day), self.page.said(span))

    def _value(self, entry: FactEntry, name: str, text: str, day: str) -> str | None:
        match entry.type:
            case "day" | "moment":
                found = list(days_in(text, self.store))
                if not found:
                    return None
                when = found[-1 if day == "last" else 0]
                return iso(when, self.terms) if entry.type == "moment" else when.day.isoformat()
            case "money":
                return next((amount for *_, amount in amounts_in(text, entry, self.reading)), None)
            case "order-id":
                return next(iter(orders_in(text)), None)
            case "asin":
                return next(iter(asins_in(text)), None)
            case "carrier":
                return carrier_in(text, self.book.world) or (_name(text) if len(text) < 30 and not any(char.isdigit() for char in text) else None)
            case "tracking-number":
                return number_in(_without_days(text, self.store))
        return _name(text) if name == "item" else _words(text)


def facts_of_labels(gathered: Gathered, found: Mapping[str, Span]) -> None:
    """Take what stands at labels. Of a value that holds several facts a day is taken only where the value says what happened on it."""
    for name, span in found.items():
        label = gathered.book.labels[name]
        for number, fact in enumerate(label.facts):
            beside = number > 0 and gathered.book.vocabulary[fact].type == "day"
            if not beside or gathered.page.within(("told", fact, "phrases"), span):
                gathered.take_from(fact, span, label.day)


def facts_told(gathered: Gathered, private: tuple[Span, ...]) -> None:
    """Days that Amazon's own sentences tell: one phrase, one day. What the buyer tells is no scan. A fact with a value needs no day."""
    page = gathered.page
    for name, told in gathered.book.told.items():
        for hit in page.hits.get(("told", name, "phrases"), ()):
            sentence = page.sentence_at(hit.start)
            if page.within(("told", name, "without"), sentence):
                continue
            if told.value:
                gathered.take(name, told.value, page.said(sentence))
                continue
            if any(span.start <= hit.start < span.end for span in private):
                continue
            days = list(days_in(page.own[sentence.start : sentence.end], gathered.store))
            near = [when for when in days if sentence.start + when.end >= hit.start] or days
            if near:
                when = near[0] if len(days) > 1 else days[0]
                gathered.take(name, when.day.isoformat(), page.said(sentence))


def _without_days(text: str, store: str | None) -> str:
    for when in days_in(text, store):
        text = text[: when.start] + " " * (when.end - when.start) + text[when.end :]
    return text


def _words(text: str) -> str:
    words = " ".join(text.split()).strip()
    for opening, closing in ('""', "''", "“”", "„“", "«»", "「」"):
        if len(words) > 2 and words.startswith(opening) and words.endswith(closing):
            words = words[1:-1].strip()
    return words


def _name(text: str) -> str:
    words = _BESIDE_A_NAME.sub("", _words(text))
    words = re.sub(r"^[0-9]+ of \(?(.*?)\)?$", r"\1", words)
    return words.strip(" .,;-")
