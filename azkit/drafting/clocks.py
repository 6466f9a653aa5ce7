"""The clocks of a route: the limit printed in the notice first, else the table's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from azkit.drafting.model import DraftedClock
from azkit.facts.reading import Reading
from azkit.facts.values import FactSet
from azkit.library.playbook import Playbook, Route
from azkit.policy.find import due, find, is_stale
from azkit.policy.models import Channel, Clock, Figure, Steps


def clocks(playbook: Playbook, route: Route, facts: FactSet, reading: Reading) -> tuple[DraftedClock, ...]:
    """The clocks that run, the soonest first. A clock that is met, or without a start or a published span, is left out."""
    found = [_clock(clock_id, playbook, facts, reading) for clock_id in route.clocks]
    return tuple(sorted((clock for clock in found if clock), key=lambda clock: (clock.answer_by, clock.id)))


def _clock(clock_id: str, playbook: Playbook, facts: FactSet, reading: Reading) -> DraftedClock | None:
    clock = playbook.policy.clocks[clock_id]
    if not facts.given.keys().isdisjoint(clock.met_by):
        return None
    printed = facts.given.get(clock.notice)
    if printed is not None:
        answer_by = _end(printed.data, reading).astimezone(reading.zone)
        return DraftedClock(clock_id, clock.title, clock.means, answer_by, None, "notice", "notice", None, _past(answer_by, reading))
    start = next((facts.given[name].data for name in clock.counts_from if name in facts.given), None)
    store = reading.store.id if reading.store else ""
    limit = due(clock, start, store, reading.today, reading.zone) if start is not None else None
    if limit is None:
        return None
    source = source_words(playbook, limit.span.source)
    return DraftedClock(
        clock_id, clock.title, clock.means, limit.answer_by, limit.latest, "table", source, limit.span.checked_on, _past(limit.answer_by, reading)
    )  # fmt: skip


def _end(printed: date | datetime, reading: Reading) -> datetime:
    """A printed limit as an instant: a bare day runs to its end in the store's time."""
    return printed if isinstance(printed, datetime) else datetime.combine(printed, time(23, 59), reading.zone)


def _past(answer_by: datetime, reading: Reading) -> bool:
    return reading.day_of(answer_by) < reading.today


def stale_policy(playbook: Playbook, route: Route, reading: Reading) -> tuple[str, ...]:
    """The policy values behind this route that nobody has checked for half a year."""
    policy, store = playbook.policy, reading.store.id if reading.store else ""
    letters = [playbook.letters[letter] for letter in route.letters]
    printed: tuple[Mapping[str, Steps | Figure], ...] = (policy.steps, policy.figures)
    used: list[tuple[str, Clock | Channel | Steps | Figure]] = [
        *((each, policy.clocks[each]) for each in route.clocks),
        *((letter.channel_id, letter.channel) for letter in letters),
        *((each, part[each]) for part in printed for each in playbook.printed_policy if each in part),
    ]
    values = ((name, find(entry.values, store, reading.today)) for name, entry in used)
    return tuple(sorted({name for name, value in values if value and is_stale(value, reading.today)}))


def source_words(playbook: Playbook, source_id: str) -> str:
    """A source as people can look it up."""
    source = playbook.policy.sources.get(source_id)
    return f"{source.title} ({source.address})" if source else source_id
