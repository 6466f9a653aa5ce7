"""One row, one draft: what becomes of a row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from azkit.drafting.model import Draft, DraftedLetter, Faults
from azkit.ground.documents import Plain
from azkit.ground.faults import Fault
from azkit.ground.say import Text, say
from azkit.rules.judged import Finding
from azkit.tables.rows import ORDER


class Task(NamedTuple):
    """A row ready to be drafted; small, because it goes to other processes."""

    number: int
    where: str
    playbook: str
    order: str
    facts: Mapping[str, Plain]
    faults: tuple[Fault, ...]
    settled: bool = False
    """Whether a letter of an earlier day answers for this row."""
    readable: bool = False
    """Whether its playbook is known and its facts could be read; else its faults say why not."""


class Letter(NamedTuple):
    """A letter of a row, as text."""

    id: str
    to: str
    send: str
    body: str
    reading: str


class Outcome(NamedTuple):
    """What became of a row: its letters, or the faults for which it was rejected; `record` is its line of JSON, where one is wished for."""

    number: int
    where: str
    playbook: str
    order: str
    route: str = ""
    letters: tuple[Letter, ...] = ()
    answer_by: str = ""
    findings: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    record: str = ""
    day: str = ""
    """The day of its letters, in the zone of the store."""
    settled: bool = False


def outcome_of(task: Task, result: Draft | Faults, *, readings: bool) -> Outcome:
    """The outcome of a drafted row. A draft of which no letter should leave is a rejected row, with its rules. `readings`: with the Chinese readings."""
    order = _order(task, result)
    if isinstance(result, Faults):
        return rejected(task, result.faults, order)
    if result.withheld:
        return rejected(task, tuple(_reasons(result)), order)._replace(route=result.route.id)
    return Outcome(
        task.number,
        task.where,
        task.playbook,
        order,
        result.route.id,
        tuple(Letter(each.id, each.to, each.send, each.body, _reading(each) if readings else "") for each in result.letters),
        result.due.answer_by.isoformat() if result.due else "",
        tuple(dict.fromkeys(finding.rule for finding in result.findings)),
        day=result.today.isoformat(),
        settled=task.settled,
    )


def rejected(task: Task, faults: tuple[Fault, ...], order: str = "") -> Outcome:
    """A row that is not drafted, each fault with the place of the row."""
    placed = tuple(replace(fault, where=fault.where or task.where) for fault in faults)
    return Outcome(task.number, task.where, task.playbook, order or safe_name(task.order), faults=placed, settled=task.settled)


def safe_name(words: str) -> str:
    """Words of a table as part of a file name; empty where they are none that a file name can hold."""
    return words if re.fullmatch(r"[A-Z0-9][A-Z0-9-]{0,39}", words) else ""


def _order(task: Task, result: Draft | Faults) -> str:
    order = result.facts.get(ORDER, "") if isinstance(result, Draft) else task.order
    return safe_name(order) if isinstance(order, str) else ""


def _reasons(result: Draft) -> list[Fault]:
    if not result.letters:
        return [Fault("invalid", "not-offered", "", say("tables.no-letter", why=result.route.why))]
    return [Fault("invalid", "not-offered", "", _rule_words(finding)) for finding in result.findings if finding.stops]


def _rule_words(finding: Finding) -> Text:
    return say("tables.rule", rule=finding.rule, say=finding.message, instead=finding.instead)


def _reading(letter: DraftedLetter) -> str:
    return "\n\n".join(paragraph.gloss for section in letter.sections for paragraph in section.paragraphs)
