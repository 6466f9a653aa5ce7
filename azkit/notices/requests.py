"""Where a text asks for something: sentences that are a request, and the bullets below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from azkit.notices.labels import is_row
from azkit.notices.model import Span
from azkit.notices.page import Page

BULLET = re.compile(r"\s*(?:(?:-{1,2}|[–—•*·+①-⑳]|\(?[0-9]{1,2}[.)、]|\(?[a-h]\)|[a-h]\.(?=\s))\s*)")
MOST = 200
"""Stretches of one text. The longest real notice has two dozen."""

_LETTER = re.compile(r"\s*\(?[A-D][.)]\s+")
"""The letter before one of several ways to answer."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch in which something may be asked for. `branch` says when it is: `error` where the text was wrong, `either` in one of several cases."""

    span: Span
    listed: bool
    branch: str = ""


def requests_of(page: Page) -> list[Stretch]:
    """Every requesting sentence and every bullet below one. Of two conditions neither binds by itself; one alone does."""
    found = [*islice(_walk(page), MOST)]
    conditions = {stretch.branch for stretch in found if stretch.branch.startswith("if")}
    alone = found and all(stretch.branch == "error" for stretch in found)
    return [Stretch(each.span, each.listed, _settled(each.branch, len(conditions), alone=bool(alone))) for each in found]


def _settled(branch: str, conditions: int, *, alone: bool) -> str:
    if branch.startswith("if"):
        return "either" if conditions > 1 else ""
    return "" if branch == "error" and alone else branch


@dataclass(slots=True)
class _List:
    """The list that is being read: which glyphs its items have, and whether a request opens it."""

    open: bool = False
    leads: bool = False
    glyph: str | None = None

    def takes(self, glyph: str, *, apart: bool) -> bool:
        """Whether a bullet is an item of it: items of one list look alike, and behind an empty line the request must point ahead."""
        fits = self.open and self.glyph in (None, glyph) and (self.leads or self.glyph is not None or not apart)
        self.glyph = glyph if fits else self.glyph
        return fits


def _walk(page: Page) -> Iterator[Stretch]:
    items, region, branch, last = _List(), "ask", "", Span(0, 0)
    for sentence in page.sentences:
        first_of_line = starts_line(page, sentence)
        bullet = BULLET.match(page.own, sentence.start, sentence.end) if first_of_line else None
        heading = None if bullet and items.open else _heading(page, sentence)
        if heading:
            region, items, branch = heading, _List(), ("error" if heading == "error" else "")
        apart = page.own.count("\n", last.end, sentence.start) > 1
        last = sentence
        asks = page.has("asks", sentence) or (_ends_open(page, sentence) and page.has("asks-for-list", sentence))
        if page.has("no-demand-in", sentence):
            items = items if bullet else _List()
        elif bullet and not (asks and _leads(page, sentence)) and items.takes(_glyph(bullet), apart=apart):
            yield Stretch(Span(bullet.end(), sentence.end), True, branch)
        elif asks and not (first_of_line and is_row(page, sentence)) and (region in ("ask", "error") or not heading):
            items = _List(open=True, leads=_leads(page, sentence))
            branch = _branch(page, sentence, region, branch, starts=first_of_line)
            yield Stretch(Span(bullet.end() if bullet else sentence.start, sentence.end), False, branch)
        elif not heading and first_of_line and items.open:
            if not apart and items.glyph is None and _is_item(page, sentence):
                yield Stretch(sentence, True, branch)
            else:
                items = _List()


def _glyph(bullet: re.Match[str]) -> str:
    return re.sub("[0-9]+|[a-h]|[①-⑳]", "1", bullet[0].strip())


def _leads(page: Page, sentence: Span) -> bool:
    """Whether a sentence points to what follows."""
    return _ends_open(page, sentence) or page.has("points-ahead", sentence)


def _ends_open(page: Page, sentence: Span) -> bool:
    return page.own[sentence.start : sentence.end].rstrip(" \"'").endswith((":", "："))


def _branch(page: Page, sentence: Span, region: str, before: str, *, starts: bool) -> str:
    """Under which condition a request stands. A request that opens no new condition goes on with the one before it, in the same line only."""
    if region == "error" or page.has("in-error", sentence):
        return "error"
    if page.has("any-one-of", sentence):
        return "either"
    letter = _LETTER.match(page.own, sentence.start, sentence.end)
    start = letter.end() if letter else sentence.start
    if any(start <= hit.start <= start + 3 for hit in page.words("conditions")) and _asks_behind(page, sentence):
        return f"if{sentence.start}"
    return "" if starts else before


def _asks_behind(page: Page, sentence: Span) -> bool:
    """Whether a conditional sentence goes on with a request behind its condition."""
    return any(sentence.start + 5 < hit.start < sentence.end for hit in page.words("asks"))


def _heading(page: Page, sentence: Span) -> str | None:
    for name in ("ask", "why", "error", "else"):
        if page.has(f"headings-{name}", sentence):
            return name
    return None


def starts_line(page: Page, sentence: Span) -> bool:
    """Whether nothing stands before a sentence on its line."""
    return page.own[: sentence.start].rpartition("\n")[2].strip() == ""


def _is_item(page: Page, sentence: Span) -> bool:
    """Whether a line without a glyph goes on with the list: it begins with what the list asks for."""
    return any(hit.start <= sentence.start + 12 and hit.end <= sentence.end for name in page.book.demands for hit in page.hits.get(("demands", name, "phrases"), ()))
