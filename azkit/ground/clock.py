"""The one place that reads the clock, and the one that turns `--today` into an instant."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

FIRST_YEAR, LAST_YEAR = 1995, 2099
"""Amazon opened in 1995; the other end keeps sums of days within the calendar."""


def current_instant() -> datetime:
    """This instant, aware of its zone."""
    return datetime.now(UTC)


def noon(day: date) -> datetime:
    """Noon UTC of `day`, which is the same day in the zone of every store."""
    return datetime.combine(day, time(12), UTC)


def instant(words: str) -> datetime:
    """`--today` as an instant: a day means its noon, a moment must name its zone.

    Raises ValueError for anything else.
    """
    words = words.strip()
    if len(words) == 10:
        return noon(date.fromisoformat(words))
    moment = datetime.fromisoformat(words)
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return moment


@cache
def zone(name: str) -> ZoneInfo:
    """The time zone with this IANA name. Raises ValueError when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"no time zone {name!r}") from error
