"""Tests of what a letter names against the facts of its case: what stands there and is another one, and what the facts have and the letter lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from azkit.library.rule_model import Rule
from azkit.rules.elements import ELEMENTS, WORD, places
from azkit.rules.judged import WHOLE, Hits, JudgedText, Span

_WORDS_BETWEEN = 4
"""How far a figure may stand from its phrase where the rule does not say."""

_NEAR_BY = 200
"""Characters in which it is looked for."""


def unlike_the_facts(judged: JudgedText, rule: Rule, hits: Hits) -> Iterator[Span]:
    """An element of the letter that none of the facts has, where one of `facts` holds such an element.

    A rule with phrases looks only at the element that stands next after one of them.
    """
    known = _of_facts(judged, rule, rule.facts)
    if not known:
        return
    spans = _after_phrases(judged, rule, hits) if rule.phrases else _in_text(judged, rule)
    strange = [span for span in spans if _even(judged.masked[span.start : span.end]) not in known]
    others = _of_facts(judged, rule, judged.facts or ()) if strange else set()
    yield from (span for span in strange if _even(judged.masked[span.start : span.end]) not in others)


def left_out(judged: JudgedText, rule: Rule, _hits: Hits) -> Iterator[Span]:
    """The letter lacks an element that `facts` hold."""
    found = {_even(match.group()) for match in places(rule.element, judged.text)} if rule.element else set()
    if _of_facts(judged, rule, rule.facts) - found:
        yield WHOLE


def _in_text(judged: JudgedText, rule: Rule) -> list[Span]:
    return [Span(*match.span()) for match in places(rule.element, judged.masked)] if rule.element else []


def _after_phrases(judged: JudgedText, rule: Rule, hits: Hits) -> Iterator[Span]:
    most = int(rule.within or _WORDS_BETWEEN)
    for phrase in hits.get("phrases", ()):
        match = ELEMENTS[rule.element].pattern.search(judged.masked, phrase.end, phrase.end + _NEAR_BY) if rule.element else None
        if match and len(WORD.findall(judged.masked, phrase.end, match.start())) <= most:
            yield Span(*match.span())


def _of_facts(judged: JudgedText, rule: Rule, names: Iterable[str]) -> set[str]:
    """The elements that stand in these facts, tables included."""
    facts = judged.facts or {}
    texts = (text for name in names if name in facts for text in _texts(facts[name]))
    return {_even(match.group()) for text in texts for match in places(rule.element, text)} if rule.element else set()


def _texts(fact: Any) -> Iterator[str]:
    """A fact as plain text; a table record by record."""
    from azkit.facts.reader import plain_text

    plain = plain_text(fact)
    records = plain if isinstance(plain, list) else [{"": plain}]
    yield from (str(value) for record in records for value in record.values())


def _even(words: str) -> str:
    """The same element in the same letters: `2.78 %` and `2.78%`."""
    return words.replace(" ", "").replace(",", ".").lower().replace("percent", "%")
