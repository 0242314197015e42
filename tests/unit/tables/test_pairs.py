"""Claims about sheets of names and values, which have no header, in both engines."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.rules import report
from ckanext.paser.tables.rules.pairs import are_pairs, perhaps_note

from .conftest import as_csv, shown, xlsx

N = None


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([["Nama:", "X"], ["Jumlah penduduk:", "123"]], [["Nama:", "X"], ["Jumlah penduduk:", "123"]]),
        ([["Nama", ": X"], ["Luas", ": 5 ha"]], [["Nama", ": X"], ["Luas", ": 5 ha"]]),
        ([["Nama", ":", "X"], ["Luas", ":", "5"]], [["Nama", ":", "X"], ["Luas", ":", "5"]]),
        ([["Nama: X"], ["Jumlah penduduk: 123"]], [["Nama: X"], ["Jumlah penduduk: 123"]]),
        ([["PROFIL DESA", ""], ["Nama:", "X"], ["Luas:", "5"]], [["Nama:", "X"], ["Luas:", "5"]]),
    ],
)
def test_names_and_values_have_no_header_and_it_is_told(tmp_path, large, rows, kept):
    path = as_csv(tmp_path / "file.csv", rows)
    columns, found = shown(path, large=large)
    assert ([column.split(":")[0] for column in columns], found) == (
        [f"kolom_{n}" for n in range(1, len(kept[0]) + 1)],
        kept,
    )
    notes = read_file(path, None, tmp_path, large).reading.notes
    assert "no_header" in [note.code for note in report_look(notes)]


def report_look(notes):
    """The notes that ask for a look."""
    looks = report.lines(map(asdict, notes), [], loaded=True).look
    return [note for note in notes if asdict(note) in looks]


def test_values_merged_over_several_columns_are_one_each(tmp_path):
    rows = [["Nama:", "X", N], ["Luas:", 5.0, N]]
    xlsx(tmp_path / "file.xlsx", {"Data": rows}, merges=["B1:C1", "B2:C2"])
    assert shown(tmp_path / "file.xlsx")[1] == [["Nama:", "X"], ["Luas:", "5"]]


@pytest.mark.parametrize(
    "rows",
    [
        [["Uraian", "Nilai"], ["Luas:", "5"], ["Penduduk:", "6"]],
        [["Kecamatan:", "KK"], ["Kuaro", "5"], ["Ikis", "6"]],
        [["Kecamatan:", "KK:", "Luas:"], ["Kuaro:", "5", "6"], ["Ikis:", "6", "7"]],
        [["Nama:", "X"]],
        [["Jam"], ["08:00"], ["10:30"]],
        [["Catatan"], ["Kuaro: baik"]],
    ],
)
def test_other_rows_keep_their_header(rows):
    assert not are_pairs(rows)


def test_without_a_colon_the_header_of_a_short_list_is_told_to_be_looked_at(tmp_path, large):
    rows = [["Nama", "Puskesmas Contoh"], ["Alamat", "Jalan Contoh"], ["Status", "aktif"], ["Pegawai", "25"]]
    notes = read_file(as_csv(tmp_path / "file.csv", rows), None, tmp_path, large).reading.notes
    (note,) = [note for note in report_look(notes) if note.code == "perhaps_pairs"]
    assert note.params == {"row": 1, "text": " | ".join(rows[0])}


@pytest.mark.parametrize(
    "rows",
    [
        [["Uraian", "Nilai"], ["Jumlah penduduk", "123"]],
        [["Uraian", "2024"], ["Jumlah penduduk", "123"]],
        [["Kecamatan", "Penduduk"], ["Kuaro", "5"], ["Ikis", "6"]],
        [["Kecamatan", "Penduduk"], ["Kuaro", "5"], ["Ikis", "6"], ["Batu", "1.23O"]],
        [["Kecamatan", "Ibukota"], ["Kuaro", "Kuaro"], ["Ikis", "Long Ikis"]],
        [["Nama", "Kelas", "Nilai"], ["A", "x", "5"]],
        [["Kecamatan", "Status"], *[["Kuaro", "baik"], ["Ikis", "1"]] * 20],
    ],
)
def test_the_header_of_any_other_table_is_not(tmp_path, large, rows):
    notes = read_file(as_csv(tmp_path / "file.csv", rows), None, tmp_path, large).reading.notes
    assert "perhaps_pairs" not in [note.code for note in notes]


def test_a_value_that_is_personal_is_not_repeated():
    values = ["Contoh", "Jalan Contoh", "5"]
    (note,) = perhaps_note(["NIK", "Nomor 6401011203900001"], values, 3, 1)
    assert "6401011203900001" not in str(note.params)
