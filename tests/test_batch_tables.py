"""Tables of every form, encoding and origin: read, joined, or refused with the way to export them right."""

from __future__ import annotations

import errno
import io
import json
import stat
import zipfile
from pathlib import Path

import pytest

from tests.batches import PLAYBOOK, REPORTS, batch, order, row, table, written
from tests.helpers import Run

CLAIMS = {
    "order_id": "112-1111111-1111111",
    "playbook": PLAYBOOK,
    "store_name": "Harbor Lane Goods",
    "carrier": "UPS",
    "tracking_number": "1Z999AA10123456784",
    "ship_by": "2026-05-04",
    "shipped_on": "2026-05-03",
    "latest_delivery_on": "2026-05-11",
    "delivered_on": "2026-05-08",
    "claim_opened_on": "2026-05-14",
    "buy_shipping": "none",
}
"""A claims list as a seller keeps it: what no report has."""


def drafts(run: Run) -> list[dict]:
    return [json.loads(line) for line in run.out.splitlines()]


def facts(run: Run) -> list[dict]:
    return [each["facts"] for each in drafts(run) if "facts" in each]


def read(path: Path, data: bytes | str, *args: object) -> Run:
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return batch(path, "--format", "json", *args)


TWO = table([row(1), row(2)])
PLAIN = "\n".join(line.rstrip("\r") for line in TWO.split("\n"))


# ---------------------------------------------------------------- forms


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.rstrip("\n"),
        "\n\n" + PLAIN + "\n,,\n\n",
        "\ufeff" + PLAIN,
        PLAIN.encode("utf-16"),
        b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        table([row(1), row(2)], ";"),
        "sep=;\n" + table([row(1), row(2)], ";"),
        table([row(1), row(2)], "\t"),
        PLAIN.replace("order_id", "Order ID", 1).replace("tracking_number", "TRACKING-number", 1),
        "\n".join(line + ",," for line in PLAIN.splitlines()),
        "\n".join(json.dumps(row(number)) for number in (1, 2)) + "\n",
    ],
)
def test_every_form_of_one_table_gives_the_same_drafts(data, tmp_path):
    run = read(tmp_path / "t.txt", data)
    assert run.code == 0, run.err
    assert run.out == batch(written(tmp_path / "t.csv", [row(1), row(2)]), "--format", "json").out


def workbook(path: Path, rows: list[list[object]]) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(cells)
    book.save(path)
    return path


def test_a_workbook_is_read_with_its_days_and_mended_as_one(tmp_path):
    import datetime as dt

    good = {**row(1), "shipped_on": dt.datetime.fromisoformat("2026-05-03"), "delivered_on": dt.date(2026, 5, 8), "units": 2}
    bad = {**row(2), "order_id": 11248271936620451, "tracking_number": 9.4001118992231e21, "units": None}
    path = workbook(tmp_path / "t.xlsx", [list(good), list(good.values()), [None] * 3, list(bad.values())])
    run = batch(path, "--output", tmp_path / "out")
    assert run.code == 5, run.err
    assert "rows: 2, drafted: 1, rejected: 1" in run.err
    assert run.err.count("Excel") >= 2
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(tmp_path / "out" / "rejected.xlsx")
    cells = dict(zip(*([cell.value for cell in line] for line in book.active.iter_rows(min_row=1, max_row=2)), strict=True))
    assert cells["azkit_row"] == "2"
    assert batch(tmp_path / "out" / "rejected.xlsx", "--output", tmp_path / "out").code == 5
    assert facts(batch(path, "--format", "json"))[0]["units"] == "2"


def test_a_workbook_of_rejected_rows_is_for_its_owner_alone_and_whole_or_absent(tmp_path, monkeypatch):
    out, path = tmp_path / "out", workbook(tmp_path / "t.xlsx", [list(row(1)), list(row(1, order_id="oops").values())])
    assert batch(path, "--output", out).code == 5
    assert stat.S_IMODE((out / "rejected.xlsx").stat().st_mode) == 0o600

    writer = pytest.importorskip("openpyxl.writer.excel").ExcelWriter
    save = writer.save

    def full(self: object) -> None:
        save(self)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writer, "save", full)
    run = batch(path, "--output", tmp_path / "full")
    assert run.code == 6, run.err
    assert "No space left" in run.err
    assert [each.name for each in (tmp_path / "full").iterdir() if "rejected" in each.name] == []


def test_no_cell_of_a_workbook_that_azkit_writes_is_a_formula(tmp_path):
    path = workbook(tmp_path / "t.xlsx", [list(row(1)), list(row(1, order_id="oops", item="'=1+1").values())])
    batch(path, "--output", tmp_path / "out")
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(tmp_path / "out" / "rejected.xlsx")
    assert {cell.data_type for line in book.active.iter_rows() for cell in line if cell.value} == {"s"}


