"""The days of a letter and the letters before it: which event a day belongs to, and what repeats an earlier round."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azkit.drafting.draft import draft
from azkit.drafting.model import Draft
from azkit.facts.types.days import shown_day
from azkit.ground.clock import noon
from azkit.library.link import link
from tests.unit.test_rules_engine import found, judged, rule
from tests.unit.world import LIBRARY

ORDER = rule("chronology", phrases=("shipped", "first scan"), near=("delivered",), unless=("replacement",))
DONE = rule("not-yet", phrases=("we shipped|refunded", "was delivered"))
OLD = rule("too-old", phrases=("invoice of",), at_most="365")
CALENDAR = rule("impossible-day")


def words(text: str, **rules: Any) -> list[str]:
    return [each for _, each in found(judged(text, today=date(2026, 5, 15)), **rules)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shipped on 5 May 2026 and delivered on 2 May 2026.", ["delivered on 2 May 2026"]),
        ("Shipped on 3 May 2026 and delivered on 8 May 2026.", []),
        ("Shipped and delivered on 5 May 2026.", []),
        ("Shipped: 5 May 2026\nDelivered: 2 May 2026", ["Delivered: 2 May 2026"]),
        ("On 2 May 2026 the parcel was delivered. The first scan is of 2026-05-05.", ["2 May 2026 the parcel was delivered"]),
        ("It was delivered May 2nd, 2026, and the first scan is of the 5th of May 2026.", ["delivered May 2nd, 2026"]),
        ("Shipped after 5 May 2026 and delivered on 2 May 2026.", []),
        ("Delivered on 2 May 2026. The replacement was shipped on 5 May 2026.", []),
        ("Shipped on 3 May 2026, then shipped on 12 May 2026. Delivered on 8 May 2026.", []),
        ("Delivered to a place that is a long way off from the one where the buyer lives on 2 May 2026. Shipped on 5 May 2026.", []),
        ("112-1234567-1234567 delivered 2 May 2026\n112-1234567-1234568 shipped 5 May 2026", []),
        ("112-1234567-1234567 delivered 2 May 2026, shipped 5 May 2026\n112-1234567-1234568 shipped 5 May 2026", ["delivered 2 May 2026"]),
        ("Shipped on 31 June 2026 and delivered on 2 May 2026.", []),
    ],
)
def test_what_comes_after_does_not_stand_with_an_earlier_day(text: str, expected: list[str]) -> None:
    assert words(text, order=ORDER) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We refunded it on 16 May 2026.", ["We refunded it on 16 May 2026"]),
        ("We refunded it on 15 May 2026.", []),
        ("We refund it by 16 May 2026. It was delivered before 20 May 2026.", []),
        ("The window ends on 4 June 2026; we shipped it.", []),
    ],
)
def test_what_is_done_is_not_done_after_today(text: str, expected: list[str]) -> None:
    assert words(text, done=DONE) == expected


def test_without_a_day_of_the_letter_nothing_is_too_late_or_too_old() -> None:
    text = "We refunded it on 16 May 2030. See the invoice of 3 May 2001."
    assert found(text, done=DONE, old=OLD) == []
    assert len(words(text, done=DONE, old=OLD)) == 2


@pytest.mark.parametrize(("day", "expected"), [("15 May 2025", []), ("14 May 2025", ["invoice of 14 May 2025"])])
def test_a_paper_is_too_old_after_so_many_days(day: str, expected: list[str]) -> None:
    assert words(f"We send the invoice of {day}.", old=OLD) == expected


def test_days_that_the_calendar_does_not_have() -> None:
    assert words("31 June 2026, February 30, 2026, 2026-13-01, 29 February 2025, 29 February 2024", day=CALENDAR) == [
        "31 June 2026",
        "February 30, 2026",
        "2026-13-01",
        "29 February 2025",
    ]


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_any_two_days_are_judged_by_their_order(shipped: date, delivered: date) -> None:
    text = f"We shipped it on {shown_day(shipped, 'en')}. It was delivered on {delivered.isoformat()}."
    assert bool(words(text, order=ORDER)) is (delivered < shipped)


# ---------------------------------------------------------------- earlier rounds

ROUND = "One person answered all the messages of the shop.\n\nWe answered the twelve messages.\n\n- The lead checks the open messages every day.\n\nHarbor Lane Goods"
REPEATS = rule("similarity", at_most="70")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ROUND, 1),
        (ROUND.upper().replace("\n", "\n\n"), 1),
        (ROUND.replace("every day", "at nine and at five"), 0),
        ("Dear team,\n\n" + ROUND + "\n\nBest regards", 1),
        (ROUND + "\n\nA second agent joined the rota on 17 May 2026.\n\nThe chart was corrected on 17 May 2026.", 0),
        ("Harbor Lane Goods", 0),
        ("", 0),
    ],
)
def test_a_round_is_new_when_enough_of_its_paragraphs_are(text: str, expected: int) -> None:
    assert len(found(judged(text, earlier=("Another letter altogether, of some other seller.", ROUND)), again=REPEATS)) == expected


def test_the_share_counts_against_one_earlier_round_at_a_time() -> None:
    parts = ROUND.split("\n\n")
    assert found(judged(ROUND, earlier=(parts[0], parts[1], parts[2])), again=REPEATS) == []


def test_a_draft_that_repeats_an_earlier_round_is_withheld() -> None:
    playbook = link(LIBRARY, "order-defect-rate")
    example = next(each for each in playbook.examples.values() if each.route == "plan")
    first = draft(playbook, example.facts, noon(date.fromisoformat(example.today)))
    assert isinstance(first, Draft)
    again = draft(playbook, example.facts, noon(date.fromisoformat(example.today)), history=("Something else.", first.letters[0].body))
    assert isinstance(again, Draft)
    assert (first.withheld, again.withheld) == (False, True)
    assert [finding.rule for finding in again.findings if finding.stops] == ["repeats-the-last-round"]
    assert again.letters == first.letters
