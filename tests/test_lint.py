"""`azkit lint`, and the rules over whole letters: each fires where it must, and good letters stay silent."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import yaml

import azkit as package
from azkit.cli.lint import Lint
from azkit.cli.plain import plain_call
from azkit.drafting.draft import judge_of
from azkit.library.playbook import Playbook
from azkit.library.rule_model import Kind
from azkit.rules.engine import Judge
from azkit.rules.judged import Finding
from azkit.rules.kinds import BEYOND_THE_TEXT, TEXT_TESTS
from azkit.rules.lettered import letter_of
from tests.generated import placed
from tests.helpers import DELIVERED, PLAYBOOKS, as_facts, azkit
from tests.rules_table import DOCUMENT, table

LETTERS = Path(__file__).parent / "letters"
BAD = sorted((LETTERS / "bad").glob("*/*.txt"))
GOOD = sorted((LETTERS / "good").glob("*/*.txt"))
ARTICLES = sorted((LETTERS / "articles").glob("*.txt"))
CLEAN = "Hello,\n\nYour refund of USD 24.99 for order 112-1234567-1234567 was issued on 3 May 2026.\n\nHarbor Lane Goods\n"
TODAY, WRITTEN = date(2026, 11, 22), date(2026, 5, 31)
"""When the bad letters are judged, and when the good ones were written."""
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


def found(path: Path, judge: Judge, kind: str = "", today: date = TODAY) -> list[Finding]:
    return judge.letter(letter_of(path.read_text(encoding="utf-8"), kind or path.parent.name, playbook().headings, today=today), None)


# ---------------------------------------------------------------- whole letters


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_a_good_letter_is_left_in_peace(path: Path):
    assert [(finding.rule, finding.words) for finding in found(path, judge(), today=WRITTEN) if finding.severity != "info"] == []


@pytest.mark.parametrize("path", BAD, ids=name)
def test_a_bad_letter_is_caught_by_the_rule_it_is_named_after(path: Path):
    assert path.stem in {finding.rule for finding in found(path, judge_whatever_the_facts())}


@pytest.mark.parametrize("path", ARTICLES, ids=name)
def test_each_fault_that_a_reader_can_name_is_found_in_the_letters_that_articles_recommend(path: Path):
    """Beside each letter stands what must be found in it: the rule, and words of the place."""
    expected = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))
    findings = found(path, judge_whatever_the_facts(), expected["kind"])
    missed = {rule: words for rule, words in expected["fires"].items() if not any(each.rule == rule and words in each.words for each in findings)}
    assert missed == {}


def test_every_rule_of_words_has_a_bad_letter_of_its_own():
    """Those of form are shown by their own texts."""
    written = {path.stem for path in BAD}
    judged = {rule_id for rule_id, rule in playbook().rules.items() if rule.kind == "letter" and rule.letters and rule.test in TEXT_TESTS.keys() - BEYOND_THE_TEXT}
    assert judged - written == set()


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


def test_a_name_of_a_file_ends_no_property_of_a_github_command(tmp_path):
    path = tmp_path / "a,b::c%.txt"
    path.write_text(FORBIDDEN, encoding="utf-8")
    run = azkit("lint", path, "--kind", "buyer", "--format", "github")
    assert run.out.startswith(f"::error file={tmp_path}/a%2Cb%3A%3Ac%25.txt,line=3,")


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


def test_a_wrong_kind_is_answered_with_every_kind_that_a_rule_may_name():
    assert ", ".join(get_args(Kind)) in azkit("lint", "-", "--kind", "poem", stdin=CLEAN).err


def test_the_judge_is_made_once_and_facts_do_not_change_it(tmp_path, monkeypatch):
    made = []

    class Watched(Judge):
        def __setattr__(self, key, value):
            assert key != "conditions" or key not in made, "the judge was given other conditions"
            made.append(key)
            super().__setattr__(key, value)

    monkeypatch.setattr("azkit.cli.lint.Judge", Watched)
    run = lint(CLEAN, "--facts", given(tmp_path, store="amazon.com"))
    assert run.code == 0, run.err
    assert made.count("conditions") == 1


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


# ---------------------------------------------------------------- beside the letter: facts, the day, earlier rounds


def rules_of(run: object) -> list[str]:
    return [each["rule"] for each in run.json["files"][0]["findings"]]


def given(tmp_path: Path, **facts: object) -> Path:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(facts), encoding="utf-8")
    return path


@pytest.mark.parametrize(("order", "expected"), [("112-1234567-1234567", []), ("112-7654321-7654321", ["another-order-id"])])
def test_another_order_id_than_the_one_of_the_facts_is_named(tmp_path, order, expected):
    facts = given(tmp_path, store="amazon.com", order_id=order)
    assert rules_of(lint(CLEAN, "--facts", facts, "--format", "json")) == expected


def test_the_ids_and_figures_of_a_plan_are_compared_with_the_facts(tmp_path):
    orders = [{"order_id": f"112-4827193-662040{number}", "defect": "claim"} for number in (1, 2)]
    facts = given(tmp_path, store="amazon.com", orders=orders, metrics=[{"name": "order-defect-rate", "value": "2.78 %", "target": "1 %"}])
    plan = "Our order defect rate is {rate}; the target is 1 %. Order 112-4827193-6620401 was refunded. Order {order} was answered.\n"
    rules = ["--select", "another-figure", "--select", "order-left-out", "--select", "another-order-id"]
    for rate, order, expected in (
        ("2.78%", "112-4827193-6620402", []),
        ("1.4 %", "112-4827193-6620402", ["another-figure"]),
        ("2.78 %", "112-4827193-6620409", ["order-left-out", "another-order-id"]),
    ):
        text = plan.format(rate=rate, order=order)
        assert rules_of(azkit("lint", "-", "--kind", "appeal", "--facts", facts, *rules, "--format", "json", stdin=text)) == expected


@pytest.mark.parametrize(("today", "expected"), [("", []), ("2026-05-03", []), ("2026-05-02", ["done-after-today"])])
def test_what_is_done_cannot_be_later_than_the_day_of_the_letter(today, expected):
    assert rules_of(lint(CLEAN, *(["--today", today] if today else []), "--format", "json")) == expected


def test_a_round_that_brings_nothing_new_is_an_error_and_one_that_does_is_none(tmp_path):
    first = (LETTERS / "good" / "appeal" / "order-defect-rate.txt").read_text(encoding="utf-8")
    second = (LETTERS / "good" / "appeal" / "second-round.txt").read_text(encoding="utf-8")
    earlier = tmp_path / "first.txt"
    earlier.write_text(first.replace("\n", "\r\n"), encoding="utf-8", newline="")
    again = azkit("lint", "-", "--kind", "appeal", "--earlier", earlier, "--format", "json", stdin=first.replace("15 May 2026", "16 May 2026"))
    assert "repeats-the-last-round" in rules_of(again)
    assert again.code == 4
    assert "repeats-the-last-round" not in rules_of(azkit("lint", "-", "--kind", "appeal", "--earlier", earlier, "--format", "json", stdin=second))
    assert "repeats-the-last-round" not in rules_of(azkit("lint", "-", "--kind", "appeal", "--format", "json", stdin=first))


def test_the_largest_message_is_four_thousand_characters():
    assert "long-message" not in rules_of(lint("x" * 3_999 + "\n", "--format", "json"))
    assert "long-message" in rules_of(lint("x" * 4_000 + "\n", "--format", "json"))


def test_advice_is_no_finding():
    text = "The order defect rate of order 112-1234567-1234567 is 2.78 %.\n"
    run = azkit("lint", "-", "--kind", "appeal", "--fail-on", "warning", stdin=text)
    assert (run.code, run.out) == (0, "")
    assert "-: advice: For the order defect rate Amazon sometimes offers a quiz" in run.err
    run = azkit("lint", "-", "--kind", "appeal", "--format", "json", stdin=text)
    [file] = run.json["files"]
    assert (file["findings"], len(file["advice"])) == ([], 1)


# ---------------------------------------------------------------- a call that is plainly spelt


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.txt", "--kind", "buyer"],
        ["-", "b.txt", "--kind=claim", "--format=json", "--select", "emoji", "--select=markup", "--ignore", "telephone"],
        ["a.txt", "--kind", "appeal", "-f", "f.yaml", "--facts", "-", "--earlier", "e.txt", "--fail-on", "warning", "--lang", "zh", "--today", "2026-05-03"],
        ["--debug", "--playbooks", "house", "a.txt", "--kind", "support"],
    ],
)
def test_both_ways_to_read_a_call_read_the_same(arguments, monkeypatch):
    """What is plainly spelt is read without typer, and must mean what typer would have read."""
    calls = []
    monkeypatch.setattr(Lint, "run", lambda self: calls.append(self) or 0)
    assert azkit("lint", *arguments).code == 0
    monkeypatch.setattr("azkit.cli.boundary.plain_call", lambda _arguments: None)
    assert azkit("lint", *arguments).code == 0
    assert calls[0] == calls[1]


@pytest.mark.parametrize("arguments", ["", "--kind buyer", "a.txt --kind", "a.txt --kinds buyer", "a.txt --help", "a.txt -fx", "a.txt --kind --lang", "-- a.txt"])
def test_a_call_that_is_not_plain_is_left_to_typer(arguments):
    assert plain_call(["lint", *arguments.split()]) is None


# ---------------------------------------------------------------- the document


def test_every_row_of_the_numbering_is_judged_or_explained():
    text = DOCUMENT.read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([BRPX][0-9]{2}) \| (.*) \|$", text, re.MULTILINE))
    assert set(rows) == {f"{letter}{number:02}" for letter, last in (("X", 15), ("B", 48), ("R", 30), ("P", 40)) for number in range(1, last + 1)}
    known = {*playbook().rules, *(path.stem for path in PLAYBOOKS.rglob("*.yaml"))}
    assert [(row, each) for row, words in rows.items() for each in re.findall("`([^`]+)`", words) if each not in known] == []


def test_the_table_of_rules_is_the_one_that_ships():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert placed(text, "rules", table(package.load())) == text
