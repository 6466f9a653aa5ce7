"""Which dated value holds for a store on a day, and the time that a clock gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TypeVar

from azkit.policy.models import Clock, Dated, Span

Value = TypeVar("Value", bound=Dated)

STALE_AFTER = timedelta(days=180)
"""A value that nobody has checked for longer than this is said to be old."""


def find(values: Iterable[Value], store: str, day: date) -> Value | None:
    """The value that holds in `store` on `day`: the exact store before `all`, then the latest `since` not after the day."""
    today = day.isoformat()
    found: Value | None = None
    for value in values:
        everywhere = value.stores == "all"
        if value.since > today or not (everywhere or store in value.stores):
            continue
        if found is None or (not everywhere, value.since) > (found.stores != "all", found.since):
            found = value
    return found


def is_stale(value: Dated, day: date) -> bool:
    """Whether it is more than 180 days since somebody checked the value."""
    return date.fromisoformat(value.checked_on) + STALE_AFTER < day


@dataclass(frozen=True, slots=True)
class Due:
    """When a clock runs out: the safe limit, and the latest that a source names."""

    answer_by: datetime
    latest: datetime | None
    span: Span


def due(clock: Clock, start: date | datetime, store: str, day: date, zone: tzinfo) -> Due | None:
    """The limits of `clock` counted from `start`; None where no span is published. A bare day counts from its first minute."""
    span = find(clock.values, store, day)
    if span is None or span.safe is None:
        return None
    begin = start if isinstance(start, datetime) else datetime.combine(start, time(0), zone)
    return Due(_after(begin, span.safe, span.unit, zone), _after(begin, span.latest, span.unit, zone) if span.latest else None, span)


def later(start: date | datetime, span: Span) -> date | datetime | None:
    """`start` plus the safe limit of `span`: a day stays a day, and hours that make no whole day count as none, to be safe."""
    if span.safe is None:
        return None
    if isinstance(start, datetime):
        return _after(start, span.safe, span.unit, start.tzinfo)
    if span.unit == "business-days":
        return _after_business_days(start, span.safe)
    return start + timedelta(days=span.safe if span.unit == "days" else span.safe // 24)


def _after(begin: datetime, amount: int, unit: str, zone: tzinfo | None) -> datetime:
    if unit == "hours":
        return (begin.astimezone(UTC) + timedelta(hours=amount)).astimezone(zone)
    local = begin.astimezone(zone)
    if unit == "days":
        return _end_of_day(local + timedelta(days=amount))
    return _end_of_day(_after_business_days(local, amount))


Moment = TypeVar("Moment", date, datetime)


def _after_business_days(start: Moment, amount: int) -> Moment:
    """`amount` weekdays later; public holidays are not known here."""
    while amount:
        start += timedelta(days=1)
        amount -= start.weekday() < 5
    return start


def _end_of_day(moment: datetime) -> datetime:
    return moment.replace(hour=23, minute=59, second=0, microsecond=0)