def test_what_is_no_workbook_is_refused_in_one_line(tmp_path):
    pytest.importorskip("openpyxl")
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a>")
    large = io.BytesIO()
    with zipfile.ZipFile(large, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"0" * 70_000_000)
    for data in (broken.getvalue(), large.getvalue(), broken.getvalue()[:60]):
        run = read(tmp_path / "t.xlsx", data)
        assert (run.code, run.out, len(run.err.splitlines())) == (3, "", 1)


def test_tables_of_records_come_in_json_lines(tmp_path):
    text = json.dumps({"playbook": "order-defect-rate", "store": "amazon.com", "orders": [{"order_id": "112-1111111-1111111", "defect": "claim", "cause": "c1"}]}) + "\n"
    run = read(tmp_path / "t.jsonl", text)
    assert run.code == 5
    assert "causes" in {error["fact"] for error in drafts(run)[0]["errors"]}


def test_a_line_that_is_no_json_is_a_rejected_row(tmp_path):
    good = json.dumps(row(1))
    data = f"{good}\n{{broken\n[1]\n".encode() + b'{"item": "\xff"}\n' + json.dumps({**row(2), "item": "\ud800"}).encode() + b"\n"
    run = read(tmp_path / "t.jsonl", data)
    assert [each["row"] for each in drafts(run) if "errors" in each] == [2, 3, 4, 5]
    batch(tmp_path / "t.jsonl", "--output", tmp_path / "out")
    rejected = [json.loads(line) for line in (tmp_path / "out" / "rejected.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [each["azkit_row"] for each in rejected] == ["2", "3", "4", "5"]
    assert rejected[-1]["order_id"] == order(2)


# ---------------------------------------------------------------- what is refused, before any row


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no table"),
        (b"\n\n", "no table"),
        (PLAIN.encode("utf-16-le"), "no text table"),
        (b"\x00\x01\x02", "no text table"),
        (PLAIN.encode() + b'"open,\nx\n', ":4: a quote that opens here is never closed"),
        (PLAIN.encode() + b'"a"b,c\n', ":4: a quote stands inside a cell"),
        (PLAIN.encode() + b'"' + b"x" * 70_000 + b'"\n', ":4: a quote that opens here"),
        (PLAIN.replace("store_name", "order_id", 1), "two columns have this name"),
        (PLAIN.replace("store_name", "Order-ID", 1), "two columns have this name"),
        (PLAIN.replace("store_name", "", 1), "the first line must name the columns"),
        ("1,2,3\n4,5,6\n", "the first line must name the columns"),
        ("a,b,c\n4,5,6\n", "none of the columns"),
        (PLAIN.replace("steel", "stähl").encode("cp1252"), "is not UTF-8"),
        (b"order_id," + b"x" * 2_100_000, "longer than"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_before_its_first_row(data, words, tmp_path):
    run = read(tmp_path / "t.csv", data)
    assert (run.code, run.out) == (3, ""), run.err
    assert words in run.err
    assert len(run.err.splitlines()) == 1


def test_a_row_of_another_length_is_rejected_and_stays_so_until_it_is_mended(tmp_path):
    lines = PLAIN.splitlines()
    path = tmp_path / "t.csv"
    path.write_text("\n".join([*lines[:2], lines[2] + ",more", lines[1].rsplit(",", 1)[0]]) + "\n", encoding="utf-8")
    assert batch(path, "--output", tmp_path / "out").code == 5
    again = batch(tmp_path / "out" / "rejected.csv", "--output", tmp_path / "out")
    assert "rows: 2, drafted: 0, rejected: 2" in again.err


def test_the_encoding_may_be_named(tmp_path):
    data = PLAIN.replace("Harbor Lane", "Zürich").encode("cp1252")
    assert facts(read(tmp_path / "t.csv", data, "--encoding", "cp1252"))[0]["store_name"] == "Zürich Goods"
    assert read(tmp_path / "t.csv", data, "--encoding", "utf-8").code == 3


# ---------------------------------------------------------------- what Excel destroyed


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"order_id": "1.12482719366205E+16"}, "Excel spoils it"),
        ({"order_id": "11248271936620451"}, "Excel"),
        ({"tracking_number": "9.40011E+21"}, "spoilt by Excel"),
        ({"tracking_number": "9400111899223100000000"}, "lost its last digits in Excel"),
        ({"delivered_on": "46150"}, "a day as Excel counts it"),
        ({"delivered_on": "46150.5"}, "a day as Excel counts it"),
        ({"item": "#N/A"}, "an error of the spreadsheet"),
        ({"delivered_on": "03/04/2026"}, "two different days"),
    ],
)
def test_what_excel_destroyed_is_refused_with_what_to_do(changes, words, tmp_path):
    run = batch(written(tmp_path / "t.csv", [row(1, **changes)]))
    assert run.code == 5
    assert words in run.err
    assert next(iter(changes.values())) not in run.err


