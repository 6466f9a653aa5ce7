"""The asker of a real terminal, drawn by questionary on standard error; standard output stays free for the letters."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import questionary
from prompt_toolkit import print_formatted_text
from prompt_toolkit.application import create_app_session
from prompt_toolkit.application.current import get_app_or_none
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.input import create_input
from prompt_toolkit.output import create_output

from azkit.ground.cells import screen_width, wrapped
from azkit.ground.faults import usage
from azkit.ground.say import Lang, Text, say
from azkit.ground.text import visible
from azkit.interview.asker import BACK_SIGNS, OWN, Move
from azkit.interview.heading import all_options, heading, hints, label
from azkit.interview.keys import STYLE, end, run, with_keys, with_search
from azkit.interview.question import Ask

MANY = 30
"""More options than this are completed while typing instead of listed, where other words are taken too."""


_MENU: dict[str, Any] = {"style": STYLE, "qmark": "?", "pointer": ">", "use_jk_keys": False, "erase_when_done": True}
"""What menus share. A menu goes when it is answered: question and answer stay, wrapped as this screen needs it."""

_INTERRUPTED = 130
"""The exit code of somebody who left (docs/exit-codes.md)."""


class TerminalAsker:
    """Questions as menus and lines in the language of the person."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._left = False

    def heed_signals(self) -> None:
        """Take Ctrl-C between two questions as an answer to the next one, and a wish to end as one to leave.

        While a question stands, Ctrl-C is a key. Between questions it is a signal, which Python may raise anywhere, even where
        it is lost in the clean-up of a prompt; so it is only noted.
        """
        heard = {"SIGINT": self._note, "SIGTERM": self._leave, "SIGHUP": self._leave}
        for name, handler in heard.items():
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            with contextlib.suppress(ValueError):
                if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                    signal.signal(number, handler)

    def _note(self, _number: int, _frame: object) -> None:
        self._left = True

    def _leave(self, _number: int, _frame: object) -> None:
        """Leave the question that stands, if one does. With the window gone nothing can be drawn any more, and every answer is kept already."""
        application = get_app_or_none()
        if application is None or not application.is_running or application.loop is None:
            raise KeyboardInterrupt
        if not _is_there():
            os._exit(_INTERRUPTED)
        application.loop.call_soon_threadsafe(end, application, KeyboardInterrupt())

    def ask(self, ask: Ask) -> str | Move:
        """Put one question. Raises KeyboardInterrupt when the person leaves or the window is gone."""
        if self._left:
            raise KeyboardInterrupt
        try:
            with terminal():
                _print(heading(ask, self.lang, screen_width()))
                reply = self._menu(ask) if ask.options and not (ask.own and len(ask.options) > MANY) else self._words(ask)
        except (EOFError, OSError) as gone:
            raise KeyboardInterrupt from gone
        return Move.BACK if reply is Move.BACK or reply.strip() in BACK_SIGNS else reply

    def tell(self, lines: Iterable[Text]) -> None:
        """Show these lines."""
        with terminal():
            _print(("told", line) for words in lines for line in list(wrapped(words.in_(self.lang), screen_width())) or [""])

    def _menu(self, ask: Ask) -> Any:
        reply = self._several(ask) if ask.kind == "several" else self._one(ask)
        if isinstance(reply, str) and reply != OWN:
            self._answered(ask, [part.strip() for part in reply.split(",")] if ask.kind == "several" else [reply])
        return self._words(ask) if reply == OWN else reply

    def _one(self, ask: Ask) -> Any:
        options = all_options(ask)
        values = [each.value for each in options]
        default = ask.default if ask.default in values else OWN if ask.own and ask.default else None
        choices = [questionary.Choice(self._title(each, ask), each.value) for each in options]
        question = questionary.select(
            ask.question.in_(self.lang),
            choices,
            default=default,
            style=STYLE,
            qmark="?",
            pointer=">",
            use_jk_keys=False,
            instruction=self._hints(ask),
            erase_when_done=True,
        )
        hidden = [questionary.Choice(self._title(each, ask), each.value) for each in ask.hidden]
        return run(with_search(with_keys(question), hidden))

    def _several(self, ask: Ask) -> Any:
        marked = [part.strip() for part in ask.default.split(",")]
        choices = [questionary.Choice(self._title(each, ask), each.value, checked=each.value in marked) for each in ask.options]
        question = questionary.checkbox(ask.question.in_(self.lang), choices, instruction=self._hints(ask), **_MENU)
        reply = run(with_keys(question))
        return reply if reply is Move.BACK else ", ".join(reply)

    def _answered(self, ask: Ask, values: list[str]) -> None:
        """What stays on the screen of a menu: the question and what was chosen."""
        options = (*all_options(ask), *ask.hidden)
        chosen = [label(option, ask, self.lang) for value in values for option in options if option.value == value][: len(values)]
        answer = "> " + ("、" if self.lang == "zh" else ", ").join(chosen)
        _print((style, line) for style, words in (("question", "? " + ask.question.in_(self.lang)), ("answer", answer)) for line in wrapped(words, screen_width()))

    def _words(self, ask: Ask) -> Any:
        long = ask.kind == "long"
        completer = WordCompleter([each.value for each in ask.options], ignore_case=True, match_middle=True) if ask.options else None
        # The question stands above the line: prompt_toolkit cuts the first line of a prompt of two where the terminal is narrow.
        above = (("question", "? " + ask.question.in_(self.lang)), ("dim", self._hints(ask, typing=True)))
        _print((style, line) for style, words in above for line in wrapped(words, screen_width()))
        question = questionary.text("", default=ask.default, style=STYLE, qmark=">", multiline=long, instruction="" if long else None, completer=completer)
        return run(with_keys(question, typing=True, long=long))

    def _hints(self, ask: Ask, *, typing: bool = False) -> str:
        words = hints(ask, self.lang, typing=typing)
        return f"({words})" if words else ""

    def _title(self, option: Any, ask: Ask) -> str:
        return "\n     ".join(wrapped(visible(label(option, ask, self.lang)), screen_width() - 6))


def _is_there() -> bool:
    """Whether the window still exists."""
    try:
        os.get_terminal_size(sys.stderr.fileno())
    except (OSError, ValueError):
        return False
    return True


def _print(lines: Iterable[tuple[str, str]]) -> None:
    """Draw lines, each with its style, in one go."""
    parts = [(f"class:{style}", visible(line)) for style, line in lines]
    print_formatted_text(FormattedText([each for part in parts for each in (part, ("", "\n"))][:-1]), style=STYLE)


@contextmanager
def terminal() -> Iterator[None]:
    """Read from standard input, draw on standard error. Raises Refused in a window that is no console."""
    try:
        session = create_app_session(input=create_input(sys.stdin), output=create_output(stdout=sys.stderr))
    except Exception as error:
        if type(error).__name__ == "NoConsoleScreenBufferError":  # a class that exists on Windows alone
            raise usage("--no-input", say("interview.no-console")) from error
        raise
    with session:
        yield
