"""A form: a fixed row of questions, for what is no case. The same askers put them; < goes back here too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from azkit.ground.say import Text, say
from azkit.interview.asker import Asker, Move
from azkit.interview.question import Ask

Judge = Callable[[str, str, Mapping[str, str]], "Text | None"]
"""Place, answer and the answers before it: what is wrong with the answer, or None."""


def fill(asks: Sequence[Ask], asker: Asker, judge: Judge, given: Mapping[str, str]) -> dict[str, str]:
    """Ask every question that is not `given`, each until its answer is right; out: all answers by place, empty where none was taken.

    Raises KeyboardInterrupt when the person leaves.
    """
    answers = dict(given)
    open_ = [ask for ask in asks if ask.place not in given]
    at = 0
    while at < len(open_):
        ask = replace(open_[at], number=at + 1, about=len(open_))
        kept = answers.get(ask.place, ask.default)
        reply = _right_answer(replace(ask, default=kept), asker, judge, answers)
        if isinstance(reply, Move):
            at = max(at - 1, 0)
            continue
        answers[ask.place] = reply
        at += 1
    return answers


def _right_answer(ask: Ask, asker: Asker, judge: Judge, answers: Mapping[str, str]) -> str | Move:
    while True:
        reply = asker.ask(ask)
        if isinstance(reply, Move):
            return reply
        words = reply.strip()
        if not words and ask.decline:
            return ""
        fault = say("interview.needed") if not words else judge(ask.place, words, answers)
        if fault is None:
            return words
        ask = replace(ask, default=words, faults=(fault,))
