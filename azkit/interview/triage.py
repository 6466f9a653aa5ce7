"""Triage: from "what happened?" to a playbook, in at most three choices; typing searches all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from azkit.ground.say import say
from azkit.interview.asker import Asker, Move
from azkit.interview.question import Ask, Option
from azkit.library.rows import PlaybookRow, Shelf

GROUP, PLAYBOOK = "group:", "playbook:"


def chosen_playbook(shelf: Shelf, families: Sequence[str], asker: Asker, first: tuple[Option, ...] = ()) -> str:
    """The id of the playbook that fits, or the value of one of the options offered `first`."""
    while True:
        reply = asker.ask(triage_ask(shelf, families, first))
        if isinstance(reply, Move):
            continue
        if not reply.startswith(GROUP):
            return reply.removeprefix(PLAYBOOK)
        inner = asker.ask(group_ask(shelf, families, reply.removeprefix(GROUP)))
        if not isinstance(inner, Move):
            return inner.removeprefix(PLAYBOOK)


def triage_ask(shelf: Shelf, families: Sequence[str], first: tuple[Option, ...] = ()) -> Ask:
    """The first question. A group of one playbook is that playbook at once; a playbook without a group stands beside the groups."""
    rows = [row for row in shelf.rows if row.family in families]
    found: list[Option] = []
    for group, words in shelf.groups:
        inside = [row for row in rows if any(each == group for each, _ in row.triage)]
        if len(inside) == 1:
            found.append(Option(PLAYBOOK + inside[0].id, words))
        elif inside:
            found.append(Option(GROUP + group, words))
    found.extend(Option(PLAYBOOK + row.id, row.title) for row in rows if not row.triage)
    hidden = tuple(option for row in rows for option in _said(row))
    return Ask(place="?triage", kind="one", question=say("interview.what-happened"), options=(*first, *found), hidden=hidden)


def group_ask(shelf: Shelf, families: Sequence[str], group: str) -> Ask:
    """The second question: which of the situations of a group."""
    options = tuple(Option(PLAYBOOK + row.id, words) for row in shelf.rows if row.family in families for each, words in row.triage if each == group)
    return Ask(place="?group", kind="one", question=say("interview.which-situation"), options=options)


def _said(row: PlaybookRow) -> Iterator[Option]:
    """Every way in which a playbook can be said, for the search."""
    yield Option(PLAYBOOK + row.id, row.title)
    yield from (Option(PLAYBOOK + row.id, words) for _, words in row.triage)
