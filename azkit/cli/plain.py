"""Calls that are plainly spelt are read here: to load typer, and what it loads, takes longer than to draft a letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import Any

DEBUG = "--debug"
"""An option of every command; the boundary looks for it itself."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a command may be spelt: its options by what they are called in the function that runs it (`module:function`).

    `files` says that it takes any number of files; else it takes one word at most, which is called `word`.
    """

    run: str
    one: Mapping[str, str] = field(default_factory=dict)
    many: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
    word: str = ""
    files: bool = False
    given: Mapping[str, str] = field(default_factory=dict)
    """What the name of the command itself says."""


_SPOKEN = {"--lang": "lang", "--format": "form"}
_OVERLAYS = {"--playbooks": "overlays"}


def _drafting(door: str) -> Form:
    return Form(
        "azkit.cli.drafting_door:drafted",
        one={
            "--notice": "notice", "--case": "case", "--reply": "reply", "--output": "output", "-o": "output", "--save-facts": "save_facts", "--profile": "profile",
            "--gloss": "gloss", "--today": "today", "--errors": "errors", **_SPOKEN,
        },
        many={
            "--facts": "facts", "-f": "facts", "--set": "sets", "-s": "sets", "--letter": "letters", "-l": "letters", "--section": "sections", "--allow": "allowed",
            **_OVERLAYS,
        },
        flags={"--no-input": "no_input", "--force": "force"},
        word="playbook",
        given={"door": door},
    )  # fmt: skip


FORMS: Mapping[tuple[str, ...], Form] = {
    ("respond",): _drafting("respond"),
    ("appeal",): _drafting("appeal"),
    ("lint",): Form(
        "azkit.cli.lint_call:linted",
        one={"--kind": "kind", "--fail-on": "fail_on", "--today": "today", **_SPOKEN},
        many={"--facts": "facts", "-f": "facts", "--earlier": "earlier", "--select": "select", "--ignore": "ignore", **_OVERLAYS},
        files=True,
    ),
    ("inspect",): Form("azkit.cli.inspect:inspected", one=_SPOKEN, many=_OVERLAYS, files=True),
    ("playbook", "list"): Form("azkit.cli.playbook_listing:listed", one=_SPOKEN, many=_OVERLAYS),
}


def plain_call(arguments: Sequence[str]) -> Callable[[], int] | None:
    """What carries out the call and returns its exit code; None where typer has something to say."""
    for name, form in FORMS.items():
        if tuple(arguments[: len(name)]) == name:
            options = read(form, arguments[len(name) :])
            return None if options is None else partial(_carry_out, form.run, options)
    return None


def read(form: Form, arguments: Sequence[str]) -> dict[str, Any] | None:
    """The options by name, where every argument is a file, a word, or an option of this form with its value; else None."""
    found: dict[str, Any] = dict(form.given)
    words: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if not argument.startswith("-") or argument == "-":
            words.append(argument)
        elif argument in form.flags:
            found[form.flags[argument]] = True
        elif argument != DEBUG and not _valued(form, found, name, value if equals else next(rest, ""), equals):
            return None
    if form.files and words:
        return {**found, "files": words}
    if form.files or len(words) > (1 if form.word else 0):
        return None
    return {**found, form.word: words[0]} if words else found


def _valued(form: Form, found: dict[str, Any], name: str, value: str, equals: str) -> bool:
    """Take an option with its value; False for one that is not known, has none, or has one that looks like an option."""
    if (equals and not name.startswith("--")) or not value or (value.startswith("-") and not equals and value != "-"):
        return False
    if name in form.one:
        found[form.one[name]] = value
    elif name in form.many:
        found.setdefault(form.many[name], []).append(value)
    else:
        return False
    return True


def _carry_out(place: str, options: Mapping[str, Any]) -> int:
    module, _, function = place.partition(":")
    code: int = getattr(import_module(module), function)(**options)
    return code
