"""Whole cases: facts in, letters and route out, byte for byte. See tests/update_cases.py for the form of a case."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.grouped import grouped
from tests.helpers import CASES, PLAYBOOKS
from tests.update_cases import EXPECTATIONS, case_folders, outcome, respond, today_of

ALL = [(case,) for case in case_folders()]
DRAFTED = [(case,) for case in case_folders() if not (case / "expected-faults.txt").exists()]


def by_playbook(row: tuple[Path]) -> str:
    return row[0].parent.name


every_case, every_draft = grouped(ALL, by_playbook), grouped(DRAFTED, by_playbook)


@every_case
def test_the_case_ends_as_expected(case: Path):
    expected = {name: (case / name).read_bytes().decode("utf-8") for name in EXPECTATIONS if (case / name).exists()}
    assert expected, "a case needs its expectation: run `python -m tests.update_cases` and read what it wrote"
    assert outcome(case) == expected


@every_draft
def test_the_terminal_shows_the_expected_letters_and_nothing_else(case: Path):
    letters = (case / "expected.txt").read_bytes().decode("utf-8") if (case / "expected.txt").exists() else ""
    single = letters.count("\n--- ") == 0
    run = respond(case)
    assert run.out == (letters.split("\n", 1)[-1] if single else letters)
    assert run.code == (0 if letters else 4)


@pytest.mark.parametrize("playbook", ["not-received-delivered", "withdrawal-request"])
def test_every_route_of_a_claim_playbook_has_a_case(playbook: str):
    routes = {route["id"] for route in yaml.safe_load((PLAYBOOKS / "claims" / f"{playbook}.yaml").read_text(encoding="utf-8"))["routes"]}
    taken = {path.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("route: ") for path in CASES.glob(f"{playbook}/*/expected-route.txt")}
    assert taken == routes


@every_case
def test_no_case_holds_a_file_that_nobody_reads(case: Path):
    assert today_of(case)
    assert {path.name for path in case.iterdir()} <= {"facts.yaml", *EXPECTATIONS}
