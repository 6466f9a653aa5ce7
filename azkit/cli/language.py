"""Which language a person or a program reads."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from azkit.ground.faults import usage
from azkit.ground.say import Lang, say


def people_language(arguments: Sequence[str], *, for_machines: bool = False) -> Lang:
    """The language of messages before options are parsed: `--lang`, `AZKIT_LANG`, then (for people) the locale."""
    wished = ""
    for index, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            wished = argument.partition("=")[2]
        elif argument == "--lang":
            wished = "".join(arguments[index + 1 : index + 2])
    return _resolve(wished, os.environ, for_machines=for_machines)


def chosen_language(wished: str | None, *, for_machines: bool) -> Lang:
    """The language after options are parsed. Raises Refused for one that azkit does not speak."""
    if wished is not None and wished not in ("en", "zh"):
        raise usage("--lang", say("doors.bad-lang"))
    return _resolve(wished or "", os.environ, for_machines=for_machines)


def spoken(profile: str | None) -> str | None:
    """The language of a profile, where neither the call nor the environment names one."""
    return None if os.environ.get("AZKIT_LANG") else profile


def _resolve(wished: str, environment: Mapping[str, str], *, for_machines: bool) -> Lang:
    wish = wished or environment.get("AZKIT_LANG", "")
    if wish in ("en", "zh"):
        return "zh" if wish == "zh" else "en"
    if for_machines:
        return "en"
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"
