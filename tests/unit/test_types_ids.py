"""Order ids, ASINs and tracking numbers: pasted spellings become one, what Excel spoilt is refused and named."""

from __future__ import annotations

import pytest

from azkit.facts.types import TYPES
from tests.unit.world import entry, message, read

ORDER = "112-4827193-6620451"


@pytest.mark.parametrize(
    "text",
    [
        ORDER, f" {ORDER} ", f"'{ORDER}", f"#{ORDER}", "# 112-4827193-6620451", "１１２－４８２７１９３－６６２０４５１", "112–4827193–6620451", "112—4827193—6620451",
        "112−4827193−6620451", "112\u20114827193\u20116620451", "112 - 4827193 - 6620451", "\u00a0112-4827193-6620451\u3000", "\u200b112-4827193-6620451\ufeff",
        "\u202e112-4827193-6620451\u202c", "112-4827193-6620451\t", "112-4827193-6620451\r\n", "112ー4827193ー6620451",
    ],
)  # fmt: skip
def test_an_order_id_is_read_as_people_paste_it(text: str) -> None:
    assert read("order-id", text) == ORDER


@pytest.mark.parametrize(("text", "value"), [("s01-1234567-1234567", "S01-1234567-1234567"), ("D01-1234567-1234567", "D01-1234567-1234567")])
def test_order_ids_of_other_programmes_are_read(text: str, value: str) -> None:
    assert read("order-id", text) == value


@pytest.mark.parametrize("text", ["11248271936620451", "112482719366204510", "1.12483E+17", "1.12483e+17", "1.12482719366205E+16", "１.１２E+１７", "'11248271936620451"])
def test_an_order_id_that_excel_spoilt_is_refused_by_name(text: str) -> None:
    assert "Excel" in str(message("order-id", text))


@pytest.mark.parametrize(
    "text",
    [
        "112-4827193-662045", "112-4827193-66204511", "1124-827193-6620451", "112-4827193", "112_4827193_6620451", "112/4827193/6620451", "A12-4827193-6620451",
        "一12-4827193-6620451", "112-482719O-6620451", "112-4827193-6620451, 113-4827193-6620451", "订单号112-4827193-6620451", "112-4827193-6620451!", "📦", "none",
        "٣٣٣-4827193-6620451",
    ],
)  # fmt: skip
def test_what_is_no_order_id_is_refused(text: str) -> None:
    assert message("order-id", text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("B0C7Q2M4XK", "B0C7Q2M4XK"),
        ("b0c7q2m4xk", "B0C7Q2M4XK"),
        ("Ｂ０Ｃ７Ｑ２Ｍ４ＸＫ", "B0C7Q2M4XK"),
        ("\u200bB0C7Q2M4XK\u00a0", "B0C7Q2M4XK"),
        ("0306406152", "0306406152"),
        ("080442957x", "080442957X"),
    ],
)
def test_an_asin_is_read(text: str, value: str) -> None:
    assert read("asin", text) == value


@pytest.mark.parametrize("text", ["B0C7Q2M4X", "B0C7Q2M4XKK", "A0C7Q2M4XK", "0306406153", "0804429570", "9780306406157", "B0C7Q2M4X饭", "B0C7-Q2M4XK", "3.06406E+08"])
def test_what_is_no_asin_is_refused(text: str) -> None:
    assert message("asin", text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1Z999AA10123456784", "1Z999AA10123456784"),
        ("1z 999 aa1 01 2345 6784", "1Z999AA10123456784"),
        ("'9400110899562471835020", "9400110899562471835020"),
        ("9400 1108 9956 2471 8350 20", "9400110899562471835020"),
        ("９４００１１０８９９５６２４７１８３５０２０", "9400110899562471835020"),
        ("RB 123 456 785 GB", "RB123456785GB"),
        ("YT-2612-3456-7890-1234", "YT2612345678901234"),
        ("\u200b986578788855\u00a0", "986578788855"),
    ],
)
def test_a_tracking_number_is_read_as_people_paste_it(text: str, value: str) -> None:
    assert read("tracking-number", text) == value


@pytest.mark.parametrize("text", ["9.40011E+21", "9.40011e+21", "9.4001108995625E+21", "1E22"])
def test_a_tracking_number_that_excel_spoilt_is_refused_by_name(text: str) -> None:
    assert "Excel" in str(message("tracking-number", text))


@pytest.mark.parametrize(
    "text", ["12345", "ABCDEFGH", "1" * 41, "1Z999AA1012345678?", "https://example.com/1Z999AA10123456784", "单号986578788855", "none", "1Z999AA10123456785"]
)
def test_what_is_no_tracking_number_is_refused(text: str) -> None:
    assert message("tracking-number", text)


@pytest.mark.parametrize(("type_name", "value"), [("order-id", ORDER), ("asin", "B0C7Q2M4XK"), ("tracking-number", "1Z999AA10123456784")])
def test_an_id_shows_itself_as_it_is(type_name: str, value: str) -> None:
    assert [TYPES[type_name].show(value, entry(type_name), lang) for lang in ("en", "zh")] == [value, value]
