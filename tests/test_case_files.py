"""Case files: what they keep, how they stay whole, and what is refused."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from azkit.cases.keeping import opened
from azkit.cases.model import Asked, Case, FactsGiven, Heard, Letter, Part
from tests.helpers import DELIVERED, Run, as_facts, azkit, environment, finished, process
from tests.terminal import Terminal

HERE = Path(__file__).parent
FACTS = HERE / "article_001" / "round-1.yaml"
NOTICE = HERE / "notices" / "deactivation" / "odr-article-001" / "notice.txt"
REPLIES = HERE / "notices" / "reply"
DAY, LATER = "2026-05-18", "2026-05-20"


def begun(path: Path, *args: object) -> Run:
    return azkit("appeal", "--case", path, "--notice", NOTICE, "--facts", FACTS, "--today", DAY, *args)


def replied(path: Path, reply: str, *args: object, today: str = LATER) -> Run:
    found = next((REPLIES / reply).glob("notice.*"))
    return azkit("appeal", "--case", path, "--reply", found, "--today", today, *args)


def events(path: Path) -> list[dict[str, object]]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["events"]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case whose first letter was sent."""
    path = tmp_path_factory.mktemp("case") / "case.yaml"
    assert begun(path).code == 0
    return path


@pytest.fixture
def case(sent: Path, tmp_path: Path) -> Path:
    """A copy of that case."""
    return Path(shutil.copy(sent, tmp_path / "case.yaml"))


# ---------------------------------------------------------------- what it keeps


def test_a_case_keeps_notice_facts_and_letter_for_its_owner_alone(case: Path, sent: Path):
    assert [event["event"] for event in events(case)] == ["notice", "facts", "letter"]
    assert stat.S_IMODE(sent.stat().st_mode) == 0o600
    assert [path.name for path in sent.parent.iterdir()] == ["case.yaml"]
    notice, facts, letter = events(case)
    assert {row["part"] for row in notice["demands"]} == {"root-cause", "actions", "prevention"}
    assert facts["facts"]["orders"][0]["order_id"] == "112-4827193-6620401"
    assert [part["section"] for part in letter["sections"]] == ["root-cause", "actions", "prevention"]


def test_the_letter_in_the_case_is_the_letter(case: Path, tmp_path: Path):
    again = azkit("appeal", "--case", tmp_path / "other.yaml", "--notice", NOTICE, "--facts", FACTS, "--today", DAY)
    parts = events(case)[-1]["sections"]
    assert again.out == "\n\n".join(f"{part['heading']}\n\n{part['text']}" for part in parts) + "\n"


def test_a_later_call_needs_no_facts_and_no_playbook(case: Path):
    run = azkit("appeal", "--case", case, "--today", DAY)
    assert run.code == 0, run.err
    assert "112-4827193-6620401" in run.out


def test_facts_of_a_call_win_over_those_of_the_case(case: Path):
    assert "Quay Lane" in azkit("appeal", "--case", case, "--set", "store_name=Quay Lane", "--today", DAY).out


def test_rows_are_added_to_the_tables_of_the_case_and_the_same_record_takes_its_place(case: Path, tmp_path: Path):
    more = tmp_path / "more.yaml"
    rows = "evidence:\n  - {file: rota.pdf, proves: the rota}\norders:\n  - {order_id: 112-4827193-6620415, done: answered, done_on: 2026-05-17}\n"
    more.write_text(rows, encoding="utf-8")
    facts = azkit("appeal", "--case", case, "--facts", more, "--today", DAY, "--format", "json").json["facts"]
    assert [row["file"] for row in facts["evidence"]][-1] == "rota.pdf"
    assert len(facts["evidence"]) == 5
    assert [row["done_on"] for row in facts["orders"] if row["order_id"].endswith("415")] == ["2026-05-17"]
    assert len(facts["orders"]) == 15


def test_a_fault_in_an_added_row_leads_to_its_own_line(case: Path, tmp_path: Path):
    more = tmp_path / "more.yaml"
    more.write_text("evidence:\n  - {file: rota.pdf, proves: the rota}\n  - {file: x.pdf, proves: x y, issued_on: 2026-13-01}\n", encoding="utf-8")
    run = azkit("appeal", "--case", case, "--facts", more, "--today", DAY)
    assert run.code == 3
    assert f"{more}:3: evidence[5].issued_on" in run.err


def test_a_call_that_fails_leaves_no_new_round(case: Path, tmp_path: Path):
    before = case.read_bytes()
    assert azkit("appeal", "--case", case, "--set", "window_starts=2026-13-01", "--today", DAY).code == 3
    assert case.read_bytes() == before
    assert azkit("appeal", "order-defect-rate", "--case", tmp_path / "new.yaml", "--set", "store=amazon.com", "--today", DAY).code == 2
    assert not (tmp_path / "new.yaml").exists()


