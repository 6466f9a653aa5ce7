"""Days, moments, amounts and ids as Amazon's texts print them. What could mean two things is no value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

from azkit.facts.reading import Names, Reading, StoreTerms, Unreadable
from azkit.facts.types.days import ZONES
from azkit.facts.types.numbers import MONEY
from azkit.facts.vocabulary import FactEntry
from azkit.ground.clock import FIRST_YEAR, LAST_YEAR, zone

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier janv gennaio gen enero ene", "february feb februar février févr fév febbraio febrero",
            "march mar märz mär mars marzo", "april apr avril avr aprile abril abr", "may mai maggio mag mayo",
            "june jun juni juin giugno giu junio", "july jul juli juillet juil luglio lug julio", "august aug août agosto ago",
            "september sep sept septembre settembre set septiembre", "october oct oktober okt octobre ottobre ott octubre",
            "november nov novembre noviembre", "december dec dezember dez décembre déc dicembre dic diciembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_NAME = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = re.compile(
    rf"(?<![0-9])(?:(?P<y1>[0-9]{{4}})[-/.](?P<m1>[0-9]{{1,2}})[-/.](?P<d1>[0-9]{{1,2}})(?![0-9])"
    rf"|(?P<y2>[0-9]{{4}}) ?年 ?(?P<m2>[0-9]{{1,2}}) ?月 ?(?P<d2>[0-9]{{1,2}}) ?[日号]"
    rf"|(?P<d3>[0-9]{{1,2}})(?:st|nd|rd|th|\.|er)?(?: of| de)?[ -](?P<m3>{_NAME})(?: de| del)?[ ,-]+(?P<y3>[0-9]{{4}})(?![0-9])"
    rf"|(?P<d5>[0-9]{{1,2}})\.(?P<m5>[0-9]{{1,2}})\.(?P<y5>[0-9]{{4}})(?![0-9])"
    rf"|(?P<a6>[0-9]{{1,2}})[-/](?P<b6>[0-9]{{1,2}})[-/](?P<y6>[0-9]{{4}})(?![0-9]))"
    rf"|(?<![^\W_])(?P<m4>{_NAME}) (?P<d4>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<y4>[0-9]{{4}})(?![0-9])",
    re.IGNORECASE,
)
_TIME = re.compile(
    r",?(?: at| um| à| alle| a las)?[ T]?(?P<half_zh>上午|下午)? ?(?P<hour>[0-9]{1,2})[:h](?P<minute>[0-9]{2})(?::[0-9]{2})?(?: ?(?P<half>[ap]\.?m\b\.?))?"
    r"(?: ?\(?(?P<zone>(?:UTC|GMT)?[+-][0-9]{2}:?[0-9]{2}|[A-Z]{3,4}\b|北京时间))?",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?<![\w.,])(?:(?P<before>[A-Z]{1,3}\$|[A-Z]{3}|Rs\.?|[$€£¥￥₹])[ \u00a0\u202f]?)?"
    r"(?P<digits>[0-9]{1,3}(?:[.,'\u00a0\u202f ](?:[0-9]{3}|[0-9]{2}(?=,)))+(?:[.,][0-9]{1,2})?|[0-9]+(?:[.,][0-9]{1,2})?)"
    r"(?:[ \u00a0\u202f]?(?P<after>€|£|\$|[A-Z]{3}\b|円|元|美元|美金))?(?![\w])"
)
ORDER_ID = re.compile(r"(?<![0-9A-Za-z-])(?:[0-9]{3}|[SD][0-9]{2})-[ \n]?[0-9]{7}-[ \n]?[0-9]{7}(?![0-9-]*[0-9])")
_ASIN = re.compile(r"(?<![0-9A-Za-z])B0[0-9A-Z]{8}(?![0-9A-Za-z])")
_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?=[0-9A-Z]*[0-9]{3})[0-9A-Z]{8,34}(?![0-9A-Za-z-])")
_GULF = {"GST": 240, "AST": 180, "IST": 330}
"""Zones whose short names mean something else in other parts of the world: read only where the store's own zone is meant."""

_CODES = {"Rs": "INR", "Rs.": "INR", "元": "CNY"}
_MONTH_FIRST = frozenset({"amazon.com"})
_EITHER = frozenset({"amazon.ca", ""})


class When(NamedTuple):
    """A day in a text, with its time and zone where it has them."""

    start: int
    end: int
    day: date
    time: time | None = None
    zone: str | None = None


