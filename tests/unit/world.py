"""The shipped world in which the unit tests read facts, and short ways to read, refuse and make them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import UTC, date
from typing import Any

from hypothesis import strategies as st

from azkit.facts.reader import read_facts
from azkit.facts.reading import Reading, Unreadable
from azkit.facts.types import TYPES
from azkit.facts.values import FactSet, Given
from azkit.facts.vocabulary import FactEntry
from azkit.ground.clock import zone
from azkit.ground.documents import parse
from azkit.ground.faults import Fault
from azkit.ground.say import plain
from azkit.library.load import load

LIBRARY = load()
VOCABULARY = LIBRARY.vocabulary
NAMES = LIBRARY.names
OFFERED = frozenset(name for name, each in VOCABULARY.items() if each.decline)
"""The facts that the vocabulary lets people decline."""
TODAY = date(2026, 5, 15)
"""A Friday."""


def reading(store: str | None = "amazon.com", today: date = TODAY) -> Reading:
    """How facts are read in a store on a day; without a store, when nobody has named it yet."""
    terms = NAMES.stores[store] if store else None
    return Reading(NAMES, terms, today, zone(terms.zone) if terms else UTC)


def entry(type_name: str, **more: Any) -> FactEntry:
    """An entry of the vocabulary, made by hand."""
    return FactEntry(type=type_name, title=plain("title"), question=plain("question"), **more)


def given(type_name: str, data: Any, **more: Any) -> Given:
    """A fact as it is after reading."""
    return Given(entry(type_name, **more), data)


def read(type_name: str, text: str, store: str | None = "amazon.com", **more: Any) -> Any:
    """The value of a text."""
    return TYPES[type_name].read(text, entry(type_name, **more), reading(store))


def message(type_name: str, text: str, store: str | None = "amazon.com", **more: Any) -> str | None:
    """Why a text is refused, in both languages; None when it is taken."""
    try:
        TYPES[type_name].read(text, entry(type_name, **more), reading(store))
    except Unreadable as problem:
        return f"{problem.message.en}\n{problem.message.zh}"
    return None


def read_in(raw: Mapping[str, Any], *, store: str | None = "amazon.com", today: date = TODAY, declinable: frozenset[str] = OFFERED) -> tuple[FactSet, list[Fault]]:
    """Facts read against the shipped vocabulary, and every fault."""
    facts, faults = read_facts(raw, VOCABULARY, reading(store, today), declinable)
    return facts, list(faults)


def read_yaml(text: str, **more: Any) -> tuple[FactSet, list[Fault]]:
    """Facts as a file gives them."""
    document = parse(text, "facts.yaml")
    assert not document.faults
    return read_in(document.data, **more)  # type: ignore[arg-type]


def reasons(faults: list[Fault]) -> dict[str, str]:
    """What is wrong with each fact: its name to the reason."""
    return {fault.name: fault.reason for fault in faults}


BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
TAGS = frozenset(map(chr, range(0xE0000, 0xE0080)))
PASTED = (
    "\u00a0\u3000\u2009\u200b\u200d\u2060\ufeff\u00ad\u202e\u2066\u200e\U000e0041\ufe0f\x00\x07\x1b\x7f\x85\x9b\u2028\u2029\r\n\t"
    "'\u2019\u201c\u2013\u2014\uff0d\uff0c\uff0e\u3002\uff61\uff62\uff70\uffe3\u1fef\ufe31\u037e０９Ａ年月日一二￥€£饭📦éß½²㎏ﬁΩ\ud83d\ude00\uffff\ufffd"
)
"""What comes along when people paste: odd blanks and dashes, full-width signs, invisible and broken characters."""


def unsafe(text: str, kept: str = "") -> list[str]:
    """The control, bidi and tag characters in a text, apart from those that may be kept."""
    return [char for char in text if char not in kept and (unicodedata.category(char) in ("Cc", "Cs") or char in BIDI or char in TAGS)]


_LIKELY = PASTED + "".join(map(chr, range(32, 127)))

nasty = st.one_of(st.text(_LIKELY, max_size=30), st.text(st.characters(), max_size=30))
"""Any text at all, with what people paste by accident weighted up."""

_edits = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 2), st.text(PASTED + "0123456789-/.,: ABZ", max_size=2)), max_size=3)


def spoilt(samples: tuple[str, ...]) -> st.SearchStrategy[str]:
    """A sample with some characters put in, taken out or replaced."""

    def edited(text: str, edits: list[tuple[int, int, str]]) -> str:
        for place, length, words in edits:
            text = text[:place] + words + text[place + length :]
        return text

    return st.builds(edited, st.sampled_from(samples), _edits)
