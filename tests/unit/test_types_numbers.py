"""Money, counts and percentages: read in the store's own way, refused where the cents could be thousands."""

from __future__ import annotations

from decimal import Decimal

import pytest

from azkit.facts.types import TYPES
from tests.unit.world import NAMES, entry, message, read

SIGNS = [(store, sign) for store, terms in NAMES.stores.items() for sign in terms.symbols]


@pytest.mark.parametrize(
    ("text", "store", "number", "currency"),
    [
        ("$24.99", "amazon.com", "24.99", "USD"),
        ("$ 24.99", "amazon.com", "24.99", "USD"),
        ("US$24.99", "amazon.com", "24.99", "USD"),
        ("24.99", "amazon.com", "24.99", "USD"),
        ("24.99 USD", "amazon.com", "24.99", "USD"),
        ("usd 24.99", "amazon.com", "24.99", "USD"),
        ("USD24.9", "amazon.com", "24.90", "USD"),
        ("25", "amazon.com", "25.00", "USD"),
        ("1,234.50", "amazon.com", "1234.50", "USD"),
        ("$1,234,567.89", "amazon.com", "1234567.89", "USD"),
        ("＄２４．９９", "amazon.com", "24.99", "USD"),
        ("'24.99", "amazon.com", "24.99", "USD"),
        ("\u00a024.99\u200b USD", "amazon.com", "24.99", "USD"),
        ("24.99美元", "amazon.com", "24.99", "USD"),
        ("CDN$ 58.40", "amazon.ca", "58.40", "CAD"),
        ("$58.40", "amazon.ca", "58.40", "CAD"),
        ("CA$58.40", "amazon.ca", "58.40", "CAD"),
        ("24,99 EUR", "amazon.de", "24.99", "EUR"),
        ("24,99 €", "amazon.de", "24.99", "EUR"),
        ("€24.99", "amazon.ie", "24.99", "EUR"),
        ("1.234,50 EUR", "amazon.de", "1234.50", "EUR"),
        ("1.234.567 EUR", "amazon.de", "1234567.00", "EUR"),
        ("1 234,50 €", "amazon.fr", "1234.50", "EUR"),
        ("1\u202f234,50\u00a0€", "amazon.fr", "1234.50", "EUR"),
        ("£24.99", "amazon.co.uk", "24.99", "GBP"),
        ("R$ 149,90", "amazon.com.br", "149.90", "BRL"),
        ("249 kr", "amazon.se", "249.00", "SEK"),
        ("99,90 zł", "amazon.pl", "99.90", "PLN"),
        ("￥2480", "amazon.co.jp", "2480", "JPY"),
        ("2480円", "amazon.co.jp", "2480", "JPY"),
        ("2480.00 JPY", "amazon.co.jp", "2480", "JPY"),
    ],
)
def test_money_is_read_as_the_store_prints_it(text: str, store: str, number: str, currency: str) -> None:
    amount = read("money", text, store)
    assert (str(amount.number), amount.currency) == (number, currency)


@pytest.mark.parametrize(("text", "number"), [("￥2,480", "2480"), ("2,480円", "2480"), ("1,234,567 JPY", "1234567")])
def test_a_currency_without_cents_has_only_thousands(text: str, number: str) -> None:
    assert str(read("money", text, "amazon.co.jp").number) == number


def test_money_is_read_with_indian_grouping() -> None:
    assert read("money", "₹1,23,456.00", "amazon.in").number == Decimal("123456.00")


@pytest.mark.parametrize(("store", "sign"), SIGNS)
def test_every_sign_of_a_store_is_read_before_the_amount(store: str, sign: str) -> None:
    assert read("money", f"{sign} 250", store) == read("money", "250", store)


@pytest.mark.parametrize(("store", "sign"), [(store, sign) for store, sign in SIGNS if "$" not in sign and "£" not in sign])
def test_every_sign_of_a_store_is_read_after_the_amount(store: str, sign: str) -> None:
    assert read("money", f"250 {sign}", store) == read("money", "250", store)


@pytest.mark.parametrize("text", ["1,234", "1.234", "24.999", "$1,234", "1.234 USD", "１，２３４"])
def test_what_could_be_thousands_or_cents_is_refused(text: str) -> None:
    assert "thousands" in str(message("money", text))


