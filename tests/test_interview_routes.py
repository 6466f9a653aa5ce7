"""Every example of every playbook as an interview from nothing: it ends where the example does, with the same letters, and asks nothing in vain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import pytest

import azkit
from azkit.facts.conditions import Condition, holds, names_in
from azkit.ground.clock import instant
from azkit.interview.log import Log
from azkit.interview.question import Done
from azkit.interview.review import review
from azkit.interview.standing import standing
from azkit.library.name_space import bases
from azkit.library.playbook import Playbook, Route, Use
from tests.grouped import grouped
from tests.scripted import NAMES, ScriptedAsker, given, interview, playbook_of, script_of
from tests.strategies import form

EXAMPLES = [(name, example) for name in NAMES for example in form(name)["examples"]]


def without_letters(name: str, example: str) -> bool:
    route = form(name)["examples"][example]["route"]
    return not next(each for each in form(name)["routes"] if each["id"] == route).get("letters")


VERDICTS = [each for each in EXAMPLES if without_letters(*each)]
LETTERS = [each for each in EXAMPLES if not without_letters(*each)]

every_example, every_verdict, every_letter = grouped(EXAMPLES), grouped(VERDICTS), grouped(LETTERS)


class Walk:
    """The interview of one example."""

    def __init__(self, name: str, example: str) -> None:
        self.playbook = playbook_of(name)
        self.example = self.playbook.examples[example]
        self.now = instant(self.example.today)
        self.route = self.playbook.route(self.example.route)
        script = script_of(self.playbook, self.example.facts, self.example.route)
        self.asker, self.log, self.done = interview(self.playbook, script, self.now)
        self.known = restricted(self.example.facts, self.log)

    @property
    def asked(self) -> set[str]:
        """The facts that were asked for, in whole or in part."""
        return {place.partition("[")[0] for place, _ in self.log.answers if not place.startswith("?")}

    @property
    def other_way(self) -> bool:
        """Whether another way was chosen at the review: its fact was answered without a question of its own."""
        return any(place not in self.asker.places for place, _ in self.log.answers if "[" not in place)


walk = cache(Walk)


def restricted(facts: Mapping[str, Any], log: Log) -> dict[str, Any]:
    """These facts without those, and without those cells, that the interview did not ask for."""
    known: dict[str, Any] = {}
    for name, value in facts.items():
        if isinstance(value, list):
            rows = [{key: cell for key, cell in row.items() if key == "id" or log.value(f"{name}[{index}].{key}") is not None} for index, row in enumerate(value)]
            known |= {name: rows} if any(row.keys() - {"id"} for row in rows) else {}  # nobody is asked for a name: it alone is no record
        elif log.value(name) is not None:
            known[name] = value
    return known


def drafted(playbook: Playbook, facts: Mapping[str, Any], now: datetime) -> azkit.Draft:
    result = azkit.draft(playbook, facts, now)
    assert isinstance(result, azkit.Draft), result.faults
    return result


@every_example
def test_the_interview_ends_at_the_route_of_the_example(name: str, example: str):
    it = walk(name, example)
    assert it.done.stopped is None
    assert drafted(it.playbook, it.done.facts, it.now).route.id == it.example.route


@every_example
def test_the_facts_are_those_of_the_example_as_far_as_they_were_asked_for(name: str, example: str):
    it = walk(name, example)
    assert given(it.playbook, it.done.facts) == given(it.playbook, it.known)


@every_letter
def test_the_letters_are_those_of_the_example_as_far_as_it_was_asked_for(name: str, example: str):
    it = walk(name, example)
    letters = drafted(it.playbook, it.done.facts, it.now).letters
    assert letters == drafted(it.playbook, it.known, it.now).letters
    assert len(letters) == len(it.route.letters)


@every_letter
def test_a_fact_of_the_letters_is_not_asked_for_only_where_it_may_be_left_out_without_a_word(name: str, example: str):
    """It is optional and nobody finds it worth a question here, or it does not belong to this case at all."""
    it = walk(name, example)
    scope = standing(it.playbook, it.log, it.now).scope
    named = {each for letter in it.route.letters for each in it.playbook.letters[letter].names}
    for fact in named & set(it.example.facts) - it.asked:
        use = it.playbook.uses[fact]
        belongs = use.when is None or holds(use.when, scope) is not False
        worth = use.ask is True or (use.ask is not None and holds(use.ask, scope) is True)
        assert not belongs or (use.optional is not None and not worth), fact


@every_example
def test_nothing_is_asked_twice(name: str, example: str):
    places = [place for place in walk(name, example).asker.places if place != "?review"]
    assert len(places) == len(set(places))


@every_verdict
def test_a_case_without_letters_is_asked_only_for_what_decides_it_and_for_its_clocks(name: str, example: str):
    it = walk(name, example)
    if it.other_way:  # the letters of the way that was left had been asked for by then
        return
    assert it.asked <= decisive(it.playbook, it.route) | of_clocks(it.playbook, it.route) | {"store"}


@every_example
def test_all_answers_are_looked_over_once_before_letters_and_never_before_a_verdict(name: str, example: str):
    it = walk(name, example)
    assert it.asker.places.count("?review") == bool(it.route.letters) + it.other_way


def decisive(playbook: Playbook, route: Route) -> set[str]:
    """The facts on which the choice of this route rests: those of its condition and of the conditions before it, and of their own conditions."""
    before = playbook.routes[: playbook.routes.index(route) + 1]
    facts: set[str] = set()
    found = set(facts_in(playbook, (each.when for each in before)))
    while found - facts:
        facts |= found
        found = set(facts_in(playbook, (condition for fact in facts for condition in own_conditions(playbook.uses[fact]))))
    return facts


def own_conditions(use: Use) -> Iterator[Condition | None]:
    """The conditions under which a fact belongs to a case, and is worth a question."""
    yield use.when
    yield None if use.ask is True else use.ask


def facts_in(playbook: Playbook, conditions: Iterable[Condition | None]) -> Iterator[str]:
    for condition in conditions:
        for name in names_in(condition) if condition else ():
            yield from bases(name.path[0], playbook.derived)


def of_clocks(playbook: Playbook, route: Route) -> set[str]:
    clocks = [playbook.policy.clocks[each] for each in route.clocks]
    return {name for clock in clocks for name in (*clock.counts_from, clock.notice)}


# ---------------------------------------------------------------- the decisive facts come first


def claim(example: str) -> list[str]:
    """What is asked, in order, in a case of a parcel that tracking shows as delivered."""
    return walk("not-received-delivered", example).asker.places


def test_first_come_who_shipped_it_where_the_claim_stands_and_whether_amazon_protects_it():
    for example in ("front-porch", "late", "other-address", "no-claim-yet"):
        assert claim(example)[:3] == ["fulfilment", "claim_status", "buy_shipping"]


def test_an_order_that_amazon_shipped_ends_after_one_question():
    assert claim("warehouse-of-amazon") == ["fulfilment"]


def test_a_claim_under_review_ends_after_two_questions():
    assert claim("amazon-is-reading") == ["fulfilment", "claim_status"]


def test_a_claim_that_is_over_ends_after_two_questions():
    assert claim("won") == ["fulfilment", "claim_status"]


def test_a_granted_claim_is_asked_for_the_day_from_which_its_appeal_counts():
    assert "decided_on" in claim("lost")
    assert [clock.id for clock in drafted(playbook_of("not-received-delivered"), walk("not-received-delivered", "lost").done.facts, instant("2026-05-15")).clocks] == [
        "claim-appeal"
    ]


def test_a_protected_order_has_its_verdict_and_price_as_the_fourth_thing_asked():
    asker = walk("not-received-delivered", "badge").asker
    assert asker.places[:4] == ["fulfilment", "claim_status", "buy_shipping", "?verdict:protected"]
    told = "\n".join(words.en for words in asker.asks[3].told)
    assert "Amazon pays for this claim" in told
    assert "Price: " in told
    assert "Provided that: the carrier's first scan was on or before the ship-by date" in told
    assert asker.asks[3].default == "stop"


def stopped(playbook: str, verdict: str, **answers: str) -> tuple[ScriptedAsker, Log, Done]:
    return interview(playbook_of(playbook), {**answers, verdict: "stop"}, instant("2026-05-15"))


def test_a_verdict_can_be_enough():
    asker, _, done = stopped("not-received-delivered", "?verdict:protected", fulfilment="seller", claim_status="action-required", buy_shipping="claims-protected")
    assert done.stopped is not None
    assert done.stopped.id == "protected"
    assert done.facts == {"fulfilment": "seller", "claim_status": "action-required", "buy_shipping": "claims-protected"}
    assert len(asker.asks) == 4


def test_before_a_claim_the_verdict_is_that_of_no_claim():
    _, _, done = stopped("not-received-delivered", "?verdict:protected-no-claim", fulfilment="seller", claim_status="none-yet", buy_shipping="claims-protected")
    assert done.stopped is not None
    assert done.stopped.id == "protected-no-claim"


def test_only_the_verdict_of_a_route_that_can_still_come_is_asked():
    assert [place for place in claim("badge-no-claim") if place.startswith("?verdict:")] == ["?verdict:protected-no-claim"]


def test_the_first_scan_which_decides_on_the_protection_comes_before_what_the_letters_need():
    places = claim("late-scan-voids-badge")
    assert places.index("first_scan_on") < places.index("store_name")


def test_an_appeal_is_asked_for_the_issues_of_the_notice():
    assert "issues" in walk("order-defect-rate", "three-causes").asked


@pytest.mark.parametrize("example", ["order-defect-rate/quiz-offered", "not-received-delivered/lost"])
def test_the_clocks_of_a_verdict_are_those_of_the_example(example: str):
    it = walk(*example.split("/"))
    assert drafted(it.playbook, it.done.facts, it.now).clocks == drafted(it.playbook, it.example.facts, it.now).clocks


def test_a_table_that_decides_is_passed_over_once_and_the_interview_goes_on():
    """With "no" it is absent, so the route is decided; it is no line of the review, where there would be nothing to change."""
    it = walk("cancellation-rate", "fewest-facts")
    assert it.log.value("orders[0]") == "no"
    assert it.asker.places.count("orders[0]") == 1
    here = standing(it.playbook, it.log, it.now)
    assert here.route is not None
    assert "orders" in here.known.declined
    assert "orders" not in [line.place for line in review(here, here.route).lines]
