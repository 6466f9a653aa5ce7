"""A book that remembers sentences finds what its book finds, in every text."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azkit.drafting.draft import judge_for_many, judge_of
from azkit.library.load import load
from azkit.library.snapshot import linked
from azkit.phrases import MOST_HITS, PhraseBook
from azkit.phrases.remembering import RememberingBook
from azkit.rules.judged import JudgedText

BOOK = PhraseBook.of(
    [
        ("money", "refund|gift ~3 review"), ("asked", "withdraw*"), ("asked", "claim"), ("two", "claim claim"),
        ("days", "within|in 14|30 days"), ("stars", "5-star"), ("number", "1z*|920*"), ("nothing", "0|00 left"),
    ]
)  # fmt: skip
REMEMBERING = RememberingBook(BOOK)
LETTERS = sorted((Path(__file__).parent.parent / "letters").glob("*/*/*.txt"))
WORDS = st.sampled_from(
    [
        "refund", "Gift", "a", "review", "withdrawal", "claim", "U.S.", ".", "!", "\n\n", "\n- ", "\n", "“review”", "1. ", "退款", "。", "it's", "-", ";",
        "$5.00", "in", "14", "15", "30", "114", "days", "5-star", "4-star", "1Z999", "2Z999", "920731", "9", "0", "00", "7", "left", "B0", "112-4827193-6620451",
    ]
)  # fmt: skip


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_letters(path):
    text = path.read_text(encoding="utf-8")
    assert REMEMBERING.find(text) == BOOK.find(text)


@given(st.lists(WORDS, max_size=40), st.sampled_from(["", " "]))
def test_any_text(words, between):
    text = between.join(words)
    assert REMEMBERING.find(text) == BOOK.find(text)
    assert REMEMBERING.find(text) == BOOK.find(text)


@given(st.lists(WORDS, max_size=40))
def test_an_even_text_has_its_words_where_they_were(words):
    text = " ".join(words)
    even = REMEMBERING.even(text)
    assert len(even) == len(text)
    assert [one for one, other in zip(text, even, strict=True) if one != other and not one.isdigit()] == []


def test_the_limit_of_hits_is_that_of_the_whole_text():
    text = "A claim. " * (2 * MOST_HITS)
    assert len(REMEMBERING.find(text)) == len(BOOK.find(text)) == MOST_HITS


def test_it_goes_to_other_processes():
    assert pickle.loads(pickle.dumps(REMEMBERING)).find("a claim") == BOOK.find("a claim")


PLAYBOOK = linked(load(), "withdrawal-request")
JUDGE, REMEMBERING_JUDGE = judge_of(PLAYBOOK), judge_for_many(PLAYBOOK)


@pytest.mark.parametrize("path", LETTERS[::4], ids=lambda path: path.stem)
@given(shift=st.integers(0, 9))
def test_a_letter_with_other_numbers_is_judged_as_if_it_were_the_first(path, shift):
    text = path.read_text(encoding="utf-8").translate({ord(digit): str((int(digit) + shift) % 10) for digit in "0123456789"})
    judged = JudgedText(text, text, path.parent.name)
    assert REMEMBERING_JUDGE.letter(judged, "a") == JUDGE.letter(judged, "a")


NAMES = ["Harbor Lane Goods", "FREE GIFT!!!", "see www.example.com", "call +1 (555) 123-4567", "cup", "cup", "一个杯子"]


def test_a_judge_that_remembers_says_what_its_judge_says():
    for each in (REMEMBERING_JUDGE, pickle.loads(pickle.dumps(REMEMBERING_JUDGE))):
        for words in NAMES:
            assert each.name(words) == JUDGE.name(words)
            assert each.sentence(words) == JUDGE.sentence(words)


DOMAINS = sorted({domain for rule in PLAYBOOK.rules.values() for domain in rule.domains})
SENTENCES = [
    *(f"See https://www.{domain}/en/5 for the scan." for domain in DOMAINS),
    *(f"See https://{domain}9.com/7 for the scan." for domain in DOMAINS),
    *sorted({text for rule in PLAYBOOK.rules.values() for text in (*rule.fires, *rule.silent)}),
]


def test_whatever_rules_speak_of_is_judged_alike():
    kinds = ("buyer", "claim", "appeal", "support")
    assert DOMAINS
    for text in SENTENCES:
        assert REMEMBERING_JUDGE.sentence(text) == JUDGE.sentence(text)
        assert REMEMBERING_JUDGE.name(text) == JUDGE.name(text)
        for kind in kinds:
            judged = JudgedText(text, text, kind)
            assert REMEMBERING_JUDGE.letter(judged, "a") == JUDGE.letter(judged, "a")
