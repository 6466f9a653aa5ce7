"""The one door for text from outside: what comes in is made safe and even; what goes out fits a web box."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Control characters except tab and newline, C1, zero-width, bidi, soft hyphen, variation selectors, tags, BOM.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BROKEN = re.compile("[\ufff9-\uffff]")
_DASHES = re.compile("[\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d\u30fc\u2500]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_FOLDS = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\uff07": "'", "`": "'", "\u00b4": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"', "\uff02": '"',
        "\u300c": '"', "\u300d": '"', "\u300e": '"', "\u300f": '"',
        "\u2026": "...", "\u2022": "-", "\u00b7": "-", "\u00d7": "x", "\u3001": ",", "\u3002": ".", "\uff0e": ".", "\u00b0": " degrees",
    }
)  # fmt: skip


def sanitised(text: str) -> str:
    """`text` with even line ends and without anything invisible: controls, bidi, zero-width and tag characters.

    Raises ValueError for a character that was broken on its way: a lone surrogate, the replacement character, a noncharacter.
    """
    if _is_plain(text):
        return text
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if _BROKEN.search(text):
        raise ValueError("a broken character")
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def typed(text: str) -> str:
    """What a person typed into a field of numbers, dates or ids: half-width, plain dashes, single spaces.

    Raises ValueError for a character that was broken on its way.
    """
    return _typed_again(text) if len(text) <= _SHORT else _typed(text)


def _typed(text: str) -> str:
    if not _is_plain(text):
        text = unicodedata.normalize("NFKC", sanitised(text))
        text = _SPACES.sub(" ", _DASHES.sub("-", text))
    return " ".join(text.split()).lstrip("'").strip()


_SHORT = 64
"""Characters of a text that is worth remembering: a cell is looked at several times, and many rows have the same."""

_typed_again = lru_cache(maxsize=1024)(_typed)


def one_line(text: str) -> str:
    """Words on one line, outer and double spaces gone."""
    return " ".join(_SPACES.sub(" ", sanitised(text)).split())


def letter_text(text: str) -> str:
    """`text` in the plain punctuation that survives a web box; letters keep their accents.

    Characters without a plain form stay, so that `odd_characters` can name them.
    """
    if _is_plain(text):
        return one_line(text.translate(_FOLDS))
    folded = unicodedata.normalize("NFC", sanitised(text))
    folded = "".join(unicodedata.normalize("NFKC", char) if "\uff00" <= char <= "\uffef" else char for char in folded)
    return one_line(_DASHES.sub("-", folded).translate(_FOLDS))


def _is_plain(text: str) -> bool:
    """Whether nothing needs to be made even: printable ASCII, as most of what is typed."""
    return text.isascii() and text.isprintable()


def odd_characters(text: str) -> list[str]:
    """The characters that may not stand in a letter: neither ASCII nor a Latin letter. Sorted, each once."""
    return [] if text.isascii() else sorted({char for char in text if not (char.isascii() or (char.isalpha() and char < "\u0250"))})


def has_chinese(text: str) -> bool:
    """Whether Han characters stand in `text`."""
    return not text.isascii() and any("\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" for char in text)


def visible(text: str) -> str:
    """Text for a terminal: newlines stay, every other control or bidi character goes."""
    return _INVISIBLE.sub("", _SURROGATE.sub("?", text))
