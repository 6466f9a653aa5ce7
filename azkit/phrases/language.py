"""Phrases: words, alternatives, stems and bounded gaps inside one sentence.

greater detail on ~ root cause        a gap of up to 8 words
refund|gift|coupon ~12 review*        alternatives, a gap of up to 12 words, a stem
未收到|没收到 ~12 包裹|商品               in Chinese and Japanese every character is a word; a gap counts characters
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

from azkit.ground.say import Text, say

DEFAULT_GAP = 8
LONGEST_GAP = 40

IDEOGRAPHS = "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff\uf900-\ufaff"
"""Han characters and kana, as the inside of a character class: scripts that put no blank between words."""

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*\*?")


@cache  # most phrases are of other scripts, and the pattern takes as long to compile as fifty of them to parse
def _run() -> re.Pattern[str]:
    """The pattern of ideographs in a row."""
    return re.compile(f"[{IDEOGRAPHS}]+")


class BadPhrase(Exception):
    """A phrase that cannot be used; `message` has the remedy."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)


@dataclass(frozen=True, slots=True)
class Words:
    """One word of the text: any of these, or any that begins with one of the stems; or one of the runs of characters."""

    exact: frozenset[str]
    stems: tuple[str, ...]
    runs: tuple[str, ...] = ()

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
    parts = _options(text.split(maxsplit=1)[0]) if text.split() else []
    words = [part for part in parts if not part.endswith("*")]
    return [word[0] if not word.isascii() and _run().match(word) else word for word in words], [part[:-1] for part in parts if part.endswith("*")]


def _gap(part: str) -> Gap:
    if part == "~":
        return Gap(DEFAULT_GAP)
    if not re.fullmatch("~[0-9]{1,2}", part) or not 1 <= int(part[1:]) <= LONGEST_GAP:
        raise BadPhrase(say("library.phrase-gap", longest=LONGEST_GAP))
    return Gap(int(part[1:]))


def _options(part: str) -> list[str]:
    return part.lower().replace("\u2019", "'").split("|")


@lru_cache(maxsize=2048)  # the phrases of a library share most of their words
def _words(part: str) -> Words:
    options = _options(part)
    if part.isascii() and part.replace("|", "").isalnum() and all(options):  # as most are: whole words, which need no closer look
        return Words(frozenset(options), ())
    if any(not _WORD.fullmatch(option) or (not option.isascii() and _run().match(option) and not _run().fullmatch(option)) for option in options):
        raise BadPhrase(say("library.phrase-word"))
    runs = tuple(option for option in options if len(option) > 1 and not option.isascii() and _run().match(option))
    exact = frozenset(option for option in options if not option.endswith("*") and option not in runs)
    return Words(exact, tuple(option[:-1] for option in options if option.endswith("*")), runs)
