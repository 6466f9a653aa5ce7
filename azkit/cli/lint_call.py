"""The call of `azkit lint`. One that is plainly spelt is read here, because to load typer takes twice as long as to judge a letter."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from azkit.cli.language import chosen_language
from azkit.cli.lint import Lint

_ONE = {"--kind": "kind", "--format": "form", "--fail-on": "fail_on", "--lang": "lang", "--today": "today"}
_MANY = {"--facts": "facts", "-f": "facts", "--earlier": "earlier", "--select": "select", "--ignore": "ignore", "--playbooks": "overlays"}


def lint_call(*, lang: str | None = None, overlays: Sequence[Path | str] = (), form: str = "text", **options: Any) -> Lint:
    """The call that these options make. Raises Refused for a language that azkit does not speak."""
    return Lint(lang=chosen_language(lang, for_machines=form != "text"), overlays=[Path(each) for each in overlays], form=form, **options)


def plain_call(arguments: Sequence[str]) -> Lint | None:
    """The call, where every argument is a file or an option of lint with its value; None where typer has something to say.

    Raises Refused like `lint_call`.
    """
    one: dict[str, str] = {}
    many: dict[str, list[str]] = {name: [] for name in ("files", *_MANY.values())}
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if not argument.startswith("-") or argument == "-":
            many["files"].append(argument)
            continue
        if argument == "--debug":  # the boundary looks for it itself
            continue
        if (name not in _ONE and name not in _MANY) or (equals and not name.startswith("--")):
            return None
        value = value if equals else next(rest, "")
        if not value or (value.startswith("-") and not equals and value != "-"):
            return None
        if name in _ONE:
            one[_ONE[name]] = value
        else:
            many[_MANY[name]].append(value)
    return lint_call(**one, **many) if many["files"] else None  # type: ignore[arg-type]
