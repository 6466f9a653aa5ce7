"""Stores, carriers, references and catalogue ids: every name that people use is known, a near miss is named."""

from __future__ import annotations

import pytest

from azkit.facts.types import TYPES
from azkit.facts.values import References
from azkit.facts.vocabulary import Choice
from tests.grouped import grouped
from tests.unit.world import LIBRARY, NAMES, entry, message, read

STORE_WORDS = [(word, store) for store, each in LIBRARY.policy.stores.items() for word in (store, *each.aliases)]
CARRIER_WORDS = [(word, each.name) for each in LIBRARY.policy.carriers.values() for word in (each.name, *each.aliases)]


@grouped(STORE_WORDS, by=lambda row: row[1])
def test_every_word_for_a_store_means_that_store(word: str, store: str) -> None:
    assert read("store", word) == store
    assert read("store", f"  {word.upper()} ") == store


@pytest.mark.parametrize(
    ("text", "store"),
    [
        ("https://www.amazon.co.uk/gp/your-account", "amazon.co.uk"),
        ("http://amazon.de", "amazon.de"),
        ("www.amazon.fr/", "amazon.fr"),
        ("sellercentral.amazon.com/home", "amazon.com"),
        ("ＡＭＡＺＯＮ．ＣＯＭ", "amazon.com"),
        ("\u200bamazon.com\u00a0", "amazon.com"),
        ("美国站", "amazon.com"),
        ("日本", "amazon.co.jp"),
    ],
)
def test_a_store_is_read_from_what_people_paste(text: str, store: str) -> None:
    assert read("store", text) == store


def test_a_misspelt_store_is_refused_with_the_nearest() -> None:
    assert "did you mean amazon.com?" in str(message("store", "amazon.con"))
    assert "did you mean" not in str(message("store", "qqqq"))


@pytest.mark.parametrize("text", ["ebay.com", "shopee", "amazon.com.evil.example", "amazon.com, amazon.de", "火星站", "📦", "../amazon.com", "1"])
def test_what_is_no_store_is_refused(text: str) -> None:
    assert message("store", text)


@grouped(CARRIER_WORDS, by=lambda row: row[1])
def test_every_word_for_a_carrier_means_that_carrier(word: str, name: str) -> None:
    assert read("carrier", word) == name
    assert read("carrier", word.upper()) == name


@pytest.mark.parametrize(("text", "name"), [("ｕｐｓ", "UPS"), ("FED\u00a0EX", "FedEx"), ("美国邮政", "USPS"), ("\u200bups", "UPS")])
def test_a_carrier_is_read_as_people_paste_it(text: str, name: str) -> None:
    assert read("carrier", text) == name


def test_a_carrier_that_nobody_knows_is_taken_as_typed() -> None:
    assert read("carrier", " Bob’s  Parcel – Ltd ") == "Bob's Parcel - Ltd"


@pytest.mark.parametrize("text", ["某某快递", "Bob 📦", "Почта"])
def test_an_unknown_carrier_must_suit_an_english_letter(text: str) -> None:
    assert message("carrier", text)


@pytest.mark.parametrize(("text", "ids"), [("c1", ["c1"]), ("c1, c2", ["c1", "c2"]), ("ｃ１，ｃ２", ["c1", "c2"]), ("c1,c1 ,", ["c1"]), ("Late-1.b_2", ["Late-1.b_2"])])
def test_references_are_read_each_once_in_order(text: str, ids: list[str]) -> None:
    assert list(read("reference", text)) == ids


@pytest.mark.parametrize("text", ["", ",", " , ", "原因1", "c1; DROP", "-c1", "c" * 41, "c1/../c2", "c1\u4e00"])
def test_what_names_no_record_is_refused(text: str) -> None:
    assert message("reference", text)


@pytest.mark.parametrize("text", ["two-shifts", "Two Shifts", "ＴＷＯ－ＳＨＩＦＴＳ"])
def test_a_catalogue_id_is_read_in_any_spelling(text: str) -> None:
    assert read("catalogue", text) == "two-shifts"


def test_a_catalogue_id_outside_its_choices_is_refused_with_the_nearest() -> None:
    choices = {"two-shifts": Choice(en="two shifts", zh="两班"), "daily-check": Choice(en="daily check", zh="每日检查")}
    assert "did you mean two-shifts?" in str(message("catalogue", "two-shift", choices=choices))
    assert "did you mean" not in str(message("catalogue", "zzz", choices=choices))
    assert read("catalogue", "daily check", choices=choices) == "daily-check"


def test_references_show_the_numbers_of_their_records() -> None:
    assert TYPES["reference"].show(References(("c2", "c3"), (2, 3)), entry("reference"), "en") == "2, 3"
    assert TYPES["reference"].text(References(("c2", "c3"), (2, 3))) == "c2, c3"


def test_a_store_and_a_carrier_show_themselves_as_they_are() -> None:
    assert TYPES["store"].show("amazon.com", entry("store"), "zh") == "amazon.com"
    assert TYPES["carrier"].show("UPS", entry("carrier"), "en") == "UPS"


def test_no_two_stores_share_a_word() -> None:
    words = [word.casefold() for word, _ in STORE_WORDS]
    assert sorted(words) == sorted(set(words))
    assert set(NAMES.store_aliases.values()) <= set(NAMES.stores)


def test_no_two_carriers_share_a_word() -> None:
    owners: dict[str, set[str]] = {}
    for word, name in CARRIER_WORDS:
        owners.setdefault(word.casefold(), set()).add(name)
    assert {word: names for word, names in owners.items() if len(names) > 1} == {}
