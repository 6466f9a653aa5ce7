"""Every line of docs/scripting.md runs, in the order of the document and in one folder, and prints what the document says."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import azkit
from tests.batches import PLAYBOOK, order, row, written
from tests.helpers import SOLVED, environment

TEXT = (Path(__file__).parent.parent / "docs" / "scripting.md").read_text(encoding="utf-8")
NOTICES = Path(__file__).parent / "notices"


class Block(NamedTuple):
    """A fenced block."""

    language: str
    code: str


BLOCKS = [Block(*parts) for parts in re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, flags=re.MULTILINE | re.DOTALL)]


def _text(start: str) -> str:
    """The block of the document that begins so: an input that it shows."""
    return next(block.code for block in BLOCKS if block.code.startswith(start))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with all that the document's lines read."""
    root = tmp_path_factory.mktemp("srv")
    work = root / "letters"
    commands = root / "bin"
    for each in (work / "inbox", work / "reports", work / "tables", commands):
        each.mkdir(parents=True)
    _command(commands / "azkit", f'exec {sys.executable} -m azkit "$@"')
    _command(commands / "python3", f'exec {sys.executable} "$@"')
    _command(commands / "mail", f'cat > {work}/mail-$(echo "$2" | tr -d " ").txt')
    (work / "claims.csv").write_text(_text("order_id,"), encoding="utf-8")
    (work / "claims.tsv").write_text(_text("112-4827193-6620451\t"), encoding="utf-8")
    (work / "base.yaml").write_text(_text("store: "), encoding="utf-8")
    written(work / "orders.txt", [{"order_id": order(1), "item": "cup"}], delimiter="\t")
    shutil.copy(work / "orders.txt", work / "reports" / "new.txt")
    written(work / "solved.csv", [{**{name: value for name, value in SOLVED.items() if name != "store"}, "order_id": order(number)} for number in (1, 2)])
    for number in (1, 2, 3):
        rows = [row(number), row(10 + number, item="" if number == 3 else "cup")]
        written(work / "tables" / f"shop {number}.csv", [{name: value for name, value in each.items() if name != "playbook"} for each in rows])
    for number, mail in enumerate(sorted(NOTICES.glob("*/*/notice.eml"))[:2]):
        shutil.copy(mail, work / "inbox" / f"{number}.eml")
    _run(work, f"azkit playbook facts {PLAYBOOK} --example --today 2026-05-15 > claim.yaml && azkit init us --set store=us --set 'store_name=Harbor Lane Goods'")
    return work


