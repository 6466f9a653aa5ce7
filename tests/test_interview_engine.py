"""The interview without a terminal: back, changes, contradictions, answers that cannot be read, tables, the review, and the conversation around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

import azkit
from azkit.facts.reader import declining
from azkit.ground.clock import instant
from azkit.ground.documents import parse
from azkit.ground.plain_yaml import facts_yaml
from azkit.interview.asker import Move
from azkit.interview.conversation import Conversation
from azkit.interview.engine import VERDICT, WHICH, answered, begun, step
from azkit.interview.log import NO, PASSED_OVER, YES, Log, log_of
from azkit.interview.profile_offer import Offer
from azkit.interview.question import Ask, Done, Review
from azkit.interview.standing import standing
from azkit.library.playbook import Playbook
from tests.helpers import DELIVERED, SOLVED, TODAY
from tests.scripted import PLAN, Answer, ScriptedAsker, declined, interview, playbook_of, script_of

NOW = instant(TODAY)
CLAIM, CANCEL, APPEAL = "not-received-delivered", "withdrawal-request", "order-defect-rate"
ASKED = {name: value for name, value in DELIVERED.items() if name != "claim_opened_on"}
"""What the interview of a claim asks for; all else is left out."""

AGREED = {**SOLVED, "remedy": "partial-refund", "agreed_on": "2026-05-06", "refund_amount": "10.00 USD", "refunded_on": "2026-05-07"}
CASES = {CLAIM: ASKED, CANCEL: SOLVED, APPEAL: PLAN}
cases = pytest.mark.parametrize("name", CASES)


def asked(playbook: str, log: Log) -> Ask:
    """The question that comes next."""
    ask = step(playbook_of(playbook), log, NOW)
    assert isinstance(ask, Ask), ask
    return ask


def reply(playbook: str, log: Log, *words: str) -> Log:
    """The log after these answers to the questions that come next."""
    for each in words:
        log = answered(playbook_of(playbook), log, asked(playbook, log), each, NOW)
    return log


def steps(name: str) -> Iterator[tuple[Log, Ask, Log, str]]:
    """A whole interview, question by question: the log before, the question, the log after, and the answer."""
    asker = ScriptedAsker(script_of(playbook_of(name), CASES[name]))
    log = Log()
    while isinstance(ask := step(playbook_of(name), log, NOW), Ask):
        answer = asker.ask(ask)
        assert isinstance(answer, str)
        words = answer or left_out(ask, name)
        after = answered(playbook_of(name), log, ask, words, NOW)
        yield log, ask, after, words
        log = after


def complete(name: str) -> Log:
    """The log of a whole interview, all answered, nothing looked over."""
    return list(steps(name))[-1][2]


def looked_over(log: Log, name: str) -> Review:
    review = step(playbook_of(name), log, NOW)
    assert isinstance(review, Review), review
    return review


def changed(name: str, script: Mapping[str, Answer], facts: Mapping[str, Any] | None = None) -> tuple[ScriptedAsker, Log, Done]:
    """A whole interview in which an answer is changed in the review: `?review` and `?change` come from the script."""
    playbook = playbook_of(name)
    return interview(playbook, {**script_of(playbook, facts or CASES[name]), "?review": ["change", "write"], **script}, NOW)


# ---------------------------------------------------------------- back


@cases
def test_back_returns_to_the_question_before_with_its_answer_as_default(name: str):
    for before, ask, after, words in steps(name):
        again = asked(name, after.back())
        assert after.back().answers == before.answers
        assert again.place == ask.place
        assert again.question == ask.question
        if not is_row(ask):
            assert again.default == filled_in(again, words)


def filled_in(ask: Ask, words: str) -> str:
    """What stands in the box of a question that was answered with these words: nothing where it was left out."""
    return "" if ask.decline and words == "none" else words


def is_row(ask: Ask) -> bool:
    """Whether this is the question for one more row."""
    return ask.place.endswith("]")


def test_back_to_the_question_for_one_more_row_has_the_old_answer_as_default():
    for _, ask, after, words in steps(APPEAL):
        if is_row(ask):
            assert asked(APPEAL, after.back()).default == words


@cases
def test_back_and_forth_again_changes_nothing(name: str):
    for _, ask, after, words in steps(name):
        assert answered(playbook_of(name), after.back(), ask, words, NOW) == after


@cases
def test_back_all_the_way_loses_no_answer(name: str):
    """What was taken back is offered again at its question, however far one went back."""
    log = complete(name)
    values = dict(log.answers)
    for _ in values:
        log = log.back()
    assert log.answers == ()
    while isinstance(ask := step(playbook_of(name), log, NOW), Ask):
        assert is_row(ask) or ask.default == filled_in(ask, values[ask.place])
        log = answered(playbook_of(name), log, ask, values[ask.place], NOW)
    assert dict(log.answers) == values


@cases
def test_back_at_the_first_question_stays_there(name: str):
    assert Log().back() == Log()
    assert asked(name, Log().back()) == asked(name, Log())


def test_nobody_walks_back_into_what_was_given():
    log = log_of({"fulfilment": "seller", "claim_status": "action-required"})
    log = reply(CLAIM, log, "none")
    assert log.back().answers == log_of({"fulfilment": "seller", "claim_status": "action-required"}).answers
    assert log.back().back() == log.back()


def test_back_in_the_middle_of_a_conversation():
    script = script_of(playbook_of(CLAIM), ASKED) | {"buy_shipping": [Move.BACK, "none"], "claim_status": ["none-yet", "action-required"]}
    asker, _, done = interview(playbook_of(CLAIM), script, NOW)
    assert asker.places[:5] == ["fulfilment", "claim_status", "buy_shipping", "claim_status", "buy_shipping"]
    assert asker.asks[3].default == "none-yet"
    assert done.facts["claim_status"] == "action-required"


def test_back_from_the_review_returns_to_the_last_question():
    script = script_of(playbook_of(CLAIM), ASKED) | {"?review": [Move.BACK, "write"]}
    asker, _, _ = interview(playbook_of(CLAIM), script, NOW)
    assert asker.places[-4:] == ["notice_received_at", "?review", "notice_received_at", "?review"]


def test_back_from_an_answer_that_was_to_be_changed_leaves_it_as_it_was():
    asker, _, done = changed(CLAIM, {"?change": "item", "item": [ASKED["item"], Move.BACK]})
    assert asker.places[-4:] == ["?review", "?change", "item", "?review"]
    assert done.facts["item"] == ASKED["item"]


def test_back_from_a_verdict_returns_to_what_led_to_it():
    log = reply(CLAIM, Log(), "seller", "action-required", "claims-protected")
    assert asked(CLAIM, log).place == VERDICT + "protected"
    assert asked(CLAIM, log.back()).place == "buy_shipping"
    onwards = reply(CLAIM, log, "go-on")
    assert asked(CLAIM, onwards.back()).place == VERDICT + "protected"


def test_back_from_an_answer_that_could_not_be_read_returns_to_the_question_before():
    log = reply(CLAIM, Log(), "seller", "action-required", "none", "yes", "soon")
    assert asked(CLAIM, log).faults
    assert asked(CLAIM, log.back(asked(CLAIM, log).place)).place == "address_matches"


def test_back_after_a_change_returns_to_the_changed_answer():
    log = reply(CANCEL, log_of(AGREED), *["none"] * 3)
    looked_over(log, CANCEL)
    log = reply(CANCEL, log.reopened("remedy"), "return")
    assert asked(CANCEL, log).place == "return_authorised_on"
    assert asked(CANCEL, log.back()).place == "remedy"


# ---------------------------------------------------------------- changes


def test_answers_that_lose_their_ground_are_set_aside():
    log = complete_from(AGREED)
    log = reply(CANCEL, log.reopened("remedy"), "replacement")
    facts = log.facts()
    assert {"refund_amount", "refunded_on", "agreed_on"}.isdisjoint(facts)
    assert log.aside["refund_amount"] == "10.00 USD"
    assert asked(CANCEL, log).place == "replacement_shipped_on"


def complete_from(facts: Mapping[str, Any]) -> Log:
    playbook = playbook_of(CANCEL)
    return interview(playbook, script_of(playbook, facts), NOW)[1]


def test_answers_that_get_their_ground_back_are_offered_again():
    script = {
        "?review": ["change", "change", "write"],
        "?change": "remedy",
        "remedy": ["partial-refund", "replacement", "partial-refund"],
        "refund_amount": ["10.00 USD", "12.00 USD"],
        "refunded_on": lambda ask: ask.default or "2026-05-07",
        "replacement_shipped_on": SOLVED["replacement_shipped_on"],
        "replacement_carrier": "UPS",
        "replacement_tracking": SOLVED["replacement_tracking"],
        "remedy_delivered_on": SOLVED["remedy_delivered_on"],
    }
    asker, _, done = changed(CANCEL, script, AGREED)
    assert [ask.default for ask in asker.asks if ask.place == "remedy"] == ["", "partial-refund", "replacement"]
    assert [ask.default for ask in asker.asks if ask.place == "refund_amount"] == ["", "10.00 USD"]
    assert asker.last("refunded_on").default == "2026-05-07"
    assert done.facts["refund_amount"] == "12.00 USD"
    assert "replacement_tracking" not in done.facts


def test_a_change_that_takes_no_ground_away_asks_for_nothing_else():
    asker, _, done = changed(CLAIM, {"?change": "item", "item": [ASKED["item"], "glass lunch box"]})
    assert asker.places[-4:] == ["?review", "?change", "item", "?review"]
    assert asker.last("item").default == ASKED["item"]
    assert done.facts == {**complete(CLAIM).facts(), "item": "glass lunch box"}


def test_a_change_may_end_the_case_at_once():
    asker, _, done = changed(CLAIM, {"?review": ["change"], "?change": "claim_status", "claim_status": ["action-required", "under-review"]})
    assert asker.places[-1] == "claim_status"
    assert route_of(CLAIM, done) == "under-review"


def route_of(name: str, done: Done) -> str:
    draft = azkit.draft(playbook_of(name), done.facts, NOW)
    assert isinstance(draft, azkit.Draft), draft.faults
    return draft.route.id


def test_an_answer_that_was_given_in_a_file_can_be_changed_too():
    playbook = playbook_of(CLAIM)
    script = {**script_of(playbook, {}), "?review": ["change", "write"], "?change": "item", "item": "glass lunch box"}
    asker, log, done = interview(playbook, script, NOW, log_of(ASKED))
    assert asker.last("item").default == ASKED["item"]
    assert done.facts["item"] == "glass lunch box"
    assert log.given == len(ASKED) - 1


def test_leaving_the_menu_of_answers_changes_nothing():
    asker, log, _ = changed(CLAIM, {"?change": "leave"})
    assert asker.places[-3:] == ["?review", "?change", "?review"]
    assert log.facts() == complete(CLAIM).facts()


def test_the_review_shows_every_answer_and_what_leaving_out_means():
    lines = {line.place: line.shown.en for line in looked_over(complete(CLAIM), CLAIM).lines}
    assert set(lines) == set(complete(CLAIM).facts())
    assert lines["fulfilment"] == "the seller (FBM)"
    assert lines["shipped_on"] == "3 May 2026"
    assert lines["signed_by"] == "nobody signed"


def test_an_optional_fact_is_added_from_the_review():
    asker, _, done = changed(CLAIM, {"?change": "signature", "signature": "Li Wei, owner"})
    assert "signature" in [line.place for line in looked_over(complete(CLAIM), CLAIM).additions]
    assert asker.places[-4:] == ["?review", "?change", "signature", "?review"]
    assert done.facts["signature"] == "Li Wei, owner"


def test_an_added_fact_can_be_left_out_after_all():
    _, _, done = changed(CLAIM, {"?change": "signature", "signature": ""})
    assert done.facts["signature"] == "none"


def test_only_facts_of_this_case_are_offered_as_additions():
    additions = {line.place for line in looked_over(complete(CANCEL), CANCEL).additions}
    assert {"refund_amount", "refunded_on", "return_authorised_on", "return_method"}.isdisjoint(additions)


# ---------------------------------------------------------------- another way


def test_another_way_stands_in_the_review_with_its_price():
    asker, _, _ = interview(playbook_of(CLAIM), script_of(playbook_of(CLAIM), ASKED), NOW)
    ways = {option.value: option for option in asker.last("?review").options}
    assert set(ways) == {"write", "change", "refund"}
    assert ways["refund"].more is not None
    assert ways["refund"].more.en.startswith("Price: ")
    assert "counts" in ways["refund"].label.en


def test_another_way_is_taken_and_asks_for_what_it_needs():
    script = script_of(playbook_of(CLAIM), {**ASKED, "refund_amount": "34.90 USD", "refunded_on": TODAY}, "refund")
    asker, _, done = interview(playbook_of(CLAIM), script, NOW)
    assert asker.places[-4:] == ["?review", "refund_amount", "refunded_on", "?review"]
    assert done.facts["seller_choice"] == "refund"
    assert route_of(CLAIM, done) == "refund"


def test_back_from_another_way_is_the_review_of_the_way_before():
    script = {**script_of(playbook_of(CLAIM), ASKED), "?review": ["refund", "write"], "refund_amount": Move.BACK}
    asker, _, done = interview(playbook_of(CLAIM), script, NOW)
    assert asker.places[-3:] == ["?review", "refund_amount", "?review"]
    assert "seller_choice" not in done.facts
    assert route_of(CLAIM, done) == "defend"


# ---------------------------------------------------------------- contradictions and what cannot be read


def test_of_two_answers_that_contradict_each_other_one_is_chosen_and_asked_again():
    script: dict[str, Answer] = {"delivered_on": ["2026-05-02", "2026-05-08"], WHICH: "delivered_on"}
    asker, _, done = interview(playbook_of(CLAIM), script_of(playbook_of(CLAIM), ASKED) | script, NOW)
    at = asker.places.index(WHICH)
    assert asker.places[at - 1 : at + 2] == ["delivered_on", WHICH, "delivered_on"]
    which, again = asker.asks[at : at + 2]
    assert {option.value: option.label.en for option in which.options} == {"delivered_on": "delivered: 2 May 2026", "shipped_on": "shipped: 3 May 2026"}
    assert "do not fit together" in which.told[0].en
    assert again.default == "2026-05-02"
    assert "lies before" in again.faults[0].en
    assert done.facts["delivered_on"] == "2026-05-08"


def test_the_other_of_two_answers_may_be_the_wrong_one():
    script: dict[str, Answer] = {"shipped_on": ["2026-05-13", "2026-05-03"], WHICH: "shipped_on"}
    asker, _, done = interview(playbook_of(CLAIM), script_of(playbook_of(CLAIM), ASKED) | script, NOW)
    assert asker.last("shipped_on").default == "2026-05-13"
    assert asker.places.count("delivered_on") == 1
    assert done.facts["shipped_on"] == "2026-05-03"


def test_answers_that_still_contradict_each_other_are_asked_for_again():
    script: dict[str, Answer] = {"delivered_on": ["2026-05-02", "2026-05-01", "2026-05-08"], WHICH: "delivered_on"}
    asker, _, _ = interview(playbook_of(CLAIM), script_of(playbook_of(CLAIM), ASKED) | script, NOW)
    assert asker.places.count(WHICH) == 2


def test_back_from_which_is_wrong_is_the_newest_answer():
    log = reply(CLAIM, log_of({name: value for name, value in ASKED.items() if name != "delivered_on"} | {"address_matches": "yes"}), "2026-05-02")
    assert asked(CLAIM, log).place == WHICH
    assert asked(CLAIM, log.back()).place == "delivered_on"
    assert asked(CLAIM, log.reopened("shipped_on").back()).place == WHICH


def test_a_day_that_contradicts_today_alone_is_asked_again_without_a_choice():
    log = log_of({**ASKED, "delivered_on": "2026-05-16"})
    ask = asked(CLAIM, log)
    assert ask.place == "delivered_on"
    assert "after today" in ask.faults[0].en


def test_two_rows_that_contradict_each_other_are_both_named():
    orders = [PLAN["orders"][0], {**PLAN["orders"][1], "order_id": PLAN["orders"][0]["order_id"]}]
    ask = asked(APPEAL, begun(playbook_of(APPEAL), {**PLAN, "orders": orders}))
    assert ask.place == WHICH
    assert [option.value for option in ask.options] == ["orders[1].order_id", "orders[0].order_id"]
    assert "2" in ask.options[0].label.en


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        ("order_id", "112-48271-6620451"),
        ("shipped_on", "03/04/26"),
        ("store", "amazon.moon"),
        ("claim_status", "lost"),
        ("tracking_number", "1Z7A38E90318427652"),
        ("fulfilment", "none"),
    ],
)
def test_an_answer_that_cannot_be_read_is_asked_again_with_its_fault_and_its_words(place: str, wrong: str):
    asker, _, done = interview(playbook_of(CLAIM), script_of(playbook_of(CLAIM), ASKED) | {place: [wrong, ASKED[place]]}, NOW)
    at = asker.places.index(place)
    first, again = [ask for ask in asker.asks if ask.place == place]
    assert asker.asks[at + 1] is again
    assert first.faults == ()
    assert len(again.faults) == 1
    assert again.default == wrong
    assert again.number == first.number
    assert done.facts[place] == ASKED[place]


def test_chinese_is_met_at_the_question_with_the_way_out():
    asker, _, done = interview(playbook_of(CLAIM), script_of(playbook_of(CLAIM), ASKED) | {"item": ["不锈钢饭盒", "lunch box"]}, NOW)
    first, again = [ask for ask in asker.asks if ask.place == "item"]
    assert first.told == ()
    assert again.default == "不锈钢饭盒"
    assert "holds Chinese" in again.faults[0].en
    assert "pinyin" in again.told[0].en
    assert "拼音" in again.told[0].zh
    assert done.facts["item"] == "lunch box"


def test_chinese_where_it_is_understood_is_no_fault():
    log = reply(CLAIM, Log(), "自发货（FBM）", "需要采取措施")
    assert asked(CLAIM, log).place == "buy_shipping"


def test_the_way_out_of_chinese_is_not_told_where_no_letter_holds_the_words():
    ask = asked(CLAIM, log_of({**ASKED, "order_id": "订单"}))
    assert ask.place == "order_id"
    assert ask.faults
    assert ask.told == ()


# ---------------------------------------------------------------- declining


def test_a_fact_that_is_left_out_is_declined_and_not_asked_for_again():
    asker, log, done = interview(playbook_of(CLAIM), script_of(playbook_of(CLAIM), ASKED), NOW)
    assert asker.first("signed_by").decline is not None
    assert asker.first("signed_by").decline.en == "nobody signed"
    assert log.value("signed_by") == "none"
    assert done.facts["signed_by"] == "none"
    assert asker.places.count("signed_by") == 1


def test_what_nobody_knows_is_no_choice_though_a_choice_is_called_none():
    """An order may be bought with no label of Amazon's; that nobody knows is another thing, and Claims Protected may still save the money."""
    playbook = playbook_of("not-received-untracked")
    facts = next(each.facts for each in playbook.examples.values() if "buy_shipping" in each.facts)
    asker, _, done = interview(playbook, script_of(playbook, {**facts, "buy_shipping": "none"}) | {"buy_shipping": declined}, NOW)
    assert asker.first("buy_shipping").decline is not None
    assert done.facts["buy_shipping"] == "unknown"


