"""The documents name what there is: every command, option, rule, playbook, type and kind of test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from azkit.facts.tracking import FORMS
from azkit.facts.types import TYPES
from azkit.library.load import load
from azkit.rules.case_tests import CASE_TESTS
from azkit.rules.kinds import TEXT_TESTS
from tests.helpers import azkit

ROOT = Path(__file__).parent.parent
DOCS = {path.name: path.read_text(encoding="utf-8") for path in [*ROOT.glob("docs/*.md"), *ROOT.glob("README*.md"), ROOT / "CHANGELOG.md"]}
ALL = "\n".join(DOCS.values())
COMMANDS = ["respond", "appeal", "batch", "playbook list", "playbook show", "playbook facts", "playbook new", "playbook check", "playbook schema", "init", "lint"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"azkit {command}" in ALL


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_documented(command: str) -> None:
    run = azkit(*command.split(), "--help")
    options = set(re.findall(r"--[a-z][a-z-]+", run.out)) - {"--help"}
    assert run.code == 0
    assert options
    assert sorted(option for option in options if option not in ALL) == []


def test_both_readmes_lead_to_the_table_of_all_situations() -> None:
    assert [name for name in load().paths if f"`{name}`" not in DOCS["situations.md"]] == []
    for readme in ("README.md", "README.zh.md"):
        assert "docs/situations.md" in DOCS[readme]


def test_every_rule_and_every_kind_of_test_is_documented() -> None:
    assert [name for name in (*load().rules, *TEXT_TESTS, *CASE_TESTS, "phrases") if name not in DOCS["rules.md"]] == []


def test_every_type_and_every_form_of_a_tracking_number_is_documented() -> None:
    assert [name for name in (*TYPES, "table", *FORMS) if name not in DOCS["facts.md"]] == []


def test_every_exit_code_is_documented_with_its_meaning() -> None:
    for code in (0, 1, 2, 3, 4, 5, 6, 130):
        assert re.search(rf"^\| {code} \|", DOCS["exit-codes.md"], re.MULTILINE)


def test_links_between_the_documents_lead_somewhere() -> None:
    for path in [*ROOT.glob("docs/*.md"), *ROOT.glob("README*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
