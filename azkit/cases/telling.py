"""What a person is told of a case: how each demand of a reply stands, and what a round says that no earlier one said."""

from __future__ import annotations

from collections.abc import Iterator

from azkit.cases.model import Asked, Case, Heard
from azkit.cases.rounds import Standing, standings
from azkit.drafting.model import Draft, DraftedLetter
from azkit.drafting.renewing import is_said
from azkit.ground.say import Lang, Text, headed, plain, say
from azkit.library.playbook import Playbook

_SHOWN = 100
"""Characters of a line that are shown."""


def reply_lines(case: Case, reply: Heard, playbook: Playbook, lang: Lang) -> Iterator[str]:
    """The reply in lines: its outcome, a changed subject, and each demand with its standing."""
    yield headed(say("cases.reply-head", day=reply.day).in_(lang), lang)
    if reply.outcome:
        yield "  " + say(f"notices.outcome-{reply.outcome}").in_(lang)
    if fresh := _fresh_issues(case, reply):
        yield "  " + say("cases.new-issues", issues=_issues(fresh, playbook)).in_(lang)
    if not reply.demands and reply.outcome in ("needs-more-information", "different-issue"):
        yield "  " + say("cases.no-demands").in_(lang)
    for standing in standings(case, reply):
        yield from (line.in_(lang) for line in _standing(standing))


def news_lines(draft: Draft, history: tuple[str, ...], lang: Lang) -> Iterator[str]:
    """Section by section, how many lines no earlier round had, and their first words."""
    if not history:
        return
    yield headed(say("cases.news-head").in_(lang), lang)
    for letter in draft.letters:
        yield from (f"  {line}" for line in _news(letter, history, lang))


def _news(letter: DraftedLetter, history: tuple[str, ...], lang: Lang) -> Iterator[str]:
    for section in letter.sections:
        lines = [line.strip() for line in section.body.splitlines() if line.strip()]
        new = [line for line in lines if not is_said(line, history)]
        yield say("cases.news", section=section.id, new=len(new), count=len(lines)).in_(lang)
        yield from ("  " + say("cases.news-line", line=_short(line)).in_(lang) for line in new)


def _short(line: str) -> str:
    return line if len(line) <= _SHOWN else line[:_SHOWN].rsplit(" ", 1)[0] + " ..."


def _standing(standing: Standing) -> Iterator[Text]:
    demand = standing.demand
    yield _indented(say(f"cases.{_state(demand, standing)}", part=say(f"notices.part-{demand.part}"), quote=demand.quote), 2)
    if standing.earlier:
        event, words = standing.earlier
        yield _indented(say("cases.earlier-words", day=event.day, quote=words), 4)
    for number, section in standing.answered:
        yield _indented(say("cases.answered", round=number, section=section), 4)
    if standing.earlier and not standing.answered:
        yield _indented(say("cases.not-answered"), 4)


def _state(demand: Asked, standing: Standing) -> str:
    if not demand.required:
        return "optional"
    return "again" if standing.earlier else "new"


def _indented(text: Text, count: int) -> Text:
    return Text(" " * count + text.en, " " * count + text.zh)


def _fresh_issues(case: Case, reply: Heard) -> tuple[str, ...]:
    """The issues that nothing before this reply has named."""
    before = case.events[: next(index for index, each in enumerate(case.events) if each is reply)]
    known = {issue for each in before if isinstance(each, Heard) for issue in each.issues}
    return tuple(issue for issue in reply.issues if issue not in known)


def _issues(names: tuple[str, ...], playbook: Playbook) -> Text:
    choices = playbook.vocabulary["issue"].choices
    titles = [Text(choices[name].en, choices[name].zh) if name in choices else plain(name) for name in names]
    return Text(", ".join(each.en for each in titles), "、".join(each.zh for each in titles))
