"""azkit inspect: what Amazon wrote, read by the truths of tests/notices; what is no notice; what tries to break the reader."""

from __future__ import annotations

import json
import re
from datetime import UTC, date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azkit.cli.inspect import text_of
from azkit.facts.reader import read_facts
from azkit.facts.reading import Reading
from azkit.ground.clock import LAST_YEAR, zone
from azkit.library.link_notices import NoticeBook, linked_notices
from azkit.library.load import load
from azkit.notices.model import Notice
from azkit.notices.reader import read_notice
from azkit.outputs.notice_report import notice_json
from tests.helpers import CASES, HAN, azkit
from tests.notice_truths import FOLDER, Case, cases, differences, folded

ALL = cases()
FEW = [case for case in ALL if case.path.suffix == ".eml"] + ALL[::12]
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
LETTERS = sorted([*CASES.glob("*/*/expected.txt"), *(Path(__file__).parent / "letters").rglob("*.txt")])

DEACTIVATED = "deactivation/late-shipment-ca"
CLAIM = "claim/claim-us-delivered"


@cache
def book() -> NoticeBook:
    return linked_notices(load())


def read(text: str) -> Notice:
    return read_notice(text, book())


def path_of(name: str) -> Path:
    (path,) = (FOLDER / name).glob("notice.*")
    return path


# ---------------------------------------------------------------- the corpus


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_a_text_is_read_as_its_truth_says(case: Case):
    assert differences(case, notice_json(read(text_of(str(case.path))), "notice.txt")) == []


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_what_is_read_stands_in_the_text_and_is_readable(case: Case):
    assert_sound(read(text_of(str(case.path))), None)


@pytest.mark.parametrize("case", FEW, ids=lambda case: case.name)
def test_the_command_prints_what_the_truth_says(case: Case):
    run = azkit("inspect", case.path, "--format", "json")
    assert (run.code, run.err) == (0, "")
    assert differences(case, run.json) == []
    assert (run.json["schema"], run.json["file"]) == (1, str(case.path))


def test_every_kind_of_the_contract_stands_in_the_corpus():
    kinds = {case.truth["kind"] for case in ALL}
    assert kinds == {
        "claim",
        "claim-decision",
        "information-request",
        "return-request",
        "buyer-message",
        "deactivation",
        "review",
        "warning",
        "listing-removal",
        "reply",
        "chargeback",
        "safe-t",
        "funds",
        "other",
    }


# ---------------------------------------------------------------- the command


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", [DEACTIVATED, CLAIM, "other/phishing-article-001", "reply/needs-more-zh", "deactivation/odr-ocr-noise-uk"])
def test_the_screen_speaks_the_language_and_has_no_control_character(name: str, lang: str):
    run = azkit("inspect", path_of(name), "--lang", lang)
    assert (run.code, run.err) == (0, "")
    assert CONTROL.search(run.out) is None
    heads = [line for line in run.out.splitlines() if line and not line.startswith(" ")]
    assert all(bool(HAN.search(head)) == (lang == "zh") for head in heads if not head.startswith("ASIN"))
    assert run.out.endswith("\n")
    assert not run.out.endswith("\n\n")


def test_the_screen_names_the_demands_the_deadline_and_the_line_to_type():
    run = azkit("inspect", path_of(CLAIM), "--lang", "en")
    assert "112-5093318-7746209" in run.out
    assert "within three calendar days" in run.out
    assert "azkit respond not-received-delivered --notice" in run.out
    assert "A-to-z Guarantee Claims" in run.out


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_sender_is_ever_called_safe(lang: str):
    for case in ALL[::7]:
        out = azkit("inspect", case.path, "--lang", lang).out
        assert not re.search(r"\bsafe\b(?!-t)|genuine|安全的|可信", out.replace("SAFE-T", ""))


def test_several_files_are_one_line_each_in_json_and_named_on_the_screen():
    paths = [path_of(DEACTIVATED), path_of(CLAIM)]
    run = azkit("inspect", *paths, "--format", "json")
    lines = [json.loads(line) for line in run.out.splitlines()]
    assert [line["file"] for line in lines] == [str(path) for path in paths]
    assert [line["kind"] for line in lines] == ["deactivation", "claim"]
    screen = azkit("inspect", *paths).out
    assert all(f"--- {path} ---" in screen for path in paths)


