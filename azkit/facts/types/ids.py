"""Order ids, ASINs, tracking numbers."""

from __future__ import annotations

import re

from azkit.facts.reading import Reading, Unreadable, typed_in
from azkit.facts.tracking import TrackingFault, checked
from azkit.facts.vocabulary import FactEntry
from azkit.ground.say import Lang, say


class _Shown:
    """Ids show themselves as they are."""

    def show(self, value: str, entry: FactEntry, lang: Lang) -> str:
        return value

    def text(self, value: str) -> str:
        return value


class OrderId(_Shown):
    """Three, seven, seven digits; some programmes put S or D and two digits first."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> str:
        words = typed_in(text).replace(" ", "").upper().removeprefix("#")
        if re.fullmatch(r"(?:[0-9]{3}|[SD][0-9]{2})-[0-9]{7}-[0-9]{7}", words):
            return words
        if re.fullmatch(r"[0-9]{15,18}|[0-9.]+E\+?[0-9]+", words):
            raise Unreadable(say("facts.order-id-from-excel"))
        raise Unreadable(say("facts.not-an-order-id"))


class Asin(_Shown):
    """B and nine letters or digits, or the ISBN-10 of a book, whose last sign is a check digit."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> str:
        words = typed_in(text).replace(" ", "").upper()
        if re.fullmatch("B[0-9A-Z]{9}", words):
            return words
        if re.fullmatch("[0-9]{9}[0-9X]", words):
            total = sum(weight * (10 if sign == "X" else int(sign)) for weight, sign in zip(range(10, 0, -1), words, strict=True))
            if total % 11 == 0:
                return words
        raise Unreadable(say("facts.not-an-asin"))


class TrackingNumber(_Shown):
    """A carrier's number. A number whose own form shows a typing error is refused; a form never proves a delivery."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> str:
        words = typed_in(text).replace(" ", "").replace("-", "").upper()
        if re.fullmatch(r"[0-9.]+E\+?[0-9]+", words):
            raise Unreadable(say("facts.tracking-from-excel"))
        if not re.fullmatch("[0-9A-Z]{6,40}", words) or not any(char.isdigit() for char in words):
            raise Unreadable(say("facts.not-a-tracking-number"))
        try:
            return checked(words)
        except TrackingFault as fault:
            raise Unreadable(say("facts.tracking-check-digit", form=fault.form)) from fault


ORDER_ID = OrderId()
ASIN = Asin()
TRACKING_NUMBER = TrackingNumber()
