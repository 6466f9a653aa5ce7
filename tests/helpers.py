"""Ways to the front doors: azkit in this process with captured streams, azkit as a process of its own, and facts to feed it."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any
from unittest import mock

import typer.main

import azkit as package
from azkit.cli.boundary import run as run_azkit
from azkit.ground.paths import data_root
from azkit.library import link as link_module
from azkit.library import source_files, template_parse
from azkit.library.load import Library, load
from azkit.library.playbook import Playbook

TODAY = "2026-05-15"
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
CASES = Path(__file__).parent / "cases"
PLAYBOOKS = data_root() / "playbooks"
TEMPLATES = data_root() / "templates"

DELIVERED = {
    "fulfilment": "seller",
    "claim_status": "action-required",
    "claim_opened_on": "2026-05-14",
    "buy_shipping": "none",
    "store": "amazon.com",
    "store_name": "Harbor Lane Goods",
    "order_id": "112-4827193-6620451",
    "item": "steel lunch box, 1.2 L",
    "carrier": "UPS",
    "tracking_number": "1Z7A38E90318427651",
    "ship_by": "2026-05-04",
    "shipped_on": "2026-05-03",
    "latest_delivery_on": "2026-05-11",
    "delivered_on": "2026-05-08",
}
"""What `respond not-received-delivered` needs to defend a claim: two letters, to Amazon and to the buyer."""

SOLVED = {
    "fulfilment": "seller",
    "claim_status": "action-required",
    "claim_opened_on": "2026-05-04",
    "remedy": "replacement",
    "store": "amazon.com",
    "store_name": "Harbor Lane Goods",
    "order_id": "112-4827193-6620451",
    "item": "steel lunch box, 1.2 L",
    "replacement_shipped_on": "2026-05-07",
    "replacement_carrier": "UPS",
    "replacement_tracking": "1Z4W88R20395716403",
    "remedy_delivered_on": "2026-05-12",
}
"""What `respond withdrawal-request` needs to ask for the withdrawal: one letter, to the buyer."""

AMAZON_SHIPS = {"fulfilment": "amazon", "store": "amazon.com"}
"""A case in which no letter should leave."""


@dataclass(frozen=True)
class Run:
    """One call of azkit: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @cached_property
    def json(self) -> Any:
        """What stands on stdout, as JSON."""
        return json.loads(self.out)

    @cached_property
    def faults(self) -> list[dict[str, Any]]:
        """The faults that `--errors json` wrote; every line of stderr must be one."""
        return [json.loads(line) for line in self.err.splitlines()]


class Stream(io.TextIOWrapper):
    """A standard stream that keeps its bytes, and may pass for a terminal."""

    def __init__(self, *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        return self.buffer.getvalue().decode("utf-8")


class Input:
    """Standard input with these bytes; with None nothing may touch it, because no argument named it."""

    encoding = "utf-8"

    def __init__(self, data: bytes | None) -> None:
        self._data = data

    @property
    def buffer(self) -> io.BytesIO:
        assert self._data is not None, "standard input was opened although no argument named it"
        return io.BytesIO(self._data)

    def isatty(self) -> bool:
        return False

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"standard input was touched: {name}")


_command_of = lru_cache(maxsize=None)(typer.main.get_command)
"""The commands of the app, built once: they keep nothing of a call."""

_read_form = source_files.read_form


@cache
def _read_state(path: Path, kind: str, _changed: int, _size: int) -> Any:
    return _read_form(path, kind)


def read_once(path: Path, kind: str) -> Any:
    """The form of a library file. Each state of a file is read once for all runs in this process: forms are frozen, and it halves the time of the tests."""
    try:
        state = path.stat()
    except OSError:
        return _read_form(path, kind)
    return _read_state(path, kind, state.st_mtime_ns, state.st_size)


parse_once = lru_cache(maxsize=None)(template_parse.environment().parse)
"""The tree of a template, which nobody changes."""

