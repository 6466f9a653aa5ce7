"""The conversation: the engine says what comes next, the asker asks it, the log grows, and every answer is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from azkit.facts.reader import declining
from azkit.ground.say import Text, plain, say
from azkit.ground.text import visible
from azkit.interview.asker import Asker, Move
from azkit.interview.engine import WHICH, answered, step
from azkit.interview.log import CELL, PASSED_OVER, Log
from azkit.interview.profile_offer import Offer
from azkit.interview.question import Ask, Done, Review
from azkit.interview.review import review
from azkit.interview.review_menu import change, change_row, look_over
from azkit.interview.standing import settled, standing
from azkit.interview.verdict import price
from azkit.library.playbook import Playbook, Route


@dataclass(slots=True)
class Conversation:
    """One interview with one person. `keep` is called with the log after each answer; `offer` has the profiles that may spare some."""

    playbook: Playbook
    now: datetime
    asker: Asker
    keep: Callable[[Log], None]
    offer: Offer = field(default_factory=Offer)
    told: str = ""
    """The route that the person has been told of."""

    def run(self, log: Log) -> tuple[Log, Done]:
        """Ask until there is nothing left to ask. Out: the log, for whoever changes an answer later, and the facts."""
        while True:
            next_ = step(self.playbook, log, self.now)
            if isinstance(next_, Done):
                return log, next_
            log = self._look_over(log, next_) if isinstance(next_, Review) else self._asked(log, next_)
            self.keep(log)

    def change(self, log: Log, route: Route) -> Log:
        """The log after the person has chosen an answer to change, once the letters of `route` or its verdict have been shown."""
        log = log.without([place for place, _ in log.answers if place.startswith("?")])
        here = standing(self.playbook, log, self.now)
        return change(review(here, route), log, self.playbook, self.asker)

    def _look_over(self, log: Log, review: Review) -> Log:
        return settled(self.playbook, look_over(review, log, self.playbook, self.asker), self.now)

    def _asked(self, log: Log, ask: Ask) -> Log:
        if self.offer.concerns(ask.place):
            facts = self.offer.chosen(self.asker)
            return log.back() if facts is None else log.given_too(facts)
        news = () if ask.faults else self._news(ask.route)
        reply = self.asker.ask(replace(ask, told=(*news, *ask.told)))
        if isinstance(reply, Move):
            return log.back(ask.place)
        row = CELL.fullmatch(reply) if ask.place == WHICH else None
        if row and not row["column"]:
            return change_row(reply, log, self.playbook, self.asker)
        words = visible(reply).strip()
        if not words and ask.decline is None:
            self.asker.tell([say("interview.needed")])
            return log
        return answered(self.playbook, log, ask, words or self._left_out(ask.place), self.now)

    def _left_out(self, place: str) -> str:
        """The answer of somebody who leaves a question out: a cell is passed over, a fact is declined."""
        return PASSED_OVER if "[" in place else declining(self.playbook.vocabulary[place])

    def _news(self, route: Route | None) -> tuple[Text, ...]:
        """The route and its price, told once when it is decided and again when it changes."""
        if route is None or route.id == self.told or not route.letters:
            return ()
        self.told = route.id
        return (say("interview.route", why=route.why), price(route), plain(""))
