"""A letter that a person changed is judged as it stands now, and nothing of what was said of it before stays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from azkit.drafting.draft import draft
from azkit.drafting.edited import edited
from azkit.drafting.model import Draft
from azkit.library.load import load
from azkit.library.snapshot import linked

NOW = datetime(2026, 5, 15, 12, tzinfo=UTC)


def drafted(playbook_id: str, example: str = "", **changes: object) -> tuple[object, Draft]:
    playbook = linked(load(), playbook_id)
    _, found = playbook.example_facts(example)
    made = draft(playbook, {**found.facts, **changes}, NOW if not example else datetime.fromisoformat(f"{found.today}T12:00:00+00:00"))
    assert isinstance(made, Draft)
    return playbook, made


def test_a_letter_that_was_mended_may_leave():
    playbook, first = drafted("not-received-delivered")
    own = first.letters[0]
    bare = edited(playbook, first, own.id, "Hello.")
    assert bare.withheld
    mended = edited(playbook, bare, own.id, own.body)
    assert not mended.withheld
    assert [finding for finding in mended.findings if finding.letter == own.id] == []


def test_what_is_said_of_the_case_stays():
    playbook, first = drafted("not-received-delivered", notice_received_at="2026-05-11T09:20:00-07:00")
    assert "late-answer" in [finding.rule for finding in first.findings]
    again = edited(playbook, first, first.letters[0].id, first.letters[0].body + "\n\nThank you.")
    assert [finding.rule for finding in again.findings].count("late-answer") == 1


@pytest.mark.parametrize("known", [False, True])
def test_an_edited_round_is_held_against_the_rounds_before_it(known):
    playbook, first = drafted("inauthentic", "greater-detail")
    letter = first.letters[0]
    again = edited(playbook, first, letter.id, letter.body, (letter.body,) if known else ())
    assert ("repeats-the-last-round" in [finding.rule for finding in again.findings]) is known
