"""Tracking numbers: the forms that carriers publish, and their check digits.

Sources: UPS tracking number guide (1Z), USPS Publication 199 (IMpb), UPU standard S10, FedEx and DHL waybill
check digits as carriers' integration guides give them. A right form is consistent with a carrier; it proves nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Callable


class TrackingFault(Exception):
    """A number that has a carrier's form but fails its check digit."""

    def __init__(self, form: str) -> None:
        self.form = form
        super().__init__(form)


def _ups(number: str) -> bool:
    values = [int(sign) if sign.isdigit() else (ord(sign) - 63) % 10 for sign in number[2:-1]]
    total = sum(value * (2 if index % 2 else 1) for index, value in enumerate(values))
    return number[-1].isdigit() and -total % 10 == int(number[-1])


def _mod10_from_right(number: str) -> bool:
    total = sum(int(digit) * (3 if index % 2 == 0 else 1) for index, digit in enumerate(reversed(number[:-1])))
    return -total % 10 == int(number[-1])


def _usps(number: str) -> bool:
    return _mod10_from_right(number[-22:])


def _fedex_12(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number[:11], (3, 1, 7) * 4, strict=False))
    return total % 11 % 10 == int(number[-1])


def _dhl(number: str) -> bool:
    return int(number[:-1]) % 7 == int(number[-1])


def _s10(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number[2:10], (8, 6, 4, 2, 3, 5, 9, 7), strict=True))
    check = 11 - total % 11
    return {10: 0, 11: 5}.get(check, check) == int(number[10])


def _no_digit(_number: str) -> bool:
    return True


FORMS: dict[str, tuple[re.Pattern[str], Callable[[str], bool], str]] = {
    "ups-1z": (re.compile("1Z[0-9A-Z]{16}"), _ups, "UPS 1Z"),
    "usps-impb": (re.compile("(?:420(?:[0-9]{5}|[0-9]{9}))?9[1-5][0-9]{20}"), _usps, "USPS"),
    "fedex-12": (re.compile("[0-9]{12}"), _fedex_12, "FedEx"),
    "fedex-15": (re.compile("[0-9]{15}"), _mod10_from_right, "FedEx Ground"),
    "dhl-10": (re.compile("[0-9]{10}"), _dhl, "DHL Express"),
    "s10": (re.compile("[A-Z]{2}[0-9]{9}[A-Z]{2}"), _s10, "S10 (post)"),
    "tba": (re.compile("TB[ACM][0-9]{12}"), _no_digit, "Amazon TBA"),
    "yun-16": (re.compile("YT[0-9]{16}"), _no_digit, "YunExpress"),
    "fourpx": (re.compile("4PX[0-9]{13}CN"), _no_digit, "4PX"),
}
"""Form id -> pattern of the whole number, its check, and its name for people."""

_UNMISTAKABLE = ("ups-1z",)
"""Forms that no other carrier's number has. S10 is not among them: some carriers imitate it without its check digit."""


def checked(number: str) -> str:
    """`number`, unless it has an unmistakable form with a wrong check digit: then TrackingFault."""
    for form in _UNMISTAKABLE:
        pattern, check, name = FORMS[form]
        if pattern.fullmatch(number) and not check(number):
            raise TrackingFault(name)
    return number


def suits(number: str, forms: tuple[str, ...]) -> bool | None:
    """Whether `number` has one of a carrier's forms and its check digit; None where no form is known.

    Raises TrackingFault when it has the only form of this length but a wrong check digit.
    """
    if not forms:
        return None
    matching = [FORMS[form] for form in forms if FORMS[form][0].fullmatch(number)]
    if not matching:
        return False
    if any(check(number) for _, check, _ in matching):
        return True
    raise TrackingFault(matching[0][2])
