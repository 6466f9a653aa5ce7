"""What holds for any interview, however somebody answers: it never breaks, says the same twice, keeps every answer, and ends once the answers are right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import azkit
from azkit.ground.clock import instant
from azkit.ground.documents import parse
from azkit.ground.plain_yaml import facts_yaml
from azkit.ground.text import sanitised
from azkit.interview.engine import WHICH, answered, step
from azkit.interview.log import NO, PASSED_OVER, Log, log_of
from azkit.interview.question import Ask, Done, Review
from tests.helpers import DELIVERED, SOLVED, TODAY
from tests.scripted import PLAN, playbook_of

NOW = instant(TODAY)
RIGHT: dict[str, dict[str, Any]] = {
    "not-received-delivered": DELIVERED | {"refund_amount": "34.90 USD", "refunded_on": TODAY, "decided_on": TODAY},
    "withdrawal-request": SOLVED
    | {"agreed_on": "2026-05-05", "refund_amount": "10.00 USD", "refunded_on": "2026-05-06", "return_authorised_on": "2026-05-06", "return_method": "prepaid-label"},
    "order-defect-rate": PLAN,
}
"""Answers that go together, for whatever may be asked; all else is left out, or answered with the vocabulary's own example."""

WRONG = ["???", "不锈钢饭盒", "none", "2026-01-01", "2027-01-01", "9999-12-31", "0", "-1", "12 EUR", "yes", "no", "a" * 5000, "c9", "c1, c9", "{{ item }}", "~"]
ACTIONS = ["right", "right", "right", "wrong", "other", "leave out", "back", "change", "remove"]
playbooks = pytest.mark.parametrize("name", RIGHT)


def text() -> st.SearchStrategy[str]:
    """What may be typed or pasted, as an asker hands it on: without what is invisible, and without the separators of lines that no keyboard has."""
    return st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\u2028\u2029\ufff9\ufffa\ufffb\ufffc\ufffd\ufffe\uffff"), max_size=30).map(
        lambda words: "".join(char for char in sanitised(words) if not 0xFFF9 <= ord(char) <= 0xFFFF)
    )


def right(name: str, ask: Ask, log: Log) -> str:
    """A right answer to a question."""
    if ask.place == WHICH:
        return next(option.value for option in ask.options if log.value(option.value) != plain_right(name, option.value))
    if ask.place.startswith("?"):
        return "go-on"
    if ask.place.endswith("]"):
        return NO
    if (words := plain_right(name, ask.place)) is not None:
        return words
    if ask.decline is not None:
        return PASSED_OVER if "[" in ask.place else "none"
    return ask.example or ask.options[0].value


def plain_right(name: str, place: str) -> str | None:
    """The right answer at a place, where there is one: that of the first row for rows that nobody planned, with an order of its own."""
    fact, _, rest = place.partition("[")
    if not rest:
        return RIGHT[name].get(fact)
    number, _, column = rest.partition("].")
    rows = RIGHT[name].get(fact, [{}])
    if column == "order_id":
        return f"112-4827193-66204{int(number):02}"
    words: str | None = rows[min(int(number), len(rows) - 1)].get(column, {"asin": "B0C7Q2M4XK", "since": "2026-02-01", "words": "The list was old."}.get(column))
    return words


