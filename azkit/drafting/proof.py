"""Proof: every playbook links, every example ends where it says, every rule fires where it should and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from azkit.drafting.draft import draft
from azkit.drafting.model import Draft, Faults
from azkit.ground.clock import instant
from azkit.ground.faults import Fault, Refused, invalid
from azkit.ground.say import Text, say
from azkit.library.link import link
from azkit.library.link_notices import notice_faults
from azkit.library.load import Library
from azkit.library.playbook import Playbook
from azkit.library.playbook_model import Example
from azkit.library.rule_model import Rule
from azkit.library.shared_faults import shared_faults
from azkit.rules.case_tests import CASE_TESTS
from azkit.rules.engine import Judge
from azkit.rules.judged import JudgedText
from azkit.rules.kinds import BEYOND_THE_TEXT, TEXT_TESTS


@dataclass(frozen=True, slots=True)
class Proof:
    """What was checked, and every fault."""

    playbooks: int
    examples: int
    rules: int
    faults: tuple[Fault, ...]


def prove(library: Library) -> Proof:
    """Check the whole library: link every playbook, draft every example, try every rule on its own texts."""
    faults: list[Fault] = []
    examples = 0
    for playbook_id in sorted(library.paths):
        try:
            playbook = link(library, playbook_id)
        except Refused as refused:
            faults.extend(refused.faults)
            continue
        examples += len(playbook.examples) + len(playbook.refused)
        faults.extend(_examples(library, playbook))
    try:
        faults.extend([*shared_faults(library), *notice_faults(library)])
    except Refused as refused:
        faults.extend(refused.faults)
    if not faults:
        faults.extend(_rules(library))
    return Proof(len(library.paths), examples, len(library.rules), tuple(dict.fromkeys(faults)))


def _examples(library: Library, playbook: Playbook) -> Iterator[Fault]:
    document = library.playbook(playbook.id).document
    for name, example in playbook.examples.items():
        for message in _passing(playbook, example):
            yield invalid(f"examples.{name}", message, where=document.where(("examples", name)))
    for name, example in playbook.refused.items():
        if problem := _refused(playbook, example):
            yield invalid(f"refused.{name}", problem, where=document.where(("refused", name)))


def _passing(playbook: Playbook, example: Example) -> Iterator[Text]:
    result = draft(playbook, example.facts, instant(example.today))
    if isinstance(result, Faults):
        for fault in result.faults:
            yield say("library.example-faulty", problem=Text(f"{fault.name}: {fault.message.en}", f"{fault.name}：{fault.message.zh}"))
        return
    if result.route.id != example.route:
        yield say("library.example-elsewhere", route=result.route.id, expected=example.route)
    for finding in result.findings:
        if finding.kind == "letter" and finding.severity != "info":
            yield say("library.example-finding", rule=finding.rule)


def _refused(playbook: Playbook, example: Example) -> Text | None:
    result = draft(playbook, example.facts, instant(example.today))
    if isinstance(result, Draft):
        return say("library.example-accepted")
    found = {fault.name: str(fault.reason) for fault in result.faults}
    if found != dict(example.faults):
        return say("library.example-faults", found=_list(found), expected=_list(dict(example.faults)))
    return None


def _list(faults: dict[str, str]) -> str:
    return ", ".join(f"{name} ({reason})" for name, reason in sorted(faults.items()))


def _rules(library: Library) -> Iterator[Fault]:
    known = [*TEXT_TESTS, *CASE_TESTS]
    for rule_id, rule in library.rules.items():
        where = library.where("rules", ("rules", rule_id))
        if rule.test not in known:
            yield invalid(rule_id, say("library.unknown-test", name=rule.test, known=", ".join(known)), where=where)
            continue
        yield from (invalid(rule_id, message, where=where) for message in _rule_examples(rule_id, rule))


def _rule_examples(rule_id: str, rule: Rule) -> Iterator[Text]:
    if rule.test in CASE_TESTS or rule.test in BEYOND_THE_TEXT:
        return
    judge = Judge({rule_id: replace(rule, given="")})  # the texts are judged whatever the facts
    today = date.fromisoformat(rule.checked_on) if rule.checked_on else None
    if not rule.fires or not rule.silent:
        yield say("library.rule-no-examples")
    for texts, expected in ((rule.fires, True), (rule.silent, False)):
        for number, text in enumerate(texts, 1):
            sections = tuple((section, 0, len(text) + 1) for section in rule.sections[:1])
            kind = rule.letters[0] if rule.letters else "claim"
            if bool(judge.letter(JudgedText(text, text, kind, sections, today=today), None)) is not expected:
                problem = say("library.rule-must-fire" if expected else "library.rule-must-not-fire")
                yield say("library.rule-example", problem=problem, number=number)
