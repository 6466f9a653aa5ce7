"""The engine: letters and the case against the rules; findings in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from azkit.ground.say import Text, say
from azkit.library.catalogue_model import Rule
from azkit.phrases import Hit, PhraseBook
from azkit.rules.judged import Finding, JudgedCase, JudgedText, Span
from azkit.rules.kinds import CASE_TESTS, PHRASE_TEST, TEXT_TESTS


@dataclass(slots=True)
class Judge:
    """Judges texts against one set of rules; phrases are indexed once and parsed when first needed.

    `kinds` are the kinds of letters for which sentences are judged at the question.
    """

    rules: Mapping[str, Rule]
    kinds: frozenset[str] = frozenset()
    _book: PhraseBook | None = field(default=None)

    def letter(self, judged: JudgedText, letter_id: str | None) -> list[Finding]:
        """Everything the letter rules find in a text, in the order of its places."""
        spans = [*self._phrases(judged), *self._tests(judged)]
        spans.sort(key=lambda found: (found[1].start, found[0], found[1].end))
        return [_finding(rule_id, self.rules[rule_id], judged, span, letter_id) for rule_id, span in _once(spans)]

    def case(self, case: JudgedCase, letter_id: str | None) -> list[Finding]:
        """What the rules say about the case as a whole; a `letter` finding of these concerns `letter_id`."""
        findings = []
        for rule_id, rule in self.rules.items():
            for details in CASE_TESTS[rule.test](case) if rule.test in CASE_TESTS else ():
                message = Text(f"{rule.say.en} ({details})", f"{rule.say.zh}（{details}）") if details else rule.say
                letter = letter_id if rule.kind == "letter" else None
                findings.append(Finding(rule_id, rule.kind, rule.severity, message, rule.why, rule.instead, rule.source, letter=letter))
        return findings

    def name(self, text: str) -> tuple[Text, ...]:
        """What is wrong with a name that a person entered."""
        judged = JudgedText(text, text, kind="")
        return self._said(rule_id for rule_id, _ in self._tests(judged))

    def sentence(self, text: str) -> tuple[Text, ...]:
        """What is wrong with a sentence of the seller's own, wherever in these letters it may stand."""
        judged = JudgedText(text, text, kind="")
        return self._said(rule_id for rule_id, _ in (*self._phrases(judged), *self._tests(judged)))

    def _said(self, rule_ids: Iterable[str]) -> tuple[Text, ...]:
        """The messages of rules that hold for a sentence alone: errors that neither a section nor words before it decide."""
        rules = [self.rules[rule_id] for rule_id in dict.fromkeys(rule_ids)]
        alone = [rule for rule in rules if rule.severity == "error" and not rule.sections and not rule.unless]
        return tuple(say("facts.rule", say=rule.say, instead=rule.instead) for rule in alone if not rule.letters or self.kinds & set(rule.letters))

    def _tests(self, judged: JudgedText) -> Iterable[tuple[str, Span]]:
        for rule_id, rule in self.rules.items():
            if rule.test in TEXT_TESTS and _concerns(rule, judged):
                yield from ((rule_id, span) for span in TEXT_TESTS[rule.test](judged) if _in_section(rule, judged, span))

    def _phrases(self, judged: JudgedText) -> Iterable[tuple[str, Span]]:
        hits = [(*_rule_and_part(hit), Span(hit.start, hit.end)) for hit in self._phrase_book().find(judged.masked)]
        excused_from: dict[str, int] = {}
        for rule_id, part, span in hits:
            if part == "unless":
                excused_from[rule_id] = min(span.end, excused_from.get(rule_id, span.end))
        for rule_id, part, span in hits:
            rule = self.rules[rule_id]
            excused = span.start >= excused_from.get(rule_id, len(judged.text) + 1)
            if part == "phrases" and not excused and _concerns(rule, judged) and _in_section(rule, judged, span):
                yield rule_id, span

    def _phrase_book(self) -> PhraseBook:
        if self._book is None:
            self._book = PhraseBook.of(
                ((rule_id, part), phrase)
                for rule_id, rule in self.rules.items()
                if rule.test == PHRASE_TEST
                for part, phrases in (("phrases", rule.phrases), ("unless", rule.unless))
                for phrase in phrases
            )
        return self._book


def _rule_and_part(hit: Hit) -> tuple[str, str]:
    return cast("tuple[str, str]", hit.key)


def _concerns(rule: Rule, judged: JudgedText) -> bool:
    return not judged.kind or not rule.letters or judged.kind in rule.letters


def _in_section(rule: Rule, judged: JudgedText, span: Span) -> bool:
    return not rule.sections or judged.section_at(span.start) in rule.sections


def _once(spans: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """Of overlapping hits of one rule, the first."""
    kept: list[tuple[str, Span]] = []
    ends: dict[str, int] = {}
    for rule_id, span in spans:
        if span.start >= ends.get(rule_id, 0):
            kept.append((rule_id, span))
            ends[rule_id] = span.end
    return kept


def _finding(rule_id: str, rule: Rule, judged: JudgedText, span: Span, letter_id: str | None) -> Finding:
    before = judged.text[: span.start]
    line, column = before.count("\n") + 1, span.start - (before.rfind("\n") + 1) + 1
    words = judged.text[span.start : span.end][:80]
    return Finding(
        rule_id, rule.kind, rule.severity, rule.say, rule.why, rule.instead, rule.source,
        words=words, letter=letter_id, line=line, column=column, section=judged.section_at(span.start),
    )  # fmt: skip
