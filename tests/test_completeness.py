"""Nothing is half there: every playbook, fact, template, rule and schema that ships is whole, and every letter of every example can be sent."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from azkit.rules.case_tests import CASE_TESTS
from tests.grouped import grouped
from tests.helpers import HAN, PLAYBOOKS, TEMPLATES, Run, azkit
from tests.strategies import examples_of

FAMILIES = {"claims": "respond", "messages": "respond", "appeals": "appeal"}

CONTRACT_FACTS = [
    "store", "store_name", "order_id", "asin", "item", "order_total", "fulfilment", "claim_status", "claim_opened_on", "claim_amount", "claim_reason",
    "notice_received_at", "respond_by", "decided_on", "decision_grounds", "new_evidence", "buyer_words", "problem", "photos", "carrier", "tracking_number",
    "buy_shipping", "ship_by", "shipped_on", "first_scan_on", "last_scan_on", "last_scan_place", "latest_delivery_on", "delivered_on", "delivery_place", "signed_by",
    "remedy", "agreed_on", "refund_amount", "refunded_on", "replacement_carrier", "replacement_tracking", "replacement_shipped_on", "remedy_delivered_on",
    "withdrawal_requested_on", "return_requested_on", "return_authorised_on", "return_method", "return_reason", "return_window_ends", "return_carrier",
    "return_tracking", "return_received_on", "refund_deduction", "deduction_reason", "listing_words", "reported_on", "first_message_on", "first_answer_on",
    "feedback_words", "units", "disposition", "insurer", "lot_number", "issues", "orders", "causes", "actions", "preventions", "evidence", "metrics", "demands",
]  # fmt: skip
"""The facts that scripts may rely on, and the only ones that a playbook may require."""

CONTRACT_CHOICES = {
    "fulfilment": {"seller", "amazon"},
    "claim_status": {"none-yet", "action-required", "under-review", "granted", "denied", "closed"},
    "buy_shipping": {"none", "label", "claims-protected", "late-delivery-risk"},
    "remedy": {"refund", "partial-refund", "replacement", "return", "parcel-arrived", "answered"},
    "return_method": {"prepaid-label", "domestic-address", "abroad", "none"},
}

CONTRACT_COLUMNS = {
    "orders": {"order_id", "defect", "cause", "done", "done_on", "amount"},
    "causes": {"id", "issue", "cause", "people", "since"},
    "actions": {"for", "action", "done_on", "count", "evidence"},
    "preventions": {"for", "prevention", "owner", "start", "frequency", "measure"},
    "evidence": {"file", "proves", "issued_on"},
    "metrics": {"name", "value", "target"},
    "demands": {"part", "issue", "quote"},
}

CONTRACT_PLAYBOOKS = {
    "claims": """not-received-delivered not-received-untracked not-received-in-transit not-shipped-or-late returned-to-sender size-as-listed
        materially-different damaged-on-arrival broken-after-use wrong-item return-not-refunded return-refused no-local-return-address remedy-not-sent
        facts-contradict-claim unanswered-messages withdrawal-request claim-information-request claim-appeal injury-or-property-damage chargeback safe-t-claim""",
    "messages": """address-change cancel-order out-of-stock-cancel delay-notice fba-return-before-delivery fba-returned-stock where-is-my-order unwanted-return
        not-satisfied negative-feedback feedback-removal fba-wrong-item return-guide remedy-confirmation""",
    "appeals": """order-defect-rate late-shipment on-time-delivery cancellation-rate valid-tracking not-as-described used-sold-as-new inauthentic
        forged-documents intellectual-property restricted-product product-safety related-account verification review-manipulation code-of-conduct
        drop-shipping funds-held section-3-unspecified status-enquiry""",
}

SCHEMA_OF = {
    "claims": "playbook",
    "messages": "playbook",
    "appeals": "playbook",
    "policy": "policy",
    "rules": "rules",
    "causes": "causes",
    "tables": "tables",
    "notices": "notices",
}
KINDS = ["playbook", "facts", "policy", "causes", "rules", "triage", "tables", "notices"]
TESTS_OF_THE_CASE = {*CASE_TESTS, "unlike-the-facts", "left-out", "similarity"}
"""Tests that no text alone can show; tests/test_lint.py and tests/unit show them with facts and earlier letters."""

TESTED_BY_ITS_LIMIT = {"too-long"}


def data_files() -> list[Path]:
    return sorted(PLAYBOOKS.rglob("*.yaml"))


def playbook_files() -> list[Path]:
    return [path for path in data_files() if path.parent.name in FAMILIES]


@cache
def typed(path: Path) -> Any:
    """A file as `yaml.safe_load` types it; days, which JSON does not have, are text again."""
    return untimed(yaml.safe_load(path.read_text(encoding="utf-8")))


def untimed(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(untimed(key)): untimed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [untimed(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def vocabulary() -> dict[str, Any]:
    return typed(PLAYBOOKS / "facts.yaml")["facts"]


def texts(value: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping with both languages, and where it stands."""
    if isinstance(value, dict):
        if "en" in value or "zh" in value:
            yield place, value
        for key, each in value.items():
            yield from texts(each, f"{place}.{key}")
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from texts(each, f"{place}[{index}]")


