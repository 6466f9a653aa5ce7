"""The engine: letters and the case against the rules; findings in a fixed order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, cast

from azkit.ground.say import Text, say
from azkit.library.rule_book import phrase_book
from azkit.library.rule_model import OF_PHRASES, PARTS, Rule
from azkit.phrases import MOST_HITS, Hit, PhraseBook
from azkit.rules.judged import WHOLE, Finding, Hits, JudgedText, Span
from azkit.rules.kinds import OF_A_WHOLE_LETTER, TEXT_TESTS

if TYPE_CHECKING:
    from azkit.facts.conditions import Condition
    from azkit.rules.case_tests import CaseTest
    from azkit.rules.judged_case import JudgedCase


NAME, SENTENCE = "name", "sentence"
"""The kinds of texts that are no letters: a name, and a sentence that somebody entered."""

_NO_HITS: Hits = {}


class Asked(NamedTuple):
    """A rule that is asked about a text, with its test and the keys of phrases without which it has nothing to say."""

    id: str
    rule: Rule
    test: Callable[[JudgedText, Rule, Hits], Iterator[Span]]
    needed: frozenset[str]


@dataclass(slots=True)
class Judge:
    """Judges texts against one set of rules; phrases are indexed once and parsed when first needed.

    `kinds` are the kinds of letters for which sentences are judged at the question; `conditions` are the parsed `given` of rules that have one.
    """

    rules: Mapping[str, Rule]
    kinds: frozenset[str] = frozenset()
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    book: PhraseBook | None = None
    """The phrases of the rules, where they have been indexed already."""
    of_kind: dict[str, tuple[Asked, ...]] = field(default_factory=dict)
    """The rules that judge texts of a kind, once they have been asked for."""
    of_case: tuple[tuple[str, Rule, CaseTest], ...] | None = None
    """The rules that judge the case, once they have been asked for."""

    def letter(self, judged: JudgedText, letter_id: str | None) -> list[Finding]:
        """Everything the letter rules find in a text, and the advice that fits it: about the whole first, then in the order of places."""
        spans = sorted(self._spans(judged), key=lambda found: (found[1].start, found[0], found[1].end))
        lines = [match.end() for match in re.finditer("\n", judged.text)] if spans else []
        return [_finding(rule_id, self.rules[rule_id], judged, span, lines, letter_id) for rule_id, span in _once(spans)]

    def case(self, case: JudgedCase, letter_id: str | None) -> list[Finding]:
        """What the rules say about the case as a whole; a `letter` finding of these concerns `letter_id`."""
        findings = []
        for rule_id, rule, test in self._of_the_case():
            for details in test(case):
                message = Text(f"{rule.say.en} ({details})", f"{rule.say.zh}（{details}）") if details else rule.say
                letter = letter_id if rule.kind == "letter" else None
                findings.append(Finding(rule_id, rule.kind, rule.severity, message, rule.why, rule.instead, rule.source, letter=letter))
        return findings

    def _of_the_case(self) -> tuple[tuple[str, Rule, CaseTest], ...]:
        if self.of_case is None:
            from azkit.rules.case_tests import CASE_TESTS  # a letter alone has no case

            self.of_case = tuple((rule_id, rule, CASE_TESTS[rule.test]) for rule_id, rule in self.rules.items() if rule.test in CASE_TESTS)
        return self.of_case

    def name(self, text: str) -> tuple[Text, ...]:
        """What is wrong with a name that a person entered: a form that no name has. What it says is nobody's business."""
        return self._said(text, NAME)

    def sentence(self, text: str) -> tuple[Text, ...]:
        """What is wrong with a sentence of the seller's own, wherever in these letters it may stand."""
        return self._said(text, SENTENCE)

    def _said(self, text: str, kind: str) -> tuple[Text, ...]:
        found = {rule_id for rule_id, _ in self._spans(JudgedText(text, text, kind=kind))}
        rules = [rule for rule_id, rule in self.rules.items() if rule_id in found] if found else []
        return tuple(say("facts.rule", say=rule.say, instead=rule.instead) for rule in rules)

    def _spans(self, judged: JudgedText) -> Iterable[tuple[str, Span]]:
        return self._found(judged, self._asked(judged.kind), self._hits(judged))

    def _found(self, judged: JudgedText, asked: Iterable[Asked], hits: Mapping[str, Hits]) -> Iterator[tuple[str, Span]]:
        """What these rules find in a text in which phrases stand where `hits` says."""
        for each in asked:
            mine = hits.get(each.id, _NO_HITS)
            if each.needed and not each.needed <= mine.keys():
                continue
            rule = each.rule
            if rule.given and not self._holds(each.id, judged):
                continue
            found: Iterator[Span] = each.test(judged, rule, mine)
            if rule.sections:
                found = (span for span in found if span == WHOLE or judged.section_at(span.start) in rule.sections)
            for span in islice(found, MOST_HITS):
                yield each.id, span

    def _asked(self, kind: str) -> tuple[Asked, ...]:
        """The rules that look at texts of this kind."""
        if kind not in self.of_kind:
            mine = [(rule_id, rule) for rule_id, rule in self.rules.items() if rule.test in TEXT_TESTS and self._looks_at(rule, kind)]
            self.of_kind[kind] = tuple(Asked(rule_id, rule, TEXT_TESTS[rule.test], _needed(rule)) for rule_id, rule in mine)
        return self.of_kind[kind]

    def _looks_at(self, rule: Rule, kind: str) -> bool:
        """Whether a rule judges texts of this kind; of a name only its form is judged, by rules that know no words."""
        if kind == NAME:
            return _decides_alone(rule) and not any(getattr(rule, part) for part in PARTS)
        if kind == SENTENCE:
            return _decides_alone(rule) and not rule.unless and not rule.where and (not rule.letters or not self.kinds.isdisjoint(rule.letters))
        return not kind or not rule.letters or kind in rule.letters

    def _holds(self, rule_id: str, judged: JudgedText) -> bool:
        """Whether the facts of the case are at hand and fulfil the rule's `given`."""
        if judged.facts is None:
            return False
        from azkit.facts.conditions import holds

        return holds(self.conditions[rule_id], judged.facts) is True

    def _hits(self, judged: JudgedText) -> Mapping[str, Hits]:
        """Where phrases stand, by rule and key. A name is not looked through: what it says is nobody's business."""
        found: dict[str, dict[str, list[Span]]] = {}
        for hit in self.phrase_book().find(judged.masked) if judged.kind != NAME else ():
            rule_id, part = _rule_and_part(hit)
            found.setdefault(rule_id, {}).setdefault(part, []).append(Span(hit.start, hit.end))
        return found

    def phrase_book(self) -> PhraseBook:
        """The phrases of the rules, indexed."""
        if self.book is None:
            self.book = phrase_book(self.rules)
        return self.book


