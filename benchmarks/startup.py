"""CPU time of whole processes, as ratios against a bare interpreter of the same environment.

    python benchmarks/startup.py [ROUNDS]

Each round runs the bare interpreter and every job in turn; the figure is the median of the per-round ratios, so that a
busy machine moves both sides. The targets ("reach") are those that azkit commits to.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

JOBS = {
    "--version": (["--version"], 1.2),
    "--help": (["--help"], 18.0),
    "playbook list": (["playbook", "list"], 18.0),
    "one letter": (["respond", "not-received-delivered", "--facts", "FACTS", "--letter", "to-amazon"], 27.0),
}


def cpu(command: list[str], environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    script = Path(sys.executable).with_name("azkit")
    azkit = [str(script)] if script.exists() else [sys.executable, "-m", "azkit"]
    with tempfile.TemporaryDirectory() as folder:
        facts = Path(folder, "facts.yaml")
        example = subprocess.run([*azkit, "playbook", "facts", "not-received-delivered", "--example"], env=environment, capture_output=True, check=True)
        facts.write_bytes(example.stdout)
        ratios: dict[str, list[float]] = {name: [] for name in JOBS}
        for _ in range(rounds):
            bare = cpu([sys.executable, "-c", "pass"], environment)
            for name, (arguments, _) in JOBS.items():
                command = [*azkit, *(str(facts) if part == "FACTS" else part for part in arguments)]
                ratios[name].append(cpu(command, environment) / bare)
    for name, (_, reach) in JOBS.items():
        print(f"{name:15} {statistics.median(ratios[name]):6.1f} x bare   (reach {reach})")


if __name__ == "__main__":
    main()
