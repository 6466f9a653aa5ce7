"""The kinds of tests of a text, by the name that a rule gives. Each takes the text, the rule with its parameters, and the rule's phrases that stand in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from azkit.library.rule_model import Rule
from azkit.rules import elements
from azkit.rules.dates import chronology, impossible_day, not_yet, too_old
from azkit.rules.earlier import similarity
from azkit.rules.fact_tests import left_out, unlike_the_facts
from azkit.rules.judged import WHOLE, Hits, JudgedText, Span


def phrases(_judged: JudgedText, _rule: Rule, hits: Hits) -> Iterator[Span]:
    """One of the phrases stands in the letter, and none of `unless` before it."""
    yield from _not_excused(hits.get("phrases", ()), hits)


def near(judged: JudgedText, rule: Rule, hits: Hits) -> Iterator[Span]:
    """A phrase and one of `near` within so many words, sentence ends between them or not."""
    most = int(rule.within or 12)
    for span in hits.get("phrases", ()):
        for other in hits.get("near", ()):
            first, second = sorted((span, other))
            if len(elements.WORD.findall(judged.masked[first.end : second.start])) <= most:
                yield Span(first.start, max(first.end, second.end))
                break


def missing(judged: JudgedText, rule: Rule, hits: Hits) -> Iterator[Span]:
    """Neither the element nor one of the phrases stands in the letter."""
    if not _found(judged, rule, hits):
        yield WHOLE


def count(judged: JudgedText, rule: Rule, hits: Hits) -> Iterator[Span]:
    """The element or the phrases stand in the letter too seldom, or too often: then the first that is too much is shown."""
    found = _found(judged, rule, hits)
    if rule.at_least and len(found) < int(rule.at_least):
        yield WHOLE
    if rule.at_most and len(found) > int(rule.at_most):
        yield found[int(rule.at_most)]


def _found(judged: JudgedText, rule: Rule, hits: Hits) -> list[Span]:
    """Where it stands; an order id that stands several times counts once."""
    if not rule.element:
        return list(_not_excused(hits["phrases"], hits)) if "phrases" in hits else []
    matches = elements.places(rule.element, judged.text)
    once = {match.group(): match for match in reversed(matches)}.values() if rule.element == "order-id" else matches
    return list(_not_excused(sorted(Span(*match.span()) for match in once), hits))


def _not_excused(spans: Iterable[Span], hits: Hits) -> Iterator[Span]:
    """Those that begin before the first phrase of `unless` has ended."""
    excused_from = min((span.end for span in hits.get("unless", ())), default=None)
    yield from (span for span in spans if excused_from is None or span.start < excused_from)


def _longer_than(end_of_part: re.Pattern[str], words: str) -> Callable[[JudgedText, Rule, Hits], Iterator[Span]]:
    def test(judged: JudgedText, rule: Rule, _hits: Hits) -> Iterator[Span]:
        start, most = 0, int(rule.at_most or 0)
        for end in (*(match.end() for match in end_of_part.finditer(judged.masked)), len(judged.masked)):
            if end - start > 2 * most:  # else it has no room for more words
                found = list(islice(elements.WORD.finditer(judged.masked, start, end), most + 1))
                if len(found) > most:
                    yield Span(found[0].start(), found[-1].end())
            start = end

    test.__doc__ = words
    return test


def web_address(judged: JudgedText, rule: Rule, _hits: Hits) -> Iterator[Span]:
    """A link whose domain is none of `domains`, nor below one of them."""
    for match in elements.WEB_ADDRESS.matches(judged.masked):
        host = (match[1] or match[2]).lower().rstrip(".").removeprefix("www.")
        if not any(host == domain or host.endswith(f".{domain}") for domain in rule.domains):
            yield Span(*match.span())


def too_long(judged: JudgedText, rule: Rule, _hits: Hits) -> Iterator[Span]:
    """More characters than the channel takes, or than `at_most` where nobody knows the channel."""
    limit = judged.limit
    if rule.at_most:
        limit = int(rule.at_most) if judged.limit is None else None
    if limit is not None and len(judged.text) > limit:
        yield Span(limit, len(judged.text))


def foreign_characters(judged: JudgedText, _rule: Rule, _hits: Hits) -> Iterator[Span]:
    """Characters that a web box may break: anything but ASCII and Latin letters."""
    if judged.text.isascii():
        return
    for match in re.finditer(r"[^\x00-\x7f]+", judged.text):
        if any(not char.isalpha() or char >= "\u0250" for char in match.group()) and not elements.EMOJI.pattern.fullmatch(match.group()):
            yield Span(*match.span())


def telephone(judged: JudgedText, _rule: Rule, _hits: Hits) -> Iterator[Span]:
    """A telephone number. Order ids and tracking numbers are none."""
    text, parts, end = judged.masked, list[str](), 0
    for order in elements.places("order-id", text):
        parts += [text[end : order.start()], "\0" * len(order.group())]
        end = order.end()
    yield from (Span(*match.span()) for match in elements.TELEPHONE.matches("".join([*parts, text[end:]])))


def shouting(judged: JudgedText, _rule: Rule, _hits: Hits) -> Iterator[Span]:
    """Words in capitals that are no known abbreviation."""
    for match in elements.SHOUTED.matches(judged.masked):
        if match.group() not in elements.ABBREVIATIONS:
            yield Span(*match.span())


def doubled_word(judged: JudgedText, _rule: Rule, _hits: Hits) -> Iterator[Span]:
    """The same word twice in a row."""
    for match in elements.DOUBLED_WORD.matches(judged.masked):
        if match[1].lower() not in elements.DOUBLES:
            yield Span(*match.span())


def _of_form(form: elements.Form, words: str) -> Callable[[JudgedText, Rule, Hits], Iterator[Span]]:
    def test(judged: JudgedText, _rule: Rule, _hits: Hits) -> Iterator[Span]:
        yield from (Span(*match.span()) for match in form.matches(judged.masked))

    test.__doc__ = words
    return test


TEXT_TESTS: dict[str, Callable[[JudgedText, Rule, Hits], Iterator[Span]]] = {
    "phrases": phrases,
    "near": near,
    "missing": missing,
    "count": count,
    "long-sentence": _longer_than(elements.SENTENCE_END, "A sentence of more words than `at_most`."),
    "long-paragraph": _longer_than(elements.PARAGRAPH_END, "A paragraph or list item of more words than `at_most`."),
    "chronology": chronology,
    "not-yet": not_yet,
    "too-old": too_old,
    "impossible-day": impossible_day,
    "similarity": similarity,
    "unlike-the-facts": unlike_the_facts,
    "left-out": left_out,
    "placeholder": _of_form(elements.PLACEHOLDER, "Left-overs of a template."),
    "too-long": too_long,
    "foreign-characters": foreign_characters,
    "web-address": web_address,
    "email-address": _of_form(elements.EMAIL_ADDRESS, "An e-mail address."),
    "telephone": telephone,
    "emoji": _of_form(elements.EMOJI, "An emoji or emoticon."),
    "markup": _of_form(elements.MARKUP, "HTML or markdown."),
    "shouting": shouting,
    "exclamation": _of_form(elements.EXCLAMATION, "Marks in a row."),
    "blank-lines": _of_form(elements.BLANK_LINES, "Three line breaks in a row or more."),
    "doubled-word": doubled_word,
    "ambiguous-day": _of_form(elements.AMBIGUOUS_DAY, "A day that may be two days."),
    "malformed-order-id": _of_form(elements.MALFORMED_ORDER_ID, "Digits that are nearly an order id."),
}

OF_A_WHOLE_LETTER = frozenset({"missing", "count", "too-long", "similarity", "left-out"})
"""Tests that need a whole letter: a sentence or a name alone cannot fail them."""

OF_WORDS = frozenset(
    {
        "phrases", "near", "long-sentence", "long-paragraph", "placeholder", "email-address", "emoji", "markup", "shouting",
        "exclamation", "blank-lines", "doubled-word", "malformed-order-id",
    }
)  # fmt: skip
"""Tests that see where a digit stands, not which one it is, and nothing beyond the masked text. A domain has digits of its own."""

BEYOND_THE_TEXT = frozenset({"too-long", "similarity", "unlike-the-facts", "left-out"})
"""Tests that look at more than the text, so that a text alone can be no example."""
