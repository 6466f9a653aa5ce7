"""Policy: which dated value holds for a store on a day, when a clock runs out, and when a value is old."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azkit.ground.say import plain
from azkit.policy.find import due, find, is_stale, later
from azkit.policy.models import Clock, FigureValue, Span
from tests.unit.world import LIBRARY

PACIFIC = ZoneInfo("America/Los_Angeles")
BERLIN = ZoneInfo("Europe/Berlin")


def figure(value: str | None, since: str, stores: Any = "all") -> FigureValue:
    return FigureValue(stores=stores, since=since, source="OWN", checked_on="2026-01-01", confidence="high", value=value)


def span(unit: str, safe: int | None, latest: int | None = None, since: str = "2020-01-01", stores: Any = "all", checked_on: str = "2026-01-01") -> Span:
    return Span(stores=stores, since=since, source="OWN", checked_on=checked_on, confidence="high", unit=unit, safe=safe, latest=latest)  # type: ignore[arg-type]


def clock(*values: Span) -> Clock:
    return Clock(title=plain("clock"), values=values)


VALUES = [
    figure("all-2020", "2020-01-01"),
    figure("us-2022", "2022-01-01", ("amazon.com",)),
    figure("all-2026", "2026-01-01"),
    figure("us-2025", "2025-06-01", ("amazon.com", "amazon.ca")),
    figure("all-2012", "2012-01-01"),
    figure(None, "2027-01-01", ("amazon.com",)),
]


@pytest.mark.parametrize(
    ("store", "day", "value"),
    [
        ("amazon.com", date(2026, 5, 15), "us-2025"),
        ("amazon.ca", date(2026, 5, 15), "us-2025"),
        ("amazon.de", date(2026, 5, 15), "all-2026"),
        ("", date(2026, 5, 15), "all-2026"),
        ("amazon.com", date(2025, 6, 1), "us-2025"),
        ("amazon.com", date(2025, 5, 31), "us-2022"),
        ("amazon.ca", date(2025, 5, 31), "all-2020"),
        ("amazon.com", date(2021, 12, 31), "all-2020"),
        ("amazon.com", date(2012, 1, 1), "all-2012"),
    ],
)
def test_the_exact_store_comes_before_all_and_the_latest_before_the_older(store: str, day: date, value: str) -> None:
    found = find(VALUES, store, day)
    assert found is not None
    assert found.value == value
    assert find(reversed(VALUES), store, day) == found


@pytest.mark.parametrize("store", ["amazon.com", "amazon.de", ""])
def test_nothing_holds_before_the_first_since(store: str) -> None:
    assert find(VALUES, store, date(2011, 12, 31)) is None


def test_nothing_holds_in_a_store_that_no_value_names() -> None:
    assert find([figure("x", "2020-01-01", ("amazon.com",))], "amazon.de", date(2026, 5, 15)) is None
    assert find([], "amazon.de", date(2026, 5, 15)) is None


def test_looked_for_and_not_published_overrules_older_and_wider_values() -> None:
    found = find(VALUES, "amazon.com", date(2027, 1, 1))
    assert found is not None
    assert found.value is None


@pytest.mark.parametrize(
    ("unit", "safe", "start", "answer_by"),
    [
        ("hours", 48, datetime(2026, 5, 14, 9, 20, tzinfo=PACIFIC), "2026-05-16T09:20:00-07:00"),
        ("hours", 48, datetime(2026, 3, 7, 10, 0, tzinfo=PACIFIC), "2026-03-09T11:00:00-07:00"),
        ("hours", 48, datetime(2026, 10, 31, 10, 0, tzinfo=PACIFIC), "2026-11-02T09:00:00-08:00"),
        ("hours", 24, datetime(2026, 3, 7, 2, 30, tzinfo=PACIFIC), "2026-03-08T03:30:00-07:00"),
        ("hours", 48, date(2026, 5, 14), "2026-05-16T00:00:00-07:00"),
        ("hours", 48, date(2026, 3, 7), "2026-03-09T01:00:00-07:00"),
        ("days", 3, datetime(2026, 5, 14, 9, 20, tzinfo=PACIFIC), "2026-05-17T23:59:00-07:00"),
        ("days", 3, datetime(2026, 5, 14, 23, 59, 59, tzinfo=PACIFIC), "2026-05-17T23:59:00-07:00"),
        ("days", 2, datetime(2026, 3, 7, 9, 20, tzinfo=PACIFIC), "2026-03-09T23:59:00-07:00"),
        ("days", 30, date(2026, 1, 30), "2026-03-01T23:59:00-08:00"),
        ("days", 1, date(2028, 2, 28), "2028-02-29T23:59:00-08:00"),
        ("days", 1, datetime(2026, 5, 14, 2, 0, tzinfo=ZoneInfo("Asia/Shanghai")), "2026-05-14T23:59:00-07:00"),
        ("business-days", 1, date(2026, 5, 14), "2026-05-15T23:59:00-07:00"),
        ("business-days", 2, date(2026, 5, 15), "2026-05-19T23:59:00-07:00"),
        ("business-days", 1, date(2026, 5, 16), "2026-05-18T23:59:00-07:00"),
        ("business-days", 5, date(2026, 5, 17), "2026-05-22T23:59:00-07:00"),
        ("business-days", 10, datetime(2026, 5, 15, 18, 0, tzinfo=PACIFIC), "2026-05-29T23:59:00-07:00"),
        ("business-days", 1, datetime(2026, 5, 16, 2, 0, tzinfo=ZoneInfo("Asia/Shanghai")), "2026-05-18T23:59:00-07:00"),
    ],
)
def test_a_clock_runs_out_in_the_time_of_the_store(unit: str, safe: int, start: Any, answer_by: str) -> None:
    limit = due(clock(span(unit, safe)), start, "amazon.com", date(2026, 5, 15), PACIFIC)
    assert limit is not None
    assert limit.answer_by.isoformat() == answer_by


def test_a_clock_has_a_safe_limit_and_the_latest_that_a_source_names() -> None:
    limit = due(clock(span("hours", 48, 72)), datetime(2026, 5, 14, 9, 20, tzinfo=UTC), "amazon.de", date(2026, 5, 15), BERLIN)
    assert limit is not None
    assert (limit.answer_by.isoformat(), limit.latest and limit.latest.isoformat()) == ("2026-05-16T11:20:00+02:00", "2026-05-17T11:20:00+02:00")


def test_a_clock_without_a_latest_limit_has_none() -> None:
    limit = due(clock(span("hours", 48)), date(2026, 5, 14), "amazon.de", date(2026, 5, 15), BERLIN)
    assert limit is not None
    assert limit.latest is None


@pytest.mark.parametrize(
    "values",
    [
        (),
        (span("hours", None),),
        (span("hours", 48, since="2027-01-01"),),
        (span("hours", 48, stores=("amazon.de",)),),
        (span("hours", 48), span("hours", None, stores=("amazon.com",))),
    ],
)
def test_a_clock_does_not_run_where_no_span_is_published(values: tuple[Span, ...]) -> None:
    assert due(clock(*values), date(2026, 5, 14), "amazon.com", date(2026, 5, 15), PACIFIC) is None


def test_the_span_of_the_day_counts_and_not_that_of_the_start() -> None:
    values = (span("hours", 72, since="2020-01-01"), span("hours", 48, since="2026-05-15"))
    limit = due(clock(*values), date(2026, 5, 14), "amazon.com", date(2026, 5, 15), PACIFIC)
    assert limit is not None
    assert limit.span.safe == 48


@pytest.mark.parametrize(
    ("unit", "safe", "start", "reached"),
    [
        ("days", 30, date(2026, 5, 1), date(2026, 5, 31)),
        ("hours", 48, date(2026, 5, 14), date(2026, 5, 16)),
        ("hours", 36, date(2026, 5, 14), date(2026, 5, 15)),
        ("business-days", 1, date(2026, 5, 14), date(2026, 5, 15)),
        ("business-days", 2, date(2026, 5, 15), date(2026, 5, 19)),
        ("business-days", 5, date(2026, 5, 16), date(2026, 5, 22)),
    ],
)
def test_a_day_plus_a_span_is_a_day(unit: str, safe: int, start: date, reached: date) -> None:
    assert later(start, span(unit, safe)) == reached


def test_a_moment_plus_a_span_is_a_moment() -> None:
    start = datetime(2026, 5, 15, 9, 20, tzinfo=PACIFIC)
    assert later(start, span("hours", 48)) == start + timedelta(hours=48)
    assert later(start, span("business-days", 2)) == datetime(2026, 5, 19, 23, 59, tzinfo=PACIFIC)


def test_nothing_is_added_where_no_span_is_published() -> None:
    assert later(date(2026, 5, 14), span("days", None)) is None


@given(st.dates(date(1995, 1, 1), date(2099, 12, 31)), st.integers(0, 400))
def test_business_days_are_monday_to_friday_and_as_many_as_said(start: date, amount: int) -> None:
    limit = due(clock(span("business-days", amount, since="1990-01-01")), start, "amazon.com", date(2026, 5, 15), PACIFIC)
    assert limit is not None
    end = limit.answer_by.date()
    days = [start + timedelta(days=each) for each in range(1, (end - start).days + 1)]
    assert sum(day.weekday() < 5 for day in days) == amount
    assert amount == 0 or end.weekday() < 5


@given(st.datetimes(datetime(1995, 1, 1), datetime(2099, 12, 31), timezones=st.sampled_from([PACIFIC, BERLIN, UTC])), st.integers(0, 2000))  # noqa: DTZ001
def test_hours_are_hours_whatever_the_clock_on_the_wall_does(start: datetime, amount: int) -> None:
    limit = due(clock(span("hours", amount, since="1990-01-01")), start, "amazon.com", date(2026, 5, 15), PACIFIC)
    assert limit is not None
    assert limit.answer_by.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=amount)


@pytest.mark.parametrize(("checked_on", "stale"), [("2026-05-15", False), ("2025-11-16", False), ("2025-11-15", True), ("2020-01-01", True), ("2026-11-21", False)])
def test_a_value_is_old_when_nobody_has_checked_it_for_more_than_180_days(checked_on: str, stale: bool) -> None:
    assert is_stale(span("hours", 48, checked_on=checked_on), date(2026, 5, 15)) is stale


PART_VALUES = [(part, name, each.values) for part in ("clocks", "channels", "steps", "figures") for name, each in getattr(LIBRARY.policy, part).items()]


@pytest.mark.parametrize(("part", "name", "values"), PART_VALUES, ids=[f"{part}-{name}" for part, name, _ in PART_VALUES])
def test_every_shipped_value_can_be_told_from_the_others(part: str, name: str, values: tuple[Any, ...]) -> None:
    places = [(store, value.since) for value in values for store in (("all",) if value.stores == "all" else value.stores)]
    assert len(places) == len(set(places))
    assert {store for store, _ in places} <= {"all", *LIBRARY.policy.stores}
    assert all(date.fromisoformat(value.since) and date.fromisoformat(value.checked_on) for value in values)
    assert {value.source for value in values} <= set(LIBRARY.policy.sources)


@pytest.mark.parametrize("name", LIBRARY.policy.clocks)
def test_the_latest_limit_of_a_shipped_clock_is_not_before_the_safe_one(name: str) -> None:
    assert all(value.latest is None or (value.safe is not None and value.latest >= value.safe) for value in LIBRARY.policy.clocks[name].values)
