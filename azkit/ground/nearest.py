"""Names that are not known, and the known one that may be meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from azkit.ground.say import Text, say


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, if any is near enough to be meant. Dashes and underscores are the same here."""
    spellings = {each.replace("-", "_"): each for each in known}
    found = difflib.get_close_matches(name.strip().lower().replace("-", "_"), spellings, n=1, cutoff=0.6)
    return spellings[found[0]] if found else None


def no_such(message: str, name: str, known: Iterable[str], /, **values: Any) -> Text:
    """The message that there is no `name` among the `known`; its sister with `-near` where one of them may be meant.

    Both can show `name`, `known` in one line, and the `values`; the sister shows the `guess`.
    """
    names = list(known)
    guess = nearest(name, names)
    values = {"name": name, "known": ", ".join(names), "guess": guess, **values}
    return say(f"{message}-near" if guess else message, **values)


def unknown(name: str, known: Iterable[str]) -> Text:
    """That a name of a library file is not known there."""
    return no_such("library.unknown-name", name, known)
