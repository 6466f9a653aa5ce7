"""An asker without a terminal: it answers by place from a script, and knows afterwards what was asked and told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeAlias

import azkit
from azkit.facts.reader import declines
from azkit.ground.say import Text
from azkit.interview.asker import Move
from azkit.interview.conversation import Conversation
from azkit.interview.log import Log
from azkit.interview.question import Ask, Done
from azkit.library.load import Library
from azkit.library.playbook import Playbook
from tests.helpers import PLAYBOOKS

Reply: TypeAlias = "str | Move"
Answer: TypeAlias = "Reply | Sequence[Reply] | Callable[[Ask], Reply]"
"""What a script says of a place: the same reply each time, one reply after the other, or a function of the question."""

NOTHING = Log()

NAMES = sorted(path.stem for family in ("claims", "messages", "appeals") for path in (PLAYBOOKS / family).glob("*.yaml"))
"""Every playbook that ships."""

ENDLESS = 2000
"""Questions after which an interview is taken for one that never ends."""


class ScriptedAsker:
    """Answers from `script` by place. A question that the script does not know is a failure: nothing is asked that is not needed."""

    def __init__(self, script: Mapping[str, Answer]) -> None:
        self.script = script
        self.asks: list[Ask] = []
        self.told: list[Text] = []

    def ask(self, ask: Ask) -> Reply:
        assert ask.place in self.script, f"nobody expected to be asked for {ask.place}: {ask.question.en}"
        assert len(self.asks) < ENDLESS, f"asked without end, at last for {ask.place}"
        before = self.places.count(ask.place)
        self.asks.append(ask)
        answer = self.script[ask.place]
        if isinstance(answer, str | Move):
            return answer
        if callable(answer):
            return answer(ask)
        assert before < len(answer), f"{ask.place} was asked {before + 1} times, which is more than the script expects"
        return answer[before]

    def tell(self, lines: Iterable[Text]) -> None:
        self.told.extend(lines)

    @property
    def places(self) -> list[str]:
        """The places that were asked for, in order."""
        return [ask.place for ask in self.asks]

    def first(self, place: str) -> Ask:
        """The first question for this place."""
        return self.asks[self.places.index(place)]

    def last(self, place: str) -> Ask:
        """The last question for this place."""
        return next(ask for ask in reversed(self.asks) if ask.place == place)


def declined(ask: Ask) -> str:
    """Leave it out; a failure where the question does not allow that."""
    assert ask.decline is not None, f"{ask.place} cannot be left out"
    return ""


def script_of(playbook: Playbook, facts: Mapping[str, Any], route: str = "") -> dict[str, Answer]:
    """The script of a person who knows these facts and leaves out all else; verdicts are not enough, and `route` is chosen where it is offered as another way."""

    def look_over(ask: Ask) -> str:
        return route if route in [option.value for option in ask.options] else "write"

    script: dict[str, Answer] = {"?review": look_over}
    script |= {f"?verdict:{each.id}": "go-on" for each in playbook.routes if each.early}
    known = given(playbook, facts)
    for name in playbook.uses:
        columns = playbook.vocabulary[name].columns
        rows = facts.get(name, []) if columns else []
        if not columns:
            script[name] = known.get(name, declined)
        for index, row in enumerate(rows):
            script[f"{name}[{index}]"] = "yes"
            script |= {f"{name}[{index}].{column}": row.get(column, declined) for column in columns}
        if columns:
            script[f"{name}[{len(rows)}]"] = "no"
    return script


def given(playbook: Playbook, facts: Mapping[str, Any]) -> dict[str, Any]:
    """These facts without those that were declined."""
    declinable = playbook.declinable
    return {name: value for name, value in facts.items() if name not in declinable or not declines(value, playbook.vocabulary[name])}


def interview(playbook: Playbook, script: Mapping[str, Answer], now: datetime, log: Log = NOTHING) -> tuple[ScriptedAsker, Log, Done]:
    """One whole interview: what was asked, the log at its end, and what it came to."""
    asker = ScriptedAsker(script)
    log, done = Conversation(playbook, now, asker, lambda _: None).run(log)
    return asker, log, done


@cache
def playbook_of(name: str) -> Playbook:
    """A playbook that ships, linked once."""
    return azkit.link(library(), name)


@cache
def library() -> Library:
    """The library that ships."""
    return azkit.load()


PLAN: dict[str, Any] = {
    "round": "1",
    "answer_wanted": "yes",
    "reactivation_form": "plan",
    "store": "amazon.com",
    "store_name": "Harbor Lane Goods",
    "notice_received_at": "2026-05-13T08:10:00-07:00",
    "metrics": [{"name": "order-defect-rate", "value": "2.78 %", "target": "1 %"}],
    "issues": "unanswered-messages",
    "causes": [{"issue": "unanswered-messages", "cause": "one-person-no-backup", "people": "1", "since": "2026-02-01"}],
    "orders": [
        {"order_id": "112-4827193-6620401", "defect": "claim", "cause": "c1", "done": "answered", "done_on": "2026-05-14"},
        {"order_id": "112-4827193-6620402", "done": "answered, refunded", "done_on": "2026-05-14", "amount": "24.99 USD"},
    ],
    "actions": [{"for": "c1", "action": "answered-open-messages", "done_on": "2026-05-14", "count": "12"}],
    "preventions": [
        {
            "for": "c1",
            "prevention": "message-checks",
            "owner": "operations lead",
            "start": "2026-05-17",
            "frequency": "daily",
            "measure": "no message older than 24 hours",
        }
    ],
}
"""A small plan for an account that was deactivated for its order defect rate, on the day of tests.helpers.TODAY."""
