"""`azkit batch`: rows in, one draft or one rejection each, the same bytes however it is run. Tables stand in test_batch_tables.py, processes in test_batch_process.py."""

from __future__ import annotations

import csv
import errno
import json
import stat
from pathlib import Path

import pytest

from tests.batches import PLAYBOOK, batch, everything, letters, order, row, table, written
from tests.helpers import HAN, TODAY, azkit, draft, inside


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def good(tmp_path):
    return written(tmp_path / "claims.csv", [row(1), row(2)])


@pytest.fixture
def mixed(tmp_path):
    return written(tmp_path / "claims.csv", [row(1), row(2, order_id="not-an-order", item=""), row(3)])


# ---------------------------------------------------------------- one row, one draft


def test_a_row_gives_the_letters_that_respond_gives(good, tmp_path):
    run = batch(good, "--output", tmp_path / "out")
    facts = {name: value for name, value in row(1).items() if name != "playbook"}
    expected = {letter["id"]: letter["body"] + "\n" for letter in draft(PLAYBOOK, facts, "--format", "json").json["letters"]}
    assert run.code == 0
    assert run.out == ""
    assert {name: text for name, text in letters(tmp_path / "out").items() if order(1) in name} == {
        f"{order(1)}.{PLAYBOOK}.{letter}.txt": body for letter, body in expected.items()
    }
    assert "rows: 2, drafted: 2, rejected: 0" in run.err


def test_json_is_a_draft_a_row_with_its_number(mixed):
    run = batch(mixed, "--format", "json")
    first, second, third = lines(run.out)
    facts = {name: value for name, value in row(3).items() if name != "playbook"}
    assert run.code == 5
    assert (first["row"], third["row"]) == (1, 3)
    assert {key: value for key, value in third.items() if key != "row"} == draft(PLAYBOOK, facts, "--format", "json").json
    assert second["row"] == 2
    assert [error["fact"] for error in second["errors"]] == ["order_id", "item"]
    assert "not-an-order" not in run.out + run.err


def test_letters_on_standard_output_stand_after_a_line_that_says_whose_they_are(good):
    run = batch(good)
    assert run.code == 0
    assert [line for line in run.out.splitlines() if line.startswith("---")] == [
        f"--- {order(number)} {PLAYBOOK} {letter} (to {letter.removeprefix('to-')}) ---" for number in (1, 2) for letter in ("to-amazon", "to-buyer")
    ]
    assert run.out.endswith("Harbor Lane Goods\n")


def test_a_withheld_row_is_rejected_with_its_reason(tmp_path):
    run = batch(written(tmp_path / "t.csv", [row(1, fulfilment="amazon")]), "--output", tmp_path / "out")
    assert run.code == 5
    assert letters(tmp_path / "out") == {}
    assert "Amazon shipped this order" in (tmp_path / "out" / "rejected.csv").read_text(encoding="utf-8")


def test_all_that_is_wrong_with_a_row_is_said_at_once_and_never_the_value(tmp_path):
    run = batch(written(tmp_path / "t.csv", [row(1, order_id="1.12E+17", shipped_on="46000", item="", carrier="#REF!")]))
    assert run.code == 5
    assert run.out == ""
    said = [line.split(": ")[1] for line in run.err.splitlines() if line.startswith(str(tmp_path))]
    assert sorted(said) == ["carrier", "item", "order_id", "shipped_on"]
    assert "46000" not in run.err
    assert "1.12E+17" not in run.err


def test_faults_for_programs_name_their_row(mixed):
    run = batch(mixed, "--format", "json", "--errors", "json")
    assert [(fault["row"], fault["kind"], fault["fact"]) for fault in run.faults] == [(2, "invalid", "order_id"), (2, "missing", "item")]
    assert run.faults[0]["where"].endswith("claims.csv:3")


