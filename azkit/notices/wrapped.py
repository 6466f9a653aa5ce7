"""Lines that a mail program broke, made whole again."""

from __future__ import annotations

import re
from collections.abc import Collection

WRAPPED = 50
"""A line as long as this that ends inside a sentence was broken by a mail program."""

WIDTHS = range(60, 121)
"""Widths at which mail programs break lines."""

FULL_LINES = 3
"""Lines that end near the width of the text: from so many on it was broken there."""

WORDS = 4
"""Blanks in a line of running words: a link has none."""

NEAR = 14
"""How far from the width the longest words leave a line."""

_ITEM = re.compile(r"[a-z0-9]{1,2}[.)]\s")
_BEGINS_A_LINE = re.compile(r"\s*(?:[-–—•*·>+|]|\(?[0-9A-Za-z]{1,2}[.)、]\s|https?:|[^\s:：][^:：.]{0,30}[:：])")


def unwrapped(text: str, open_words: Collection[str]) -> str:
    """Lines that a mail program broke are whole again: inside a sentence, behind a long line or one that had no room for the next word.

    Behind `open_words` no sentence ends.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    width = _width(lines)
    joined: list[str] = []
    before = ""
    for line in lines:
        ended = not before or before.endswith((".", ":", "!", "?", "。", "："))
        goes_on = not ended and (
            (len(before) >= WRAPPED and ((line[:1].islower() and not _ITEM.match(line)) or _leaves_open(before, line, open_words))) or _had_no_room(before, line, width)
        )
        if joined and goes_on and joined[-1].startswith(">") == line.startswith(">"):
            joined[-1] += " " + line.lstrip()
        else:
            joined.append(line)
        before = line
    return "\n".join(joined)


def _leaves_open(before: str, line: str, open_words: Collection[str]) -> bool:
    """Whether the last word of a line cannot end anything."""
    return bool(line and before.rpartition(" ")[2].lower() in open_words and not _BEGINS_A_LINE.match(line))


def _width(lines: list[str]) -> int:
    """Where the lines of a text were broken; 0 where they were not."""
    longest = max((len(line) for line in lines if line.count(" ") >= WORDS), default=0)
    return longest if longest in WIDTHS and sum(len(line) > longest - NEAR for line in lines) >= FULL_LINES else 0


def _had_no_room(before: str, line: str, width: int) -> bool:
    """Whether the first word of a line did not fit behind the one before it. An item, a label and a link begin lines of their own."""
    first = line.strip().partition(" ")[0]
    return bool(width and first and len(before) + 1 + len(first) > width and not _BEGINS_A_LINE.match(line))
