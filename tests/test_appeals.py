"""A plan of action: a letter with sections over tables, every demand answered."""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from typing import Any

import pytest
import yaml

from azkit.interview.offers import OWN_WORDS
from azkit.library.load import load
from tests.helpers import Run, azkit
from tests.scripted import playbook_of

DAY = "2026-05-18"
SECTIONS = ["root-cause", "actions", "prevention"]


@cache
def example_text() -> str:
    return azkit("playbook", "facts", "order-defect-rate", "--example", "--today", DAY).out


def example() -> dict[str, Any]:
    """The facts of the shipped example, every scalar as text."""
    return copy.deepcopy(yaml.load(example_text(), Loader=yaml.BaseLoader))


def appeal(facts: dict[str, Any], *args: object) -> Run:
    return azkit("appeal", "order-defect-rate", "--facts", "-", "--today", DAY, *args, stdin=json.dumps(facts, ensure_ascii=False))


def faults(facts: dict[str, Any]) -> dict[str, str]:
    run = appeal(facts, "--errors", "json")
    assert run.out == ""
    return {fault["fact"]: fault["kind"] for fault in run.faults}


# ---------------------------------------------------------------- causes and their names

CATALOGUE = load().catalogue
CAUSES = {name: entry for (kind, name), entry in CATALOGUE.items() if kind == "cause"}


def test_every_cause_but_ones_own_has_a_name_and_no_two_have_the_same():
    names = [entry.name for name, entry in CAUSES.items() if name != OWN_WORDS]
    assert all(names)
    assert len({each.en for each in names}) == len({each.zh for each in names}) == len(names)


def test_what_a_cause_leads_to_is_in_the_catalogue():
    known = {name for kind, name in CATALOGUE if kind != "cause"}
    assert [(name, each) for name, entry in CAUSES.items() for each in entry.leads_to if each not in known] == []


def test_a_cause_is_called_by_the_step_that_the_seller_names_else_by_the_catalogue_else_by_its_issue():
    facts = example()
    letter = appeal(facts).out
    assert "Cause 1: the message rota." in letter
    facts["causes"][0]["step"] = "night shift"
    assert "Cause 1: night shift." in appeal(facts).out
    del facts["causes"][0]["step"]
    facts["causes"][0] |= {"cause": OWN_WORDS, "words": "Messages of a second mailbox were read by nobody."}
    assert re.search(r"Cause 1: [a-z ]*messages[a-z ]*\. Messages of a second mailbox", appeal(facts).out)


# ---------------------------------------------------------------- what belongs into an appeal


def test_only_the_choices_that_belong_into_an_appeal_are_offered_and_taken():
    playbook = playbook_of("late-shipment")
    assert list(playbook.vocabulary["seller_choice"].choices) == ["accept", "dispute"]
    assert playbook.vocabulary["seller_choice"].example == "accept"
    assert "refund" in load().vocabulary["seller_choice"].choices
    run = azkit("appeal", "late-shipment", "--set", "seller_choice=refund", "--today", DAY)
    assert run.code == 3
    assert "accept" in run.err
    assert "replacement" not in run.err


# ---------------------------------------------------------------- sections


def test_a_letter_with_sections_is_its_headings_and_their_parts():
    letter = appeal(example(), "--format", "json").json["letters"][0]
    assert [section["id"] for section in letter["sections"]] == SECTIONS
    rest = letter["body"]
    for section in letter["sections"]:
        heading, found, rest = rest.partition("\n\n" + section["body"])
        assert found
        assert "\n" not in heading.strip()
    assert rest == ""
    assert appeal(example()).out == letter["body"] + "\n"
    assert letter["characters"] == len(letter["body"])


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_can_be_pasted_alone_without_its_heading(section: str):
    made = appeal(example(), "--format", "json").json["letters"][0]
    body = next(each["body"] for each in made["sections"] if each["id"] == section)
    alone = appeal(example(), "--section", section)
    assert alone.code == 0
    assert alone.out == body + "\n"


def test_several_sections_keep_the_order_of_the_letter():
    made = appeal(example(), "--section", "prevention", "--section", "root-cause", "--format", "json").json["letters"][0]
    assert [section["id"] for section in made["sections"]] == ["root-cause", "prevention"]


def test_an_unknown_section_is_2_and_names_those_there_are():
    run = appeal(example(), "--section", "causes")
    assert run.code == 2
    assert run.out == ""
    assert "root-cause, actions, prevention" in run.err


# ---------------------------------------------------------------- coverage


def test_coverage_has_a_row_for_every_part_of_every_issue():
    rows = appeal(example(), "--format", "json").json["coverage"]
    assert all(set(row) == {"part", "issue", "state", "by"} for row in rows)
    assert {(row["part"], row["issue"]): row["state"] for row in rows} == {
        (part, issue): "none" if issue == "chargebacks" else "answered" for part in SECTIONS for issue in ("claims", "negative-feedback", "chargebacks")
    }
    assert all(row["by"] for row in rows if row["state"] == "answered")


