"""Finds phrases in a text: each word looks up the phrases that can begin with it, and only those are read on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from azkit.phrases.language import IDEOGRAPHS, Gap, Phrase, Words, first_words, parse_phrase

_WORD = "[^\\W_]+(?:['\u2019-][^\\W_]+)*"
_END = "([.!?;](?=[\"'\u2019\u201d)\\]]*(?:\\s|$))|\\n\\s*\\n|\\n(?=- |[0-9]+\\. ))"
_WORDS = re.compile(_WORD)
_TOKEN = re.compile(f"{_WORD}|{_END}")
_SENTENCE_END = re.compile(_END)
_FIRST_OF_OTHER_SCRIPTS = "\u3000"


@cache  # most letters have no such script, and its patterns take as long to compile as a letter to judge
def _with_ideographs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns of a word, and of a word or the end of a sentence, for texts with ideographs."""
    word = rf"[{IDEOGRAPHS}]|" + _WORD.replace(r"\W_", rf"\W_{IDEOGRAPHS}")
    return re.compile(word), re.compile(rf"{word}|([\u3002\uff01\uff1f\uff1b])|{_END}")


_NEGATED = ("do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "wo", "could", "would", "should")
_TYPED = {**{f"{word}nt": f"{word}n't" for word in _NEGATED}, "cant": "can't"}
"""Words that people type without their apostrophe, and that are nothing else."""

MOST_TRIES = 2000
"""Places at which one phrase is tried in one text: no letter has so many beginnings of one phrase."""

MOST_HITS = 100
"""Hits of one phrase in one text. A letter has a few; more come from a text that is no letter, and cost time without telling anything."""


class Hit(NamedTuple):
    """A phrase found: whose it is, and the stretch of the text."""

    key: Hashable
    start: int
    end: int


class Sentence(NamedTuple):
    """The words of a sentence in lower case, and where each begins and ends."""

    words: list[str]
    starts: list[int]
    ends: list[int]


@dataclass(slots=True)
class PhraseBook:
    """Many phrases, looked up by their first word; each is parsed when its first word is first met."""

    phrases: list[tuple[Hashable, str]] = field(default_factory=list)
    _exact: dict[str, list[int]] = field(default_factory=dict)
    _stems: dict[str, list[int]] = field(default_factory=dict)
    _stem_lengths: tuple[int, ...] = ()
    _parsed: dict[int, Phrase] = field(default_factory=dict)

    @classmethod
    def of(cls, phrases: Iterable[tuple[Hashable, str]]) -> PhraseBook:
        """A book of `(key, phrase)` pairs."""
        book = cls()
        for key, text in phrases:
            number = len(book.phrases)
            book.phrases.append((key, text))
            words, stems = first_words(text)
            for word in words:
                book._exact.setdefault(word, []).append(number)
            for stem in stems:
                book._stems.setdefault(stem, []).append(number)
        book._stem_lengths = tuple(sorted({len(stem) for stem in book._stems}))
        return book

    def find(self, text: str) -> list[Hit]:
        """Every phrase that stands in `text`, by position; at one position each phrase once, at its shortest; of one phrase at most MOST_HITS."""
        hits: list[Hit] = []
        begun = self._begun(words_of(text))
        beginnings = {word for word, numbers in begun.items() if numbers}
        if not beginnings:
            return hits
        left = dict.fromkeys((number for numbers in begun.values() for number in numbers), MOST_HITS)
        tries = dict.fromkeys(left, MOST_TRIES)
        for sentence in sentences(text):
            if beginnings.isdisjoint(sentence.words):
                continue
            for index, word in enumerate(sentence.words):
                for number in begun[word]:
                    tries[number] -= 1
                    end = _match(self._phrase(number), sentence.words, index) if left[number] and tries[number] >= 0 else None
                    if end is not None:
                        left[number] -= 1
                        hits.append(Hit(self.phrases[number][0], sentence.starts[index], sentence.ends[end - 1]))
        return hits

    def _begun(self, words: set[str]) -> dict[str, tuple[int, ...]]:
        """For each word of a text the phrases that can begin with it, as far as the text has a word for each of theirs."""
        in_order = sorted(words)
        may_stand: dict[int, bool] = {}
        begun: dict[str, tuple[int, ...]] = {}
        for word in in_order:
            numbers = tuple(dict.fromkeys(self._beginning_with(word)))
            for number in numbers:
                if number not in may_stand:
                    may_stand[number] = _may_stand(self._phrase(number), words, in_order)
            begun[word] = tuple(number for number in numbers if may_stand[number])
        return begun

    def _beginning_with(self, word: str) -> Iterator[int]:
        yield from self._exact.get(word, ())
        if self._stems:
            for length in (each for each in self._stem_lengths if each <= len(word)):
                yield from self._stems.get(word[:length], ())

    def _phrase(self, number: int) -> Phrase:
        if number not in self._parsed:
            self._parsed[number] = parse_phrase(self.phrases[number][1])
        return self._parsed[number]


def _may_stand(phrase: Phrase, known: set[str], in_order: list[str]) -> bool:
    """Whether the text has a word for each of the phrase's; `known` are its words, `in_order` the same sorted."""
    return all(isinstance(element, Gap) or _has(element, known, in_order) for element in phrase)


def _has(words: Words, known: set[str], in_order: list[str]) -> bool:
    if not words.exact.isdisjoint(known):
        return True
    for stem in words.stems:
        place = bisect_left(in_order, stem)
        if place < len(in_order) and in_order[place].startswith(stem):
            return True
    return bool(words.runs)


def has_ideographs(text: str) -> bool:
    """Whether a text may have words or sentence ends of a script that puts no blank between words."""
    return max(text, default="") >= _FIRST_OF_OTHER_SCRIPTS


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """From where to where each sentence of a text without ideographs runs."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def words_of(text: str) -> set[str]:
    """The words of a text in lower case, each once."""
    return {_TYPED.get(word, word) for word in (_with_ideographs()[0] if has_ideographs(text) else _WORDS).findall(_even(text))}


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text as the words that phrases are looked for in, each with its place."""
    even = _even(text)
    token = _with_ideographs()[1] if has_ideographs(text) else _TOKEN
    words, starts, ends = Sentence([], [], [])
    for match in token.finditer(text):
        start, end = match.span()
        if match.lastindex is None:  # no end of a sentence
            words.append(_TYPED.get(even[start:end], even[start:end]))
            starts.append(start)
            ends.append(end)
        elif words:
            yield Sentence(words, starts, ends)
            words, starts, ends = Sentence([], [], [])
    if words:
        yield Sentence(words, starts, ends)


def _even(text: str) -> str:
    """The text in lower case and with plain apostrophes; every place keeps its number."""
    if text.isascii():
        return text.lower()
    return "".join(lower if len(lower := char.lower()) == 1 else char for char in text).replace("\u2019", "'")


def _match(phrase: Phrase, sentence: list[str], start: int) -> int | None:
    """The end (exclusive) of the shortest match that begins at `start`. Every step keeps a set of places, so time is bounded."""
    places = {start}
    for element in phrase:
        if isinstance(element, Gap):
            places = {place + skip for place in places for skip in range(element.most + 1) if place + skip < len(sentence)}
        else:
            within = [place for place in places if place < len(sentence)]
            places = {place + 1 for place in within if element.fit(sentence[place])}
            if element.runs:
                places |= {end for place in within for end in _ends_of_runs(element.runs, sentence, place)}
        if not places:
            return None
    return min(places)


def _ends_of_runs(runs: tuple[str, ...], sentence: list[str], place: int) -> Iterator[int]:
    """Where those runs of characters end that begin at `place`."""
    for run in runs:
        if all(place + n < len(sentence) and sentence[place + n] == char for n, char in enumerate(run)):
            yield place + len(run)