class Person:
    """Somebody who answers, rightly or not; every step is checked."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.playbook = playbook_of(name)
        self.log = Log()

    def next(self) -> Ask | Review | Done:
        """What comes next: the same, however often one asks."""
        found = step(self.playbook, self.log, NOW)
        assert step(self.playbook, self.log, NOW) == found
        if isinstance(found, Ask):
            assert found.question.en
            assert found.question.zh
            assert found.about >= found.number >= (0 if found.place.startswith("?") else 1)
        return found

    def does(self, action: str, data: st.DataObject) -> None:
        found = self.next()
        if action == "back":
            self.log = self.log.back()
        elif action == "change" and self.log.answers:
            self.log = self.log.reopened(data.draw(st.sampled_from([place for place, _ in self.log.answers if asks(place)] or ["fulfilment"])))
        elif action == "remove" and (rows := [place for place, _ in self.log.answers if place.endswith(".done_on") and place.startswith("orders")]):
            self.log = self.log.without_row("orders", int(data.draw(st.sampled_from(rows)).partition("[")[2].partition("]")[0]))
        elif isinstance(found, Ask):
            self.says(found, self.words(action, found, data))

    def words(self, action: str, ask: Ask, data: st.DataObject) -> str:
        """An answer of this kind; to a menu only one of its options."""
        if ask.place.startswith("?") or ask.place.endswith("]"):
            return data.draw(st.sampled_from([option.value for option in ask.options]))
        if action == "leave out" and ask.decline is not None:
            return PASSED_OVER if "[" in ask.place else "none"
        if action == "other" and ask.options:
            return data.draw(st.sampled_from([option.value for option in ask.options]))
        if action == "wrong":
            return data.draw(st.sampled_from(WRONG) | text()).strip() or "???"
        return right(self.name, ask, self.log)

    def says(self, ask: Ask, words: str) -> None:
        self.log = answered(self.playbook, self.log, ask, words, NOW)

    def ends_well(self) -> Done:
        """Only right answers from now on; out: how it ended."""
        for _ in range(400):
            found = self.next()
            if isinstance(found, Done):
                return found
            if isinstance(found, Review):
                self.log = replace(self.log, accepted=True)
            else:
                self.says(found, right(self.name, found, self.log))
        raise AssertionError(f"asked without end, at last for {found}")


def asks(place: str) -> bool:
    """Whether a place is a fact or a cell that can be opened again."""
    return not place.startswith("?") and not place.endswith("]")


def went(name: str, data: st.DataObject, most: int = 40) -> Person:
    """Somebody who began the interview and did whatever came to mind."""
    person = Person(name)
    for action in data.draw(st.lists(st.sampled_from(ACTIONS), max_size=most)):
        person.does(action, data)
    return person


@playbooks
@settings(max_examples=30)
@given(data=st.data())
def test_an_interview_ends_once_the_answers_are_right(name: str, data: st.DataObject):
    person = went(name, data)
    done = person.ends_well()
    assert done.stopped is not None or isinstance(azkit.draft(person.playbook, done.facts, NOW), azkit.Draft)


@playbooks
@settings(max_examples=30)
@given(data=st.data())
def test_what_was_answered_reads_back_from_the_file_that_keeps_it(name: str, data: st.DataObject):
    facts = went(name, data).log.facts()
    kept = parse(facts_yaml(facts), "kept.yaml")
    assert kept.faults == ()
    assert (kept.data or {}) == facts
    assert log_of(kept.data if isinstance(kept.data, dict) else {}, open_tables=True).facts() == facts


@playbooks
@settings(max_examples=30)
@given(data=st.data())
def test_back_undoes_the_answer_before(name: str, data: st.DataObject):
    """As far as it answered a new question and took no ground from others."""
    person = went(name, data)
    before, found = person.log, person.next()
    if not isinstance(found, Ask) or found.place == WHICH or before.value(found.place) is not None or before.asking:
        return
    person.says(found, right(name, found, before))
    if len(person.log.answers) == len(before.answers) + 1:
        assert person.log.back().answers == before.answers


@playbooks
@settings(max_examples=15)
@given(data=st.data())
def test_an_interview_that_was_left_and_taken_up_again_ends_as_well(name: str, data: st.DataObject):
    person = went(name, data)
    person.log = log_of(person.log.facts(), open_tables=True)
    assert all(value != PASSED_OVER for _, value in person.log.answers)
    person.ends_well()


@playbooks
@settings(max_examples=15)
@given(data=st.data())
def test_right_answers_alone_end_in_letters(name: str, data: st.DataObject):
    """Once whatever was said before has been taken back."""
    person = went(name, data, 15)
    for _ in range(len(person.log.answers) + 1):
        person.log = person.log.back()
    done = person.ends_well()
    assert person.log.given == 0
    result = azkit.draft(person.playbook, done.facts, NOW)
    assert isinstance(result, azkit.Draft), result.faults
    assert result.letters