def test_a_playbook_comes_from_the_column_or_the_option(tmp_path):
    rows = [{name: value for name, value in row(1).items() if name != "playbook"}]
    path = written(tmp_path / "t.csv", rows)
    assert batch(path).code == 2
    assert "--playbook" in batch(path).err
    assert batch(path, "--playbook", PLAYBOOK).code == 0
    assert batch(path, "--set", f"playbook={PLAYBOOK}").out == batch(path, "--playbook", PLAYBOOK).out
    assert batch(path, "--playbook", "not-recieved-delivered").code == 2


def test_a_row_with_an_unknown_playbook_is_rejected_and_the_others_go_on(tmp_path):
    run = batch(written(tmp_path / "t.csv", [row(1, playbook="not-received-deliverd"), row(2), row(3, playbook="")]), "--format", "json")
    assert run.code == 5
    assert [each.get("playbook") for each in lines(run.out)] == [None, PLAYBOOK, None]
    assert f"did you mean {PLAYBOOK}" in run.err


def test_a_row_that_names_only_its_playbook_is_told_what_is_missing(tmp_path):
    run = batch(written(tmp_path / "t.csv", [{"playbook": PLAYBOOK, "order_id": ""}]), "--format", "json")
    facts = [error["fact"] for error in lines(run.out)[0]["errors"]]
    assert "store" in facts
    assert "" not in facts
    assert None not in facts
    assert "no fact of this name" not in run.out


def test_a_cell_wins_over_set_and_set_over_default_and_default_over_the_profile(tmp_path):
    config = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    azkit("init", "us", "--set", "store=us", "--set", "store_name=Profile Shop", env=config)
    rows = [row(1, store_name="Cell Shop", delivery_place=""), row(2, store_name="", delivery_place="porch")]
    path = written(tmp_path / "t.csv", rows)

    def names(*args: str) -> list[str]:
        return [each["facts"]["store_name"] for each in lines(batch(path, "--format", "json", *args, env=config).out) if "facts" in each]

    assert names() == ["Cell Shop"]
    assert names("--profile", "us") == ["Cell Shop", "Profile Shop"]
    assert names("--profile", "us", "--default", "store_name=Default Shop") == ["Cell Shop", "Default Shop"]
    assert names("--profile", "us", "--default", "store_name=Default Shop", "--set", "store_name=Set Shop") == ["Cell Shop", "Set Shop"]


def test_a_name_that_is_no_fact_is_said_once_and_not_for_every_row(good):
    run = batch(good, "--set", "oder_id=1", "--default", "nonsense_of_mine=1")
    assert (run.code, run.out) == (3, "")
    assert [line.split(": ")[:2] for line in run.err.splitlines()] == [["--set", "oder_id"], ["--default", "nonsense_of_mine"]]
    assert "did you mean order_id" in run.err


def test_readings_stand_beside_the_letters(good, tmp_path):
    batch(good, "--output", tmp_path / "out", "--gloss", "zh")
    assert HAN.search((tmp_path / "out" / f"{order(1)}.{PLAYBOOK}.to-buyer.zh.txt").read_text(encoding="utf-8"))
    first = lines(batch(good, "--format", "json", "--gloss", "zh").out)[0]
    assert HAN.search(first["letters"][0]["sections"][0]["paragraphs"][0]["gloss"])
    assert HAN.search(batch(good, "--gloss", "zh").err)


def test_people_are_told_in_chinese(mixed):
    run = batch(mixed, "--lang", "zh")
    assert "行数：3，已起草：2，退回：1" in run.err


# ---------------------------------------------------------------- the folder


