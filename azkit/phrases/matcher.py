"""Finds phrases in a text: each word looks up the phrases that can begin with it, and only those are read on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from azkit.phrases.language import Gap, Phrase, Words, first_words, parse_phrase

_TOKEN = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*|[.!?;](?=[\"'\u2019\u201d)\]]*(?:\s|$))|\n\s*\n|\n(?=- |[0-9]+\. )")


MOST_HITS = 100
"""Hits of one phrase in one text. A letter has a few; more come from a text that is no letter, and cost time without telling anything."""


class Hit(NamedTuple):
    """A phrase found: whose it is, and the stretch of the text."""

    key: Hashable
    start: int
    end: int


class _Word(NamedTuple):
    text: str
    start: int
    end: int


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
        sentences = list(_sentences(text))
        begun = self._begun({word.text for sentence in sentences for word in sentence})
        left = dict.fromkeys((number for numbers in begun.values() for number in numbers), MOST_HITS)
        for sentence in sentences:
            for index, word in enumerate(sentence):
                for number in begun[word.text]:
                    end = _match(self._phrase(number), sentence, index) if left[number] else None
                    if end is not None:
                        left[number] -= 1
                        hits.append(Hit(self.phrases[number][0], word.start, sentence[end - 1].end))
        return hits

    def _begun(self, words: set[str]) -> dict[str, tuple[int, ...]]:
        """For each word of a text the phrases that can begin with it, as far as the text has a word for each of theirs."""
        vocabulary = sorted(words)
        may_stand: dict[int, bool] = {}
        begun: dict[str, tuple[int, ...]] = {}
        for word in vocabulary:
            numbers = tuple(dict.fromkeys(self._beginning_with(word)))
            for number in numbers:
                if number not in may_stand:
                    may_stand[number] = _may_stand(self._phrase(number), vocabulary)
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


def _may_stand(phrase: Phrase, vocabulary: list[str]) -> bool:
    """Whether the text has a word for each of the phrase's; `vocabulary` are its words, sorted."""
    return all(isinstance(element, Gap) or _has(element, vocabulary) for element in phrase)


def _has(words: Words, vocabulary: list[str]) -> bool:
    for word in words.exact:
        place = bisect_left(vocabulary, word)
        if place < len(vocabulary) and vocabulary[place] == word:
            return True
    for stem in words.stems:
        place = bisect_left(vocabulary, stem)
        if place < len(vocabulary) and vocabulary[place].startswith(stem):
            return True
    return False


def _sentences(text: str) -> Iterator[list[_Word]]:
    sentence: list[_Word] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word[0].isalnum():
            sentence.append(_Word(word.lower().replace("\u2019", "'"), match.start(), match.end()))
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _match(phrase: Phrase, sentence: list[_Word], start: int) -> int | None:
    """The end (exclusive) of the shortest match that begins at `start`. Every step keeps a set of places, so time is bounded."""
    places = {start}
    for element in phrase:
        if isinstance(element, Gap):
            places = {place + skip for place in places for skip in range(element.most + 1) if place + skip < len(sentence)}
        else:
            places = {place + 1 for place in places if place < len(sentence) and element.fit(sentence[place].text)}
        if not places:
            return None
    return min(places)
