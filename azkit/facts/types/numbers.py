"""Money in the store's currency, counts, percentages."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from azkit.facts.reading import Reading, Unreadable, typed_in
from azkit.facts.vocabulary import FactEntry
from azkit.ground.say import Lang, say
from azkit.ground.text import typed

_MAX_AMOUNT = Decimal(10_000_000)
_WITHOUT_CENTS = frozenset({"JPY", "KRW", "VND", "CLP"})
_PLAIN = re.compile(r"([0-9]+)(?:[.,]([0-9]{1,2}))?")
_GROUPED = re.compile(r"([0-9]{1,3}(?:([.,' ])[0-9]{3})(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]{1,2}))?")
_INDIAN = re.compile(r"([0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3})(?:\.([0-9]{1,2}))?")


class Amount(NamedTuple):
    """An amount of money: its number, with the cents of its currency, and its ISO code."""

    number: Decimal
    currency: str


class Money:
    """An amount in the store's own currency."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> Amount:
        sign, digits = _parted(typed_in(text), reading)
        currency = _currency(sign, reading)
        if reading.store and currency != reading.store.currency:
            raise Unreadable(say("facts.other-currency", store=reading.store.id, currency=reading.store.currency))
        number = _number(digits, currency)
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
        words = typed_in(text)
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
        match = re.fullmatch(r"([0-9]{1,3}(?:[.,][0-9]{1,4})?) ?(?:%|per ?cent|percent)", typed_in(text))
        if not match:
            raise Unreadable(say("facts.not-a-percentage"))
        return Decimal(match[1].replace(",", "."))

    def show(self, value: Decimal, entry: FactEntry, lang: Lang) -> str:
        return f"{value}%"

    def text(self, value: Decimal) -> str:
        return f"{value} %"


def _store_currency(reading: Reading) -> str:
    return reading.store.currency if reading.store else "USD"


def _parted(words: str, reading: Reading) -> tuple[str, str]:
    """The currency sign, which stands on one side, and the digits."""
    match = re.fullmatch(r"(?P<before>[^0-9]*?) ?(?P<digits>[0-9](?:[0-9.,' ]*[0-9])?) ?(?P<after>[^0-9]*)", words)
    if not match or (match["before"] and match["after"]):
        raise Unreadable(say("facts.not-money", currency=_store_currency(reading)))
    return match["before"] or match["after"], match["digits"]


def _currency(sign: str, reading: Reading) -> str:
    """The currency behind a sign or code; without one, the store's."""
    store = reading.store
    if sign.upper() in reading.names.currencies:
        return sign.upper()
    if store is None:
        raise Unreadable(say("facts.no-currency"))
    if not sign or sign.casefold() in {typed(symbol).casefold() for symbol in store.symbols}:
        return store.currency
    raise Unreadable(say("facts.not-money", currency=_store_currency(reading)))


def _number(digits: str, currency: str) -> Decimal:
    """The number behind `digits`, whichever mark parts the cents; what could be read two ways is refused."""
    if match := _PLAIN.fullmatch(digits):
        return _whole_and_cents(match[1], match[2] or "", currency)
    if match := _GROUPED.fullmatch(digits):
        groups = re.split("[.,' ]", match[1])
        if len(groups) == 2 and match[2] in ".," and match[3] is None and currency not in _WITHOUT_CENTS:
            raise Unreadable(say("facts.ambiguous-amount"))
        return _whole_and_cents("".join(groups), match[3] or "", currency)
    if currency == "INR" and (match := _INDIAN.fullmatch(digits)):
        return _whole_and_cents(match[1].replace(",", ""), match[2] or "", currency)
    if re.fullmatch(r"[0-9]+[.,][0-9]{3}", digits):
        raise Unreadable(say("facts.ambiguous-amount"))
    raise Unreadable(say("facts.not-money", currency=currency))


def _whole_and_cents(whole: str, cents: str, currency: str) -> Decimal:
    if currency not in _WITHOUT_CENTS:
        return Decimal(f"{whole}.{(cents + '00')[:2]}")
    if cents.strip("0"):
        raise Unreadable(say("facts.no-cents", currency=currency))
    return Decimal(whole)


MONEY = Money()
COUNT = Count()
PERCENTAGE = Percentage()
