"""`--cases DIR`: which letters were written for which order, and on which day, so that what may be asked once is asked once.

One small file an order, `ORDER.json`; it holds no word of a letter. A letter is noted after it stands where it was to go: a run that is killed
between the two notes it when it is run again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from azkit.drafting.draft import judge_of
from azkit.drafting.reading import reading_of
from azkit.facts.reading import Reading, Unreadable
from azkit.facts.types.ids import ORDER_ID
from azkit.ground.documents import Plain
from azkit.ground.faults import NotText, Refused, invalid
from azkit.ground.files import kind_of, read_text, write_whole
from azkit.ground.say import say
from azkit.library.playbook import Playbook
from azkit.tables.holding import NOT_HELD, hold, let_go, refuse_no_folder
from azkit.tables.outcome import Outcome, safe_name
from azkit.tables.rows import ORDER

DAY_OF = {"withdrawal_requested_on": ("withdrawal-request", "withdrawal")}
"""Facts that say on which day a letter was written, by its playbook and id."""

_SCHEMA = 1
_Days = dict[tuple[str, str], str]


class Memory:
    """The notes of a folder, held by one run at a time. `dry`: nothing is written, and nobody is kept out."""

    def __init__(self, folder: Path, *, dry: bool) -> None:
        """Raises FileTrouble where another run holds the folder."""
        self._folder = folder
        self._dry = dry
        self._lock = NOT_HELD
        self._fresh: dict[str, _Days] = {}
        """Letters of this run that are not written down yet, by order."""
        self._asked: dict[str, set[str]] = {}
        """Facts that letters of this run have made true, by order."""
        refuse_no_folder(folder)
        if not dry:
            self._lock = hold(folder)

    def recalled(self, playbook: Playbook, facts: Mapping[str, Plain], now: datetime) -> dict[str, Plain]:
        """What earlier days tell of the order of a row: facts that it does not give itself. A letter of today is the same letter, drafted again.

        Raises Refused for a note that cannot be read: asking twice is worse than not asking. Raises FileTrouble.
        """
        wanted = {fact: letter for fact, letter in DAY_OF.items() if fact in playbook.uses and fact not in facts}
        if not wanted:
            return {}
        reading = reading_of(playbook, facts, now, judge_of(playbook))
        days, today = self._noted(_order(facts.get(ORDER), playbook, reading)), reading.today.isoformat()
        return {fact: days[letter] for fact, letter in wanted.items() if days.get(letter, today) < today}

    def said_before(self, outcome: Outcome) -> dict[str, Plain]:
        """What another row of this run has just made true of the order of an outcome that would do it again."""
        asked = self._asked.get(outcome.order, ())
        return {fact: outcome.day for fact in _made_true(outcome) if fact in asked}

    def note(self, outcome: Outcome) -> None:
        """Take note of the letters of a row; `keep` writes it down."""
        if not outcome.order or not outcome.letters:
            return
        if made := _made_true(outcome):
            self._asked.setdefault(outcome.order, set()).update(made)
        if not self._dry:
            days = self._fresh.setdefault(outcome.order, {})
            days.update({(outcome.playbook, letter.id): outcome.day for letter in outcome.letters})

    def keep(self) -> None:
        """Write down what was noted. The first day of a letter stays. Raises FileTrouble, Refused."""
        for order, days in self._fresh.items():
            known = self._noted(order)
            if not days.keys() <= known.keys():
                self._write(order, days | known)
        self._fresh.clear()

    def close(self) -> None:
        """Let go of the folder."""
        let_go(self._lock)

    def _path(self, order: str) -> Path:
        return self._folder / f"{order}.json"

    def _noted(self, order: str) -> _Days:
        """The first day of each letter of an order. Raises Refused, FileTrouble."""
        path = self._path(order)
        if not order or kind_of(path) == "nothing":
            return {}
        try:
            data = json.loads(read_text(path))
            if data["schema"] == _SCHEMA:
                return {(each["playbook"], each["letter"]): str(each["day"]) for each in data["letters"]}
        except (NotText, ValueError, TypeError, KeyError, RecursionError):
            pass
        raise Refused([invalid("", say("tables.no-note", path=path))])

    def _write(self, order: str, days: Mapping[tuple[str, str], str]) -> None:
        letters = [{"day": day, "playbook": playbook, "letter": letter} for (playbook, letter), day in sorted(days.items(), key=lambda each: (each[1], each[0]))]
        text = json.dumps({"schema": _SCHEMA, "order": order, "letters": letters}, indent=1) + "\n"
        write_whole(self._path(order), text, overwrite=True, lasting=False)


def _order(value: Plain, playbook: Playbook, reading: Reading) -> str:
    """The order id as letters have it; empty where there is none."""
    try:
        return safe_name(ORDER_ID.read(value, playbook.vocabulary[ORDER], reading)) if isinstance(value, str) else ""
    except (Unreadable, ValueError):
        return ""


def _made_true(outcome: Outcome) -> set[str]:
    written = {(outcome.playbook, letter.id) for letter in outcome.letters}
    return {fact for fact, letter in DAY_OF.items() if letter in written}
