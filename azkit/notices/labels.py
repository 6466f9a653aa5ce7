"""Labels and their values: `Carrier: UPS`, a label with its value on the next line, tables whose cells were pasted flat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from azkit.library.link_notices import NoticeBook
from azkit.notices.model import Span
from azkit.notices.page import Page

_BULLET = re.compile(r"\s*(?:-{1,2}|[–—•*·]|[0-9]{1,2}[.)])?\s*")
_BETWEEN = re.compile(r"\t| {2,}|\s\|\s")
_MARKED = r"(?=\s?[:：#]|\s*$|\t| {2,}|\s\|)"
_BEFORE_A_FIGURE = r"(?=\s(?:(?:[A-Z]{0,3}[$£€¥￥₹]|[A-Z]{3})? ?[0-9]|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? [0-9]))"
_BEFORE_A_NAME = r" [A-Z\u3400-\u9fff]"
"""What may follow a label without a mark: a figure or a day; a capital letter only behind a label of two words, or one in Chinese."""

_BEFORE_A_CARRIER = r" [A-Z][A-Za-z]{1,14}(?: [A-Z][A-Za-z]{1,14})?(?:\s{2}|\t|\s?\||\s*$)"
"""A short name that fills its cell may stand behind the label of a carrier."""

_OCR = {"m": "(?:m|rn)", "w": "(?:w|vv)", "l": "[lI1]", "i": "[ilI1]", "o": "[o0]"}
"""Letters that a scan mistakes. Labels are read through them; ids, amounts and days never are."""

_AFTER_SENTENCE = re.compile(r"[.!?,;] (?=[A-Z])")
FEWEST_COLUMNS = 3
MOST = 300
"""Labels of one text. A page of several claims has some dozens."""


class Known(NamedTuple):
    """The labels of the book: which one a word as printed is, and how they look in a text."""

    names: dict[str, str]
    pattern: re.Pattern[str]

    def at(self, page: Page, place: int, end: int) -> re.Match[str] | None:
        """The label that begins at a place, behind a glyph or not."""
        bullet = _BULLET.match(page.own, place, end)
        return self.pattern.match(page.own, bullet.end() if bullet else place, end)


class Labelled(NamedTuple):
    """A label of the book that stands in the text, and where its value does."""

    label: str
    start: int
    value: Span


def labelled(page: Page) -> list[Labelled]:
    """Every label with its value, in order."""
    known = _known(page.book)
    lines = [Span(match.start(), match.end()) for match in re.finditer(r"[^\n]+", page.own)]
    found: list[Labelled] = []
    number = 0
    while number < len(lines) and len(found) < MOST:
        table = _flat_table(page, lines, number, known) or _row_table(page, lines, number, known)
        if table:
            found += table[0]
            number = table[1]
            continue
        found += _in_line(page, lines, number, known)
        number += 1
    return found


@lru_cache(maxsize=8)
def _known(book: NoticeBook) -> Known:
    words_of = {name: label.words for name, label in book.labels.items()}
    longest_first = sorted((word for words in words_of.values() for word in words), key=len, reverse=True)
    names = "|".join(_loose(word) for label in book.labels.values() if label.facts[:1] == ("carrier",) for word in label.words if word.isascii())
    bare = "|".join(_loose(word) for word in longest_first)
    apart = "|".join(_loose(word) for word in longest_first if " " in word or not word.isascii())
    pattern = re.compile(f"(?:({bare})(?:{_MARKED}|{_BEFORE_A_FIGURE})|(?-i:({apart})(?={_BEFORE_A_NAME})|({names})(?={_BEFORE_A_CARRIER})))", re.IGNORECASE)
    return Known({_folded(word): name for name, words in words_of.items() for word in words}, pattern)


def is_row(page: Page, line: Span) -> bool:
    """Whether a line is a label with its value, as `Reply by: 5 May 2026`."""
    match = _known(page.book).at(page, line.start, line.end)
    rest = page.own[match.end() : line.end].strip() if match else ""
    return len(rest) > 1 and rest[0] in ":："


def _loose(word: str) -> str:
    return "".join(_OCR.get(char, re.escape(char)) for char in word)


def _folded(words: str) -> str:
    """A label as it is looked up: one case, and one letter for those that a scan mistakes."""
    return " ".join(words.casefold().split()).replace("rn", "m").replace("vv", "w").replace("1", "l").replace("i", "l").replace("0", "o")


def _in_line(page: Page, lines: list[Span], number: int, known: Known) -> Iterator[Labelled]:
    line = lines[number]
    places = [line.start, *(match.end() for match in _BETWEEN.finditer(page.own, line.start, line.end))]
    starts = [match for place in places if (match := known.at(page, place, line.end))]
    inside = [match for place in _AFTER_SENTENCE.finditer(page.own, line.start, line.end) if (match := known.at(page, place.end(), line.end))]
    starts += [match for match in inside if match.start() not in places and page.own[match.end() : match.end() + 1] in (":", "：")]
    starts.sort(key=lambda match: match.start())
    for index, match in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else line.end
        value = _trimmed(page, match.end(), end)
        name = known.names[_folded(match[1] or match[2] or match[3])]
        if value.start >= value.end:
            if len(starts) > 1 or number + 1 >= len(lines) or known.at(page, lines[number + 1].start, lines[number + 1].end):
                continue
            value = _trimmed(page, lines[number + 1].start, lines[number + 1].end)
        if page.book.labels[name].lines == "block" and index == len(starts) - 1:
            value = Span(value.start, _block_end(page, lines, number, known))
        yield Labelled(name, match.start(), value)


def _trimmed(page: Page, start: int, end: int) -> Span:
    piece = page.own[start:end]
    lead = len(piece) - len(piece.lstrip(" \t:：#|"))
    return Span(start + lead, max(start + lead, start + len(piece.rstrip(" \t|,;"))))


def _block_end(page: Page, lines: list[Span], number: int, known: Known) -> int:
    """Where the block that begins in this line ends: before an empty line, or the next label."""
    end = lines[number].end
    for before, line in zip(lines[number:], lines[number + 1 :], strict=False):
        apart = page.own[before.end : line.start].count("\n") > 1
        if (apart and end > lines[number].end) or known.at(page, line.start, line.end) or page.has("block-ends", line):
            break
        end = line.end
    return end


def _bare(page: Page, line: Span, known: Known) -> str | None:
    """The label that a line is, with nothing beside it."""
    words = page.own[line.start : line.end]
    return known.names.get(_folded(words.strip(" \t:：#") or words.strip()))


def _flat_table(page: Page, lines: list[Span], number: int, known: Known) -> tuple[list[Labelled], int] | None:
    """Headings below one another, then as many values: a table whose cells were pasted one a line."""
    names: list[str] = []
    while number + len(names) < len(lines) and (name := _bare(page, lines[number + len(names)], known)):
        names.append(name)
    values = lines[number + len(names) : number + 2 * len(names)]
    if len(names) < FEWEST_COLUMNS or len(values) < len(names) or any(known.at(page, each.start, each.end) for each in values):
        return None
    return [Labelled(name, lines[number + n].start, _trimmed(page, *values[n])) for n, name in enumerate(names)], number + 2 * len(names)


def _row_table(page: Page, lines: list[Span], number: int, known: Known) -> tuple[list[Labelled], int] | None:
    """A line of headings, and a line of values with the same columns."""
    heads = _cells(page, lines[number])
    names = [known.names.get(_folded(page.own[cell.start : cell.end].strip(" :："))) for cell in heads]
    if len(heads) < FEWEST_COLUMNS or None in names or number + 1 >= len(lines):
        return None
    values = _cells(page, lines[number + 1])
    if len(values) > len(heads):
        return None
    return [Labelled(name, head.start, value) for name, head, value in zip(names, heads, values, strict=False) if name], number + 2


def _cells(page: Page, line: Span) -> list[Span]:
    cells, start = [], line.start
    for match in _BETWEEN.finditer(page.own, line.start, line.end):
        cells.append(_trimmed(page, start, match.start()))
        start = match.end()
    cells.append(_trimmed(page, start, line.end))
    return [cell for cell in cells if cell.start < cell.end]