def test_who_steps_back_to_what_was_left_out_finds_nothing_filled_in():
    log = Log()
    while (ask := asked(CLAIM, log)).place != "signed_by":
        log = reply(CLAIM, log, ASKED.get(ask.place) or left_out(ask, CLAIM))
    log = reply(CLAIM, log, left_out(ask, CLAIM)).back()
    assert asked(CLAIM, log).place == "signed_by"
    assert asked(CLAIM, log).default == ""


def test_the_playbook_has_its_own_words_for_leaving_out():
    ask = asked(CANCEL, log_of({"fulfilment": "seller", "claim_status": "action-required", "remedy": "replacement", "withdrawal_requested_on": "none"}))
    assert ask.place == "replacement_shipped_on"
    assert ask.decline is not None
    assert ask.decline.en == "not shipped yet"


def test_what_is_needed_cannot_be_left_out():
    asker, _, done = interview(playbook_of(CLAIM), script_of(playbook_of(CLAIM), ASKED) | {"item": ["", "  ", "lunch box"]}, NOW)
    assert asker.first("item").decline is None
    assert [words.en for words in asker.told].count("This is needed; the letter cannot do without it.") == 2
    assert done.facts["item"] == "lunch box"


def test_a_fact_that_the_letter_rests_on_cannot_be_left_out():
    """Without it the letter asks for a withdrawal and gives no reason for one."""
    ask = asked(CANCEL, log_of({**SOLVED, "remedy": "answered", "withdrawal_requested_on": "none"}))
    assert ask.place == "agreed_on"
    assert ask.decline is None


