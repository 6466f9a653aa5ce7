"""Words: short names, the seller's sentences, other people's words, and file names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from azkit.facts.reading import Reading, Unreadable
from azkit.facts.types.choices import shown
from azkit.facts.vocabulary import FactEntry
from azkit.ground.say import Lang, Text, say
from azkit.ground.text import has_chinese, letter_text, odd_characters, one_line

UPLOADS = (".pdf", ".jpg", ".jpeg", ".png", ".gif", ".txt", ".csv", ".xlsx", ".docx")
"""Endings of files that a seller keeps as evidence. Amazon's upload boxes take pdf, jpg, png and gif."""


_CARD = re.compile(r"(?<![0-9-])(?:3[47][0-9]{2}[ -]?[0-9]{6}[ -]?[0-9]{5}|[2456][0-9]{3}(?:[ -]?[0-9]{4}){3})(?![0-9-])")


@dataclass(frozen=True, slots=True)
class Words:
    """Somebody else's words, of at most `limit` characters, that can stand in an English letter."""

    limit: int

    def read(self, text: str, entry: FactEntry, reading: Reading) -> str:
        try:
            words = one_line(text) if entry.any_script else letter_text(text)
        except ValueError as error:
            raise Unreadable(say("facts.broken-character")) from error
        if entry.choices and (known := _offered(words, entry)):
            return known
        if not entry.any_script and not any(char.isalnum() for char in words):
            raise Unreadable(say("facts.no-words"))
        if len(words) > self.limit:
            raise Unreadable(say("facts.too-long", limit=self.limit))
        if not entry.any_script:
            _must_suit_a_letter(words)
        if _holds_a_card_number(words):
            raise Unreadable(say("facts.card-number"))
        for message in self.faults(words, reading):
            raise Unreadable(message)
        return words

    def faults(self, words: str, reading: Reading) -> tuple[Text, ...]:
        """What may not be said in these words; a quote may say anything."""
        return ()

    def show(self, value: str, entry: FactEntry, lang: Lang) -> str:
        choice = entry.choices.get(value)
        return shown(choice, lang) if choice else value

    def text(self, value: str) -> str:
        return value


class Name(Words):
    """A name or a few words: no left-over of a template."""

    def faults(self, words: str, reading: Reading) -> tuple[Text, ...]:
        return reading.judge.name(words) if reading.judge else ()


class Sentence(Words):
    """The seller's own words: what a letter may not say is said here, at the question."""

    def faults(self, words: str, reading: Reading) -> tuple[Text, ...]:
        return reading.judge.sentence(words) if reading.judge else ()


class FileName:
    """The name of a file of evidence; folders before it are dropped, they are nobody's business."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> str:
        try:
            name = PurePosixPath(letter_text(text).replace("\\", "/")).name
        except ValueError as error:
            raise Unreadable(say("facts.broken-character")) from error
        if PurePosixPath(name).suffix.lower() not in UPLOADS:
            raise Unreadable(say("facts.not-a-file", endings=", ".join(UPLOADS)))
        _must_suit_a_letter(name)
        return name

    def show(self, value: str, entry: FactEntry, lang: Lang) -> str:
        return value

    def text(self, value: str) -> str:
        return value


def _offered(words: str, entry: FactEntry) -> str | None:
    lowered = words.casefold()
    for key, choice in entry.choices.items():
        if lowered in (key.casefold(), choice.en.casefold(), choice.zh.casefold(), choice.letter.casefold() or None):
            return key
    return None


def _holds_a_card_number(words: str) -> bool:
    """Whether a payment card's number stands in the words: 15 or 16 digits of its form with a right Luhn check digit (ISO/IEC 7812)."""
    numbers = (re.sub("[ -]", "", match.group()) for match in _CARD.finditer(words))
    return any(sum(int(digit) if index % 2 == 0 else sum(divmod(2 * int(digit), 10)) for index, digit in enumerate(reversed(number))) % 10 == 0 for number in numbers)


def _must_suit_a_letter(words: str) -> None:
    if has_chinese(words):
        raise Unreadable(say("facts.chinese"))
    if odd := odd_characters(words):
        raise Unreadable(say("facts.odd-characters", count=len(odd)))


NAME = Name(200)
TEXT = Sentence(2000)
QUOTE = Words(4000)
FILE = FileName()
