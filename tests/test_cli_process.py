"""azkit as a process among others: pipes, signals, terminals, locales. What needs no process of its own stands in test_cli_contract.py."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import azkit
from tests.helpers import DELIVERED, HAN, TODAY, as_facts, delivered, environment, finished, process

CALL = ("respond", "not-received-delivered", "--facts", "-", "--today", TODAY)
FACTS = as_facts(DELIVERED).encode("utf-8")


@pytest.fixture
def facts(tmp_path):
    path = tmp_path / "facts.json"
    path.write_bytes(FACTS)
    return path


def test_the_module_and_this_process_draft_the_same_bytes():
    assert finished(process(*CALL, stdin=subprocess.PIPE), FACTS).out == delivered().out


def test_a_while_read_loop_keeps_its_lines(facts):
    command = shlex.join([sys.executable, "-m", "azkit", "respond", "not-received-delivered", "--facts", str(facts), "--today", TODAY])
    env = environment({"PYTHONPATH": str(Path(azkit.__file__).parent.parent)})
    script = f"printf 'a\\nb\\nc\\n' | while read x; do {command} >/dev/null 2>&1; echo $x $?; done"
    loop = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, env=env, check=True, timeout=60)
    assert loop.stdout.splitlines() == ["a 0", "b 0", "c 0"]


def test_missing_facts_do_not_wait_for_a_standard_input_that_nobody_named():
    waiting, silent = os.pipe()
    try:
        run = finished(process("respond", "not-received-delivered", "--today", TODAY, stdin=waiting))
    finally:
        os.close(waiting)
        os.close(silent)
    assert run.code == 2
    assert "order_id" in run.err


def test_a_reader_that_has_enough_is_no_fault(facts):
    reader, writer = os.pipe()
    os.close(reader)
    run = finished(process("respond", "not-received-delivered", "--facts", facts, "--today", TODAY, stdout=writer))
    os.close(writer)
    assert run.code == 0
    assert "Traceback" not in run.err
    assert "Broken" not in run.err


def test_a_closed_pipe_for_both_streams_is_quiet(facts):
    reader, writer = os.pipe()
    os.close(reader)
    run = finished(process("respond", "not-received-delivered", "--facts", facts, "--today", TODAY, stdout=writer, stderr=writer))
    os.close(writer)
    assert run.code == 0


def test_a_stderr_that_is_gone_costs_no_letter(facts):
    reader, writer = os.pipe()
    os.close(reader)
    run = finished(process("respond", "not-received-delivered", "--facts", facts, "--today", TODAY, stderr=writer))
    os.close(writer)
    assert run.code == 0
    assert run.out == delivered().out


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_full_disk_behind_stdout_is_6_in_one_line(facts, form: str):
    with Path("/dev/full").open("wb") as full:
        run = finished(process("respond", "not-received-delivered", "--facts", facts, "--today", TODAY, "--format", form, stdout=full))
    assert run.code == 6
    assert "Traceback" not in run.err
    assert "Exception" not in run.err
    assert "standard output" in run.err.splitlines()[-1]


def test_a_stdout_that_is_closed_is_no_traceback(facts):
    def close() -> None:
        os.close(1)

    run = finished(process("respond", "not-received-delivered", "--facts", facts, "--today", TODAY, stdout=None, preexec_fn=close))
    assert run.code in (0, 6)
    assert "Traceback" not in run.err
    assert "Exception" not in run.err


def test_help_and_version_into_a_closed_pipe_are_quiet():
    for arguments in (["--help"], ["--version"], ["playbook", "list"], ["playbook", "schema"]):
        reader, writer = os.pipe()
        os.close(reader)
        run = finished(process(*arguments, stdout=writer))
        os.close(writer)
        assert run.code == 0, arguments
        assert run.err == "", arguments


def test_version_on_a_full_disk_is_6_without_a_traceback():
    with Path("/dev/full").open("wb") as full:
        run = finished(process("--version", stdout=full))
    assert run.code == 6
    assert "Traceback" not in run.err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_interrupted_run_is_130_without_a_result(number: signal.Signals):
    running = process(*CALL, stdin=subprocess.PIPE)
    assert running.stdin is not None
    running.stdin.write(b"#" * 300_000)  # more than a pipe holds: when this returns, azkit is reading
    running.stdin.flush()
    running.send_signal(number)
    run = finished(running)
    assert run.code == 130
    assert run.out == ""
    assert "Traceback" not in run.err


def test_neither_home_nor_a_writable_place_is_needed(tmp_path, facts):
    run = finished(process("respond", "not-received-delivered", "--facts", facts, "--today", TODAY, cwd="/proc"))
    assert run.code == 0
    env = {**environment({"PYTHONPATH": os.pathsep.join(sys.path)}), "HOME": str(tmp_path / "none")}
    for variables in (env, {name: value for name, value in env.items() if name != "HOME"}):
        command = [sys.executable, "-m", "azkit", "respond", "not-received-delivered", "--facts", str(facts), "--today", TODAY]
        bare = subprocess.run(command, capture_output=True, env=variables, check=False, stdin=subprocess.DEVNULL, timeout=60)
        assert bare.returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {"facts.json"}


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LC_ALL": "POSIX", "LANG": "", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
    ids=["C", "ascii streams", "latin-1 streams"],
)
def test_letters_are_utf8_and_messages_never_crash_whatever_the_locale(env: dict[str, str]):
    facts = as_facts(DELIVERED, store_name="Señor Müller", item="crème brûlée dishes").encode("utf-8")
    run = finished(process(*CALL, "--lang", "zh", "--gloss", "zh", env=env, stdin=subprocess.PIPE), facts)
    assert run.code == 0
    assert run.out == delivered(store_name="Señor Müller", item="crème brûlée dishes").out
    assert "Traceback" not in run.err
    assert not HAN.search(run.err)
    assert "\\u" in run.err


def test_files_are_utf8_whatever_the_locale(tmp_path):
    env = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    facts = as_facts(DELIVERED, store_name="Señor Müller").encode("utf-8")
    run = finished(process(*CALL, "-o", tmp_path / "letters.txt", env=env, stdin=subprocess.PIPE), facts)
    assert run.code == 0
    assert (tmp_path / "letters.txt").read_bytes().decode("utf-8").endswith("Señor Müller\n")


def test_the_bytes_do_not_depend_on_the_seed_of_hashes_or_the_zone_of_the_machine():
    runs = [
        finished(process(*CALL, "--format", "json", env={"PYTHONHASHSEED": seed, "TZ": zone}, stdin=subprocess.PIPE), FACTS).out
        for seed, zone in (("0", "UTC"), ("1", "Asia/Shanghai"), ("4711", "Pacific/Kiritimati"))
    ]
    assert runs[0]
    assert runs[0] == runs[1] == runs[2]


def test_the_umask_opens_no_letter_to_others(tmp_path):
    for umask in (0, 0o022, 0o077):
        target = tmp_path / f"{umask}.txt"
        assert finished(process(*CALL, "-o", target, stdin=subprocess.PIPE, umask=umask), FACTS).code == 0
        assert target.stat().st_mode & 0o777 == 0o600


def test_no_escape_sequences_are_written_without_a_terminal():
    run = finished(process(*CALL, env={"NO_COLOR": "", "FORCE_COLOR": "", "TERM": "xterm-256color"}, stdin=subprocess.PIPE), FACTS)
    assert "\x1b" not in run.out + run.err


@pytest.mark.parametrize("columns", ["1", "500"])
def test_no_letter_is_wrapped_or_cut_by_the_width_of_the_terminal(columns: str):
    run = finished(process(*CALL, env={"COLUMNS": columns}, stdin=subprocess.PIPE), FACTS)
    assert run.out == delivered().out


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, "- " * 100_000, "a: " + "{b: " * 50_000], ids=["json lists", "json objects", "yaml lists", "yaml maps"]
)
def test_facts_nested_without_end_are_refused_in_one_line(text: str):
    run = finished(process(*CALL, stdin=subprocess.PIPE), text.encode())
    assert run.code == 3
    assert len(run.err.splitlines()) == 1


def test_debug_shows_the_traceback_of_a_bug_and_nothing_else_does(tmp_path):
    script = "import azkit.cli.drafting_door as door, sys; door.perform = lambda call: 1 / 0; from azkit.cli.boundary import run; sys.exit(run(sys.argv[1:]))"
    env = environment({"PYTHONPATH": os.pathsep.join(sys.path)})
    for extra, shown in (([], False), (["--debug"], True)):
        command = [sys.executable, "-c", script, "respond", "withdrawal-request", *extra]
        run = subprocess.run(command, capture_output=True, text=True, env=env, check=False, stdin=subprocess.DEVNULL, timeout=60)
        assert run.returncode == 1
        assert run.stdout == ""
        assert ("Traceback" in run.stderr) is shown
        assert "azkit failed on its own" in run.stderr
