"""Rates with their targets, as the dashboard's sentences print them."""

from __future__ import annotations

import re

from azkit.notices.model import Metric, Span
from azkit.notices.page import Page

LATER = 3
"""Sentences behind the name of a rate in which its figure may stand."""

_PERCENT = re.compile(r"(?<![0-9.,])([0-9]{1,3}(?:[.,][0-9]{1,4})?) ?[%％]")


def metrics_of(page: Page) -> list[Metric]:
    """Every metric that a sentence names with a percentage, each once."""
    found: dict[str, Metric] = {}
    for name in page.book.metrics:
        for hit in page.hits.get(("metrics", name, "phrases"), ()):
            sentence = page.sentence_at(hit.start)
            metric = _metric(page, name, sentence, hit)
            if metric and (name not in found or (found[name].target is None and metric.target)):
                found[name] = metric
    return sorted(found.values(), key=lambda metric: page.text.find(metric.value.replace(" ", "")))


def _metric(page: Page, name: str, sentence: Span, hit: Span) -> Metric | None:
    """The figure that stands for the rate, and the one behind a word for its target. A target alone is no metric of this account."""
    aims = page.within(("words", "targets", "phrases"), sentence)
    figures: list[tuple[int, str, bool]] = []
    last = sentence.start
    for match in _PERCENT.finditer(page.own, sentence.start, sentence.end):
        figures.append((match.start(), _shown(match[1]), any(last <= aim.start < match.start() or page.own[match.end() : aim.start] == " " for aim in aims)))
        last = match.end()
    own = [each for each in figures if not each[2]]
    value = next((each for each in own if each[0] > hit.start), own[0] if own else None)
    if value is None:
        return _told_later(page, name, sentence, next((shown for *_, shown, aim in figures if aim), None))
    aimed = next((shown for place, shown, aim in figures if aim and place > value[0]), None) or next((shown for _, shown, aim in figures if aim), None)
    after = page.next_sentence(sentence) if aimed is None else None
    if after and page.has("targets", after) and (figure := _PERCENT.search(page.own, after.start, after.end)):
        aimed = _shown(figure[1])
    return Metric(name, value[1], aimed)


def _told_later(page: Page, name: str, sentence: Span, aimed: str | None) -> Metric | None:
    """The figure of this account in one of the sentences behind the name of its rate: `over the last 60 days yours was 2.31%`."""
    value = None
    for _ in range(LATER):
        after = page.next_sentence(sentence)
        if after is None or any(other != name and page.within(("metrics", other, "phrases"), after) for other in page.book.metrics):
            break
        sentence = after
        aims = page.within(("words", "targets", "phrases"), sentence)
        last = sentence.start
        for figure in _PERCENT.finditer(page.own, sentence.start, sentence.end):
            if any(last <= aim.start < figure.start() for aim in aims):
                aimed = aimed or _shown(figure[1])
            elif value is None and page.has("own-figure", sentence):
                value = _shown(figure[1])
            last = figure.end()
    return Metric(name, value, aimed) if value else None


def _shown(figure: str) -> str:
    return f"{figure.replace(',', '.')} %"
