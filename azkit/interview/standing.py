"""Where an interview stands: what is known, what is wrong, and which route that means. Worked out anew at every step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from azkit.drafting.reading import reading_of
from azkit.drafting.route import STORE, Undecided, choose, missing
from azkit.drafting.scope import Resolver
from azkit.drafting.situation import situation_faults
from azkit.facts.conditions import Condition, holds, names_in
from azkit.facts.reader import read_facts
from azkit.facts.reading import WordsJudge
from azkit.facts.values import FactSet, Unknown
from azkit.ground.documents import Plain
from azkit.ground.faults import Fault
from azkit.ground.say import Text
from azkit.interview.log import NO, Log
from azkit.library.name_space import bases
from azkit.library.playbook import Playbook, Route


@dataclass(frozen=True, slots=True)
class Standing:
    """One moment of an interview."""

    playbook: Playbook
    log: Log
    facts: Mapping[str, Plain]
    known: FactSet
    scope: Resolver
    chosen: Route | Undecided
    faults: tuple[Fault, ...]

    @property
    def route(self) -> Route | None:
        """The route, once it is decided."""
        return self.chosen if isinstance(self.chosen, Route) else None

    def wanted(self) -> list[str]:
        """The facts still to ask for, in order: what decides the route; then what its letters need and what is worth a question."""
        if isinstance(self.chosen, Undecided):
            return list(self.chosen.waits_for)
        return self._of(self.chosen)

    def ahead(self) -> int:
        """About how many facts are still to ask for: exact once the route is decided, else those of the most ordinary one."""
        if isinstance(self.chosen, Route):
            return len(self.wanted())
        ordinary = self.chosen.possible[-1]
        return len({*self.chosen.waits_for, *self._of(ordinary)})

    def relevant(self, route: Route) -> set[str]:
        """The facts that the letters or clocks of a route look at, and those that could still lead to another route."""
        names = {name for letter in route.letters for name in self.playbook.letters[letter].names}
        index = self.playbook.routes.index(route)
        conditions = [each.when for each in self.playbook.routes[: index + 1] if each.when is not None]
        return names | self._timing(route) | {base for condition in conditions for base in self._bases(condition)}

    def is_table(self, name: str) -> bool:
        """Whether a fact of the vocabulary is a table."""
        return self.playbook.vocabulary[name].type == "table"

    def _of(self, route: Route) -> list[str]:
        needed = {fault.name for fault in missing(self.playbook, self.scope, route)}
        needed |= {name for name in self._timing(route) if name in self.playbook.uses and self._open_now(name)}
        relevant = self.relevant(route)
        if route.letters:  # a letter may rest on what it does not name, such as the issues that it must cover
            relevant |= {name for name, use in self.playbook.uses.items() if use.optional is None}
        return [name for name in self.playbook.uses if name in needed or (name in relevant and self._worth_asking(name))]

    def _open_now(self, name: str) -> bool:
        """Whether a fact can be asked for at this moment: it is open, and that it is worth a question does not rest on another answer."""
        use = self.playbook.uses[name]
        return self.scope[name] is Unknown.OPEN and (self.scope.needed(use) is not False or self.scope.worth_asking(use) is True)

    def _worth_asking(self, name: str) -> bool:
        answered = self.log.value(f"{name}[0]") is not None if self.is_table(name) else self.log.value(name) is not None
        return not answered and name not in self.facts and self.scope.worth_asking(self.playbook.uses[name]) is True

    def _timing(self, route: Route) -> set[str]:
        """The facts from which the clocks of a route count: a day ends, and a limit holds, by the store."""
        clocks = [self.playbook.policy.clocks[each] for each in route.clocks]
        return {name for clock in clocks for name in (*clock.counts_from, clock.notice, STORE)}

    def _bases(self, condition: Condition) -> set[str]:
        return {base for name in names_in(condition) for base in bases(name.path[0], self.playbook.derived)}


def standing(playbook: Playbook, log: Log, now: datetime) -> Standing:
    """Where this log stands at this moment."""
    facts = log.facts()
    reading = reading_of(playbook, facts, now, _Words(playbook))
    known, faults = read_facts(facts, playbook.vocabulary, reading, playbook.declinable)
    known = FactSet(known.given, known.declined | _passed_over(playbook, log))
    scope = Resolver(playbook, known, reading, asking=True)
    wrong = [fault for fault in (*faults, *situation_faults(playbook, known, scope)) if fault.kind == "invalid"]
    return Standing(playbook, log, facts, known, scope, choose(playbook, scope), tuple(wrong))


def _passed_over(playbook: Playbook, log: Log) -> set[str]:
    """The tables that shall have no record: asked for, and answered with "no". They are as absent as a fact that was declined."""
    return {name for name, entry in playbook.vocabulary.items() if entry.type == "table" and log.value(f"{name}[0]") == NO}


class _Words:
    """The judge of words, loaded when the first words have to be judged: the first question does not wait for the rules."""

    def __init__(self, playbook: Playbook) -> None:
        self._playbook = playbook

    def name(self, text: str) -> tuple[Text, ...]:
        return self._judge.name(text)

    def sentence(self, text: str) -> tuple[Text, ...]:
        return self._judge.sentence(text)

    @cached_property
    def _judge(self) -> WordsJudge:
        from azkit.drafting.draft import judge_of

        return judge_of(self._playbook)


def settled(playbook: Playbook, log: Log, now: datetime) -> Log:
    """The log after its ground has changed: answers that no longer belong to this case are set aside."""
    here = standing(playbook, log, now)
    for name, use in playbook.uses.items():
        if name in here.facts and use.when is not None and holds(use.when, here.scope) is False:
            return settled(playbook, log.without([place for place, _ in log.answers if place.partition("[")[0] == name]), now)
    return log