def days_in(text: str, store: str | None) -> Iterator[When]:
    """Every day with a year, in order. A slash date whose order the store does not settle is left out."""
    for match in _DAY.finditer(text):
        day = _day(match, store or "")
        if day is None:
            continue
        clock = _TIME.match(text, match.end())
        hour = _time(clock) if clock else None
        end = clock.end() if clock and hour else match.end()
        yield When(match.start(), end, day, hour, clock["zone"] if clock and hour else None)


def iso(when: When, terms: StoreTerms | None) -> str:
    """A day, or the instant with its offset where time and zone are printed."""
    offset = _offset(when, terms)
    if when.time is None or offset is None:
        return when.day.isoformat()
    return datetime.combine(when.day, when.time, offset).isoformat()


def amounts_in(text: str, entry: FactEntry, reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Every amount with a currency: start, end, and as the vocabulary writes it (`46.80 USD`). Three digits behind a mark are thousands."""
    for match in _AMOUNT.finditer(text):
        sign = match["before"] or match["after"]
        if not sign:
            continue
        digits = re.sub("[\u00a0\u202f]", " ", match["digits"])
        if re.fullmatch("[0-9]{1,3}(?:[.,' ][0-9]{3})+", digits):
            digits = re.sub("[.,' ]", "", digits)
        try:
            amount = MONEY.read(f"{_CODES.get(sign, sign)} {digits}", entry, reading)
        except Unreadable:
            continue
        yield match.start(), match.end(), MONEY.text(amount)


def orders_in(text: str) -> list[str]:
    """Every order id once, in order; one that a line end breaks is whole again."""
    return list(dict.fromkeys(re.sub(r"\s", "", match[0]) for match in ORDER_ID.finditer(text)))


def asins_in(text: str) -> list[str]:
    """Every ASIN once, in order."""
    return list(dict.fromkeys(match[0] for match in _ASIN.finditer(text)))


def number_in(text: str) -> str | None:
    """The first stretch that can be a carrier's number; blanks between groups of digits are closed."""
    closed = re.sub(r"(?<=[0-9]{4}) (?=[0-9]{2,4}\b)", "", text)
    match = _NUMBER.search(closed)
    return match[0] if match else None


def carrier_in(text: str, names: Names) -> str | None:
    """The carrier that is named first; of two that begin at one place the longer name."""
    low = text.casefold()
    found = [(low.find(alias), -len(alias), name) for alias, name in names.carriers.items() if len(alias) > 1 and _stands(alias, low)]
    return min(found)[2] if found else None


def _stands(alias: str, text: str) -> bool:
    place = text.find(alias)
    if place < 0:
        return False
    before, after = text[place - 1 : place], text[place + len(alias) : place + len(alias) + 1]
    return not (alias[0].isascii() and before.isalnum()) and not (alias[-1].isascii() and after.isascii() and after.isalpha())


def _day(match: re.Match[str], store: str) -> date | None:
    if match["a6"]:
        return _slashed(int(match["a6"]), int(match["b6"]), int(match["y6"]), store)
    for number in "12345":
        if match[f"y{number}"]:
            month = match[f"m{number}"]
            return _calendar(int(match[f"y{number}"]), int(month) if month.isdigit() else _MONTHS[month.lower().rstrip(".")], int(match[f"d{number}"]))
    return None


def _slashed(first: int, second: int, year: int, store: str) -> date | None:
    if first <= 12 and second <= 12 and first != second and store in _EITHER:
        return None
    month_first = second > 12 or (first <= 12 and store in _MONTH_FIRST)
    return _calendar(year, first, second) if month_first else _calendar(year, second, first)


def _calendar(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(match: re.Match[str]) -> time | None:
    hour, half = int(match["hour"]), (match["half"] or match["half_zh"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] in "p下" else 0)
    try:
        return time(hour, int(match["minute"]))
    except ValueError:
        return None


def _offset(when: When, terms: StoreTerms | None) -> tzinfo | None:
    """The zone behind its name. `PST` in summer means Pacific time: where the store's own zone is within an hour, that one is meant."""
    if when.time is None or when.zone is None:
        return None
    name = when.zone.upper()
    local = zone(terms.zone) if terms else None
    if match := re.fullmatch("(?:UTC|GMT)?([+-])([0-9]{2}):?([0-9]{2})", name):
        minutes = int(match[2]) * 60 + int(match[3])
        return timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes)) if minutes < 15 * 60 else None
    moment = datetime.combine(when.day, when.time, local)
    if local is not None and name not in ("UTC", "Z", "北京时间"):
        fixed, real = {**ZONES, **_GULF}.get(name), moment.utcoffset() or timedelta()
        if name == moment.tzname() or (fixed is not None and abs(real - timedelta(minutes=fixed)) <= timedelta(hours=1)):
            return timezone(real)
    return timezone(timedelta(minutes=ZONES[name])) if name in ZONES else None