def test_the_index_names_every_letter(mixed, tmp_path):
    out = tmp_path / "out"
    assert batch(mixed, "--output", out).code == 5
    entries = lines((out / "index.jsonl").read_text(encoding="utf-8"))
    with (out / "index.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["row", "order", "playbook", "route", "letter", "to", "send", "file", "characters", "answer_by", "findings"]
    assert [(each["row"], each["letter"]) for each in entries] == [(1, "to-amazon"), (1, "to-buyer"), (3, "to-amazon"), (3, "to-buyer")]
    assert [each["file"] for each in rows] == [each["file"] for each in entries]
    assert all(len((out / each["file"]).read_text(encoding="utf-8")) == each["characters"] + 1 for each in entries)


def test_files_are_for_their_owner_alone(mixed, tmp_path):
    out = tmp_path / "new" / "out"
    batch(mixed, "--output", out)
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (out, out.parent)} == {0o700}


def test_two_rows_of_one_order_never_overwrite_each_other(tmp_path):
    run = batch(written(tmp_path / "t.csv", [row(1), row(1, delivered_on="2026-05-09")]), "--output", tmp_path / "out")
    assert run.code == 0
    names = sorted(letters(tmp_path / "out"))
    assert names == [f"{order(1)}.{PLAYBOOK}.{name}.txt" for name in ("to-amazon.2", "to-amazon", "to-buyer.2", "to-buyer")]


def test_a_second_run_leaves_everything_as_it_is(mixed, tmp_path):
    out = tmp_path / "out"
    batch(mixed, "--output", out)
    before, times = everything(out), {path.name: path.stat().st_mtime_ns for path in out.glob("*.txt")}
    run = batch(mixed, "--output", out)
    assert run.code == 5
    assert "0 new, 0 rewritten, 4 unchanged" in run.err
    assert everything(out) == before
    assert {path.name: path.stat().st_mtime_ns for path in out.glob("*.txt")} == times


def test_changed_facts_rewrite_a_letter_but_never_a_persons_own_words(tmp_path):
    out, path = tmp_path / "out", tmp_path / "t.csv"
    batch(written(path, [row(1), row(2)]), "--output", out)
    mine = out / f"{order(1)}.{PLAYBOOK}.to-buyer.txt"
    mine.write_text(mine.read_text(encoding="utf-8") + "PS\n", encoding="utf-8")
    run = batch(written(path, [row(1, delivered_on="2026-05-07"), row(2, delivered_on="2026-05-07")]), "--output", out)
    assert run.code == 5
    assert "3 rewritten, 0 unchanged, 1 kept" in run.err
    assert mine.name in run.err
    assert mine.read_text(encoding="utf-8").endswith("PS\n")
    assert "7 May 2026" in letters(out)[f"{order(2)}.{PLAYBOOK}.to-buyer.txt"]
    again = batch(path, "--output", out)
    assert (again.code, "3 unchanged, 1 kept" in again.err) == (5, True)
    assert batch(path, "--output", out, "--force").code == 0
    assert "7 May 2026" in mine.read_text(encoding="utf-8")


