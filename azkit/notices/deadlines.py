"""When an answer is due. Ages of documents, Amazon's own review time and windows of later stages are no deadlines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from azkit.facts.reading import StoreTerms
from azkit.notices.model import Deadline, Span
from azkit.notices.page import Page
from azkit.notices.values import When, days_in, iso

_NUMBERS = {
    word: number
    for number, words in {
        1: "one a un ein eine una 一", 2: "two zwei deux due dos 两 二", 3: "three drei trois tre tres 三", 4: "four vier quatre quattro cuatro 四",
        5: "five fünf cinq cinque cinco 五", 6: "six sechs sei seis 六", 7: "seven sieben sept sette siete 七", 10: "ten zehn dix dieci diez 十",
        14: "fourteen vierzehn quatorze", 17: "seventeen", 30: "thirty dreißig trente trenta treinta 三十",
        48: "forty-eight", 72: "seventy-two",
    }.items()
    for word in words.split()
}  # fmt: skip
_HOURS = re.compile("hours?|stunden|heures|ore|horas|小时|時間", re.IGNORECASE)
_UNIT = "days?|tagen?|jours?|giorni|d[ií]as|hours?|stunden|heures|ore|horas|天|日历日|自然日|小时|時間|日以?内"
_FROM = (
    r"(?: of| from| after| following| nach)(?: the| this| receiving| receipt of| your| our| diese[mr]){0,3}"
    r" [^\s.,;()]+(?: (?:e?-?mail|message|notice|notification|date))?"
)
_SPAN = re.compile(
    r"(?:(?:within|in the next|innerhalb von|binnen|sous|entro|dentro de|en un plazo de|你?(?:必须)?在|请在|请于)\s?)?(?:the next )?"
    r"\(?(?P<number>[0-9]{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")\)?(?:\s?\((?P<again>[0-9]{1,3})\))?[ -]?"
    rf"(?P<unit>(?:个)?(?:calendar |kalender|kalendertage|自然|日历)?-?(?:{_UNIT}))(?:{_FROM}|之?内|以内)?",
    re.IGNORECASE,
)
_BEFORE_DAY = re.compile("[^，。,.]{0,4}[之以]?前")
_BUSINESS = re.compile("business|working|werktag|ouvr|laborabl|lavorativ|工作日", re.IGNORECASE)


def deadline_of(page: Page, terms: StoreTerms | None, kind: str, labelled: Span | None) -> Deadline | None:
    """The date or the span in which an answer is asked for; a date printed at a label of its own wins."""
    store = terms.id if terms else None
    if labelled is not None:
        sentence = page.text[labelled.start : labelled.end]
        found = next(days_in(sentence, store), None)
        if found:
            quote = page.said(Span(labelled.start, labelled.start + found.end))
            return Deadline(quote.rstrip(" .,"), _counts_from(page, labelled, kind), at=iso(found, terms))
    return next(iter(sorted(_candidates(page, terms, kind), key=lambda each: each[0])), (0, None))[1]


def _candidates(page: Page, terms: StoreTerms | None, kind: str) -> Iterator[tuple[tuple[int, int], Deadline]]:
    for sentence in _clauses(page):
        if not page.has("deadline-verbs", sentence) or page.has("no-deadline-in", sentence) or (kind == "claim" and page.has("later-stage", sentence)):
            continue
        if kind == "claim-decision" and not page.has("later-stage", sentence):
            continue
        words = page.own[sentence.start : sentence.end]
        weight = 0 if page.has("firm-deadline", sentence) else 1
        for when in days_in(words, terms.id if terms else None):
            if start := _verb_before(page, sentence, sentence.start + when.start, sentence.start + when.end):
                yield (weight, sentence.start), Deadline(_dated_quote(page, start, sentence, when), _counts_from(page, sentence, kind), at=iso(when, terms))
                break
        else:
            match = next((each for each in _SPAN.finditer(words) if not _BUSINESS.search(words[each.start() : each.end() + 10])), None)
            if match and (days := _days(match)):
                quote = page.said(Span(sentence.start + match.start(), sentence.start + match.end()))
                yield (weight + 2, sentence.start), Deadline(quote, _counts_from(page, sentence, kind), days=days)


def _clauses(page: Page) -> Iterator[Span]:
    """Sentences, parted at semicolons: what stands behind one may set another term."""
    for sentence in page.sentences:
        start = sentence.start
        for match in re.finditer("[;；]", page.own[sentence.start : sentence.end]):
            yield Span(start, sentence.start + match.start())
            start = sentence.start + match.end()
        yield Span(start, sentence.end)


def _verb_before(page: Page, sentence: Span, place: int, end: int) -> Span | None:
    """The verb that the date belongs to: the last one before it, in a sentence that says `by`; in Chinese the date itself, where `前` follows."""
    if _BEFORE_DAY.match(page.own, end):
        return Span(place, end)
    verbs = page.within(("words", "deadline-verbs", "phrases"), Span(sentence.start, place))
    before = page.own[verbs[-1].end : place] if verbs else ""
    return (
        verbs[-1] if verbs and re.search(r"\b(?:by|before|until|than|bis|avant|entro|antes)\b|:|：|前|截", before + page.own[verbs[-1].start : verbs[-1].end]) else None
    )


def _dated_quote(page: Page, start: Span, sentence: Span, when: When) -> str:
    return page.said(Span(start.start, sentence.start + when.end)).rstrip(" .,")


def _days(match: re.Match[str]) -> int | None:
    number = match["again"] or match["number"]
    count = int(number) if number.isdigit() else _NUMBERS[number.lower()]
    if _HOURS.search(match["unit"]):
        return count // 24 if count % 24 == 0 and count else None
    return count or None


def _counts_from(page: Page, sentence: Span, kind: str) -> str:
    for name in ("original-notice", "return-delivered", "refund"):
        if page.has(f"counts-from-{name}", sentence):
            return name
    of_an_order = kind in ("claim", "information-request", "safe-t", "chargeback")
    return "decision" if kind == "claim-decision" or (of_an_order and page.has("later-stage", sentence)) else "notice"
