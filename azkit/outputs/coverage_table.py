"""Coverage as a table for people: what Amazon asks for, about what, whether it is answered, and by which records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from azkit.ground.cells import cells
from azkit.ground.say import Lang, say
from azkit.rules.judged_case import CoverageRow

_PLACE = re.compile(r"([a-z_]+)\[([0-9]+)\]")
_GAP = "  "


def coverage_lines(rows: Iterable[CoverageRow], lang: Lang) -> list[str]:
    """One line a demand, its columns one below the other."""
    table = [list(_row(row, lang)) for row in rows]
    widths = [max(map(cells, column)) for column in zip(*table, strict=True)]
    return [_GAP.join(words + " " * (width - cells(words)) for words, width in zip(row, widths, strict=True)).rstrip() for row in table]


def _row(row: CoverageRow, lang: Lang) -> Iterator[str]:
    yield say(f"notices.part-{row.part}").in_(lang)
    yield row.issue
    yield say(f"cases.state-{row.state}").in_(lang)
    yield _by(row.by)


def _by(places: tuple[str, ...]) -> str:
    """`actions[0], actions[2]` as `actions 1, 3`: as a letter and a person count."""
    counted: dict[str, list[str]] = {}
    for place in places:
        match = _PLACE.fullmatch(place)
        counted.setdefault(match[1] if match else "causes", []).append(str(int(match[2]) + 1) if match else place)
    return "; ".join(f"{table} {', '.join(numbers)}" for table, numbers in counted.items())
