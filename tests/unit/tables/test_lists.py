"""Claims about a second table of words alone, which has no figures to be told by, in both engines."""

from __future__ import annotations

import pytest

from ckanext.paser.problems import worded
from ckanext.paser.tables.reading.child import LARGE, read_file
from ckanext.paser.tables.rules.lists import Below

from .conftest import as_csv, shown

HEADER = ["No", "Desa", "Jumlah Posyandu"]
FIRST = [HEADER, *([str(i), f"Desa {i}", str(10 + i)] for i in range(1, 9)), ["", "Jumlah", "116"]]
PATIENTS = [["", f"Siti Rahmah {chr(65 + i % 26)}", "HIV"] for i in range(80)]
BORN = [["", f"Siti Rahmah {chr(65 + i)}", f"0{i + 1}-02-1980"] for i in range(8)]
HOMES = [["Lolo", f"Siti Rahmah {chr(65 + i)}", "Jl. Mawar No. 3 RT 02"] for i in range(20)]


def _told(reading) -> list[str]:
    return [each.code for each in [*reading.problems, *reading.notes]]


@pytest.mark.parametrize(
    "title", [[[], ["", "Daftar pasien baru"]], [[]], [["", "", ""], ["", "Lampiran", ""]]]
)
@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (["", "Nama Pasien", "Diagnosa"], PATIENTS),
        (["", "Nama Pasien", "Diagnosa"], PATIENTS[:3]),
        (["", "Nama", "Tanggal Lahir"], BORN),
        (["Desa", "Nama Penerima", "Alamat"], HOMES),
    ],
)
def test_a_second_table_of_words_is_told_left_out_and_looked_through_by_its_own_headers(
    tmp_path, large, title, header, rows
):
    path = as_csv(tmp_path / "file.csv", [*FIRST, *title, header, *rows])
    read = read_file(path, None, tmp_path, large)
    assert read.reading.rows == 8
    assert _told(read.reading)[0] == "second_table"
    assert "notes_below" not in _told(read.reading)
    assert {finding.column for finding in read.scan()} & {*header} or len(rows) < 8
    assert not any(
        "Siti" in worded(each, str)["text"] for each in [*read.reading.problems, *read.reading.notes]
    )


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods"])
def test_so_it_is_in_every_workbook(tmp_path, forms, form):
    path = tmp_path / f"file.{form}"
    rows = [[cell or None for cell in row] for row in FIRST]
    figures = [[int(cell) if cell and cell.isdigit() else cell for cell in row] for row in rows]
    second = [[None, "Nama Pasien", "Diagnosa"], *([None, *row[1:]] for row in PATIENTS)]
    forms[form](path, {"Data": [*figures, [], [None, "Daftar pasien"], *second]})
    read = read_file(path, None, tmp_path, LARGE)
    assert (read.reading.rows, _told(read.reading)[0]) == (8, "second_table")
    assert "Nama Pasien" in {finding.column for finding in read.scan()}


def test_a_list_without_a_header_is_told_without_its_cells(tmp_path, large):
    rows = [["Lolo", "Siti Rahmah"] for _ in range(70)]
    header = ["Desa", "Kecamatan", "Jumlah"]
    figures = [[f"Desa {i}", "Kuaro", str(i)] for i in range(1, 9)]
    read = read_file(as_csv(tmp_path / "f.csv", [header, *figures, [], *rows]), None, tmp_path, large)
    assert read.reading.rows == 8
    assert worded(read.reading.problems[0], str)["text"].startswith(
        "Row 11: A second table begins here. It was not read"
    )


@pytest.mark.parametrize(
    "below",
    [
        [[], ["Keterangan:"], ["A", "Baik"], ["B", "Sedang"], ["C", "Buruk"]],
        [[], ["PR", "Perempuan"], ["LK", "Laki-laki"], ["TT", "Tidak tahu"]],
        [[], ["Mengetahui,", "Tana Paser, 3 Maret 2025"], ["Kadis", "Kabid"], ["KAB PASER", "KAB PASER"], []],
        [[], ["Siti", "Budi"], ["Pembina", "Penata"], ["NIP. 197", "NIP. 198"]],
        [[], ["Sumber:", "BPS"], ["Diolah:", "Dinas"], ["Catatan:", "sementara"]],
    ],
)
def test_legends_sources_and_those_who_sign_are_no_second_table(tmp_path, large, below):
    read = read_file(as_csv(tmp_path / "file.csv", [*FIRST, *below]), None, tmp_path, large)
    assert read.reading.rows == 8
    assert "second_table" not in _told(read.reading)


