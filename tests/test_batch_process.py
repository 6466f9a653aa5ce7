"""Batches as processes: several jobs, signals, kills and full disks. What needs no process of its own stands in test_batch.py."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.batches import everything, order, row, table, written
from tests.helpers import TODAY, Run, finished, process

MANY = 240


def rows(count: int) -> list[dict]:
    """Rows of which every seventh is rejected, and two have the same order."""
    return [row(number if number != 5 else 4, item="" if number % 7 == 3 else f"cup {number}") for number in range(count)]


def start(*args: object, **options) -> subprocess.Popen[bytes]:
    return process("batch", *args, "--today", TODAY, **options)


def run(*args: object, **options) -> Run:
    return finished(start(*args, **options))


@pytest.fixture
def many(tmp_path):
    return written(tmp_path / "claims.csv", rows(MANY))


def wait_for(condition, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


@pytest.mark.parametrize("form", [("--format", "json"), ()])
def test_two_jobs_give_the_same_bytes_as_one(form, tmp_path):
    path = written(tmp_path / "t.csv", rows(70))
    assert run(path, *form) == run(path, *form, "--jobs", "2")


def test_three_jobs_fill_the_same_folder_as_one(tmp_path):
    path = written(tmp_path / "t.csv", rows(70))
    one, three = run(path, "--output", tmp_path / "one"), run(path, "--output", tmp_path / "three", "--jobs", "3")
    assert one.code == three.code == 5
    assert everything(tmp_path / "one") == everything(tmp_path / "three")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_run_leaves_nothing_half_and_the_next_one_writes_what_is_missing(many, tmp_path, jobs):
    whole, out = tmp_path / "whole", tmp_path / "out"
    assert run(many, "--output", whole).code == 5
    expected = everything(whole)
    for goal in (20, 90, 200):
        running = start(many, "--output", out, "--jobs", jobs)
        wait_for(lambda goal=goal: len(list(out.glob("*.txt"))) >= goal)
        running.kill()
        running.communicate()
        standing = {name: data for name, data in everything(out).items() if name.endswith(".txt")}
        assert standing
        assert standing.items() <= expected.items()
        assert not {"index.csv", "index.jsonl", "rejected.csv"} & set(everything(out))
    last = run(many, "--output", out, "--jobs", jobs)
    assert last.code == 5
    assert " 0 unchanged" not in last.err
    assert everything(out) == expected


def test_a_killed_run_that_rewrote_letters_is_taken_up_again(many, tmp_path):
    out = tmp_path / "out"
    run(many, "--output", out)
    changed = written(tmp_path / "changed.csv", [{**each, "delivered_on": "2026-05-07"} for each in rows(MANY)])
    running = start(changed, "--output", out)
    wait_for(lambda: "7 May" in (out / f"{order(40)}.not-received-delivered.to-buyer.txt").read_text(encoding="utf-8"))
    running.kill()
    running.communicate()
    last = run(changed, "--output", out)
    assert " 0 kept" in last.err
    assert run(changed, "--output", tmp_path / "whole").code == last.code
    new, old = everything(tmp_path / "whole"), everything(out)
    assert {name: data for name, data in old.items() if name != "rejected.old.csv"} == new


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_run_says_what_is_done_and_left(tmp_path, number, jobs):
    path = written(tmp_path / "t.csv", rows(2000))
    out = tmp_path / "out"
    running = start(path, "--output", out, "--jobs", jobs, start_new_session=True)
    wait_for(lambda: len(list(out.glob("*.txt"))) > 10)
    os.killpg(running.pid, number) if number == signal.SIGINT else running.send_signal(number)
    end = finished(running)
    assert end.code == 130
    assert "run the same command to go on" in end.err
    assert "Traceback" not in end.err
    done, left = (int(word) for word in end.err.split("stopped: ")[1].replace(",", "").split() if word.isdigit())
    assert done + left == 2000


def test_the_workers_of_a_killed_run_end_with_it(tmp_path):
    path = written(tmp_path / "t.csv", rows(2000))
    running = start(path, "--output", tmp_path / "out", "--jobs", "2", start_new_session=True)
    wait_for(lambda: len(list((tmp_path / "out").glob("*.txt"))) > 10)
    running.kill()
    running.communicate()

    def gone() -> bool:
        try:
            os.killpg(running.pid, 0)
        except ProcessLookupError:
            return True
        return False

    wait_for(gone, 5)


def test_a_reader_that_has_enough_is_no_fault(many):
    running = start(many, "--format", "json")
    assert running.stdout is not None
    running.stdout.readline()
    running.stdout.close()
    running.stdout = None
    end = finished(running)
    assert end.code == 0
    assert "Traceback" not in end.err


def test_a_full_disk_behind_standard_output_is_6(many):
    with Path("/dev/full").open("wb") as full:
        assert run(many, "--format", "json", stdout=full).code == 6


def test_an_unfinished_json_file_is_not_left_behind(tmp_path):
    path = written(tmp_path / "t.csv", rows(2000))
    target = tmp_path / "drafts.jsonl"
    running = start(path, "--format", "json", "--output", target)
    wait_for(lambda: any(each.stat().st_size for each in tmp_path.glob(".azkit-*")))
    running.send_signal(signal.SIGINT)
    assert finished(running).code == 130
    assert sorted(each.name for each in tmp_path.iterdir()) == ["t.csv"]


def test_standard_input_in_a_pipe():
    end = finished(start("-", "--format", "json", stdin=subprocess.PIPE), table(rows(3)).encode("utf-8"))
    assert end.code == 0
    assert [json.loads(line)["row"] for line in end.out.splitlines()] == [1, 2, 3]
