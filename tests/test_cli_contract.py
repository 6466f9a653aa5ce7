"""The command line as scripts rely on it: streams, exit codes, options, faults. Files stand in test_cli_files.py, processes in test_cli_process.py."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest

from azkit.library.load import load
from azkit.library.snapshot import linked
from azkit.library.source_files import FORMS
from tests.helpers import AMAZON_SHIPS, DELIVERED, HAN, SOLVED, TODAY, Run, as_facts, azkit, delivered, draft, printed, solved

FORBIDS_THE_REQUEST = """
schema: 1
rules:
  no-request:
    kind: letter
    severity: error
    test: phrases
    letters: [claim]
    phrases: ["deny the claim"]
    say: {en: "The letter asks for a denial", zh: "信里要求驳回"}
    why: {en: "This test forbids it.", zh: "本测试不允许。"}
    instead: {en: "Leave it out.", zh: "请删掉。"}
    source: OWN
    fires: ["We ask you to deny the claim."]
    silent: ["The parcel was delivered."]
"""


def both(run: Run) -> str:
    return run.out + run.err


# ---------------------------------------------------------------- streams


def test_one_letter_is_printed_as_its_body_alone_with_one_newline_at_the_end():
    run = solved()
    assert run.code == 0
    assert run.out.startswith("Hello,\n\nThe replacement for order 112-4827193-6620451")
    assert run.out.endswith("\n\nHarbor Lane Goods\n")


def test_several_letters_stand_each_after_a_line_that_names_it_and_its_reader():
    run = delivered()
    assert run.code == 0
    assert [line for line in run.out.splitlines() if line.startswith("---")] == ["--- to-amazon (to amazon) ---", "--- to-buyer (to buyer) ---"]
    assert run.out.startswith("--- to-amazon (to amazon) ---\nThis is our answer")
    assert "\n\n--- to-buyer (to buyer) ---\nHello,\n" in run.out
    assert run.out.endswith("Harbor Lane Goods\n")


def test_what_surrounds_the_letters_stands_on_stderr():
    run = delivered(notice_received_at="2026-05-14T09:20:00-07:00")
    for words in ("Route:", "Price:", "Instead:", "Clock:", "Letters:", "Advice:", "Checklist:", "2026-05-16 09:20 store time"):
        assert words in run.err
        assert words not in run.out


def test_a_person_reads_the_time_that_is_left_but_the_draft_does_not_hold_it():
    given = {"notice_received_at": "2026-05-14T09:20:00-07:00"}
    early = delivered("--today", "2026-05-15T09:20-07:00", **given)
    late = delivered("--today", "2026-05-15T12:20-07:00", **given)
    assert "24 hours left" in early.err
    assert "21 hours left" in late.err
    assert early.out == late.out


def test_the_same_facts_on_the_same_day_give_the_same_bytes():
    assert delivered("--format", "json") == delivered("--format", "json")


def test_json_is_one_document_and_stderr_stays_empty():
    run = delivered("--format", "json")
    assert run.json["playbook"] == "not-received-delivered"
    assert run.out.endswith("}\n")
    assert run.err == ""


def test_no_input_changes_nothing_where_nobody_is_there_to_ask():
    assert delivered("--no-input") == delivered()


# ---------------------------------------------------------------- exit codes


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        pytest.param(0, {}, id="0-done"),
        pytest.param(2, {"order_id": None}, id="2-facts-missing"),
        pytest.param(3, {"order_id": "112-4827193"}, id="3-facts-wrong"),
        pytest.param(3, {"order_id": "112-4827193", "item": None}, id="3-wins-over-2"),
        pytest.param(4, {"fulfilment": "amazon"}, id="4-no-letter-should-leave"),
        pytest.param(3, {"fulfilment": "amazon", "shipped_on": "2026-06-01"}, id="3-wins-over-4"),
    ],
)
def test_the_exit_code_says_how_it_ended(code: int, changes: dict[str, str | None]):
    run = delivered(**changes)
    assert run.code == code
    assert bool(run.out) is (code == 0)
    assert "Traceback" not in run.err


def test_a_facts_file_that_cannot_be_read_is_6(tmp_path):
    for target in (tmp_path / "missing.yaml", tmp_path):
        run = azkit("respond", "not-received-delivered", "--facts", target)
        assert run.code == 6
        assert str(target) in run.err
        assert len(run.err.splitlines()) == 1


def test_a_route_without_letters_says_so_and_why():
    run = draft("not-received-delivered", AMAZON_SHIPS)
    assert run.code == 4
    assert run.out == ""
    assert "Amazon shipped this order (FBA)" in run.err
    assert "No letter should leave now." in run.err


# ---------------------------------------------------------------- JSON


DRAFT = {
    "schema": int,
    "playbook": str,
    "store": str,
    "today": str,
    "route": dict,
    "withheld": bool,
    "letters": list,
    "advice": list,
    "checklist": list,
    "next": list,
    "clock": dict,
    "clocks": list,
    "findings": list,
    "coverage": list,
    "facts": dict,
}
LETTER = {
    "id": str,
    "to": str,
    "channel": str,
    "kind": str,
    "send": str,
    "where": str,
    "subject": (str, type(None)),
    "body": str,
    "characters": int,
    "limit": (int, type(None)),
    "sections": list,
}
CLOCK = {"id": str, "answer_by": str, "latest": (str, type(None)), "from": str, "source": str, "checked_on": (str, type(None))}
FINDING = {
    "rule": str,
    "kind": str,
    "severity": str,
    "message": str,
    "why": str,
    "instead": str,
    "words": str,
    "letter": (str, type(None)),
    "line": (int, type(None)),
    "column": (int, type(None)),
    "source": str,
    "allowed": bool,
}


def has_shape(value: dict, shape: dict[str, object]) -> None:
    assert set(value) == set(shape)
    for key, kind in shape.items():
        assert isinstance(value[key], kind), key  # type: ignore[arg-type]


def test_json_has_every_key_of_the_contract_with_its_type():
    made = delivered("--format", "json", "--gloss", "zh", notice_received_at="2026-05-14T09:20:00-07:00", carrier="FedEx").json
    has_shape(made, DRAFT)
    assert made["schema"] == 1
    assert (made["playbook"], made["store"], made["today"]) == ("not-received-delivered", "amazon.com", TODAY)
    route = made["route"]
    assert set(route) == {"id", "why", "cost", "alternatives"}
    for each in (route, *route["alternatives"]):
        assert each["why"]
        assert each["cost"]["money"] in ("seller", "amazon", "none", "open")
        assert each["cost"]["defect"] in ("yes", "no", "open")
    assert [each["id"] for each in route["alternatives"]] == ["refund"]
    assert made["letters"]
    for letter in made["letters"]:
        has_shape(letter, LETTER)
        assert letter["send"] == "now"
        assert letter["characters"] == len(letter["body"])
        for section in letter["sections"]:
            assert set(section) == {"id", "body", "paragraphs"}
            assert section["body"] == "\n\n".join(paragraph["text"] for paragraph in section["paragraphs"])
            assert all(set(paragraph) == {"text", "gloss"} for paragraph in section["paragraphs"])
    assert all(isinstance(line, str) for line in made["advice"])
    assert all(set(item) == {"text", "proves"} for item in made["checklist"])
    assert made["clock"] == made["clocks"][0]
    for clock in made["clocks"]:
        has_shape(clock, CLOCK)
        assert datetime.fromisoformat(clock["answer_by"]).tzinfo is not None
        assert clock["from"] in ("notice", "table")
    assert {finding["rule"] for finding in made["findings"]} == {"number-misfit", "number-of-another-carrier"}
    for finding in made["findings"]:
        has_shape(finding, FINDING)


def test_json_next_names_a_playbook_and_why():
    made = delivered("--format", "json", address_matches="no").json
    assert [set(step) for step in made["next"]] == [{"playbook", "why"}]
    assert made["next"][0]["playbook"] == "withdrawal-request"


def test_json_of_a_route_without_a_clock_has_null():
    made = draft("not-received-delivered", AMAZON_SHIPS, "--format", "json").json
    assert made["clock"] is None
    assert made["clocks"] == []
    assert made["withheld"] is True
    assert made["letters"] == []


def test_clocks_come_soonest_first(overlay):
    folder = overlay(
        {"claims/not-received-delivered.yaml": shipped("not-received-delivered").replace("clocks: [claim-answer]", "clocks: [buyer-may-file-until, claim-answer]")}
    )
    made = delivered("--format", "json", "--playbooks", folder).json
    assert [clock["id"] for clock in made["clocks"]] == ["claim-answer", "buyer-may-file-until"]


def shipped(playbook: str) -> str:
    from tests.helpers import PLAYBOOKS

    return (PLAYBOOKS / "claims" / f"{playbook}.yaml").read_text(encoding="utf-8")


def test_the_limit_printed_in_the_notice_wins_over_the_table():
    made = delivered("--format", "json", notice_received_at="2026-05-14T09:20:00-07:00", respond_by="2026-05-20T10:00:00-07:00").json
    assert (made["clock"]["answer_by"], made["clock"]["from"]) == ("2026-05-20T10:00:00-07:00", "notice")


def test_text_and_json_say_the_same_letters():
    made = delivered("--format", "json").json
    assert delivered().out == printed(made["letters"])
    for letter in made["letters"]:
        assert delivered("--letter", letter["id"]).out == letter["body"] + "\n"


def test_the_draft_and_its_own_facts_read_back_to_the_same_bytes():
    first = delivered(
        "--format",
        "json",
        "--gloss",
        "zh",
        item="“Summer” bowl – O’Brien’s #5: {new}, 100% ok",
        order_total="$1,234.50",
        notice_received_at="14 May 2026 09:20 PDT",
        respond_by="2026-05-17",
        signed_by="none",
        claim_status="Action required",
        buy_shipping="不是，在别处买的",
        store="https://www.amazon.com/x",
    )
    assert first.code == 0
    again = azkit("respond", "not-received-delivered", "--facts", "-", "--today", TODAY, "--format", "json", "--gloss", "zh", stdin=json.dumps(first.json["facts"]))
    assert again.out == first.out


# ---------------------------------------------------------------- letters and sections


def test_letter_chooses_one_letter_in_text_and_in_json():
    text = delivered("--letter", "to-buyer")
    assert text.code == 0
    assert text.out.startswith("Hello,")
    assert "---" not in text.out
    assert [letter["id"] for letter in delivered("-l", "to-buyer", "--format", "json").json["letters"]] == ["to-buyer"]


def test_several_letters_may_be_chosen():
    assert delivered("--letter", "to-buyer", "--letter", "to-amazon").out == delivered().out


def test_section_chooses_a_section():
    assert solved("--section", "body").out == solved().out


def test_a_letter_that_the_route_does_not_write_is_2_and_names_what_it_writes():
    run = delivered("--letter", "refund-to-buyer")
    assert run.code == 2
    assert run.out == ""
    assert "to-amazon" in run.err
    assert "to-buyer" in run.err
    assert "defend" in run.err


def test_a_letter_that_a_route_without_letters_does_not_write_is_2():
    run = draft("not-received-delivered", AMAZON_SHIPS, "--letter", "to-amazon")
    assert run.code == 2
    assert "fba" in run.err


@pytest.mark.parametrize(("option", "words"), [("--letter", "to-amazon"), ("--section", "body")])
def test_a_letter_or_section_that_does_not_exist_is_2_and_names_those_that_do(option: str, words: str):
    run = delivered(option, "to-amzon")
    assert run.code == 2
    assert run.out == ""
    assert words in run.err


def test_a_letter_to_be_sent_later_is_named_but_not_printed(overlay):
    later = shipped("not-received-delivered").replace(
        "    template: claims/not-received-delivered/to-buyer.txt", "    template: claims/not-received-delivered/to-buyer.txt\n    send: after-answer"
    )
    folder = overlay({"claims/not-received-delivered.yaml": later})
    run = delivered("--playbooks", folder)
    assert run.code == 0
    assert run.out.startswith("This is our answer")
    assert "Hello," not in run.out
    assert "to-buyer" in run.err
    assert delivered("--playbooks", folder, "--letter", "to-buyer").out.startswith("Hello,")
    sends = {letter["id"]: letter["send"] for letter in delivered("--playbooks", folder, "--format", "json").json["letters"]}
    assert sends == {"to-amazon": "now", "to-buyer": "after-answer"}


# ---------------------------------------------------------------- facts


def test_facts_may_be_yaml_or_json_from_a_file_or_from_stdin(tmp_path):
    expected = delivered().out
    yaml = "".join(f'{name}: "{value}"\n' for name, value in DELIVERED.items())
    for text in (yaml, as_facts(DELIVERED), "\ufeff" + yaml, yaml.replace("\n", "\r\n")):
        path = tmp_path / "facts.txt"
        path.write_bytes(text.encode("utf-8"))
        assert azkit("respond", "not-received-delivered", "--facts", path, "--today", TODAY).out == expected
        assert azkit("respond", "not-received-delivered", "-f", "-", "--today", TODAY, stdin=text).out == expected


def test_of_several_facts_files_the_later_wins_and_an_empty_fact_erases_nothing(tmp_path):
    first, second = tmp_path / "first.json", tmp_path / "second.yaml"
    first.write_text(as_facts(DELIVERED, delivery_place="front porch"), encoding="utf-8")
    second.write_text("item: red kettle\nstore_name:\norder_id: null\ncarrier: ~\ndelivery_place: ''\n", encoding="utf-8")
    run = azkit("respond", "not-received-delivered", "--facts", first, "--facts", second, "--today", TODAY)
    assert run.code == 0
    assert "112-4827193-6620451 (red kettle)" in run.out
    assert "front porch" in run.out
    assert run.out.endswith("Harbor Lane Goods\n")
    assert "steel lunch box" in azkit("respond", "not-received-delivered", "--facts", second, "--facts", first, "--today", TODAY).out


@pytest.mark.parametrize("form", ["--set", "-s"])
def test_set_wins_over_files_wherever_it_stands(form: str):
    run = azkit("respond", form, "item=red kettle", "not-received-delivered", "--facts", "-", "--today", TODAY, stdin=as_facts(DELIVERED))
    assert run.code == 0
    assert "(red kettle)" in run.out


def test_of_several_sets_the_later_wins_and_a_value_may_hold_an_equals_sign():
    run = delivered("--set", "item=one", "--set", " item = kettle, size = 2 l ")
    assert "(kettle, size = 2 l)" in run.out


@pytest.mark.parametrize("value", ["", "  ", "~", "null"])
def test_a_set_without_a_value_is_not_given(value: str):
    assert delivered("--set", f"item={value}").out == delivered().out


@pytest.mark.parametrize("pair", ["item", "=kettle", " =kettle"])
def test_a_set_that_is_no_pair_is_2(pair: str):
    run = delivered("--set", pair)
    assert run.code == 2
    assert run.out == ""
    assert "NAME=VALUE" in run.err


def test_standard_input_can_be_named_only_once():
    run = azkit("respond", "not-received-delivered", "--facts", "-", "--facts", "-", stdin=as_facts(DELIVERED))
    assert run.code == 2
    assert "standard input" in run.err


@pytest.mark.parametrize("text", ["[1, 2]", "- a\n- b\n", "just words", '"words"'])
def test_a_facts_file_that_holds_no_facts_is_3(text: str):
    run = azkit("respond", "not-received-delivered", "--facts", "-", stdin=text)
    assert run.code == 3
    assert run.out == ""


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param("item: one\nstore: amazon.com\nitem: two\n", 3, "line 1", id="key-twice"),
        pytest.param('item: "one\nstore: amazon.com\n', 0, "quote", id="open-quote"),
        pytest.param("item: &a one\nstore_name: *a\n", 0, "anchor", id="alias"),
        pytest.param("item: !!python/object:os.system x\n", 1, "tag", id="tag"),
        pytest.param("item: {a: b}\n", 1, "one value", id="mapping"),
        pytest.param("item: [a, b]\n", 1, "one value", id="list"),
    ],
)
def test_a_broken_facts_file_is_3_with_file_line_and_remedy(tmp_path, text: str, line: int, words: str):
    path = tmp_path / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    run = azkit("respond", "not-received-delivered", "--facts", path, "--today", TODAY)
    assert run.code == 3
    assert run.out == ""
    assert f"{path}:{line or ''}" in run.err
    assert words in run.err


def test_a_key_twice_in_json_facts_is_3():
    run = azkit("respond", "not-received-delivered", "--facts", "-", stdin='{"item": "one", "item": "two"}')
    assert run.code == 3
    assert "item" in run.err


@pytest.mark.parametrize("data", [b"item: caf\xe9\n", b"item: a\0b\n", "item: kettle\n".encode("utf-16")], ids=["latin-1", "nul", "utf-16"])
def test_facts_that_are_no_utf8_text_are_refused_in_one_line(data: bytes):
    run = azkit("respond", "not-received-delivered", "--facts", "-", stdin=data)
    assert run.code in (3, 6)
    assert run.out == ""
    assert len(run.err.splitlines()) == 1


def test_a_lone_surrogate_is_refused_by_the_name_of_its_fact():
    run = azkit("respond", "not-received-delivered", "--facts", "-", "--today", TODAY, stdin=as_facts(DELIVERED)[:-1] + ', "delivery_place": "porch \\ud800"}')
    assert run.code == 3
    assert "delivery_place" in run.err


def test_json_booleans_and_numbers_read_as_what_they_mean():
    text = as_facts(DELIVERED)[:-1] + ', "address_matches": true, "units": 2, "asin": null}'
    run = azkit("respond", "not-received-delivered", "--facts", "-", "--today", TODAY, "--format", "json", stdin=text)
    assert (run.json["facts"]["address_matches"], run.json["facts"]["units"]) == ("yes", "2")
    assert "asin" not in run.json["facts"]


def test_a_name_stands_in_the_letter_as_entered():
    item = "O'Brien & Sons %s {0} 100% #5 <3 \\n $HOME"
    assert f"({item})" in solved(item=item).out
    assert f"({item})" in solved("--format", "json", item=item).json["letters"][0]["body"]


def test_somebody_elses_words_stand_in_the_letter_byte_for_byte(overlay):
    text = shipped("withdrawal-request").replace("withdrawal-request/withdrawal.txt", "withdrawal-request/quoted.txt")
    text = text.replace("\nfacts:\n", '\nfacts:\n  - listing_words: {optional: "true"}\n', 1)
    folder = overlay({"claims/withdrawal-request.yaml": text, "templates/claims/withdrawal-request/quoted.txt": "{{ listing_words }}\nzh| {{ listing_words }}\n"})
    words = "{{ order_id }} %s [red] <b>O'Brien</b> 100% {% if x %} ${HOME} &amp; {# no #}"
    assert solved("--playbooks", folder, listing_words=words).out == words + "\n"


def test_a_name_in_the_form_of_a_template_is_never_rendered():
    run = solved(item="box {{ order_id }} {% if x %}")
    assert run.code in (0, 3)
    assert run.out == "" or "({box {{ order_id }} {% if x %})" in run.out


def test_invisible_and_control_characters_never_reach_a_letter_or_the_terminal():
    run = delivered(item="steel\u202e lunch\u200b \x1b[31mbox\x07", delivery_place="por\U000e0041ch", store_name="Harbor\x9b Lane\u2028Goods")
    assert run.code == 0
    assert "(steel lunch [31mbox)" in run.out
    assert "record: porch." in run.out
    assert run.out.endswith("Harbor Lane Goods\n")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\U000e0000-\U000e0fff]", both(run))


def test_an_unknown_fact_is_3_with_the_nearest_name():
    run = delivered("--set", "ordr_id=112-4827193-6620451")
    assert run.code == 3
    assert run.out == ""
    assert "ordr_id" in run.err
    assert "order_id" in run.err.split("ordr_id", 1)[1]


def test_a_fact_that_the_situation_does_not_use_is_noted_and_never_refused():
    run = solved("--format", "json", insurer="Northgate Mutual")
    assert run.code == 0
    note = next(finding for finding in run.json["findings"] if finding["rule"] == "unused-facts")
    assert (note["severity"], note["kind"]) == ("info", "case")
    assert "insurer" in note["message"]


def test_a_fact_that_the_situation_does_not_use_is_validated():
    assert solved(units="many").code == 3


# ---------------------------------------------------------------- what must be known, what must not be claimed


def test_no_letter_is_drafted_while_the_store_is_not_known():
    run = delivered(store=None)
    assert run.code == 2
    assert "store" in run.err
    assert run.out == ""


@pytest.mark.parametrize("fact", ["delivered_on", "shipped_on", "tracking_number"])
def test_a_delivery_is_not_defended_when_the_seller_says_that_there_is_none(fact: str):
    run = delivered(**{fact: "none"})
    assert run.code != 0
    assert "deny the claim" not in run.out
    assert "dispatched and delivered in time" not in run.err


@pytest.mark.parametrize(
    "changes",
    [
        {"remedy": "partial-refund", "agreed_on": "2026-05-06", "refund_amount": "none", "refunded_on": "2026-05-07"},
        {"remedy": "partial-refund", "agreed_on": "none", "refund_amount": "10.00 USD", "refunded_on": "2026-05-07"},
        {"remedy": "parcel-arrived", "agreed_on": "none", "remedy_delivered_on": None},
        {"replacement_tracking": "none"},
        {"remedy_delivered_on": "none"},
    ],
    ids=["no refund", "nothing agreed", "no message", "no number", "not delivered"],
)
def test_no_withdrawal_is_asked_for_while_the_remedy_is_not_said(changes: dict[str, str | None]):
    run = solved(**changes)
    assert run.code in (0, 2, 3, 4)
    assert "cancel the claim" not in run.out


def test_a_full_stop_that_was_typed_is_not_doubled():
    run = delivered(delivery_place="front porch.")
    assert run.code == 0
    assert ".." not in run.out


def test_the_days_of_a_letter_are_those_of_the_store(overlay):
    text = shipped("withdrawal-request").replace("template: claims/withdrawal-request/withdrawal.txt", "template: claims/withdrawal-request/received.txt")
    folder = overlay(
        {
            "claims/withdrawal-request.yaml": text,
            "templates/claims/withdrawal-request/received.txt": "The notice came on {{ notice_received_at }}.\nzh| 通知于 {{ notice_received_at }} 收到。\n",
        }
    )
    run = draft("withdrawal-request", SOLVED, "--playbooks", folder, notice_received_at="2026-05-13T06:30:00+08:00")
    assert run.out == "The notice came on 12 May 2026.\n"


@pytest.mark.parametrize(
    "words", ["45781", "1778745600", "tomorrow", "20260508", "05/08", "08/05/2026", "8.5.26", "2026-02-29", "0000-01-01", "10000-01-01", "2026-05-08T", "next week"]
)
def test_a_day_that_is_none_or_could_be_two_is_refused(words: str):
    run = delivered("--errors", "json", delivered_on=words)
    assert run.code == 3
    assert [fault["fact"] for fault in run.faults] == ["delivered_on"]


@pytest.mark.parametrize("words", ["11248271936620451", "112 4827193 6620451", "1.12483E+16", "112-4827193-662045", "１１２"])
def test_an_order_number_that_a_table_spoilt_is_refused(words: str):
    run = delivered("--errors", "json", order_id=words)
    assert run.code == 3
    assert [fault["fact"] for fault in run.faults] == ["order_id"]


def test_a_card_number_leaves_in_no_letter():
    run = solved(item="box, paid with 4111 1111 1111 1111")
    assert run.code in (3, 4)
    assert run.out == ""


TIMES_OF_OTHERS = [
    ("status-enquiry", "named-time-runs", "by 2026-06-17 23:59 store time", "2026-06-17"),
    ("funds-held", "too-early", " store time (PDT) on, ", None),
]


@pytest.mark.parametrize(("playbook", "example", "words", "day"), TIMES_OF_OTHERS)
def test_the_time_of_others_is_told_and_nobody_is_late_for_it(playbook: str, example: str, words: str, day: str | None):
    """Amazon's own time, and the first day on which something can be asked, are no limits of the seller."""
    _, found = linked(load(), playbook).example_facts(example)
    shown = azkit("appeal", playbook, "--facts", "-", "--today", found.today, stdin=json.dumps(found.facts))
    assert words in shown.err
    assert "answer by" not in shown.err
    assert "left" not in shown.err.split("Advice:")[0]
    made = json.loads(azkit("appeal", playbook, "--facts", "-", "--today", found.today, "--format", "json", stdin=json.dumps(found.facts)).out)
    assert made["clock"] is None
    assert made["clocks"]
    assert "late-answer" not in [finding["rule"] for finding in made["findings"]]
    assert day is None or made["clocks"][0]["answer_by"].startswith(day)


