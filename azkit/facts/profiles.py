"""Profiles: what one store of a seller always says the same. They stand in a TOML file, one table a profile.

[us]
store = "amazon.com"
store_name = "Harbor Lane Goods"
zone = "Asia/Shanghai"
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from azkit.ground.clock import zone
from azkit.ground.faults import Fault, Refused, invalid
from azkit.ground.nearest import no_such
from azkit.ground.say import Lang, say

FACTS = ("store", "store_name", "signature")
"""The facts that a profile may give."""

KEYS = (*FACTS, "zone", "lang")


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile: facts as plain text; the person's own time zone (IANA name) and language, where they are given."""

    facts: Mapping[str, str]
    zone: str = ""
    lang: Lang | None = None

    def entries(self) -> dict[str, str]:
        """The profile as keys and values."""
        return {**self.facts, **({"zone": self.zone} if self.zone else {}), **({"lang": self.lang} if self.lang else {})}


def read_profiles(text: str, name: str) -> dict[str, Profile]:
    """The profiles of a file called `name`. Raises Refused with every fault. Facts are read later, by the types of the vocabulary."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused([invalid("", say("facts.bad-toml", problem=str(error)), where=name)]) from error
    faults = [fault for profile, entries in data.items() for fault in _faults(profile, entries, name)]
    if faults:
        raise Refused(faults)
    return {profile: _profile(entries) for profile, entries in data.items()}


def profiles_text(profiles: Mapping[str, Profile]) -> str:
    """The profiles as the text of their file. TOML's basic strings are those of JSON, with DEL escaped as well."""
    tables = ("".join([f"[{name}]\n", *(f"{key} = {_quoted(value)}\n" for key, value in profile.entries().items())]) for name, profile in profiles.items())
    return "\n".join(tables)


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _profile(entries: Mapping[str, str]) -> Profile:
    lang = entries.get("lang")
    return Profile({key: entries[key] for key in FACTS if entries.get(key)}, entries.get("zone", ""), "zh" if lang == "zh" else "en" if lang == "en" else None)


def _faults(profile: str, entries: object, where: str) -> list[Fault]:
    if not isinstance(entries, dict):
        return [invalid(profile, say("facts.profile-not-a-table"), where=where)]
    found = []
    for key, value in entries.items():
        if key not in KEYS:
            found.append(invalid(f"{profile}.{key}", no_such("facts.profile-key", key, KEYS), where=where, reason="unknown"))
        elif not isinstance(value, str):
            found.append(invalid(f"{profile}.{key}", say("facts.profile-not-text"), where=where))
        elif (key == "lang" and value not in ("en", "zh")) or (key == "zone" and value and not is_zone(value)):
            found.append(invalid(f"{profile}.{key}", say(f"facts.profile-{key}"), where=where))
    return found


def is_zone(name: str) -> bool:
    """Whether a time zone has this IANA name."""
    try:
        zone(name)
    except ValueError:
        return False
    return True
