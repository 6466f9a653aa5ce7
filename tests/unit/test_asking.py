"""What an interview waits for where a fact is worth a question only under a condition that is open itself."""

from __future__ import annotations

from azkit.drafting.route import Undecided
from azkit.ground.clock import instant
from azkit.interview.log import Log
from azkit.interview.standing import Standing, standing
from tests.scripted import playbook_of

NOW = instant("2026-05-15")


def at(playbook: str, **answers: str) -> Standing:
    return standing(playbook_of(playbook), Log(tuple(answers.items())), NOW)


def waits_for(here: Standing) -> tuple[str, ...]:
    assert isinstance(here.chosen, Undecided), here.chosen
    return here.chosen.waits_for


def test_a_route_waits_for_what_decides_whether_its_fact_is_worth_a_question():
    """SAFE-T: the seller's own refund is asked for only where Amazon did not refund, and its route comes before all that is asked of a return."""
    here = at("safe-t-claim", fulfilment="seller")
    assert waits_for(here) == ("amazon_refunded_on",)
    assert here.scope.worth_asking(here.playbook.uses["refunded_on"]) is None


def test_then_the_fact_is_asked_for_or_the_route_is_passed_over():
    assert waits_for(at("safe-t-claim", fulfilment="seller", amazon_refunded_on="none")) == ("refunded_on",)
    here = at("safe-t-claim", fulfilment="seller", amazon_refunded_on="2026-05-10")
    assert here.scope.worth_asking(here.playbook.uses["refunded_on"]) is False
    assert "refunded_on" not in waits_for(here)


def test_conditions_that_look_at_each_other_end():
    """The day of a claim excuses its status, and is worth a question only in some of them."""
    assert waits_for(at("damaged-on-arrival", fulfilment="seller")) == ("claim_status",)


def test_a_fact_of_a_clock_is_not_asked_for_while_another_answer_may_spare_it():
    here = at("withdrawal-request", fulfilment="seller", claim_status="action-required", remedy="none", withdrawal_requested_on="none")
    assert here.route is not None
    assert "respond_by" in here.wanted()
    assert "notice_received_at" not in here.wanted()
