"""Letters on paper: Word for colleagues, PDF for Amazon's form, and the coverage on the screen."""

from __future__ import annotations

import io
import stat
import sys
from pathlib import Path

import docx
import pytest

from tests.helpers import DELIVERED, as_facts, azkit

HERE = Path(__file__).parent
FACTS = HERE / "article_001" / "round-1.yaml"
NOTICE = HERE / "notices" / "deactivation" / "odr-article-001" / "notice.txt"


def appeal(*args: object):
    return azkit("appeal", "--notice", NOTICE, "--facts", FACTS, "--today", "2026-05-18", *args)


def words(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(path.read_bytes())).paragraphs]


def cells(path: Path) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for table in docx.Document(io.BytesIO(path.read_bytes())).tables for row in table.rows]


def test_a_word_file_holds_the_letter_its_lengths_and_the_evidence(tmp_path: Path):
    target = tmp_path / "plan.docx"
    run = appeal("--format", "docx", "-o", target)
    assert (run.code, run.out) == (0, "")
    letter = appeal("--format", "json").json["letters"][0]
    text = words(target)
    assert all(paragraph["text"] in text for section in letter["sections"] for paragraph in section["paragraphs"])
    assert "1. Root causes" in text
    rows = cells(target)
    assert [row[:2] for row in rows[1:4]] == [[section["id"], str(len(section["body"]))] for section in letter["sections"]]
    assert ["message-log.pdf", "all messages from 8 March to 16 May with their answers", "2026-05-17"] in rows
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_word_file_with_the_chinese_reading(tmp_path: Path):
    assert appeal("--format", "docx", "-o", tmp_path / "plan.docx", "--gloss", "zh").code == 0
    assert any("买家消息" in paragraph for paragraph in words(tmp_path / "plan.docx"))


def test_a_pdf_is_the_same_bytes_each_time(tmp_path: Path):
    for name in ("a.pdf", "b.pdf"):
        assert appeal("--format", "pdf", "-o", tmp_path / name).code == 0
    made = (tmp_path / "a.pdf").read_bytes()
    assert made.startswith(b"%PDF-")
    assert made == (tmp_path / "b.pdf").read_bytes()


def test_words_of_a_letter_are_no_commands_of_a_pdf(tmp_path: Path):
    run = azkit("respond", "not-received-delivered", "--facts", "-", "--today", "2026-05-15", "--format", "pdf", "-o", tmp_path / "x.pdf",
                stdin=as_facts(DELIVERED, item="#panic() $x$ _box_ @a", store_name="Müller & Łódź #1"))  # fmt: skip
    assert run.code == 0, run.err
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_folder_gets_one_file_a_letter(tmp_path: Path, form: str):
    run = azkit("respond", "not-received-delivered", "--facts", "-", "--today", "2026-05-15", "--format", form, "-o", f"{tmp_path}/new/", stdin=as_facts(DELIVERED))
    assert run.code == 0, run.err
    order = DELIVERED["order_id"]
    assert {path.name for path in (tmp_path / "new").iterdir()} == {f"{order}-to-amazon.{form}", f"{order}-to-buyer.{form}"}


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_paper_needs_a_file_and_its_extra(tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch):
    run = appeal("--format", form)
    assert (run.code, run.out) == (2, "")
    assert "-o FILE" in run.err
    monkeypatch.setitem(sys.modules, {"docx": "docx", "pdf": "typst"}[form], None)
    run = appeal("--format", form, "-o", tmp_path / f"x.{form}")
    assert run.code == 2
    assert f'pip install "azkit[{form}]"' in run.err
    assert list(tmp_path.iterdir()) == []


def test_a_target_that_exists_is_left_alone(tmp_path: Path):
    (tmp_path / "x.pdf").write_text("mine", encoding="utf-8")
    assert appeal("--format", "pdf", "-o", tmp_path / "x.pdf").code == 2
    assert (tmp_path / "x.pdf").read_text(encoding="utf-8") == "mine"


def test_a_withheld_letter_goes_on_no_paper(tmp_path: Path):
    run = appeal("--set", "none_in_window=none", "--format", "pdf", "-o", tmp_path / "x.pdf")
    assert run.code == 4
    assert list(tmp_path.iterdir()) == []


def test_the_coverage_stands_on_the_screen_with_what_answers_it():
    told = appeal().err
    head = told.splitlines().index("Coverage:")
    rows = told.splitlines()[head + 1 : head + 10]
    assert sum("answered" in row for row in rows) == 6
    assert sum("none in this window" in row for row in rows) == 3
    assert any("root cause" in row and "claims" in row and "causes c1" in row for row in rows)
    assert len({row.index("claims") for row in rows if " claims " in row}) == 1
    assert "OPEN" in appeal("--set", "none_in_window=none").err


def test_the_lengths_of_the_sections_are_told():
    letter = appeal("--format", "json").json["letters"][0]
    counts = ", ".join(f"{section['id']} {len(section['body'])}" for section in letter["sections"])
    assert f"sections: {counts}" in appeal().err
