"""Tests of the days that a letter names: whether they exist, whether they can be past already, and whether their order can be."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from azkit.library.rule_model import Rule
from azkit.rules.elements import SENTENCE_END, WORD, places
from azkit.rules.judged import Hits, JudgedText, Span

_WORDS_BETWEEN = 8
"""How far a day may stand from its event where the rule does not say."""

_LONGEST_WORD = 20
"""Characters that a word and its blank may take, on average: a stretch that is longer holds more words than asked for."""

_WORD_BEFORE = re.compile(r"([A-Za-z]+)[ (]*$")
_NOT_THE_DAY_ITSELF = frozenset({"by", "until", "till", "before", "after", "since", "from", "to", "than", "latest", "between"})
"""Words that make a limit of a day: "delivered before 11 May 2026" does not say when."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class _Event(NamedTuple):
    """What happened, when: the phrase that says so, and its day."""

    phrase: Span
    day: date
    place: Span

    @property
    def span(self) -> Span:
        """The words from the phrase to the day, whichever comes first."""
        return Span(min(self.phrase.start, self.place.start), max(self.phrase.end, self.place.end))


def chronology(judged: JudgedText, rule: Rule, hits: Hits) -> Iterator[Span]:
    """What comes after (`near`) stands with an earlier day than all that comes first (`phrases`).

    A letter with one order is judged as a whole, one with several line by line; phrases of `unless` anywhere excuse it,
    because a replacement or a return is a second parcel with days of its own.
    """
    if hits.get("unless") or not hits.get("near"):
        return
    first, then = (list(_events(judged, hits.get(part, ()), hits.get(other, ()), rule)) for part, other in (("phrases", "near"), ("near", "phrases")))
    line_of = _lines(judged)
    firsts: dict[int, date] = {}
    for event in first:
        line = line_of(event.place.start)
        firsts[line] = min(event.day, firsts.get(line, event.day))
    yield from (event.span for event in then if event.day < firsts.get(line_of(event.place.start), date.min))


def not_yet(judged: JudgedText, rule: Rule, hits: Hits) -> Iterator[Span]:
    """What a phrase calls done stands with a day after today, where the day of the letter is known."""
    if judged.today is not None:
        yield from (event.span for event in _events(judged, hits.get("phrases", ()), (), rule) if event.day > judged.today)


def too_old(judged: JudgedText, rule: Rule, hits: Hits) -> Iterator[Span]:
    """A phrase stands with a day more than `at_most` days before today, where the day of the letter is known."""
    if judged.today is not None:
        limit = judged.today - timedelta(days=int(rule.at_most or 0))
        yield from (event.span for event in _events(judged, hits.get("phrases", ()), (), rule) if event.day < limit)


def impossible_day(judged: JudgedText, _rule: Rule, _hits: Hits) -> Iterator[Span]:
    """A day that the calendar does not have."""
    yield from (Span(*match.span()) for match in places("day", judged.masked) if _day(match.group()) is None)


@lru_cache(maxsize=1024)
def _day(words: str) -> date | None:
    """The day that these words name; None where there is no such day."""
    numbers = [int(number) for number in re.findall("[0-9]+", words)]
    try:
        if len(numbers) == 3:
            return date(*numbers)
        month = _MONTHS.index(re.findall("[A-Za-z]{3,}", words)[0][:3].lower()) + 1
        return date(numbers[1], month, numbers[0])
    except ValueError:
        return None


def _lines(judged: JudgedText) -> Callable[[int], int]:
    """The line of a place, where a letter has several orders; else all of it counts as one line."""
    if len({match.group() for match in places("order-id", judged.masked)}) < 2:
        return lambda _place: 0
    ends = [match.start() for match in re.finditer("\n", judged.masked)]
    return lambda place: bisect_right(ends, place)


def _events(judged: JudgedText, phrases: Iterable[Span], others: Iterable[Span], rule: Rule) -> Iterator[_Event]:
    """Each phrase with its day.

    A day belongs to the phrase (of these or of the others) that stands next before it in its sentence; where the sentence
    begins with the day, to the first phrase that follows.
    """
    own = set(phrases)
    if not own:
        return
    most = int(rule.within or _WORDS_BETWEEN)
    ends = _sentence_ends(judged.masked)
    said = sorted({*own, *others}, key=lambda span: (span.end, span.start))
    said_ends = [span.end for span in said]
    starts = sorted(said)
    taken: set[Span] = set()
    for place, day in _days(judged.masked):
        number = bisect_right(said_ends, place.start)
        sentence = ends[bisect_right(ends, place.start) - 1] if ends and ends[0] <= place.start else 0
        phrase = said[number - 1] if number and said[number - 1].start >= sentence else None
        if phrase is None and not _words(judged, sentence, place.start, 1):
            continue
        if phrase is None:
            following = bisect_right(starts, place)
            phrase = starts[following] if following < len(starts) else None
        if phrase is None or phrase in taken or bisect_right(ends, phrase.start) != bisect_right(ends, place.start):
            continue
        if _words(judged, min(phrase.end, place.end), max(phrase.start, place.start), most):
            taken.add(phrase)
            if phrase in own:
                yield _Event(phrase, day, place)


@lru_cache(maxsize=8)
def _days(text: str) -> tuple[tuple[Span, date], ...]:
    """The days of a letter that say when something was, each with its place. Every rule about days asks for them."""
    found = []
    for match in places("day", text):
        before = _WORD_BEFORE.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
        day = _day(match.group())
        if day is not None and not (before and before[1].lower() in _NOT_THE_DAY_ITSELF):
            found.append((Span(*match.span()), day))
    return tuple(found)


@lru_cache(maxsize=8)
def _sentence_ends(text: str) -> tuple[int, ...]:
    return tuple(match.end() for match in SENTENCE_END.finditer(text))


def _words(judged: JudgedText, start: int, end: int, most: int) -> bool:
    """Whether at most so many words stand between two places."""
    return end - start <= most * _LONGEST_WORD and len(WORD.findall(judged.masked, start, end)) <= most