@pytest.mark.parametrize("text", ["24 99 USD", "24'99 USD", "1 2 3 USD", "12 34.50", "1,2345.00", "1,234,56", "12,34,567.00", "1.234.50", "1,234.567,89"])
def test_broken_grouping_is_refused(text: str) -> None:
    assert message("money", text)


@pytest.mark.parametrize(
    ("text", "store"),
    [("24.99 EUR", "amazon.com"), ("EUR 24.99", "amazon.com"), ("£24.99", "amazon.com"), ("24.99 USD", "amazon.ca"), ("US$24.99", "amazon.ca"), ("¥2480", "amazon.com")],
)
def test_another_currency_than_the_store_charges_is_refused(text: str, store: str) -> None:
    assert NAMES.stores[store].currency in str(message("money", text, store))


@pytest.mark.parametrize(
    "text",
    [
        "0", "0.00", "-24.99", "$-24.99", "(24.99)", "10000000.01", "9" * 60, "2.5E+3", "24.99 USD 24.99", "USD 24.99 USD", "$24.99$", "24.99 dollars", "about 25",
        "twenty", "$", "USD", ".", ",", ".99", "24.", "二十", "24.99 元人民币", "📦24", "٢٤.٩٩", "24,99,", "1e3", "0x18", "24.99%",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str) -> None:
    assert message("money", text)


@pytest.mark.parametrize("text", ["twenty", "20 of 30", "EUR 20 EUR", "1.2.3", "20 XYZ"])
def test_the_way_out_is_shown_in_the_currency_of_the_store(text: str) -> None:
    assert "24.99 EUR" in str(message("money", text, "amazon.de"))


def test_decimals_of_a_currency_without_cents_are_refused() -> None:
    assert "JPY" in str(message("money", "2480.50", "amazon.co.jp"))


def test_an_amount_without_a_currency_is_refused_while_the_store_is_unknown() -> None:
    assert message("money", "24.99", store=None)
    assert message("money", "$24.99", store=None)
    assert str(read("money", "24.99 EUR", store=None).currency) == "EUR"


@pytest.mark.parametrize(
    ("text", "store", "shown"), [("$24.9", "amazon.com", "USD 24.90"), ("1.234,50 €", "amazon.de", "EUR 1234.50"), ("￥2480", "amazon.co.jp", "JPY 2480")]
)
def test_money_shows_its_code_and_its_cents(text: str, store: str, shown: str) -> None:
    amount = read("money", text, store)
    assert [TYPES["money"].show(amount, entry("money"), lang) for lang in ("en", "zh")] == [shown, shown]


@pytest.mark.parametrize(("text", "count"), [("12", 12), ("0", 0), ("007", 7), ("１２", 12), ("'12", 12), ("\u00a012\u200b", 12), ("999999999", 999_999_999)])
def test_a_count_is_read(text: str, count: int) -> None:
    assert read("count", text) == count


@pytest.mark.parametrize("text", ["-1", "1.0", "1,234", "1e3", "1E+03", "twelve", "十二", "12 pcs", "1234567890", "٣", "一", "+3", "1_000", "0x10", "📦", "12-14"])
def test_what_is_no_count_is_refused(text: str) -> None:
    assert message("count", text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("2.78 %", "2.78"), ("2.78%", "2.78"), ("2,78 %", "2.78"), ("２．７８％", "2.78"), ("100 %", "100"), ("0.50 percent", "0.50"), ("3 per cent", "3")],
)
def test_a_percentage_is_kept_as_written(text: str, value: str) -> None:
    assert str(read("percentage", text)) == value


@pytest.mark.parametrize("text", ["2.78", "0.0278", "-1 %", "2.78‰", "%", "2.78 % of 180", "two %", "1.2.3 %", "十%", "2.78%%"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    assert message("percentage", text)


def test_counts_and_percentages_show_themselves() -> None:
    assert TYPES["count"].show(12, entry("count"), "zh") == "12"
    assert TYPES["percentage"].show(Decimal("2.78"), entry("percentage"), "en") == "2.78%"
