"""Tables as sellers really have them: mended twice, saved by Excel in another country, exported by an ERP, written by a script."""

from __future__ import annotations

import csv
import io
import json

import pytest

from azkit.tables.journal import INDEX
from tests.batches import PLAYBOOK, ROW, batch, letters, order, row, table, written

ERP = ("order_id", "tracking_number", "item")


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def short(text: str, number: int) -> str:
    """A table whose row has lost its last cell."""
    rows = text.split("\r\n")
    rows[number] = rows[number].rpartition(",")[0]
    return "\r\n".join(rows)


# ---------------------------------------------------------------- mended and fed again


def test_a_row_of_another_length_is_no_row_of_the_others_when_it_is_fed_again(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(short(table([row(1), row(2), row(3)]), 3), encoding="utf-8", newline="")
    out = tmp_path / "out"
    assert batch(path, "--output", out).code == 5
    before = letters(out)
    cells = list(csv.reader(io.StringIO((out / "rejected.csv").read_text(encoding="utf-8-sig"))))
    for _ in range(2):
        assert batch(out / "rejected.csv", "--output", out).code == 5
        assert letters(out) == before
        again = list(csv.reader(io.StringIO((out / "rejected.csv").read_text(encoding="utf-8-sig"))))
        assert [line[:-1] for line in again] == [line[:-1] for line in cells]


def test_a_row_that_is_added_to_the_rejected_ones_takes_nobodys_letters(tmp_path):
    out = tmp_path / "out"
    assert batch(written(tmp_path / "t.csv", [row(1), row(2, item=""), row(3)]), "--output", out).code == 5
    before = letters(out)
    rows = list(csv.DictReader(io.StringIO((out / "rejected.csv").read_text(encoding="utf-8-sig"))))
    rows[0]["item"] = "cup"
    added = written(tmp_path / "mended.csv", [*rows, {**row(9), "azkit_row": "", "azkit_errors": ""}])
    assert batch(added, "--output", out).code == 0
    assert before.items() <= letters(out).items()
    assert len(letters(out)) == 8


def test_the_encoding_that_is_named_is_for_tables_that_are_not_utf8(tmp_path):
    out = tmp_path / "out"
    path = tmp_path / "t.csv"
    path.write_bytes(table([row(1, item=""), row(2, store_name="Küchen Köln")]).encode("cp1252"))
    assert batch(path, "--encoding", "cp1252", "--output", out).code == 5
    mended = tmp_path / "mended.csv"
    mended.write_bytes((out / "rejected.csv").read_bytes().replace(b",,", b",cup,"))
    run = batch(mended, "--encoding", "cp1252", "--output", out)
    assert "not used" not in run.err
    assert "cup" in "".join(letters(out).values())


def test_an_edited_letter_is_told_of_only_while_its_facts_give_another(tmp_path):
    out = tmp_path / "out"
    path = written(tmp_path / "t.csv", [row(1)])
    batch(path, "--output", out)
    mine = out / f"{order(1)}.{PLAYBOOK}.to-buyer.txt"
    mine.write_text(mine.read_text(encoding="utf-8") + "PS\n", encoding="utf-8")
    assert batch(path, "--output", out).code == 0
    written(path, [row(1, item="another cup")])
    for _ in range(2):
        run = batch(path, "--output", out)
        assert run.code == 5
        assert "was changed by hand" in run.err
    assert mine.read_text(encoding="utf-8").endswith("PS\n")


def test_letters_of_a_killed_run_are_known_as_azkits_own_after_another_table(tmp_path):
    out = tmp_path / "out"
    batch(written(tmp_path / "a.csv", [row(1)]), "--output", out)
    (out / INDEX).rename(out / ".azkit-index.part")  # as a killed run leaves it
    assert batch(written(tmp_path / "b.csv", [row(2)]), "--output", out).code == 0
    assert {entry["order"] for entry in lines((out / INDEX).read_text(encoding="utf-8"))} == {order(1), order(2)}
    assert batch(written(tmp_path / "a.csv", [row(1, item="cup")]), "--output", out).code == 0


# ---------------------------------------------------------------- cells


@pytest.mark.parametrize("nothing", ["NULL", "null", "NaN", "nan", "NaT", "(null)", "n/a", "N/A", "undefined", "\\N", "-", "--"])
def test_what_stands_for_nothing_is_no_value(nothing, tmp_path):
    run = batch(written(tmp_path / "t.csv", [row(1, item=nothing)]), "--errors", "json")
    assert [(fault["kind"], fault["fact"]) for fault in run.faults] == [("missing", "item")]


@pytest.mark.parametrize("error", ["#N/A", "#NV", "#REF!", "#BEZUG!", "#WERT!", "#NOM?", "#DIV/0!"])
def test_an_error_of_a_spreadsheet_is_refused_in_every_language(error, tmp_path):
    run = batch(written(tmp_path / "t.csv", [row(1, item=error)]))
    assert run.code == 5
    assert "an error of the spreadsheet" in run.err


def test_digits_that_are_kept_as_text_are_read(tmp_path):
    run = batch(written(tmp_path / "t.csv", [row(1, tracking_number=f'="{ROW["tracking_number"]}"')]), "--format", "json")
    assert lines(run.out)[0]["facts"]["tracking_number"] == ROW["tracking_number"]


def test_a_header_that_a_spreadsheet_would_calculate_is_guarded(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("=cmd|calc!A1," + table([row(1, item="")]).replace("\r\n", "\r\nx,", 1), encoding="utf-8", newline="")
    batch(path, "--output", tmp_path / "out")
    assert (tmp_path / "out" / "rejected.csv").read_text(encoding="utf-8-sig").startswith("'=cmd")


def test_a_line_that_is_no_json_is_kept_for_the_person_who_mends_it(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text(json.dumps(row(1)) + "\n{not json\n", encoding="utf-8")
    batch(path, "--output", tmp_path / "out")
    assert lines((tmp_path / "out" / "rejected.jsonl").read_text(encoding="utf-8"))[0]["azkit_line"] == "{not json"


def test_a_cell_that_a_spreadsheet_broke_over_two_lines_is_refused(tmp_path):
    broken = table([row(1, buyer_words="Where is it? I wait since May.")], delimiter="\t").replace("Where is it? I", '"Where is it?\r\nI')
    path = tmp_path / "t.txt"
    path.write_bytes(broken.encode("utf-16"))
    run = batch(path, "--format", "json")
    assert all("errors" in line for line in lines(run.out))
    assert "line break" in run.out


# ---------------------------------------------------------------- item lines


def exported(*rows: dict[str, str]) -> list[dict[str, str]]:
    names = {"order_id": "平台订单号", "item": "英文品名", "units": "数量"}
    return [{names.get(key, key): value for key, value in each.items()} for each in rows]


def test_item_lines_that_do_not_follow_each_other_are_refused(tmp_path):
    rows = exported(row(1, units="1"), row(2, units="1"), row(1, units="2"))
    run = batch(written(tmp_path / "t.csv", rows), "--format", "json")
    assert [line.get("errors", [{}])[0].get("fact") for line in lines(run.out)] == ["order_id", None, "order_id"]
    assert "do not follow each other" in run.err


def test_a_line_without_an_order_id_goes_on_with_the_order_above(tmp_path):
    rows = exported(row(1, units="1"), {**dict.fromkeys(row(1), ""), "item": ROW["item"], "units": "2"}, row(2, units="5"))
    run = batch(written(tmp_path / "t.csv", rows), "--format", "json")
    assert [line["facts"]["order_id"] for line in lines(run.out)] == [order(1), order(2)]
    assert "rows: 2, drafted: 2, rejected: 0" in run.err


def test_items_that_differ_are_settled_by_the_call(tmp_path):
    path = written(tmp_path / "t.csv", exported(row(1, item="cup"), row(1, item="plate")))
    assert batch(path).code == 5
    assert "lunch set" in batch(path, "--set", "item=lunch set").out


# ---------------------------------------------------------------- exports


def test_amazons_own_order_id_and_the_carriers_own_number_win(tmp_path):
    cells = {"订单号": "XM2026050312", "平台单号": order(1), "运单号": "4PX3000123456789CN", "跟踪号": ROW["tracking_number"], "退款金额": "0.00"}
    facts = {name: value for name, value in row(1).items() if name not in ("order_id", "tracking_number")}
    made = lines(batch(written(tmp_path / "t.csv", [{**cells, **facts}]), "--format", "json").out)[0]
    assert (made["facts"]["order_id"], made["facts"]["tracking_number"]) == (order(1), ROW["tracking_number"])


@pytest.mark.parametrize("above", ["TemplateType=OrderFulfillment\tVersion=2011.1102\r\n", "TemplateType=OrderFulfillment\tVersion=2011.1102\r\n注文番号\t出荷日\r\n"])
def test_a_shipping_confirmation_has_lines_of_its_program_above_the_headers(above, tmp_path):
    headers = "order-id\torder-item-id\tquantity\tship-date\tcarrier-code\tcarrier-name\ttracking-number\tship-method\r\n"
    confirmation = headers + "\t".join([order(1), "1", "1", "2026-05-03", "Other", "UPS", ROW["tracking_number"], ""]) + "\r\n"
    (tmp_path / "sc.txt").write_text(above + confirmation, encoding="utf-8", newline="")
    claims = {name: value for name, value in row(1).items() if name not in ("carrier", "tracking_number", "shipped_on")}
    run = batch(written(tmp_path / "t.csv", [claims]), "--join", f"{tmp_path / 'sc.txt'}:order_id", "--format", "json")
    assert lines(run.out)[0]["facts"]["tracking_number"] == ROW["tracking_number"]


def test_headers_of_reports_are_known_in_a_table_of_ones_own(tmp_path):
    claims = {name: value for name, value in row(1).items() if name not in ("store", "fulfilment")}
    run = batch(written(tmp_path / "t.csv", [{**claims, "sales-channel": "Amazon.com", "fulfillment-channel": "Merchant"}]), "--format", "json")
    assert run.code == 0, run.err
    assert lines(run.out)[0]["store"] == "amazon.com"


@pytest.mark.parametrize(("number", "words"), [("Transaktionsnummer", "Kommentar"), ("Número de pedido", "Comentarios")])
def test_feedback_reports_of_other_stores_are_known(number, words, tmp_path):
    first = {"Transaktionsnummer": "Bewertung", "Número de pedido": "Rating"}[number]
    (tmp_path / "f.txt").write_text(f"Date\t{first}\t{words}\t{number}\n2026-05-01\t1\tToo slow\t{order(1)}\n", encoding="utf-8")
    run = batch(tmp_path / "f.txt", "--playbook", "negative-feedback", "--format", "json")
    assert "read as: Feedback report" in run.err


def test_a_map_is_for_the_joined_table_as_well(tmp_path):
    (tmp_path / "wh.yaml").write_text(
        "schema: 1\nmaps:\n  wh:\n    title: {en: Warehouse, zh: 仓库}\n    columns: {Bestellung: order_id, Sendung: tracking_number}\n", encoding="utf-8"
    )
    (tmp_path / "wh.csv").write_text(f"Bestellung,Sendung\n{order(1)},{ROW['tracking_number']}\n", encoding="utf-8")
    claims = {name: value for name, value in row(1).items() if name != "tracking_number"}
    run = batch(written(tmp_path / "t.csv", [claims]), "--map", tmp_path / "wh.yaml", "--join", f"{tmp_path / 'wh.csv'}:Bestellung=order_id", "--format", "json")
    assert lines(run.out)[0]["facts"]["tracking_number"] == ROW["tracking_number"]