def test_rows_that_lack_their_figures_stay_rows_where_figures_come_below(tmp_path, large):
    header = ["Desa", "Kecamatan", "Jumlah"]
    rows = [["Lolo", "Kuaro", "5"], ["Janju", "Kuaro", "6"]]
    without = [["A", "Long Ikis", ""], ["B", "Long Ikis", ""], ["C", "Long Ikis", ""]]
    path = as_csv(tmp_path / "file.csv", [header, *rows, [], *without, [], ["D", "Long Kali", "7"]])
    assert shown(path, large=large)[1] == [*rows, *without, ["D", "Long Kali", "7"]]


@pytest.mark.parametrize(
    ("rows", "texts", "unsaid"),
    [
        ([["Sumber: BPS", None]], ["Sumber: BPS"], 0),
        ([["Daftar", None], ["Siti", "HIV"], ["Budi", "TBC"]], ["Daftar"], 2),
        ([["A", "Baik"], ["B", "Buruk"]], ["A Baik", "B Buruk"], 0),
        ([["Sumber:", "BPS"], ["Catatan:", "sementara"]], ["Sumber: BPS", "Catatan: sementara"], 0),
        ([["Sumber:", "BPS"], ["Siti", "HIV"]], [], 2),
        ([["CBR", 1.5], ["CDR", 2.5]], ["CBR 1.5", "CDR 2.5"], 0),
    ],
)
def test_rows_of_several_words_are_counted_and_not_repeated(rows, texts, unsaid):
    assert (Below(rows).texts, Below(rows).unsaid) == (texts, unsaid)


TITLED = ["", "Daftar pasien baru", ""]
NAMED = ["", "Nama Pasien", "Diagnosa"]
AGED = [["", row[1], "20", row[2]] for row in PATIENTS]


@pytest.mark.parametrize(
    "below",
    [
        [NAMED, *PATIENTS[:8]],
        [NAMED, *PATIENTS],
        [TITLED, NAMED, *PATIENTS],
        [[], ["", "Keterangan:", ""], NAMED, *PATIENTS],
        [[], ["", "Nama Pasien", "Umur", "Diagnosa"], *AGED],
        [[], NAMED, *(row for patient in PATIENTS[:40] for row in (patient, []))],
        [[], ["", "", "", "", "Nama Pasien", "Diagnosa"], *(["", "", "", *row] for row in PATIENTS)],
    ],
)
def test_nothing_of_a_list_below_a_total_becomes_a_row_or_passes(tmp_path, large, below):
    read = read_file(as_csv(tmp_path / "file.csv", [*FIRST, *below]), None, tmp_path, large)
    assert read.reading.rows == 8
    assert "Nama Pasien" in {finding.column for finding in read.scan()}
    assert not any(
        "Siti" in worded(each, str)["text"] for each in [*read.reading.problems, *read.reading.notes]
    )


def test_names_alone_below_a_table_are_counted_and_not_repeated(tmp_path, large):
    names = [["", row[1], ""] for row in PATIENTS]
    read = read_file(as_csv(tmp_path / "file.csv", [*FIRST, [], *names]), None, tmp_path, large)
    assert (read.reading.rows, "words_below" in _told(read.reading)) == (8, True)
    assert not any("Siti" in worded(each, str)["text"] for each in read.reading.notes)


def test_a_table_of_other_columns_below_a_blank_row_begins_without_a_title_or_a_total(tmp_path, large):
    aged = [["", row[1], "20"] for row in PATIENTS]
    path = as_csv(tmp_path / "file.csv", [*FIRST[:-1], [], ["", "Nama Pasien", "Umur"], *aged])
    read = read_file(path, None, tmp_path, large)
    assert (read.reading.rows, _told(read.reading)[0]) == (8, "second_table")


def test_rows_that_may_be_another_table_are_asked_by_its_header_too(tmp_path, large):
    people = [[row[1], "HIV"] for row in PATIENTS[:20]]
    rows = [["Desa", "Jumlah"], *([f"Desa {i}", str(i)] for i in range(9)), [], ["Nama Pasien", "Diagnosa"]]
    path = as_csv(tmp_path / "file.csv", [*rows, *people[:1], ["Lolo", "5"], *people])
    found = read_file(path, None, tmp_path, large).scan()
    assert "Nama Pasien" in {finding.column for finding in found}
    assert ("desa", "jumlah") in {finding.fields for finding in found} or ("desa",) in {
        f.fields for f in found
    }


def test_what_cannot_be_told_from_notes_is_asked_as_cells_of_a_table(tmp_path, large):
    signed = [[], ["", "Mengetahui,", "Tana Paser, 3 Maret 2025"], ["", "Kadis", "Kabid"], []]
    rows = [["", "Nama Pasien", "Diagnosa"], *PATIENTS[:8]]
    read = read_file(as_csv(tmp_path / "file.csv", [*FIRST, *signed, *rows]), None, tmp_path, large)
    assert read.reading.rows == 8
    assert "Nama Pasien" in {finding.column for finding in read.scan()}
    assert not any(
        "Siti" in worded(each, str)["text"] for each in [*read.reading.problems, *read.reading.notes]
    )