def examples() -> list[tuple[str, ...]]:
    return [(path.stem, path.parent.name, name, example["route"]) for path in playbook_files() for name, example in typed(path)["examples"].items()]


@cache
def drafted(family: str, playbook: str, name: str) -> Run:
    """The draft of an example on its own day, as the facts form prints it."""
    today = examples_of(playbook)[name].today
    facts = azkit("playbook", "facts", playbook, name, "--example", "--today", today)
    assert facts.code == 0, facts.err
    return azkit(FAMILIES[family], playbook, "--facts", "-", "--today", today, "--format", "json", "--gloss", "zh", stdin=facts.out)


# ---------------------------------------------------------------- playbooks


def test_everything_that_ships_checks():
    run = azkit("playbook", "check")
    assert run.code == 0, run.out
    assert run.out.startswith(f"{len(playbook_files())} playbooks, ")


@pytest.mark.parametrize("path", playbook_files(), ids=lambda path: path.stem)
def test_a_playbook_has_a_name_of_the_contract(path: Path):
    assert path.stem in CONTRACT_PLAYBOOKS[path.parent.name].split()


@pytest.mark.parametrize("path", playbook_files(), ids=lambda path: path.stem)
def test_a_playbook_has_passing_and_refused_examples(path: Path):
    data = typed(path)
    assert data["examples"]
    assert data["refused"]
    assert all(example["faults"] for example in data["refused"].values())
    assert {example["route"] for example in data["examples"].values()} == {route["id"] for route in data["routes"]}


@pytest.mark.parametrize("path", playbook_files(), ids=lambda path: path.stem)
def test_every_route_says_why_what_it_costs_and_what_to_do(path: Path):
    for route in typed(path)["routes"]:
        assert route["why"]
        assert set(route["cost"]) == {"money", "defect", "source"}
        assert route.get("letters") or route.get("advice")


@grouped(examples())
def test_an_example_drafts_its_route_as_the_facts_form_prints_it(playbook: str, family: str, name: str, route: str):
    run = drafted(family, playbook, name)
    assert run.code in (0, 4), run.err
    assert run.json["route"]["id"] == route
    assert (run.code == 4) is (run.json["letters"] == [])


@grouped(examples())
def test_the_letters_of_an_example_can_be_sent_as_they_are(playbook: str, family: str, name: str, route: str):
    made = drafted(family, playbook, name).json
    assert [finding for finding in made["findings"] if finding["kind"] == "letter" and finding["severity"] != "info"] == []
    for letter in made["letters"]:
        body = letter["body"]
        assert body.strip() == body
        assert [char for char in body if not (char.isascii() or (char.isalpha() and char < "\u0250"))] == []
        assert "  " not in body
        assert not re.search(r"[ \t]$", body, re.MULTILINE)
        assert "\n\n\n" not in body
        assert not re.search(r"\bNone\b(?! of)|\{\{|\}\}|\{%|%\}|\[\s*\]|\(\s*\)|zh\|| ,| \.(\s|$)|\.\.(?!\.)", body)
        assert letter["limit"] is None or letter["characters"] <= letter["limit"]
        for section in letter["sections"]:
            assert all(HAN.search(paragraph["gloss"]) or len(paragraph["text"]) < 60 for paragraph in section["paragraphs"])


