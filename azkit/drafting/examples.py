"""Examples carry their own day; to draft as they are on another day, all their days move with it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from azkit.ground.clock import zone
from azkit.library.playbook import Playbook


def moved_example(playbook: Playbook, name: str, now: datetime) -> dict[str, Any]:
    """The facts of an example (the first without a name) with every day and moment moved to the day of `now`."""
    _, example = playbook.example_facts(name)
    store = playbook.names.stores.get(str(example.facts.get("store", "")))
    today = now.astimezone(zone(store.zone) if store else UTC).date()
    return {name: _moved(playbook, name, value, today - date.fromisoformat(example.today)) for name, value in example.facts.items()}


def _moved(playbook: Playbook, name: str, value: Any, by: timedelta) -> Any:
    entry = playbook.vocabulary[name]
    if isinstance(value, list):
        names = {column: entry.columns[column].fact or column for column in entry.columns}
        return [{key: _moved(playbook, names[key], each, by) for key, each in record.items()} for record in value]
    if entry.type == "day" and value[:1].isdigit():
        return (date.fromisoformat(value) + by).isoformat()
    if entry.type == "moment" and value[:1].isdigit():
        return (datetime.fromisoformat(value) + by).isoformat()
    return value
