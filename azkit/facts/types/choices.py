"""One of several, several of several, yes or no."""

from __future__ import annotations

import re

from azkit.facts.reading import Reading, Unreadable, typed_in
from azkit.facts.vocabulary import Choice as Offer
from azkit.facts.vocabulary import FactEntry
from azkit.ground.nearest import no_such
from azkit.ground.say import Lang, say
from azkit.ground.text import typed

_SEPARATORS = re.compile("[,;、]")
_YES = {"yes", "y", "true", "是", "有", "对"}
_NO = {"no", "n", "false", "否", "没有", "无", "不", "不是"}


class Choice:
    """One value of a list, given by its id or by either label."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> str:
        words = typed_in(text).casefold()
        if words in entry.choices:
            return words
        for key, offer in entry.choices.items():
            if words in {key.casefold(), typed(offer.en).casefold(), typed(offer.zh).casefold()}:
                return key
        raise Unreadable(no_such("facts.not-a-choice", words if words.isascii() else "", entry.choices, known=_list(entry)))

    def show(self, value: str, entry: FactEntry, lang: Lang) -> str:
        return shown(entry.choices[value], lang)

    def text(self, value: str) -> str:
        return value


class Choices:
    """Several values of a list, each once, in the order given."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> tuple[str, ...]:
        parts = [part for part in _SEPARATORS.split(typed_in(text)) if part.strip()]
        if not parts:
            raise Unreadable(say("facts.not-a-choice", known=_list(entry)))
        return tuple(dict.fromkeys(CHOICE.read(part, entry, reading) for part in parts))

    def show(self, value: tuple[str, ...], entry: FactEntry, lang: Lang) -> str:
        return joined([shown(entry.choices[key], lang) for key in value], lang)

    def text(self, value: tuple[str, ...]) -> str:
        return ", ".join(value)


class YesNo:
    """Yes or no, in either language."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> bool:
        words = typed_in(text).casefold()
        if words in _YES:
            return True
        if words in _NO:
            return False
        raise Unreadable(say("facts.not-yes-no"))

    def show(self, value: bool, entry: FactEntry, lang: Lang) -> str:
        return say("facts.yes" if value else "facts.no").in_(lang)

    def text(self, value: bool) -> str:
        return "yes" if value else "no"


def shown(offer: Offer, lang: Lang) -> str:
    """The words of a choice inside a sentence."""
    return (offer.reading or offer.zh) if lang == "zh" else (offer.letter or offer.en)


def joined(parts: list[str], lang: Lang) -> str:
    """A list as it stands in a sentence."""
    if lang == "zh":
        return "、".join(parts)
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""


def _list(entry: FactEntry) -> str:
    return ", ".join(entry.choices)


CHOICE = Choice()
CHOICES = Choices()
YES_NO = YesNo()
