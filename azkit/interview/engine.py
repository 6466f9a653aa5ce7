"""The engine: from a log to what comes next. Pure; relevance is worked out anew at every step.

step(playbook, log, now) -> Ask | Review | Done
answered(playbook, log, ask, reply, now) -> Log
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import count

from azkit.drafting.route import Undecided
from azkit.facts.conditions import holds
from azkit.ground.documents import Plain
from azkit.ground.faults import Fault
from azkit.ground.say import Text, plain, say
from azkit.interview.asks import ask_for, ask_which
from azkit.interview.log import CELL, Log, log_of
from azkit.interview.question import Ask, Done, Option, Review
from azkit.interview.review import review
from azkit.interview.standing import Standing, settled, standing
from azkit.interview.tables import next_cell, settled_row
from azkit.interview.verdict import GO_ON, STOP, price
from azkit.library.playbook import Playbook, Route

WHICH, VERDICT = "?which", "?verdict:"
"""Places of decisions that are no facts: which of two contradicting answers is wrong; whether a verdict is enough."""


def step(playbook: Playbook, log: Log, now: datetime) -> Ask | Review | Done:
    """What comes next: what is wrong first, then what decides the route, then what its letters need, then the review."""
    here = standing(playbook, log, now)
    if log.asking:
        return ask_for(here, log.asking)
    for fault in here.faults:
        if asked := _mend(here, fault):
            return asked
    if isinstance(here.chosen, Undecided) and (early := _early(here, here.chosen)):
        return early
    if place := _next_place(here):
        return ask_for(here, place)
    if here.route is not None and here.route.letters and not log.accepted:
        return review(here, here.route)
    return Done(here.facts)


def answered(playbook: Playbook, log: Log, ask: Ask, reply: str, now: datetime) -> Log:
    """The log after a reply: answers that lost their ground are set aside, and an answer to "which is wrong?" opens that one again."""
    if ask.place == WHICH:
        return log.reopened(reply)
    log = log.answered(ask.place, reply)
    if match := CELL.fullmatch(ask.place):
        log = settled_row(playbook, _with_id(playbook, log, match["table"], int(match["index"])), match["table"], int(match["index"]), now)
    return settled(playbook, log, now)


def begun(playbook: Playbook, facts: Mapping[str, Plain], *, open_tables: bool = False, more: Collection[str] = ()) -> Log:
    """The log of an interview that starts from these facts; records that have no name get one, as those of the interview do."""
    log = log_of(facts, open_tables=open_tables, more=more)
    tables = [name for name, entry in playbook.vocabulary.items() if "id" in entry.columns]
    return log.given_too({place: name for table in tables for place, name in _names_of_records(log, table, range(log.rows(table))).items()})


def _with_id(playbook: Playbook, log: Log, table: str, index: int) -> Log:
    """The log in which this record has a name, where the records of its table have one: nobody is asked for what only azkit needs."""
    if "id" not in playbook.vocabulary[table].columns or index >= log.rows(table):
        return log
    for place, name in _names_of_records(log, table, [index]).items():
        log = log.named(place, name)
    return log


def _names_of_records(log: Log, table: str, indexes: Iterable[int]) -> dict[str, str]:
    """Names that no record of this table has, at the places of these records where one is missing."""
    places = [place for index in indexes if not log.value(place := f"{table}[{index}].id")]
    taken = {log.value(f"{table}[{each}].id") for each in range(log.rows(table))} if places else set()
    fresh = (name for number in count(1) if (name := f"{table[0]}{number}") not in taken)
    return dict(zip(places, fresh, strict=False))


def _mend(here: Standing, fault: Fault) -> Ask | None:
    """The question that a fault leads back to: the place itself, or which of the contradicting ones is wrong."""
    places = [place for name in dict.fromkeys((fault.name, *fault.others)) for place in _places(here, name)]
    if not places:
        return None
    if len(places) == 1 and not places[0].endswith("]"):
        return ask_for(here, places[0])
    return ask_which(here, WHICH, places, fault)


def _places(here: Standing, name: str) -> list[str]:
    """Where an answer can be corrected: the place itself, or every record of a table."""
    if here.log.value(name):
        return [name]
    return [f"{name}[{index}]" for index in range(here.log.rows(name))]


def _next_place(here: Standing) -> str | None:
    """The next place to ask for, in the order of the playbook."""
    wanted = here.wanted()
    for name in here.playbook.uses:
        if not here.is_table(name):
            if name in wanted:
                return name
        elif (name in wanted or here.log.rows(name)) and (cell := next_cell(here, name, needed=_is_needed_table(here, name))):
            return cell
    return None


def _is_needed_table(here: Standing, name: str) -> bool:
    use = here.playbook.uses[name]
    return here.scope.needed(use) is not False


def _early(here: Standing, chosen: Undecided) -> Ask | Done | None:
    """A verdict that is already known, although the dates that it rests on are not."""
    for route in chosen.possible:
        if route.early is None or not holds(route.early.when, here.scope):
            continue
        decision = here.log.value(VERDICT + route.id)
        if decision == STOP:
            return Done(here.facts, stopped=route)
        if decision is None:
            return _verdict(here, route, route.early.provided)
    return None


def _verdict(here: Standing, route: Route, provided: Text) -> Ask:
    options = (Option(STOP, say("interview.verdict-stop")), Option(GO_ON, say("interview.verdict-go-on", count=here.ahead())))
    told = (route.why, price(route), say("interview.verdict-provided", provided=provided))
    return Ask(place=VERDICT + route.id, kind="one", question=say("interview.verdict-enough"), title=plain(route.id), options=options, told=told, default=STOP)
