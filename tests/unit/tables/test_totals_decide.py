"""Claims about a total that tells how the numbers above it are written, in both engines."""

from __future__ import annotations

import pytest

from ckanext.paser.tables.reading.child import read_file

from .conftest import as_csv, shown, xlsx

HEADER = ["Kecamatan", "Nilai"]


def table(path, values, total, large):
    rows = [[f"Contoh {n}", value] for n, value in enumerate(values)]
    return shown(as_csv(path / "file.csv", [HEADER, *rows, ["Jumlah", total]]), large=large)


@pytest.mark.parametrize(
    ("values", "total", "read"),
    [
        (["1.234", "2.345"], "3579", ["integer", "1234", "2345"]),
        (["1.234", "2.345"], "3.579,0", ["integer", "1234", "2345"]),
        (["999.999", "3.580"], "1.003.579", ["integer", "999999", "3580"]),
        (["1.234", "2.766"], "4", ["number", "1.234", "2.766"]),
        (["1.234", "2.366"], "3.6", ["number", "1.234", "2.366"]),
        (["1,234", "2,345"], "3579", ["integer", "1234", "2345"]),
        (["1,234", "2,345"], "3,579.0", ["integer", "1234", "2345"]),
        (["1,234", "2,366"], "3,6", ["number", "1.234", "2.366"]),
    ],
)
def test_a_total_that_is_the_sum_in_one_way_alone_decides(tmp_path, large, values, total, read):
    columns, rows = table(tmp_path, values, total, large)
    assert [columns[1].removeprefix("nilai:"), *(row[1] for row in rows)] == read
    reading = read_file(tmp_path / "file.csv", None, tmp_path, large).reading
    assert "row of totals" in reading.columns[1].reason
    assert [note.code for note in reading.notes] == ["totals"]


@pytest.mark.parametrize(
    ("values", "total"),
    [
        (["1.234", "2.345"], "3.579"),
        (["1.234", "2.345"], "3580"),
        (["1.234", "2.345"], "3.578,9"),
        (["1.234", "2.345"], "-"),
        (["1.234"], "1234"),
        (["1.234", "-"], "1234"),
    ],
)
def test_any_other_total_decides_nothing(tmp_path, large, values, total):
    columns, rows = table(tmp_path, values, total, large)
    assert (columns[1], rows[0][1]) == ("nilai:text", "1.234")


def test_a_mean_decides_nothing(tmp_path, large):
    rows = [["A", "1.234"], ["B", "1.234"], ["Rata-rata", "2468"]]
    assert shown(as_csv(tmp_path / "file.csv", [HEADER, *rows]), large=large)[0][1] == "nilai:text"


@pytest.mark.parametrize(
    ("asked", "type_"), [({"nilai": "bare_id"}, "integer"), ({"nilai": "decimal"}, "text")]
)
def test_a_total_that_contradicts_the_last_release_leaves_the_question(tmp_path, large, asked, type_):
    path = as_csv(tmp_path / "file.csv", [HEADER, ["A", "1.234"], ["B", "2.345"], ["Jumlah", "3579"]])
    assert read_file(path, None, tmp_path, large, last=asked).reading.columns[1].type == type_


@pytest.mark.parametrize(("other", "type_"), [("1.234,5", "integer"), ("1,234.5", "text")])
def test_and_one_that_contradicts_the_other_columns_too(tmp_path, large, other, type_):
    rows = [["A", "1.234", other], ["B", "2.345", other], ["Jumlah", "3579", ""]]
    path = as_csv(tmp_path / "file.csv", [[*HEADER, "Luas"], *rows])
    assert read_file(path, None, tmp_path, large).reading.columns[1].type == type_


def test_the_number_of_a_workbook_below_texts_decides(tmp_path):
    rows = [HEADER, ["A", "1.234"], ["B", "2.345"], ["Jumlah", 3579]]
    xlsx(tmp_path / "file.xlsx", {"Data": rows})
    assert shown(tmp_path / "file.xlsx") == (
        ["kecamatan:text", "nilai:integer"],
        [["A", "1234"], ["B", "2345"]],
    )
