"""Keys and colours of the terminal questions: back, leave, search in any language, the end of a pasted text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import questionary
from prompt_toolkit.filters import Always, Condition
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.keys import Keys
from questionary.prompts.common import InquirerControl

from azkit.interview.asker import BACK_SIGNS, Move

STYLE = questionary.Style(
    [
        ("qmark", "fg:ansicyan bold"),
        ("question", "bold"),
        ("answer", "fg:ansigreen"),
        ("pointer", "fg:ansicyan bold"),
        ("highlighted", "fg:ansicyan bold"),
        ("instruction", "fg:ansibrightblack"),
        ("told", ""),
        ("fault", "fg:ansired bold"),
        ("dim", "fg:ansibrightblack"),
    ]
)


def run(question: questionary.Question) -> Any:
    """Ask the question. An error inside ends it and is raised here: a terminal that is gone must not leave azkit waiting for a key."""
    application = question.application

    def watch() -> None:
        if application.loop is not None:
            application.loop.set_exception_handler(lambda _loop, context: end(application, context.get("exception") or RuntimeError(str(context.get("message")))))

    return application.run(pre_run=watch, set_exception_handler=False)


def end(application: Any, error: BaseException) -> None:
    """End a question with an error, unless it has ended already."""
    if application.is_running and not application.is_done:
        application.exit(exception=error)


def with_keys(question: questionary.Question, *, typing: bool = False, long: bool = False) -> questionary.Question:
    """The question with Ctrl-B for back, Ctrl-D for leaving; in a menu also < for back; in a long text an empty line ends it."""
    keys = KeyBindings()

    @keys.add(Keys.ControlB, eager=True)
    def _back(event: Any) -> None:
        event.app.exit(result=Move.BACK)

    @keys.add(Keys.ControlD, eager=True)
    @keys.add(Keys.ControlC, eager=True)
    @keys.add(Keys.SIGINT, eager=True)
    def _leave(event: Any) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    if not typing:
        for sign in BACK_SIGNS:
            keys.add(sign, eager=True)(_back)
    if long:
        _end_at_empty_line(keys)
    _merge(question, keys)
    return question


def _end_at_empty_line(keys: KeyBindings) -> None:
    """Enter on an empty line ends the text. While more keys of the same paste wait, Enter is only a line break."""

    @keys.add(Keys.Enter, eager=True)
    def _enter(event: Any) -> None:
        buffer = event.current_buffer
        pasting = bool(event.app.key_processor.input_queue)
        lone = buffer.text.strip() in ("", *BACK_SIGNS)
        if not pasting and (lone or not buffer.document.current_line.strip()):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")


def with_search(question: questionary.Question, hidden: list[Any]) -> questionary.Question:
    """A menu that is searched by typing, in any language; `hidden` choices show only in a search."""
    control = next(each for each in question.application.layout.find_all_controls() if isinstance(each, InquirerControl))
    shown = list(control.choices)
    everything = [*shown, *hidden]
    _keep_small(question, control)
    keys = KeyBindings()

    def search(letters: str) -> None:
        wanted = letters.casefold()
        found = _once(choice for choice in everything if wanted in str(choice.title).replace("\n     ", "").casefold()) if wanted else shown
        control.search_filter = letters or None  # questionary shows it, and finds among the choices that stand there now
        control.choices = found or shown
        control.pointed_at = 0

    def typed() -> str:
        return control.search_filter or ""

    @Condition
    def searching() -> bool:
        return bool(typed())

    @keys.add(Keys.Any)
    def _type(event: Any) -> None:
        if event.data.isprintable() and event.data not in BACK_SIGNS:
            search(typed() + event.data)

    @keys.add(Keys.BracketedPaste, eager=True)
    def _paste(event: Any) -> None:
        search(typed() + "".join(char for char in event.data if char.isprintable()))

    @keys.add(Keys.Backspace, eager=True, filter=searching)
    def _erase(_event: Any) -> None:
        search(typed()[:-1])

    _merge(question, keys)
    return question


def _keep_small(question: questionary.Question, control: InquirerControl) -> None:
    """Let the menu take the lines of its choices only, so that what is typed stands right below them."""
    for window in question.application.layout.find_all_windows():
        if window.content is control:
            window.dont_extend_height = Always()


def _once(choices: Iterable[Any]) -> list[Any]:
    """Of several ways to say the same answer, the first."""
    found: dict[Any, Any] = {}
    for choice in choices:
        found.setdefault(choice.value, choice)
    return list(found.values())


def _merge(question: questionary.Question, keys: KeyBindings) -> None:
    application = question.application
    application.key_bindings = merge_key_bindings([application.key_bindings or KeyBindings(), keys])