# ---------------------------------------------------------------- given facts


@cases
def test_facts_that_were_given_are_not_asked_for(name: str):
    facts = {each: value for each, value in CASES[name].items() if each != "store_name"}
    playbook = playbook_of(name)
    asker, _, _ = interview(playbook, script_of(playbook, CASES[name]), NOW, begun(playbook, facts))
    assert set(facts).isdisjoint(place.partition("[")[0] for place in asker.places)
    assert asker.places.count("store_name") == 1


def test_a_row_that_was_given_is_asked_only_for_what_it_cannot_do_without():
    facts = {**PLAN, "causes": [{name: value for name, value in PLAN["causes"][0].items() if name != "people"}]}
    playbook = playbook_of(APPEAL)
    asker, _, done = interview(playbook, script_of(playbook, PLAN), NOW, begun(playbook, facts))
    assert [place for place in asker.places if "[" in place and not place.startswith("evidence")] == ["causes[0].people"]
    assert done.facts["causes"] == [{**PLAN["causes"][0], "id": "c1"}]


def test_a_number_counts_only_what_a_person_was_asked():
    ask = asked(CLAIM, log_of({name: value for name, value in ASKED.items() if name != "item"} | {"address_matches": "yes"}))
    assert (ask.place, ask.number) == ("item", 1)


