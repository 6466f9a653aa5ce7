"""The asker for terminals that can only print and read lines (TERM=dumb, some screen readers): numbers instead of arrows."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from azkit.ground.cells import screen_width, wrapped
from azkit.ground.say import Lang, Text, say
from azkit.ground.text import sanitised, visible
from azkit.interview.asker import BACK_SIGNS, OWN, Move
from azkit.interview.heading import all_options, heading, label
from azkit.interview.question import Ask, Option


class PlainAsker:
    """Questions as numbered lines."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def ask(self, ask: Ask) -> str | Move:
        """Put one question. Raises KeyboardInterrupt at the end of input."""
        for _, line in heading(ask, self.lang, screen_width()):
            _print(line)
        _print("? " + ask.question.in_(self.lang))
        return self._choose(ask) if ask.options else self._words(ask)

    def tell(self, lines: Iterable[Text]) -> None:
        """Show these lines."""
        for words in lines:
            for line in list(wrapped(words.in_(self.lang), screen_width())) or [""]:
                _print(line)

    def _choose(self, ask: Ask) -> str | Move:
        options = shown = all_options(ask)
        self._list(shown, ask)
        while True:
            self._print_default(ask)
            words = _read(say(f"interview.plain-number{'s' if ask.kind == 'several' else ''}").in_(self.lang))
            if words in BACK_SIGNS:
                return Move.BACK
            if not words and (ask.default or ask.decline):
                return ask.default or ""
            if picked := _picked(words, shown):
                return self._words(ask) if picked == [OWN] else ", ".join(picked)
            found = tuple(each for each in (*options, *ask.hidden) if words and words.casefold() in label(each, ask, self.lang).casefold())
            if not found:
                _print(say("interview.no-such-number").in_(self.lang))
            shown = found or options
            self._list(shown, ask)

    def _list(self, options: tuple[Option, ...], ask: Ask) -> None:
        for number, option in enumerate(options, 1):
            _print(f"  {number}. {label(option, ask, self.lang)}")

    def _print_default(self, ask: Ask) -> None:
        chosen = next((label(each, ask, self.lang) for each in ask.options if each.value == ask.default), ask.default)
        if chosen:
            _print(say("interview.plain-default", default=chosen).in_(self.lang))

    def _words(self, ask: Ask) -> str | Move:
        if ask.example:
            _print(say("interview.example", example=ask.example).in_(self.lang))
        if ask.decline and not ask.default:
            _print(say("interview.empty-means", decline=ask.decline).in_(self.lang))
        if ask.kind == "long":
            return _long(say("interview.plain-end").in_(self.lang), may_be_empty=ask.decline is not None)
        self._print_default(ask)
        words = _read("")
        return Move.BACK if words in BACK_SIGNS else words or ask.default


def _picked(words: str, options: tuple[Option, ...]) -> list[str]:
    """The values behind numbers; nothing where one of them is no number of an option."""
    numbers = [part.strip() for part in words.replace("，", ",").split(",")]
    if not all(part.isdecimal() and 1 <= int(part) <= len(options) for part in numbers):
        return []
    return [options[int(part) - 1].value for part in numbers]


def _long(end: str, *, may_be_empty: bool) -> str | Move:
    _print(end)
    lines: list[str] = []
    while True:
        line = _read("")
        if not line and not lines and may_be_empty:
            return ""
        if line == "." or (line in BACK_SIGNS and not lines):
            return Move.BACK if line in BACK_SIGNS else "\n".join(lines)
        lines.append(line)


def _read(prompt: str) -> str:
    sys.stderr.write(f"{prompt}> ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    try:
        return sanitised(line).strip()
    except ValueError:
        return line.encode("ascii", "replace").decode().strip()


def _print(line: str) -> None:
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(visible(line).encode(encoding, "backslashreplace").decode(encoding) + "\n")
