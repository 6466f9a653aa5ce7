"""Facts at random, by the vocabulary: what a seller could give for a playbook."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

import azkit
from tests.helpers import PLAYBOOKS

TODAY = date(2026, 5, 15)
NOW = datetime(2026, 5, 15, 12, tzinfo=UTC)

STORES = ["amazon.com", "amazon.com", "amazon.co.uk", "amazon.de", "amazon.co.jp", "amazon.com.mx", "amazon.eg"]

LATIN = "".join(char for char in map(chr, range(0x41, 0x250)) if char.isalpha())
"""Letters that a web box keeps."""

MARKS = " .,;:'\"&-/()#+!?%*@=$~^|\\<>"
TYPOGRAPHIC = "–—‘’“”…•×°«»„、。\u00a0\u3000（）：＆"
"""Marks that become plain ones."""

NUMBERS = ("1Z7A38E90318427651", "1Z4W88R20395716403", "9400110899223654710281", "788341209568", "4729051386", "RN472158361GB", "YT2612209876543210", "TBA304561297384")
"""Tracking numbers whose check digits fit."""


@cache
def plain(path: Path) -> Any:
    """A file of the library with every scalar as text."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@cache
def form(playbook: str) -> Any:
    """The file of a playbook."""
    return plain(next(PLAYBOOKS.glob(f"*/{playbook}.yaml")))


@cache
def examples_of(playbook: str) -> Any:
    """The passing examples of a playbook, each with all its facts."""
    return azkit.link(azkit.load(), playbook).examples


def vocabulary() -> dict[str, Any]:
    return plain(PLAYBOOKS / "facts.yaml")["facts"]


def policy(part: str) -> dict[str, Any]:
    return plain(PLAYBOOKS / "policy" / f"{part}.yaml")[part]


NAMES = st.text(alphabet=st.sampled_from(LATIN + "0123456789" + MARKS + TYPOGRAPHIC), min_size=1, max_size=25) | st.sampled_from(
    ["Señor Müller", "O'Brien & Sons", "“Summer” bowl – 3×24 cm", "J. Miller Jr.", "Zoë Łukasz", "lunch box, 1.2 L", "A/B-test no. 5 (100%)", "4 May 2026"]
)
"""Short texts in Latin letters, with digits and odd punctuation."""

CARRIERS = st.sampled_from(["UPS", "usps", "FedEx", "DHL", "Royal Mail", "云途", "Amazon Logistics"]) | NAMES

DIGITS = st.integers(10**6, 10**7 - 1)

VALUES: dict[str, st.SearchStrategy[str]] = {
    "order-id": st.builds("{}-{}-{}".format, st.integers(100, 999), DIGITS, DIGITS),
    "asin": DIGITS.map(lambda number: f"B0{number}X"),
    "carrier": CARRIERS,
    "tracking-number": st.sampled_from(NUMBERS) | st.builds("{}{}{}".format, st.sampled_from(["YT", "RR", "LX"]), DIGITS, DIGITS),
    "yes-no": st.sampled_from(["yes", "no", "是", "否"]),
    "count": st.integers(0, 999).map(str),
    "percentage": st.integers(0, 10000).map(lambda number: f"{number / 100:.2f} %"),
    "name": NAMES,
    "text": st.sampled_from(["The parcel was handed over at the address on the order.", "The photo shows the box at the door.", "No longer needed"]),
    "quote": NAMES,
}
"""How values of a type are written; sentences are such that no rule minds them."""


@st.composite
def facts(draw: st.DrawFn, of: str) -> dict[str, str]:
    """Facts for a playbook: an example's situation in a store, with values of its own, some facts more and some less."""
    example = draw(st.sampled_from(list(examples_of(of).values()))).facts
    store = draw(st.sampled_from(STORES))
    given: dict[str, str] = {"store": store}
    for item in form(of)["facts"]:
        name, use = (item, {}) if isinstance(item, str) else next(iter(item.items()))
        entry = vocabulary()[name]
        dice = draw(st.sampled_from(range(100)))  # not st.integers, which likes its ends
        optional = "optional" in use
        if name == "store" or dice == 50 or (name not in example and (dice > 20 or (entry["type"] == "choice" and dice > 1))):
            continue
        if example.get(name) == "none" or (dice in (10, 30, 70) and ("decline" in use or (optional and "decline" in entry))):
            given[name] = "none"
        elif name in example and entry["type"] in ("choice", "yes-no") and dice != 40:
            given[name] = example[name]
        else:
            given[name] = draw(value(entry, policy("stores")[store]["currency"], given))
    return given


@st.composite
def value(draw: st.DrawFn, entry: Any, currency: str, given: dict[str, str]) -> str:
    """A value of a fact, written in one of the ways that people write it."""
    kind, choices = entry["type"], entry.get("choices", {})
    if kind in ("choice", "choices"):
        key = draw(st.sampled_from(sorted(choices)))
        return draw(st.sampled_from([key, choices[key]["en"], choices[key]["zh"]]))
    if kind == "day":
        return draw(day(entry, given))
    if kind == "moment":
        return draw(moment(entry, given))
    if kind == "money":
        cents = draw(st.integers(100, 999_999))
        return f"{cents // 100} {currency}" if currency == "JPY" else f"{cents // 100}.{cents % 100:02} {currency}"
    if choices and draw(st.booleans()):
        return draw(st.sampled_from(sorted(choices)))
    return draw(VALUES[kind])


@st.composite
def day(draw: st.DrawFn, entry: Any, given: dict[str, str]) -> str:
    """A day not before and not after the days that it must respect, as far as they are given before it."""
    bounds = entry.get("bounds", {})
    earliest = max([TODAY - timedelta(days=60), *(read(given[name]) for name in bounds.get("not_before", []) if given.get(name, "none") != "none")])
    latest = TODAY if "today" in bounds.get("not_after", []) else TODAY + timedelta(days=30)
    chosen = draw(st.dates(earliest, max(earliest, latest)))
    return draw(st.sampled_from([chosen.isoformat(), shown(chosen), f"{chosen.year}年{chosen.month}月{chosen.day}日"]))


@st.composite
def moment(draw: st.DrawFn, entry: Any, given: dict[str, str]) -> str:
    """A moment, as a bare day or with time and zone."""
    chosen = read(draw(day(entry, given)))
    if draw(st.booleans()):
        return chosen.isoformat()
    zone = timezone(timedelta(hours=draw(st.sampled_from([-7, -4, 0, 1, 2, 8]))))
    return datetime(chosen.year, chosen.month, chosen.day, draw(st.integers(0, 23)), draw(st.integers(0, 59)), tzinfo=zone).isoformat()


def read(words: str) -> date:
    """The day in one of the forms above."""
    if "年" in words:
        return date(*(int(part) for part in words.replace("年", " ").replace("月", " ").replace("日", "").split()))
    return date.fromisoformat(words[:10]) if words[4] == "-" else datetime.strptime(words, "%d %B %Y").replace(tzinfo=UTC).date()


def shown(chosen: date) -> str:
    """A day as it stands in a letter."""
    return f"{chosen.day} {chosen:%B} {chosen.year}"