def test_a_claim_can_be_a_case_too(tmp_path: Path):
    path = tmp_path / "claim.yaml"
    run = azkit("respond", "not-received-delivered", "--case", path, "--facts", "-", "--today", "2026-05-15", stdin=as_facts(DELIVERED))
    assert run.code == 0, run.err
    assert [event["event"] for event in events(path)] == ["facts", "letter", "letter"]
    assert azkit("respond", "--case", path, "--today", "2026-05-15").out == run.out


# ---------------------------------------------------------------- replies


def test_a_reply_is_recorded_although_nothing_new_can_be_said_yet(case: Path):
    assert replied(case, "article-001-reply-1").code == 4
    assert [event["event"] for event in events(case)][-1] == "reply"
    replied(case, "article-001-reply-1")
    assert [event["event"] for event in events(case)].count("reply") == 1


def test_a_reply_from_standard_input(case: Path):
    text = (REPLIES / "article-001-reply-5" / "notice.txt").read_text(encoding="utf-8")
    run = azkit("appeal", "--case", case, "--reply", "-", "--today", LATER, stdin=text)
    assert run.code == 4
    assert events(case)[-1] == {"event": "outcome", "day": LATER, "outcome": "reinstated-with-reserve"}


@pytest.mark.parametrize(
    ("reply", "outcome", "words"),
    [
        ("article-001-reply-5", "reinstated-with-reserve", "reserve"),
        ("reinstated-2015", "reinstated", "Account Health"),
        ("refused-final", "refused", "Without something that Amazon has not seen"),
        ("acknowledged", "acknowledged", "status-enquiry --case"),
    ],
)
def test_an_outcome_is_kept_and_nothing_is_drafted(case: Path, reply: str, outcome: str, words: str):
    run = replied(case, reply)
    assert (run.code, run.out) == (4, "")
    assert words in run.err
    assert events(case)[-1]["outcome"] == outcome
    assert "event: letter" in case.read_text(encoding="utf-8")
    as_json = replied(case, reply, "--format", "json")
    assert as_json.code == 4
    assert (as_json.json["withheld"], as_json.json["letters"], as_json.json["route"]["id"]) == (True, [], outcome)
    assert as_json.json["advice"]


def test_after_a_refusal_a_person_may_go_on(case: Path):
    assert replied(case, "refused-final", today="2026-07-01").code == 4
    run = azkit("appeal", "--case", case, "--today", "2026-07-01")
    assert run.code == 4  # the same plan again
    assert "repeats-the-last-round" in run.err


def test_a_reply_that_bears_a_later_day_counts_as_of_today(case: Path):
    assert replied(case, "refused-final").code == 4
    assert events(case)[-1]["day"] == LATER


def test_a_forged_reply_is_refused_and_not_recorded(case: Path):
    before = case.read_bytes()
    run = replied(case, "phishing-domain-zh")
    assert (run.code, run.out) == (3, "")
    assert case.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("--reply", REPLIES / "article-001-reply-1" / "notice.txt"), id="no-case"),
        pytest.param(("--case", "new.yaml", "--reply", REPLIES / "article-001-reply-1" / "notice.txt"), id="nothing-sent"),
        pytest.param(("--case", "new.yaml", "--reply", "-", "--facts", "-"), id="stdin-twice"),
    ],
)
def test_a_reply_that_belongs_to_nothing_is_2(tmp_path: Path, arguments: tuple[object, ...], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    run = azkit("appeal", "order-defect-rate", *arguments, "--today", LATER, stdin="")
    assert (run.code, run.out) == (2, "")
    assert list(tmp_path.glob("*.yaml")) == []


def test_programs_read_faults_alone(case: Path):
    run = replied(case, "article-001-reply-1", "--set", "window_starts=2026-13-01", "--errors", "json")
    assert run.code == 3
    assert [fault["fact"] for fault in run.faults] == ["window_starts"]


def test_chinese_words_for_the_standing_of_a_demand(case: Path):
    told = replied(case, "article-001-reply-1", "--lang", "zh").err
    assert "新要求" in told
    assert "亚马逊 2026-05-20 的回复" in told


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda text: text[: text.index("event: letter") + len("event: letter")], id="cut"),
        pytest.param(lambda text: "", id="emptied"),
        pytest.param(lambda text: "\0" * 100, id="zeroed"),
        pytest.param(lambda text: "<<<<<<< ours\n" + text, id="merge-marks"),
        pytest.param(lambda text: text.replace("round: 1", "round: Miller lives here"), id="wrong-type"),
        pytest.param(lambda text: text.replace("kind: appeal", "kind: appeal\n    secret: Miller lives here"), id="unknown-key"),
        pytest.param(lambda text: "store: amazon.com\n", id="no-case"),
        pytest.param(lambda text: "- a\n- b\n", id="a-list"),
    ],
)
def test_a_damaged_case_is_refused_and_left_as_it_is(case: Path, damage):
    broken = damage(case.read_text(encoding="utf-8"))
    case.write_text(broken, encoding="utf-8")
    run = azkit("appeal", "--case", case, "--today", DAY)
    assert run.code == 3
    assert run.out == ""
    assert str(case) in run.err
    assert "Miller" not in run.err
    assert len(run.err.splitlines()) <= 6
    assert case.read_text(encoding="utf-8") == broken


