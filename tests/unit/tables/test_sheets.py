"""Claims about which sheet of a workbook becomes the table, and what is told of the others."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.tables.reading.child import read_file


def problem(path: Path) -> dict[str, str]:
    with pytest.raises(ProblemError) as caught:
        read_file(path, None, path.parent)
    return worded(caught.value.problem)


def test_where_only_hidden_sheets_hold_data_this_is_told_with_their_names(tmp_path, table):
    with xlsxwriter.Workbook(tmp_path / "file.xlsx") as workbook:
        workbook.add_worksheet("Kosong")
        hidden = workbook.add_worksheet("Rekap")
        hidden.write_row(0, 0, ["a", "b"])
        hidden.write_row(1, 0, ["x", 1])
        hidden.hide()
    assert problem(tmp_path / "file.xlsx")["text"] == (
        "Only hidden sheets hold data: Rekap. Show the sheet and send the file again, or choose it as the sheet "
        "to be read."
    )
    assert table(tmp_path / "file.xlsx", "Rekap")[1] == [["x", "1"]]


@pytest.mark.parametrize("chosen", [None, "Data"])
def test_which_sheet_was_read_and_which_could_be_chosen_is_told(chosen, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Data"
    for row in [["nama", "nilai"], ["Kuaro", 1], ["Ikis", 2]]:
        book.active.append(row)
    book.create_sheet("Rekap").append(["x", "y"])
    book.create_sheet("Lama").sheet_state = "hidden"
    book.save(tmp_path / "file.xlsx")
    notes = read_file(tmp_path / "file.xlsx", chosen, tmp_path).reading.notes
    assert [worded(note)["text"] for note in notes] == [
        'Sheet "Data" was read, one of 3 in the workbook (those that are shown: Data, Rekap; hidden: 1).'
    ]


DATA = [["Desa", "KK"], ["Contoh A", 7], ["Contoh B", 9]]
OTHERS: dict[str, list[list[object]]] = {
    "a header that waits for its rows": [[f"Kolom {n}" for n in range(30)]],
    "instructions with a stray cell": [[f"Isi kolom ke-{n} seperti contoh"] for n in range(100)]
    + [["Selesai", *[None] * 6, 1]],
    "only titles": [["PEMERINTAH KABUPATEN PASER", *[None] * 9, " "]],
}


@pytest.mark.parametrize("other", OTHERS)
def test_a_table_is_read_before_a_larger_sheet_that_holds_none(other, written, table):
    path = written({"Lain": OTHERS[other], "Data": DATA})
    assert table(path)[1] == [["Contoh A", "7"], ["Contoh B", "9"]]
    (note,) = read_file(path, None, path.parent).reading.notes
    assert note.params["sheet"] == "Data"


def test_the_larger_of_two_tables_is_read(written, table):
    path = written({"Data": DATA, "Lain": [["a", "b", "c"], *[["x", 1, 2]] * 4]})
    assert len(table(path)[1]) == 4


def test_a_list_of_names_is_read_where_no_sheet_holds_more(written, table):
    path = written({"Sampul": [["DATA CONTOH", *"abc"]], "Data": [["Desa"], ["Contoh A"], ["Contoh B"]]})
    assert table(path)[1] == [["Contoh A"], ["Contoh B"]]


def test_what_is_wrong_with_the_largest_table_is_told_though_there_is_another(tmp_path):
    book = openpyxl.Workbook()
    for row in [["a", "b", "c"], *[["x", 1, "=B2"]] * 3]:  # without results
        book.active.append(row)
    other = book.create_sheet("Data")
    for row in DATA:
        other.append(row)
    book.save(tmp_path / "file.xlsx")
    assert problem(tmp_path / "file.xlsx")["code"] == "no_result"


def test_where_no_sheet_holds_a_table_this_is_told_of_the_largest(written):
    path = written({"A": [["Desa", "KK"]], "B": [[], [], ["x", "y", "z"]]})
    assert problem(path)["text"] == (
        "Row 3: Under the header there is no row of data. Enter the data under the header, or choose another sheet."
    )


@pytest.mark.parametrize("chosen", [None, "Lama"])
def test_the_sheets_that_can_be_chosen_are_told_with_their_rows(chosen, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Data"
    for row in [["nama", "nilai"], ["Kuaro", 1], ["Ikis", 2]]:
        book.active.append(row)
    old = book.create_sheet("Lama")
    for row in [["nama", "nilai"], ["Kuaro", 3]]:
        old.append(row)
    old.sheet_state = "hidden"
    book.save(tmp_path / "file.xlsx")
    (note,) = read_file(tmp_path / "file.xlsx", chosen, tmp_path).reading.notes
    assert note.params["workbook"] == [
        {"name": "Data", "hidden": False, "rows": 3},
        {"name": "Lama", "hidden": True, "rows": 2},
    ]


@pytest.mark.parametrize("name", ["Petunjuk", "1. Cara Mengisi", "Contoh Pengisian"])
def test_a_sheet_that_tells_how_to_fill_in_another_is_not_read_for_it(name, written, table):
    guide = [["No", "Nama Kolom", "Keterangan"], *([n, f"Kolom {n}", "wajib"] for n in range(12))]
    assert table(written({name: guide, "Data": DATA}))[0] == ["desa:text", "kk:integer"]
    with pytest.raises(ProblemError) as caught:
        table(written({name: guide, "Data": DATA[:1]}))
    assert caught.value.problem.code == "no_rows"


def test_the_sheet_with_the_columns_of_the_last_release_is_read_before_a_larger_one(tmp_path, written):
    other = [["Kecamatan", "Jumlah"], *([f"Kecamatan {n}", n] for n in range(9))]
    path = written({"Rekap": other, "Data": DATA})
    read = [read_file(path, None, tmp_path, last=last).reading for last in ({}, {"kk": "integer"})]
    assert [[column.id for column in reading.columns] for reading in read] == [
        ["kecamatan", "jumlah"],
        ["desa", "kk"],
    ]
