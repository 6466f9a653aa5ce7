"""What nobody has checked for half a year is told: limits, boxes, steps and figures alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from azkit.drafting.draft import draft
from azkit.drafting.examples import moved_example
from azkit.drafting.model import Draft
from azkit.library.load import load
from azkit.library.snapshot import linked

OLD = "2024-01-01"


def aged(entries):
    return {name: replace(entry, values=tuple(replace(value, checked_on=OLD) for value in entry.values)) for name, entry in entries.items()}


@pytest.mark.parametrize("part", ["clocks", "steps", "figures"])
def test_an_old_value_that_a_draft_uses_is_told(part):
    told = []
    for playbook_id in ("not-received-delivered", "withdrawal-request", "order-defect-rate", "where-is-my-order"):
        playbook = linked(load(), playbook_id)
        old = replace(playbook, policy=replace(playbook.policy, **{part: aged(getattr(playbook.policy, part))}))
        for example in playbook.examples:
            now = datetime.fromisoformat(f"{playbook.examples[example].today}T20:00:00+00:00")
            fresh, stale = (draft(each, playbook.examples[example].facts, now) for each in (playbook, old))
            assert isinstance(fresh, Draft)
            assert isinstance(stale, Draft)
            told += set(stale.advice) - set(fresh.advice)
    assert told, f"no draft tells of old {part}"


def test_an_example_may_write_its_days_as_people_do():
    playbook = linked(load(), "not-received-delivered")
    name, example = playbook.example_facts()
    own = replace(example, facts={**example.facts, "shipped_on": "3 May 2026", "claim_opened_on": "14 May 2026", "signed_by": "none"})
    changed = replace(playbook, examples={name: own})
    facts = moved_example(changed, name, datetime(2026, 6, 15, 12, tzinfo=UTC))
    assert (facts["shipped_on"], facts["claim_opened_on"], facts["signed_by"]) == ("2026-06-03", "2026-06-14", "none")
    assert moved_example(playbook, name, datetime.fromisoformat(f"{example.today}T20:00:00+00:00")) == dict(example.facts)
