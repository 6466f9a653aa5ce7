"""Facts and tables as files give them: what is given, declined or open, and every fault by the name of its place."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from azkit.facts.reader import declining, texts
from azkit.library.link import link
from tests.unit.world import LIBRARY, VOCABULARY, nasty, read_in, read_yaml, reasons

CAUSE = {"id": "c1", "issue": "unanswered-messages", "cause": "one-person-no-backup"}
ACTION = {"for": "c1", "action": "answered-open-messages", "done_on": "2026-05-14"}
ORDER = {"order_id": "112-4827193-6620451"}
TABLES = [name for name, each in VOCABULARY.items() if each.type == "table"]


@pytest.mark.parametrize(
    ("facts", "name", "reason"),
    [
        ({"causes": [CAUSE], "actions": [ACTION, ACTION, {**ACTION, "done_on": "soon"}]}, "actions[2].done_on", "unreadable"),
        ({"orders": [{**ORDER, "amount": "10 EUR"}]}, "orders[0].amount", "unreadable"),
        ({"orders": [{**ORDER, "defect": "claims"}]}, "orders[0].defect", "unreadable"),
        ({"orders": [ORDER, {"order_id": "11248271936620451"}]}, "orders[1].order_id", "unreadable"),
        ({"orders": [{**ORDER, "done_on": "2026-05-16"}]}, "orders[0].done_on", "contradicts"),
        ({"causes": [CAUSE], "actions": [{**ACTION, "done_from": "2026-05-15"}]}, "actions[0].done_on", "contradicts"),
        ({"metrics": [{"name": "order-defect-rate", "value": "102 %", "target": "1 %"}]}, "metrics[0].value", "out-of-bounds"),
        ({"causes": [CAUSE], "actions": [{"for": "c1", "action": "x"}]}, "actions[0].done_on", "missing"),
        ({"orders": [{"order_id": ""}]}, "orders[0].order_id", "missing"),
        ({"orders": [{**ORDER, "done_no": "2026-05-14"}]}, "orders[0].done_no", "unknown"),
        ({"causes": [CAUSE], "actions": [{**ACTION, "for": "c2"}]}, "actions[0].for", "contradicts"),
        ({"actions": [ACTION]}, "actions[0].for", "contradicts"),
        ({"causes": [CAUSE, CAUSE]}, "causes[1].id", "contradicts"),
        ({"orders": [{**ORDER, "replacement_carrier": "UPS", "replacement_tracking": "1Z999AA10123456785"}]}, "orders[0].replacement_tracking", "unreadable"),
        ({"orders": [{**ORDER, "replacement_carrier": "FedEx", "replacement_tracking": "986578788856"}]}, "orders[0].replacement_tracking", "unreadable"),
        ({"orders": "112-4827193-6620451"}, "orders", "unreadable"),
        ({"orders": ORDER}, "orders", "unreadable"),
        ({"orders": ["112-4827193-6620451"]}, "orders[0]", "unreadable"),
        ({"orders": [[ORDER]]}, "orders[0]", "unreadable"),
        ({"orders": [None]}, "orders[0]", "unreadable"),
        ({"orders": [{"order_id": ["112-4827193-6620451"]}]}, "orders[0].order_id", "unreadable"),
        ({"orders": [{"order_id": {"id": "x"}}]}, "orders[0].order_id", "unreadable"),
        ({"orders": [{**ORDER, "order_id": ORDER["order_id"]}] * 501}, "orders", "out-of-bounds"),
        ({"item": ["box"]}, "item", "unreadable"),
        ({"item": {"name": "box"}}, "item", "unreadable"),
        ({"order_idd": "112-4827193-6620451"}, "order_idd", "unknown"),
        ({"done_on": "2026-05-14"}, "done_on", "unknown"),
        ({"today": "2026-05-14"}, "today", "unknown"),
    ],
)  # fmt: skip
def test_a_fault_names_its_place(facts: dict[str, Any], name: str, reason: str) -> None:
    _, faults = read_in(facts)
    assert reasons(faults) == {name: reason}


def test_every_fault_is_collected_and_what_is_right_is_kept() -> None:
    facts, faults = read_in({"order_id": "?", "item": "饭盒", "units": "2", "causes": [CAUSE], "actions": [{"for": "c9", "aktion": "x", "done_on": "soon"}]})
    assert reasons(faults) == {
        "order_id": "unreadable", "item": "unreadable", "actions[0].aktion": "unknown", "actions[0].action": "missing", "actions[0].done_on": "unreadable",
        "actions[0].for": "contradicts",
    }  # fmt: skip
    assert set(facts.given) == {"units", "causes", "actions"}


@pytest.mark.parametrize(
    ("facts", "guess"),
    [
        ({"order_idd": "x"}, "order_id"),
        ({"deliverd_on": "x"}, "delivered_on"),
        ({"order-id": "x"}, "order_id"),
        ({"Tracking_Number": "x"}, "tracking_number"),
        ({"orders": [{**ORDER, "done_no": "x"}]}, "done_on"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(facts: dict[str, Any], guess: str) -> None:
    _, faults = read_in(facts)
    assert guess in faults[0].message.en


def test_of_very_many_unknown_names_all_are_told_and_the_first_hundred_answered_with_a_guess() -> None:
    raw = {**{f"order_idd{number}": "x" for number in range(150)}, "orders": [{"order_id": "112-4827193-6620451", "amuont": "1 USD"}]}
    _, faults = read_in(raw)
    assert (len(faults), set(reasons(faults).values())) == (151, {"unknown"})
    assert ["did you mean" in fault.message.en for fault in faults] == [True] * 100 + [False] * 51


def test_an_unknown_name_far_from_all_gets_no_guess() -> None:
    _, faults = read_in({"qqqqqqqq": "x"})
    assert "did you mean" not in faults[0].message.en


def test_a_missing_column_comes_with_its_question_and_an_example() -> None:
    _, (fault,) = read_in({"orders": [{"defect": "claim"}]})
    assert (fault.kind, fault.question, fault.example) == ("missing", VOCABULARY["order_id"].question, VOCABULARY["order_id"].example)


def test_a_key_that_is_a_whole_page_is_cut_in_the_fault() -> None:
    _, (fault,) = read_in({"x\x1b[31m\u202e" + "y" * 5000: "1"})
    assert len(fault.name) <= 80
    assert fault.name.isprintable()


@pytest.mark.parametrize(
    "words",
    [
        "item:",
        "item: ''",
        'item: ""',
        "item: ~",
        "item: null",
        "item: Null",
        "item: NULL",
        "{}",
        '{"item": null}',
        '{"item": ""}',
        "orders: []",
        "orders:",
        '{"orders": []}',
        "issues: []",
    ],
)
def test_empty_is_not_given(words: str) -> None:
    facts, faults = read_yaml(words)
    assert (facts.given, facts.declined, faults) == ({}, frozenset(), [])


@pytest.mark.parametrize(
    "words",
    [
        "orders: [{order_id: 112-4827193-6620451, amount: }]",
        "orders: [{order_id: 112-4827193-6620451, amount: ~}]",
        '{"orders": [{"order_id": "112-4827193-6620451", "amount": ""}]}',
    ],
)
def test_an_empty_column_is_not_given(words: str) -> None:
    facts, faults = read_yaml(words)
    assert faults == []
    assert set(facts.given["orders"].data[0]) == {"order_id"}


@pytest.mark.parametrize("blank", ["' '", '"\\u200b"', '"\\u00a0\\u3000"'])
def test_a_column_of_nothing_but_blanks_is_not_given(blank: str) -> None:
    facts, faults = read_yaml(f"orders: [{{order_id: 112-4827193-6620451, words: {blank}, amount: {blank}}}]")
    assert faults == []
    assert set(facts.given["orders"].data[0]) == {"order_id"}


@pytest.mark.parametrize(
    ("words", "name"), [("evidence: [{file: log.pdf, proves: ' '}]", "evidence[0].proves"), ("causes: [{id: ' ', issue: claims, cause: x}]", "causes[0].id")]
)
def test_a_needed_column_of_nothing_but_blanks_is_missing(words: str, name: str) -> None:
    assert reasons(read_yaml(words)[1]) == {name: "missing"}


@pytest.mark.parametrize("word", ["none", "None", "NONE", " none ", "无", "没有", "不知道", "unknown", "do not know", "ｎｏｎｅ"])
@pytest.mark.parametrize("name", ["delivered_on", "signed_by", "tracking_number", "carrier", "claim_amount", "buyer_words", "new_evidence", "claim_reason"])
def test_a_fact_that_offers_it_can_be_declined(name: str, word: str) -> None:
    facts, faults = read_in({name: word})
    assert (facts.given, facts.declined, faults) == ({}, {name}, [])


@pytest.mark.parametrize("name", ["order_id", "order_total", "ship_by", "units", "store", "fulfilment", "claim_status", "store_name", "item"])
def test_a_fact_that_does_not_offer_it_cannot_be_declined(name: str) -> None:
    facts, faults = read_in({name: "none"})
    assert reasons(faults) == {name: "unreadable"}
    assert (facts.given, facts.declined) == ({}, frozenset())


def test_what_may_be_declined_is_said_by_the_playbook() -> None:
    assert reasons(read_in({"signed_by": "none"}, declinable=frozenset())[1]) == {"signed_by": "unreadable"}
    assert read_in({"signed_by": "none"}, declinable=frozenset({"signed_by"}))[0].declined == {"signed_by"}


@pytest.mark.parametrize("playbook", sorted(LIBRARY.paths))
def test_a_playbook_lets_decline_what_it_offers_and_what_it_can_do_without(playbook: str) -> None:
    linked = link(LIBRARY, playbook)
    for name, each in linked.vocabulary.items():
        use = linked.uses.get(name)
        offered = bool(use and use.decline) or bool(each.decline and (use is None or use.optional))
        assert (name in linked.declinable) is offered


def test_a_playbook_may_let_a_fact_be_declined() -> None:
    facts, faults = read_in({"ship_by": "none"}, declinable=frozenset({"ship_by"}))
    assert (facts.declined, faults) == ({"ship_by"}, [])


@pytest.mark.parametrize("word", ["none", "no, bought elsewhere", "不是，在别处买的"])
def test_none_is_a_value_where_it_is_a_choice(word: str) -> None:
    facts, faults = read_in({"buy_shipping": word})
    assert (facts.given["buy_shipping"].data, facts.declined, faults) == ("none", frozenset(), [])


def test_where_none_is_a_choice_the_fact_is_declined_with_another_word() -> None:
    facts, faults = read_in({"buy_shipping": "unknown"}, declinable=frozenset({"buy_shipping"}))
    assert (facts.given, facts.declined, faults) == ({}, {"buy_shipping"}, [])
    assert texts(facts, VOCABULARY) == {"buy_shipping": "unknown"}
    assert declining(VOCABULARY["buy_shipping"]) == "unknown"


@pytest.mark.parametrize("name", VOCABULARY)
def test_every_fact_has_a_word_that_declines_it_and_nothing_else(name: str) -> None:
    facts, _ = read_in({name: declining(VOCABULARY[name])}, declinable=frozenset({name}))
    assert facts.declined == ({name} if VOCABULARY[name].type != "table" and not VOCABULARY[name].only_in_tables else frozenset())


@pytest.mark.parametrize("value", [["unanswered-messages", "size-misfit"], "unanswered-messages, size-misfit", "消息不回复或客服差、尺码不合适"])
def test_several_choices_may_be_a_list_or_one_text(value: Any) -> None:
    facts, faults = read_in({"issues": value})
    assert faults == []
    assert facts.given["issues"].data == ("unanswered-messages", "size-misfit")


@pytest.mark.parametrize("value", [["c1", "c2"], "c1, c2", "ｃ１，ｃ２"])
def test_references_may_be_a_list_or_one_text_and_know_their_numbers(value: Any) -> None:
    causes = [{**CAUSE, "id": "c0"}, {**CAUSE, "id": "c1"}, {**CAUSE, "id": "c2"}]
    facts, faults = read_in({"actions": [{**ACTION, "for": value}], "causes": causes})
    assert faults == []
    named = facts.given["actions"].data[0]["for"].data
    assert (list(named), named.numbers) == (["c1", "c2"], (2, 3))


def test_one_dangling_reference_among_good_ones_is_a_fault() -> None:
    _, faults = read_in({"causes": [CAUSE], "actions": [{**ACTION, "for": "c1, c2"}]})
    assert reasons(faults) == {"actions[0].for": "contradicts"}
    assert "causes" in faults[0].message.en


@pytest.mark.parametrize("name", TABLES)
def test_every_example_of_a_table_reads(name: str) -> None:
    causes = [{**CAUSE, "id": f"c{number}"} for number in range(1, 4)]
    facts, faults = read_in({"causes": causes, name: json.loads(VOCABULARY[name].example)}, today=date(2026, 6, 30))
    assert faults == []
    assert facts.given[name].data


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_a_table_is_a_fact_of_the_vocabulary(name: str) -> None:
    assert {column.fact or key for key, column in VOCABULARY[name].columns.items()} <= set(VOCABULARY)


def test_a_table_is_never_nested() -> None:
    assert [name for name in TABLES for key, column in VOCABULARY[name].columns.items() if VOCABULARY[column.fact or key].type == "table"] == []


@pytest.mark.parametrize("playbook", sorted(LIBRARY.paths))
def test_facts_read_back_from_their_own_text(playbook: str) -> None:
    for example in link(LIBRARY, playbook).examples.values():
        facts, _ = read_in(example.facts, declinable=frozenset(example.facts))
        again, _ = read_in(texts(facts, VOCABULARY), declinable=frozenset(example.facts))
        assert again == facts
        assert texts(again, VOCABULARY) == texts(facts, VOCABULARY)


plain_values = st.recursive(
    st.one_of(st.none(), nasty, st.sampled_from(["none", "2026-05-14", "112-4827193-6620451", "24.99 USD", "c1", "claim", "yes"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["id", "order_id", "done_on", "amount", "for", "cause", "x"]), inner, max_size=4)
    ),
    max_leaves=6,
)


@hypothesis_given(st.dictionaries(st.one_of(st.sampled_from(sorted(VOCABULARY)), nasty), plain_values, max_size=5))
def test_any_facts_are_values_or_faults(raw: dict[str, Any]) -> None:
    facts, faults = read_in(raw)
    assert set(facts.given) | set(facts.declined) <= set(raw)
    assert not {fault.name for fault in faults if fault.reason == "unreadable"} & set(facts.given) - {"tracking_number", "return_tracking", "replacement_tracking"}
