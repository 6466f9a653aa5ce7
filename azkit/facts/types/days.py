"""Days and moments. What could be two days is refused; a moment must name its zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from azkit.facts.reading import Reading, Unreadable, typed_in
from azkit.facts.vocabulary import FactEntry
from azkit.ground.clock import FIRST_YEAR, LAST_YEAR
from azkit.ground.say import Lang, say

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_MONTH = "(" + "|".join(f"{month[:3]}(?:{month[3:]})?" if len(month) > 3 else month for month in _MONTHS) + r"|Sept)\.?"
_FORMS = [
    (re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"), "ymd"),
    (re.compile(r"([0-9]{4}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]?"), "ymd"),
    (re.compile(rf"{_WEEKDAY}([0-9]{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH}[ ,-]+([0-9]{{4}})", re.IGNORECASE), "dmy"),
    (re.compile(rf"{_WEEKDAY}{_MONTH} ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}})", re.IGNORECASE), "mdy"),
]
_NUMERIC = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_TIME = re.compile(
    r"(?P<half_zh>上午|下午|晚上)? ?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)? ?(?P<half>[ap]\.?m\.?)?", re.IGNORECASE
)
_CHINESE_WEEKDAY = re.compile(r" ?\(?(?:星期|周)[一二三四五六日天]\)? ?")
_ZONE_COMMENT = re.compile(r"(?<=[0-9]) ?\([A-Za-z]{1,5}\)")
_OFFSET = re.compile(r"(?:UTC|GMT)? ?([+-])([0-9]{1,2}):?([0-9]{2})?", re.IGNORECASE)

ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120,
    "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "JST": 540, "AEST": 600, "AEDT": 660, "SGT": 480, "BEIJING": 480, "BEIJING TIME": 480, "北京时间": 480, "北京": 480,
}  # fmt: skip
"""Minutes east of UTC for the zone names that Amazon's texts and sellers print. CST is absent: it is Chicago and China."""


class Day:
    """One day of the calendar. Of a time with its zone the store's day is taken, of a bare time the day as it was printed."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> date:
        words = typed_in(text)
        if ":" in words:
            if (moment := _moment(words)) is not None:
                return reading.day_of(moment)
            words = _without_time(words)
        return _day(words)

    def show(self, value: date, entry: FactEntry, lang: Lang) -> str:
        return shown_day(value, lang)

    def text(self, value: date) -> str:
        return value.isoformat()


class Moment:
    """An instant, kept in the store's time. Where the entry says what a bare day means, a day is taken too."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> datetime:
        words = typed_in(text)
        moment = _moment(words)
        if moment is not None:
            return moment.astimezone(reading.zone)
        if ":" in words:
            raise Unreadable(say("facts.no-zone"))
        day = _day(words)
        if entry.day_means is None or reading.store is None:
            raise Unreadable(say("facts.no-time"))
        bare = datetime.combine(day, time(0) if entry.day_means == "start" else time(23, 59), reading.zone)
        return bare.astimezone(UTC).astimezone(reading.zone)  # where the clock changes at midnight, a time that exists

    def show(self, value: datetime, entry: FactEntry, lang: Lang) -> str:
        return shown_day(value.date(), lang)

    def text(self, value: datetime) -> str:
        return value.isoformat()


def shown_day(value: date, lang: Lang) -> str:
    """`4 May 2026` in a letter, `2026年5月4日` in its reading."""
    if lang == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


@lru_cache(maxsize=1024)  # the rows of a table name few days, and each of them often
def _day(words: str) -> date:
    for candidate in _candidates(words):
        return candidate
    if re.fullmatch(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}", words):
        raise Unreadable(say("facts.ambiguous-day"))
    raise Unreadable(say("facts.not-a-day"))


def _candidates(words: str) -> Iterator[date]:
    for pattern, order in _FORMS:
        if match := pattern.fullmatch(words):
            parts = dict(zip(order, match.groups(), strict=True))
            yield _calendar(int(parts["y"]), _month(parts["m"]), int(parts["d"]))
    if match := _NUMERIC.fullmatch(words):
        first, second, year = (int(part) for part in match.groups())
        if first != second and first <= 12 and second <= 12:
            raise Unreadable(say("facts.ambiguous-day"))
        day, month = (first, second) if first > 12 or first == second else (second, first)
        yield _calendar(year, month, day)


def _month(words: str) -> int:
    if words.isdigit():
        return int(words)
    return next(number for number, name in enumerate(_MONTHS, 1) if name.lower().startswith(words[:3].lower()))


def _calendar(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(say("facts.year-out-of-range", first=FIRST_YEAR, last=LAST_YEAR))
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Unreadable(say("facts.no-such-day")) from error


def _moment(words: str) -> datetime | None:
    """The instant in `words`, or None when there is no time or no zone in it."""
    words = _CHINESE_WEEKDAY.sub(" ", words)
    match = _TIME.search(words)
    if not match:
        return None
    day_words = words[: match.start()].rstrip(" ,T").removesuffix(" at")
    offset = _offset(_ZONE_COMMENT.sub("", words[match.end() :]).strip(" ()"))
    if offset is None or not day_words:
        return None
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    half = match["half"] or match["half_zh"]
    if half:
        if not 1 <= hour <= 12 or (half == "晚上" and hour == 12):
            raise Unreadable(say("facts.no-such-time"))
        hour = hour % 12 + (12 if half[0].lower() in "p下晚" else 0)
    try:
        return datetime.combine(_day(day_words), time(hour, minute, second), offset)
    except ValueError as error:
        raise Unreadable(say("facts.no-such-time")) from error


def _without_time(words: str) -> str:
    """The day that stands before a time of day without a zone, as tracking pages print it."""
    match = _TIME.search(words)
    if not match or match.end() != len(words):
        return words
    if int(match["hour"]) > (12 if match["half"] or match["half_zh"] else 23) or int(match["minute"]) > 59:
        raise Unreadable(say("facts.no-such-time"))
    return words[: match.start()].rstrip(" ,T").removesuffix(" at")


def _offset(words: str) -> timezone | None:
    if words.upper() in ZONES:
        minutes = ZONES[words.upper()]
        return timezone(timedelta(minutes=minutes)) if minutes else UTC
    match = _OFFSET.fullmatch(words)
    if not match or int(match[2]) > 14 or int(match[3] or 0) > 59:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes)) if minutes else UTC


DAY = Day()
MOMENT = Moment()