def test_the_first_example_of_every_playbook_drafts_today():
    for path in playbook_files():
        facts = azkit("playbook", "facts", path.stem, "--example")
        run = azkit(FAMILIES[path.parent.name], path.stem, "--facts", "-", "--format", "json", stdin=facts.out)
        writes = any(route.get("letters") for route in typed(path)["routes"])
        assert run.code == (0 if writes else 4), run.err
        assert bool(run.json["letters"]) is writes


# ---------------------------------------------------------------- facts


@pytest.mark.parametrize("name", CONTRACT_FACTS)
def test_a_fact_of_the_contract_is_in_the_vocabulary_with_its_question_help_and_example(name: str):
    entry = vocabulary()[name]
    assert not entry.get("only_in_tables")
    assert "?" in entry["question"]["en"]
    assert HAN.search(entry["question"]["zh"])
    assert entry["help"]["en"]
    assert HAN.search(entry["help"]["zh"])
    assert str(entry["example"])


@pytest.mark.parametrize("name", sorted(vocabulary()))
def test_a_fact_has_its_question_help_and_example_in_both_languages(name: str):
    entry = vocabulary()[name]
    for key in ("title", "question", "help"):
        assert set(entry[key]) == {"en", "zh"}
    assert str(entry["example"])


@pytest.mark.parametrize(("name", "choices"), CONTRACT_CHOICES.items())
def test_a_choice_of_the_contract_has_its_values(name: str, choices: set[str]):
    assert set(vocabulary()[name]["choices"]) == choices


@pytest.mark.parametrize(("name", "columns"), CONTRACT_COLUMNS.items())
def test_a_table_of_the_contract_has_its_columns(name: str, columns: set[str]):
    assert vocabulary()[name]["type"] == "table"
    assert columns <= set(vocabulary()[name]["columns"])


def test_a_playbook_requires_only_facts_of_the_contract():
    for row in azkit("playbook", "list", "--format", "json").json:
        assert {fact["name"] for fact in row["facts"] if fact["required"]} <= set(CONTRACT_FACTS), row["id"]


def test_the_examples_of_all_facts_read():
    single = {name: str(entry["example"]) for name, entry in vocabulary().items() if not entry.get("only_in_tables") and entry["type"] != "table"}
    run = azkit("respond", "withdrawal-request", "--facts", "-", "--today", "2026-12-31", "--errors", "json", stdin=json.dumps(single))
    assert {fault["fact"]: fault["message"] for fault in run.faults if "first parcel" not in fault["message"]} == {}


def test_the_example_of_every_table_reads():
    tables = {name: json.loads(entry["example"]) for name, entry in vocabulary().items() if entry["type"] == "table"}
    run = azkit("appeal", "order-defect-rate", "--facts", "-", "--today", "2026-12-31", "--errors", "json", stdin=json.dumps({"store": "amazon.com", **tables}))
    wrong = [fault["fact"] for fault in run.faults if fault["kind"] == "invalid" or "[" in fault["fact"]]
    assert wrong == []


# ---------------------------------------------------------------- templates, rules


def test_every_template_is_used():
    texts_of_playbooks = "".join(path.read_text(encoding="utf-8") for path in playbook_files())
    used = set(re.findall(r"template: ([\w/.-]+\.txt)", texts_of_playbooks))
    pending = list(used)
    while pending:
        for name in re.findall(r'\{% include "([\w/.-]+)" %\}', (TEMPLATES / pending.pop()).read_text(encoding="utf-8")):
            if name not in used:
                used.add(name)
                pending.append(name)
    assert {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file()} == used


def rules() -> dict[str, Any]:
    return {name: rule for path in sorted((PLAYBOOKS / "rules").glob("*.yaml")) for name, rule in typed(path)["rules"].items()}


@pytest.mark.parametrize("name", sorted(rules()))
def test_a_rule_has_texts_in_which_it_fires_and_is_silent_or_judges_the_case(name: str):
    rule = rules()[name]
    if rule["test"] in TESTS_OF_THE_CASE | TESTED_BY_ITS_LIMIT:
        assert "fires" not in rule
        return
    assert rule["fires"]
    assert rule["silent"]


def test_every_playbook_is_reached_by_the_words_of_people_and_every_group_leads_somewhere():
    groups = set(typed(PLAYBOOKS / "triage.yaml")["groups"])
    named = {words["group"] for path in PLAYBOOKS.glob("*/*.yaml") if SCHEMA_OF[path.parent.name] == "playbook" for words in typed(path)["triage"]}
    assert named == groups


