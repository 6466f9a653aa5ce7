"""CPU time until the first question of the interview stands on the screen, as a ratio against a bare interpreter.

    python benchmarks/first_question.py [ROUNDS]        (Linux: it reads /proc)

azkit runs in a pseudo-terminal that answers what terminals are asked; the clock of the process is read when the words of
the question have come. The figure is the median of the per-round ratios.
"""

from __future__ import annotations

import os
import pty
import select
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

PASTE = "Paste the claim page"
JOBS = {
    "the first question": (["respond"], PASTE, 33.0),
    "what happened?": (["respond"], "What happened?", 33.0),
    "a named playbook": (["respond", "not-received-delivered"], "Who shipped the order", 33.0),
}
"""The first question asks for a page to paste; the others come after an empty line there."""
TICKS = os.sysconf("SC_CLK_TCK")


def question(command: list[str], words: str, environment: dict[str, str]) -> float:
    """CPU seconds until the words stand on the screen."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe(command[0], command, environment)
    seen, passed = b"", False
    end = time.monotonic() + 60
    while words.encode() not in seen:
        if time.monotonic() > end:
            raise SystemExit(f"no question came: {seen.decode(errors='replace')}")
        if select.select([terminal], [], [], 0.1)[0]:
            data = os.read(terminal, 65536)
            seen += data
            if b"\x1b[6n" in data:
                os.write(terminal, b"\x1b[1;1R")
        elif PASTE.encode() in seen and words != PASTE and not passed:
            os.write(terminal, b"\r")
            passed = True
    fields = Path(f"/proc/{child}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    return (int(fields[11]) + int(fields[12])) / TICKS


def bare(environment: dict[str, str]) -> float:
    """CPU seconds of the bare interpreter, over ten runs: one is too short for the kernel's clock ticks."""
    before = os.times()
    for _ in range(10):
        subprocess.run([sys.executable, "-c", "pass"], env=environment, check=True)
    after = os.times()
    return (after.children_user + after.children_system - before.children_user - before.children_system) / 10


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "NO_COLOR")}
    environment |= {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "AZKIT_LANG": "en", "XDG_STATE_HOME": "/nonexistent"}
    script = Path(sys.executable).with_name("azkit")
    azkit = [str(script)] if script.exists() else [sys.executable, "-m", "azkit"]
    ratios: dict[str, list[float]] = {name: [] for name in JOBS}
    for _ in range(rounds):
        one = bare(environment)
        for name, (arguments, words, _) in JOBS.items():
            ratios[name].append(question([*azkit, *arguments], words, environment) / one)
    for name, (_, _, reach) in JOBS.items():
        print(f"{name:17} {statistics.median(ratios[name]):6.1f} x bare   (reach {reach})")


if __name__ == "__main__":
    main()
