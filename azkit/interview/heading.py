"""What stands above a question, the same for every asker: news, faults, how far it is, help."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from azkit.ground.cells import wrapped
from azkit.ground.say import Lang, say
from azkit.interview.asker import OWN
from azkit.interview.question import Ask, Option

Style = Literal["told", "fault", "dim"]

SEARCHED = 6
"""With more options than this, the screen says that typing searches them."""


def heading(ask: Ask, lang: Lang, width: int) -> Iterator[tuple[Style, str]]:
    """The lines above a question, each with its style."""
    yield "told", ""
    for words in ask.told:
        yield from (("told", line) for line in _lines(words.in_(lang), width))
    for fault in ask.faults:
        title = say("interview.which-option", title=ask.title, value=fault).in_(lang)
        yield from (("fault", line) for line in _lines(title, width))
    if ask.number:
        yield "dim", say("interview.progress", number=ask.number, about=max(ask.about, ask.number)).in_(lang)
    if ask.help:
        yield from (("dim", line) for line in wrapped(ask.help.in_(lang), width))


def hints(ask: Ask, lang: Lang, *, typing: bool) -> str:
    """What helps to answer: the keys of a menu; while typing an example, and what an empty line means."""
    found = []
    if ask.example and not ask.default:
        found.append(say("interview.example", example=ask.example).in_(lang))
    if ask.decline and typing:
        found.append(say("interview.empty-means", decline=ask.decline).in_(lang))
    if not typing or ask.kind == "long":
        found.append(say(f"interview.keys-{ask.kind}").in_(lang))
    if not typing and ask.kind == "one" and len(ask.options) + len(ask.hidden) > SEARCHED:
        found.append(say("interview.keys-search").in_(lang))
    return ("；" if lang == "zh" else "; ").join(found)


def label(option: Option, ask: Ask, lang: Lang) -> str:
    """An option as it is shown: its label, the English value beside a Chinese one, and what is said of it."""
    words = option.label.in_(lang)
    if lang == "zh" and not ask.place.startswith("?") and option.value not in words and option.value not in ("yes", "no"):
        words = f"{words}  {option.value}"
    return f"{words}  {option.more.in_(lang)}" if option.more else words


def all_options(ask: Ask) -> tuple[Option, ...]:
    """The options with, where they are taken, other words of one's own (value OWN), and the words for leaving it out."""
    more = [Option(OWN, say("interview.own-words"))] if ask.own else []
    none = [Option("", ask.decline)] if ask.decline and ask.kind == "one" else []
    return (*ask.options, *more, *none)


def _lines(words: str, width: int) -> list[str]:
    return list(wrapped(words, width)) or [""]