@pytest.mark.parametrize(
    ("today", "opened", "answer_by"),
    [
        ("2028-02-29", "2028-02-29", "2028-03-02T00:00:00-08:00"),
        ("2038-01-20", "2038-01-19", "2038-01-21T00:00:00-08:00"),
        ("2026-03-07", "2026-03-07", "2026-03-09T01:00:00-07:00"),
        ("2026-10-31", "2026-10-31", "2026-11-01T23:00:00-08:00"),
    ],
    ids=["leap day", "2038", "the clocks go forward", "the clocks go back"],
)
def test_forty_eight_hours_are_forty_eight_hours_on_every_day(today: str, opened: str, answer_by: str):
    days = dict.fromkeys(("ship_by", "shipped_on", "latest_delivery_on", "delivered_on", "claim_opened_on"), opened)
    run = delivered("--today", today, "--format", "json", **days)
    assert run.json["clock"]["answer_by"] == answer_by


def test_a_letter_of_endless_length_is_stopped(overlay):
    loops = "".join(f"{{% for row{depth} in orders %}}\n" for depth in range(3))
    sentence = "Order {{ row0.order_id }} " + "and so on " * 40 + "again.\nzh| 订单 {{ row0.order_id }}。\n"
    folder = overlay({"templates/appeals/order-defect-rate/actions.txt": loops + sentence + "{% endfor %}\n" * 3})
    facts = azkit("playbook", "facts", "order-defect-rate", "--example", "--today", "2026-05-18").out
    run = azkit("appeal", "order-defect-rate", "--facts", "-", "--today", "2026-05-18", "--playbooks", folder, stdin=facts)
    assert run.code == 3
    assert run.out == ""
    assert "actions.txt" in run.err


