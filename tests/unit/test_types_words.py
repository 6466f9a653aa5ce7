"""Names, sentences, quotes and file names: plain Latin letters for an English letter, everything else refused by name."""

from __future__ import annotations

import pytest

from azkit.facts.types import TYPES
from azkit.facts.vocabulary import Choice
from tests.unit.world import entry, message, read, read_in, read_yaml, reasons

IN_A_LETTER = ["name", "text", "quote"]


@pytest.mark.parametrize("type_name", IN_A_LETTER)
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Harbor Lane Goods", "Harbor Lane Goods"),
        ("  two  blanks ", "two blanks"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("José Müller", "José Müller"),
        ("Jose\u0301 Łukasz Ğ", "José Łukasz Ğ"),
        ("O’Brien’s “best” – box…", "O'Brien's \"best\" - box..."),
        ("ｂｏｘ　１２，５％", "box 12,5%"),
        ("box\u00a0no.\u20091", "box no. 1"),
        ("b\u200bo\u00adx\ufeff", "box"),
        ("\u202exob\u202c", "xob"),
        ("box\U000e0041\U000e007f", "box"),
        ("box\x1b[31m\x07", "box[31m"),
        ("{{ order_id }} %s [red] <b> O'Brien", "{{ order_id }} %s [red] <b> O'Brien"),
    ],
)
def test_words_become_plain_and_stay_whole(type_name: str, text: str, words: str) -> None:
    assert read(type_name, text) == words


@pytest.mark.parametrize("type_name", [*IN_A_LETTER, "carrier"])
@pytest.mark.parametrize("text", ["不锈钢饭盒", "box 饭盒", "李Wang", "㐀", "豈"])
def test_chinese_in_a_letter_is_refused_by_name(type_name: str, text: str) -> None:
    assert "Chinese" in str(message(type_name, text))
    assert "英文" in str(message(type_name, text))


@pytest.mark.parametrize("type_name", [*IN_A_LETTER, "carrier"])
@pytest.mark.parametrize("text", ["box 📦", "❤", "Ёлка", "Αθήνα", "ひらがな", "box™", "½ box", "ﬁne", "№ 5", "✓", "العربية", "한국어"])
def test_emoji_symbols_and_other_scripts_are_refused(type_name: str, text: str) -> None:
    assert message(type_name, text)


@pytest.mark.parametrize(
    "type_name",
    [
        "order-id",
        "asin",
        "store",
        "money",
        "day",
        "moment",
        "carrier",
        "tracking-number",
        "count",
        "percentage",
        "yes-no",
        "reference",
        "catalogue",
        "name",
        "text",
        "quote",
        "file",
    ],
)
def test_a_lone_surrogate_is_refused_by_every_type(type_name: str) -> None:
    assert "broken character" in str(message(type_name, "a\ud800b"))


@pytest.mark.parametrize("name", ["store_name", "order_id", "order_total", "photos", "store", "delivered_on", "carrier", "buyer_words", "tracking_number"])
def test_a_lone_surrogate_is_a_fault_of_the_fact_that_has_it(name: str) -> None:
    facts, faults = read_in({name: "a\ud800b"})
    assert reasons(faults) == {name: "unreadable"}
    assert name not in facts.given


@pytest.mark.parametrize("char", ["\uffff", "\ufffd"])
@pytest.mark.parametrize("name", ["store_name", "buyer_words"])
def test_a_broken_character_is_refused_and_never_dropped(name: str, char: str) -> None:
    _, faults = read_in({name: f"caf{char} box"})
    assert reasons(faults) == {name: "unreadable"}


def test_two_halves_of_an_emoji_are_one_emoji() -> None:
    assert "broken" not in str(message("name", "\ud83d\ude00"))
    assert read("quote", "\ud83d\ude00", any_script=True) == "😀"


@pytest.mark.parametrize("text", ["包裹没收到！", "包裹 📦 kaputt", "Ёлка", "“quoted”"])
def test_words_that_never_stand_in_a_letter_may_hold_any_script(text: str) -> None:
    assert read("quote", text, any_script=True) == text


