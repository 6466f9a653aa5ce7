"""What always holds: nothing before what it follows, nothing done after today, both sides of a contradiction named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from azkit.facts.reader import read_facts
from azkit.facts.types.days import shown_day
from azkit.facts.vocabulary import Bounds
from tests.unit.world import TODAY, VOCABULARY, entry, read_in, reading, reasons

PAST = [name for name, each in VOCABULARY.items() if "today" in each.bounds.not_after and not each.only_in_tables]
PAIRS = [(name, other) for name, each in VOCABULARY.items() for other in each.bounds.not_before if not each.only_in_tables]


@pytest.mark.parametrize("name", PAST)
def test_what_has_happened_does_not_lie_after_today(name: str) -> None:
    moment = VOCABULARY[name].type == "moment"
    for days, fault in ((-1, {}), (0, {}), (1, {name: "contradicts"}), (3650, {name: "contradicts"})):
        day = (TODAY + timedelta(days=days)).isoformat()
        _, faults = read_in({name: f"{day}T12:00:00-07:00" if moment else day})
        assert reasons(faults) == fault


def test_a_fact_in_the_future_is_told_which_day_it_is_today() -> None:
    _, (fault,) = read_in({"delivered_on": "2026-05-16"})
    assert shown_day(TODAY, "en") in fault.message.en
    assert shown_day(TODAY, "zh") in fault.message.zh


@pytest.mark.parametrize("name", ["respond_by", "latest_delivery_on", "new_ship_by"])
def test_what_is_still_to_come_may_lie_after_today(name: str) -> None:
    _, faults = read_in({name: "2026-05-20T12:00:00Z" if VOCABULARY[name].type == "moment" else "2026-05-20"})
    assert faults == []


@pytest.mark.parametrize(("name", "other"), PAIRS)
def test_nothing_comes_before_what_it_follows(name: str, other: str) -> None:
    def text(fact: str, day: str) -> str:
        return f"{day}T12:00:00-07:00" if VOCABULARY[fact].type == "moment" else day

    for day, fault in (("2026-05-09", {name: "contradicts"}), ("2026-05-10", {}), ("2026-05-11", {})):
        _, faults = read_in({name: text(name, day), other: text(other, "2026-05-10")})
        assert reasons(faults) == fault


@pytest.mark.parametrize(("name", "other"), PAIRS)
def test_both_sides_of_a_contradiction_are_named(name: str, other: str) -> None:
    later, earlier = ("2026-05-10T12:00:00-07:00" if VOCABULARY[each].type == "moment" else "2026-05-10" for each in (other, name))
    _, (fault,) = read_in({name: earlier.replace("-10", "-09"), other: later})
    title = VOCABULARY[other].title
    assert fault.name == name
    assert other in fault.message.en
    assert title.en in fault.message.en
    assert title.zh in fault.message.zh


def test_every_contradiction_is_found_at_once() -> None:
    _, faults = read_in({"shipped_on": "2026-05-10", "first_scan_on": "2026-05-11", "delivered_on": "2026-05-08", "remedy_delivered_on": "2026-05-16"})
    assert [fault.name for fault in faults] == ["delivered_on", "delivered_on", "remedy_delivered_on"]


def test_a_contradicted_fact_alone_is_no_contradiction() -> None:
    assert read_in({"delivered_on": "2026-05-08"})[1] == []


@pytest.mark.parametrize(
    ("moment", "store", "faults"),
    [
        ("2026-05-16T06:00:00+08:00", "amazon.com", {}),
        ("2026-05-16T06:00:00+08:00", "amazon.co.jp", {"notice_received_at": "contradicts"}),
        ("2026-05-16T06:59:00Z", "amazon.com", {}),
        ("2026-05-16T07:00:00Z", "amazon.com", {"notice_received_at": "contradicts"}),
    ],
)
def test_today_ends_at_midnight_of_the_store(moment: str, store: str, faults: dict[str, str]) -> None:
    assert reasons(read_in({"notice_received_at": moment}, store=store)[1]) == faults


@pytest.mark.parametrize(
    ("received", "faults"), [("2026-05-14T23:30:00-07:00", {}), ("2026-05-15T02:00:00+08:00", {}), ("2026-05-15T00:30:00-07:00", {"respond_by": "contradicts"})]
)
def test_moments_are_compared_by_the_day_of_the_store(received: str, faults: dict[str, str]) -> None:
    assert reasons(read_in({"notice_received_at": received, "respond_by": "2026-05-14"})[1]) == faults


def test_a_limit_on_the_day_of_the_notice_may_not_be_earlier_in_the_day() -> None:
    _, faults = read_in({"notice_received_at": "2026-05-14T18:00:00-07:00", "respond_by": "2026-05-14T09:00:00-07:00"})
    assert reasons(faults) == {"respond_by": "contradicts"}


@pytest.mark.parametrize(("value", "reason"), [("0 %", None), ("100 %", None), ("100.01 %", "out-of-bounds"), ("999 %", "out-of-bounds")])
def test_a_percentage_lies_within_its_bounds(value: str, reason: str | None) -> None:
    _, faults = read_in({"metrics": [{"name": "order-defect-rate", "value": value, "target": "1 %"}]})
    assert reasons(faults) == ({"metrics[0].value": reason} if reason else {})
    assert all("100 %" in fault.message.en for fault in faults)


def test_records_are_held_against_themselves_and_not_against_each_other() -> None:
    causes = [
        {"id": "c1", "issue": "claims", "cause": "x", "checked_from": "2026-05-01", "checked_to": "2026-05-02"},
        {"id": "c2", "issue": "claims", "cause": "x", "checked_to": "2026-04-01"},
    ]
    assert read_in({"causes": causes})[1] == []
    causes[1]["checked_from"] = "2026-04-02"
    assert reasons(read_in({"causes": causes})[1]) == {"causes[1].checked_to": "contradicts"}


BOUNDED = {
    "begun": entry("day", bounds=Bounds(not_after=("ended", "today"))),
    "ended": entry("day"),
    "noted": entry("moment", bounds=Bounds(not_before=("begun",), not_after=("answered",))),
    "answered": entry("moment"),
    "people": entry("count", bounds=Bounds(at_least="1", at_most="5")),
    "share": entry("percentage", bounds=Bounds(at_least="0.5 %")),
}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"begun": "2026-05-02", "ended": "2026-05-01"}, {"begun": "contradicts"}),
        ({"begun": "2026-05-01", "ended": "2026-05-01"}, {}),
        ({"begun": "2026-05-01"}, {}),
        ({"noted": "2026-05-02 09:00 PDT", "answered": "2026-05-02 08:59 PDT"}, {"noted": "contradicts"}),
        ({"noted": "2026-05-02 09:00 PDT", "answered": "2026-05-02 17:00 BST"}, {}),
        ({"noted": "2026-05-02 09:00 PDT", "answered": "2026-05-02 16:59 BST"}, {"noted": "contradicts"}),
        ({"noted": "2026-05-02 23:30 PDT", "begun": "2026-05-02"}, {}),
        ({"noted": "2026-05-02 02:00 +08:00", "begun": "2026-05-02"}, {"noted": "contradicts"}),
        ({"people": "0"}, {"people": "out-of-bounds"}),
        ({"people": "1"}, {}),
        ({"people": "5"}, {}),
        ({"people": "6"}, {"people": "out-of-bounds"}),
        ({"share": "0.49 %"}, {"share": "out-of-bounds"}),
        ({"share": "0.50 %"}, {}),
        ({"share": "999 %"}, {}),
    ],
)
def test_every_kind_of_bound_holds_from_its_edge_on(facts: dict[str, str], expected: dict[str, str]) -> None:
    assert reasons(list(read_facts(facts, BOUNDED, reading())[1])) == expected


def test_the_same_order_twice_in_a_table_is_a_fault() -> None:
    orders = [{"order_id": "112-4827193-6620451"}, {"order_id": "112-4827193-6620452"}, {"order_id": "１１２-4827193-6620451"}]
    assert reasons(read_in({"orders": orders})[1]) == {"orders[2].order_id": "contradicts"}


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2038, 1, 20), date(2099, 12, 31)])
def test_unusual_days_are_compared_like_others(day: date) -> None:
    facts = {"shipped_on": day.isoformat(), "delivered_on": (day - timedelta(days=1)).isoformat()}
    assert reasons(read_in(facts, today=day)[1]) == {"delivered_on": "contradicts"}
