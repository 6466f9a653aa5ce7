"""Linking of examples: each with all its facts, also those that it takes from another one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from azkit.ground.documents import Key
from azkit.ground.nearest import unknown
from azkit.ground.say import Text, say
from azkit.library.playbook_model import Example

Report = Callable[[Key, Text], None]


def whole_examples(examples: Mapping[str, Example], report: Report) -> dict[str, Example]:
    """The passing examples; one may be like another that stands above it."""
    whole: dict[str, Example] = {}
    for name, example in examples.items():
        whole[name] = _whole(example, whole, ("examples", name), report)
    return _dated(whole, "examples", report)


def whole_refused(refused: Mapping[str, Example], passing: Mapping[str, Example], report: Report) -> dict[str, Example]:
    """The examples that must be refused; each may be like a passing one."""
    return _dated({name: _whole(example, passing, ("refused", name), report) for name, example in refused.items()}, "refused", report)


def _whole(example: Example, others: Mapping[str, Example], key: Key, report: Report) -> Example:
    if not example.like:
        return example
    other = others.get(example.like)
    if other is None:
        report((*key, "like"), unknown(example.like, others))
        return example
    facts = {**other.facts, **example.facts}
    return replace(example, today=example.today or other.today, facts={name: value for name, value in facts.items() if value is not None})


def _dated(examples: dict[str, Example], key: str, report: Report) -> dict[str, Example]:
    if not examples:
        report((key,), say("library.no-examples"))
    for name, example in examples.items():
        try:
            date.fromisoformat(example.today)
        except ValueError:
            report((key, name, "today"), say("library.no-such-day"))
    return examples
