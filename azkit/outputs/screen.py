"""What surrounds the letters, drawn on a terminal by Rich. Letters themselves never pass through it: it would wrap and colour them."""

from __future__ import annotations

import os
from collections.abc import Iterable

from azkit.ground.text import visible


def draw(blocks: Iterable[tuple[str, list[str]]]) -> None:
    """Draw heads and their lines on standard error, the lines wrapped beside their heads."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(stderr=True, highlight=False, emoji=False, markup=False, no_color=True if os.environ.get("TERM") == "dumb" else None)
    table = Table.grid(padding=(0, 2))
    narrow = console.width < 60
    for head, lines in blocks:
        if narrow:
            table.add_row(Text(visible(head), style="bold cyan"))
            for line in lines:
                table.add_row(Text("  " + visible(line)))
        else:
            table.add_row(Text(visible(head), style="bold cyan"), Text("\n".join(visible(line) for line in lines)))
    console.print()
    console.print(table)
