"""From a place to its question."""

from __future__ import annotations

import re
from collections.abc import Mapping

from azkit.facts.reader import declines
from azkit.facts.values import Given
from azkit.facts.vocabulary import FactEntry
from azkit.ground.faults import Fault
from azkit.ground.say import Text, plain, say
from azkit.ground.text import has_chinese
from azkit.interview.log import CELL, NO, YES, is_name
from azkit.interview.offers import hidden_offers, kind_of_answer, offers, shown_answer, takes_own_words
from azkit.interview.question import Ask, Option
from azkit.interview.standing import Standing
from azkit.interview.tables import cell_is_needed

WORDS = ("name", "text", "quote", "carrier")
"""Types whose words go into a letter as they are."""


def ask_for(here: Standing, place: str) -> Ask:
    """The question of a place: a fact, a cell of a table, or one more row."""
    match = CELL.fullmatch(place)
    if match and match["column"] is None:
        return _one_more(here, place, match["table"], int(match["index"]))
    table, index = (match["table"], int(match["index"])) if match else ("", 0)
    entry = entry_of(here, place)
    options = offers(here, entry, table, index)
    decline = _cell_decline(here, entry, match) if match else _decline(here, place)
    default = _default(here, place, entry, decline)
    faults = tuple(dict.fromkeys(fault.message for fault in here.faults if fault.name == place))
    if not match and place in here.known.declined and decline is None:
        faults = (say("facts.cannot-decline"),)
    return Ask(
        place=place,
        kind=kind_of_answer(entry, options, in_table=bool(match)),
        question=_in_row(here, entry.question, table, index) if match else entry.question,
        title=entry.title,
        help=entry.help,
        example=entry.example if entry.type not in ("choice", "choices", "yes-no", "catalogue", "reference") else "",
        options=options,
        hidden=hidden_offers(here, entry, table, index),
        own=bool(options) and takes_own_words(entry),
        decline=decline,
        default=default,
        faults=faults,
        told=(say("interview.chinese-way-out"),) if faults and entry.type in WORDS and has_chinese(default) else (),
        number=_number(here, place),
        about=_number(here, place) + max(here.ahead() - 1, 0),
        route=here.route,
    )


def _default(here: Standing, place: str, entry: FactEntry, decline: Text | None) -> str:
    """What was answered before; nothing where it was left out and may be: then Enter alone leaves it out again."""
    kept = here.log.value(place)
    words = kept if kept is not None else here.log.aside.get(place, "")
    return "" if decline and "[" not in place and declines(words, entry) else words


def ask_which(here: Standing, place: str, places: list[str], fault: Fault) -> Ask:
    """Which of the answers that contradict each other is wrong; all of them are shown together."""
    options = tuple(Option(each, say("interview.which-option", title=title_of(here, each), value=shown_at(here, each))) for each in places)
    told = (say("interview.contradiction", title=title_of(here, fault.name), problem=fault.message),)
    return Ask(
        place=place, kind="one", question=say("interview.which"), options=options, told=told, number=_number(here, place), about=_number(here, place) + here.ahead()
    )


def entry_of(here: Standing, place: str) -> FactEntry:
    """The vocabulary entry of a place."""
    match = CELL.fullmatch(place)
    if not match:
        return here.playbook.vocabulary[place]
    column = here.playbook.vocabulary[match["table"]].columns[match["column"]]
    return here.playbook.vocabulary[column.fact or match["column"]]


def title_of(here: Standing, place: str) -> Text:
    """The short name of a place, with the number of its row."""
    match = CELL.fullmatch(place)
    if not match:
        return entry_of(here, place).title
    title = entry_of(here, place).title if match["column"] else here.playbook.vocabulary[match["table"]].title
    return say("interview.row-title", number=int(match["index"]) + 1, title=title)


def shown_at(here: Standing, place: str) -> Text:
    """The answer at a place as it was read, or as it was typed where it could not be."""
    match = CELL.fullmatch(place)
    given: Given | None
    if match:
        table = here.known.given.get(match["table"])
        record = table.data[int(match["index"])] if table else {}
        if not match["column"]:
            return shown_record(record)
        given = record.get(match["column"])
    else:
        given = here.known.given.get(place)
        if place in here.known.declined:
            return declined_words(here, place)
    return shown_answer(given.entry, given.data) if given else plain(here.log.value(place) or "")


def shown_record(record: Mapping[str, Given]) -> Text:
    """A record of a table on one line."""
    parts = [shown_answer(fact.entry, fact.data) for fact in record.values()]
    return Text(" - ".join(part.en for part in parts), " - ".join(part.zh for part in parts))


def declined_words(here: Standing, name: str) -> Text:
    """What "none" means for a fact."""
    use = here.playbook.uses.get(name)
    return (use.decline if use else None) or here.playbook.vocabulary[name].decline or say("interview.none")


def _decline(here: Standing, name: str) -> Text | None:
    use = here.playbook.uses.get(name)
    offered = name in here.playbook.declinable and (use is None or here.scope.may_decline(use))
    return declined_words(here, name) if offered else None


def _cell_decline(here: Standing, entry: FactEntry, match: re.Match[str]) -> Text | None:
    if cell_is_needed(here, match["table"], int(match["index"]), match["column"]):
        return None
    return entry.decline or say("interview.pass-over")


def _in_row(here: Standing, question: Text, table: str, index: int) -> Text:
    return say("interview.in-row", table=here.playbook.vocabulary[table].title, number=index + 1, question=question)


def _one_more(here: Standing, place: str, table: str, index: int) -> Ask:
    entry = here.playbook.vocabulary[table]
    words = "interview.one-more" if index else "interview.any"
    return Ask(
        place=place,
        kind="one",
        question=say(words, title=entry.title, question=entry.question, count=index),
        title=entry.title,
        help=entry.help,
        options=(Option(NO, say("facts.no")), Option(YES, say("facts.yes"))),
        default=kept if (kept := here.log.value(place) or here.log.aside.get(place, "")) in (YES, NO) else NO if index else YES,
        number=_number(here, place),
        about=_number(here, place) + here.ahead(),
        route=here.route,
    )


def _number(here: Standing, place: str) -> int:
    """The number of the question at hand: one more than those that were answered by a person."""
    before = [known for known, _ in here.log.answers[here.log.given :] if not known.startswith("?") and not is_name(known)]
    return len([known for known in before if known != place]) + 1