def test_every_rule_that_ships_says_when_it_was_checked():
    rules = {name: rule for path in (PLAYBOOKS / "rules").glob("*.yaml") for name, rule in typed(path)["rules"].items()}
    assert [name for name, rule in rules.items() if not rule.get("checked_on")] == []


def test_no_rule_stands_twice():
    names = [name for path in (PLAYBOOKS / "rules").glob("*.yaml") for name in typed(path)["rules"]]
    assert sorted(names) == sorted(set(names))


# ---------------------------------------------------------------- schemas


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_that_ships_is_the_one_that_is_printed(kind: str):
    printed = azkit("playbook", "schema", kind)
    assert printed.code == 0
    assert (PLAYBOOKS / "schemas" / f"{kind}.json").read_text(encoding="utf-8") == printed.out
    assert printed.json["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(printed.json)


def test_no_schema_ships_that_is_not_printed():
    assert {path.stem for path in (PLAYBOOKS / "schemas").iterdir()} == set(KINDS)


def schema_of(path: Path) -> dict[str, Any]:
    kind = path.stem if path.parent == PLAYBOOKS else SCHEMA_OF[path.parent.name]
    return json.loads((PLAYBOOKS / "schemas" / f"{kind}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", data_files(), ids=lambda path: path.relative_to(PLAYBOOKS).as_posix())
def test_a_file_that_ships_is_valid_in_an_editor(path: Path):
    problems = [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in jsonschema.Draft7Validator(schema_of(path)).iter_errors(typed(path))]
    assert problems == []


@pytest.mark.parametrize("path", data_files(), ids=lambda path: path.relative_to(PLAYBOOKS).as_posix())
def test_a_file_that_ships_names_its_schema_for_editors(path: Path):
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named
    assert (path.parent / named[1]).resolve().is_file()


def test_a_schema_refuses_what_a_playbook_may_not_hold():
    data = dict(typed(PLAYBOOKS / "claims" / "withdrawal-request.yaml"))
    validator = jsonschema.Draft7Validator(schema_of(PLAYBOOKS / "claims" / "withdrawal-request.yaml"))
    for wrong in ({**data, "baner": "legal"}, {**data, "status": "done"}, {key: value for key, value in data.items() if key != "routes"}, {**data, "title": {"en": "x"}}):
        assert not validator.is_valid(wrong)


# ---------------------------------------------------------------- languages


@pytest.mark.parametrize("path", data_files(), ids=lambda path: path.relative_to(PLAYBOOKS).as_posix())
def test_every_text_stands_in_both_languages(path: Path):
    """A word that both languages write alike, such as ASIN, is the one exception."""
    for place, text in texts(typed(path)):
        assert set(text) >= {"en", "zh"}, place
        alike = text["en"] == text["zh"] and re.fullmatch(r"[A-Z]{2,6}", text["en"])
        assert alike or HAN.search(text["zh"]), f"{place}: {text['zh']}"
        assert not HAN.search(text["en"]), f"{place}: {text['en']}"
        for key in ("letter", "why", "instead"):
            assert not (isinstance(text.get(key), str) and HAN.search(text[key])), f"{place}.{key}"
        assert not isinstance(text.get("reading"), str) or HAN.search(text["reading"]), f"{place}.reading"


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.txt")), ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_a_template_has_an_english_line_and_its_chinese_line_by_turns(path: Path):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("{%")]
    assert len(lines) % 2 == 0
    for english, chinese in zip(lines[::2], lines[1::2], strict=True):
        assert not english.startswith("zh|")
        assert not HAN.search(english)
        assert chinese.startswith("zh| ")
        words = re.sub(r"\{\{.*?\}\}", "", english)
        assert HAN.search(chinese) or not re.search("[A-Za-z]", words), chinese


@pytest.mark.parametrize("path", [*data_files(), *sorted(TEMPLATES.rglob("*.txt"))], ids=lambda path: path.name)
def test_a_file_that_ships_is_clean_text(path: Path):
    data = path.read_bytes()
    text = data.decode("utf-8")
    assert b"\r" not in data
    assert b"\t" not in data
    assert not text.startswith("\ufeff")
    assert text.endswith("\n")
    assert not re.search("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", text)
    assert not re.search(" +$", text, re.MULTILINE)
