"""Derived facts: each kind follows from its facts, and is open or absent exactly as they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from azkit.facts.derived import derived_value
from azkit.facts.types.numbers import Amount
from azkit.facts.values import Given, Unknown
from azkit.facts.vocabulary import Derived
from azkit.ground.say import Text, plain
from azkit.library.name_space import linked_derived
from tests.unit.world import LIBRARY, VOCABULARY, read_in, reading, reasons

OPEN, ABSENT = Unknown.OPEN, Unknown.ABSENT
SHIPPED = linked_derived(VOCABULARY, LIBRARY.derived, lambda name, message: pytest.fail(f"{name}: {message.en}"))


def no_span(start: Any, clock: str) -> Any:
    raise AssertionError(f"no clock was asked for: {clock} from {start}")


def value_of(scope: Mapping[str, Any], add_span: Any = no_span, today: date = date(2026, 5, 15), **kind: Any) -> Any:
    """The value of one derived fact made by hand."""
    wrong: list[Text] = []
    linked = linked_derived(VOCABULARY, {"made": Derived(title=plain("made"), **kind)}, lambda _, message: wrong.append(message))
    assert wrong == []
    return derived_value(linked["made"], scope, reading(today=today), add_span)


def days(**facts: str) -> dict[str, Any]:
    return {name: Given(VOCABULARY[name], date.fromisoformat(text)) for name, text in facts.items()}


def table(name: str, records: list[dict[str, str]]) -> dict[str, Any]:
    facts, faults = read_in({name: records})
    assert [fault for fault in faults if fault.reason != "contradicts"] == []
    return {name: facts.given[name]}


ORDERS = [
    {"order_id": "112-4827193-6620451", "defect": "claim", "done": "answered, refunded", "done_on": "2026-05-12", "amount": "24.99 USD"},
    {"order_id": "112-4827193-6620452", "defect": "feedback", "done": "answered", "done_on": "2026-05-10"},
    {"order_id": "112-4827193-6620453", "done": "answered, refunded", "done_on": "2026-05-14", "amount": "10.01 USD"},
    {"order_id": "112-4827193-6620454", "defect": "claim"},
]


@pytest.mark.parametrize(
    ("first", "second", "between"), [("2026-05-08", "2026-05-11", 3), ("2026-05-11", "2026-05-08", -3), ("2026-05-08", "2026-05-08", 0), ("2028-02-28", "2028-03-01", 2)]
)
def test_days_between_counts_from_the_first_to_the_second(first: str, second: str, between: int) -> None:
    assert value_of(days(shipped_on=first, delivered_on=second), days_between=("shipped_on", "delivered_on")).data == between


def test_days_between_moments_are_days_of_the_store() -> None:
    late = {"notice_received_at": Given(VOCABULARY["notice_received_at"], datetime(2026, 5, 14, 5, 0, tzinfo=UTC))}
    assert value_of({**late, **days(delivered_on="2026-05-12")}, days_between=("delivered_on", "notice_received_at")).data == 1


@pytest.mark.parametrize(("day", "is_past"), [("2026-05-14", True), ("2026-05-15", False), ("2026-05-16", False)])
def test_a_day_is_past_from_the_day_after(day: str, is_past: bool) -> None:
    assert value_of(days(latest_delivery_on=day), past="latest_delivery_on").data is is_past


def test_add_gives_the_day_that_the_clock_reaches() -> None:
    asked: list[tuple[Any, str]] = []

    def add(start: Any, clock: str) -> Any:
        asked.append((start, clock))
        return start + timedelta(days=30)

    assert value_of(days(decided_on="2026-05-01"), add, add=("decided_on", "claim-appeal")).data == date(2026, 5, 31)
    assert asked == [(date(2026, 5, 1), "claim-appeal")]


def test_add_is_absent_where_no_span_is_published() -> None:
    assert value_of(days(decided_on="2026-05-01"), lambda start, clock: None, add=("decided_on", "claim-appeal")) is ABSENT


def test_count_is_the_number_of_records() -> None:
    assert value_of(table("orders", ORDERS), count="orders").data == 4


def test_sum_adds_the_amounts_that_are_there() -> None:
    assert value_of(table("orders", ORDERS), sum="orders.amount").data == Amount(Decimal("35.00"), "USD")


def test_sum_adds_counts() -> None:
    records = [{"id": "c1", "issue": "claims", "cause": "x", "count": "12"}, {"id": "c2", "issue": "claims", "cause": "x", "count": "5"}]
    assert value_of(table("causes", records), sum="causes.count").data == 17


def test_a_sum_without_an_amount_is_absent() -> None:
    assert value_of(table("orders", [{"order_id": "112-4827193-6620451"}]), sum="orders.amount") is ABSENT


def test_amounts_in_two_currencies_have_no_sum() -> None:
    facts, faults = read_in({"orders": [{"order_id": "112-4827193-6620451", "amount": "10 USD"}, {"order_id": "112-4827193-6620452", "amount": "10 EUR"}]}, store=None)
    assert faults == []
    assert value_of(facts.given, sum="orders.amount") is ABSENT


@pytest.mark.parametrize(
    ("condition", "ends"),
    [("row.defect == 'claim'", "14"), ("row.defect is given", "124"), ("row.amount is given and row.done is given", "13"), ("not row.defect is given", "3")],
)
def test_select_keeps_the_records_that_meet_its_condition(condition: str, ends: str) -> None:
    found = value_of(table("orders", ORDERS), select=("orders", condition))
    assert "".join(record["order_id"].data[-1] for record in found.data) == ends


def test_select_leaves_out_records_in_which_the_condition_is_undecided() -> None:
    found = value_of(table("orders", ORDERS), select=("orders", "row.defect != 'claim'"))
    assert [record["order_id"].data[-1] for record in found.data] == ["2"]


def test_select_may_compare_with_a_fact_outside() -> None:
    scope = {**table("orders", ORDERS), **days(submitted_on="2026-05-11")}
    assert [record["order_id"].data[-1] for record in value_of(scope, select=("orders", "row.done_on > submitted_on")).data] == ["1", "3"]


def test_a_selection_of_nothing_is_absent() -> None:
    assert value_of(table("orders", ORDERS), select=("orders", "row.defect == 'chargeback'")) is ABSENT


def test_group_joins_records_with_the_same_value() -> None:
    groups = value_of(table("orders", ORDERS), group=("orders", "done")).data
    assert [group["done"].data for group in groups] == [("answered", "refunded"), ("answered",)]
    both, single = groups
    assert [each["count"].data for each in groups] == [2, 1]
    assert [number[-1] for number in both["order_id"].data.values] == ["1", "3"]
    assert both["total"].data == Amount(Decimal("35.00"), "USD")
    assert (both["first_day"].data, both["last_day"].data) == (date(2026, 5, 12), date(2026, 5, 14))
    assert "total" not in single


def test_a_group_of_amounts_in_two_currencies_has_no_total() -> None:
    orders = [{"order_id": f"112-4827193-662045{number}", "done": "refunded", "amount": amount} for number, amount in enumerate(["10 USD", "10 EUR"])]
    facts, faults = read_in({"orders": orders}, store=None)
    assert faults == []
    [group] = value_of(facts.given, group=("orders", "done")).data
    assert "total" not in group
    assert group["count"].data == 2


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ({"days_between": ("shipped_on", "delivered_on")}, ["shipped_on", "delivered_on"]),
        ({"past": "shipped_on"}, ["shipped_on"]),
        ({"add": ("shipped_on", "claim-appeal")}, ["shipped_on"]),
        ({"all": ("delivered_on > shipped_on",)}, ["shipped_on", "delivered_on"]),
        ({"any": ("delivered_on > shipped_on",)}, ["shipped_on", "delivered_on"]),
        ({"sum": "orders.amount"}, ["orders"]),
        ({"count": "orders"}, ["orders"]),
        ({"select": ("orders", "row.defect == 'claim'")}, ["orders"]),
        ({"group": ("orders", "done")}, ["orders"]),
    ],
)
def test_what_follows_from_an_unknown_fact_is_as_unknown(kind: dict[str, Any], facts: list[str]) -> None:
    known = {**days(shipped_on="2026-05-03", delivered_on="2026-05-08"), **table("orders", ORDERS)}
    for name in facts:
        assert value_of({**known, name: OPEN}, **kind) is OPEN
        assert value_of({**known, name: ABSENT}, **kind) is ABSENT
        assert value_of({key: each for key, each in known.items() if key != name}, **kind) is ABSENT


@pytest.mark.parametrize(
    ("first", "second", "every", "one"),
    [(True, True, True, True), (True, False, False, True), (False, None, False, None), (True, None, None, True), (None, None, None, None), (False, False, False, False)],
)
def test_all_and_any_follow_kleene(first: bool | None, second: bool | None, every: bool | None, one: bool | None) -> None:
    scope = {name: OPEN if value is None else Given(VOCABULARY[name], value) for name, value in (("photos", first), ("money_debited", second))}
    for kind, expected in (("all", every), ("any", one)):
        found = value_of(scope, **{kind: ("photos", "money_debited")})
        assert (None if found is OPEN else found.data) is expected


@pytest.mark.parametrize(
    ("derived", "clue"),
    [
        ({"a": {}}, "exactly one kind"),
        ({"a": {"past": "shipped_on", "count": "orders"}}, "exactly one kind"),
        ({"a": {"all": ("b",)}, "b": {"any": ("a",)}}, "follows from itself"),
        ({"a": {"past": "nonsense"}}, "nonsense"),
        ({"a": {"days_between": ("shipped_on", "delivred_on")}}, "delivered_on"),
        ({"a": {"count": "ordres"}}, "orders"),
        ({"a": {"sum": "orders.nonsense"}}, ""),
        ({"a": {"all": ("item",)}}, "item"),
        ({"a": {"all": ("units > 'x'",)}}, "count"),
        ({"a": {"any": ("units + 1 > 2",)}}, "compare"),
        ({"a": {"select": ("orders", "row.nonsense is given")}}, "nonsense"),
        ({"a": {"select": ("orders", "row.defect == 'nonsense'")}}, "claim"),
    ],
)
def test_a_derived_fact_that_cannot_be_meant_is_reported(derived: dict[str, dict[str, Any]], clue: str) -> None:
    wrong: list[str] = []
    linked_derived(VOCABULARY, {name: Derived(title=plain(name), **kind) for name, kind in derived.items()}, lambda _, message: wrong.append(message.en))
    assert any(clue in each for each in wrong)


@pytest.mark.parametrize(
    "kind",
    [
        {"past": "item"}, {"days_between": ("item", "shipped_on")}, {"days_between": ("units", "shipped_on")}, {"add": ("item", "claim-appeal")},
        {"sum": "orders.order_id"},
        {"sum": "orders.done_on"}, {"count": "item"}, {"select": ("item", "row.defect is given")}, {"group": ("orders", "nonsense")}, {"group": ("item", "done")},
    ],
)  # fmt: skip
def test_a_kind_over_the_wrong_type_is_reported(kind: dict[str, Any]) -> None:
    wrong: list[str] = []
    linked_derived(VOCABULARY, {"made": Derived(title=plain("made"), **kind)}, lambda _, message: wrong.append(message.en))
    assert wrong


def test_derived_facts_may_rest_on_each_other_in_any_order() -> None:
    made = {"late_twice": Derived(title=plain("x"), all=("late_once", "photos")), "late_once": Derived(title=plain("x"), past="latest_delivery_on")}
    linked = linked_derived(VOCABULARY, made, lambda _, message: pytest.fail(message.en))
    assert list(linked) == ["late_once", "late_twice"]


@pytest.mark.parametrize(
    ("first_scan", "shipped", "ship_by", "late"),
    [
        ("2026-05-05", "2026-05-03", "2026-05-04", True),
        ("2026-05-04", "2026-05-06", "2026-05-04", False),
        (None, "2026-05-05", "2026-05-04", True),
        (None, "2026-05-04", "2026-05-04", False),
    ],
)
def test_the_first_scan_decides_whether_a_parcel_left_late(first_scan: str | None, shipped: str, ship_by: str, late: bool) -> None:
    scope = {**days(shipped_on=shipped, ship_by=ship_by), "first_scan_on": days(first_scan_on=first_scan)["first_scan_on"] if first_scan else ABSENT}
    assert derived_value(SHIPPED["dispatched_late"], scope, reading(), no_span).data is late


def test_every_shipped_derived_fact_is_linked() -> None:
    assert set(SHIPPED) == set(LIBRARY.derived)


def test_a_derived_fact_cannot_be_given() -> None:
    facts, faults = read_in({"claims_protected": "yes"})
    assert reasons(faults) == {"claims_protected": "unknown"}
    assert facts.given == {}
