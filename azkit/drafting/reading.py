"""How the facts of one case are read: by the terms and the day of their store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Protocol

from azkit.facts.reading import Names, Reading, Unreadable, WordsJudge
from azkit.facts.types.names import STORE
from azkit.facts.vocabulary import FactEntry
from azkit.ground.clock import zone
from azkit.ground.documents import Plain


class Terms(Protocol):
    """What facts are read against: a playbook's, or a whole library's."""

    @property
    def names(self) -> Names:
        """Words that people type for stores and carriers."""
        ...

    @property
    def vocabulary(self) -> Mapping[str, FactEntry]:
        """The facts that there are."""
        ...


def reading_of(terms: Terms, facts: Mapping[str, Plain], now: datetime, judge: WordsJudge | None) -> Reading:
    """How to read these facts: by the terms of their store, where it can be read, and by its day."""
    unread = Reading(terms.names, None, now.astimezone(UTC).date(), UTC, judge)
    given = facts.get("store")
    try:
        store = terms.names.stores[STORE.read(given, terms.vocabulary["store"], unread)] if isinstance(given, str) and given else None
    except (Unreadable, ValueError):
        store = None
    if store is None:
        return unread
    local = zone(store.zone)
    return Reading(terms.names, store, now.astimezone(local).date(), local, judge)
