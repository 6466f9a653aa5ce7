"""Money in the store's currency, counts, percentages."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from azkit.facts.reading import Reading, Unreadable
from azkit.facts.vocabulary import FactEntry
from azkit.ground.say import Lang, say
from azkit.ground.text import typed

_MAX_AMOUNT = Decimal(10_000_000)
_WITHOUT_CENTS = frozenset({"JPY", "KRW", "VND", "CLP"})
_AMOUNT = re.compile(r"([A-Za-z]{3}|[^\d\s.,A-Za-z-]{1,3}|[A-Z]{1,3}[^\d\s.,A-Za-z-]|R\$|[a-zł]{2})? ?([0-9][0-9.,' ]*) ?([A-Za-z]{3}|[^\d\s.,A-Za-z-]{1,3}|[a-zł]{2})?")


class Amount(NamedTuple):
    """An amount of money: its number, with the cents of its currency, and its ISO code."""

    number: Decimal
    currency: str


class Money:
    """An amount in the store's own currency."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> Amount:
        words = typed(text)
        match = _AMOUNT.fullmatch(words)
        if not match or (match[1] and match[3]):
            raise Unreadable(say("facts.not-money", currency=_store_currency(reading)))
        currency = _currency(match[1] or match[3] or "", reading)
        if reading.store and currency != reading.store.currency:
            raise Unreadable(say("facts.other-currency", store=reading.store.id, currency=reading.store.currency))
        number = _number(match[2].strip(), currency)
        if not 0 < number <= _MAX_AMOUNT:
            raise Unreadable(say("facts.amount-out-of-range"))
        return Amount(number, currency)

    def show(self, value: Amount, entry: FactEntry, lang: Lang) -> str:
        return f"{value.currency} {value.number}"

    def text(self, value: Amount) -> str:
        return f"{value.number} {value.currency}"


class Count:
    """A whole number, not negative."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> int:
        words = typed(text)
        if not re.fullmatch("[0-9]{1,9}", words):
            raise Unreadable(say("facts.not-a-count"))
        return int(words)

    def show(self, value: int, entry: FactEntry, lang: Lang) -> str:
        return str(value)

    def text(self, value: int) -> str:
        return str(value)


class Percentage:
    """A percentage, kept exactly as written; a bare number could be a fraction and is refused."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> Decimal:
        match = re.fullmatch(r"([0-9]{1,3}(?:[.,][0-9]{1,4})?) ?(?:%|per ?cent|percent)", typed(text))
        if not match:
            raise Unreadable(say("facts.not-a-percentage"))
        return Decimal(match[1].replace(",", "."))

    def show(self, value: Decimal, entry: FactEntry, lang: Lang) -> str:
        return f"{value}%"

    def text(self, value: Decimal) -> str:
        return f"{value} %"


def _store_currency(reading: Reading) -> str:
    return reading.store.currency if reading.store else "USD"


def _currency(sign: str, reading: Reading) -> str:
    store = reading.store
    if not sign:
        if store is None:
            raise Unreadable(say("facts.no-currency"))
        return store.currency
    if sign.upper() in reading.names.currencies:
        return sign.upper()
    if store and sign in store.symbols:
        return store.currency
    raise Unreadable(say("facts.not-money", currency=_store_currency(reading)))


def _number(digits: str, currency: str) -> Decimal:
    """The number behind `digits`, whichever mark parts the cents; what could be read two ways is refused."""
    digits = digits.replace(" ", "").replace("'", "")
    whole, mark, cents = _split(digits)
    groups = whole.replace(",", ".").split(".")
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])):
        raise Unreadable(say("facts.not-money", currency=currency))
    if mark and mark in whole:
        raise Unreadable(say("facts.not-money", currency=currency))
    if currency in _WITHOUT_CENTS:
        if cents.strip("0"):
            raise Unreadable(say("facts.no-cents", currency=currency))
        return Decimal("".join(groups))
    return Decimal("".join(groups) + "." + (cents + "00")[:2])


def _split(digits: str) -> tuple[str, str, str]:
    """The part before the cents, the mark, and the cents."""
    match = re.fullmatch(r"([0-9.,]*[0-9])([.,])([0-9]{1,2})", digits)
    if match:
        return match[1], match[2], match[3]
    if re.fullmatch(r"[0-9]+", digits):
        return digits, "", ""
    if re.fullmatch(r"[0-9]{1,3}([.,])[0-9]{3}(?:\1[0-9]{3})+", digits):
        return digits, "", ""
    raise Unreadable(say("facts.ambiguous-amount"))


MONEY = Money()
COUNT = Count()
PERCENTAGE = Percentage()
