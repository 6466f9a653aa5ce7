"""Linking rules: the facts that a rule rests on, as parsed conditions."""

from __future__ import annotations

from collections.abc import Callable

from azkit.facts.condition_parse import NotACondition, parse_condition
from azkit.facts.conditions import Condition
from azkit.facts.literals import typed
from azkit.ground.say import Text
from azkit.library.load import Library
from azkit.library.name_space import NameSpace


def rule_conditions(library: Library, report: Callable[[str, Text], None]) -> dict[str, Condition]:
    """The parsed `given` of every rule that has one. `report(rule, message)` is called for what is wrong."""
    conditions: dict[str, Condition] = {}
    names = NameSpace(library.vocabulary, {}, tuple(name for name, entry in library.vocabulary.items() if not entry.only_in_tables), {}, {})
    for rule_id, rule in library.rules.items():
        if rule.given:
            try:
                conditions[rule_id] = typed(parse_condition(rule.given), names.entry, lambda message, rule_id=rule_id: report(rule_id, message))  # type: ignore[misc]
            except NotACondition as problem:
                report(rule_id, problem.message)
    return conditions
