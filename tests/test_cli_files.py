"""Files that azkit writes: whole or absent, for their owner alone, never over another without --force."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.helpers import AMAZON_SHIPS, TODAY, as_facts, azkit, delivered, draft, inside, process, solved
from tests.helpers import DELIVERED as DELIVERED_FACTS
from tests.helpers import finished as wait

LETTER = ("--letter", "to-buyer")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_output_to_a_file_writes_what_stdout_would_carry(tmp_path):
    target = tmp_path / "letter.txt"
    run = solved("--output", target)
    assert run.code == 0
    assert run.out == ""
    assert target.read_bytes().decode("utf-8") == solved().out
    assert names(tmp_path) == {"letter.txt"}


def test_several_letters_in_one_file_stand_as_on_stdout(tmp_path):
    target = tmp_path / "letters.txt"
    assert delivered("-o", target).code == 0
    assert target.read_text(encoding="utf-8") == delivered().out


def test_a_dash_is_stdout(tmp_path):
    with inside(tmp_path):
        assert solved("--output", "-").out == solved().out
    assert names(tmp_path) == set()


@pytest.mark.parametrize("existing", [True, False], ids=["an existing folder", "a name that ends in a slash"])
def test_output_to_a_folder_writes_one_file_a_letter_named_after_the_order(tmp_path, existing: bool):
    folder = tmp_path / "letters"
    if existing:
        folder.mkdir()
    run = delivered("--output", str(folder) if existing else f"{folder}/")
    assert run.code == 0
    assert names(folder) == {"112-4827193-6620451-to-amazon.txt", "112-4827193-6620451-to-buyer.txt"}
    assert (folder / "112-4827193-6620451-to-buyer.txt").read_text(encoding="utf-8") == delivered(*LETTER).out


def test_json_goes_to_a_file_or_a_folder_as_it_goes_to_stdout(tmp_path):
    expected = delivered("--format", "json").out
    assert delivered("--format", "json", "-o", tmp_path / "draft.json").code == 0
    assert (tmp_path / "draft.json").read_text(encoding="utf-8") == expected
    assert delivered("--format", "json", "-o", f"{tmp_path}/folder/").code == 0
    assert [path.read_text(encoding="utf-8") for path in (tmp_path / "folder").iterdir()] == [expected]


def test_missing_parents_are_made(tmp_path):
    target = tmp_path / "a" / "b" / "letter.txt"
    assert solved("--output", target).code == 0
    assert target.is_file()


def test_letters_facts_and_drafts_are_for_their_owner_alone(tmp_path):
    solved("-o", tmp_path / "letter.txt", "--save-facts", tmp_path / "facts.yaml")
    solved("-o", tmp_path / "draft.json", "--format", "json")
    azkit("playbook", "facts", "withdrawal-request", "--example", "-o", tmp_path / "form.yaml")
    assert {path.name: mode(path) for path in tmp_path.iterdir()} == dict.fromkeys(("letter.txt", "facts.yaml", "draft.json", "form.yaml"), 0o600)


def test_folders_that_are_made_are_for_their_owner_alone_whatever_the_umask(tmp_path):
    run = wait(
        process("respond", "not-received-delivered", "--facts", "-", "--today", TODAY, "-o", tmp_path / "a" / "b" / "letters.txt", stdin=-1, umask=0),
        as_facts(DELIVERED_FACTS).encode(),
    )
    assert run.code == 0
    assert {path.name: oct(mode(path)) for path in (tmp_path / "a").rglob("*")} == {"b": "0o700", "letters.txt": "0o600"}
    assert oct(mode(tmp_path / "a")) == "0o700"


@pytest.mark.parametrize("where", ["letter.txt", "folder"])
def test_nothing_is_overwritten(tmp_path, where: str):
    mine = tmp_path / "letter.txt" if where == "letter.txt" else tmp_path / "112-4827193-6620451-to-buyer.txt"
    mine.write_text("mine", encoding="utf-8")
    run = delivered("--output", mine if where == "letter.txt" else tmp_path)
    assert run.code == 2
    assert run.out == ""
    assert mine.name in run.err
    assert "--force" in run.err
    assert names(tmp_path) == {mine.name}
    assert mine.read_text(encoding="utf-8") == "mine"


def test_force_overwrites_and_the_file_becomes_private(tmp_path):
    target = tmp_path / "letter.txt"
    target.write_text("mine", encoding="utf-8")
    target.chmod(0o644)
    run = solved("--output", target, "--force")
    assert run.code == 0
    assert target.read_text(encoding="utf-8") == solved().out
    assert mode(target) == 0o600
    assert names(tmp_path) == {"letter.txt"}


def test_force_overwrites_nothing_that_was_not_named(tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("mine", encoding="utf-8")
    solved("--output", tmp_path / "letter.txt", "--force")
    assert other.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["plain", "with force"])
@pytest.mark.parametrize("target_exists", [True, False])
def test_no_letter_is_written_through_a_link(tmp_path, force: list[str], target_exists: bool):
    real = tmp_path / "real.txt"
    if target_exists:
        real.write_text("mine", encoding="utf-8")
    link = tmp_path / "letter.txt"
    link.symlink_to(real)
    run = solved("--output", link, *force)
    assert run.code in (2, 6)
    assert run.out == ""
    assert link.is_symlink()
    assert real.exists() is target_exists
    assert not target_exists or real.read_text(encoding="utf-8") == "mine"


def test_no_letter_is_written_into_a_pipe_or_a_device(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for force in ([], ["--force"]):
        run = solved("--output", pipe, *force)
        assert run.code in (2, 6)
        assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_facts_are_not_read_from_a_pipe_in_the_file_system(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    run = azkit("respond", "withdrawal-request", "--facts", pipe)
    assert run.code == 6
    assert len(run.err.splitlines()) == 1


def test_a_link_that_leads_to_itself_is_refused_in_one_line(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    run = azkit("respond", "withdrawal-request", "--facts", tmp_path / "loop")
    assert run.code == 6
    assert len(run.err.splitlines()) == 1


def test_facts_that_cannot_be_right_for_their_size_are_refused_in_one_line(tmp_path):
    (tmp_path / "large.yaml").write_bytes(b"#" * 2_000_001)
    run = azkit("respond", "withdrawal-request", "--facts", tmp_path / "large.yaml")
    assert run.code == 6
    assert len(run.err.splitlines()) == 1


def test_a_parent_that_is_a_file_is_6_and_force_is_not_advised(tmp_path):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    run = solved("--output", tmp_path / "file" / "letter.txt", "--force")
    assert run.code == 6
    assert "--force" not in run.err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("option", ["--output", "--save-facts", "--playbooks", "--facts"])
def test_a_name_that_the_file_system_cannot_hold_is_6_in_one_line(option: str):
    run = solved(option, "a" * 300)
    assert run.code == 6
    assert run.out == ""
    assert len(run.err.splitlines()) == 1


def test_a_folder_that_cannot_be_written_is_6_in_one_line():
    run = solved("--output", "/proc/azkit/letter.txt")
    assert run.code == 6
    assert "/proc/azkit" in run.err.splitlines()[-1]


@pytest.mark.parametrize("form", ["text", "json"])
def test_faults_write_nothing(tmp_path, form: str):
    for changes in ({"order_id": "x"}, {"item": None}):
        run = solved("--output", tmp_path / "letter.txt", "--format", form, **changes)
        assert run.code in (2, 3)
        assert names(tmp_path) == set()


def test_a_withheld_letter_is_not_written(tmp_path):
    for target in (tmp_path / "letter.txt", tmp_path, f"{tmp_path}/folder/"):
        run = draft("not-received-delivered", AMAZON_SHIPS, "--output", target)
        assert run.code == 4
        assert names(tmp_path) == set()


def test_the_json_of_a_withheld_draft_is_written_whole(tmp_path):
    run = draft("not-received-delivered", AMAZON_SHIPS, "--output", tmp_path / "draft.json", "--format", "json")
    assert run.code == 4
    assert '"withheld": true' in (tmp_path / "draft.json").read_text(encoding="utf-8")


def test_a_taken_target_is_said_before_anything_is_written(tmp_path):
    (tmp_path / "112-4827193-6620451-to-buyer.txt").write_text("mine", encoding="utf-8")
    run = delivered("--output", tmp_path, "--save-facts", tmp_path / "facts.yaml")
    assert run.code == 2
    assert names(tmp_path) == {"112-4827193-6620451-to-buyer.txt"}


def test_one_name_for_two_results_is_2(tmp_path):
    run = solved("--output", tmp_path / "one", "--save-facts", tmp_path / "one")
    assert run.code == 2
    assert names(tmp_path) == set()


# ---------------------------------------------------------------- saved facts


def test_saved_facts_read_back_to_the_same_draft(tmp_path):
    path = tmp_path / "facts.yaml"
    first = delivered(
        "--save-facts",
        path,
        "--format",
        "json",
        item="“Summer” bowl – O’Brien’s #5: {new}, 100% - ok",
        store_name="'Harbor' & \\Lane\\: \"Goods\" #1",
        delivery_place="- porch: no",
        order_total="$1,234.50",
        buyer_words="包裹没有收到 📦: “help”, - null",
        signed_by="none",
        respond_by="2026-05-17",
        last_scan_place="null and void",
        units="01",
    )
    assert first.code == 0
    again = azkit("respond", "not-received-delivered", "--facts", path, "--today", TODAY, "--format", "json")
    assert again.out == first.out


def test_facts_are_saved_also_when_some_are_missing_so_that_nothing_given_is_lost(tmp_path):
    path = tmp_path / "facts.yaml"
    run = delivered("--save-facts", path, item=None)
    assert run.code == 2
    whole = azkit("respond", "not-received-delivered", "--facts", path, "--set", "item=steel lunch box, 1.2 L", "--today", TODAY)
    assert whole.out == delivered().out


def test_facts_are_saved_beside_a_withheld_draft(tmp_path):
    assert draft("not-received-delivered", AMAZON_SHIPS, "--save-facts", tmp_path / "facts.yaml").code == 4
    assert "fulfilment: amazon\n" in (tmp_path / "facts.yaml").read_text(encoding="utf-8")


def test_saved_facts_overwrite_nothing(tmp_path):
    path = tmp_path / "facts.yaml"
    path.write_text("mine", encoding="utf-8")
    assert solved("--save-facts", path).code == 2
    assert path.read_text(encoding="utf-8") == "mine"
    assert solved("--save-facts", path, "--force").code == 0
    assert path.read_text(encoding="utf-8") != "mine"


def test_a_facts_form_goes_to_a_file_or_into_a_folder(tmp_path):
    form = azkit("playbook", "facts", "withdrawal-request").out
    assert azkit("playbook", "facts", "withdrawal-request", "-o", tmp_path / "form.yaml").code == 0
    assert (tmp_path / "form.yaml").read_text(encoding="utf-8") == form
    assert azkit("playbook", "facts", "withdrawal-request", "-o", tmp_path / "form.yaml").code == 2
    folder = tmp_path / "forms"
    folder.mkdir()
    run = azkit("playbook", "facts", "withdrawal-request", "-o", folder)
    assert run.code == 0
    assert [path.read_text(encoding="utf-8") for path in folder.iterdir()] == [form]


def test_a_facts_form_makes_the_folder_that_a_slash_names(tmp_path):
    assert azkit("playbook", "facts", "withdrawal-request", "-o", f"{tmp_path}/forms/").code == 0
    assert (tmp_path / "forms").is_dir()
