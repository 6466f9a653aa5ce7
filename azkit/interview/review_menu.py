"""The review as menus: write, change, add, choose another way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from azkit.ground.say import Text, plain, say
from azkit.interview.asker import Asker, Move
from azkit.interview.log import CELL, YES, Log
from azkit.interview.question import Ask, Line, Option, Review
from azkit.interview.tables import is_full
from azkit.interview.verdict import price
from azkit.library.playbook import Playbook

_WRITE, _CHANGE, _LEAVE, _REMOVE = "write", "change", "leave", "remove"


def look_over(review: Review, log: Log, playbook: Playbook, asker: Asker) -> Log:
    """Show the review and carry out what the person chooses."""
    asker.tell([plain(""), say("interview.review-head"), *_summary(review)])
    ways = tuple(Option(way.route.id, say("interview.review-way", why=way.route.why), price(way.route)) for way in review.ways)
    options = (Option(_WRITE, say("interview.review-write")), Option(_CHANGE, say("interview.review-change")), *ways)
    told = (say("interview.route", why=review.route.why), price(review.route))
    reply = asker.ask(Ask(place="?review", kind="one", question=say("interview.review-what"), options=options, told=told, default=_WRITE))
    if isinstance(reply, Move):
        return log.back()
    if reply == _WRITE:
        return replace(log, accepted=True)
    if reply == _CHANGE:
        return change(review, log, playbook, asker)
    way = next(way for way in review.ways if way.route.id == reply)
    return log.answered(way.place, way.value)


def change(review: Review, log: Log, playbook: Playbook, asker: Asker) -> Log:
    """Let the person choose an answer to change or to add; out: the log with that place open."""
    reply = asker.ask(Ask(place="?change", kind="one", question=say("interview.review-which"), options=tuple(_places(review, playbook, log))))
    if isinstance(reply, Move) or reply == _LEAVE:
        return log
    match = CELL.fullmatch(reply)
    if match and int(match["index"]) >= log.rows(match["table"]):
        return log.answered(reply, YES)
    return change_row(reply, log, playbook, asker) if match else log.reopened(reply)


def _places(review: Review, playbook: Playbook, log: Log) -> Iterator[Option]:
    for line in review.lines:
        yield Option(line.place, _shown(line))
    for line in review.additions:
        yield Option(line.place, say("interview.review-add", title=line.title))
    for table in (name for name in playbook.uses if playbook.vocabulary[name].type == "table" and not is_full(playbook, log, name)):
        yield Option(f"{table}[{log.rows(table)}]", say("interview.review-row", title=playbook.vocabulary[table].title))
    yield Option(_LEAVE, say("interview.leave"))


def change_row(place: str, log: Log, playbook: Playbook, asker: Asker) -> Log:
    """Let the person choose a cell of a record to change, or remove the record."""
    match = CELL.fullmatch(place)
    table, index = (match["table"], int(match["index"])) if match else (place, 0)
    entry = playbook.vocabulary[table]
    columns = {f"{table}[{index}].{name}": playbook.vocabulary[column.fact or name].title for name, column in entry.columns.items() if name != "id"}
    options = [Option(place, say("interview.which-option", title=title, value=log.value(place) or "-")) for place, title in columns.items()]
    title = say("interview.row-title", title=entry.title, number=index + 1)
    more = (Option(_REMOVE, say("interview.row-remove")), Option(_LEAVE, say("interview.leave")))
    reply = asker.ask(Ask(place="?row", kind="one", question=say("interview.row-what", title=title), options=(*options, *more)))
    if isinstance(reply, Move) or reply == _LEAVE:
        return log
    return log.without_row(table, index) if reply == _REMOVE else log.reopened(reply)


def _summary(review: Review) -> Iterator[Text]:
    yield from (_shown(line) for line in review.lines)


def _shown(line: Line) -> Text:
    return say("interview.which-option", title=line.title, value=line.shown)
