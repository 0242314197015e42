"""Claims about text files of which each line stands in quotation marks as a whole, in both engines."""

from __future__ import annotations

import pytest

from ckanext.paser.tables.reading.child import read_file

from .conftest import shown


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "lines",
    [
        ['"Desa;Jumlah"', '"Lolo;5"', '"Janju;6"'],
        ['"Desa,Jumlah"', '"Lolo,5"', '"Janju,6"'],
        ['"Desa,""Jumlah"""', '"Lolo,""5"""', '"Janju,6"'],
        ['\ufeff"Desa;Jumlah"', '"Lolo;5"', '"Janju;6"', ""],
    ],
)
def test_lines_in_quotation_marks_are_read_without_them(tmp_path, large, lines, end):
    path = tmp_path / "file.csv"
    path.write_text(end.join(lines), encoding="utf-8", newline="")
    columns, rows = shown(path, large=large)
    assert (columns, rows) == (["desa:text", "jumlah:integer"], [["Lolo", "5"], ["Janju", "6"]])
    assert "quoted_lines" in {note.code for note in read_file(path, None, tmp_path, large).reading.notes}


@pytest.mark.parametrize(
    "lines",
    [
        ['"Alamat"', '"Jl. Mawar, Kuaro"', '"Jl. Melati, Lolo"'],
        ['"Desa, Kecamatan"', '"Lolo"', '"Janju, Kuaro"'],
        ["Alamat", '"Jl. Mawar; Kuaro"', '"Jl. Melati; Lolo"'],
    ],
)
def test_a_column_of_words_in_quotation_marks_stays_one(tmp_path, large, lines):
    path = tmp_path / "file.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert len(shown(path, large=large)[0]) == 1


def test_personal_data_in_them_are_found_by_their_headers(tmp_path, large):
    path = tmp_path / "file.csv"
    path.write_text(
        "\n".join(['"Nama Pasien;Desa;Diagnosa"', *['"Siti Rahmah;Lolo;HIV"'] * 20]), encoding="utf-8"
    )
    assert read_file(path, None, tmp_path, large).scan()
