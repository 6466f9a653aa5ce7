"""Text on a terminal: how many cells it takes, and where its lines break."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterator

NARROWEST = 16
"""Cells that words get however narrow the terminal is; below that nothing can be read."""

_OPENING, _CLOSING = "（“‘《", "，。；：、！？）”’》…"
_HAN = r"\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff"
_UNIT = re.compile(rf"\s+|[{_OPENING}]*(?:[{_HAN}]|[^{_HAN}{_OPENING}{_CLOSING}\s]+)[{_CLOSING}]*|[{_OPENING}{_CLOSING}]+")
"""What a line never parts: a blank, a word, or one Chinese character, with the marks that may not begin or end a line."""


def screen_width() -> int:
    """The cells of a line on the terminal behind standard error, one left free so that no terminal breaks a full line by itself."""
    try:
        columns = os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError, AttributeError):
        columns = 0
    return max((columns or 80) - 1, NARROWEST)


def cells(text: str) -> int:
    """How many cells of a terminal a text takes.

    Box lines and curly quotes are drawn one cell wide by some terminals and two by those set to Chinese.
    They count two here: a line that ends early still reads, one that runs over tears the drawing.
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def wrapped(words: str, width: int) -> Iterator[str]:
    """The words as lines of at most `width` cells: English breaks between words, Chinese between characters."""
    room = max(width, NARROWEST)
    line, blank = "", ""
    for unit in _UNIT.findall(words):
        if unit.isspace():
            blank = " " if line else ""
            continue
        if line and cells(line + blank + unit) > room:
            yield line
            line, blank = "", ""
        line += blank + unit
        blank = ""
        if cells(line) > room:  # one word longer than a line
            *whole, line = _cut(line, room)
            yield from whole
    if line:
        yield line


def _cut(word: str, room: int) -> Iterator[str]:
    """A word as pieces of at most `room` cells; only the last may be shorter than it needs to be."""
    begin = taken = 0
    for place, character in enumerate(word):
        wide = cells(character)
        if taken + wide > room:
            yield word[begin:place]
            begin, taken = place, 0
        taken += wide
    yield word[begin:]
