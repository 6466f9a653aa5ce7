"""What a text about an order tells: who, which order, how much, why."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

from azkit.library.notice_model import Mark
from azkit.notices.gathered import Gathered
from azkit.notices.mail import Mail
from azkit.notices.model import Span
from azkit.notices.page import Page
from azkit.notices.reasons import Found, reason_in
from azkit.notices.values import amounts_in, orders_in

_ROW = re.compile(r"^[ \t]*[0-9]{1,3}\s+(B0[0-9A-Z]{8})\s+(\S.*?)[ \t]*$", re.MULTILINE)
_PIECES = re.compile(r"^[ \t]*[0-9]{1,3} of (.{2,200}?)\s*[\[(]ASIN:?\s*(B0[0-9A-Z]{8})[\])]", re.MULTILINE)
_MARKER = re.compile(r"[ \t]*[-=_*]*[ \t]*[^\n.,:：]{2,60}?[ \t]*(?:[-=_*]+[ \t]*$|[:：])", re.MULTILINE)
"""A line that only marks where the message begins: dashes around words, or words with a colon."""

_STAMP = re.compile(r"^[^\n]{0,24}[0-9][^\n]{0,12}[0-9]{1,2}:[0-9]{2}(?: ?[AaPp]\.?[Mm]\.?)?[^\n]{0,6}$", re.MULTILINE)
"""A line that is the day and time of a message, as the page of messages prints it above the words."""

_GREETING = re.compile(r"^[ \t]*([^\s,:，：!]+(?: [^\s,:，：!]+)?)(?:[,，]?[ \t]+|，)([^\n]{2,60}?)[ \t]*[,:，：!]?[ \t]*$", re.MULTILINE)
BESIDE = 6
"""Characters between an amount and the word that makes a limit of it."""

_NO_NAME = re.compile(r"[?!]|(?<!\bCo)(?<!\bInc)(?<!\bLtd)(?<!\bCorp)(?<!\bBros)\.|\b(?:the|you|your|from|we|to)\b|\b(?:amazon|seller performance)\b", re.IGNORECASE)
_NAMED = (re.compile(r"[\"“]([^\"”\n]{2,100})[\"”] \(ASIN:? ?(B0[0-9A-Z]{8})\)"), re.compile(r"\b(B0[0-9A-Z]{8}) - ([^\n]{2,100}?)[ \t]*$", re.MULTILINE))
"""An item named with its ASIN: in quotes before it, or behind a dash."""


def received_at(mail: Mail) -> str | None:
    """The instant in the mail's `Date:` line; None without one, or without its zone."""
    try:
        moment = parsedate_to_datetime(mail.headers.get("date", ""))
    except (TypeError, ValueError, OverflowError):
        return None
    return moment.isoformat() if moment.tzinfo is not None else None


def order_of(page: Page, labelled_order: str | None, orders: list[str]) -> str | None:
    """The order that the text is about: the subject's, else the one at a label, else the one that is still open, else the only one."""
    return next(iter(orders_in(page.subject)), None) or _open_order(page, orders) or labelled_order or (orders[0] if len(orders) == 1 else None)


def _open_order(page: Page, orders: list[str]) -> str | None:
    """Of several orders in lists, the one whose own lines say that something is to be done."""
    if len(orders) < 2:
        return None
    places = {order: match.start() for order in orders if (match := re.search(order[:11], page.own))}
    ends = [*sorted(places.values())[1:], len(page.own)]
    blocks = {order: Span(start, next(end for end in ends if end > start)) for order, start in places.items()}
    settled = [order for order, block in blocks.items() if page.has("order-is-settled", block)]
    still_open = [order for order, block in blocks.items() if page.has("order-is-open", block) and order not in settled]
    return still_open[0] if len(still_open) == 1 and settled else None


