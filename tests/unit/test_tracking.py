"""Tracking numbers: true numbers pass, one wrong digit does not, and a form never stands for another carrier."""

from __future__ import annotations

import pytest

from azkit.facts.tracking import FORMS, TrackingFault, checked, suits
from tests.unit.world import LIBRARY, NAMES, message, read_in, reasons

TRUE_NUMBERS = [
    ("UPS", "1Z999AA10123456784"),
    ("UPS", "1Z5R89390357567127"),
    ("UPS", "1Z879E930346834440"),
    ("FedEx", "986578788855"),
    ("FedEx", "477179081230"),
    ("FedEx", "799531274483"),
    ("FedEx", "039813852990618"),
    ("DHL Express", "3318810025"),
    ("DHL Express", "8487135506"),
    ("USPS", "9400110899562471835020"),
    ("USPS", "9205590164917312751089"),
    ("USPS", "RB123456785GB"),
    ("Royal Mail", "RB123456785GB"),
    ("Royal Mail", "RB123456140GB"),
    ("Royal Mail", "RB123456025GB"),
]


def wrong_check_digits(number: str) -> list[str]:
    """The number with every other last digit."""
    place = max(index for index, sign in enumerate(number) if sign.isdigit())
    return [number[:place] + digit + number[place + 1 :] for digit in "0123456789" if digit != number[place]]


@pytest.mark.parametrize(("carrier", "number"), TRUE_NUMBERS)
def test_a_true_number_suits_its_carrier(carrier: str, number: str) -> None:
    assert suits(number, NAMES.number_forms[carrier]) is True
    assert checked(number) == number


@pytest.mark.parametrize(("carrier", "number"), TRUE_NUMBERS)
def test_a_true_number_is_no_fault_beside_its_carrier(carrier: str, number: str) -> None:
    facts, faults = read_in({"carrier": carrier, "tracking_number": number})
    assert faults == []
    assert facts.given["tracking_number"].data == number


@pytest.mark.parametrize(("carrier", "number"), [(carrier, wrong) for carrier, number in TRUE_NUMBERS for wrong in wrong_check_digits(number)])
def test_a_wrong_check_digit_is_a_fault_beside_its_carrier(carrier: str, number: str) -> None:
    _, faults = read_in({"carrier": carrier, "tracking_number": number})
    assert reasons(faults) == {"tracking_number": "unreadable"}
    assert number not in faults[0].message.en


@pytest.mark.parametrize(
    ("carrier", "number"),
    [
        ("UPS", "1Z999AA10123466784"),
        ("UPS", "1Z999AB10123456784"),
        ("UPS", "1Z5R89390357567217"),
        ("FedEx", "986578788865"),
        ("FedEx", "968578788855"),
        ("FedEx", "039813852990718"),
        ("DHL Express", "3318811025"),
        ("USPS", "9400110899562471835120"),
        ("USPS", "9205590164917312752089"),
        ("USPS", "RB123456795GB"),
    ],
)
def test_a_slip_in_the_middle_is_a_fault(carrier: str, number: str) -> None:
    _, faults = read_in({"carrier": carrier, "tracking_number": number})
    assert reasons(faults) == {"tracking_number": "unreadable"}


@pytest.mark.parametrize("number", wrong_check_digits("1Z999AA10123456784"))
def test_a_spoilt_ups_number_is_refused_whoever_carries_it(number: str) -> None:
    assert "UPS" in str(message("tracking-number", number))
    with pytest.raises(TrackingFault):
        checked(number)


@pytest.mark.parametrize("number", ["986578788856", "3318810026", "9400110899562471835021", "RB123456784GB", "039813852990619"])
def test_forms_that_others_share_are_not_refused_without_their_carrier(number: str) -> None:
    facts, faults = read_in({"tracking_number": number})
    assert faults == []
    assert facts.given["tracking_number"].data == number


@pytest.mark.parametrize(("carrier", "number"), [("FedEx", "1Z999AA10123456784"), ("UPS", "986578788855"), ("USPS", "TBA123456789012"), ("DHL Express", "RB123456785GB")])
def test_another_carriers_form_does_not_suit_and_is_no_fault(carrier: str, number: str) -> None:
    assert suits(number, NAMES.number_forms[carrier]) is False
    _, faults = read_in({"carrier": carrier, "tracking_number": number})
    assert faults == []


def test_nothing_is_said_of_a_carrier_whose_forms_nobody_knows() -> None:
    assert suits("123456789", ()) is None
    _, faults = read_in({"carrier": "Bob's Parcels", "tracking_number": "123456789"})
    assert faults == []


@pytest.mark.parametrize("prefix", ["42094105", "420941051234"])
def test_a_usps_number_may_carry_its_postcode_in_front(prefix: str) -> None:
    assert suits(prefix + "9400110899562471835020", NAMES.number_forms["USPS"]) is True
    with pytest.raises(TrackingFault):
        suits(prefix + "9400110899562471835021", NAMES.number_forms["USPS"])


def test_a_number_that_excel_rounded_fails_its_check_digit() -> None:
    _, faults = read_in({"carrier": "USPS", "tracking_number": "9400110899562470000000"})
    assert reasons(faults) == {"tracking_number": "unreadable"}


@pytest.mark.parametrize(("carrier", "number"), [("Amazon Logistics", "TBA123456789012"), ("YunExpress", "YT2612345678901234"), ("4PX", "4PX1234567890123CN")])
def test_forms_without_a_check_digit_only_show_whose_they_may_be(carrier: str, number: str) -> None:
    assert suits(number, NAMES.number_forms[carrier]) is True
    assert suits(number[:-1], NAMES.number_forms[carrier]) is False


def test_a_returned_parcel_and_a_replacement_are_held_against_their_own_carriers() -> None:
    _, faults = read_in(
        {
            "carrier": "USPS",
            "replacement_carrier": "UPS",
            "replacement_tracking": "9400110899562471835021",
            "return_carrier": "USPS",
            "return_tracking": "9400110899562471835021",
        }
    )
    assert reasons(faults) == {"return_tracking": "unreadable"}


def test_every_form_that_a_carrier_names_is_known() -> None:
    assert {form for each in LIBRARY.policy.carriers.values() for form in each.numbers} <= set(FORMS)
