"""Tables and clocks that the benchmarks share."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import azkit
from azkit.library.playbook_model import Example

PLAYBOOK = "not-received-delivered"
ITEMS = ("steel lunch box, 1.2 L", "blue ceramic cup", "bamboo cutting board", "cotton pillow cover, 45 x 45 cm", "desk lamp", "yoga mat, 6 mm", "garden hose, 15 m")
DAYS = ("2026-05-06", "2026-05-07", "2026-05-08", "2026-05-09")


class Cost(NamedTuple):
    """What a process and its children took: seconds on the clock, seconds of CPU, the peak memory of the largest in MiB."""

    clock: float
    cpu: float
    memory: float


def azkit_command(*args: object) -> list[str]:
    """The command line of azkit in this environment."""
    script = Path(sys.executable).with_name("azkit")
    return [*([str(script)] if script.exists() else [sys.executable, "-m", "azkit"]), *map(str, args)]


def environment() -> dict[str, str]:
    """The environment of every measured process: with byte code, or a benchmark times the compiler."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "LC_ALL": "C.UTF-8", "AZKIT_LANG": "en"}


SPAWN = """
import os, sys, time
nothing = os.open(os.devnull, os.O_RDWR)
began = time.monotonic()
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, nothing, number) for number in (0, 1, 2)])
_, status, usage = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(status), time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
"""
"""Starts a command from a small process: the peak memory of a process is never told as less than that of the one that started it."""


def measured(command: list[str], allowed: tuple[int, ...] = (0,)) -> Cost:
    """Run a command to its end, silently; it must end with one of the allowed codes."""
    run = subprocess.run([sys.executable, "-I", "-S", "-c", SPAWN, *command], env=environment(), capture_output=True, text=True, check=True)
    code, *figures = run.stdout.split()
    if int(code) not in allowed:
        raise SystemExit(f"{' '.join(command)} failed")
    return Cost(*map(float, figures))


def make_table(path: Path, rows: int, *, faulty: int = 0) -> dict[str, str]:
    """A table of claims with items and days that differ; every `faulty`-th row lacks its item. Out: the facts of the first row."""
    facts = {name: value for name, value in example().facts.items() if isinstance(value, str)}
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, ["playbook", *facts])
        table.writeheader()
        for number in range(rows):
            item = "" if faulty and number % faulty == faulty - 1 else f"{ITEMS[number % len(ITEMS)]}, no. {number * 7919 % 1000}"
            order = f"112-{number * 7919 % 10_000_000:07d}-{number:07d}"
            table.writerow({"playbook": PLAYBOOK, **facts, "order_id": order, "item": item, "delivered_on": DAYS[number % len(DAYS)]})
    return {**facts, "order_id": "112-0000000-0000000", "item": f"{ITEMS[0]}, no. 0", "delivered_on": DAYS[0]}


def example() -> Example:
    """The first example of the playbook: its facts and its day."""
    return azkit.link(azkit.load(), PLAYBOOK).example_facts()[1]
