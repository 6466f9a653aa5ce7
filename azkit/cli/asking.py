"""Which asker a person gets, and in which language."""

from __future__ import annotations

import os

from azkit.cli.language import chosen_language, spoken
from azkit.ground.faults import Refused
from azkit.ground.say import Lang
from azkit.interview.asker import Asker


def language_of_person(wished: str | None) -> Lang:
    """The language to ask in: the one wished for, else that of the person's first profile, else the locale's. Raises Refused."""
    return chosen_language(wished or spoken(_profile_language()), for_machines=False)


def asker_for(language: Lang) -> Asker:
    """An asker that this terminal can show."""
    if os.environ.get("TERM") == "dumb":
        from azkit.interview.plain_asker import PlainAsker

        return PlainAsker(language)
    from azkit.interview.terminal_asker import TerminalAsker

    asker = TerminalAsker(language)
    asker.heed_signals()
    return asker


def _profile_language() -> str | None:
    """The language of the first profile. A faulty file of profiles is told where profiles are used, not here."""
    from azkit.cli.profiles_file import profiles_at_hand

    try:
        return next((profile.lang for profile in profiles_at_hand().values() if profile.lang), None)
    except Refused:
        return None