@pytest.mark.parametrize(("table", "part"), [("actions", "actions"), ("preventions", "prevention")])
def test_a_cause_that_nothing_answers_withholds_the_plan(table: str, part: str):
    facts = example()
    facts[table] = [row for row in facts[table] if "c2" not in row["for"]]
    run = appeal(facts, "--format", "json")
    assert run.code == 4
    assert run.json["withheld"] is True
    assert ("demand-open", "error") in {(finding["rule"], finding["severity"]) for finding in run.json["findings"]}
    assert (part, "negative-feedback", "open") in {(row["part"], row["issue"], row["state"]) for row in run.json["coverage"]}
    assert appeal(facts).out == ""


def test_an_issue_without_a_cause_withholds_the_plan_and_none_in_window_answers_it():
    facts = example()
    del facts["none_in_window"]
    assert appeal(facts).code == 4
    assert "none in this window" in appeal(example()).out


def test_an_open_demand_can_be_allowed():
    facts = example()
    del facts["none_in_window"]
    run = appeal(facts, "--allow", "demand-open", "--format", "json")
    assert run.code == 0
    assert {finding["allowed"] for finding in run.json["findings"] if finding["rule"] == "demand-open"} == {True}


def test_the_demands_of_the_notice_take_the_place_of_the_three_questions():
    facts = example()
    facts["demands"] = [{"part": "actions", "issue": "claims", "quote": "The actions you have taken to resolve A-to-z claims"}]
    rows = appeal(facts, "--format", "json").json["coverage"]
    assert [(row["part"], row["issue"]) for row in rows] == [("actions", "claims")]


# ---------------------------------------------------------------- what the plan says


def test_every_order_that_was_settled_is_named_once_among_what_was_done():
    facts = example()
    done = appeal(facts, "--section", "actions").out
    for order in facts["orders"]:
        lines = [line for line in done.splitlines() if order["order_id"] in line and not line.startswith("- Replacement")]
        assert len(lines) == 1


def test_amounts_and_counts_of_what_was_done_add_up():
    facts = example()
    lines = [line for line in appeal(facts, "--section", "actions").out.splitlines() if line.startswith("- The buyer")]
    orders = [re.findall(r"\d{3}-\d{7}-\d{7}", line) for line in lines]
    assert sorted(each for group in orders for each in group) == sorted(order["order_id"] for order in facts["orders"])
    for line, group in zip(lines, orders, strict=True):
        counted = re.match(r"- The buyers of (\d+) orders ", line)
        assert len(group) == (int(counted[1]) if counted else 1)
    refunded = round(sum(float(order["amount"].split()[0]) for order in facts["orders"] if "amount" in order), 2)
    assert round(sum(float(amount) for line in lines for amount in re.findall(r"\(USD ([\d.]+)(?: in total)?\)", line)), 2) == refunded


def test_the_same_order_twice_is_refused():
    facts = example()
    facts["orders"].append({"order_id": facts["orders"][0]["order_id"], "done": "answered", "done_on": "2026-05-16"})
    assert appeal(facts).code == 3


def test_what_is_not_given_is_not_said():
    facts = example()
    for table in ("causes", "actions", "preventions"):
        for row in facts[table]:
            for column in ("found_by", "unnoticed", "words", "trigger", "checked_from", "checked_to"):
                row.pop(column, None)
    for name in ("window_starts", "window_ends", "orders_in_window", "evidence", "deactivated_scope"):
        facts.pop(name)
    run = appeal(facts)
    assert run.code == 0
    assert not re.search(r"\bNone\b(?! of)|\{\{|\(\)|\[\s*\]| ,| \.|\.\.|\n\n\n|: *$(?!\n-)", run.out.replace(":\n- ", ""), re.MULTILINE)
    assert "How we found it" not in run.out
    assert "Files with this plan" not in run.out


@pytest.mark.parametrize("words", ["We will train two agents next week.", "We are going to inspect the stock."])
def test_an_action_that_has_not_happened_leaves_no_plan(words: str):
    facts = example()
    facts["actions"][2]["words"] = words
    run = appeal(facts)
    assert run.code in (3, 4)
    assert run.out == ""


@pytest.mark.parametrize("table", ["causes", "actions", "preventions"])
def test_a_sentence_of_the_seller_stands_in_the_plan_or_is_named_as_unused(table: str):
    facts = example()
    facts[table][0]["words"] = "The second agent speaks Spanish."
    run = appeal(facts)
    assert run.code == 0
    assert "The second agent speaks Spanish." in run.out or f"{table}[0].words" in run.err


def test_an_action_of_tomorrow_is_refused():
    facts = example()
    facts["actions"][1]["done_on"] = "2026-05-19"
    assert faults(facts) == {"actions[1].done_on": "invalid"}


