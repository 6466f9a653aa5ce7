"""What holds for every type and any text: a value or a refusal, nothing of the value in the refusal, values read back."""

from __future__ import annotations

import re
from itertools import product
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azkit.facts.reading import Unreadable
from azkit.facts.tracking import FORMS
from azkit.facts.types import TYPES
from azkit.facts.types.words import UPLOADS
from azkit.facts.vocabulary import Choice, FactEntry
from azkit.ground.messages_facts import MESSAGES
from tests.unit.world import NAMES, VOCABULARY, entry, nasty, reading, spoilt

CHOICES = {
    "claims": Choice(en="A-to-z claims", zh="索赔"),
    "late-delivery": Choice(en="late delivery", zh="送达晚"),
    "missing-parts": Choice(en="missing parts", zh="少件"),
}
SAMPLES: dict[str, tuple[str, ...]] = {
    "order-id": ("112-4827193-6620451", "11248271936620451", "1.12483E+17"),
    "asin": ("B0C7Q2M4XK", "0306406152", "080442957X"),
    "store": ("amazon.com", "https://www.amazon.co.uk/gp", "美国站", "amazon.con"),
    "money": ("$24.99", "24,99 EUR", "1.234,50 EUR", "1,234.50", "USD 1234", "1'234.50 USD"),
    "day": ("2026-05-04", "4 May 2026", "May 4, 2026", "2026年5月4日", "03/04/2026", "Sat, 9 Sept 2026"),
    "moment": ("2026-05-14 09:20 PDT", "2026-05-14T09:20:00-07:00", "May 14, 2026, 9:20 AM GMT+8", "2026年5月14日 09:20 北京时间", "2026-05-14"),
    "carrier": ("UPS", "united parcel service", "美国邮政", "Bob's Parcels"),
    "tracking-number": ("1Z999AA10123456784", "9400110899562471835020", "RB123456785GB", "9.4E+21"),
    "choice": ("claims", "late delivery", "少件", "late-deliver"),
    "choices": ("claims, late-delivery", "索赔、少件", "claims;"),
    "yes-no": ("yes", "no", "是", "没有"),
    "count": ("12", "1234", "1,234"),
    "percentage": ("2.78 %", "2,78%", "3 per cent"),
    "name": ("Harbor Lane Goods", "José O’Brien", "claims", "送达晚"),
    "text": ("We shipped it on 4 May 2026.", "“A” – b…"),
    "quote": ("It never came.", "“A” – b…"),
    "file": ("log.pdf", "C:\\x\\log.pdf", "a/b.JPG", ".pdf"),
    "reference": ("c1", "c1, c2", "ｃ１"),
    "catalogue": ("two-shifts", "Two Shifts"),
}
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""Tried by a test of its own, so that it hides nothing here."""
STORES = ("amazon.com", "amazon.ca", "amazon.de", "amazon.co.jp", "amazon.eg", None)


def test_every_type_is_tried() -> None:
    assert set(SAMPLES) == set(TYPES)


def an_entry(type_name: str) -> FactEntry:
    more: dict[str, Any] = {"choices": CHOICES} if type_name in ("choice", "choices", "name") else {"day_means": "start"} if type_name == "moment" else {}
    return entry(type_name, **more)


def texts(type_name: str) -> st.SearchStrategy[str]:
    return st.one_of(spoilt(SAMPLES[type_name]), nasty).filter(lambda text: not LONE_SURROGATE.search(text))


def refusal(type_name: str, text: str, store: str | None) -> tuple[str, str] | None:
    """Why a text is refused, in both languages; None when it is a value."""
    try:
        TYPES[type_name].read(text, an_entry(type_name), reading(store))
    except Unreadable as problem:
        return problem.message.en, problem.message.zh
    return None


def _fixed_words() -> str:
    """Everything that a message may be made of, whatever was typed."""
    slots: dict[str, list[object]] = {
        "currency": [*NAMES.currencies],
        "store": [*NAMES.stores],
        "guess": [*NAMES.stores, *CHOICES],
        "known": [", ".join(CHOICES)],
        "form": [form[2] for form in FORMS.values()],
        "endings": [", ".join(UPLOADS)],
        "count": [*range(1, 41)],
        "limit": [200, 2000, 4000],
        "first": [1995],
        "last": [2099],
    }
    words = []
    for template in (each for pair in MESSAGES.values() for each in pair):
        names = [name for _, name, _, _ in Formatter().parse(template) if name]
        if all(name in slots for name in names):
            words += [template.format(**dict(zip(names, values, strict=True))) for values in product(*(slots[name] for name in names))]
    return "\n".join(words)


FIXED = _fixed_words()


@pytest.mark.parametrize("type_name", TYPES)
@given(data=st.data())
def test_any_text_is_a_value_or_unreadable(type_name: str, data: st.DataObject) -> None:
    text, store = data.draw(texts(type_name)), data.draw(st.sampled_from(STORES))
    words = refusal(type_name, text, store)
    assert words is None or all(words)


@pytest.mark.parametrize("type_name", TYPES)
@given(data=st.data())
def test_no_message_holds_a_piece_of_the_value(type_name: str, data: st.DataObject) -> None:
    text, store = data.draw(texts(type_name)), data.draw(st.sampled_from(STORES))
    words = "\n".join(refusal(type_name, text, store) or ())
    assert [piece for start in range(len(text) - 5) if (piece := text[start : start + 6]) in words and piece not in FIXED] == []


@pytest.mark.parametrize("type_name", TYPES)
@given(data=st.data())
def test_the_text_of_a_value_reads_back_to_it(type_name: str, data: st.DataObject) -> None:
    text, store = data.draw(texts(type_name)), data.draw(st.sampled_from(STORES))
    kind, its_entry = TYPES[type_name], an_entry(type_name)
    try:
        value = kind.read(text, its_entry, reading(store))
    except Unreadable:
        return
    assert kind.read(kind.text(value), its_entry, reading(store)) == value


@pytest.mark.parametrize("type_name", [name for name in TYPES if name != "reference"])
@given(data=st.data())
def test_a_value_can_be_shown_in_both_languages(type_name: str, data: st.DataObject) -> None:
    kind, its_entry = TYPES[type_name], an_entry(type_name)
    try:
        value = kind.read(data.draw(texts(type_name)), its_entry, reading())
    except Unreadable:
        return
    assert isinstance(kind.show(value, its_entry, "en"), str)
    assert isinstance(kind.show(value, its_entry, "zh"), str)


@pytest.mark.parametrize("name", [name for name, each in VOCABULARY.items() if each.type != "table" and each.example])
def test_every_example_of_the_vocabulary_reads(name: str) -> None:
    each = VOCABULARY[name]
    value = TYPES[each.type].read(each.example, each, reading())
    assert TYPES[each.type].read(TYPES[each.type].text(value), each, reading()) == value
