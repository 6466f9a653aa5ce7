"""The questions of `azkit init`, and what is wrong with an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from azkit.facts.profiles import FACTS, is_zone
from azkit.facts.reading import Names, Reading, Unreadable
from azkit.facts.types import TYPES
from azkit.facts.vocabulary import FactEntry
from azkit.ground.say import Lang, Text, plain, say
from azkit.interview.question import Ask, Option

NAME, ZONE, LANG = "name", "zone", "lang"

ZONES = ("Asia/Shanghai", "Asia/Hong_Kong", "America/Los_Angeles", "America/New_York", "Europe/London", "Europe/Berlin", "Asia/Tokyo", "UTC")
"""Offered first; any other IANA name can be typed."""


@dataclass(frozen=True, slots=True)
class ProfileForm:
    """The form over one library: its vocabulary, the names that people type, the stores with their names."""

    vocabulary: Mapping[str, FactEntry]
    names: Names
    stores: Mapping[str, Text]

    def asks(self, lang: Lang, before: Mapping[str, str]) -> tuple[Ask, ...]:
        """All questions; `before` are the answers of the profile that is changed."""
        stores = tuple(Option(store, words) for store, words in self.stores.items())
        zones = tuple(Option(each, plain(each)) for each in ZONES)
        languages = (Option("zh", plain("中文")), Option("en", plain("English")))
        return (
            self._fact("store_name", before),
            self._fact("store", before, options=stores),
            self._fact("signature", before),
            Ask(place=ZONE, kind="one", question=say("profile.zone"), help=say("profile.zone-help"), options=zones, own=True, decline=say("profile.zone-machine"),
                default=before.get(ZONE, ZONES[0] if lang == "zh" else "")),
            Ask(place=LANG, kind="one", question=say("profile.lang"), options=languages, default=before.get(LANG, lang)),
            Ask(place=NAME, kind="words", question=say("profile.name"), help=say("profile.name-help"), example="us", default=before.get(NAME, "")),
        )  # fmt: skip

    def fault(self, place: str, words: str, _answers: Mapping[str, str]) -> Text | None:
        """What is wrong with an answer, or None."""
        if place in FACTS:
            return self._unreadable(place, words)
        if place == ZONE:
            return None if is_zone(words) else say("facts.profile-zone")
        if place == LANG:
            return None if words in ("en", "zh") else say("facts.profile-lang")
        return None if re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", words) else say("profile.bad-name")

    def _fact(self, name: str, before: Mapping[str, str], options: tuple[Option, ...] = ()) -> Ask:
        entry = self.vocabulary[name]
        more: dict[str, Any] = {"decline": entry.decline} if name == "signature" else {}
        kind = "one" if options else "words"
        return Ask(place=name, kind=kind, question=entry.question, title=entry.title, help=entry.help, example=entry.example, options=options,  # type: ignore[arg-type]
                   default=before.get(name, ""), **more)  # fmt: skip

    def _unreadable(self, name: str, words: str) -> Text | None:
        entry = self.vocabulary[name]
        try:
            TYPES[entry.type].read(words, entry, Reading(self.names, None, date.max, UTC))
        except Unreadable as problem:
            return problem.message
        return None
