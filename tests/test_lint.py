"""`azkit lint`, and the rules over whole letters: each fires where it must, and good letters stay silent."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import azkit as package
from azkit.drafting.draft import judge_of
from azkit.library.playbook import Playbook
from azkit.rules.engine import Judge
from azkit.rules.judged import Finding
from azkit.rules.lettered import letter_of
from tests.helpers import DELIVERED, as_facts, azkit
from tests.rules_table import DOCUMENT, placed, table

LETTERS = Path(__file__).parent / "letters"
BAD = sorted((LETTERS / "bad").glob("*/*.txt"))
GOOD = sorted((LETTERS / "good").glob("*/*.txt"))
CLEAN = "Hello,\n\nYour refund of USD 24.99 for order 112-1234567-1234567 was issued on 3 May 2026.\n\nHarbor Lane Goods\n"
FORBIDDEN = "Hello,\n\nYou have a voucher of USD 5.00 from us for the rating.\n"


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@cache
def playbook() -> Playbook:
    return package.link(package.load(), "withdrawal-request")


@cache
def judge() -> Judge:
    return judge_of(playbook())


@cache
def judge_whatever_the_facts() -> Judge:
    """For letters that stand without the facts of their case."""
    return Judge({name: replace(rule, given="") for name, rule in playbook().rules.items()})


def found(path: Path, judge: Judge) -> list[Finding]:
    return judge.letter(letter_of(path.read_text(encoding="utf-8"), path.parent.name, playbook().headings, None), None)


# ---------------------------------------------------------------- whole letters


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_a_good_letter_is_left_in_peace(path: Path):
    assert [(finding.rule, finding.words) for finding in found(path, judge()) if finding.severity != "info"] == []


@pytest.mark.parametrize("path", BAD, ids=name)
def test_a_bad_letter_is_caught_by_the_rule_it_is_named_after(path: Path):
    assert path.stem in {finding.rule for finding in found(path, judge_whatever_the_facts())}


def test_every_rule_of_words_has_a_bad_letter_of_its_own():
    """Those of form are shown by their own texts."""
    written = {path.stem for path in BAD}
    forms = {"too-long", "foreign-characters"}
    lacking = [
        rule_id for rule_id, rule in playbook().rules.items() if rule.kind == "letter" and rule.letters and rule.test != "coverage" and rule_id not in written | forms
    ]
    assert lacking == []


# ---------------------------------------------------------------- the command


def lint(text: str, *args: object) -> object:
    return azkit("lint", "-", "--kind", "buyer", *args, stdin=text)


def test_a_clean_letter_is_0_and_prints_nothing():
    run = azkit("lint", "-", "--kind", "buyer", stdin=CLEAN)
    assert (run.code, run.out) == (0, "")
    assert run.err == "Nothing found.\n"


def test_a_forbidden_letter_is_4_with_place_rule_reason_and_remedy():
    run = azkit("lint", "-", "--kind", "buyer", stdin=FORBIDDEN)
    assert run.code == 4
    assert run.out.startswith("-:3:12: [error] money-for-review: Money or a gift stands beside a review or feedback. ")
    assert "Solve the problem" in run.out


def test_chinese_findings():
    run = azkit("lint", "-", "--kind", "buyer", "--lang", "zh", stdin=FORBIDDEN)
    assert "[错误] money-for-review：钱或礼物与评价放在一起" in run.out


def test_json_is_one_object_for_all_files(tmp_path):
    for each, text in (("a.txt", CLEAN), ("b.txt", FORBIDDEN)):
        (tmp_path / each).write_text(text, encoding="utf-8")
    run = azkit("lint", tmp_path / "a.txt", tmp_path / "b.txt", "--kind", "buyer", "--format", "json")
    assert run.code == 4
    assert run.json["schema"] == 1
    assert [(Path(each["file"]).name, each["kind"], len(each["findings"]) > 0) for each in run.json["files"]] == [("a.txt", "buyer", False), ("b.txt", "buyer", True)]
    [finding] = run.json["files"][1]["findings"]
    assert set(finding) == {"rule", "kind", "severity", "message", "why", "instead", "words", "letter", "line", "column", "source", "allowed"}
    assert (finding["rule"], finding["line"], finding["column"], finding["letter"]) == ("money-for-review", 3, 12, None)


def test_github_commands_stand_on_one_line_each(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text(FORBIDDEN, encoding="utf-8")
    run = azkit("lint", path, "--kind", "buyer", "--format", "github")
    assert run.out.startswith(f"::error file={path},line=3,col=12,title=money-for-review::[error] money-for-review: ")
    assert len(run.out.splitlines()) == 1


def test_quoted_lines_are_not_judged_and_places_keep_their_numbers():
    run = azkit("lint", "-", "--kind", "buyer", stdin="> leave 5 stars for a gift card\n" + FORBIDDEN)
    assert [line.split(": ")[0] for line in run.out.splitlines()] == ["-:4:12"]


def test_line_ends_of_windows_change_no_place():
    assert azkit("lint", "-", "--kind", "buyer", stdin=FORBIDDEN.replace("\n", "\r\n")).out == azkit("lint", "-", "--kind", "buyer", stdin=FORBIDDEN).out


def test_rules_are_selected_and_ignored_by_name():
    assert azkit("lint", "-", "--kind", "buyer", "--ignore", "money-for-review", stdin=FORBIDDEN).code == 0
    assert azkit("lint", "-", "--kind", "buyer", "--select", "emoji", stdin=FORBIDDEN).code == 0
    assert azkit("lint", "-", "--kind", "buyer", "--select", "money-for-review", stdin=FORBIDDEN).code == 4
    run = azkit("lint", "-", "--kind", "buyer", "--select", "money-for-reviews", stdin=FORBIDDEN)
    assert run.code == 2
    assert "did you mean money-for-review?" in run.err


def test_warnings_end_with_4_only_where_that_is_wished():
    text = "Hello,\n\nWe shipped the the order on 3 May 2026.\n"
    assert azkit("lint", "-", "--kind", "buyer", stdin=text).code == 0
    assert azkit("lint", "-", "--kind", "buyer", "--fail-on", "warning", stdin=text).code == 4


@pytest.mark.parametrize("args", [(), ("--kind", "poem"), ("--kind", "buyer", "--format", "xml"), ("--kind", "buyer", "--fail-on", "info")])
def test_a_call_that_cannot_be_is_2(args):
    assert azkit("lint", "-", *args, stdin=CLEAN).code == 2


def test_a_file_that_is_not_there_is_6(tmp_path):
    assert azkit("lint", tmp_path / "none.txt", "--kind", "buyer").code == 6


def test_faulty_facts_are_3(tmp_path):
    facts = tmp_path / "facts.json"
    facts.write_text(as_facts(DELIVERED, shipped_on="03/04/26"), encoding="utf-8")
    run = azkit("lint", "-", "--kind", "claim", "--facts", facts, stdin=CLEAN)
    assert run.code == 3
    assert "shipped_on" in run.err


def test_at_a_terminal_the_letter_is_shown_with_its_findings_marked():
    run = azkit("lint", "-", "--kind", "buyer", stdin=FORBIDDEN, terminal=True)
    lines = run.err.splitlines()
    at = lines.index("You have a voucher of USD 5.00 from us for the rating.")
    assert lines[at + 1].strip("^") == " " * 11
    assert "money-for-review" in lines[at + 2]


def test_an_overlay_adds_regrades_and_switches_off(overlay):
    rule = {
        "kind": "letter", "severity": "error", "test": "phrases", "phrases": ["best wishes"], "say": {"en": "No wishes", "zh": "不写祝福"},
        "why": {"en": "House style.", "zh": "店规。"}, "instead": {"en": "Sign with the store name.", "zh": "只写店铺名。"}, "source": "OWN",
        "checked_on": "2026-11-21", "fires": ["Best wishes, Harbor"], "silent": ["Harbor"],
    }  # fmt: skip
    folder = overlay({"rules/house.yaml": json.dumps({"schema": 1, "rules": {"no-wishes": rule}, "grades": {"money-for-review": "off", "doubled-word": "error"}})})
    text = FORBIDDEN + "The the box.\nBest wishes\n"
    run = azkit("lint", "-", "--kind", "buyer", "--playbooks", folder, "--format", "json", stdin=text)
    assert [(each["rule"], each["severity"]) for each in run.json["files"][0]["findings"]] == [("doubled-word", "error"), ("no-wishes", "error")]


def test_sections_are_known_by_the_headings_of_people():
    plan = "Dear team,\n\n1. Root cause\n\nWe will explain.\n\nCorrective actions\n\nWe will hire two agents.\n\nPreventive measures\n\nWe will check daily.\n"
    run = azkit("lint", "-", "--kind", "appeal", "--select", "future-in-actions", "--format", "json", stdin=plan)
    assert [each["line"] for each in run.json["files"][0]["findings"]] == [9]


# ---------------------------------------------------------------- the document


def test_the_table_of_rules_is_the_one_that_ships():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert placed(text, table(package.load())) == text
