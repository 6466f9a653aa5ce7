"""Choices, several choices, yes and no: by id or by either label, and through a facts file as well as alone."""

from __future__ import annotations

import pytest

from azkit.facts.types import TYPES
from azkit.facts.vocabulary import Choice
from tests.grouped import grouped
from tests.unit.world import VOCABULARY, entry, message, read, read_in, reading

COLOURS = {
    "red": Choice(en="bright red", zh="大红", letter="red", reading="红色"),
    "blue": Choice(en="blue", zh="蓝色（深）"),
    "none": Choice(en="no colour", zh="没有"),
}
LABELS = [
    (name, key, label)
    for name, each in VOCABULARY.items()
    if each.type in ("choice", "choices")
    for key, offer in each.choices.items()
    for label in (key, offer.en, offer.zh)
]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("red", "red"),
        ("RED", "red"),
        ("Bright  Red", "red"),
        ("大红", "red"),
        ("ｂｌｕｅ", "blue"),
        ("蓝色(深)", "blue"),
        ("\u200bblue\u00a0", "blue"),
        ("没有", "none"),
        ("none", "none"),
    ],
)
def test_a_choice_is_read_by_its_id_or_a_label(text: str, key: str) -> None:
    assert read("choice", text, choices=COLOURS) == key


@pytest.mark.parametrize("text", ["green", "re", "red blue", "红", "1", "📦", "red\nblue", "{{ red }}"])
def test_what_is_no_choice_is_refused_and_the_choices_are_named(text: str) -> None:
    assert "red, blue, none" in str(message("choice", text, choices=COLOURS))


def test_a_near_miss_names_the_nearest_choice() -> None:
    assert "did you mean blue?" in str(message("choice", "bluee", choices=COLOURS))


@grouped(LABELS)
def test_every_label_of_the_vocabulary_means_its_own_choice(name: str, key: str, label: str) -> None:
    value = TYPES[VOCABULARY[name].type].read(label, VOCABULARY[name], reading())
    assert value == (key if VOCABULARY[name].type == "choice" else (key,))


@grouped([row for row in LABELS if not VOCABULARY[row[0]].only_in_tables])
def test_every_label_of_the_vocabulary_reads_from_a_facts_file(name: str, key: str, label: str) -> None:
    facts, faults = read_in({name: label})
    assert faults == []
    assert facts.given[name].data in (key, (key,))


@pytest.mark.parametrize("text", ["red, blue", "red;blue", "red、blue", "red，blue", "大红；blue", " red ,, blue, red"])
def test_several_choices_are_read_each_once_in_order(text: str) -> None:
    assert read("choices", text, choices={key: COLOURS[key] for key in ("red",)} | {"blue": Choice(en="blue", zh="蓝")}) == ("red", "blue")


def test_one_bad_choice_among_several_is_refused() -> None:
    assert message("choices", "red, green", choices=COLOURS)


@pytest.mark.parametrize("text", [",", "、", " ; ", ",,"])
def test_several_choices_without_a_choice_are_refused(text: str) -> None:
    assert message("choices", text, choices=COLOURS)


def test_choices_show_what_stands_in_a_letter_and_in_its_reading() -> None:
    several = entry("choices", choices=COLOURS)
    assert TYPES["choice"].show("red", several, "en") == "red"
    assert TYPES["choice"].show("red", several, "zh") == "红色"
    assert TYPES["choices"].show(("red",), several, "en") == "red"
    assert TYPES["choices"].show(("red", "blue"), several, "en") == "red and blue"
    assert TYPES["choices"].show(("red", "blue", "none"), several, "en") == "red, blue and no colour"
    assert TYPES["choices"].show(("red", "none"), several, "zh") == "红色、没有"


YES = ["yes", "Yes", "YES", "y", "true", "是", "有", "对", "ｙｅｓ", " yes\u200b"]
NO = ["no", "No", "NO", "n", "false", "否", "没有", "无", "不", "不是", "ｎｏ"]


@pytest.mark.parametrize(("text", "value"), [(text, True) for text in YES] + [(text, False) for text in NO])
def test_yes_and_no_are_read_in_both_languages(text: str, value: bool) -> None:
    assert read("yes-no", text) is value


@pytest.mark.parametrize(("text", "value"), [(text, True) for text in YES] + [(text, False) for text in NO])
def test_yes_and_no_are_read_from_a_facts_file(text: str, value: bool) -> None:
    facts, faults = read_in({"photos": text})
    assert faults == []
    assert facts.given["photos"].data is value


@pytest.mark.parametrize("text", ["maybe", "1", "0", "yes no", "yes!", "也许", "👍", "on", "si"])
def test_what_is_neither_yes_nor_no_is_refused(text: str) -> None:
    assert message("yes-no", text)


def test_yes_and_no_show_themselves() -> None:
    shown = [TYPES["yes-no"].show(value, entry("yes-no"), lang) for value in (True, False) for lang in ("en", "zh")]
    assert shown == ["yes", "是", "no", "否"]
