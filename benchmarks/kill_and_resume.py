"""A batch that is killed again and again and run again, against one that nobody disturbed: the folders must be equal, byte by byte.

    python benchmarks/kill_and_resume.py [ROWS] [KILLS] [JOBS]        (2000 rows, 10 kills, 1 job where nothing is said)

Kills come (SIGKILL) when a run has written a share of the letters, another share each time. Every fiftieth row is rejected.
One more run, into a folder of its own, is asked to end (Ctrl-C) at a quarter, and timed.
"""

from __future__ import annotations

import filecmp
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from tables import azkit_command, environment, example, make_table, measured

from azkit.tables.journal import INDEX, JOURNAL


def ended_at(command: list[str], journal: Path, growth: int, end: signal.Signals = signal.SIGKILL) -> float | None:
    """Run a command and end it when its journal has grown by so many bytes; out: the seconds until it was gone, None where it had ended by itself."""
    before = journal.stat().st_size if journal.exists() else 0
    nothing = os.open(os.devnull, os.O_RDWR)
    silent = [(os.POSIX_SPAWN_DUP2, nothing, number) for number in (0, 1, 2)]
    pid = os.posix_spawn(command[0], command, environment(), file_actions=silent, setsigdef=[signal.SIGINT])  # a shell ignores Ctrl-C for what it runs behind
    os.close(nothing)
    while os.waitpid(pid, os.WNOHANG)[0] == 0:
        if journal.exists() and journal.stat().st_size >= before + growth:
            asked = time.monotonic()
            os.kill(pid, end)
            os.waitpid(pid, 0)
            return time.monotonic() - asked
        time.sleep(0.01)
    return None


def differences(one: Path, other: Path) -> list[str]:
    """Names of files that stand in one of two folders only, or differ."""
    names = {path.name for folder in (one, other) for path in folder.iterdir()}
    _, differ, missing = filecmp.cmpfiles(one, other, names, shallow=False)
    return sorted([*differ, *missing])


def main() -> None:
    rows, kills, jobs = (int(sys.argv[place]) if len(sys.argv) > place else usual for place, usual in ((1, 2_000), (2, 10), (3, 1)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_table(folder / "claims.csv", rows, faulty=50)
        whole, often = folder / "whole", folder / "often"
        call = ("batch", folder / "claims.csv", "--today", example().today, "--jobs", jobs, "--output")
        undisturbed = measured(azkit_command(*call, whole), allowed=(0, 5))
        size = (whole / INDEX).stat().st_size
        began, alive = time.monotonic(), 0
        for number in range(kills):
            share = (number * 7 % kills + 0.5) / kills
            alive += ended_at(azkit_command(*call, often), often / JOURNAL, int(size * share)) is not None
        last = measured(azkit_command(*call, often), allowed=(0, 5))
        together = time.monotonic() - began
        found = differences(whole, often)
        goodbye = ended_at(azkit_command(*call, folder / "left"), folder / "left" / JOURNAL, size // 4, signal.SIGINT)
        letters = sum(1 for path in whole.iterdir() if path.suffix == ".txt")
        print(f"{rows} rows, {letters} letters, {jobs} jobs: undisturbed {undisturbed.clock:.0f} s on the clock, {undisturbed.cpu:.0f} s CPU")
        print(f"killed {alive} times of {kills}; the last run {last.cpu:.0f} s CPU, all together {together:.0f} s on the clock")
        print(f"Ctrl-C: gone after {goodbye:.2f} s" if goodbye is not None else "it ended before Ctrl-C")
        print("the folders are equal" if not found else f"{len(found)} files differ: {' '.join(found[:5])}")
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
