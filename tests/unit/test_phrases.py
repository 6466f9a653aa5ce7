"""Phrases: words, alternatives, stems and gaps inside one sentence; what is no phrase is refused, nothing is ever raised by a text."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from azkit.phrases import BadPhrase, PhraseBook, parse_phrase
from tests.unit.world import nasty


def found(phrase: str, text: str) -> list[str]:
    """The stretches of a text that are this phrase."""
    return [text[hit.start : hit.end] for hit in PhraseBook.of([("key", phrase)]).find(text)]


@pytest.mark.parametrize(
    ("phrase", "text", "hits"),
    [
        ("refund", "We issue a refund today.", ["refund"]),
        ("refund", "REFUND. Refund! refund?", ["REFUND", "Refund", "refund"]),
        ("Refund", "a refund", ["refund"]),
        ("refund", "refunds, refunded, prerefund, re fund", []),
        ("refund", "(refund), \"refund\" refund's 'refund' refund-free", ["refund", "refund", "refund"]),
        ("root cause", "the root cause of it", ["root cause"]),
        ("root cause", "the root, cause", ["root, cause"]),
        ("root cause", "the root\ncause", ["root\ncause"]),
        ("root cause", "the cause root", []),
        ("root cause", "root the cause", []),
        ("refund|gift|coupon", "a gift, a coupon and a refund", ["gift", "coupon", "refund"]),
        ("withdraw*", "withdraw withdrawal Withdrawing with draw", ["withdraw", "withdrawal", "Withdrawing"]),
        ("cancel*|close claim|case", "cancelled claim; close case; close cases", ["cancelled claim", "close case"]),
        ("a-to-z claim", "your A-to-z claim", ["A-to-z claim"]),
        ("don't", "We don't know", ["don't"]),
        ("20", "20 of 200, 2020", ["20"]),
        ("müller", "Frau MÜLLER", ["MÜLLER"]),
    ],
)
def test_words_alternatives_and_stems(phrase: str, text: str, hits: list[str]) -> None:
    assert found(phrase, text) == hits


@pytest.mark.parametrize(
    ("phrase", "between", "hit"),
    [
        ("a ~ b", 0, True),
        ("a ~ b", 8, True),
        ("a ~ b", 9, False),
        ("a ~3 b", 0, True),
        ("a ~3 b", 3, True),
        ("a ~3 b", 4, False),
        ("a ~40 b", 40, True),
        ("a ~40 b", 41, False),
        ("a b", 1, False),
    ],
)
def test_a_gap_is_bounded(phrase: str, between: int, hit: bool) -> None:
    text = " ".join(["a", *["x"] * between, "b"])
    assert found(phrase, text) == ([text] if hit else [])


@pytest.mark.parametrize(
    ("text", "hits"),
    [("a b c", ["a b c"]), ("a x b y c", ["a x b y c"]), ("a b x b y z c", ["a b x b y z c"]), ("a b x y z c", []), ("a b", []), ("a a b c", ["a a b c", "a b c"])],
)
def test_a_phrase_may_have_several_gaps(text: str, hits: list[str]) -> None:
    assert found("a ~2 b ~2 c", text) == hits


def test_the_shortest_match_at_a_place_is_the_hit() -> None:
    assert found("a ~ b", "a x b y b") == ["a x b"]


@pytest.mark.parametrize("border", [". ", "! ", "? ", "; ", ".\n", "\n\n", "\n- ", "\n2. ", ".\n\n", "?! ", "... "])
def test_a_phrase_ends_with_its_sentence(border: str) -> None:
    assert found("refund ~ review", f"the refund{border}The review") == []


@pytest.mark.parametrize("inside", [" ", ", ", ": ", " - ", "\n", " (", ") ", '" ', " 3.5 ", " amazon.com ", " \n "])
def test_a_phrase_goes_on_inside_its_sentence(inside: str) -> None:
    assert len(found("refund ~ review", f"the refund{inside}The review")) == 1


@pytest.mark.parametrize("border", ['." ', ".) ", ".' ", '!" ', "?) "])
def test_a_sentence_ends_before_its_closing_quote_or_bracket(border: str) -> None:
    assert found("refund ~ review", f"the refund{border}The review") == []


@pytest.mark.parametrize("border", ["\n \n", "\n\t\n"])
def test_a_line_of_blanks_parts_paragraphs(border: str) -> None:
    assert found("refund ~ review", f"the refund{border}The review") == []


@pytest.mark.parametrize(
    "phrase",
    [
        "", "   ", "~", "~ a", "a ~", "~3 a", "a ~3", "a ~0 b", "a ~41 b", "a ~x b", "a ~-1 b", "a ~1.5 b", "a ~123 b", "a ~３ b", "*", "a *", "*a", "a*b",
        "a**", "|", "a|", "|a", "a||b", "a|*",
        "a|~3", "a~3 b", "a ~|b c", "_", "_a", "-a", "'a", "(a)", ".", "a ~ ~", "“a”", "饭~",
    ],
)  # fmt: skip
def test_what_is_no_phrase_is_refused_with_a_remedy(phrase: str) -> None:
    with pytest.raises(BadPhrase) as refusal:
        parse_phrase(phrase)
    assert refusal.value.message.en
    assert refusal.value.message.zh


@pytest.mark.parametrize("phrase", ["100%", "e.g.", "a_b", "review.", "amazon.com", "and/or", "don’t", "a-*"])
def test_a_word_that_no_text_can_hold_is_refused_or_found(phrase: str) -> None:
    try:
        parse_phrase(phrase)
    except BadPhrase:
        return
    assert found(phrase, f"so {phrase.replace('*', 'x')} it") != []


@pytest.mark.parametrize("phrase", ["refund|refund", "refund|refund*", "re*|refund*", "refund*|refund|ref*"])
def test_a_phrase_hits_once_at_one_place(phrase: str) -> None:
    assert found(phrase, "a refund") == ["refund"]


def test_hits_say_whose_they_are_in_the_order_of_the_text() -> None:
    book = PhraseBook.of([("money", "refund|coupon"), ("stars", "star*"), ("both", "coupon ~ stars")])
    assert [(hit.key, hit.start) for hit in book.find("A coupon for five stars. A refund.")] == [("money", 2), ("both", 2), ("stars", 18), ("money", 27)]


def test_an_empty_book_and_an_empty_text_have_no_hits() -> None:
    assert PhraseBook.of([]).find("some words") == []
    assert PhraseBook.of([("key", "some")]).find("") == []


words = st.sampled_from(["refund", "review", "a-to-z", "cancel", "star", "5", "don't"])
options = st.lists(st.one_of(words, words.map("{}*".format)), min_size=1, max_size=3).map("|".join)
gaps = st.one_of(st.just("~"), st.integers(1, 40).map("~{}".format))
phrases = st.one_of(
    st.lists(options, min_size=1, max_size=4).map(" ".join),
    st.tuples(options, gaps, options).map(" ".join),
    st.tuples(options, options, gaps, options).map(" ".join),
)
sentences = st.lists(st.one_of(words, words.map(str.upper), st.sampled_from([".", "!", ", ", "\n", "\n\n", "refunded", "饭", "\n- "])), max_size=30).map(" ".join)


@given(st.lists(phrases, max_size=5), st.one_of(sentences, nasty))
def test_hits_lie_inside_the_text_and_in_its_order(some: list[str], text: str) -> None:
    hits = PhraseBook.of(list(enumerate(some))).find(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)
    assert len(set(hits)) == len(hits)


@given(phrases)
def test_a_phrase_is_found_where_it_stands(phrase: str) -> None:
    plainest = " ".join(part.split("|")[0].rstrip("*") for part in phrase.split() if not part.startswith("~"))
    assert plainest in [plainest[hit.start : hit.end] for hit in PhraseBook.of([("key", phrase)]).find(plainest)]


@given(phrases, sentences, sentences)
def test_a_phrase_is_found_in_the_middle_of_a_text(phrase: str, before: str, after: str) -> None:
    plainest = " ".join(part.split("|")[0].rstrip("*") for part in phrase.split() if not part.startswith("~"))
    start = len(before) + 2
    assert (start, start + len(plainest)) in [hit[1:] for hit in PhraseBook.of([("key", phrase)]).find(f"{before}. {plainest}. {after}")]


@given(nasty)
def test_any_text_is_a_phrase_or_refused(text: str) -> None:
    try:
        parse_phrase(text)
    except BadPhrase:
        assume(False)
    PhraseBook.of([("key", text)]).find(text)