# ---------------------------------------------------------------- reports


@pytest.mark.parametrize("report", ["all-orders.txt", "all-orders.cp1252.txt", "all-orders.gb18030.txt", "all-orders.utf16.txt"])
def test_a_report_is_joined_to_a_claims_list_without_touching_a_cell(report, tmp_path):
    run = batch(written(tmp_path / "claims.csv", [CLAIMS]), "--join", f"{REPORTS / report}:order_id", "--format", "json")
    assert run.code == 0, run.err
    given = facts(run)[0]
    assert (given["store"], given["fulfilment"]) == ("amazon.com", "seller")
    assert given["item"].startswith("Lunch box")
    assert "order_total" not in given


def test_a_japanese_report_is_read_in_its_page(tmp_path):
    claims = {**CLAIMS, "order_id": "249-4444444-4444444", "claim_opened_on": ""}
    run = batch(
        written(tmp_path / "claims.csv", [claims]), "--join", f"{REPORTS / 'all-orders.cp932.txt'}:order_id", "--set", "claim_status=none-yet", "--format", "json"
    )
    assert "Shift_JIS" in run.err
    assert facts(run)[0]["store"] == "amazon.co.jp"


def test_counts_of_item_lines_are_added_and_all_else_must_agree(tmp_path):
    two = {**CLAIMS, "order_id": "112-2222222-2222222"}
    path = written(tmp_path / "claims.csv", [{**CLAIMS, "item": "", "asin": ""}, two, {**two, "item": "two things", "asin": "B0EXAMPLE1"}])
    run = batch(path, "--join", f"{REPORTS / 'all-orders.txt'}:order_id", "--format", "json")
    first, second, third = drafts(run)
    assert first["facts"]["item"].startswith("Lunch box")
    assert {error["fact"] for error in second["errors"]} == {"item"}  # the playbook can do without the ASIN
    assert all("item lines" in error["message"] for error in second["errors"])
    assert third["facts"]["item"] == "two things"


def test_counts_are_added_where_they_are_asked_for(tmp_path):
    path = written(tmp_path / "t.csv", [{"订单号": order(1), "数量": "1", **row(1)}, {"订单号": order(1), "数量": "2", **row(1)}])
    mapping = tmp_path / "map.yaml"
    columns = "      订单号: order_id\n      数量: {fact: units, lines: sum}\n"
    mapping.write_text(f"schema: 1\nmaps:\n  mine:\n    title: {{en: Mine, zh: 我的}}\n    rows: item-lines\n    columns:\n{columns}", encoding="utf-8")
    run = batch(path, "--map", mapping, "--format", "json")
    assert [each["units"] for each in facts(run)] == ["3"]


def test_item_lines_of_a_report_are_one_row(tmp_path):
    run = batch(
        REPORTS / "all-orders.txt",
        "--playbook",
        PLAYBOOK,
        "--format",
        "json",
        *(word for key, value in CLAIMS.items() if key not in ("order_id", "playbook") for word in ("--set", f"{key}={value}")),
    )
    assert [each["row"] for each in drafts(run)] == [1, 3, 5]
    assert "rows: 3" in run.err


def test_a_shipping_confirmation_gives_carrier_day_and_number(tmp_path):
    claims = {key: value for key, value in CLAIMS.items() if key not in ("carrier", "tracking_number", "shipped_on")}
    path = written(tmp_path / "claims.csv", [claims, {**claims, "order_id": "112-2222222-2222222"}])
    orders = written(
        tmp_path / "orders.csv", [{"Order No.": "112-1111111-1111111", "item": "cup", "store": "us"}, {"Order No.": "112-2222222-2222222", "item": "cup", "store": "us"}]
    )
    run = batch(path, "--join", f"{REPORTS / 'shipments.txt'}:order-id=order_id", "--join", f"{orders}:order_id", "--format", "json")
    assert run.code == 0, run.err
    assert [(each["carrier"], each["shipped_on"], each["fulfilment"]) for each in facts(run)] == [("Royal Mail", "2026-05-03", "seller"), ("UPS", "2026-05-03", "seller")]