def _needed(rule: Rule) -> frozenset[str]:
    return frozenset({*(["phrases"] if rule.test in OF_PHRASES else []), *(["where"] if rule.where else [])})


def _decides_alone(rule: Rule) -> bool:
    """Whether a few words are enough for it: it is an error, and needs neither a section, nor facts, nor a whole letter."""
    return rule.severity == "error" and not rule.sections and not rule.given and rule.test not in OF_A_WHOLE_LETTER


def _rule_and_part(hit: Hit) -> tuple[str, str]:
    return cast("tuple[str, str]", hit.key)


def _once(spans: Iterable[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """Of overlapping hits of one rule, the first."""
    kept: list[tuple[str, Span]] = []
    ends: dict[str, int] = {}
    for rule_id, span in spans:
        if span.start >= ends.get(rule_id, 0):
            kept.append((rule_id, span))
            ends[rule_id] = span.end
    return kept


def _finding(rule_id: str, rule: Rule, judged: JudgedText, span: Span, lines: list[int], letter_id: str | None) -> Finding:
    """What a rule says of a place; `lines` are where the lines after the first begin."""
    if span == WHOLE:
        return Finding(rule_id, rule.kind, rule.severity, rule.say, rule.why, rule.instead, rule.source, letter=letter_id)
    line = bisect_right(lines, span.start)
    column = span.start - (lines[line - 1] if line else 0) + 1
    words = judged.text[span.start : span.end][:80]
    return Finding(
        rule_id, rule.kind, rule.severity, rule.say, rule.why, rule.instead, rule.source,
        words=words, letter=letter_id, line=line + 1, column=column, section=judged.section_at(span.start),
    )  # fmt: skip
