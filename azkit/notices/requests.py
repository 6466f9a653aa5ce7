"""Where a text asks for something: sentences that are a request, and the bullets below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from azkit.notices.model import Span
from azkit.notices.page import Page

BULLET = re.compile(r"\s*(?:(?:-{1,2}|[–—•*·+]|\(?[0-9]{1,2}[.)、])\s*)")
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
    found = [*_walk(page)]
    conditions = {stretch.branch for stretch in found if stretch.branch.startswith("if")}
    alone = found and all(stretch.branch == "error" for stretch in found)
    return [Stretch(each.span, each.listed, _settled(each.branch, len(conditions), alone=bool(alone))) for each in found]


def _settled(branch: str, conditions: int, *, alone: bool) -> str:
    if branch.startswith("if"):
        return "either" if conditions > 1 else ""
    return "" if branch == "error" and alone else branch


def _walk(page: Page) -> Iterator[Stretch]:
    asking, region, branch, last = False, "ask", "", Span(0, 0)
    for sentence in page.sentences:
        heading = _heading(page, sentence)
        if heading:
            region, asking, branch = heading, False, ("error" if heading == "error" else "")
        first_of_line = starts_line(page, sentence)
        own_request = page.has("asks", sentence)
        if page.has("no-demand-in", sentence):
            asking = asking and bool(BULLET.match(page.own, sentence.start, sentence.end)) and first_of_line
            continue
        bullet = BULLET.match(page.own, sentence.start, sentence.end) if first_of_line else None
        if bullet and asking:
            yield Stretch(Span(bullet.end(), sentence.end), True, branch)
        elif own_request and (region in ("ask", "error") or not heading):
            asking = True
            branch = _branch(page, sentence, region, branch, starts=first_of_line)
            yield Stretch(Span(bullet.end() if bullet else sentence.start, sentence.end), False, branch)
        elif not heading and first_of_line and asking:
            asking = _is_item(page, sentence) and page.own.count("\n", last.end, sentence.start) < 2
            if asking:
                yield Stretch(sentence, True, branch)
        last = sentence


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
