"""Why a claim was filed or an item goes back: the sorts of the table, finest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from azkit.library.notice_model import Reason
from azkit.notices.model import Span
from azkit.notices.page import Page


@dataclass(frozen=True, slots=True)
class Found:
    """The reason that counts, and every sort that was found, the reason's own first."""

    reason: Reason | None
    issues: tuple[str, ...]
    words: str = ""


def reason_in(page: Page, zones: Iterable[Span], buyers: Span | None, facts: Mapping[str, str]) -> Found:
    """The first sort found in the first zone that has one. Zones come by weight: the reason label, the sentence after it, buyer's words, the rest.

    What the buyer says about a return or a refund overrules a label about the item, and a scan overrules a menu.
    """
    zones = [*zones]
    chosen, zone = next(((names, each) for each in zones if (names := _sorts(page, each))), ([], None))
    by_buyer = _sorts(page, buyers) if buyers else []
    overruling = [name for name in by_buyer if name in page.book.names.get("buyers-word-overrules", ())]
    finer = _finer_than(chosen[0], page) if chosen else set()
    elsewhere = sorted((name for each in zones for name in _sorts(page, each)), key=lambda name: name not in finer) if finer else []
    names = list(dict.fromkeys([*overruling, *(name for name in elsewhere[:1] if name in finer), *chosen, *by_buyer, *elsewhere]))
    if not names:
        return Found(None, ())
    names = _without_coarser(names, page)
    first = _refined(names[0], page, facts)
    names = list(dict.fromkeys([first, *names[1:]]))
    words = page.said(zone) if zone else ""
    return Found(page.book.reasons[first], tuple(_issue(name, page.book.reasons[name]) for name in names), words)


def _sorts(page: Page, zone: Span) -> list[str]:
    """The sorts that stand in a zone, in the order of the table. Definitions, conditions and rates are passed over."""
    found = []
    for name in page.book.reasons:
        hits = page.within(("reasons", name, "phrases"), zone)
        if any(_counts(page, name, hit) for hit in hits):
            found.append(name)
    return found


def _counts(page: Page, name: str, hit: Span) -> bool:
    sentence = page.sentence_at(hit.start)
    if page.has("no-reason-in", sentence):
        return False
    return not page.within(("reasons", name, "unless"), sentence)


def _without_coarser(names: list[str], page: Page) -> list[str]:
    """A finer sort makes the coarse one that it belongs to superfluous."""
    coarse = {pair.split(" ")[1] for pair in page.book.names.get("finer-than", ()) if pair.split(" ")[0] in names}
    return [name for name in names if name not in coarse] or names


def _finer_than(name: str, page: Page) -> set[str]:
    return {pair.split(" ")[0] for pair in page.book.names.get("finer-than", ()) if pair.split(" ")[1] == name}


def _refined(name: str, page: Page, facts: Mapping[str, str]) -> str:
    return next((each.becomes for each in page.book.refined.values() if each.reason == name and each.given in facts), name)


def _issue(name: str, reason: Reason) -> str:
    return reason.issue or reason.problem or reason.claim_reason or name
