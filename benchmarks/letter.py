"""CPU time of one letter inside a running process, against Jinja rendering the same words from a plain dictionary.

    python benchmarks/letter.py [ROUNDS]

azkit's side reads and validates every fact, decides the route, renders both languages, judges the letters and works out the
clock; Jinja's side only fills a template that was compiled before. The figure shows what all of that costs on top.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median

from jinja2 import Environment

import azkit
from azkit.ground.clock import instant


def seconds(work: Callable[[], object], times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    playbook = azkit.link(azkit.load(), "not-received-delivered")
    _, example = playbook.example_facts()
    now = instant(example.today)
    result = azkit.draft(playbook, example.facts, now)
    if not isinstance(result, azkit.Draft):
        raise SystemExit("the example does not draft")
    template = Environment(autoescape=False).from_string(
        "\n\n".join(letter.body for letter in result.letters).replace(example.facts["order_id"], "{{ order_id }}").replace("UPS", "{{ carrier }}")
    )
    ratios = []
    for _ in range(rounds):
        raw = seconds(lambda: template.render(example.facts), 200)
        ratios.append(seconds(lambda: azkit.draft(playbook, example.facts, now), 50) / raw)
    print(f"one draft (two letters, readings, findings, clock): {median(ratios):.1f} x a raw Jinja rendering of its letters")


if __name__ == "__main__":
    main()
