"""Lines of a carrier's tracking as pages print them: a day, then what happened."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from azkit.notices.gathered import Gathered
from azkit.notices.model import Span
from azkit.notices.values import days_in

_BEFORE_DAY = re.compile(r"\s*(?:--?|[•*])?\s*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s*)?", re.IGNORECASE)
_TIME = re.compile(r"[,\s]*(?:[0-9]{1,2}:[0-9]{2}(?:\s?[AP]M)?)?\s*(?:[A-Z]{2,4}\b)?\s*[:：\-–,]?\s*", re.IGNORECASE)
FEWEST = 2


class Event(NamedTuple):
    """One line: its day, where it stands, and what stands after the day."""

    day: date
    line: Span
    said: str


def events_of(gathered: Gathered) -> list[Event]:
    """The tracking lines of a text, by day; a single dated line is no list."""
    page = gathered.page
    events = []
    for line in re.finditer(r"[^\n]+", page.own):
        lead = _BEFORE_DAY.match(page.own, line.start(), line.end())
        start = lead.end() if lead else line.start()
        when = next(days_in(page.own[start : line.end()], gathered.store), None)
        if when and when.start == 0:
            rest = page.own[start + when.end : line.end()]
            said = _TIME.sub("", rest, count=1) if _TIME.match(rest) else rest
            if said.strip():
                events.append(Event(when.day, Span(line.start(), line.end()), said.strip()))
    return sorted(events, key=lambda event: event.day) if len(events) >= FEWEST else []


def facts_of_scans(gathered: Gathered) -> None:
    """First and last physical scan, where the last one was, and the delivery. A label that was created is no scan."""
    page = gathered.page
    scans = [event for event in events_of(gathered) if not page.has("no-scan", event.line)]
    if not scans:
        return
    first, last = scans[0], scans[-1]
    delivered = next((event for event in scans if page.has("delivered", event.line)), None)
    gathered.take("first_scan_on", first.day.isoformat(), page.said(first.line))
    gathered.take("last_scan_on", last.day.isoformat(), page.said(last.line))
    gathered.take("last_scan_place", _place(last.said), page.said(last.line))
    if delivered:
        gathered.take("delivered_on", delivered.day.isoformat(), page.said(delivered.line))
        for hit in page.within(("words", "left-at", "phrases"), delivered.line):
            gathered.take("delivery_place", page.own[hit.end : delivered.line.end].split(",")[0].strip(" ."), page.said(delivered.line))


def _place(said: str) -> str | None:
    """A town with its state or country: the only form in which lines name a place for certain."""
    match = re.search(r"(?:\b(?:at|in|from)\s+)?((?:[A-Z][\w.'-]*\s?){1,3},\s?[A-Z]{2,3})\b", said)
    return match[1].strip() if match else None
