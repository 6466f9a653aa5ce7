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

BOOK = PhraseBook.of([("money", "refund|gift ~3 review"), ("asked", "withdraw*"), ("asked", "claim"), ("two", "claim claim")])
REMEMBERING = RememberingBook(BOOK)
LETTERS = sorted((Path(__file__).parent.parent / "letters").glob("*/*/*.txt"))
WORDS = st.sampled_from(
    ["refund", "Gift", "a", "review", "withdrawal", "claim", "U.S.", ".", "!", "\n\n", "\n- ", "\n", "“review”", "1. ", "退款", "。", "it's", "-", ";", "$5.00"]
)


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_letters(path):
    text = path.read_text(encoding="utf-8")
    assert REMEMBERING.find(text) == BOOK.find(text)


@given(st.lists(WORDS, max_size=40), st.sampled_from(["", " "]))
def test_any_text(words, between):
    text = between.join(words)
    assert REMEMBERING.find(text) == BOOK.find(text)
    assert REMEMBERING.find(text) == BOOK.find(text)


def test_the_limit_of_hits_is_that_of_the_whole_text():
    text = "A claim. " * (2 * MOST_HITS)
    assert len(REMEMBERING.find(text)) == len(BOOK.find(text)) == MOST_HITS


def test_it_goes_to_other_processes():
    assert pickle.loads(pickle.dumps(REMEMBERING)).find("a claim") == BOOK.find("a claim")


NAMES = ["Harbor Lane Goods", "FREE GIFT!!!", "see www.example.com", "call +1 (555) 123-4567", "cup", "cup", "一个杯子"]


def test_a_judge_that_remembers_says_what_its_judge_says():
    playbook = linked(load(), "withdrawal-request")
    judge, remembering = judge_of(playbook), judge_for_many(playbook)
    for each in (remembering, pickle.loads(pickle.dumps(remembering))):
        for words in NAMES:
            assert each.name(words) == judge.name(words)
            assert each.sentence(words) == judge.sentence(words)