# ---------------------------------------------------------------- faults


def test_every_missing_fact_is_listed_with_its_question_and_an_example():
    run = azkit("respond", "not-received-delivered", "--set", "store=amazon.com", "--today", TODAY)
    assert run.code == 2
    assert run.out == ""
    for name, words in (
        ("order_id", "112-4827193-6620451"),
        ("store_name", "Harbor Lane Goods"),
        ("shipped_on", "2026-05-03"),
        ("claim_status", "Where does the claim stand?"),
    ):
        line = next(line for line in run.err.splitlines() if line.strip().startswith(f"{name}:"))
        assert words in line


def test_every_wrong_fact_is_named_with_its_file_and_line_and_never_quoted(tmp_path):
    path = tmp_path / "facts.yaml"
    path.write_text("".join(f"{name}: {value}\n" for name, value in DELIVERED.items()), encoding="utf-8")
    run = azkit("respond", "not-received-delivered", "--facts", path, "--set", "order_id=112-48271-6620451", "--set", "claim_opened_on=03/04/26", "--today", TODAY)
    assert run.code == 3
    assert "--set: order_id: " in run.err
    assert "--set: claim_opened_on: " in run.err
    assert "112-48271" not in both(run)
    assert "03/04" not in both(run)
    path.write_text(path.read_text(encoding="utf-8").replace("2026-05-08", "2026-05-02"), encoding="utf-8")
    wrong = azkit("respond", "not-received-delivered", "--facts", path, "--today", TODAY)
    assert wrong.err.startswith(f"{path}:{list(DELIVERED).index('delivered_on') + 1}: delivered_on: ")