def _command(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def _run(work: Path, script: str) -> subprocess.CompletedProcess[str]:
    home = work.parent
    variables = {"PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}", "HOME": str(home), "PYTHONPATH": str(Path(azkit.__file__).parent.parent)}
    variables |= {"XDG_CONFIG_HOME": str(home / "config"), "TERM": "dumb"}
    return subprocess.run(["sh", "-c", script], cwd=work, env=environment(variables), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False)


def _missing(script: str) -> set[str]:
    """The tools of a script that are not installed."""
    return {tool for tool in ("jq", "parallel", "sqlite3", "xargs") if re.search(rf"(^|[|( ]){tool} ", script, re.MULTILINE) and not shutil.which(tool)}


def _prepare(work: Path, script: str) -> None:
    """What a line needs that none before it has made."""
    if "shop.db" in script:
        with sqlite3.connect(work / "shop.db") as shop:
            facts = {name: value for name, value in row(1).items() if name != "playbook"}
            shop.execute(f"create table if not exists claims ({', '.join(facts)}, state)")
            shop.execute(f"insert into claims values ({', '.join('?' * (len(facts) + 1))})", [*facts.values(), 1])
        shop.close()


Check = Callable[[Path, str], bool]

CHECKS: dict[str, Check] = {
    'azkit inspect "$mail"': lambda _, out: len(out.splitlines()) == 2 and all(line.count("\t") == 3 for line in out.splitlines()),
    "case $? in": lambda _, out: out == "to be mended: out/rejected.csv\n",
    "what has to go out first": lambda _, out: len(out.splitlines()) == 2 and "112-4827193-6620451" in out,
    "why rows were rejected": lambda _, out: out.split() == ["1", "order_id"],
    "the letters to Amazon alone": lambda work, _: (work / "amazon" / "112-4827193-6620451.txt").stat().st_size > 300,
    "who was asked": lambda _, out: [line.split("\t")[0] for line in out.splitlines()] == [order(1), order(2)],
    "mend a rejected row": lambda work, _: len(list((work / "out").glob("112-4827193-6620453.*.txt"))) == 2,
    "judged once more": lambda _, out: all(line.startswith("out/") for line in out.splitlines()),
    "from a database": lambda work, _: len(list((work / "database").glob("*.txt"))) == 2,
    "from Amazon's mails": lambda work, _: bool((work / "mails.jsonl").read_text(encoding="utf-8")) and (work / "mails" / "index.csv").exists(),
    "newest report": lambda work, _: len(list((work / "joined").glob("*.txt"))) == 2,
    "two at a time": lambda work, _: [len(list((work / "letters" / f"shop {number}").glob("*.txt"))) for number in (1, 2, 3)] == [4, 4, 2],
    "GNU parallel": lambda work, _: [len(list((work / "letters" / f"shop {number}").glob("*.txt"))) for number in (1, 2, 3)] == [4, 4, 2],
    "done < claims.tsv": lambda work, out: out == _text("112-4827193-6620451 0") and [path.stem for path in (work / "drafts").iterdir()] == ["112-4827193-6620451"],
}
"""What each block must have done, by words in it."""


@pytest.mark.skipif(sys.platform == "win32", reason="lines for sh")
def test_the_lines_of_the_document_run_in_their_order(folder):
    absent = set()
    for number, block in enumerate(BLOCKS):
        missing = _missing(block.code)
        absent |= missing
        if not missing and block.language in RUNNERS:
            _prepare(folder, block.code)
            RUNNERS[block.language](folder, number)
    if absent:
        pytest.skip(f"all but the lines for {', '.join(sorted(absent))} ran")


def _sh(work: Path, number: int) -> None:
    """A block for sh: it ends well and has done what it says."""
    code = BLOCKS[number].code
    run = _run(work, code)
    assert run.returncode == 0, code + run.stderr
    checks = [check for words, check in CHECKS.items() if words in code]
    assert checks, f"say what this block must have done: {code}"
    assert all(check(work, run.stdout) for check in checks), code + run.stdout + run.stderr


def _python(work: Path, number: int) -> None:
    """The example of the functions prints the block that follows it."""
    (work / "example.py").write_text(BLOCKS[number].code, encoding="utf-8")
    run = _run(work, "python3 example.py")
    assert (run.returncode, run.stdout, run.stderr) == (0, BLOCKS[number + 1].code, "")


def _console(work: Path, number: int) -> None:
    """Commands after `$`, each with what it prints on either stream."""
    for part in re.split(r"^\$ ", BLOCKS[number].code, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        run = _run(work, command)
        assert run.stdout + run.stderr == expected, command


def _cron(work: Path, number: int) -> None:
    """Lines of a crontab: five fields, then a command in which nothing is a `%`."""
    for line in BLOCKS[number].code.splitlines():
        command = line.split(None, 5)[5].replace("/srv/letters", str(work))
        assert "%" not in command
        run = _run(work, command)
        assert (run.returncode, run.stdout) == (0, ""), run.stderr
    assert (work / "mail-azkit5.txt").read_text(encoding="utf-8") == (work / "last.txt").read_text(encoding="utf-8")
    assert "rejected: 0" in (work / "asked.txt").read_text(encoding="utf-8")


RUNNERS = {"sh": _sh, "console": _console, "cron": _cron, "python": _python}
