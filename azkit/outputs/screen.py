"""What surrounds the letters, drawn on a terminal by Rich. Letters themselves never pass through it: it would wrap and colour them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from azkit.ground.cells import cells, wrapped
from azkit.ground.text import visible

_NARROW, _BESIDE = 60, 12
"""Columns below which heads stand above their lines; and how wide their column is where they stand beside them."""


def draw(blocks: Iterable[tuple[str, list[str]]]) -> None:
    """Draw heads with their lines on standard error. A line that begins with blanks belongs to the one above it."""
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, highlight=False, emoji=False, markup=False, no_color=True if os.environ.get("TERM") == "dumb" else None)
    console.print()
    for head, lines in blocks:
        for beside, words in _laid_out(visible(head), [visible(line) for line in lines], console.width):
            console.print(Text.assemble((beside, "bold cyan"), words), soft_wrap=True)


def _laid_out(head: str, lines: list[str], width: int) -> Iterator[tuple[str, str]]:
    """Every line of the screen: what stands in the column of the heads, and the words beside it."""
    column = _BESIDE if width >= _NARROW else 2
    first = head + " " * (column - cells(head))
    if width < _NARROW:
        yield head, ""
        first = " " * column
    for words in _marked(lines, width - column - 1):
        yield first, words
        first = " " * column


def _marked(lines: list[str], width: int) -> Iterator[str]:
    """The lines wrapped; of several each begins with a dash, and what belongs to one stands below its words."""
    several = sum(not line.startswith(" ") for line in lines) > 1
    for line in lines:
        mark = "- " if several and not line.startswith(" ") else "  " if several else ""
        for words in wrapped(line, width - len(mark)):
            yield mark + words
            mark = " " * len(mark)
