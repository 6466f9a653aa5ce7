"""The rules as a judge of letters wants them: with their phrases indexed, and how people head the parts of a letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from azkit.library.rule_model import PARTS, Rule
from azkit.phrases import PhraseBook


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All that is needed to judge letters that stand without the facts of their case."""

    rules: Mapping[str, Rule]
    headings: Mapping[str, tuple[str, ...]]
    phrases: PhraseBook


def phrase_book(rules: Mapping[str, Rule]) -> PhraseBook:
    """The phrases of all rules, by rule and key, looked up by their first word."""
    return PhraseBook.of(((rule_id, part), phrase) for rule_id, rule in rules.items() for part in PARTS for phrase in getattr(rule, part))


def book_of(rules: Mapping[str, Rule], headings: Mapping[str, tuple[str, ...]]) -> RuleBook:
    """The book of these rules, without the texts that prove them: who judges a letter does not need those."""
    bare = {rule_id: replace(rule, fires=(), silent=()) for rule_id, rule in rules.items()}
    return RuleBook(bare, dict(headings), phrase_book(rules))