def test_another_schema_is_refused(case: Path):
    case.write_text(case.read_text(encoding="utf-8").replace("schema: 1", "schema: 2"), encoding="utf-8")
    run = azkit("appeal", "--case", case, "--today", DAY)
    assert run.code == 3
    assert f"{case}:1: schema" in run.err


def test_the_version_before_is_kept_and_named(case: Path):
    before = case.read_text(encoding="utf-8")
    assert azkit("appeal", "--case", case, "--today", DAY).code == 0
    backup = case.with_name("case.yaml.bak")
    assert backup.read_text(encoding="utf-8") == before
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    case.write_text("", encoding="utf-8")
    assert str(backup) in azkit("appeal", "--case", case, "--today", DAY).err


def test_a_case_that_is_a_link_or_a_folder_is_refused(case: Path, tmp_path: Path):
    link = tmp_path / "link.yaml"
    link.symlink_to(case)
    before = case.read_bytes()
    assert azkit("appeal", "--case", link, "--today", DAY).code == 6
    assert azkit("appeal", "--case", tmp_path, "--today", DAY).code == 6
    assert case.read_bytes() == before


# ---------------------------------------------------------------- one writer at a time, whole through any crash

HOLDER = """
import sys, time
from pathlib import Path
from azkit.cases.keeping import opened
with opened(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def script(words: str, *arguments: object) -> subprocess.Popen[bytes]:
    env = environment({"PYTHONPATH": str(HERE.parent)})
    return subprocess.Popen([sys.executable, "-c", words, *map(str, arguments)], env=env, stdout=subprocess.PIPE)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP])
def test_a_case_on_a_system_without_locks_goes_without(tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch):
    def none_here(*_: object) -> None:
        raise OSError(number, "no locks")

    monkeypatch.setattr("fcntl.flock", none_here)
    run = begun(tmp_path / "case.yaml")
    assert run.code == 0, run.err
    assert [path.name for path in tmp_path.iterdir()] == ["case.yaml"]


def test_a_second_writer_is_told_who_holds_the_case_and_a_dead_one_blocks_nobody(case: Path):
    before = case.read_bytes()
    with script(HOLDER, case) as holder:
        assert holder.stdout.readline() == b"held\n"
        run = azkit("appeal", "--case", case, "--today", DAY)
        assert (run.code, run.out) == (6, "")
        assert str(holder.pid) in run.err
        assert os.uname().nodename in run.err
        assert case.read_bytes() == before
        holder.kill()
        holder.wait()
        assert azkit("appeal", "--case", case, "--today", DAY).code == 0


def test_many_writers_keep_as_many_rounds_as_said_ok(case: Path):
    running = [process("appeal", "--case", case, "--today", DAY) for _ in range(8)]
    codes = [finished(each).code for each in running]
    assert set(codes) <= {0, 6}
    assert sum(event["event"] == "letter" for event in events(case)) == 1 + codes.count(0)
    assert {path.name for path in case.parent.iterdir()} == {"case.yaml", "case.yaml.bak"}


KILLED = """
import os, random, signal, sys, time
from dataclasses import replace
from pathlib import Path
from azkit.cases.keeping import opened
path = Path(sys.argv[1])
with opened(path) as file:
    begun, event = file.case.events, file.case.events[-1]
for turn in range(100):
    child = os.fork()
    if not child:
        while True:
            with opened(path) as file:
                file.keep(replace(file.case, events=(*begun, *file.case.events[len(begun):][-40:], event)))
    time.sleep(random.random() / 25)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with opened(path) as file:
        assert file.case.events[-1].sections[0].text == event.sections[0].text
