"""Examples carry their own day; to draft as they are on another day, all their days move with it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from azkit.drafting.reading import reading_of
from azkit.facts.reading import Reading, Unreadable
from azkit.facts.types.days import DAY, MOMENT
from azkit.ground.clock import noon
from azkit.library.playbook import Playbook


def moved_example(playbook: Playbook, name: str, now: datetime) -> dict[str, Any]:
    """The facts of an example (the first without a name) with every day and moment moved to the day of `now`."""
    _, example = playbook.example_facts(name)
    reading = reading_of(playbook, example.facts, noon(date.fromisoformat(example.today)), None)
    by = reading.day_of(now) - date.fromisoformat(example.today)
    return {name: _moved(playbook, name, value, by, reading) for name, value in example.facts.items()}


def _moved(playbook: Playbook, name: str, value: Any, by: timedelta, reading: Reading) -> Any:
    entry = playbook.vocabulary[name]
    if entry.type == "table" and isinstance(value, list):
        names = {column: entry.columns[column].fact or column for column in entry.columns}
        return [{key: _moved(playbook, names[key], each, by, reading) for key, each in record.items()} for record in value]
    if entry.type not in ("day", "moment") or not isinstance(value, str):
        return value
    try:
        if entry.type == "moment" and ":" in value:
            return MOMENT.text(MOMENT.read(value, entry, reading) + by)
        return DAY.text(DAY.read(value, entry, reading) + by)
    except Unreadable:  # a day that is declined
        return value
