"""Conditions: Kleene's three values, nothing that computes, and literals that fit the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from azkit.facts.condition_parse import NotACondition, parse_condition
from azkit.facts.conditions import holds, names_in
from azkit.facts.literals import typed
from azkit.facts.types.numbers import Amount
from azkit.facts.values import Given, Unknown
from azkit.ground.say import Text, plain
from tests.unit.world import VOCABULARY, given, nasty

T, F, N = True, False, None
TRUTH = {T: given("yes-no", True), F: given("yes-no", False)}
OPEN, ABSENT = Unknown.OPEN, Unknown.ABSENT


def cell(value: bool | None) -> Any:
    return OPEN if value is None else TRUTH[value]


def decided(words: str, scope: Mapping[str, Any]) -> bool | None:
    return holds(parse_condition(words), scope)


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [(T, T, T, T), (T, F, F, T), (T, N, N, T), (F, T, F, T), (F, F, F, F), (F, N, F, N), (N, T, N, T), (N, F, F, N), (N, N, N, N)],
)
def test_and_and_or_follow_kleene(left: bool | None, right: bool | None, both: bool | None, either: bool | None) -> None:
    scope = {"p": cell(left), "q": cell(right)}
    assert decided("p and q", scope) is both
    assert decided("p or q", scope) is either


@pytest.mark.parametrize(("value", "negated"), [(T, F), (F, T), (N, N)])
def test_not_follows_kleene(value: bool | None, negated: bool | None) -> None:
    assert decided("not p", {"p": cell(value)}) is negated


@pytest.mark.parametrize(("known", "is_given", "alone"), [(TRUTH[T], T, T), (TRUTH[F], T, F), (OPEN, N, N), (ABSENT, F, N)])
def test_is_given_tells_open_from_absent(known: Any, is_given: bool | None, alone: bool | None) -> None:
    assert decided("p is given", {"p": known}) is is_given
    assert decided("p is not given", {"p": known}) is (None if is_given is None else not is_given)
    assert decided("p", {"p": known}) is alone


def test_a_name_that_is_not_there_is_absent() -> None:
    assert decided("p is given", {}) is False
    assert decided("p == true", {}) is None


FACTS: dict[str, Any] = {
    "shipped": given("day", date(2026, 5, 3)),
    "delivered": given("day", date(2026, 5, 8)),
    "units": given("count", 2),
    "item": given("name", "box"),
    "status": given("choice", "granted"),
    "issues": given("choices", ("claims", "late")),
    "total": given("money", Amount(Decimal("24.99"), "USD")),
    "euros": given("money", Amount(Decimal("24.99"), "EUR")),
    "photos": TRUTH[T],
    "open": OPEN,
    "absent": ABSENT,
    "row": {"units": given("count", 3)},
}


@pytest.mark.parametrize(
    ("words", "truth"),
    [
        ("shipped < delivered", T),
        ("shipped > delivered", F),
        ("shipped <= shipped", T),
        ("shipped >= delivered", F),
        ("shipped > shipped", F),
        ("shipped < shipped", F),
        ("delivered >= delivered", T),
        ("delivered > shipped", T),
        ("shipped == shipped", T),
        ("shipped != shipped", F),
        ("units > 1", T),
        ("units >= 3", F),
        ("1 < units <= 2", T),
        ("1 < units < 2", F),
        ("units in [1, 2]", T),
        ("units not in [1, 2]", F),
        ("item == 'box'", T),
        ('item != "box"', F),
        ("status in ['granted', 'denied']", T),
        ("status in ('under-review',)", F),
        ("'claims' in issues", T),
        ("'size' not in issues", T),
        ("total == total", T),
        ("photos == true", T),
        ("photos == false", F),
        ("row.units == 3", T),
        ("row.units is given", T),
        ("row.other is given", F),
        ("row.other == 3", N),
        ("not (units > 1 and item == 'box')", F),
        ("units > 1 or open", T),
        ("units > 5 and absent > 1", F),
    ],
)
def test_comparisons_of_given_facts_are_decided(words: str, truth: bool | None) -> None:
    assert decided(words, FACTS) is truth


@pytest.mark.parametrize("operator", ["==", "!=", "<", "<=", ">", ">=", "in", "not in"])
@pytest.mark.parametrize("unknown", ["open", "absent", "nowhere", "row.other", "nowhere.at_all"])
def test_a_comparison_with_an_unknown_fact_is_undecided(operator: str, unknown: str) -> None:
    assert decided(f"units {operator} {unknown}", FACTS) is None
    assert decided(f"{unknown} {operator} units", FACTS) is None


def test_two_currencies_cannot_be_compared() -> None:
    assert decided("total < euros", FACTS) is None
    assert decided("total == euros", FACTS) is None


@pytest.mark.parametrize(
    ("words", "names"), [("a and b or not c.d", ["a", "b", "c.d"]), ("a is given and a > 1", ["a", "a"]), ("1 < a < b", ["a", "a", "b"]), ("'x' in a", ["a"])]
)
def test_the_names_of_a_condition_are_found_in_order(words: str, names: list[str]) -> None:
    assert [".".join(name.path) for name in names_in(parse_condition(words))] == names


@pytest.mark.parametrize(
    "words",
    [
        "a + 1 > 2", "a - b", "a * 2 == 4", "a / 2 == 1", "a // 2 == 1", "a % 2 == 0", "a ** 2 == 4", "-1 < a", "+a", "a | length > 2", "a | upper == 'X'",
        "a|default(1)",
        "a()", "a.b()", "range(3)", "lipsum()", "a.b.c == 1", "a.b.c", "a[0] == 1", "a['b']", "a[1:2]", "a.b.c is given", "a == none", "a == None", "none",
        "None", "a is none",
        "a if b else c", "(a if b else c) == 1", "a ~ b == 'xy'", "item == 'a' ~ 'b'", "item == 'a' + 'b'", "a is defined", "a is string", "a is odd",
        "a is sameas b", "a is given(1) + 1",
        "units == 1.5", "a == {}", "a in {'x': 1}", "a in [b, 1]", "a in [x + 1]", "[1, 2]", "'text'", "1", "true", "a = 1", "a == ", "== 1", "a and", "not",
        "a b", "a === 1",
        "a <> b", "a && b", "a || b", "!a", "", "   ", "(", "a)", "'open", "a }} b {{ c", "a }}{% if b %}", "a }}{{ b", "{{ a }}", "{% if a %}", "a {# b #}",
        "a; b", "a, b", "a == 1 # why",
        "📦 > 1", "a，b", "a．b", "a.__class__.__base__", "self.x.y", "caller()", "loop.index + 1", "a == b == none", "a is not defined", "a in 1 in b | list",
    ],
)  # fmt: skip
def test_what_does_more_than_compare_is_refused_with_a_remedy(words: str) -> None:
    with pytest.raises(NotACondition) as refusal:
        parse_condition(words)
    assert refusal.value.message.en
    assert refusal.value.message.zh


@pytest.mark.parametrize(
    "words",
    [
        "not " * 4000 + "a",
        "(" * 4000 + "a" + ")" * 4000,
        "a == " + "[" * 4000 + "1" + "]" * 4000,
        "a == " + "9" * 5000,
        " and ".join(["a"] * 4000),
        "a == '\\N{NOPE}'",
        "a == '\\ud800'",
    ],
    ids=["nots", "brackets", "lists", "digits", "ands", "unknown escape", "surrogate"],
)
def test_an_absurd_condition_is_a_condition_or_refused(words: str) -> None:
    try:
        condition = parse_condition(words)
    except NotACondition:
        return
    assert holds(condition, {}) is None


TOKENS = [
    "a",
    "b",
    "row.x",
    "and",
    "or",
    "not",
    "is given",
    "is",
    "given",
    "in",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    "'x'",
    "1",
    "1.5",
    "true",
    "none",
    "[",
    "]",
    "(",
    ")",
    ",",
    "|",
    "+",
    "~",
    "{{",
    "}}",
    "{%",
    "if",
    "else",
    ".",
]


@hypothesis_given(st.one_of(st.lists(st.sampled_from(TOKENS), max_size=12).map(" ".join), nasty))
def test_any_words_are_a_condition_or_refused(words: str) -> None:
    try:
        condition = parse_condition(words)
    except NotACondition:
        return
    assert holds(condition, {}) in (True, False, None)


def kleene_not(value: bool | None) -> bool | None:
    return None if value is None else not value


leaves = st.sampled_from(["p", "q", "r", "p is given", "q is given", "n > 1", "n in [1, 2]", "p == q", "p != true"])
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map("not ({})".format),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) and ({pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) or ({pair[1]})"),
    ),
    max_leaves=8,
)
scopes = st.fixed_dictionaries(
    {name: st.sampled_from([TRUTH[T], TRUTH[F], OPEN, ABSENT]) for name in "pqr"} | {"n": st.sampled_from([given("count", 1), given("count", 2), OPEN, ABSENT])}
)


@hypothesis_given(conditions, scopes)
def test_the_negation_of_a_condition_is_kleenes(words: str, scope: Mapping[str, Any]) -> None:
    assert decided(f"not ({words})", scope) is kleene_not(decided(words, scope))


@hypothesis_given(conditions, conditions, scopes)
def test_and_and_or_do_not_depend_on_their_order(left: str, right: str, scope: Mapping[str, Any]) -> None:
    assert decided(f"({left}) and ({right})", scope) is decided(f"({right}) and ({left})", scope)
    assert decided(f"({left}) or ({right})", scope) is decided(f"not (not ({left}) and not ({right}))", scope)


@hypothesis_given(conditions, scopes)
def test_an_answer_to_an_open_fact_never_turns_a_decision_round(words: str, scope: Mapping[str, Any]) -> None:
    before = decided(words, scope)
    answers = product(*([known] if known is not OPEN else [ABSENT] if name == "n" else [TRUTH[T], TRUTH[F]] for name, known in scope.items()))
    after = {decided(words, dict(zip(scope, answer, strict=True))) for answer in answers}
    assert before is None or after == {before}


def entry_of(path: tuple[str, ...]) -> Any:
    if path[0] == "row" and len(path) == 2:
        return VOCABULARY[path[1]]
    return VOCABULARY.get(path[0], plain(f"{path[0]} is not known"))


def wrong_with(words: str) -> list[Text]:
    messages: list[Text] = []
    typed(parse_condition(words), entry_of, messages.append)
    return messages


@pytest.mark.parametrize(
    "words",
    [
        "claim_status == 'granted'", "claim_status in ['granted', 'denied']", "claim_status != 'granted'", "'claims' in issues", "units > 1", "1 <= units <= 3",
        "units in [1, 2]",
        "delivered_on < '2026-05-08'", "delivered_on <= latest_delivery_on", "order_total > '100 USD'", "order_total >= '100 EUR'",
        "refund_amount < order_total", "photos", "not photos",
        "photos == false", "item == 'box'", "carrier == 'UPS'", "store in ['amazon.com', 'amazon.ca']", "notice_received_at < respond_by",
        "notice_received_at < '2026-05-14 09:20 PDT'",
        "row.value > '1 %'", "item is given and delivery_place is not given", "row.defect == 'claim'", "tracking_number == '1Z999AA10123456784'",
    ],
)  # fmt: skip
def test_a_comparison_that_can_be_meant_is_taken(words: str) -> None:
    assert wrong_with(words) == []


@pytest.mark.parametrize(
    ("words", "clue"),
    [
        ("claim_status == 'grantd'", "granted"),
        ("claim_status in ['granted', 'nope']", "granted"),
        ("claim_status == 3", "granted"),
        ("'nope' in issues", "claims"),
        ("units > '3'", "count"),
        ("units == true", "count"),
        ("photos == 'yes'", "yes-no"),
        ("photos == 1", "yes-no"),
        ("item == 3", "name"),
        ("item == true", "name"),
        ("item in ['a', 3]", "name"),
        ("order_total > 100", "money"),
        ("order_total > '100'", "currency"),
        ("order_total > 'much'", "money"),
        ("delivered_on < 'tomorrow'", "2026-05-08"),
        ("delivered_on < '03/04/2026'", "2026-05-08"),
        ("delivered_on < 20260508", "day"),
        ("notice_received_at < '2026-05-14 09:20'", "zone"),
        ("delivered_on < notice_received_at", "day"),
        ("units > order_total", "money"),
        ("item < 'x'", "order"),
        ("claim_status > 'denied'", "order"),
        ("photos < true", "order"),
        ("carrier >= store_name", "order"),
        ("item", "item"),
        ("units and photos", "units"),
        ("not delivered_on", "delivered_on"),
        ("nonsense > 1", "nonsense"),
        ("nonsense is given", "nonsense"),
        ("nonsense", "nonsense"),
        ("units > nonsense", "nonsense"),
        ("photos and (units > 1 or not nonsense)", "nonsense"),
        ("row.value > 1", "percentage"),
    ],
)
def test_a_comparison_that_cannot_be_meant_is_reported(words: str, clue: str) -> None:
    assert any(clue in message.en for message in wrong_with(words))


@pytest.mark.parametrize(
    "words",
    ["issues == 'claims'", "issues in ['claims']", "claim_reason in 'delivered-not-received'", "item in 'box'", "orders == 'none'", "'x' in orders", "units in 3"],
)
def test_one_value_against_many_is_reported_unless_one_is_in_many(words: str) -> None:
    assert wrong_with(words)


def test_a_comparison_of_two_literals_needs_no_fact() -> None:
    assert wrong_with("1 == 1") == []


@pytest.mark.parametrize(("words", "names"), [("nonsense > rubbish", ["nonsense", "rubbish"]), ("nonsense == units", ["nonsense"]), ("units == nonsense", ["nonsense"])])
def test_every_unknown_name_is_reported_and_nothing_else(words: str, names: list[str]) -> None:
    assert [message.en.split()[0] for message in wrong_with(words)] == names


def test_every_fault_of_a_condition_is_reported() -> None:
    assert len(wrong_with("claim_status == 'nope' and units > 'x' or item < 'y'")) == 3


@pytest.mark.parametrize(
    ("words", "name", "value", "truth"),
    [
        ("delivered_on < '2026-05-08'", "delivered_on", date(2026, 5, 7), T),
        ("delivered_on < '2026-05-08'", "delivered_on", date(2026, 5, 8), F),
        ("order_total > '100 USD'", "order_total", Amount(Decimal("100.01"), "USD"), T),
        ("order_total in ['24.99 USD', '25 USD']", "order_total", Amount(Decimal("25.00"), "USD"), T),
        ("order_total in ['24.99 USD', '25 USD']", "order_total", Amount(Decimal("26.00"), "USD"), F),
        ("respond_by <= '2026-05-14 09:20 PDT'", "respond_by", datetime(2026, 5, 14, 16, 20, tzinfo=UTC), T),
        ("delivered_on in ['2026-05-08', '2026-05-09']", "delivered_on", date(2026, 5, 9), T),
    ],
)
def test_a_literal_is_compared_as_its_fact_is(words: str, name: str, value: Any, truth: bool) -> None:
    assert holds(typed(parse_condition(words), entry_of, pytest.fail), {name: Given(VOCABULARY[name], value)}) is truth
