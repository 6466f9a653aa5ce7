"""Days and moments: what people paste is read, what could be two days is refused, a letter shows the store's day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from azkit.facts.types import TYPES
from tests.unit.world import entry, message, read

FOURTH = date(2026, 5, 4)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-04", "2026-5-4", "2026/05/04", "2026/5/4", "2026.05.04", "4 May 2026", "04 May 2026", "4 MAY 2026", "4 May, 2026", "4-May-2026",
        "4th May 2026", "May 4, 2026", "May 4 2026", "May 4th, 2026", "Mon, 4 May 2026", "Monday, May 4, 2026",
        "2026年5月4日", "2026年05月04日", "2026 年 5 月 4 日", "2026年5月4号", "２０２６年５月４日", "２０２６－０５－０４",
        "2026–05–04", "2026—05—04", "2026−05−04", "2026\u201105\u201104", "'2026-05-04", "  2026-05-04\u00a0", "4\u00a0May\u00a02026",
        "\ufeff2026-05-04", "2026-05-04\u200b", "\u202e2026-05-04\u202c", "2026-05-04\r\n",
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert read("day", text) == FOURTH


@pytest.mark.parametrize(
    ("text", "month"),
    [(f"9 {name} 2026", number) for number, name in enumerate(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1)]
    + [("9 June 2026", 6), ("July 9, 2026", 7), ("Sept 9, 2026", 9), ("9 Sept. 2026", 9), ("September 9, 2026", 9)],
)
def test_every_month_has_its_names(text: str, month: int) -> None:
    assert read("day", text) == date(2026, month, 9)


@pytest.mark.parametrize("text", ["03/04/26", "03/04/2026", "3.4.2026", "04-03-2026", "26/04/03", "０３／０４／２０２６"])
def test_two_possible_days_are_refused_as_ambiguous(text: str) -> None:
    assert message("day", text) == message("day", "03/04/2026")
    assert "two different days" in str(message("day", text))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/12/2026", date(2026, 12, 25)),
        ("12/25/2026", date(2026, 12, 25)),
        ("13/04/2026", date(2026, 4, 13)),
        ("04/13/2026", date(2026, 4, 13)),
        ("05.05.2026", date(2026, 5, 5)),
    ],
)
def test_a_numeric_day_that_can_be_only_one_is_read(text: str, day: date) -> None:
    assert read("day", text) == day


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30", "30 Feb 2026", "2026年2月30日", "2027-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0 May 2026", "32 May 2026",
        "0000-01-01", "0-01-01", "10000-01-01", "1994-12-31", "2100-01-01", "9999-12-31",
        "tomorrow", "today", "yesterday", "明天", "昨天", "next Friday", "46146", "46146.5", "1778745600", "1.7787E+09", "20260504", "260504",
        "May 2026", "2026-05", "5月4日", "4 May", "Mai 4, 2026", "2026-05-04-01", "2026-05-04 until 2026-05-06", "4 May 2026 or so",
        "?", "-", "饭", "📦", "2026-05-0x", "２０２６年", "٢٠٢٦-٠٥-٠٤", "2026-05-04 09:20 CST", "09:20",
        "2026-05-04 25:99", "4 May 2026 13:20 PM", "2026-05-04 09:20 until noon",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(text: str) -> None:
    assert message("day", text)


@pytest.mark.parametrize("text", ["2026-05-04 09:20", "2026-05-04T09:20:00", "4 May 2026 9:20 PM", "May 4, 2026, 21:20", "2026年5月4日 下午9:20", "2026-05-04 00:00:00"])
def test_a_bare_time_leaves_the_day_as_it_was_printed(text: str) -> None:
    assert read("day", text) == FOURTH


@pytest.mark.parametrize("text", [":", "2026-05-04:", "a: b", "下午:", "2026-05-04 9:2", "2026-05-04 09:60"])
def test_a_colon_alone_makes_no_day(text: str) -> None:
    assert message("day", text)


def test_a_leap_day_is_a_day() -> None:
    assert read("day", "29 Feb 2028") == date(2028, 2, 29)


def test_a_day_after_the_year_2038_is_a_day() -> None:
    assert read("day", "2038-01-20") == date(2038, 1, 20)


@pytest.mark.parametrize(
    ("text", "store", "day"),
    [
        ("2026-05-14T05:00:00Z", "amazon.com", date(2026, 5, 13)),
        ("2026-05-14T05:00:00Z", "amazon.de", date(2026, 5, 14)),
        ("2026-05-14 02:00 北京时间", "amazon.com", date(2026, 5, 13)),
        ("2026-05-13 23:30 PDT", "amazon.co.jp", date(2026, 5, 14)),
    ],
)
def test_a_moment_near_midnight_is_the_day_of_the_store(text: str, store: str, day: date) -> None:
    assert read("day", text, store) == day


NINE_TWENTY = datetime(2026, 5, 14, 16, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-14 09:20 PDT", "2026-05-14T09:20:00-07:00", "2026-05-14T09:20-0700", "2026-05-14T16:20:00Z", "2026-05-14T16:20:00.000Z",
        "14 May 2026 16:20 UTC",
        "May 14, 2026 9:20 AM PDT", "May 14, 2026, 9:20 a.m. PDT", "May 14, 2026 at 9:20 AM (PDT)", "Thu, 14 May 2026 09:20:00 -0700",
        "2026-05-15 00:20 +08:00", "2026-05-15 00:20 GMT+8", "2026-05-15 00:20 Beijing", "2026年5月15日 00:20 北京时间", "2026年5月15日 12:20 am 北京时间",
        "２０２６－０５－１４　０９：２０　ＰＤＴ",
        "'2026-05-14 09:20\u00a0PDT", "2026-05-14 09:20 pdt", "2026-05-14 08:20 PST", "2026-05-14 18:20 CEST", "2026-05-15 02:20 AEST",
    ],
)  # fmt: skip
def test_a_moment_is_read_as_people_write_it(text: str) -> None:
    assert read("moment", text) == NINE_TWENTY


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("Z", 0), ("UTC", 0), ("GMT", 0), ("WET", 0), ("BST", 1), ("WEST", 1), ("CET", 1), ("MEZ", 1), ("CEST", 2), ("MESZ", 2), ("EST", -5), ("EDT", -4),
        ("CDT", -5), ("MST", -7),
        ("MDT", -6), ("PST", -8), ("PDT", -7), ("JST", 9), ("AEST", 10), ("AEDT", 11), ("SGT", 8), ("Beijing", 8), ("北京时间", 8), ("北京", 8), ("Beijing time", 8),
        ("+05:30", 5.5), ("-03:30", -3.5),
        ("UTC+1", 1), ("GMT-5", -5), ("+0000", 0), ("-00:00", 0), ("+14:00", 14), ("+14:59", 14 + 59 / 60), ("-12:00", -12),
    ],
)  # fmt: skip
def test_every_zone_that_is_known_has_its_offset(zone: str, hours: float) -> None:
    assert read("moment", f"2026-05-14 09:20 {zone}") == datetime(2026, 5, 14, 9, 20, tzinfo=UTC) - timedelta(hours=hours)


@pytest.mark.parametrize(
    ("text", "hour"),
    [("12:20 AM", 0), ("1:20 AM", 1), ("11:20 AM", 11), ("12:20 PM", 12), ("1:20 PM", 13), ("11:20 PM", 23), ("上午1:20", 1), ("下午1:20", 13), ("下午12:20", 12)],
)
def test_the_halves_of_the_day_are_told_apart(text: str, hour: int) -> None:
    assert read("moment", f"2026-05-14 {text} UTC") == datetime(2026, 5, 14, hour, 20, tzinfo=UTC)


def test_a_moment_is_read_as_a_mail_header_prints_it() -> None:
    assert read("moment", "Thu, 14 May 2026 09:20:00 -0700 (PDT)") == NINE_TWENTY


@pytest.mark.parametrize(
    ("text", "hour"), [("2026年5月14日 上午9:20 北京时间", 1), ("2026年5月14日 下午9:20 北京时间", 13), ("2026年5月14日(星期四) 上午9:20 北京时间", 1)]
)
def test_a_moment_is_read_as_chinese_mail_prints_it(text: str, hour: int) -> None:
    assert read("moment", text) == datetime(2026, 5, 14, hour, 20, tzinfo=UTC)


def test_midnight_in_chinese_is_not_noon() -> None:
    assert message("moment", "2026年5月14日 晚上12:30 北京时间") or read("moment", "2026年5月14日 晚上12:30 北京时间").hour != 21


@pytest.mark.parametrize(
    "text", ["2026-05-14 09:20", "14 May 2026 9:20 AM", "2026年5月14日 09:20", "2026-05-14T09:20:00", "2026-05-14 09:20 CST", "2026-05-14 09:20 IST", "09:20 PDT"]
)
def test_a_moment_without_a_sure_zone_is_refused(text: str) -> None:
    assert "zone" in str(message("moment", text))


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-14 24:20 PDT", "2026-05-14 09:60 PDT", "2026-05-14 13:20 PM PDT", "2026-05-14 0:20 AM PDT", "2026-02-30 09:20 PDT", "03/04/2026 09:20 PDT",
        "2026-05-14 09:20 +15:00", "2026-05-14 09:20 +08:99", "0000-01-01T00:00:00Z", "tomorrow 09:20 PDT", "1778745600", "46146.389", "2026-05-14 饭:20 PDT",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused(text: str) -> None:
    assert message("moment", text)


def test_a_bare_day_is_no_moment_unless_its_entry_says_what_it_means() -> None:
    assert "zone" in str(message("moment", "2026-05-14"))


@pytest.mark.parametrize(
    ("means", "store", "instant"),
    [
        ("start", "amazon.com", datetime(2026, 5, 14, 7, 0, tzinfo=UTC)),
        ("end", "amazon.com", datetime(2026, 5, 15, 6, 59, tzinfo=UTC)),
        ("start", "amazon.co.jp", datetime(2026, 5, 13, 15, 0, tzinfo=UTC)),
        ("end", "amazon.de", datetime(2026, 5, 14, 21, 59, tzinfo=UTC)),
    ],
)
def test_a_bare_day_begins_and_ends_in_the_time_of_the_store(means: str, store: str, instant: datetime) -> None:
    assert read("moment", "14 May 2026", store, day_means=means) == instant


def test_a_bare_day_is_no_moment_while_the_store_is_unknown() -> None:
    assert message("moment", "2026-05-14", store=None, day_means="start")


@pytest.mark.parametrize(("text", "means"), [("2026-04-24", "start"), ("2026-10-29", "end"), ("2026-03-29", "start"), ("2026-05-14", "end")])
def test_a_bare_day_reads_back_even_where_the_clock_changes_at_midnight(text: str, means: str) -> None:
    value = read("moment", text, "amazon.eg", day_means=means)
    assert read("moment", TYPES["moment"].text(value), "amazon.eg") == value


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        (date(2026, 5, 4), "4 May 2026", "2026年5月4日"),
        (date(2026, 12, 31), "31 December 2026", "2026年12月31日"),
        (date(2028, 2, 29), "29 February 2028", "2028年2月29日"),
    ],
)
def test_a_day_shows_itself_in_both_languages(value: date, en: str, zh: str) -> None:
    assert TYPES["day"].show(value, entry("day"), "en") == en
    assert TYPES["day"].show(value, entry("day"), "zh") == zh


@pytest.mark.parametrize(
    ("text", "store", "shown"),
    [
        ("2026-05-14 09:20 PDT", "amazon.com", "14 May 2026"),
        ("2026-05-14 02:00 北京时间", "amazon.com", "13 May 2026"),
        ("2026-05-14T23:30:00Z", "amazon.co.jp", "15 May 2026"),
        ("2026-05-13 23:30 PDT", "amazon.de", "14 May 2026"),
    ],
)
def test_a_moment_shows_the_day_of_the_store(text: str, store: str, shown: str) -> None:
    assert TYPES["moment"].show(read("moment", text, store), entry("moment"), "en") == shown


def test_the_text_of_a_moment_keeps_its_instant() -> None:
    value = datetime(2026, 5, 14, 9, 20, 31, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    assert read("moment", TYPES["moment"].text(value)) == value
