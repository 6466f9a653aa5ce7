"""What a text asks for: each bullet under a request, or each thing that a requesting sentence names, in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from azkit.notices.model import Demand, Span
from azkit.notices.page import Page
from azkit.notices.requests import Stretch, requests_of

_CLAUSE = re.compile(r"[,;，；、]\s*(?:(?:and|or|und|et|e|y|以及|和)\s+)?|\s+and\s+(?=(?:the|a|an|your|any|proof)\s)|。")
_LEAD = re.compile(
    r"(?:\b(?:the|a|an|your|any|all|both|copies of|copy of|a copy of|greater detail on|more detail on|evidence of|details? (?:of|on|about))\s+)*$", re.IGNORECASE
)
_COMMA = re.compile("[,;，；、]")
_OR = re.compile(r"\b(?:or|oder|ou|o)\s|或者?")
_AND = re.compile(r"\b(?:and|und|et)\s|以及|和")
_LOOSE_END = re.compile(r"[\s,]+(?:and|or|und|oder|et|ou|以及|或|和)\s*$")
_TERM = re.compile(r"\s+within\s+(?:[0-9]|[a-z]+ (?:\([0-9]+\) )?(?:calendar |business )?(?:days|hours))", re.IGNORECASE)
_ASKS = re.compile(r"(?:what|why|how|who|which|where|when|whether)\b|(?:您|你)?(?:为什么|如何|怎样|是否|何时)", re.IGNORECASE)
"""How an item begins that asks for words rather than for papers."""

_ASIDE = re.compile(r"\s*\((?:[0-9]+|[a-z ]{4,30})\)$")
"""A note behind an item: a number, or a few words in brackets."""

FALLBACK = dict.fromkeys(("deactivation", "review", "warning", "listing-removal", "reply", "funds"), "documents") | {
    "information-request": "order-details",
    "chargeback": "order-details",
}
"""What an item of a list is that no entry of the book names: a demand all the same, of the broadest sort of its kind of text."""

PLAN = ("root-cause", "actions", "prevention")

MOST = 40
"""Demands of one text. The longest real list has a dozen."""


def demands_of(page: Page, kind: str, issues: tuple[str, ...]) -> list[Demand]:
    """Every demand in order. Advice, conditions of other cases and lists of policies are none."""
    found: dict[tuple[str, str], Demand] = {}
    for stretch in requests_of(page):
        for demand in _in(page, stretch, kind, issues):
            if any(char.isalnum() for char in demand.quote):
                found.setdefault((demand.part, demand.quote), demand)
    first = [*found.values()][: 2 * MOST]  # what says it again stands near by, and no reply asks for so much
    return [each for each in first if not any(_says_more(other, each) for other in first)][:MOST]


def _says_more(one: Demand, other: Demand) -> bool:
    """Whether a demand is said again, in more words, by another one of its part."""
    return one.part == other.part and one.quote != other.quote and other.quote.lower() in one.quote.lower()


def _in(page: Page, stretch: Stretch, kind: str, issues: tuple[str, ...]) -> Iterator[Demand]:
    span = stretch.span
    hits = _hits(page, span, kind)
    required = not stretch.branch and not page.has("optional", page.sentence_at(span.start))
    if not stretch.listed:
        hits = _joined(page, _without_examples(page, span, sorted(hits, key=lambda each: each[1])))
        for number, (name, hit) in enumerate(hits):
            either = _is_either(page, hits, number)
            yield from _demand(page, name, hit, _clause(page, span, hit, [other for _, other in hits]), required and not either, issues)
    elif hits:
        for name, hit in _of_item(page, _without_examples(page, span, hits)):
            yield from _demand(page, name, hit, span, required, issues)
    elif kind in FALLBACK and not any(hit.start <= span.start + 1 for hit in page.within(("words", "steps-only", "phrases"), span)):
        part = "explanation" if page.has("explains", span) or _ASKS.match(page.own, span.start) else FALLBACK[kind]
        yield Demand(part, page.said(span).strip(" .,;:。；，"), _shown(page, span), required)


def _demand(page: Page, name: str, hit: Span, stretch: Span, required: bool, issues: tuple[str, ...]) -> Iterator[Demand]:
    form = page.book.demands[name]
    for issue in _issues_in(page, stretch, issues) or [None]:
        yield Demand(form.part, form.about or _about(page, hit, stretch), _shown(page, stretch), required, issue)


def _of_item(page: Page, hits: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """What one item of a list asks for: what stands first in the book; of a plan each of its parts, as an item of the old family asks for two."""
    plan = {page.book.demands[name].part: (name, hit) for name, hit in reversed(hits) if page.book.demands[name].part in PLAN}
    return sorted(plan.values(), key=lambda each: each[1]) if len(plan) > 1 else hits[:1]


def _hits(page: Page, span: Span, kind: str) -> list[tuple[str, Span]]:
    """What a stretch asks for, in the order of the book; of overlapping hits the one that stands first there."""
    taken: list[tuple[str, Span]] = []
    for name, form in page.book.demands.items():
        if form.kinds and kind not in form.kinds:
            continue
        if page.within(("demands", name, "without"), span):
            continue
        for hit in page.within(("demands", name, "phrases"), span):
            if all(hit.end <= other.start or other.end <= hit.start for _, other in taken):
                taken.append((name, hit))
    return taken


def _shown(page: Page, stretch: Span) -> str:
    return _ASIDE.sub("", page.said(stretch).strip(" .,;:。；，+")).strip(" .,;:。；，")


def _without_examples(page: Page, span: Span, hits: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """The hits before the words that begin a list of examples; where there is none, the examples are what is asked for."""
    shown = page.within(("words", "examples", "phrases"), span)
    return [each for each in hits if each[1].start < shown[0].start] or hits if shown else hits


def _is_either(page: Page, hits: list[tuple[str, Span]], number: int) -> bool:
    """Whether an `or` stands between a thing and the next or the one before."""
    pairs = [pair for pair in (hits[number - 1 : number + 1] if number else [], hits[number : number + 2]) if len(pair) == 2]
    ways = (_OR.split(page.own[one.end : other.start]) for (_, one), (_, other) in pairs)
    return any(len(each) > 1 and not _AND.search(each[-1]) for each in ways)


def _joined(page: Page, hits: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """Hits of one sort that no comma parts are one demand."""
    joined: list[tuple[str, Span]] = []
    for name, hit in hits:
        between = page.own[joined[-1][1].end : hit.start] if joined else ""
        if joined and joined[-1][0] == name and (len(between.strip()) <= 1 or not _COMMA.search(between)):
            joined[-1] = (name, Span(joined[-1][1].start, hit.end))
        else:
            joined.append((name, hit))
    return joined


def _clause(page: Page, span: Span, hit: Span, others: list[Span]) -> Span:
    """The words around a hit that belong to it: from its article to the next comma that parts it from what follows."""
    before = page.own[span.start : hit.start]
    lead = _LEAD.search(before)
    start = span.start + (lead.start() if lead else len(before))
    cuts = [match.start() for match in _CLAUSE.finditer(page.own, hit.end, span.end)]
    following = [other.start for other in others if other.start >= hit.end]
    end = next((cut for cut in cuts if not following or cut <= following[0]), None)
    end = end if end is not None and (following or len(others) > 1) else (following[0] if following else span.end)
    if len(others) == 1 and before.lower().startswith("if ") and not page.has("asks", Span(span.start, hit.start)):
        start = span.start
    term = _TERM.search(page.own, hit.end, end)
    end = term.start() if term else end
    loose = _LOOSE_END.search(page.own[hit.end : end])
    return Span(start, hit.end + loose.start() if loose else end)


def _about(page: Page, hit: Span, stretch: Span) -> str:
    rest = page.said(Span(hit.end, stretch.end)).strip(" .,;:。；")
    return rest or page.said(hit).lower()


def _issues_in(page: Page, stretch: Span, issues: tuple[str, ...]) -> list[str | None]:
    found = [(hit.start, name) for name in page.book.issues for hit in page.within(("issues", name, "phrases"), stretch)]
    names = list(dict.fromkeys(name for _, name in sorted(found)))
    return [name for name in names if name in issues]