def test_a_wrong_fact_is_not_called_missing_as_well():
    run = delivered("--errors", "json", order_id="112-4827193", item=None)
    assert [(fault["kind"], fault["fact"]) for fault in run.faults] == [("invalid", "order_id"), ("missing", "item")]


@pytest.mark.parametrize(
    ("run", "kind", "fact"),
    [
        pytest.param(lambda: delivered("--errors", "json", item=None), "missing", "item", id="missing"),
        pytest.param(lambda: delivered("--errors=json", shipped_on="03/04/26"), "invalid", "shipped_on", id="invalid"),
        pytest.param(lambda: delivered("--errors", "json", "--today", "soon"), "usage", "--today", id="usage"),
        pytest.param(lambda: delivered("--errors", "json", "--frmat", "json"), "usage", None, id="unknown-option"),
        pytest.param(lambda: azkit("respond", "nothing-like-this", "--errors", "json"), "usage", "playbook", id="unknown-playbook"),
    ],
)
def test_errors_json_writes_one_object_a_line_and_nothing_else(run, kind: str, fact: str | None):
    found = run()
    assert found.out == ""
    assert len(found.faults) == 1
    fault = found.faults[0]
    assert set(fault) >= {"kind", "fact", "message", "question", "example"}
    assert (fault["kind"], fault["fact"]) == (kind, fact)
    assert fault["message"]
    assert (fault["question"] is not None) is (kind == "missing")


