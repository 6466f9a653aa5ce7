"""Phrases: words, alternatives, stems and bounded gaps inside one sentence.

greater detail on ~ root cause        a gap of up to 8 words
refund|gift|coupon ~12 review*        alternatives, a gap of up to 12 words, a stem
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from azkit.ground.say import Text, say

DEFAULT_GAP = 8
LONGEST_GAP = 40


class BadPhrase(Exception):
    """A phrase that cannot be used; `message` has the remedy."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)


@dataclass(frozen=True, slots=True)
class Words:
    """One word of the text: any of these, or any that begins with one of the stems."""

    exact: frozenset[str]
    stems: tuple[str, ...]

    def fit(self, word: str) -> bool:
        """Whether `word`, in lower case, is meant."""
        return word in self.exact or word.startswith(self.stems)


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `most` words in between."""

    most: int


Phrase: TypeAlias = "tuple[Words | Gap, ...]"


@lru_cache(maxsize=4096)  # the same phrases are checked and then used, by every playbook that is linked
def parse_phrase(text: str) -> Phrase:
    """The phrase that `text` writes. Raises BadPhrase."""
    elements = [_gap(part) if part.startswith("~") else _words(part) for part in text.split()]
    if not elements or isinstance(elements[0], Gap) or isinstance(elements[-1], Gap):
        raise BadPhrase(say("library.phrase-edges"))
    return tuple(elements)


def first_words(text: str) -> tuple[list[str], list[str]]:
    """The words and the stems with which a phrase can begin, read without parsing the rest."""
    parts = text.split(maxsplit=1)[0].lower().replace("\u2019", "'").split("|") if text.split() else []
    return [part for part in parts if not part.endswith("*")], [part[:-1] for part in parts if part.endswith("*")]


def _gap(part: str) -> Gap:
    if part == "~":
        return Gap(DEFAULT_GAP)
    if not re.fullmatch("~[0-9]{1,2}", part) or not 1 <= int(part[1:]) <= LONGEST_GAP:
        raise BadPhrase(say("library.phrase-gap", longest=LONGEST_GAP))
    return Gap(int(part[1:]))


def _words(part: str) -> Words:
    options = part.lower().replace("\u2019", "'").split("|")
    if any(not re.fullmatch(r"[^\W_]+(?:['-][^\W_]+)*\*?", option) for option in options):
        raise BadPhrase(say("library.phrase-word"))
    return Words(frozenset(option for option in options if not option.endswith("*")), tuple(option[:-1] for option in options if option.endswith("*")))
