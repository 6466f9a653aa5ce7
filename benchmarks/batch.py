"""CPU time and memory of a batch as its table grows, in one process and in two, against a bare Jinja loop over the same table.

    python benchmarks/batch.py [ROWS...]        (2000 and 10000 where nothing is said)

azkit's side is the command itself: it reads the table twice, validates every fact, decides each route, renders both languages, judges
every letter and writes one line of JSON a row. Jinja's side reads the same table and fills the same letters in one template, with nothing checked.
What grows with the rows is judged by CPU time beyond the start; the clock is shown beside it, for machines that do nothing else.
Tables of more than 100,000 rows are drafted by one process to standard output alone: 7.5 KB a row would fill the disk.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tables import PLAYBOOK, Cost, azkit_command, example, make_table, measured

import azkit
from azkit.ground.clock import instant

RAW = """
import csv, sys
from jinja2 import Environment
template = Environment().from_string(open(sys.argv[1], encoding="utf-8").read())
with open(sys.argv[2], encoding="utf-8", newline="") as table, open(sys.argv[3], "w", encoding="utf-8") as out:
    for row in csv.DictReader(table):
        out.write(template.render(row))
"""

LARGE = 100_000


def make_template(path: Path, facts: dict[str, str], today: str) -> None:
    """The letters of the first row as a Jinja template."""
    result = azkit.draft(azkit.link(azkit.load(), PLAYBOOK), facts, instant(today))
    if not isinstance(result, azkit.Draft):
        raise SystemExit("the example does not draft")
    text = "\n\n".join(letter.body for letter in result.letters)
    for name in ("order_id", "carrier", "tracking_number", "item", "store_name"):
        text = text.replace(facts[name], f"{{{{ {name} }}}}")
    path.write_text(text, encoding="utf-8")


def told(rows: int, stream: Cost, start: Cost) -> None:
    """What one process took for so many rows."""
    each = (stream.cpu - start.cpu) / rows * 1000
    print(f"{rows} rows: {stream.cpu:.1f} s CPU, {each:.2f} ms a row beyond the start, {stream.memory:.1f} MiB, {stream.clock:.1f} s on the clock", flush=True)


def main() -> None:
    sizes = [int(each) for each in sys.argv[1:]] or [2_000, 10_000]
    today = example().today
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_template(folder / "letter.txt", make_table(folder / "one.csv", 1), today)

        def batch(table: str, output: str, *options: str) -> Cost:
            return measured(azkit_command("batch", folder / table, "--today", today, "--output", folder / output, "--force", *options))

        start = batch("one.csv", "one.jsonl", "--format", "json")
        print(f"start: {start.cpu:.2f} s CPU, {start.memory:.0f} MiB")
        for rows in sizes:
            make_table(folder / "t.csv", rows)
            if rows > LARGE:
                told(rows, measured(azkit_command("batch", folder / "t.csv", "--today", today, "--format", "json")), start)
                continue
            stream = batch("t.csv", "out.jsonl", "--format", "json")
            two = batch("t.csv", "out.jsonl", "--format", "json", "--jobs", "2")
            files = batch("t.csv", f"letters-{rows}")
            raw = measured([sys.executable, "-c", RAW, *(str(folder / each) for each in ("letter.txt", "t.csv", "raw.txt"))])
            told(rows, stream, start)
            print(f"  two jobs: {two.cpu / stream.cpu:.2f} x its CPU, {stream.clock / two.clock:.2f} x as fast on the clock, {two.memory:.0f} MiB in the largest process")
            print(f"  a folder of letters: {files.cpu / stream.cpu:.2f} x its CPU, {files.memory:.0f} MiB")
            print(f"  a bare Jinja loop: {raw.cpu:.2f} s CPU, {raw.memory:.0f} MiB; azkit takes {stream.cpu / raw.cpu:.0f} x its CPU")


if __name__ == "__main__":
    main()
