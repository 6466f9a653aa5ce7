"""The readers of tables, from the inside: whatever the bytes are, rows stream by, are refused, or are marked; none is invented."""

from __future__ import annotations

import csv
import io
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azkit.cli.batch_outputs import Lines, Nowhere, Printed
from azkit.ground.faults import Refused
from azkit.library.link_tables import plain_header, table_book, table_faults
from azkit.tables.binding import bind
from azkit.tables.crew import each_in_turn
from azkit.tables.delimited import Delimited
from azkit.tables.jsonl import JsonLines
from azkit.tables.opening import open_table
from azkit.tables.records import guarded, unguarded
from azkit.tables.rows import rows_of
from tests.unit.world import LIBRARY, VOCABULARY

BOOK = table_book(LIBRARY)
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=12).filter(lambda cell: cell == cell.strip())
WIDE = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


def delimited(data: bytes, delimiter: str = "") -> Delimited:
    return Delimited(io.BytesIO(data), "t", "utf-8", BOOK.known_headers(), delimiter)


@given(st.lists(st.tuples(WIDE, WIDE, WIDE), max_size=8), st.sampled_from(",;"))
def test_what_a_csv_writer_writes_reads_back_row_by_row(rows, delimiter):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([("order_id", "item", "store"), *rows])
    read = [tuple(record.cells.values()) for record in delimited(text.getvalue().encode("utf-8")).records()]
    assert read == [row for row in rows if any(cell.strip() for cell in row)]


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8))
def test_a_report_with_tabs_loses_no_row_whatever_quotes_stand_in_it(rows):
    rows = [row for row in rows if any(row) and not any("\t" in cell for cell in row)]
    data = "\n".join("\t".join(row) for row in [("order_id", "item"), *rows]).encode("utf-8")
    records = list(delimited(data, "\t").records())
    assert len(records) == len(rows)
    for record, row in zip(records, rows, strict=True):
        cells = tuple(record.cells.values())
        assert all(cell == raw or raw == f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell, raw in zip(cells, row, strict=True))


@given(st.binary(max_size=200), st.sampled_from([b"", b"order_id,item\n", b"order_id\titem\n", b"{", "order_id,item\n".encode("utf-16")]))
def test_any_bytes_are_read_or_refused(data, start):
    import tempfile

    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        path = Path(folder, "t.csv")
        path.write_bytes(start + data)
        try:
            source = open_table(str(path), BOOK, opened)
            rows = list(rows_of(source, bind(source.header, BOOK, None), BOOK))
        except Refused:
            return
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        assert sum(len(row.records) for row in rows) == len(list(source.records()))


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_a_guarded_cell_is_no_formula_and_reads_back(text):
    assert guarded(text)[:1] not in tuple("=+-@\t\r\n\0＝＋－＠")
    assert unguarded(guarded(text)) == (text if not (text[:1] == "'" and text[1:2] in "=+-@\t\r\n\0＝＋－＠" and len(text) > 1) else text[1:])


def test_a_table_streams_and_can_be_read_again():
    data = b"order_id,item\n" + b"a,b\n" * 100_000
    table = delimited(data)
    assert len(list(islice(table.records(), 3))) == 3
    assert sum(1 for _ in table.records()) == 100_000


@pytest.mark.parametrize(
    ("header", "plain"), [("amazon-order-id", "amazon_order_id"), (" Order  ID ", "order_id"), ("ＯＲＤＥＲ＿ＩＤ", "order_id"), ("订单号", "订单号")]
)
def test_spellings_of_a_header_are_one(header, plain):
    assert plain_header(header) == plain


@pytest.mark.parametrize("name", sorted(name for name, each in BOOK.maps.items() if each.known_by))
def test_every_export_is_recognised_by_its_own_columns(name):
    columns = [*BOOK.maps[name].columns, *BOOK.maps[name].unused]
    assert BOOK.recognised(frozenset(map(plain_header, columns))) is BOOK.maps[name]
    binding = bind(columns, BOOK, None)
    assert len([note for note in binding.notes if "not used" in note.en]) == 0
    assert "order_id" in {column.use.fact for column in binding.columns}


def test_no_map_takes_an_item_price_for_an_order_total():
    for each in BOOK.maps.values():
        for header, use in each.columns.items():
            fact = use if isinstance(use, str) else use.fact
            assert fact != "order_total" or "price" not in header.casefold()


def test_maps_that_name_what_there_is_not_are_found():
    assert [fault for form in LIBRARY.tables_files for fault in table_faults(form, VOCABULARY)] == []
    assert JsonLines(io.BytesIO(b'{"a": 1}\n'), "t").header == ("a",)


def negated(number: int) -> int:
    if number == 77:
        raise ValueError("seventy-seven")
    return -number


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_the_order_of_the_tasks(jobs):
    assert list(each_in_turn(negated, range(70), jobs)) == [-number for number in range(70)]
    assert list(each_in_turn(negated, [], jobs)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bug_in_a_task_is_raised_where_the_results_are_read(jobs):
    with pytest.raises(ValueError, match="seventy-seven"):
        list(each_in_turn(negated, range(100), jobs))


def test_an_output_that_saves_is_no_output_that_only_tries():
    assert not any(issubclass(each, Nowhere) for each in (Lines, Printed))