def test_standard_input_is_read_where_it_is_named():
    run = azkit("inspect", "-", "--format", "json", stdin=path_of(CLAIM).read_bytes())
    assert (run.code, run.json["file"], run.json["kind"]) == (0, "-", "claim")


def test_a_file_that_does_not_exist_cannot_be_read(tmp_path: Path):
    assert azkit("inspect", tmp_path / "none.txt").code == 6
    assert azkit("inspect", tmp_path).code == 6


def test_bytes_that_are_no_text_are_refused(tmp_path: Path):
    path = tmp_path / "notice.txt"
    for data in (b"\xff\xfe\x00\x01\x00", b"caf\xe9 claim"):
        path.write_bytes(data)
        run = azkit("inspect", path)
        assert (run.code, run.out) == (3, "")


def test_no_file_is_a_call_that_cannot_be_carried_out():
    assert azkit("inspect").code == 2
    assert azkit("inspect", path_of(CLAIM), "--format", "xml").code == 2


def test_an_empty_text_tells_nothing(tmp_path: Path):
    path = tmp_path / "empty.txt"
    path.write_text("", encoding="utf-8")
    run = azkit("inspect", path, "--format", "json")
    assert (run.code, run.json["kind"], run.json["facts"], run.json["sender"]["verdict"]) == (0, "other", {}, "absent")


MAIL = """From: atoz-guarantee-no-reply@amazon.de
Date: Wed, 17 Jun 2026 08:30:00 +0200
Subject: Claim received on order 302-0077419-6638825
MIME-Version: 1.0
Content-Type: text/plain; charset={charset}
Content-Transfer-Encoding: 8bit

Guten Tag Uferlicht Leuchten,

A customer opened an A-to-z Guarantee claim of 64,00 € on order 302-0077419-6638825 on Amazon.de.
Customer comments: Der Schirm ist zerbrochen, schöne Grüße
"""


@pytest.mark.parametrize(("named", "written"), [("utf-8", "utf-8"), ("iso-8859-15", "iso-8859-15"), ("iso-8859-15", "utf-8"), ("no-such-alphabet", "utf-8")])
def test_a_mail_in_another_alphabet_keeps_its_letters(tmp_path: Path, named: str, written: str):
    path = tmp_path / "claim.eml"
    path.write_bytes(MAIL.format(charset=named).replace("\n", "\r\n").encode(written))
    facts = azkit("inspect", path, "--format", "json").json["facts"]
    assert (facts["claim_amount"], facts["buyer_words"]) == ("64.00 EUR", "Der Schirm ist zerbrochen, schöne Grüße")


def test_an_overlay_teaches_a_new_mark(tmp_path: Path):
    folder = tmp_path / "notices"
    folder.mkdir()
    (folder / "mine.yaml").write_text(
        "schema: 1\nmarks:\n  payout-check:\n    kind: funds\n    opening: [payout check has begun]\n    playbook: funds-held\n", encoding="utf-8"
    )
    path = tmp_path / "notice.txt"
    path.write_text("Hello,\n\nA payout check has begun on your account.\n", encoding="utf-8")
    assert azkit("inspect", path, "--format", "json").json["kind"] == "other"
    taught = azkit("inspect", path, "--format", "json", "--playbooks", tmp_path)
    assert (taught.code, taught.json["kind"], taught.json["playbook"]) == (0, "funds", "funds-held")


# ---------------------------------------------------------------- what is no notice


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: f"{path.parent.parent.name}/{path.parent.name}/{path.stem}")
def test_a_letter_of_azkit_is_no_notice(path: Path):
    notice = read(path.read_text(encoding="utf-8"))
    assert (notice.kind, notice.demands, notice.deadline, notice.playbook, notice.outcome, dict(notice.facts)) == ("other", (), None, None, None, {})