def test_errors_json_says_a_missing_file_in_json_too(tmp_path):
    run = azkit("respond", "not-received-delivered", "--facts", tmp_path / "missing.yaml", "--errors", "json")
    assert run.code == 6
    assert len(run.faults) == 1
    assert str(tmp_path) in run.faults[0]["message"]


def test_errors_json_speaks_english_unless_another_language_is_asked_for():
    call = ("--errors", "json")
    assert not HAN.search(delivered(*call, env={"LANG": "zh_CN.UTF-8"}, item=None).err)
    assert HAN.search(delivered(*call, env={"AZKIT_LANG": "zh"}, item=None).err)
    assert HAN.search(delivered(*call, "--lang", "zh", item=None).err)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "yaml"], "json"),
        (["--errors", "xml"], "json"),
        (["--gloss", "fr"], "zh"),
        (["--lang", "fr"], "zh"),
        (["--frmat", "json"], "--format"),
        (["surplus"], "unexpected"),
        (["--set"], "--set"),
    ],
)
def test_a_call_that_cannot_be_read_is_2_with_what_to_write(arguments: list[str], words: str):
    run = delivered(*arguments)
    assert run.code == 2
    assert run.out == ""
    assert words in run.err


@pytest.mark.parametrize("arguments", [[], ["playbook"]])
def test_a_command_that_is_not_named_shows_the_help_once_and_is_2(arguments: list[str]):
    run = azkit(*arguments)
    assert run.code == 2
    assert run.out == ""
    assert run.err.count("Usage:") == 1


