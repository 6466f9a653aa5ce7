"""The rooms of azkit and what each may import; and what a short run never loads."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import azkit
from tests.helpers import DELIVERED, TODAY, as_facts, environment

PACKAGE = Path(azkit.__file__).parent

LEVELS = [
    {"cli"},
    {"interview", "tables", "cases", "outputs"},
    {"drafting"},
    {"letters", "rules", "notices"},
    {"library"},
    {"facts", "policy", "phrases"},
    {"ground"},
]
"""The rooms from the top to the bottom. A room imports from rooms below it and from itself; rooms on one level do not know each other."""

LEVEL = {room: number for number, rooms in enumerate(LEVELS) for room in rooms}
DOORSTEP = {"__init__.py", "__main__.py", "entry.py"}
"""Modules in front of all rooms: they may call any of them, and no room calls them."""


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "_data" not in path.parts)


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, wherever in it: line and full name."""
    package = ("azkit", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("import_module", "__import__"):
            yield from ((node.lineno, argument.value) for argument in node.args if isinstance(argument, ast.Constant) and isinstance(argument.value, str))


def room_of(name: str) -> str:
    """The room of `azkit.<room>.…`; empty for everything else, and for azkit itself."""
    parts = name.split(".")
    return parts[1] if parts[0] == "azkit" and len(parts) > 1 and (PACKAGE / parts[1]).is_dir() else ""


def test_every_folder_of_the_package_is_a_room():
    assert {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name not in ("__pycache__", "_data")} <= set(LEVEL)


def test_only_the_doorstep_stands_outside_the_rooms():
    assert {path.name for path in PACKAGE.glob("*.py")} <= DOORSTEP


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_its_own_room_and_from_rooms_below(path: Path):
    parts = path.relative_to(PACKAGE).parts
    if len(parts) == 1:
        return
    room = parts[0]
    wrong = [
        f"line {line}: {name}"
        for line, name in imported(path)
        if (other := room_of(name)) and other != room and LEVEL[other] <= LEVEL[room]
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_room_calls_the_doorstep(path: Path):
    if len(path.relative_to(PACKAGE).parts) == 1:
        return
    names = {name for _, name in imported(path)}
    assert not names & {"azkit.entry", "azkit.entry.main", "azkit.__main__", "azkit.draft", "azkit.link", "azkit.load"}


def test_only_the_rooms_that_need_a_library_import_it():
    homes = {"typer": {"cli"}, "questionary": {"interview"}, "rich": {"interview", "outputs", "cli"}, "jinja2": {"facts", "library"}, "yaml": {"ground"}}
    for path in modules():
        room = path.relative_to(PACKAGE).parts[0]
        for line, name in imported(path):
            assert room in homes.get(name.split(".")[0], {room}), f"{path.name}:{line}: {name}"


def test_nothing_reaches_for_the_network():
    forbidden = {"socket", "ssl", "urllib.request", "http", "ftplib", "smtplib", "requests", "httpx", "asyncio", "webbrowser"}
    for path in modules():
        for line, name in imported(path):
            assert not any(name == each or name.startswith(f"{each}.") for each in forbidden), f"{path.name}:{line}: {name}"


# ---------------------------------------------------------------- what a run loads

WATCHED = ("typer", "click", "yaml", "jinja2", "pydantic", "questionary", "rich", "prompt_toolkit", "openpyxl", "hypothesis")


def loaded_by(*arguments: str, stdin: str = "") -> tuple[int, set[str]]:
    """The exit code of a run in a new interpreter, and which of the watched libraries it loaded."""
    script = (
        "import json, sys\n"
        "sys.argv = ['azkit', *sys.argv[1:]]\n"
        "from azkit.entry import main\n"
        "code = main()\n"
        f"sys.stderr.write('\\n' + json.dumps([code, [name for name in {WATCHED!r} if name in sys.modules]]))\n"
    )
    command = [sys.executable, "-c", script, *arguments]
    env = environment({"PYTHONPATH": str(PACKAGE.parent)})
    run = subprocess.run(command, input=stdin, capture_output=True, text=True, env=env, check=True, timeout=60)
    code, names = json.loads(run.stderr.splitlines()[-1])
    return code, set(names)


def test_the_version_loads_neither_the_command_line_nor_yaml():
    code, names = loaded_by("--version")
    assert code == 0
    assert names == set()


def test_the_list_of_playbooks_loads_no_templates():
    code, names = loaded_by("playbook", "list")
    assert code == 0
    assert "jinja2" not in names


def test_lint_reads_a_plain_call_without_the_command_line():
    code, names = loaded_by("lint", "-", "--kind", "buyer", stdin="Hello,\n\nThe refund was issued.\n")
    assert code == 0
    assert "typer" not in names


def test_the_judge_of_letters_loads_no_library():
    """From a wheel lint needs no more than this: the rules lie there ready."""
    script = f"import azkit.cli.lint_call, sys; print([name for name in {WATCHED!r} if name in sys.modules])"
    env = environment({"PYTHONPATH": str(PACKAGE.parent)})
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=env, check=True, timeout=60).stdout == "[]\n"


def test_a_letter_loads_nothing_that_asks_or_draws():
    code, names = loaded_by("respond", "not-received-delivered", "--facts", "-", "--today", TODAY, stdin=as_facts(DELIVERED))
    assert code == 0
    assert names <= {"typer", "click", "yaml", "jinja2", "pydantic"}


def test_the_package_alone_loads_nothing():
    script = f"import azkit, sys; print([name for name in {WATCHED!r} if name in sys.modules])"
    env = environment({"PYTHONPATH": str(PACKAGE.parent)})
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=env, check=True, timeout=60).stdout == "[]\n"