def test_a_letter_quoted_below_a_notice_adds_no_demand():
    text = path_of("reply/needs-more-listing").read_text(encoding="utf-8")
    quoted = "\n> ".join(["", *["Please send invoices within 3 days.", "-- The root cause(s) of the claims"]])
    assert read(text + "\nOn 3 May 2026 Harbor Lane Goods wrote:" + quoted).demands == read(text).demands


def test_nothing_that_a_forger_wrote_is_taken_for_a_fact():
    text = path_of(DEACTIVATED).read_text(encoding="utf-8").replace("no-reply@amazon.ca", "no-reply@amazon-ca.example")
    notice = read(text)
    assert (notice.sender.verdict, notice.demands, notice.deadline, notice.playbook, dict(notice.facts)) == ("inconsistent", (), None, None, {})


# ---------------------------------------------------------------- any text


def assert_sound(notice: Notice, text: str | None) -> None:
    """Facts that the vocabulary reads without a fault, and quotes that stand in the text."""
    terms = book().world.stores.get(str(notice.facts.get("store", "")))
    reading = Reading(book().world, terms, date(LAST_YEAR, 12, 31), zone(terms.zone) if terms else UTC)
    _, faults = read_facts(notice.facts, book().vocabulary, reading)
    assert faults == ()
    assert set(notice.taken_from) <= set(notice.facts)
    if text is not None:
        said = folded(text.replace("\n", " "))
        for quote in [*(demand.quote for demand in notice.demands), *([notice.deadline.quote] if notice.deadline else [])]:
            assert "".join(quote.split()) in "".join(said.split())


PIECES = [line for case in ALL[::3] for line in text_of(str(case.path)).encode("utf-8", "replace").decode().split("\n") if line.strip()]
MIXED = st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=25).map("\n".join)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_a_notice(text: str):
    assert_sound(read(text), None)


@settings(max_examples=300, deadline=None)
@given(MIXED)
def test_lines_of_notices_in_any_order_give_a_sound_notice(text: str):
    assert_sound(read(text), None)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([line for line in PIECES if line.isascii()]), max_size=25).map("\n".join))
def test_quotes_are_words_of_the_text(text: str):
    notice = read("Hello,\n" + text)
    assert_sound(notice, "Hello,\n" + text)


BROKEN_MAILS = {
    "a declaration that never was": "From: a@amazon.com\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/html\n\n<![foo[bar]]>",
    "parts within parts": "From: a@amazon.com\nSubject: x\n" + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(1500)),
    "a header of nothing but semicolons": "From: a@amazon.com\nSubject: x\nMIME-Version: 1.0\nContent-Type: " + ";" * 40_000 + "\n\nHello",
    "a sender in very many brackets": "From: " + "(" * 3000 + "\nSubject: x\n\nhi",
    "a sender of dots": "From: " + "." * 40_000 + "\nSubject: x\n\nhi",
    "very many parts": "From: a@amazon.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + "--b\nContent-Type: text/plain;;;;\n\nx\n" * 5_000,
    "a year that never comes": "From: a@amazon.com\nSubject: x\nDate: Mon, 01 Jan 99999999999999999999 10:00:00 -0700\n\nHello",
}


@pytest.mark.parametrize("name", BROKEN_MAILS)
def test_a_mail_that_its_program_broke_gives_a_notice(name: str):
    assert_sound(read(BROKEN_MAILS[name]), None)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_behind_the_headers_of_a_mail_give_a_notice(data: bytes):
    head = "From: a@amazon.com\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    assert_sound(read(head + data.decode("ascii", "surrogateescape")), None)


HOSTILE = json.loads((Path(__file__).parent / "hostile.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("head", HOSTILE["heads"])
@pytest.mark.parametrize("unit", HOSTILE["units"])
def test_one_thing_said_thousands_of_times_gives_a_notice(head: str, unit: str):
    """What two megabytes of it take is measured by `benchmarks/hostile.py`; a pattern that looks back at every place would not end here either."""
    words = HOSTILE["units"][unit]
    assert_sound(read(HOSTILE["heads"][head] + words * (30_000 // len(words))), None)
