"""What holds for any facts: faults or a draft; a draft without holes and inventions, which reads back to itself."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import azkit
from tests.helpers import HAN, TEMPLATES
from tests.helpers import PLAYBOOKS as FOLDER
from tests.strategies import NOW, TODAY, examples_of, facts, form, policy, shown, vocabulary

CLAIMS = ["not-received-delivered", "withdrawal-request"]
PLAYBOOKS = sorted(path.stem for family in ("claims", "messages", "appeals") for path in (FOLDER / family).glob("*.yaml"))
HOLE = re.compile(r"\bNone\b|\{\{|\}\}|\{%|%\}|\[\s*\]|zh\||\n\n\n|[ \t]$|^[ \t]|\x00", re.MULTILINE)
NUMBER = re.compile(r"\d[\d.,:/-]*")


@cache
def playbook(name: str) -> Any:
    return azkit.link(azkit.load(), name)


def draft_of(name: str, given_facts: Any, now: datetime = NOW) -> Any:
    return azkit.draft(playbook(name), given_facts, now)


def example_of(name: str) -> dict[str, Any]:
    return next(iter(examples_of(name).values())).facts


def drafted(name: str, given_facts: Any) -> Any:
    """The draft of these facts; facts that are refused are no example here."""
    result = draft_of(name, given_facts)
    assume(isinstance(result, azkit.Draft))
    return result


both = pytest.mark.parametrize("name", CLAIMS)


@both
@given(data=st.data())
def test_any_facts_give_faults_or_a_draft(name: str, data: st.DataObject):
    result = draft_of(name, data.draw(facts(name)))
    if isinstance(result, azkit.Faults):
        assert result.faults
        for fault in result.faults:
            assert fault.name
            assert fault.message.en
            assert HAN.search(fault.message.zh)
    else:
        assert result.letters or result.advice
        assert result.route.id in {route["id"] for route in form(name)["routes"]}


@both
@given(data=st.data())
def test_a_letter_has_no_hole(name: str, data: st.DataObject):
    for letter in drafted(name, data.draw(facts(name))).letters:
        assert letter.body.strip()
        assert not HOLE.search(letter.body), letter.body
        assert all(char.isascii() or (char.isalpha() and char < "\u0250") for char in letter.body)


@both
@given(data=st.data())
def test_a_letter_says_no_number_and_no_day_that_nobody_gave(name: str, data: st.DataObject):
    draft = drafted(name, data.draw(facts(name)))
    for letter in draft.letters:
        rest = letter.body
        for words in sorted(allowed(name, draft), key=len, reverse=True):
            rest = rest.replace(words, "~")
        assert NUMBER.findall(rest) == [], letter.body


@both
@given(data=st.data())
def test_a_letter_breaks_no_rule_of_its_own(name: str, data: st.DataObject):
    """Not even a warning stands anywhere but in words that a person wrote."""
    draft = drafted(name, data.draw(facts(name)))
    found = [finding for finding in draft.findings if finding.kind == "letter" and finding.severity != "info"]
    assert [finding.rule for finding in found if not finding.words or finding.words not in draft.facts.values()] == []


@both
@given(data=st.data())
def test_every_paragraph_has_its_reading(name: str, data: st.DataObject):
    for letter in drafted(name, data.draw(facts(name))).letters:
        for section in letter.sections:
            assert section.paragraphs
            for paragraph in section.paragraphs:
                assert paragraph.text
                assert paragraph.gloss
                assert paragraph.text.count("\n- ") == paragraph.gloss.count("\n- ")
            assert section.body.count("\n\n") + 1 == len(section.paragraphs)


@both
@given(data=st.data())
def test_the_facts_of_a_draft_read_back_to_the_same_draft(name: str, data: st.DataObject):
    draft = drafted(name, data.draw(facts(name)))
    assert all(isinstance(value, str) and value for value in draft.facts.values())
    assert draft_of(name, draft.facts) == draft


@both
@given(data=st.data())
def test_the_order_of_the_facts_changes_no_letter(name: str, data: st.DataObject):
    chosen = data.draw(facts(name))
    draft = drafted(name, chosen)
    again = draft_of(name, {key: chosen[key] for key in data.draw(st.permutations(list(chosen)))})
    assert again.letters == draft.letters
    assert again.route == draft.route


@both
@given(data=st.data())
def test_a_withdrawal_or_denial_is_asked_for_only_with_what_supports_it(name: str, data: st.DataObject):
    for letter in drafted(name, data.draw(facts(name))).letters:
        if "you may cancel the claim" in letter.body:
            assert re.search(r"was delivered on|we refunded|we accepted the return|has arrived|was answered", letter.body)
        if "deny the claim" in letter.body:
            assert re.search(r"the carrier delivered on \d", letter.body)
            assert "we shipped the order on" in letter.body


@pytest.mark.parametrize("name", PLAYBOOKS)
@settings(max_examples=20)  # with each of the playbooks
@given(data=st.data())
def test_no_text_whatever_breaks_a_draft(name: str, data: st.DataObject):
    fact = st.sampled_from(sorted(vocabulary())) | st.text(max_size=20)
    text = st.text(max_size=60) | st.sampled_from(
        ["none", "\ud800", "9999-12-31", "0001-01-01", "2026-05-15T24:00:00+99:99", "1e999", "９９９", "-0", "None", "{{ store }}"]
    )
    value = text | st.none() | st.lists(text, max_size=3) | st.lists(st.dictionaries(fact, text | st.lists(text, max_size=2), max_size=4), max_size=3)
    result = draft_of(name, {**example_of(name), **data.draw(st.dictionaries(fact, value, max_size=6))})
    assert isinstance(result, azkit.Draft | azkit.Faults)


@pytest.mark.parametrize("name", CLAIMS)
@given(now=st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29)))  # noqa: DTZ001
def test_no_day_whatever_breaks_a_draft(name: str, now: datetime):
    assert isinstance(draft_of(name, example_of(name), now.replace(tzinfo=NOW.tzinfo)), azkit.Draft | azkit.Faults)


REACHED: Counter[str] = Counter()


@given(data=st.data())
def ends(data: st.DataObject, name: str) -> None:
    result = draft_of(name, data.draw(facts(name)))
    REACHED.update([result.route.id if isinstance(result, azkit.Draft) else "faults"])


@both
def test_the_facts_at_random_reach_many_routes(name: str):
    """Otherwise the properties above would say little."""
    REACHED.clear()
    ends(name=name)
    assert len(set(REACHED) - {"faults"}) >= 5, REACHED
    assert REACHED["faults"] < 0.5 * REACHED.total(), REACHED


def allowed(name: str, draft: Any) -> set[str]:
    """The words with digits that may stand in a letter of this draft."""
    words = {shown(TODAY), *fixed_words(), *step_lines(draft.store)}
    days = {}
    for fact, text in draft.facts.items():
        words.add(text)
        kind = vocabulary()[fact]["type"]
        if text == "none":
            continue
        if kind == "day":
            days[fact] = date.fromisoformat(text)
            words.add(shown(days[fact]))
        if kind == "money":
            number, currency = text.split()
            words.add(f"{currency} {number}")
    if {"delivered_on", "latest_delivery_on"} <= set(days):
        words.add(f"{(days['delivered_on'] - days['latest_delivery_on']).days} days")
    return {each for each in words if any(char.isdigit() for char in each)}


@cache
def fixed_words() -> frozenset[str]:
    """What the templates themselves say."""
    texts = [re.sub(r"\{[{%].*?[}%]\}", "\n", path.read_text(encoding="utf-8")) for path in TEMPLATES.glob("claims/**/*.txt")]
    return frozenset(line.strip() for text in texts for line in text.splitlines() if line.strip())


def step_lines(store: str | None) -> set[str]:
    """The steps that a letter may print for a store."""
    values = [value for steps in policy("steps").values() for value in steps["values"]]
    return {line["en"] for value in values for line in value["steps"] if value["stores"] == "all" or store in value["stores"]}