@pytest.mark.parametrize(("type_name", "limit"), [("name", 200), ("text", 2000), ("quote", 4000)])
def test_words_have_a_limit(type_name: str, limit: int) -> None:
    assert read(type_name, "x" * limit) == "x" * limit
    assert str(limit) in str(message(type_name, "x" * (limit + 1)))


@pytest.mark.parametrize("name", ["store_name", "carrier", "buyer_words"])
@pytest.mark.parametrize("blank", ["' '", '"\\u200b"', '"\\u00a0\\u3000"'])
def test_words_of_nothing_but_blanks_are_not_given(name: str, blank: str) -> None:
    facts, _ = read_yaml(f"{name}: {blank}")
    assert name not in facts.given


@pytest.mark.parametrize("type_name", [*IN_A_LETTER, "carrier"])
@pytest.mark.parametrize("text", ["-", "...", "?!", "_", "——", "“”", "( )"])
def test_words_without_a_letter_or_digit_are_refused(type_name: str, text: str) -> None:
    assert "letter or digit" in str(message(type_name, text))


CARDS = [
    "4111111111111111",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "４１１１ １１１１ １１１１ １１１１",
    "5555555555554444",
    "378282246310005",
    "3782 822463 10005",
    "6011111111111117",
    "2223003122003222",
]


@pytest.mark.parametrize("type_name", IN_A_LETTER)
@pytest.mark.parametrize("number", CARDS)
def test_the_number_of_a_payment_card_is_refused_and_not_repeated(type_name: str, number: str) -> None:
    words = str(message(type_name, f"The buyer paid with {number}, as shown."))
    assert "payment card" in words
    assert "111" not in words


def test_the_number_of_a_payment_card_is_refused_even_where_any_script_may_stand() -> None:
    assert "payment card" in str(message("quote", "卡号 4111 1111 1111 1111", any_script=True))


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111112",
        "112-4827193-6620451",
        "Tracking 9400110899562471835020",
        "41111111111111111",
        "1Z999AA10123456784",
        "from 2026-05-04 to 2026-05-09",
        "4111-1111-1111-1111-1111",
        "04 May 2026 1234 5678",
    ],
)
def test_other_numbers_are_no_payment_card(text: str) -> None:
    assert message("text", text) is None


PLACES = {"front porch": Choice(en="front porch", zh="前廊"), "safe place": Choice(en="safe place", zh="安全放置点", letter="a safe place")}


@pytest.mark.parametrize(
    ("text", "value"), [("前廊", "front porch"), ("Front Porch", "front porch"), ("a safe place", "safe place"), ("behind the shed", "behind the shed")]
)
def test_a_name_offers_choices_but_takes_others(text: str, value: str) -> None:
    assert read("name", text, choices=PLACES) == value


def test_an_offered_name_shows_its_words_in_each_language() -> None:
    assert TYPES["name"].show("safe place", entry("name", choices=PLACES), "en") == "a safe place"
    assert TYPES["name"].show("safe place", entry("name", choices=PLACES), "zh") == "安全放置点"
    assert TYPES["name"].show("behind the shed", entry("name", choices=PLACES), "zh") == "behind the shed"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("log.pdf", "log.pdf"),
        ("LOG.PDF", "LOG.PDF"),
        ("C:\\Users\\me\\log.pdf", "log.pdf"),
        ("/home/me/证据/log.pdf", "log.pdf"),
        ("../../log.pdf", "log.pdf"),
        ("ｌｏｇ．ｐｄｆ", "log.pdf"),
        (" log file.pdf ", "log file.pdf"),
        ("log\u200b\u202e.pdf", "log.pdf"),
    ],
)
def test_a_file_is_its_name_without_folders(text: str, name: str) -> None:
    assert read("file", text) == name


@pytest.mark.parametrize("text", ["log", "log.exe", "log.pdf.exe", "..", "/", "物流.pdf", "📦.pdf", "http://x/?a=b"])
def test_what_is_no_file_of_evidence_is_refused(text: str) -> None:
    assert message("file", text)


@pytest.mark.parametrize("text", [".pdf", "folder/.pdf", " .jpg"])
def test_an_ending_alone_is_no_file_name(text: str) -> None:
    assert message("file", text)
