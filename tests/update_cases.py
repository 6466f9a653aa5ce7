"""What each case of `tests/cases` gives, and `python -m tests.update_cases [PLAYBOOK...]`, which rewrites the expectations.

A case is a folder `tests/cases/<playbook>/<case>/` with `facts.yaml`, whose first line is `# today: YYYY-MM-DD`, and either

- `expected-route.txt`: the route, the exit code, and what surrounds the letters, one `name: value` a line;
  `expected.txt`: every letter of the route, each after its line `--- ID (to RECIPIENT) ---`; not there when no letter should leave
- or `expected-faults.txt`: one line a fault, `kind name (line): message`.

After a rewrite read the difference: an expectation is right because somebody read it, not because it was written.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from tests.helpers import CASES, PLAYBOOKS, Run, azkit, printed

EXPECTATIONS = ("expected.txt", "expected-route.txt", "expected-faults.txt")


def case_folders() -> list[Path]:
    """Every case, in order."""
    return sorted(path.parent for path in CASES.glob("*/*/facts.yaml"))


def today_of(case: Path) -> str:
    """The day on which the case is drafted."""
    first = (case / "facts.yaml").read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith("# today: "), f"{case.parent.name}/{case.name}: the first line of facts.yaml must be `# today: YYYY-MM-DD`"
    return first.removeprefix("# today: ").strip()


def respond(case: Path, *options: str) -> Run:
    """Draft the case through the door of its playbook, its facts on standard input."""
    playbook = case.parent.name
    door = "appeal" if (PLAYBOOKS / "appeals" / f"{playbook}.yaml").is_file() else "respond"
    return azkit(door, playbook, "--facts", "-", "--today", today_of(case), *options, stdin=(case / "facts.yaml").read_bytes())


def outcome(case: Path) -> dict[str, str]:
    """The expectations that this case meets now, by file name."""
    run = respond(case, "--format", "json", "--errors", "json")
    if run.code not in (0, 4):
        return {"expected-faults.txt": f"exit: {run.code}\n" + "".join(f"{_fault(fault)}\n" for fault in run.faults)}
    route = {"expected-route.txt": "".join(f"{line}\n" for line in _route(run))}
    letters = run.json["letters"]
    return {**route, "expected.txt": printed(letters)} if letters and not run.json["withheld"] else route


def _route(run: Run) -> list[str]:
    draft: dict[str, Any] = run.json
    route = draft["route"]
    lines = [f"route: {route['id']}", f"exit: {run.code}", f"cost: money {route['cost']['money']}, defect {route['cost']['defect']}"]
    lines += [f"instead: {other['id']}" for other in route["alternatives"]]
    lines += [f"later: {letter['id']} {letter['send']}" for letter in draft["letters"] if letter["send"] != "now"]
    lines += [f"clock: {clock['id']} by {clock['answer_by']}{_latest(clock)} from the {clock['from']}" for clock in draft["clocks"]]
    lines += [f"finding: {each['severity']} {each['kind']} {each['rule']}{' in ' + each['letter'] if each['letter'] else ''}" for each in draft["findings"]]
    lines += [f"coverage: {row['part']} of {row['issue']} is {row['state']}" for row in draft["coverage"]]
    lines += [f"next: {step['playbook']}" for step in draft["next"]]
    return lines


def _latest(clock: dict[str, Any]) -> str:
    return f", at the latest {clock['latest']}" if clock["latest"] else ""


def _fault(fault: dict[str, Any]) -> str:
    line = (fault["where"] or "").rpartition(":")[2]
    return f"{fault['kind']} {fault['fact']}{f' (line {line})' if line else ''}: {fault['message']}"


def main(playbooks: list[str]) -> int:
    """Rewrite the expectations of every case, or of those of these playbooks, and name those that changed."""
    changed = 0
    for case in case_folders():
        if playbooks and case.parent.name not in playbooks:
            continue
        now = outcome(case)
        before = {name: (case / name).read_text(encoding="utf-8") for name in EXPECTATIONS if (case / name).exists()}
        if now == before:
            continue
        changed += 1
        for name in before:
            (case / name).unlink()
        for name, text in now.items():
            (case / name).write_bytes(text.encode("utf-8"))
        sys.stdout.write(f"{case.parent.name}/{case.name}\n")
    sys.stdout.write(f"{changed} cases changed.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