def test_an_unknown_command_is_2():
    run = azkit("respnd")
    assert run.code == 2
    assert run.out == ""


@pytest.mark.parametrize("arguments", [["--help"], ["respond", "--help"], ["playbook", "check", "--help"]])
def test_help_is_a_result(arguments: list[str]):
    run = azkit(*arguments)
    assert run.code == 0
    assert run.out.startswith("Usage: azkit")
    assert run.err == ""


# ---------------------------------------------------------------- doors and playbooks


def test_the_wrong_door_is_2_with_the_line_to_type():
    run = azkit("appeal", "not-received-delivered", "--facts", "-", stdin=as_facts(DELIVERED))
    assert run.code == 2
    assert run.out == ""
    assert "azkit respond not-received-delivered" in run.err


def test_the_wrong_door_is_2_for_an_appeal_as_well(overlay):
    text = shipped("withdrawal-request").replace("id: withdrawal-request", "id: another-appeal").replace("family: claims", "family: appeals")
    folder = overlay({"appeals/another-appeal.yaml": text})
    run = azkit("respond", "another-appeal", "--playbooks", folder, "--facts", "-", stdin=as_facts(SOLVED))
    assert run.code == 2
    assert "azkit appeal another-appeal" in run.err
    right = azkit("appeal", "another-appeal", "--playbooks", folder, "--facts", "-", "--today", TODAY, stdin=as_facts(SOLVED))
    assert right.out == solved().out


def test_an_unknown_playbook_is_2_with_the_nearest_name():
    run = azkit("respond", "not-recieved-deliverd")
    assert run.code == 2
    assert "not-received-delivered" in run.err
    assert "withdrawal-request" not in run.err


def test_a_playbook_that_is_not_named_is_2_with_those_of_this_door():
    run = azkit("respond")
    assert run.code == 2
    assert "not-received-delivered" in run.err
    assert "withdrawal-request" in run.err


def test_a_playbook_name_is_no_path():
    for name in ("../claims/withdrawal-request", "/etc/passwd", "claims/withdrawal-request"):
        assert azkit("respond", name).code == 2


# ---------------------------------------------------------------- language and reading