def test_a_quiz_needs_no_plan():
    run = appeal({"store": "amazon.com", "reactivation_form": "quiz"}, "--format", "json")
    assert run.code == 4
    assert run.json["route"]["id"] == "quiz"
    assert run.json["letters"] == []
    assert run.json["advice"]


# ---------------------------------------------------------------- tables


def test_the_facts_of_a_plan_read_back_to_the_same_bytes(tmp_path):
    first = appeal(example(), "--format", "json", "--save-facts", tmp_path / "facts.yaml")
    assert appeal(first.json["facts"], "--format", "json").out == first.out
    saved = azkit("appeal", "order-defect-rate", "--facts", tmp_path / "facts.yaml", "--today", DAY, "--format", "json")
    assert saved.out == first.out


def test_saved_tables_with_odd_words_read_back(tmp_path):
    facts = example()
    facts["orders"][2]["quote"] = "came {dirty}: [as if], used # no 'joke' \\ \"really\" - null"
    facts["evidence"][0]["proves"] = "all: messages, {1} & - #3"
    first = appeal(facts, "--format", "json", "--save-facts", tmp_path / "facts.yaml")
    assert first.code == 0, first.err
    saved = azkit("appeal", "order-defect-rate", "--facts", tmp_path / "facts.yaml", "--today", DAY, "--format", "json")
    assert saved.out == first.out


def test_faults_in_tables_are_all_named_by_row_and_column_with_their_line(tmp_path):
    text = (
        example_text()
        .replace("done_on: 2026-05-16, count: 12", "done_on: 2026-13-16, count: twelve")
        .replace("for: c1, action: trained-backup, ", "for: c9, action: trained-backup, ")
    )
    path = tmp_path / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    run = azkit("appeal", "order-defect-rate", "--facts", path, "--today", DAY)
    assert run.code == 3
    line = text[: text.index("actions:")].count("\n") + 2
    for place in (f"{path}:{line}: actions[0].done_on: ", f"{path}:{line}: actions[0].count: ", f"{path}:{line + 1}: actions[1].for: "):
        assert place in run.err, run.err


def test_columns_that_are_missing_or_unknown_are_named_with_the_nearest():
    facts = example()
    del facts["preventions"][0]["start"]
    facts["causes"][1]["sinse"] = "2026-03-02"
    run = appeal(facts, "--errors", "json")
    assert run.code == 3
    found = {fault["fact"]: fault for fault in run.faults}
    assert set(found) == {"preventions[0].start", "causes[1].sinse"}
    assert found["preventions[0].start"]["kind"] == "missing"
    assert "since" in found["causes[1].sinse"]["message"]


def test_a_slot_that_an_entry_of_the_catalogue_needs_is_asked_for():
    facts = example()
    del facts["causes"][0]["since"]
    run = appeal(facts, "--errors", "json")
    assert run.code == 2
    assert [(fault["fact"], bool(fault["question"])) for fault in run.faults] == [("causes[0].since", True)]


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        pytest.param(lambda facts: facts["causes"][0].update(cause="one-person-no-backups"), "causes[0].cause", id="unknown-entry"),
        pytest.param(lambda facts: facts["causes"][1].update(id="c1"), "causes[1].id", id="id-twice"),
        pytest.param(lambda facts: facts.update(orders="112-4827193-6620451"), "orders", id="no-table"),
        pytest.param(lambda facts: facts.update(orders=["112-4827193-6620451"]), "orders[0]", id="no-record"),
        pytest.param(lambda facts: facts["orders"][0].update(order_id={"id": "x"}), "orders[0].order_id", id="nested"),
        pytest.param(lambda facts: facts.update(orders_in_window="3"), "orders_in_window", id="fewer-orders-than-defects"),
        pytest.param(lambda facts: facts.update(none_in_window="claims"), "none_in_window", id="none-but-one"),
        pytest.param(lambda facts: facts.update(fulfilment="amazon"), "fulfilment", id="not-for-fba"),
        pytest.param(lambda facts: facts["metrics"][0].update(value="0.0278"), "metrics[0].value", id="no-percentage"),
        pytest.param(lambda facts: facts["orders"][0].update(done_on="16/05/26"), "orders[0].done_on", id="two-days"),
        pytest.param(lambda facts: facts["evidence"][0].update(file="../../log"), "evidence[0].file", id="no-file"),
    ],
)
def test_a_table_with_a_wrong_row_is_refused_by_its_place(change, fact: str):
    facts = example()
    change(facts)
    found = faults(facts)
    assert found.get(fact) == "invalid", found


def test_a_table_is_not_given_with_set():
    run = appeal(example(), "--set", "causes=c1")
    assert run.code in (2, 3)
    assert "causes" in run.err
    assert run.out == ""