print("whole", flush=True)
"""


def test_a_case_is_whole_after_a_hundred_kills(case: Path):
    with script(KILLED, case) as writer:
        assert writer.stdout.read() == b"whole\n"
    assert {path.name for path in case.parent.iterdir()} == {"case.yaml", "case.yaml.bak"}
    assert azkit("appeal", "--case", case, "--today", DAY).code == 0


# ---------------------------------------------------------------- the files of the evidence


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("message-log.pdf", b"%PDF-1.7\n", None),
        ("message-log.pdf", None, "evidence-not-found"),
        ("message-log.pdf", b"", "evidence-not-taken"),
        ("message-log.pdf", b"PK\x03\x04", "evidence-not-taken"),
        ("message-log.xlsx", b"PK\x03\x04", "evidence-not-taken"),
        ("message-log.jpg", b"\xff\xd8\xff\xe0", None),
        ("message-log.pdf", b"%PDF" + b"0" * 10_000_001, "evidence-not-taken"),
    ],
)
def test_files_of_the_evidence_are_looked_at(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes | None, rule: str | None):
    monkeypatch.chdir(tmp_path)
    if content is not None:
        Path(name).write_bytes(content)
    os.utime(tmp_path, (0, 0))  # times of the file system say nothing
    facts = yaml.load(FACTS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    facts["evidence"] = [{"file": name, "proves": "every answer"}]
    run = azkit("appeal", "--notice", NOTICE, "--facts", "-", "--today", DAY, "--format", "json", stdin=json.dumps(facts))
    found = {finding["rule"]: finding for finding in run.json["findings"] if finding["rule"].startswith("evidence-")}
    assert set(found) == ({rule} if rule else set())
    assert run.code == 0
    assert all((finding["kind"], finding["severity"]) == ("case", "warning") for finding in found.values())


# ---------------------------------------------------------------- Amazon's own time


def enquiry(case: Path, today: str) -> Run:
    return azkit("appeal", "status-enquiry", "--case", case, "--today", today)


def test_an_enquiry_waits_for_amazons_own_time_and_is_sent_once(case: Path):
    early = enquiry(case, "2026-05-19")
    assert (early.code, early.out) == (4, "")
    asked = enquiry(case, "2026-05-22")
    assert asked.code == 0, asked.err
    assert "18 May 2026" in asked.out
    assert enquiry(case, "2026-05-24").code == 4
    assert [event["event"] for event in events(case)].count("letter") == 2


def test_an_enquiry_is_no_round(case: Path):
    assert enquiry(case, "2026-05-22").code == 0
    run = replied(case, "article-001-reply-1", "--facts", HERE / "article_001" / "round-2.yaml", today="2026-05-23")
    assert run.code == 0, run.err
    assert events(case)[-1]["round"] == "2"
    assert "It adds to our letter of 18 May 2026" in run.out


def test_the_day_of_an_enquiry_counts_from_the_newest_letter(case: Path):
    assert replied(case, "article-001-reply-1", "--facts", HERE / "article_001" / "round-2.yaml").code == 0
    assert enquiry(case, "2026-05-21").code == 4
    run = enquiry(case, "2026-05-24")
    assert run.code == 0, run.err
    assert "20 May 2026" in run.out


def test_an_acknowledgement_is_no_answer(case: Path):
    assert replied(case, "acknowledged").code == 4
    assert azkit("appeal", "--case", case, "--today", LATER).code == 4
    assert enquiry(case, "2026-05-24").code == 0


# ---------------------------------------------------------------- whatever is written reads back

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff"), min_size=1, max_size=80).filter(
    lambda words: not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", words)
)


@settings(max_examples=200, deadline=None)
@given(text=WORDS, heading=WORDS, quote=WORDS, store=WORDS)
def test_a_case_reads_back_to_what_was_written(text: str, heading: str, quote: str, store: str):
    sections = (Part(section="body", heading=heading, text=text),)
    letter = Letter(event="letter", day=DAY, round=1, playbook="x", letter="plan", to="amazon", kind="appeal", sections=sections)
    notice = Heard(event="notice", day=DAY, kind="deactivation", demands=(Asked(part="actions", quote=quote, required=False),), facts={"store": store})
    facts = FactsGiven(event="facts", day=DAY, round=1, playbook="x", facts={"words": text, "rows": [{"a": quote, "b": heading}]})
    made = Case(playbook="x", store="amazon.com", events=(notice, facts, letter))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.yaml"
        with opened(path) as file:
            file.keep(made)
        with opened(path) as file:
            assert file.case is not None
            assert asdict(file.case) == asdict(made)


# ---------------------------------------------------------------- at a terminal


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")
def test_a_person_is_asked_for_further_rows_and_for_nothing_that_the_case_knows(case: Path, tmp_path: Path):
    reply = REPLIES / "article-001-reply-1" / "notice.txt"
    with Terminal(f"azkit appeal --case {case} --reply {reply} --lang en --today {LATER}", tmp_path / "home") as terminal:
        for table in ("root causes", "orders", "actions taken", "preventions", "evidence"):
            terminal.answer(f"{table}: ")
        terminal.answer("Is everything right?").answer("What now?")
        assert terminal.end() == 4
        assert "What is the order ID?" not in terminal.text
        assert "asked-again-nothing-new" in terminal.words
    assert [event["event"] for event in events(case)] == ["notice", "facts", "letter", "reply"]
