"""How the facts of one case are read: by the terms and the day of their store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from azkit.facts.reading import Reading, Unreadable, WordsJudge
from azkit.facts.types.names import STORE
from azkit.ground.clock import zone
from azkit.ground.documents import Plain
from azkit.library.playbook import Playbook


def reading_of(playbook: Playbook, facts: Mapping[str, Plain], now: datetime, judge: WordsJudge | None) -> Reading:
    """How to read these facts: by the terms of their store, where it can be read, and by its day."""
    unread = Reading(playbook.names, None, now.astimezone(UTC).date(), UTC, judge)
    given = facts.get("store")
    try:
        store = playbook.names.stores[STORE.read(given, playbook.vocabulary["store"], unread)] if isinstance(given, str) and given else None
    except (Unreadable, ValueError):
        store = None
    if store is None:
        return unread
    local = zone(store.zone)
    return Reading(playbook.names, store, now.astimezone(local).date(), local, judge)