def test_a_returns_report_gives_the_amount_with_its_currency_and_the_problem(tmp_path):
    run = batch(REPORTS / "returns.txt", "--playbook", "withdrawal-request", "--set", "store=us", "--format", "json", "--errors", "json")
    assert "order_id" not in {fault["fact"] for fault in run.faults}
    mapping = {"columns": {"Order Amount": "{fact: order_total, currency: Currency code}", "Order ID": "order_id"}}
    text = "schema: 1\nmaps:\n  mine:\n    title: {en: Mine, zh: 我的}\n    columns:\n" + "".join(f"      {key}: {value}\n" for key, value in mapping["columns"].items())
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    claims = written(tmp_path / "claims.csv", [{**CLAIMS, "item": "cup", "store": "us", "fulfilment": "seller"}])
    run = batch(claims, "--join", f"{REPORTS / 'returns.txt'}:Order ID=order_id", "--format", "json")
    assert facts(run)[0]["order_total"] == "24.90 USD"


def test_a_map_says_which_column_is_which_fact(tmp_path):
    text = (
        "schema: 1\nmaps:\n  mine:\n    title: {en: Mine, zh: 我的}\n    always: {store: amazon.com, fulfilment: seller}\n"
        "    columns:\n      Bestellung: order_id\n      Artikel: item\n      Status: {fact: claim_status, values: {offen: action-required}, otherwise: leave-out}\n"
    )
    mapping = tmp_path / "map.yaml"
    mapping.write_text(text, encoding="utf-8")
    rest = {key: value for key, value in CLAIMS.items() if key != "order_id"}
    path = written(
        tmp_path / "t.csv", [{"Bestellung": order(1), "Artikel": "cup", "Status": "OFFEN", **rest}, {"Bestellung": order(2), "Artikel": "cup", "Status": "?", **rest}]
    )
    run = batch(path, "--map", mapping, "--format", "json")
    assert run.code == 0, run.err
    assert [each.get("claim_status") for each in facts(run)] == ["action-required", None]
    mapping.write_text(text.replace("order_id", "oder_id"), encoding="utf-8")
    wrong = batch(path, "--map", mapping)
    assert wrong.code == 3
    assert "map.yaml:7: maps.mine.columns.Bestellung: oder_id is not known here; did you mean order_id?" in wrong.err


def test_an_erp_export_in_chinese_is_understood(tmp_path):
    names = {"order_id": "平台订单号", "tracking_number": "运单号", "carrier": "物流商", "shipped_on": "发货时间", "store": "站点", "item": "英文品名"}
    cells = {**CLAIMS, "store": "美国", "item": "cup", "fulfilment": "seller", "shipped_on": "2026-05-03 10:20:30"}
    path = written(tmp_path / "t.csv", [{names.get(key, key): value for key, value in cells.items()}])
    assert batch(path).code == 0
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert "GB18030" in batch(path).err  # its headers are words that no other page makes
    assert batch(path, "--encoding", "gb18030").code == 0


def test_a_join_without_a_match_leaves_the_row_to_say_what_is_missing(tmp_path):
    path = written(tmp_path / "claims.csv", [{**CLAIMS, "order_id": order(9)}])
    run = batch(path, "--join", f"{REPORTS / 'all-orders.txt'}:order_id", "--errors", "json")
    assert {fault["fact"] for fault in run.faults} == {"fulfilment", "store", "item"}


def test_standard_input_is_read_once(tmp_path):
    assert batch("-", "--join", "-:order_id", stdin=TWO).code == 2


def test_a_report_alone_says_what_it_is(tmp_path):
    run = batch(REPORTS / "returns.txt", "--playbook", PLAYBOOK)
    assert run.code == 5
    assert "read as: Returns report" in run.err


def test_a_faulty_map_of_an_overlay_is_named_with_its_line(tmp_path, overlay):
    text = "schema: 1\nmaps:\n  mine:\n    title: {en: Mine, zh: 我的}\n    columns:\n      Bestellung: oder_id\n"
    run = batch(written(tmp_path / "t.csv", [row(1)]), "--playbooks", overlay({"tables/mine.yaml": text}))
    assert run.code == 3
    assert "mine.yaml:6: maps.mine.columns.Bestellung: oder_id is not known here; did you mean order_id?" in run.err


def test_a_map_of_an_overlay_is_known_by_its_columns(tmp_path, overlay):
    text = "schema: 1\nmaps:\n  mine:\n    title: {en: Mine, zh: 我的}\n    known_by: [Bestellung]\n    columns:\n      Bestellung: order_id\n"
    rows = [{"Bestellung" if name == "order_id" else name: value for name, value in row(1).items()}]
    run = batch(written(tmp_path / "t.csv", rows), "--playbooks", overlay({"tables/mine.yaml": text}))
    assert run.code == 0, run.err
    assert "read as: Mine" in run.err