def test_a_table_that_was_given_gets_no_further_row():
    log = log_of(PLAN)
    assert log.value("orders[2]") == NO
    assert log.rows("orders") == 2
    assert log_of(PLAN, open_tables=True).value("orders[2]") is None
    assert log.given == len(log.answers)


def test_a_log_holds_the_facts_it_was_made_of():
    assert log_of(PLAN).facts() == PLAN
    assert log_of(PLAN, open_tables=True).facts() == PLAN
    assert log_of({"issues": ["claims", "chargebacks"], "item": None}).facts() == {"issues": "claims, chargebacks"}


class Watched(tuple):
    """Answers that know how often somebody went through them."""

    __slots__ = ()
    times = 0

    def __iter__(self):
        Watched.times += 1
        return super().__iter__()


def test_a_log_goes_through_its_answers_once_however_many_are_looked_up():
    orders = [{"order_id": f"112-4827193-{number:07d}", "done": "answered"} for number in range(500)]
    log = log_of({"orders": orders})
    log = Log(Watched(log.answers), log.given)
    Watched.times = 0
    assert [log.value(f"orders[{index}].order_id") for index in range(log.rows("orders"))] == [record["order_id"] for record in orders]
    assert [log.rows("orders") for _ in orders] == [500] * 500
    assert Watched.times <= 2


