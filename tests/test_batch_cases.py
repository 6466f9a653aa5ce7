"""`azkit batch --cases`: what was asked once is not asked again, whatever happens between two runs."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from azkit.library.load import load
from azkit.library.snapshot import linked
from azkit.tables.memory import DAY_OF
from tests.batches import everything, letters, order, row, written
from tests.helpers import SOLVED, TODAY, azkit, finished, inside, process

DOCUMENT = Path(__file__).parent.parent / "docs" / "batch.md"
TOMORROW = "2026-05-16"
ASKS = "withdrawal-request"


def asking(number: int, **changes: str) -> dict[str, str]:
    """A row that asks for a withdrawal."""
    return {"playbook": ASKS, **SOLVED, "order_id": order(number), **changes}


def run(*args: object, day: str = TODAY):
    return azkit("batch", *args, "--today", day)


def run_apart(*args: object):
    """A run in processes of its own."""
    return finished(process("batch", *args, "--today", TODAY))


@pytest.fixture
def table(tmp_path):
    return written(tmp_path / "claims.csv", [asking(1), asking(2)])


@pytest.fixture
def cases(tmp_path):
    return tmp_path / "cases"


def test_a_withdrawal_is_asked_once(table, cases):
    assert run(table, "--cases", cases).code == 0
    again = run(table, "--cases", cases, day=TOMORROW)
    assert again.code == 5
    assert again.out == ""
    assert "You have asked once" in again.err
    assert run(table, day=TOMORROW).code == 0


def test_the_note_of_an_order_says_what_was_written_on_which_day(table, cases):
    run(table, "--cases", cases)
    run(table, "--cases", cases, day=TOMORROW)
    assert sorted(path.name for path in cases.iterdir()) == [f"{order(1)}.json", f"{order(2)}.json"]
    path = cases / f"{order(1)}.json"
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "schema": 1,
        "order": order(1),
        "letters": [{"day": TODAY, "playbook": ASKS, "letter": "withdrawal"}],
    }
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(cases.stat().st_mode) == 0o700


def test_the_day_goes_to_the_draft_and_to_other_playbooks_as_the_lowest_layer(table, tmp_path, cases):
    run(table, "--cases", cases)
    path = written(tmp_path / "more.csv", [asking(1, withdrawal_requested_on="2026-05-13"), asking(2, withdrawal_requested_on="none")])
    drafted = run(path, "--cases", cases, "--format", "json", day=TOMORROW)
    first, second = (json.loads(line) for line in drafted.out.splitlines())
    assert "errors" in first
    assert second["route"]["id"] == "ask"  # the cell says that it was not sent
    again = run(table, "--cases", cases, "--default", "withdrawal_requested_on=none", day=TOMORROW)
    assert again.code == 0


def test_the_same_day_gives_the_same_letters_again(table, tmp_path, cases):
    run(table, "--cases", cases, "--output", tmp_path / "out")
    before = everything(tmp_path / "out")
    assert run(table, "--cases", cases, "--output", tmp_path / "out").code == 0
    assert everything(tmp_path / "out") == before
    assert run_apart(table, "--cases", cases, "--jobs", "2").out == run(table).out


def test_a_letter_of_an_earlier_day_stays_in_its_folder(table, tmp_path, cases):
    out = tmp_path / "out"
    run(table, "--cases", cases, "--output", out)
    before = letters(out)
    again = run(table, "--cases", cases, "--output", out, day=TOMORROW)
    assert again.code == 5
    assert letters(out) == before
    assert [json.loads(line)["file"] for line in (out / "index.jsonl").read_text(encoding="utf-8").splitlines()] == list(before)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_two_rows_of_one_order_ask_once(tmp_path, cases, jobs):
    path = written(tmp_path / "t.csv", [asking(1), asking(1, item="blue cup"), asking(2)])
    drafted = run_apart(path, "--cases", cases, "--format", "json", "--jobs", jobs)
    first, second, third = (json.loads(line) for line in drafted.out.splitlines())
    assert [bool(each.get("withheld")) for each in (first, third)] == [False, False]
    assert "You have asked once" in second["errors"][0]["message"]
    assert len(run(path, "--format", "json").out.splitlines()) == 3


def test_an_order_is_known_however_it_is_typed(table, tmp_path, cases):
    run(table, "--cases", cases)
    odd = written(tmp_path / "odd.csv", [asking(1, order_id=f" {order(1)} "), asking(2, order_id=order(2).replace("-", "－"))])
    assert run(odd, "--cases", cases, day=TOMORROW).out == ""


def test_only_what_was_written_is_remembered(tmp_path, cases):
    run(written(tmp_path / "t.csv", [asking(1, remedy_delivered_on=""), asking(2, item="")]), "--cases", cases)
    run(written(tmp_path / "u.csv", [row(3)]), "--cases", cases)
    assert {path.name: json.loads(path.read_text(encoding="utf-8"))["letters"][0]["letter"] for path in cases.iterdir()} == {
        f"{order(1)}.json": "on-its-way",
        f"{order(3)}.json": "to-amazon",
    }
    assert run(written(tmp_path / "later.csv", [asking(1), asking(2)]), "--cases", cases, day=TOMORROW).code == 0


def test_a_dry_run_remembers_nothing_and_heeds_what_is_known(table, cases):
    assert run(table, "--cases", cases, "--dry-run").code == 0
    assert not cases.exists()
    run(table, "--cases", cases)
    assert run(table, "--cases", cases, "--dry-run", day=TOMORROW).code == 5


def test_a_json_file_that_is_not_finished_asked_for_nothing(table, tmp_path, cases, monkeypatch):
    monkeypatch.setattr("azkit.cli.batch_progress.Progress.count", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    assert run(table, "--cases", cases, "--format", "json", "--output", tmp_path / "d.jsonl").code == 130
    assert list(cases.iterdir()) == []
    assert run(table, "--cases", cases, "--output", tmp_path / "out").code == 130
    assert [path.name for path in cases.iterdir()] == [f"{order(1)}.json"]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"schema": 2, "letters": []}', '{"schema": 1, "letters": [3]}', "[" * 100_000, "\0"])
def test_a_note_that_cannot_be_read_rejects_its_row_alone(table, cases, damage):
    run(table, "--cases", cases)
    (cases / f"{order(1)}.json").write_text(damage, encoding="utf-8")
    again = run(table, "--cases", cases, "--format", "json", day=TOMORROW)
    first, second = (json.loads(line)["errors"][0]["message"] for line in again.out.splitlines())
    assert f"{order(1)}.json is no note" in first
    assert "You have asked once" in second
    assert (cases / f"{order(1)}.json").read_text(encoding="utf-8") == damage


def test_one_run_at_a_time_holds_the_notes(table, cases):
    fcntl = pytest.importorskip("fcntl")
    cases.mkdir()
    handle = os.open(cases, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert run(table, "--cases", cases).code == 6
    finally:
        os.close(handle)
    assert run(table, "--cases", cases).code == 0


def test_the_example_of_the_document_is_true(tmp_path):
    block = DOCUMENT.read_text(encoding="utf-8").split("### A memory")[1].split("```console\n")[1].split("```")[0]
    written(tmp_path / "solved.csv", [{name: value for name, value in asking(1).items() if name != "playbook"}])
    with inside(tmp_path):
        for part in block.split("$ ")[1:]:
            command, _, expected = part.partition("\n")
            call, asked, _ = command.partition("; echo $?")
            found = azkit(*call.split()[1:])
            assert found.out + found.err + (f"{found.code}\n" if asked else "") == expected


def test_what_can_be_no_folder_of_notes_is_refused(table, tmp_path):
    assert run(table, "--cases", table).code == 6
    assert run(table, "--cases", tmp_path / "out", "--output", tmp_path / "out").code == 2


def test_every_remembered_letter_exists_and_its_playbook_looks_at_the_fact():
    for fact, (name, letter) in DAY_OF.items():
        playbook = linked(load(), name)
        assert letter in playbook.letters
        assert fact in playbook.uses
