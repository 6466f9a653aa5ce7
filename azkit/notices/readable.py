"""What the vocabulary refuses is no fact: a name in a script that letters do not have, a day before the one that it follows."""

from __future__ import annotations

from datetime import UTC, date

from azkit.facts.reader import read_facts
from azkit.facts.reading import Reading
from azkit.ground.clock import LAST_YEAR, zone
from azkit.notices.gathered import Gathered

ROUNDS = 4
"""Facts that contradict one another are left open one after the other."""


def leave_open(gathered: Gathered) -> None:
    """Take away every fact that does not read back without a fault. No day is too late here: only the door knows what today is."""
    book = gathered.book
    for _ in range(ROUNDS):
        terms = gathered.terms
        reading = Reading(book.world, terms, date(LAST_YEAR, 12, 31), zone(terms.zone) if terms else UTC)
        _, faults = read_facts(gathered.facts, book.vocabulary, reading)
        refused = {fault.name for fault in faults} & set(gathered.facts)
        if not refused:
            return
        for name in refused:
            gathered.drop(name)
