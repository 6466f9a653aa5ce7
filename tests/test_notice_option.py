"""`--notice`: what Amazon wrote becomes facts, a playbook and the demands of a plan; what poses as Amazon becomes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import azkit

NOTICES = Path(__file__).parent / "notices"
CLAIM = NOTICES / "claim/claim-us-delivered/notice.txt"
PHISHING = NOTICES / "deactivation/phishing-lookalike-deactivation/notice.txt"
ODR = NOTICES / "deactivation/odr-article-001/notice.txt"
REST = ("fulfilment=seller", "buy_shipping=none", "item=lunch box", "ship_by=2026-05-04", "shipped_on=2026-05-03", "latest_delivery_on=2026-05-11")
DAY = ("--today", "2026-05-15")


def given(*pairs: str) -> list[str]:
    return [part for pair in pairs for part in ("--set", pair)]


def test_facts_of_a_notice_stand_in_the_letter_and_are_shown_with_their_words():
    run = azkit("respond", "not-received-delivered", "--notice", CLAIM, *given(*REST), *DAY, "--letter", "to-amazon")
    assert run.code == 0, run.err
    assert "UPS 1Z5E08A90311872648" in run.out
    assert 'claim amount: 46.80 USD  (from: "$46.80")' in run.err


def test_a_notice_names_the_playbook_where_the_call_does_not():
    run = azkit("respond", "--notice", CLAIM, *given(*REST), *DAY, "--format", "json")
    assert run.code == 0, run.err
    assert run.json["playbook"] == "not-received-delivered"
    assert run.json["facts"]["order_id"] == "112-5093318-7746209"


def test_what_is_given_wins_over_the_notice(tmp_path: Path):
    facts = tmp_path / "facts.yaml"
    facts.write_text("carrier: FedEx\ntracking_number: '788341209568'\n", encoding="utf-8")
    run = azkit("respond", "--notice", CLAIM, "--facts", facts, *given(*REST, "store_name=Harbor Lane Goods"), *DAY, "--format", "json")
    assert run.code == 0, run.err
    assert run.json["facts"]["carrier"] == "FedEx"
    assert run.json["facts"]["store_name"] == "Harbor Lane Goods"
    assert run.json["facts"]["delivered_on"] == "2026-05-08"


def test_a_notice_comes_from_standard_input():
    run = azkit("respond", "--notice", "-", *given(*REST), *DAY, "--format", "json", stdin=CLAIM.read_bytes())
    assert run.code == 0, run.err
    both = azkit("respond", "--notice", "-", "--facts", "-", stdin=CLAIM.read_bytes())
    assert both.code == 2


def test_only_what_is_missing_is_listed():
    run = azkit("respond", "--notice", CLAIM, *DAY, "--errors", "json")
    assert run.code == 2
    assert {fault["fact"] for fault in run.faults} == {pair.partition("=")[0] for pair in REST}


def test_the_other_door_is_named():
    run = azkit("appeal", "--notice", CLAIM)
    assert run.code == 2
    assert "azkit respond not-received-delivered" in run.err


def test_another_playbook_than_the_notices_is_drafted_with_a_hint():
    run = azkit("respond", "withdrawal-request", "--notice", CLAIM, *given("fulfilment=amazon"), *DAY)
    assert run.code == 4
    assert "reads like not-received-delivered" in run.err


@pytest.mark.parametrize("text", ["hello", "", "Dear Amazon, we ask you to deny this claim. Harbor Lane Goods"])
def test_a_text_of_which_nothing_can_be_told_is_refused(tmp_path: Path, text: str):
    notice = tmp_path / "notice.txt"
    notice.write_text(text, encoding="utf-8")
    run = azkit("respond", "not-received-delivered", "--notice", notice, *DAY)
    assert run.code == 3
    assert "notice" in run.err
    assert run.out == ""


def test_a_mail_that_poses_as_amazon_is_refused_and_gives_no_fact():
    run = azkit("appeal", "order-defect-rate", "--notice", PHISHING, *DAY)
    assert run.code == 3
    assert "does not come from Amazon" in run.err


def test_a_notice_that_is_no_text_is_refused_and_one_that_is_not_there_cannot_be_read(tmp_path: Path):
    binary = tmp_path / "notice.bin"
    binary.write_bytes(b"\xff\xfe\x00\x01")
    assert azkit("respond", "--notice", binary).code == 3
    assert azkit("respond", "--notice", tmp_path / "nothing.txt").code == 6


def test_the_demands_metrics_and_issues_of_a_deactivation_reach_the_plan():
    run = azkit("appeal", "--notice", ODR, *DAY)
    assert run.code == 2
    assert 'root cause: "The root cause(s) of' in run.err
    assert "Order Defect Rate: 2.78 %, target 1 %" in run.err
    shown = azkit("appeal", "order-defect-rate", "--notice", ODR, *DAY, "--errors", "json")
    missing = {fault["fact"] for fault in shown.faults}
    assert "issues" not in missing
    assert "metrics" not in missing
    assert "demands" not in missing
