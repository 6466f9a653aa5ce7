"""Two megabytes of one thing said again and again, read as a notice and judged as a letter: CPU seconds of each, the slowest first.

    python benchmarks/hostile.py [CHARACTERS]        (2,000,000 where nothing is said)

None may take two seconds. The things said are those of `tests/hostile.json`, which the tests read and judge in a shorter form.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import azkit
from azkit.drafting.draft import judge_of
from azkit.library.link_notices import linked_notices
from azkit.notices.reader import read_notice
from azkit.rules.judged import JudgedText

TEXTS = Path(__file__).parent.parent / "tests" / "hostile.json"
SHOWN = 8


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000
    hostile = json.loads(TEXTS.read_text(encoding="utf-8"))
    library = azkit.load()
    book, judge = linked_notices(library), judge_of(azkit.link(library, "order-defect-rate"))
    measured: list[tuple[float, str]] = []
    for unit, words in hostile["units"].items():
        repeated = words * (size // len(words))
        measured.append((cpu(lambda text=repeated: judge.letter(JudgedText(text, text, "appeal"), None)), f"judged: {unit}"))
        for head, beginning in hostile["heads"].items():
            measured.append((cpu(lambda text=beginning + repeated: read_notice(text, book)), f"read: {unit}, as a {head}"))
    for seconds, name in sorted(measured, reverse=True)[:SHOWN]:
        print(f"{seconds:5.2f} s  {name}")
    print(f"{len(measured)} texts of {size} characters, {sum(seconds for seconds, _ in measured):.0f} s in all")


def cpu(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start


if __name__ == "__main__":
    main()
