"""Finds phrases in a text: each word looks up the phrases that can begin with it, and only those are read on."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from azkit.phrases.language import Gap, Phrase, first_words, parse_phrase

_TOKEN = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*|[.!?;](?=[\"'\u2019\u201d)\]]*(?:\s|$))|\n\s*\n|\n(?=- |[0-9]+\. )")


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
        """Every phrase that stands in `text`, by position; at one position each phrase once, at its shortest."""
        hits: list[Hit] = []
        for sentence in _sentences(text):
            for index, word in enumerate(sentence):
                for number in dict.fromkeys(self._beginning_with(word.text)):
                    end = _match(self._phrase(number), sentence, index)
                    if end is not None:
                        hits.append(Hit(self.phrases[number][0], word.start, sentence[end - 1].end))
        return hits

    def _beginning_with(self, word: str) -> Iterator[int]:
        yield from self._exact.get(word, ())
        if self._stems:
            for length in (each for each in self._stem_lengths if each <= len(word)):
                yield from self._stems.get(word[:length], ())

    def _phrase(self, number: int) -> Phrase:
        if number not in self._parsed:
            self._parsed[number] = parse_phrase(self.phrases[number][1])
        return self._parsed[number]


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
