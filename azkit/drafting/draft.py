"""`draft`: the one function behind every door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from azkit.drafting.clocks import clocks, stale_policy
from azkit.drafting.compose import compose, judged_letters
from azkit.drafting.files import SeenFile, not_found, not_taken
from azkit.drafting.model import Draft, DraftedLetter, Faults, NextStep
from azkit.drafting.reading import reading_of
from azkit.drafting.renewing import nothing_new, renewed
from azkit.drafting.route import choose, missing
from azkit.drafting.scope import Resolver
from azkit.drafting.situation import situation_faults
from azkit.facts.conditions import holds
from azkit.facts.reader import read_facts, texts
from azkit.facts.reading import Reading
from azkit.facts.tracking import suits
from azkit.facts.values import FactSet
from azkit.ground.documents import Plain
from azkit.ground.faults import Fault
from azkit.ground.say import Text, say
from azkit.letters.render import EndlessLetter
from azkit.library.playbook import Playbook, Route
from azkit.rules.coverage import coverage, orphans
from azkit.rules.engine import Judge
from azkit.rules.judged import Finding
from azkit.rules.judged_case import CoverageRow, JudgedCase
from azkit.rules.remembering import RememberingJudge

PLANS = frozenset({"causes", "demands"})
"""What a letter prints that answers demands: every other letter, such as a dispute, is no plan."""


def draft(
    playbook: Playbook,
    facts: Mapping[str, Plain],
    now: datetime,
    history: tuple[str, ...] = (),
    allowed: frozenset[str] = frozenset(),
    files: tuple[SeenFile, ...] = (),
    judge: Judge | None = None,
) -> Draft | Faults:
    """Draft the letters of one case.

    In: a linked playbook; facts as plain text (tables as lists of records); an aware instant, of which only the day in
    the store's zone is used; the letters of earlier rounds, the newest last; ids of rules whose errors the seller lets pass; the files of
    the evidence, as the door saw them; for many drafts in a row a judge of this playbook (`judge_for_many`).
    Out: a frozen `Draft`, or every fault at once. Reads no clock, file or global: the same input gives an equal result.
    """
    judge = judge or judge_of(playbook)
    reading = reading_of(playbook, facts, now, judge)
    known, faults = read_facts(facts, playbook.vocabulary, reading, playbook.declinable)
    scope = Resolver(playbook, known, reading)
    chosen = choose(playbook, scope)
    all_faults = [*faults, *situation_faults(playbook, known, scope), *missing(playbook, scope, chosen)]
    if all_faults or not isinstance(chosen, Route):
        return Faults(_in_order(all_faults))
    try:
        return _drafted(playbook, chosen, scope, judge, history, allowed, files)
    except EndlessLetter as letter:
        return Faults((Fault("invalid", "out-of-bounds", "", say("library.template-endless"), f"templates/{letter.template}"),))


def verdict(playbook: Playbook, facts: Mapping[str, Plain], now: datetime, route: Route) -> Draft:
    """What a route says to the seller, without its letters: for a case that ends before the facts of the letters are known.

    In: facts that read; `route` is one of the playbook's. Out: a draft without letters, as of a route that has none.
    """
    judge = judge_of(playbook)
    reading = reading_of(playbook, facts, now, judge)
    known, _ = read_facts(facts, playbook.vocabulary, reading, playbook.declinable)
    return _drafted(playbook, replace(route, letters=()), Resolver(playbook, known, reading), judge, (), frozenset(), ())


def judge_of(playbook: Playbook) -> Judge:
    """The judge of the letters of a playbook."""
    return Judge(playbook.rules, frozenset(letter.channel.kind for letter in playbook.letters.values()), playbook.rule_conditions, playbook.phrase_book)


def judge_for_many(playbook: Playbook) -> Judge:
    """The judge for many drafts of a playbook: judging is most of their work, and most of their words come again."""
    return RememberingJudge(judge_of(playbook))


def _in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    """What is wrong before what is missing; a fact that was given wrongly is not called missing as well."""
    wrong = {fault.name for fault in faults if fault.kind == "invalid"}
    kept = [fault for fault in dict.fromkeys(faults) if fault.kind == "invalid" or fault.name not in wrong]
    return tuple(sorted(kept, key=lambda fault: fault.kind != "invalid"))


def _drafted(playbook: Playbook, route: Route, scope: Resolver, judge: Judge, history: tuple[str, ...], allowed: frozenset[str], files: tuple[SeenFile, ...]) -> Draft:
    facts, reading = scope.facts, scope.reading
    names = scope.everything()
    letters = tuple(renewed(compose(playbook, playbook.letters[each], names, reading), history) for each in route.letters)
    running = clocks(playbook, route, facts, reading)
    rows = coverage(facts.given) if any(PLANS & playbook.letters[each].names for each in route.letters) else ()
    bodies = [letter.body for letter in letters] if files else []
    named = tuple(each for each in files if any(each.name in body for body in bodies))
    case = JudgedCase(
        facts=facts.given,
        coverage=(*rows, *(CoverageRow(part, cause, "open") for cause, part in (orphans(facts.given) if rows else ()))),
        unrenewed=tuple(words for letter in letters for words in nothing_new(letter, history)),
        missing_files=not_found(named),
        unfit_files=not_taken(playbook, named, reading),
        past_clocks=tuple(clock.id for clock in running if clock.past and clock.means == "due"),
        unused=_unused(playbook, facts),
        misfit_numbers=_misfits(facts, reading),
        source_texts=tuple(letter.id for letter in letters if letter.to == "buyer" and _foreign_buyers(playbook, reading)),
    )
    plan = letters[0].id if letters else None
    found = [*judged_letters(judge, letters, facts.given, reading.today, history), *judge.case(case, plan)]
    return Draft(
        playbook=playbook.id,
        title=playbook.title,
        store=reading.store.id if reading.store else None,
        today=reading.today,
        route=route,
        alternatives=tuple(playbook.route(each) for each in route.instead),
        letters=letters,
        advice=_advice(playbook, route, scope, letters),
        checklist=route.checklist,
        next=tuple(NextStep(each.playbook, each.say) for each in route.next if each.when is None or holds(each.when, scope)),
        clocks=running,
        findings=tuple(_allowed(finding, allowed) for finding in found if finding.kind != "advice"),
        coverage=rows,
        facts=texts(facts, playbook.vocabulary),
    )


def _allowed(finding: Finding, allowed: frozenset[str]) -> Finding:
    return replace(finding, allowed=True) if finding.rule in allowed and finding.stops else finding


def _advice(playbook: Playbook, route: Route, scope: Resolver, letters: tuple[DraftedLetter, ...]) -> tuple[Text, ...]:
    banner = [say(f"drafting.banner-{playbook.banner}")] if playbook.banner and letters else []
    stale = stale_policy(playbook, route, scope.reading)
    old = [say("drafting.stale", names=", ".join(stale))] if stale else []
    return (*banner, *(each.say for each in route.advice if each.when is None or holds(each.when, scope)), *old)


def _unused(playbook: Playbook, facts: FactSet) -> tuple[str, ...]:
    """Given facts that no letter, condition, clock or check of this playbook looks at."""
    return tuple(sorted(name for name in (*facts.given, *facts.declined) if name not in playbook.uses and name not in playbook.clock_facts))


def _misfits(facts: FactSet, reading: Reading) -> tuple[str, ...]:
    """Tracking numbers that do not have the form of the carrier named beside them."""
    found = []
    for name, fact in facts.given.items():
        carrier = facts.given.get(fact.entry.carrier)
        if carrier and suits(fact.data, reading.names.number_forms.get(carrier.data, ())) is False:
            found.append(name)
    return tuple(found)


def _foreign_buyers(playbook: Playbook, reading: Reading) -> bool:
    return reading.store is not None and playbook.policy.stores[reading.store.id].buyers_write != "en"
