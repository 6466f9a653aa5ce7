"""CPU time and memory of a batch, against a bare Jinja loop over the same table.

    python benchmarks/batch.py [ROWS] [JOBS]

azkit's side is the command itself: it reads the table twice, validates every fact, decides each route, renders both languages, judges
every letter and writes one line of JSON a row. Jinja's side reads the same table and fills the same letters in one template, with nothing checked.
"""

from __future__ import annotations

import csv
import os
import sys
import tempfile
import time
from pathlib import Path

import azkit
from azkit.ground.clock import instant

PLAYBOOK = "not-received-delivered"
RAW = """
import csv, sys
from jinja2 import Environment
template = Environment().from_string(open(sys.argv[1], encoding="utf-8").read())
with open(sys.argv[2], encoding="utf-8", newline="") as table, open(sys.argv[3], "w", encoding="utf-8") as out:
    for row in csv.DictReader(table):
        out.write(template.render(row))
"""


def measured(command: list[str]) -> tuple[float, float, float]:
    """Seconds on the clock, CPU seconds of the process and its children, and the peak memory of the largest in MiB."""
    began = time.monotonic()
    pid = os.spawnve(os.P_NOWAIT, command[0], command, {**os.environ, "PYTHONPATH": str(Path(azkit.__file__).parent.parent)})
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{command} failed")
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def make_table(path: Path, rows: int) -> dict[str, str]:
    """A table whose rows all draft; out: the facts of the first."""
    example = azkit.link(azkit.load(), PLAYBOOK).example_facts()[1]
    facts = {name: value for name, value in example.facts.items() if isinstance(value, str)}
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, ["playbook", *facts])
        table.writeheader()
        table.writerows({"playbook": PLAYBOOK, **facts, "order_id": f"112-4827193-{number:07d}"} for number in range(rows))
    return {**facts, "order_id": "112-4827193-0000000"}


def make_template(path: Path, facts: dict[str, str], today: str) -> None:
    """The letters of the first row as a Jinja template."""
    result = azkit.draft(azkit.link(azkit.load(), PLAYBOOK), facts, instant(today))
    if not isinstance(result, azkit.Draft):
        raise SystemExit("the example does not draft")
    text = "\n\n".join(letter.body for letter in result.letters)
    for name in ("order_id", "carrier", "tracking_number", "item", "store_name"):
        text = text.replace(facts[name], f"{{{{ {name} }}}}")
    path.write_text(text, encoding="utf-8")


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    jobs = sys.argv[2] if len(sys.argv) > 2 else "1"
    today = azkit.link(azkit.load(), PLAYBOOK).example_facts()[1].today
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_template(folder / "letter.txt", make_table(folder / "table.csv", rows), today)
        make_table(folder / "one.csv", 1)
        azkit_call = [sys.executable, "-m", "azkit", "batch", "--format", "json", "--today", today, "--jobs", jobs]
        start = measured([*azkit_call, str(folder / "one.csv"), "--output", str(folder / "one.jsonl")])
        clock, cpu, memory = measured([*azkit_call, str(folder / "table.csv"), "--output", str(folder / "out.jsonl")])
        _, raw, raw_memory = measured([sys.executable, "-c", RAW, str(folder / "letter.txt"), str(folder / "table.csv"), str(folder / "raw.txt")])
        _, files, _ = measured([*azkit_call[:4], "--today", today, "--jobs", jobs, str(folder / "table.csv"), "--output", str(folder / "letters")])
    each = (cpu - start[1]) / rows * 1000
    print(f"{rows} rows, {jobs} jobs: {clock:.1f} s on the clock, {cpu:.1f} s CPU ({each:.2f} ms a row beyond the start), peak {memory:.0f} MiB")
    print(f"the same into a folder of letters: {files:.1f} s CPU")
    print(f"a bare Jinja loop: {raw:.2f} s CPU, peak {raw_memory:.0f} MiB; azkit takes {cpu / raw:.0f} x its CPU")


if __name__ == "__main__":
    main()