def test_a_file_that_azkit_did_not_write_is_kept(good, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    mine = out / f"{order(1)}.{PLAYBOOK}.to-buyer.txt"
    mine.write_text("mine", encoding="utf-8")
    assert batch(good, "--output", out).code == 5
    assert mine.read_text(encoding="utf-8") == "mine"


def test_letters_that_no_longer_follow_from_their_row_are_taken_away(tmp_path):
    out, path = tmp_path / "out", tmp_path / "t.csv"
    batch(written(path, [row(1), row(2)]), "--output", out)
    kept = out / f"{order(1)}.{PLAYBOOK}.to-amazon.txt"
    kept.write_text("mine", encoding="utf-8")
    run = batch(written(path, [row(1, fulfilment="amazon"), row(2)]), "--output", out)
    assert run.code == 5
    assert "1 kept as you changed them, 1 out of date and removed" in run.err
    assert sorted(letters(out)) == [kept.name, *(f"{order(2)}.{PLAYBOOK}.{name}.txt" for name in ("to-amazon", "to-buyer"))]


def readings(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.zh.txt")}


def test_a_reading_goes_with_its_letter(tmp_path):
    out, path = tmp_path / "out", tmp_path / "t.csv"
    batch(written(path, [row(1), row(2)]), "--output", out, "--gloss", "zh")
    kept = f"{order(1)}.{PLAYBOOK}.to-amazon"
    (out / f"{kept}.txt").write_text("mine", encoding="utf-8")
    before = readings(out)
    assert len(before) == 4
    batch(written(path, [row(1, delivered_on="2026-05-07"), row(2, delivered_on="2026-05-07")]), "--output", out, "--gloss", "zh")
    changed = {name for name, text in readings(out).items() if text != before[name]}
    assert changed == set(before) - {f"{kept}.zh.txt"}  # the letter that a person wrote keeps the reading it had
    batch(written(path, [row(1, fulfilment="amazon"), row(2)]), "--output", out)
    assert set(letters(out)) == {f"{kept}.txt", f"{kept}.zh.txt", *(f"{order(2)}.{PLAYBOOK}.{name}.txt" for name in ("to-amazon", "to-buyer"))}


@pytest.mark.parametrize("name", ["rejected.old.csv", "index.jsonl", "index.csv"])
def test_what_stands_in_the_way_of_a_table_in_the_folder_is_6(name, tmp_path):
    out, path = tmp_path / "out", written(tmp_path / "t.csv", [row(1), row(2, item="")])
    batch(path, "--output", out)
    (out / name).unlink(missing_ok=True)
    (out / name).mkdir()
    run = batch(written(path, [row(1), row(2, item="", carrier="")]), "--output", out)
    assert run.code == 6, run.err
    assert name in run.err


@pytest.mark.parametrize("changes", [{"row": "1"}, {"row": None}, {"findings": "emoji"}, {"findings": [1]}, {"file": 7}, {"characters": 1.5}, {"order": ["x"]}])
def test_a_line_of_the_index_that_somebody_changed_is_passed_over(good, changes, tmp_path):
    out = tmp_path / "out"
    batch(written(tmp_path / "other.csv", [row(3)]), "--output", out)
    index = out / "index.jsonl"
    first, second = lines(index.read_text(encoding="utf-8"))
    index.write_text("".join(json.dumps(each) + "\n" for each in ({**first, **changes}, second)) + "[" * 100_000, encoding="utf-8")
    run = batch(good, "--output", out)
    assert run.code == 0, run.err
    assert sorted(each["order"] for each in lines(index.read_text(encoding="utf-8"))) == [order(1)] * 2 + [order(2)] * 2 + [order(3)]


def test_letters_of_other_tables_stay_in_the_folder_and_in_its_index(tmp_path):
    out = tmp_path / "out"
    batch(written(tmp_path / "a.csv", [row(1)]), "--output", out)
    batch(written(tmp_path / "b.csv", [row(2)]), "--output", out)
    assert len(letters(out)) == 4
    assert len((out / "index.jsonl").read_text(encoding="utf-8").splitlines()) == 4


def test_rejected_rows_are_mended_and_fed_again_into_the_same_folder(tmp_path):
    out = tmp_path / "out"
    batch(written(tmp_path / "t.csv", [row(1), row(2, order_id="oops"), row(3, item="")]), "--output", out)
    rejected = out / "rejected.csv"
    text = rejected.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [each["azkit_row"] for each in rows] == ["2", "3"]
    assert "order_id: is no order ID" in rows[0]["azkit_errors"]
    rejected.write_text(text.replace("oops", order(1)), encoding="utf-8")  # the order of row 1, whose letters must stay
    run = batch(rejected, "--output", out)
    assert run.code == 5
    assert "rows: 2, drafted: 1, rejected: 1" in run.err
    assert sorted(letters(out)) == [f"{order(1)}.{PLAYBOOK}.{name}.txt" for name in ("to-amazon.2", "to-amazon", "to-buyer.2", "to-buyer")]
    assert [each["row"] for each in lines((out / "index.jsonl").read_text(encoding="utf-8"))] == [1, 1, 2, 2]
    text = rejected.read_text(encoding="utf-8-sig")
    rejected.write_text("\n".join(line.replace(",seller", ",seller").replace(",,UPS", ",cup,UPS") for line in text.splitlines()) + "\n", encoding="utf-8")
    assert batch(rejected, "--output", out).code == 0
    assert not rejected.exists()
    assert len(letters(out)) == 6


def test_no_cell_that_azkit_writes_is_a_formula(tmp_path):
    out = tmp_path / "out"
    batch(written(tmp_path / "t.csv", [row(1, order_id="=1+1", item="@cmd", delivery_place="-2", store_name="'=x")]), "--output", out)
    cells = next(iter(csv.DictReader((out / "rejected.csv").read_text(encoding="utf-8-sig").splitlines())))
    assert [cells[name] for name in ("order_id", "item", "delivery_place", "store_name")] == ["'=1+1", "'@cmd", "'-2", "'=x"]
    batch(out / "rejected.csv", "--output", out)
    assert "'=1+1" in (out / "rejected.csv").read_text(encoding="utf-8-sig")


def test_names_of_files_hold_nothing_of_a_cell_but_an_order_id(tmp_path):
    out = tmp_path / "out"
    batch(written(tmp_path / "t.csv", [row(1, order_id="../../x"), row(2, playbook="../../etc")]), "--output", out)
    assert sorted(path.name for path in out.iterdir()) == ["index.csv", "index.jsonl", "rejected.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "t.csv"]


# ---------------------------------------------------------------- options


def test_a_dry_run_writes_nothing_and_counts(mixed, tmp_path):
    out = tmp_path / "out"
    run = batch(mixed, "--output", out, "--dry-run")
    assert run.code == 5
    assert "4 new" in run.err
    assert not out.exists()
    assert batch(mixed, "--format", "json", "--dry-run").out == ""
    assert batch(mixed, "--dry-run").out == ""


def test_stop_on_error_stops_at_the_first_rejected_row(mixed, tmp_path):
    out = tmp_path / "out"
    run = batch(mixed, "--output", out, "--stop-on-error")
    assert run.code == 5
    assert "rows: 2, drafted: 1, rejected: 1" in run.err
    assert "1 rows left" in run.err
    assert len(letters(out)) == 2


def test_a_json_file_appears_whole_and_replaces_nothing(good, tmp_path):
    target = tmp_path / "drafts.jsonl"
    assert batch(good, "--format", "json", "--output", target).code == 0
    assert len(target.read_text(encoding="utf-8").splitlines()) == 2
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert batch(good, "--format", "json", "--output", target).code == 2
    assert batch(good, "--format", "json", "--output", target, "--force").code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claims.csv", "drafts.jsonl"]


def test_what_cannot_be_a_target_is_refused_before_any_row(good, tmp_path):
    assert batch(good, "--output", good).code == 2
    assert batch(good, "--format", "json", "--output", tmp_path).code == 2
    assert batch(good, "--jobs", "0").code == 2
    assert batch(good, "--encoding", "latin-nothing").code == 2
    assert batch(good, "--map", "no-such-map").code == 2
    assert batch(good, "--join", "nothing").code == 2
    assert batch(good, "--join", f"{good}:no_such_column").code == 2
    assert batch(tmp_path / "nofile.csv").code == 6


def test_the_same_run_on_the_same_day_gives_the_same_bytes(mixed):
    assert batch(mixed, "--format", "json").out == batch(mixed, "--format", "json").out


def test_standard_input_is_a_table_like_any_other(good, tmp_path):
    text = table([row(1), row(2)])
    assert batch("-", "--format", "json", stdin=text).out == batch(good, "--format", "json").out
    batch("-", "--output", tmp_path / "out", stdin=table([row(1, item="")]))
    assert (tmp_path / "out" / "rejected.csv").exists()


def test_an_overlay_counts(good, overlay):
    folder = overlay({"templates/claims/not-received-delivered/to-buyer.txt": "Mine {{ order_id }}.\nzh| 我的 {{ order_id }}。\n"})
    assert f"Mine {order(1)}." in batch(good, "--playbooks", folder).out


def test_one_folder_is_held_by_one_run(good, tmp_path):
    import fcntl
    import os

    out = tmp_path / "out"
    out.mkdir()
    held = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        run = batch(good, "--output", out)
    finally:
        os.close(held)
    assert run.code == 6
    assert letters(out) == {}


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP])
def test_a_folder_on_a_system_without_locks_goes_without(good, number, tmp_path, monkeypatch):
    def none_here(*_: object) -> None:
        raise OSError(number, "no locks")

    monkeypatch.setattr("fcntl.flock", none_here)
    assert batch(good, "--output", tmp_path / "out").code == 0
    assert len(letters(tmp_path / "out")) == 4


def test_progress_is_drawn_at_a_terminal_only(good, monkeypatch):
    monkeypatch.setattr("azkit.cli.batch_progress._EVERY", 0)
    shown = azkit("batch", good, "--format", "json", "--today", TODAY, terminal=True, env={"TERM": "xterm"})
    assert "1 of 2 rows, 0 rejected" in shown.err
    assert "\x1b" not in batch(good).err
    assert "\x1b" not in azkit("batch", good, "--format", "json", "--today", TODAY, terminal=True, env={"TERM": "dumb"}).err


def test_many_rejected_rows_are_told_in_a_few_lines(tmp_path):
    run = batch(written(tmp_path / "t.csv", [row(number, item="") for number in range(30)]), "--format", "json")
    assert "and 10 more rejected rows" in run.err
    assert len(run.err.splitlines()) == 22


def test_a_column_that_is_no_fact_is_named_with_what_it_may_mean(tmp_path):
    run = batch(written(tmp_path / "t.csv", [row(1, oder_total="1")]))
    assert run.code == 0
    assert "oder_total (order_total?)" in run.err


def test_a_path_that_leads_out_is_no_target(good, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("theirs", encoding="utf-8")
    (out / f"{order(1)}.{PLAYBOOK}.to-buyer.txt").symlink_to(elsewhere)
    run = batch(good, "--output", out, "--force")
    assert run.code == 6
    assert elsewhere.read_text(encoding="utf-8") == "theirs"


def test_a_row_is_never_lost(tmp_path):
    rows = [row(1), row(2, item=""), row(3, fulfilment="amazon"), row(4, playbook="x"), row(5)]
    text = table(rows) + "short,row\n\n,,,\n"
    path = Path(tmp_path / "t.csv")
    path.write_text(text, encoding="utf-8")
    run = batch(path, "--format", "json")
    assert [each["row"] for each in lines(run.out)] == [1, 2, 3, 4, 5, 6]
    assert "rows: 6, drafted: 2, rejected: 4" in run.err


def test_the_examples_of_the_documents_are_true(tmp_path):
    docs = Path(__file__).parent.parent / "docs"
    scripting = (docs / "scripting.md").read_text(encoding="utf-8")
    block = scripting.split("## A night of letters")[1].split("```text\n")[1].split("```")[0]
    (tmp_path / "claims.csv").write_text(block, encoding="utf-8")
    with inside(tmp_path):
        run = batch("claims.csv", "--playbook", PLAYBOOK, "--format", "json")
        filed = batch("claims.csv", "--playbook", PLAYBOOK, "--output", "letters/")
    drafted, rejected = lines(run.out)
    assert f"{rejected['row']} {rejected['errors'][0]['fact']}" in scripting
    assert f"{drafted['clock']['answer_by']} {drafted['facts']['order_id']}" in scripting
    assert filed.err + "5\n" in (docs / "exit-codes.md").read_text(encoding="utf-8")