def test_the_places_that_leave_a_log_may_come_one_by_one():
    log = log_of({"item": "cup", "units": "2", "carrier": "UPS"})
    assert log.without(iter(["units", "carrier"])).facts() == {"item": "cup"}


def test_many_records_get_their_names_at_once(monkeypatch: pytest.MonkeyPatch):
    causes = [{**PLAN["causes"][0], **({"id": "c2"} if number == 7 else {})} for number in range(300)]
    made = []
    given_too = Log.given_too
    monkeypatch.setattr(Log, "given_too", lambda self, facts: made.append(facts) or given_too(self, facts))
    log = begun(playbook_of(APPEAL), {**PLAN, "causes": causes})
    assert len({log.value(f"causes[{index}].id") for index in range(300)}) == 300
    assert (log.value("causes[0].id"), log.value("causes[1].id"), log.value("causes[7].id")) == ("c1", "c3", "c2")
    assert len(made) == 1


def test_an_interview_that_was_left_goes_on_in_the_middle_of_its_table():
    """Its file ends in a row that was promised and not yet answered."""
    log = reply(APPEAL, Log(), "1", "plan", "yes", "amazon.com", "Harbor Lane Goods", "2026-05-13", "order-defect-rate", "2.78 %", "1 %", YES)
    kept = parse(facts_yaml(log.facts()), "kept.yaml").data
    again = log_of(kept, open_tables=True)
    assert again.rows("metrics") == 2
    assert asked(APPEAL, log).place == asked(APPEAL, again).place == "metrics[1].name"


def test_an_interview_that_was_left_between_two_rows_asks_for_one_more():
    log = log_of(
        {name: value for name, value in PLAN.items() if name in ("round", "answer_wanted", "reactivation_form", "store", "store_name", "notice_received_at", "metrics")},
        open_tables=True,
    )
    ask = asked(APPEAL, log)
    assert (ask.place, ask.default) == ("metrics[1]", NO)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\r", "\x07", "\t", "\n", '"', "\\", ": ", " #", "- ", "\ufeff"])
def test_kept_answers_read_back_as_they_were_typed(mark: str):
    log = log_of(ASKED).answered("item", f"lunch{mark}box")
    kept = parse(facts_yaml(log.facts()), "kept.yaml")
    assert kept.faults == ()
    assert kept.data == log.facts()


# ---------------------------------------------------------------- how far it is


@cases
def test_a_question_has_its_number_and_about_how_many_there_are(name: str):
    numbered = [ask for _, ask, _, _ in steps(name) if not ask.place.startswith("?")]
    assert [ask.number for ask in numbered] == list(range(1, len(numbered) + 1))
    assert all(ask.about >= ask.number for ask in numbered)
    assert numbered[-1].number <= numbered[-1].about <= numbered[-1].number + 1


def test_the_number_goes_back_with_the_person():
    log = reply(CLAIM, Log(), "seller", "action-required")
    assert asked(CLAIM, log).number == 3
    assert asked(CLAIM, log.back()).number == 2


def test_about_how_many_there_are_is_right_by_one_once_the_route_is_decided():
    """One question, for the day of the notice, hangs on the answer to another."""
    abouts = {ask.about for before, ask, _, _ in steps(CLAIM) if standing(playbook_of(CLAIM), before, NOW).route}
    assert abouts == {len(list(steps(CLAIM))) - 1, len(list(steps(CLAIM)))}


# ---------------------------------------------------------------- tables


def test_a_needed_table_begins_with_its_first_cell():
    log = reply(APPEAL, Log(), "1", "plan", "yes", "amazon.com", "Harbor Lane Goods", "2026-05-13")
    ask = asked(APPEAL, log)
    assert ask.place == "metrics[0].name"
    assert ask.decline is None
    assert "1" in ask.question.en


def test_after_a_row_comes_the_question_for_one_more():
    log = reply(APPEAL, Log(), "1", "plan", "yes", "amazon.com", "Harbor Lane Goods", "2026-05-13", "order-defect-rate", "2.78 %", "1 %")
    ask = asked(APPEAL, log)
    assert (ask.place, ask.kind, ask.default) == ("metrics[1]", "one", NO)
    assert "1 so far" in ask.question.en
    assert [option.value for option in ask.options] == [NO, YES]
    assert asked(APPEAL, reply(APPEAL, log, YES)).place == "metrics[1].name"
    assert not asked(APPEAL, reply(APPEAL, log, NO)).place.startswith("metrics")