_link = link_module.link
_link_shipped = lru_cache(maxsize=None)(lambda playbook_id, store, _path: _link(load(), playbook_id, store))


def link_once(library: Library, playbook_id: str, store: str | None = None) -> Playbook:
    """A linked playbook. Those that ship are linked once for all runs in this process: they are closed values."""
    path = library.paths.get(playbook_id)
    return _link(library, playbook_id, store) if library.overlaid or path is None else _link_shipped(playbook_id, store, path)


@contextmanager
def remembering() -> Iterator[None]:
    """What is the same in every run of this process is read, parsed and linked once."""
    with (
        mock.patch.object(source_files, "read_form", read_once),
        mock.patch.object(template_parse.environment(), "parse", parse_once),
        mock.patch.object(link_module, "link", link_once),
        mock.patch.object(typer.main, "get_command", _command_of),
    ):
        yield


def azkit(*args: object, stdin: str | bytes | None = None, env: Mapping[str, str] | None = None, terminal: bool = False) -> Run:
    """Run the command line in this process. `terminal` makes stderr one."""
    out, err = Stream(), Stream(terminal=terminal)
    given = Input(stdin.encode("utf-8") if isinstance(stdin, str) else stdin)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        with (
            mock.patch.dict(os.environ, environment(env), clear=True),
            mock.patch.object(sys, "stdin", given),
            mock.patch.object(sys, "stdout", out),
            mock.patch.object(sys, "stderr", err),
            remembering(),
        ):
            code = run_azkit([str(arg) for arg in args])
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    return Run(code, out.text(), err.text())


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a run: nothing of the person who runs the tests but the interpreter's own settings."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "TZ", "SYSTEMROOT") or name.startswith(("COV", "PYTHON"))}
    return {**kept, "LANG": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "100", **(more or {})}


def process(*args: object, env: Mapping[str, str] | None = None, **options: Any) -> subprocess.Popen[bytes]:
    """Start `python -m azkit` as a process of its own; every stream that is not named is a pipe, stdin is empty."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    variables = environment({"PYTHONPATH": str(Path(package.__file__).parent.parent), **(env or {})})
    return subprocess.Popen([sys.executable, "-m", "azkit", *map(str, args)], env=variables, **{**streams, **options})


def finished(running: subprocess.Popen[bytes], stdin: bytes | None = None) -> Run:
    """Wait for a process and return what it wrote."""
    with running:
        out, err = running.communicate(stdin, timeout=60)
    return Run(running.returncode, (out or b"").decode("utf-8"), (err or b"").decode("utf-8", "backslashreplace"))


def as_facts(facts: Mapping[str, Any], **changes: Any) -> str:
    """Facts as the text of a facts file (JSON, so that nothing needs quoting); None takes a fact away."""
    merged = {**facts, **changes}
    return json.dumps({name: value for name, value in merged.items() if value is not None}, ensure_ascii=False)


def draft(playbook: str, facts: Mapping[str, Any], *args: object, today: str = TODAY, env: Mapping[str, str] | None = None, **changes: Any) -> Run:
    """`azkit respond PLAYBOOK` with facts on standard input."""
    return azkit("respond", playbook, "--facts", "-", "--today", today, *args, stdin=as_facts(facts, **changes), env=env)


def delivered(*args: object, env: Mapping[str, str] | None = None, **changes: Any) -> Run:
    """Draft the defence of a claim for a parcel that tracking shows as delivered."""
    return draft("not-received-delivered", DELIVERED, *args, env=env, **changes)


def solved(*args: object, env: Mapping[str, str] | None = None, **changes: Any) -> Run:
    """Draft the request to withdraw a claim that is solved."""
    return draft("withdrawal-request", SOLVED, *args, env=env, **changes)


def printed(letters: list[dict[str, Any]]) -> str:
    """Letters of a JSON draft as the command prints several of them."""
    return "\n".join(f"--- {letter['id']} (to {letter['to']}) ---\n{letter['body']}\n" for letter in letters)


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in this folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
