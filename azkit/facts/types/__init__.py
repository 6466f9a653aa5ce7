"""The types of facts: each reads what people type or paste, and shows itself in a letter.

A type is a `FactType`; `TYPES` names them as `playbooks/facts.yaml` does. Tables are read by azkit/facts/reader.py.
"""

from __future__ import annotations

from typing import Any, Protocol

from azkit.facts.reading import Reading
from azkit.facts.types.choices import CHOICE, CHOICES, YES_NO
from azkit.facts.types.days import DAY, MOMENT
from azkit.facts.types.ids import ASIN, ORDER_ID, TRACKING_NUMBER
from azkit.facts.types.names import CARRIER, CATALOGUE, REFERENCE, STORE
from azkit.facts.types.numbers import COUNT, MONEY, PERCENTAGE
from azkit.facts.types.words import FILE, NAME, QUOTE, TEXT
from azkit.facts.vocabulary import FactEntry
from azkit.ground.say import Lang


class FactType(Protocol):
    """How facts of one type are read and shown."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> Any:
        """The value in `text`. Raises Unreadable, whose message has the way out."""

    def show(self, value: Any, entry: FactEntry, lang: Lang) -> str:
        """The value as it stands in a letter (`en`) or in its Chinese reading (`zh`)."""

    def text(self, value: Any) -> str:
        """The value as text that reads back to the same value."""


TYPES: dict[str, FactType] = {
    "order-id": ORDER_ID,
    "asin": ASIN,
    "store": STORE,
    "money": MONEY,
    "day": DAY,
    "moment": MOMENT,
    "carrier": CARRIER,
    "tracking-number": TRACKING_NUMBER,
    "choice": CHOICE,
    "choices": CHOICES,
    "yes-no": YES_NO,
    "count": COUNT,
    "percentage": PERCENTAGE,
    "name": NAME,
    "text": TEXT,
    "quote": QUOTE,
    "file": FILE,
    "reference": REFERENCE,
    "catalogue": CATALOGUE,
}