def greeted(page: Page) -> str | None:
    """The store's display name in the greeting; a generic greeting names nobody."""
    names = page.book.names
    for match in _GREETING.finditer(page.own[:800]):
        words, rest = match[1].lower(), match[2].strip()
        for greeting in (words, words.split(" ", maxsplit=1)[0]):
            if greeting in names.get("greetings", ()):
                name = rest if greeting == words else f"{match[1].split(' ', 1)[1]} {rest}"
                generic = {each.lower() for each in names.get("nobody", ())}
                return None if name.lower().strip(" ,.:") in generic or _NO_NAME.search(name) else name
    return None


def amount_of(gathered: Gathered, fact: str, words: str) -> None:
    """The amount of this fact: the first one in a sentence with these words that is no threshold."""
    page, entry = gathered.page, gathered.book.vocabulary[fact]
    for sentence in dict.fromkeys(page.sentence_at(hit.start) for hit in page.words(words)):
        limits = page.within(("words", "threshold", "phrases"), sentence)
        for start, end, amount in amounts_in(page.own[sentence.start : sentence.end], entry, gathered.reading):
            here = Span(sentence.start + start, sentence.start + end)
            if not any(0 <= here.start - limit.end <= BESIDE or 0 <= limit.start - here.end <= BESIDE for limit in limits):
                gathered.take(fact, amount, page.said(sentence))
                return


def item_of(gathered: Gathered) -> None:
    """The item in the table of a relayed message, or named beside its ASIN."""
    for pattern, asin, name in ((_ROW, 1, 2), (_PIECES, 2, 1), (_NAMED[0], 2, 1), (_NAMED[1], 1, 2)):
        for match in pattern.finditer(gathered.page.own):
            gathered.take("asin", match[asin], " ".join(match[0].split()))
            gathered.take("item", " ".join(match[name].split()), " ".join(match[0].split()))
            return


def message_of(page: Page, *, relayed: bool = False) -> Span | None:
    """The buyer's own words in a relayed message: between its markers, without what it quotes."""
    begins = _marked(page, "message-begins") or _marked(page, "agent-begins")
    ends = page.words("message-ends")
    stamps = [] if begins or relayed else [match.end() for match in _STAMP.finditer(page.own)]
    if not (begins or ends or relayed or stamps):
        return None
    start = begins[0].end if begins else stamps[0] if stamps else 0
    end = next((span.start for span in ends if span.start > start), len(page.own.rstrip()))
    lines = page.own[start:end]
    lead = len(lines) - len(lines.lstrip(" \t\n-:：=*_"))
    inner = Span(start + lead, start + len(lines.rstrip(" \t\n-=*_")))
    return inner if inner.start < inner.end else None


def is_agents(page: Page) -> bool:
    """Whether the words are those of Amazon's agent, who tells what a buyer said."""
    return not _marked(page, "message-begins") and bool(_marked(page, "agent-begins"))


def _marked(page: Page, name: str) -> list[Span]:
    return [span for span in page.words(name) if _MARKER.match(page.own, page.own.rfind("\n", 0, span.start) + 1)]


def why(gathered: Gathered, mark: Mark, labels: dict[str, Span], message: Span | None) -> Found:
    """The reason of a claim, a return or a message, put among the facts; the issues that it makes."""
    page = gathered.page
    label = next((labels[name] for name in ("claim-reason", "return-reason") if name in labels), None)
    comment = message or labels.get("buyer-comments")
    zones: list[Span] = []
    if comment and mark.kind in ("buyer-message", "return-request"):
        zones.append(comment)
    if label:
        zones.append(label)
    if mark.kind not in ("buyer-message", "return-request"):
        after = page.next_sentence(page.sentence_at(label.start)) if label else None
        zones += [each for each in (after, comment) if each]
        zones.append(Span(0, len(page.own)))
    found = reason_in(page, zones, comment, gathered.facts)
    if found.reason:
        gathered.take("claim_reason", found.reason.claim_reason, found.words)
        gathered.take("problem", found.reason.problem or (found.reason.complaint if mark.kind == "buyer-message" else ""), found.words)
    return found