def test_an_optional_table_begins_with_whether_there_is_anything():
    ask = next(ask for _, ask, _, _ in steps(APPEAL) if ask.place.startswith("evidence"))
    assert (ask.place, ask.default) == ("evidence[0]", YES)
    assert "Which files do you send along?" in ask.question.en


def test_an_optional_table_that_nobody_has_leaves_no_fact():
    assert "evidence" not in complete(APPEAL).facts()


@pytest.mark.parametrize(("table", "most"), [("metrics", 20), ("causes", 20)])
def test_a_full_table_is_asked_for_no_further_row(table: str, most: int):
    rows = {
        "metrics": [{"name": "order-defect-rate", "value": "2 %", "target": "1 %"}] * most,
        "causes": [{"issue": "claims", "cause": "own-words", "words": "The list was old.", "count": "1", "out_of": "2", "found_by": "chance", "unnoticed": "no list"}]
        * most,
    }
    rows["causes"] = [row | {"checked_from": "2026-05-01", "checked_to": "2026-05-02"} for row in rows["causes"]]
    log = begun(playbook_of(APPEAL), {name: value for name, value in PLAN.items() if name not in (table, "orders", "actions", "preventions")} | {table: rows[table]})
    log = log.without([f"{table}[{most}]"])
    places = []
    while not (ask := asked(APPEAL, log)).place.startswith("orders["):
        places.append(ask.place)
        log = reply(APPEAL, log, left_out(ask))
    assert f"{table}[{most}]" not in places
    short = begun(playbook_of(APPEAL), {**PLAN, table: rows[table][:-1]}).without([f"{table}[{most - 1}]"])
    assert next_of_table(short, table) == f"{table}[{most - 1}]"


def next_of_table(log: Log, table: str) -> str:
    """The next question for a table, all others before it left out."""
    while not (ask := asked(APPEAL, log)).place.startswith(f"{table}["):
        log = reply(APPEAL, log, left_out(ask))
    return ask.place


def left_out(ask: Ask, playbook: str = APPEAL) -> str:
    assert ask.decline is not None, ask.place
    return PASSED_OVER if "[" in ask.place else declining(playbook_of(playbook).vocabulary[ask.place])


def test_a_cell_is_passed_over_with_what_hangs_on_it():
    asker, log, done = interview(playbook_of(APPEAL), script_of(playbook_of(APPEAL), PLAN), NOW)
    assert asker.first("orders[1].defect").decline is not None
    assert log.value("orders[1].defect") == PASSED_OVER
    assert asker.places.count("orders[1].defect") == 1
    assert "orders[1].cause" not in asker.places
    assert done.facts["orders"] == PLAN["orders"]


def test_a_cell_that_others_make_worth_asking_is_asked_for():
    places = [ask.place for _, ask, _, _ in steps(APPEAL)]
    assert "orders[0].cause" in places
    assert "orders[0].amount" not in places
    assert "orders[1].amount" in places
    assert "orders[0].replacement_carrier" not in places


def test_what_the_catalogue_needs_is_asked_for_and_cannot_be_passed_over():
    asks = {ask.place: ask for _, ask, _, _ in steps(APPEAL)}
    assert asks["causes[0].people"].decline is None
    assert asks["causes[0].since"].decline is None
    assert asks["causes[0].found_by"].decline is not None
    assert "causes[0].asin" not in asks


def test_nobody_is_asked_for_an_id():
    assert not [ask.place for _, ask, _, _ in steps(APPEAL) if ask.place.endswith(".id")]


def causes_after(log: Log) -> list[str]:
    return [row["id"] for row in standing(playbook_of(APPEAL), log, NOW).facts["causes"]]  # type: ignore[union-attr,call-overload,index]


def test_rows_get_ids_that_nobody_has():
    cause = PLAN["causes"][0]
    assert causes_after(begun(playbook_of(APPEAL), {"causes": [cause, cause]})) == ["c1", "c2"]
    assert causes_after(begun(playbook_of(APPEAL), {"causes": [cause, {**cause, "id": "c1"}]})) == ["c2", "c1"]
    assert causes_after(begun(playbook_of(APPEAL), {"causes": [{**cause, "id": "late-answers"}, cause]})) == ["late-answers", "c1"]


def test_a_reference_is_chosen_among_the_rows_by_what_they_are_about():
    causes = [*PLAN["causes"], {"issue": "used-condition", "cause": "no-outgoing-check", "since": "2026-02-01"}]
    log = begun(playbook_of(APPEAL), {**PLAN, "causes": causes, "actions": [{}]}, open_tables=True)
    ask = asked_at(log, "actions[0].for")
    assert ask.kind == "several"
    assert {option.value: option.label.en for option in ask.options} == {
        "c1": "One person answered messages, with no backup and no alert",
        "c2": "Orders left without a check, returns went back to stock unopened",
    }


def asked_at(log: Log, place: str) -> Ask:
    """The question of a place in the appeal, whatever comes next."""
    return asked(APPEAL, log.reopened(place))


@pytest.mark.parametrize(
    ("causes", "first"),
    [
        ("c1", {"answered-open-messages", "trained-backup"}),
        ("c2", {"inspected-stock"}),
        ("c1, c2", {"answered-open-messages", "trained-backup", "inspected-stock"}),
    ],
)
def test_of_the_catalogue_those_that_fit_the_cause_come_first(causes: str, first: set[str]):
    rows = [*PLAN["causes"], {"issue": "used-condition", "cause": "no-outgoing-check", "since": "2026-02-01"}]
    log = begun(playbook_of(APPEAL), {**PLAN, "causes": rows, "actions": [{"for": causes}]}, open_tables=True)
    values = [option.value for option in asked_at(log, "actions[0].action").options]
    assert set(values[: len(first)]) == first
    assert "own-words" in values
    assert not {"answered-open-messages", "corrected-listing", "inspected-stock"} - {
        option.value for option in (*asked_at(log, "actions[0].action").options, *asked_at(log, "actions[0].action").hidden)
    }


