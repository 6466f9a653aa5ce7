"""An asker without a terminal: it answers by place from a script, and knows afterwards what was asked and told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from azkit.ground.say import Text
from azkit.interview.asker import Move
from azkit.interview.question import Ask

Reply: TypeAlias = "str | Move"
Answer: TypeAlias = "Reply | Sequence[Reply] | Callable[[Ask], Reply]"
"""What a script says of a place: the same reply each time, one reply after the other, or a function of the question."""

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
