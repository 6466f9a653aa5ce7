"""The rules over a letter of about 3,000 characters, against the same phrases as plain `re`, and against proselint where it is installed.

    python benchmarks/rules.py [ROUNDS]

CPU time in this process, in turn, medians of the per-round ratios. The regular expressions find the same words in the same order;
they do not know sentence ends, sections or letters, so they do less.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import azkit
from azkit.drafting.draft import judge_of
from azkit.library.rule_model import PARTS
from azkit.phrases.language import Gap, parse_phrase
from azkit.rules.judged import JudgedText

LETTER = (
    "We are sorry that order 112-4827193-6620451 has not reached you. UPS recorded its delivery on 8 May 2026 at the front porch. "
    "Please look around your doors and ask your neighbors. If it is still missing, please reply to this message and we will ask UPS to trace the delivery. "
    "The refund of USD 24.99 was issued on 3 May 2026, and your bank may need 3 to 5 days to show it. You can return the item for a full refund.\n\n"
) * 7


def as_regex(phrase: str) -> re.Pattern[str]:
    """A phrase of the rules as a regular expression."""
    parts = []
    for element in parse_phrase(phrase):
        if isinstance(element, Gap):
            parts.append(rf"(?:\W+\w+){{0,{element.most}}}?\W+")
        else:
            words = [*map(re.escape, sorted(element.exact)), *(re.escape(stem) + r"\w*" for stem in element.stems)]
            parts.append(r"\W+" * bool(parts and not parts[-1].endswith(r"\W+")) + "(?:" + "|".join(words) + ")")
    return re.compile(r"\b" + "".join(parts) + r"\b", re.IGNORECASE)


def cpu(job: Callable[[], object], times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        job()
    return (time.process_time() - start) / times


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    playbook = azkit.link(azkit.load(), "withdrawal-request")
    judge = judge_of(playbook)
    patterns = [as_regex(phrase) for rule in playbook.rules.values() for part in PARTS for phrase in getattr(rule, part)]
    text = JudgedText(LETTER, LETTER, "buyer")
    jobs: dict[str, Callable[[], object]] = {"plain re": lambda: [list(pattern.finditer(LETTER)) for pattern in patterns]}
    judge.letter(text, None)
    ratios: dict[str, list[float]] = {name: [] for name in jobs}
    ours: list[float] = []
    for _ in range(rounds):
        own = cpu(lambda: judge.letter(text, None), 10)
        ours.append(own)
        for name, job in jobs.items():
            ratios[name].append(cpu(job, 2) / own)
    print(f"{len(playbook.rules)} rules, {len(patterns)} phrases, {len(LETTER)} characters: {statistics.median(ours) * 1e6:.0f} us of CPU")
    for name, values in ratios.items():
        print(f"{name:10} {statistics.median(values):6.1f} times our CPU")
    processes()


def processes() -> None:
    """One letter linted by a whole process, beside proselint where it is installed."""
    azkit_script, proselint = (Path(sys.executable).with_name(name) for name in ("azkit", "proselint"))
    if not (azkit_script.exists() and proselint.exists()):
        return
    with tempfile.TemporaryDirectory() as folder:
        letter = Path(folder, "letter.txt")
        letter.write_text(LETTER, encoding="utf-8")
        ratios = [child([azkit_script, "lint", letter, "--kind", "buyer"]) / child([proselint, "check", letter]) for _ in range(5)]
    print(f"one process: {statistics.median(ratios):.2f} of proselint check")


def child(command: list[str | Path]) -> float:
    """CPU seconds of a process."""
    before = os.times()
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    main()