def test_a_row_is_removed_from_the_review():
    asker, _, done = changed(APPEAL, {"?change": "orders[0]", "?row": "remove"})
    assert [line.place for line in looked_over(complete(APPEAL), APPEAL).lines if line.place.startswith("orders[")] == ["orders[0]", "orders[1]"]
    assert done.facts["orders"] == PLAN["orders"][1:]
    assert asker.places[-4:] == ["?review", "?change", "?row", "?review"]


def test_the_last_row_of_a_needed_table_is_asked_for_again():
    script: dict[str, Answer] = {"?change": "metrics[0]", "?row": "remove", "metrics[1]": "no", "metrics[0].value": ["2.78 %", "3 %"]}
    asker, _, done = changed(APPEAL, script)
    assert asker.places[-6:] == ["?row", "metrics[0].name", "metrics[0].value", "metrics[0].target", "metrics[1]", "?review"]
    assert done.facts["metrics"] == [{**PLAN["metrics"][0], "value": "3 %"}]


def test_a_cell_is_changed_from_the_review():
    place = "orders[1].amount"
    asker, _, done = changed(APPEAL, {"?change": "orders[1]", "?row": place, place: ["24.99 USD", "20.00 USD"]})
    assert asker.last(place).default == "24.99 USD"
    assert asker.places[-2:] == [place, "?review"]
    assert done.facts["orders"][1] == {**PLAN["orders"][1], "amount": "20.00 USD"}


def test_a_cell_that_was_never_asked_for_is_added_from_the_review():
    place = "actions[0].words"
    _, _, done = changed(APPEAL, {"?change": "actions[0]", "?row": place, place: "We wrote to each buyer by name."})
    assert done.facts["actions"][0]["words"] == "We wrote to each buyer by name."


def test_a_row_is_left_as_it_is():
    for answer in ("leave", Move.BACK):
        _, log, _ = changed(APPEAL, {"?change": "orders[1]", "?row": answer})
        assert log.facts() == complete(APPEAL).facts()


def test_a_row_is_added_from_the_review():
    row = {"name": "late-shipment-rate", "value": "5 %", "target": "4 %"}
    more = script_of(playbook_of(APPEAL), {"metrics": [PLAN["metrics"][0], row]})
    script = {place: answer for place, answer in more.items() if place.startswith("metrics[1].")}
    asker, _, done = changed(APPEAL, {**script, "?change": "metrics[1]", "metrics[1]": "no", "metrics[2]": "no"})
    assert asker.places[-6:] == ["?change", "metrics[1].name", "metrics[1].value", "metrics[1].target", "metrics[2]", "?review"]
    assert done.facts["metrics"] == [*PLAN["metrics"], row]


def test_a_change_of_the_catalogue_asks_for_what_the_new_entry_needs():
    place = "causes[0].cause"
    script: dict[str, Answer] = {"?change": "causes[0]", "?row": place, place: ["one-person-no-backup", "factory-size-chart"], "causes[0].asin": "B0C7Q2M4XK"}
    asker, _, done = changed(APPEAL, script)
    assert asker.places[-3:] == [place, "causes[0].asin", "?review"]
    assert done.facts["causes"][0]["asin"] == "B0C7Q2M4XK"


def test_references_follow_their_row_when_another_row_is_removed():
    second = {"issue": "used-condition", "cause": "no-outgoing-check", "since": "2026-02-01"}
    action = {"for": "c2", "action": "inspected-stock", "done_on": "2026-05-14", "units_checked": "214", "units_removed": "9"}
    log = begun(playbook_of(APPEAL), {**PLAN, "causes": [*PLAN["causes"], second], "actions": [action]}).without_row("causes", 0)
    facts: Any = standing(playbook_of(APPEAL), log, NOW).facts
    assert facts["actions"][0]["for"] == facts["causes"][0]["id"]


def test_back_works_after_a_row_that_was_given_was_removed():
    log = log_of({"metrics": PLAN["metrics"] * 2}).answered("store", "amazon.com")
    assert log.back().value("store") is None
    assert log.without_row("metrics", 0).back().value("store") is None


def test_an_optional_table_is_added_row_by_row():
    vocabulary = playbook_of(APPEAL).vocabulary
    places = [line.place for line in looked_over(complete(APPEAL), APPEAL).additions]
    assert "signature" in places
    assert [place for place in places if vocabulary[place.partition("[")[0]].type == "table" and "[" not in place] == []


def test_cells_that_lose_their_ground_are_set_aside():
    replaced = {**PLAN["orders"][0], "done": "answered, replaced", "replacement_carrier": "UPS", "replacement_tracking": "1Z999AA10123456784"}
    log = begun(playbook_of(APPEAL), {**PLAN, "orders": [{**replaced, "replacement_shipped_on": "2026-05-14"}]})
    log = reply(APPEAL, log.reopened("orders[0].done"), "answered")
    assert "replacement_tracking" not in log.facts()["orders"][0]  # type: ignore[operator,index]


def test_a_cell_that_was_passed_over_is_asked_for_once_it_is_needed():
    log = complete(APPEAL).answered("causes[0].asin", PASSED_OVER)
    log = reply(APPEAL, log.reopened("causes[0].cause"), "factory-size-chart")
    assert asked(APPEAL, log).place == "causes[0].asin"


