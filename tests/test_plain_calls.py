"""Calls that are plainly spelt are read without typer, and mean what typer would have read."""

from __future__ import annotations

from typing import Any

import pytest
import typer.main

from azkit.cli.app import app
from azkit.cli.plain import DEBUG, FORMS, plain_call
from tests.helpers import azkit

COMMANDS = [pytest.param(name, id=" ".join(name)) for name in FORMS]


def parameters(name: tuple[str, ...]) -> list[Any]:
    """What typer knows of a command."""
    command: Any = typer.main.get_command(app)
    for part in name:
        command = command.commands[part]
    return [each for each in command.params if each.name != "help"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_can_be_spelt_plainly(name: tuple[str, ...]):
    form = FORMS[name]
    options = {spelling: each for each in parameters(name) if each.param_type_name == "option" for spelling in each.opts}
    assert {*form.one, *form.many, *form.flags, DEBUG} == set(options)
    for spelling, option in options.items():
        if spelling != DEBUG:
            kind = form.flags if option.is_flag else form.many if option.multiple else form.one
            assert kind[spelling] == option.name


@pytest.mark.parametrize("name", COMMANDS)
def test_words_and_files_of_a_command_are_those_of_typer(name: tuple[str, ...]):
    form = FORMS[name]
    arguments = [(each.name, each.nargs) for each in parameters(name) if each.param_type_name == "argument"]
    assert arguments == ([("files", -1)] if form.files else [(form.word, 1)] if form.word else [])


@pytest.mark.parametrize(
    "arguments",
    [
        ["respond"],
        ["respond", "not-received-delivered", "--facts", "a.yaml", "-f", "-", "--set", "x=y", "-s=z", "-s", "x=--y"],
        ["appeal", "--no-input", "order-defect-rate", "--lang=zh", "--format", "json", "--output", "out/", "--force", "--allow", "demand-open", "--playbooks", "house"],
        [
            "respond",
            "--notice",
            "-",
            "--profile",
            "us",
            "--gloss",
            "zh",
            "--today",
            "2026-05-15",
            "--errors",
            "json",
            "--save-facts",
            "kept.yaml",
            "--section",
            "body",
            "-l",
            "to-buyer",
            "--debug",
        ],
    ],
)
def test_both_ways_to_read_a_drafting_call_read_the_same(arguments: list[str], monkeypatch: pytest.MonkeyPatch):
    calls: list[Any] = []
    monkeypatch.setattr("azkit.cli.drafting_door.perform", lambda call: calls.append(call) or 0)
    plain = azkit(*arguments)
    monkeypatch.setattr("azkit.cli.boundary.plain_call", lambda _arguments: None)
    whole = azkit(*arguments)
    assert plain.code == whole.code
    assert len(calls) in (0, 2)
    assert calls[:1] == calls[1:]


@pytest.mark.parametrize(
    "arguments", [["inspect", "nothing.txt", "--format", "json"], ["inspect"], ["playbook", "list", "--format=json", "--lang", "zh"], ["playbook", "list", "more"]]
)
def test_both_ways_print_the_same(arguments: list[str], monkeypatch: pytest.MonkeyPatch):
    plain = azkit(*arguments)
    monkeypatch.setattr("azkit.cli.boundary.plain_call", lambda _arguments: None)
    assert azkit(*arguments) == plain


@pytest.mark.parametrize(
    "arguments",
    [
        "",
        "--help",
        "respond --help",
        "respond a b",
        "respond --facts",
        "respond --facts --set",
        "respond --unknown x",
        "respond -ffile",
        "respond -- a",
        "batch t.csv",
        "playbook list --facts x",
    ],
)
def test_what_is_not_plain_is_left_to_typer(arguments: str):
    assert plain_call(arguments.split()) is None