@pytest.mark.parametrize(
    ("arguments", "env", "chinese"),
    [
        ([], {}, False),
        (["--lang", "zh"], {}, True),
        (["--lang=zh"], {}, True),
        ([], {"AZKIT_LANG": "zh"}, True),
        (["--lang", "en"], {"AZKIT_LANG": "zh"}, False),
        ([], {"LANG": "zh_CN.UTF-8"}, True),
        ([], {"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, False),
        ([], {"AZKIT_LANG": "en", "LANG": "zh_CN.UTF-8"}, False),
        ([], {"AZKIT_LANG": "fr"}, False),
    ],
)
def test_people_are_told_in_their_language(arguments: list[str], env: dict[str, str], chinese: bool):
    assert bool(HAN.search(delivered(*arguments, env=env).err)) is chinese
    assert bool(HAN.search(delivered(*arguments, env=env, item=None).err)) is chinese
    assert bool(HAN.search(delivered(*arguments, env=env, order_id="x").err)) is chinese


def test_the_letters_are_english_in_every_language():
    assert delivered("--lang", "zh").out == delivered().out


def test_json_is_english_unless_another_language_is_asked_for():
    for env in ({}, {"LANG": "zh_CN.UTF-8"}):
        assert not HAN.search(delivered("--format", "json", env=env).json["route"]["why"])
    assert HAN.search(delivered("--format", "json", env={"AZKIT_LANG": "zh"}).json["route"]["why"])
    made = delivered("--format", "json", "--lang", "zh").json
    for text in (made["route"]["why"], made["letters"][0]["where"], *made["advice"], *(item["text"] for item in made["checklist"])):
        assert HAN.search(text)


def test_the_reading_stands_on_stderr_and_leaves_stdout_alone():
    plain, gloss = delivered(), delivered("--gloss", "zh")
    assert gloss.out == plain.out
    assert not HAN.search(plain.err)
    for letter in delivered("--format", "json", "--gloss", "zh").json["letters"]:
        assert "\n\n".join(paragraph["gloss"] for paragraph in letter["sections"][0]["paragraphs"]) in gloss.err
    assert "2026年5月8日" in gloss.err


def test_the_reading_stands_beside_each_paragraph_in_json_only_when_asked_for():
    for letter in delivered("--format", "json", "--gloss", "zh").json["letters"]:
        for paragraph in letter["sections"][0]["paragraphs"]:
            assert HAN.search(paragraph["gloss"]) or paragraph["text"] == "Harbor Lane Goods"
    paragraph = delivered("--format", "json").json["letters"][0]["sections"][0]["paragraphs"][0]
    assert set(paragraph) == {"text"}


# ---------------------------------------------------------------- today


def test_today_is_a_day_or_a_moment_in_the_zone_of_the_store():
    facts = {"claim_opened_on": "2026-05-15"}
    assert delivered("--today", "2026-05-15", **facts).code == 0
    assert delivered("--today", "2026-05-16T06:59:00+00:00", **facts).out == delivered("--today", "2026-05-15", **facts).out
    assert "15 May 2026" in delivered("--today", "2026-05-16T14:30+08:00", **facts).out
    assert "16 May 2026" in delivered("--today", "2026-05-16T15:30+08:00", **facts).out


@pytest.mark.parametrize(
    "words", ["tomorrow", "2026-05-32", "2026-02-30", "15/05/2026", "2026-05-15T09:00", "20260515", "2026", "9999-12-31T23:59+00:00", "0001-01-01T00:00+00:00"]
)
def test_a_today_that_is_no_day_is_2_with_how_to_write_it(words: str):
    run = delivered("--today", words, store="amazon.co.jp" if words.startswith("9") else "amazon.com")
    assert run.code == 2
    assert run.out == ""
    assert "2026-05-15" in run.err


def test_nothing_done_after_today_is_believed():
    run = delivered("--today", "2026-05-07")
    assert run.code == 3
    assert "delivered_on" in run.err


# ---------------------------------------------------------------- findings, allow, withheld


def test_an_error_withholds_the_letters_and_json_stays_whole(overlay):
    folder = overlay({"rules/strict.yaml": FORBIDS_THE_REQUEST})
    text = delivered("--playbooks", folder)
    assert text.code == 4
    assert text.out == ""
    assert "no-request" in text.err
    assert "Harbor Lane Goods" not in text.err
    data = delivered("--playbooks", folder, "--format", "json")
    assert data.code == 4
    has_shape(data.json, DRAFT)
    assert data.json["withheld"] is True
    assert [letter["id"] for letter in data.json["letters"]] == ["to-amazon", "to-buyer"]
    for letter in data.json["letters"]:
        assert letter["body"] is None
        assert letter["sections"] == []
    finding = data.json["findings"][0]
    assert (finding["rule"], finding["kind"], finding["severity"], finding["letter"], finding["allowed"]) == ("no-request", "letter", "error", "to-amazon", False)


def test_withheld_text_stands_nowhere_in_the_json(overlay):
    run = delivered("--playbooks", overlay({"rules/strict.yaml": FORBIDS_THE_REQUEST}), "--format", "json")
    assert "This is our answer" not in run.out


def test_a_finding_points_at_its_words(overlay):
    run = delivered("--playbooks", overlay({"rules/strict.yaml": FORBIDS_THE_REQUEST}), "--format", "json", "--allow", "no-request")
    finding = run.json["findings"][0]
    body = next(letter["body"] for letter in run.json["letters"] if letter["id"] == finding["letter"])
    assert finding["words"] == "deny the claim"
    assert body.split("\n")[finding["line"] - 1][finding["column"] - 1 :].startswith("deny the claim")


def test_an_allowed_error_lets_the_letters_leave_and_says_so(overlay):
    folder = overlay({"rules/strict.yaml": FORBIDS_THE_REQUEST})
    run = delivered("--playbooks", folder, "--allow", "no-request", "--format", "json")
    assert run.code == 0
    assert run.json["withheld"] is False
    assert [(finding["rule"], finding["allowed"]) for finding in run.json["findings"]] == [("no-request", True)]
    text = delivered("--playbooks", folder, "--allow", "no-request")
    assert text.out == delivered().out
    assert "allowed" in text.err


def test_allow_lets_only_the_named_rule_pass(overlay):
    folder = overlay({"rules/strict.yaml": FORBIDS_THE_REQUEST})
    assert delivered("--playbooks", folder, "--allow", "money-for-review").code == 4


def test_allow_with_an_unknown_rule_is_2_with_the_nearest():
    run = delivered("--allow", "money-for-reviews")
    assert run.code == 2
    assert run.out == ""
    assert "money-for-review?" in run.err


def test_an_error_in_one_letter_does_not_withhold_another_that_was_chosen(overlay):
    folder = overlay({"rules/strict.yaml": FORBIDS_THE_REQUEST})
    assert delivered("--playbooks", folder, "--letter", "to-buyer").out == delivered("--letter", "to-buyer").out
    assert delivered("--playbooks", folder, "--letter", "to-amazon").code == 4


def test_on_a_terminal_the_withheld_letter_is_shown_on_stderr_with_its_findings_marked(overlay):
    folder = overlay({"rules/strict.yaml": FORBIDS_THE_REQUEST})
    run = azkit("respond", "not-received-delivered", "--facts", "-", "--today", TODAY, "--no-input", "--playbooks", folder, stdin=as_facts(DELIVERED), terminal=True)
    assert run.code == 4
    assert run.out == ""
    lines = run.err.splitlines()
    at = lines.index("On these facts, we ask you to deny the claim.")
    assert lines[at + 1] == " " * lines[at].index("deny") + "^" * len("deny the claim")
    assert "no-request" in lines[at + 2]


def test_two_findings_in_one_line_of_a_withheld_letter_are_both_marked(overlay):
    both = FORBIDS_THE_REQUEST + FORBIDS_THE_REQUEST.partition("rules:\n")[2].replace("no-request", "no-facts").replace("deny the claim", "On these facts")
    run = azkit(
        "respond", "not-received-delivered", "--facts", "-", "--today", TODAY, "--no-input", "--playbooks", overlay({"rules/strict.yaml": both}),
        stdin=as_facts(DELIVERED), terminal=True,
    )  # fmt: skip
    lines = run.err.splitlines()
    at = lines.index("On these facts, we ask you to deny the claim.")
    assert {line.split("] ")[1].split(":")[0] for line in (lines[at + 2], lines[at + 4])} == {"no-request", "no-facts"}
    assert {lines[at][line.index("^") : line.rindex("^") + 1] for line in (lines[at + 1], lines[at + 3])} == {"On these facts", "deny the claim"}


def test_a_letter_over_the_limit_of_its_box_is_withheld(overlay):
    channels = """
schema: 1
channels:
  claim-response:
    title: {en: Answer to an A-to-z claim, zh: A-to-Z 索赔回复}
    kind: claim
    values:
      - {stores: all, since: 2020-01-01, source: H4, checked_on: 2026-05-01, confidence: high, limit: 100, where: {en: here, zh: 此处}, attachments: "no"}
"""
    run = delivered("--playbooks", overlay({"policy/channels.yaml": channels}), "--format", "json")
    assert run.code == 4
    assert [letter["limit"] for letter in run.json["letters"]] == [100, 4000]
    assert {(finding["letter"], finding["severity"]) for finding in run.json["findings"]} == {("to-amazon", "error")}


def test_a_warning_or_a_note_never_withholds(overlay):
    for severity in ("warning", "info"):
        folder = overlay({"rules/strict.yaml": FORBIDS_THE_REQUEST.replace("severity: error", f"severity: {severity}")})
        run = delivered("--playbooks", folder)
        assert run.code == 0
        assert "no-request" in run.err


def test_a_passed_limit_is_said_and_the_letters_are_drafted_all_the_same():
    run = delivered("--today", "2026-05-20", "--format", "json", notice_received_at="2026-05-14T09:20:00-07:00")
    assert run.code == 0
    assert [(finding["rule"], finding["kind"], finding["severity"]) for finding in run.json["findings"]] == [("late-answer", "case", "warning")]


def test_names_and_quotes_that_a_person_entered_are_not_judged_in_the_letter():
    run = delivered("--format", "json", item="free gift box for review stars", store_name="Cash Refund Feedback Ltd", delivery_place="cancel the claim")
    assert run.code == 0
    assert run.json["findings"] == []


def test_the_sentences_of_the_seller_are_judged_at_the_question():
    run = solved("--errors", "json", new_evidence="Leave 5 stars and we send you a gift card.")
    assert run.code == 3
    assert [fault["fact"] for fault in run.faults] == ["new_evidence"]


def test_a_policy_value_that_nobody_checked_for_long_is_said_in_one_line_of_advice():
    fresh = delivered("--today", "2026-05-15", "--format", "json").json["advice"]
    old = delivered("--today", "2027-12-01", "--format", "json").json["advice"]
    assert len([line for line in old if "180 days" in line]) == 1
    assert not [line for line in fresh if "180 days" in line]


# ---------------------------------------------------------------- playbook list, facts, schema


def test_the_list_names_every_playbook_with_its_facts():
    rows = azkit("playbook", "list", "--format", "json").json
    assert {"not-received-delivered", "withdrawal-request"} <= {row["id"] for row in rows}
    for row in rows:
        assert set(row) == {"id", "title", "family", "facts"}
        assert row["family"] in ("claims", "messages", "appeals")
        assert all(set(fact) == {"name", "type", "required"} for fact in row["facts"])
        assert any(fact["required"] is True for fact in row["facts"])
    lines = azkit("playbook", "list").out.splitlines()
    assert len(lines) == len(rows)
    assert HAN.search(azkit("playbook", "list", "--lang", "zh").out)


def test_one_broken_playbook_leaves_the_others_usable_and_listed(overlay):
    folder = overlay({"claims/broken.yaml": "schema: 1\nid: broken\nfamly: claims\n"})
    run = azkit("playbook", "list", "--playbooks", folder)
    assert "not-received-delivered" in run.out
    assert "broken.yaml:3" in run.err
    assert delivered("--playbooks", folder).out == delivered().out


def test_the_facts_form_asks_every_question_as_a_comment():
    form = azkit("playbook", "facts", "withdrawal-request")
    assert form.code == 0
    assert "# What is the order ID?" in form.out
    assert "# order_id: 112-4827193-6620451" in form.out
    assert all(line.startswith("#") for line in form.out.splitlines() if line)
    assert "# 订单号是多少？" in azkit("playbook", "facts", "withdrawal-request", "--lang", "zh").out


def test_an_example_has_its_days_moved_and_the_other_facts_as_comments():
    run = azkit("playbook", "facts", "withdrawal-request", "replacement-delivered", "--example", "--today", "2027-01-31")
    assert "remedy_delivered_on: 2027-01-30\n" in run.out
    assert re.search(r"(?m)^# refund_amount: ", run.out)
    json_form = azkit("playbook", "facts", "withdrawal-request", "replacement-delivered", "--example", "--today", "2027-01-31", "--format", "json")
    assert json_form.json["remedy_delivered_on"] == "2027-01-30"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["withdrawal-request", "nothing", "--example"], "replacement-delivered"),
        (["withdrawal-request", "replacement-delivered"], "--example"),
        (["withdrawl-request"], "withdrawal-request"),
    ],
)
def test_an_example_or_playbook_that_is_not_there_is_2(arguments: list[str], words: str):
    run = azkit("playbook", "facts", *arguments)
    assert run.code == 2
    assert run.out == ""
    assert words in run.err


def test_an_unknown_schema_is_2_with_the_known_ones():
    run = azkit("playbook", "schema", "letters")
    assert run.code == 2
    assert ", ".join(FORMS) in run.err


def test_the_version_stands_alone():
    run = azkit("--version")
    assert run.code == 0
    assert re.fullmatch(r"azkit \d+\.\d+\.\d+\n", run.out)