def test_a_full_table_is_offered_no_further_row_in_the_review():
    playbook = playbook_of(APPEAL)
    script = {**script_of(playbook, PLAN), "?review": ["change", "write"], "?change": "leave"}
    asker, _, _ = interview(playbook, script, NOW, begun(playbook, {"metrics": PLAN["metrics"] * 20}))
    assert "metrics[20]" not in [option.value for option in asker.last("?change").options]


def test_a_contradiction_with_a_table_leaves_the_choice_which_is_wrong():
    log = begun(playbook_of(APPEAL), {**PLAN, "none_in_window": "claims"})
    assert asked(APPEAL, log).place == WHICH


# ---------------------------------------------------------------- the conversation


def test_the_route_and_its_price_are_told_once_when_no_question_to_come_can_change_it():
    asker, _, _ = interview(playbook_of(CLAIM), script_of(playbook_of(CLAIM), ASKED), NOW)
    told = [(ask.place, [words.en for words in ask.told]) for ask in asker.asks if ask.told and ask.place != "?review"]
    assert [place for place, _ in told] == ["store"]
    assert told[0][1][0].startswith("So far: The parcel was dispatched and delivered in time.")
    assert told[0][1][1].startswith("Price: ")


def test_a_route_that_changes_is_told_again():
    script: dict[str, Answer] = {"address_matches": ["no", ""], "?change": "address_matches"}
    asker, _, _ = changed(CLAIM, script)
    told = [(ask.place, ask.told[0].en) for ask in asker.asks if ask.told and ask.place != "?review"]
    assert [place for place, _ in told] == ["store", "delivery_place"]
    assert told[0][1].startswith("So far: The carrier delivered to a place that is not the order's address.")
    assert told[1][1].startswith("So far: The parcel was dispatched and delivered in time.")


def test_every_answer_is_kept():
    kept: list[Log] = []
    asker = ScriptedAsker(script_of(playbook_of(CLAIM), ASKED))
    log, _ = Conversation(playbook_of(CLAIM), NOW, asker, kept.append).run(Log())
    assert len(kept) == len(asker.asks)
    assert [len(each.answers) for each in kept[:3]] == [1, 2, 3]
    assert kept[-1] == log


def test_blanks_around_an_answer_are_no_part_of_it():
    log = interview(playbook_of(CLAIM), script_of(playbook_of(CLAIM), ASKED) | {"item": "  lunch box \n"}, NOW)[1]
    assert log.value("item") == "lunch box"


def test_an_answer_is_changed_after_the_letters():
    playbook = playbook_of(CLAIM)
    asker = ScriptedAsker(script_of(playbook, ASKED) | {"?change": "item", "item": [ASKED["item"], "glass lunch box"]})
    conversation = Conversation(playbook, NOW, asker, lambda _: None)
    log, _ = conversation.run(Log())
    log, done = conversation.run(conversation.change(log, playbook.route("defend")))
    assert asker.places[-3:] == ["?change", "item", "?review"]
    assert done.facts["item"] == "glass lunch box"


def test_after_a_verdict_that_was_enough_a_change_asks_for_the_verdict_again():
    playbook = playbook_of(CLAIM)
    script: dict[str, Answer] = {"fulfilment": "seller", "claim_status": "action-required", "buy_shipping": ["claims-protected", "claims-protected"]}
    asker = ScriptedAsker(script | {"?verdict:protected": "stop", "?change": "buy_shipping"})
    conversation = Conversation(playbook, NOW, asker, lambda _: None)
    log, done = conversation.run(Log())
    assert done.stopped is not None
    conversation.run(conversation.change(log, done.stopped))
    assert asker.places[-3:] == ["?change", "buy_shipping", "?verdict:protected"]


MINE = {"store": "amazon.com", "store_name": "Harbor Lane Goods", "signature": "Li Wei, owner"}


def offered(answer: Answer, facts: Mapping[str, str] = ASKED) -> tuple[ScriptedAsker, Log, Playbook]:
    """An interview in which a profile is offered."""
    playbook = playbook_of(CLAIM)
    asker = ScriptedAsker({**script_of(playbook, facts), "?profile": answer, "order_id": [Move.BACK, *[facts["order_id"]] * 2]})
    log, _ = Conversation(playbook, NOW, asker, lambda _: None, Offer({"mine": MINE})).run(Log())
    return asker, log, playbook


def test_a_profile_is_offered_once_where_it_can_first_answer():
    asker, log, _ = offered("mine")
    assert asker.places.count("?profile") == 1
    assert not set(MINE) & set(asker.places)
    assert log.facts().items() >= MINE.items()


def test_back_after_a_profile_takes_nothing_of_it_away():
    asker, log, _ = offered("mine")
    at = asker.places.index("order_id")
    assert asker.places[at - 2 : at + 2] == ["delivered_on", "?profile", "order_id", "delivered_on"]
    assert log.facts().items() >= MINE.items()


def test_back_at_a_profile_is_a_step_back_and_it_is_offered_again():
    asker, log, _ = offered([Move.BACK, "mine"])
    at = asker.places.index("?profile")
    assert asker.places[at - 1 : at + 3] == ["delivered_on", "?profile", "delivered_on", "?profile"]
    assert log.facts().items() >= MINE.items()


def test_a_profile_can_be_declined():
    asker, _, _ = offered("")
    assert asker.places.count("?profile") == 1
    assert asker.places[asker.places.index("?profile") + 1] == "store"


def test_the_script_itself_fails_for_a_question_that_it_does_not_know():
    with pytest.raises(AssertionError, match="nobody expected to be asked for claim_status"):
        interview(playbook_of(CLAIM), {"fulfilment": "seller"}, NOW)
    with pytest.raises(AssertionError, match="item cannot be left out"):
        interview(playbook_of(CLAIM), script_of(playbook_of(CLAIM), ASKED) | {"item": declined}, NOW)
