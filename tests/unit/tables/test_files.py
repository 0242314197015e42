"""Claims about files as agencies send them, each with the table that it must become."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.rules import report


def table(path: Path, sheet: str | None = None, **asked: Any) -> tuple[list[str], list[list[str]]]:
    """The columns (``id:type``) and the rows of a file's table."""
    read = read_file(path, sheet, path.parent, **asked)
    with (path.parent / "rows").open("w+b") as out:
        read.write(out.fileno())
        out.seek(0)
        rows = [row[1:] for row in csv.reader(io.StringIO(out.read().decode(), newline=""))]
    assert len(rows) == read.reading.rows
    return [f"{column.id}:{column.type}" for column in read.reading.columns], rows


def notes(path: Path) -> list[str]:
    return [worded(note)["fact"] for note in read_file(path, None, path.parent).reading.notes]


@dataclass(frozen=True)
class Page:
    """Rows that are written into a sheet of a workbook."""

    rows: list[list[object]]
    name: str = "Data"
    merges: tuple[str, ...] = ()

    def __call__(self, workbook: xlsxwriter.Workbook) -> None:
        formats = {date: workbook.add_format({"num_format": "dd/mm/yyyy"})}
        formats[datetime] = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        page = workbook.add_worksheet(self.name)
        for area in self.merges:
            page.merge_range(area, "")
        for n, row in enumerate(self.rows):
            for i, cell in enumerate(row):
                if cell is not None:
                    page.write(n, i, cell, formats.get(type(cell)))


N = None
TEXTS = {
    "semicolon and decimal comma": (
        "Kecamatan;Luas (km²)\nKuaro;747,3\nLong Ikis;1.204,22\n",
        (["kecamatan:text", "luas_km2:number"], [["Kuaro", "747.3"], ["Long Ikis", "1204.22"]]),
    ),
    "comma and decimal point": (
        "kecamatan,luas\r\nKuaro,747.3\r\n",
        (["kecamatan:text", "luas:number"], [["Kuaro", "747.3"]]),
    ),
    "tabs": ("kode\tnilai\n64.01.01\t5\n", (["kode:code", "nilai:integer"], [["64.01.01", "5"]])),
    "byte order mark and sep line": (
        "\ufeffsep=;\r\nNama;Nilai\r\nKuaro;5\r\n",
        (["nama:text", "nilai:integer"], [["Kuaro", "5"]]),
    ),
    "titles, total and source": (
        "Jumlah Penduduk;;\nTahun 2020;;\n;;\nNo;Kecamatan;Jumlah\n1;Kuaro;1.234.567\n2;Long Ikis;987\n;Jumlah;1.235.554\n;;\n"
        "Sumber: Dukcapil;;\n",
        (["no:integer", "kecamatan:text", "jumlah:integer"], [["1", "Kuaro", "1234567"], ["2", "Long Ikis", "987"]]),
    ),
    "missing marks are not zero": (
        "nama,nilai\nKuaro,-\nLong Ikis,...\nLong Kali,n/a\nMuara Samu,0\n",
        (
            ["nama:text", "nilai:integer"],
            [["Kuaro", ""], ["Long Ikis", ""], ["Long Kali", ""], ["Muara Samu", "0"]],
        ),
    ),
    "rupiah": (
        "Program;Anggaran\nJalan;Rp 1.500.000,00\nAir;Rp 250.500,50\nSisa;(Rp 100.000,00)\n",
        (
            ["program:text", "anggaran:number"],
            [["Jalan", "1500000.00"], ["Air", "250500.50"], ["Sisa", "-100000.00"]],
        ),
    ),
    "percent signs": (
        "tahun;miskin\n2020;9,23%\n2021;9,73 %\n",
        (["tahun:integer", "miskin:number"], [["2020", "9.23"], ["2021", "9.73"]]),
    ),
    "dates in words": (
        "tanggal,acara\n3 Maret 2025,Rapat\n17 Agustus 2025,Upacara\n",
        (["tanggal:date", "acara:text"], [["2025-03-03", "Rapat"], ["2025-08-17", "Upacara"]]),
    ),
    "telephone and identity numbers": (
        "nama,nik,telepon\nContoh,6401010101700001,081234567890\n",
        (["nama:text", "nik:code", "telepon:code"], [["Contoh", "6401010101700001", "081234567890"]]),
    ),
    "quoted separators, quotes and line breaks": (
        'nama;alamat;nilai\n"Toko ""Sinar""";"Jl. A; RT 1\nKuaro";1\n',
        (["nama:text", "alamat:text", "nilai:integer"], [['Toko "Sinar"', "Jl. A; RT 1\nKuaro", "1"]]),
    ),
    "empty and repeated headers": (
        "nama,jumlah,jumlah,\nKuaro,1,2,3\n",
        (["nama:text", "jumlah:integer", "jumlah_2:integer", "kolom_4:integer"], [["Kuaro", "1", "2", "3"]]),
    ),
    "two header rows": (
        "No;Kecamatan;Penduduk;;\n;;Laki-laki;Perempuan;Total\n(1);(2);(3);(4);(5)\n1;Kuaro;5;6;11\n",
        (
            ["no:integer", "kecamatan:text", "penduduk_laki_laki:integer", "penduduk_perempuan:integer", "penduduk_total:integer"],
            [["1", "Kuaro", "5", "6", "11"]],
        ),
    ),
    "one column": ("nama\nKuaro\nLong Ikis, Selatan\n", (["nama:text"], [["Kuaro"], ["Long Ikis, Selatan"]])),
    "thousands that could be decimals": ("a;b\nx;1.234\ny;2.345\n", (["a:text", "b:text"], [["x", "1.234"], ["y", "2.345"]])),
    "blank rows above": ("\n" * 50 + "a,b\nx,1\n", (["a:text", "b:integer"], [["x", "1"]])),
    "blank rows between": ("a,b\nx,1\n,\n\ny,2\n", (["a:text", "b:integer"], [["x", "1"], ["y", "2"]])),
    "short last rows": ("a,b,c\nx,1,2\ny,2\n", (["a:text", "b:integer", "c:integer"], [["x", "1", "2"], ["y", "2", ""]])),
    "yes and no": ("desa;listrik\nPadang;Ya\nJone;Tidak\n", (["desa:text", "listrik:boolean"], [["Padang", "true"], ["Jone", "false"]])),
    "a header that begins as a tag does": ("<5 tahun;5-9 tahun\n120;340\n", (["5_tahun:integer", "5_9_tahun:integer"], [["120", "340"]])),
    "no header": ("1,2\n3,4\n", (["kolom_1:integer", "kolom_2:integer"], [["1", "2"], ["3", "4"]])),
}  # fmt: skip

BYTES = {
    "windows-1252": (
        "Nama;Luas (km²)\nKuaro;1,5\nDésa;2,5\n".encode("cp1252"),
        [["Kuaro", "1.5"], ["Désa", "2.5"]],
    ),
    "utf-16": ("nama\tnilai\nKuaro\t5\n".encode("utf-16"), [["Kuaro", "5"]]),
    "old mac line ends": (b"nama,nilai\rKuaro,5\r", [["Kuaro", "5"]]),
}

BOOKS: dict[str, tuple[list[Page], tuple[list[str], list[list[str]]]]] = {
    "merged header, numbering row, empty first column": (
        [
            Page(
                [
                    [N, "PEMERINTAH KABUPATEN PASER"],
                    [N, "Jumlah Penduduk"],
                    [],
                    [N, "No", "Kecamatan", "Penduduk", N],
                    [N, N, N, "Laki-laki", "Perempuan"],
                    [N, "(1)", "(2)", "(3)", "(4)"],
                    [N, 1, "Kuaro", 5, 6],
                    [N, 2, "Long Ikis", 7, 8],
                    [N, "Jumlah", N, 12, 14],
                    [],
                    [N, "Sumber: Dukcapil"],
                ],
                merges=("B1:E1", "B4:B5", "C4:C5", "D4:E4", "B9:C9"),
            )
        ],
        (
            ["no:integer", "kecamatan:text", "penduduk_laki_laki:integer", "penduduk_perempuan:integer"],
            [["1", "Kuaro", "5", "6"], ["2", "Long Ikis", "7", "8"]],
        ),
    ),
    "the best of several sheets": (
        [Page([["Daftar isi"]], "Isi"), Page([["a", "b"], ["x", 1], ["y", 2]], "Data")],
        (["a:text", "b:integer"], [["x", "1"], ["y", "2"]]),
    ),
    "native numbers and dates": (
        [
            Page(
                [
                    ["Kode", "Tanggal", "Waktu", "Nilai", "Jumlah"],
                    ["64.01.01", date(2024, 3, 1), datetime(2024, 3, 1, 8, 30), 0.1 + 0.2, 5],
                    ["64.01.02", date(2024, 3, 2), datetime(2024, 3, 2), 1234.5, 6],
                ]
            )
        ],
        (
            ["kode:code", "tanggal:date", "waktu:timestamp", "nilai:number", "jumlah:integer"],
            [
                ["64.01.01", "2024-03-01", "2024-03-01 08:30:00", "0.3", "5"],
                ["64.01.02", "2024-03-02", "2024-03-02 00:00:00", "1234.5", "6"],
            ],
        ),
    ),
    "years across": (
        [Page([["Kecamatan", 2021, 2022], ["Kuaro", 5, 6]])],
        (["kecamatan:text", "2021:integer", "2022:integer"], [["Kuaro", "5", "6"]]),
    ),
    "numbers typed as text beside native ones": (
        [Page([["Kecamatan", "Luas"], ["Kuaro", 747.3], ["Long Ikis", "1.204,22"]])],
        (["kecamatan:text", "luas:number"], [["Kuaro", "747.3"], ["Long Ikis", "1204.22"]]),
    ),
    "a code column typed as numbers": (
        [Page([["Kode BPS", "Nama"], [6401010, "Batu Sopang"]])],
        (["kode_bps:code", "nama:text"], [["6401010", "Batu Sopang"]]),
    ),
    "line breaks in headers": (
        [Page([["Nama\nDesa", "Luas\n(ha)"], ["Padang", 2.5]])],
        (["nama_desa:text", "luas_ha:number"], [["Padang", "2.5"]]),
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_file_becomes_its_table(name, tmp_path):
    content, expected = TEXTS[name]
    (tmp_path / "file.csv").write_text(content, encoding="utf-8", newline="")
    assert table(tmp_path / "file.csv") == expected


@pytest.mark.parametrize("name", BYTES)
def test_the_character_set_of_a_text_file_is_found(name, tmp_path):
    content, rows = BYTES[name]
    (tmp_path / "file.csv").write_bytes(content)
    assert table(tmp_path / "file.csv")[1] == rows


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_becomes_its_table(name, written):
    pages, expected = BOOKS[name]
    path = written({page.name: page.rows for page in pages}, [area for page in pages for area in page.merges])
    assert table(path) == expected


@pytest.mark.parametrize("name", TEXTS)
def test_a_workbook_of_the_same_cells_becomes_the_table_of_a_text_file(name, written, cells_of):
    content, expected = TEXTS[name]
    assert table(written({"Data": cells_of(content)})) == expected


@pytest.mark.parametrize("large", [0, 1 << 40], ids=["large", "small"])
def test_a_separator_behind_the_last_value_of_a_row_is_no_value(large, tmp_path):
    (tmp_path / "file.csv").write_bytes(b"nama,nilai\nKuaro,5\nIkis,,\nKali,7,\n")
    assert table(tmp_path / "file.csv", large=large)[1] == [["Kuaro", "5"], ["Ikis", ""], ["Kali", "7"]]


def test_a_sheet_can_be_asked_for(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "file.xlsx") as workbook:
        Page([["a", "b"], ["x", 1], ["y", 2]], "Besar")(workbook)
        Page([["c", "d"], ["z", 3]], "Kecil")(workbook)
    assert table(tmp_path / "file.xlsx", "Kecil") == (["c:text", "d:integer"], [["z", "3"]])


def test_a_hidden_sheet_is_not_published_unseen(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "file.xlsx") as workbook:
        Page([["a", "b"], ["x", 1]], "Data")(workbook)
        Page([["nik", "nama"], ["1", "2"], ["3", "4"]], "Rahasia")(workbook)
        workbook.get_worksheet_by_name("Rahasia").hide()
    assert table(tmp_path / "file.xlsx")[0] == ["a:text", "b:integer"]


@pytest.mark.parametrize("shown_as", ["0%", "0.00%", '#,##0.0" %"%'])
def test_a_number_that_a_workbook_shows_as_a_percentage_is_read_as_people_see_it(shown_as, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "file.xlsx") as workbook:
        workbook.add_worksheet("Kosong")
        Page([["Kecamatan", "Miskin", "Rasio"], ["Kuaro", N, 0.125], ["Ikis", N, 0.5]])(workbook)
        look = workbook.add_format({"num_format": shown_as})
        for row, number in enumerate([0.12345, 1], 1):
            workbook.get_worksheet_by_name("Data").write_number(row, 1, number, look)
    read = read_file(tmp_path / "file.xlsx", None, tmp_path).reading
    assert [(column.type, column.unit) for column in read.columns] == [
        ("text", ""),
        ("number", "%"),
        ("number", ""),
    ]
    assert table(tmp_path / "file.xlsx")[1] == [["Kuaro", "12.3450", "0.125"], ["Ikis", "100", "0.5"]]


def test_a_percent_sign_in_quotation_marks_is_no_percentage(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "file.xlsx") as workbook:
        Page([["Kecamatan", "Miskin (%)"], ["Kuaro", N]])(workbook)
        look = workbook.add_format({"num_format": '0.00" %"'})
        workbook.get_worksheet_by_name("Data").write_number(1, 1, 9.23, look)
    assert table(tmp_path / "file.xlsx")[1] == [["Kuaro", "9.23"]]


def test_what_is_merged_over_several_rows_names_each_of_them_and_no_quantity_is_counted_twice(tmp_path):
    rows = [
        ["Kecamatan", "Tahun", "Jenis Kelamin", "Penduduk", "Luas"],
        ["Kuaro", 2024, "Laki-laki", 5, 747.3],
        [N, N, "Perempuan", 6, N],
        ["Long Ikis", 2024, "Laki-laki", 7, 1204.22],
        [N, N, "Perempuan", 8, N],
        ["Jumlah", N, "Laki-laki", 12, 1951.52],
        [N, N, "Perempuan", 14, N],
    ]
    merges = tuple(f"{column}{row}:{column}{row + 1}" for row in (2, 4, 6) for column in "ABE")
    with xlsxwriter.Workbook(tmp_path / "file.xlsx") as workbook:
        Page(rows, merges=merges)(workbook)
    assert table(tmp_path / "file.xlsx")[1] == [
        ["Kuaro", "2024", "Laki-laki", "5", "747.3"],
        ["Kuaro", "2024", "Perempuan", "6", ""],
        ["Long Ikis", "2024", "Laki-laki", "7", "1204.22"],
        ["Long Ikis", "2024", "Perempuan", "8", ""],
    ]


def test_what_was_passed_over_is_told(tmp_path):
    (tmp_path / "file.csv").write_text(
        "Penduduk;\n2020;\n;\nKecamatan;Jumlah\nKuaro;-\nIkis;7\nJumlah;7\n;\nSumber: BPS;\n",
        encoding="utf-8",
    )
    assert notes(tmp_path / "file.csv") == [
        "Title rows passed over: 2 (Penduduk; 2020). The header is in row 4.",
        "Total rows recognised and kept out of the table: 1 (Jumlah).",
        "Below the table, kept out of it: Sumber: BPS",
        "Cells with a mark such as - or ... read as missing: 1.",
    ]


@pytest.mark.parametrize("large", [0, 1 << 40], ids=["large", "small"])
def test_numbers_below_notes_are_to_be_looked_at(large, tmp_path):
    path = tmp_path / "file.csv"
    path.write_text(
        "Bidang;Jumlah;L;P\nAparatur;4;1;3\nCatatan: sementara;;;\nSosial;2;;\n", encoding="utf-8"
    )
    (note,) = read_file(path, None, tmp_path, large).reading.notes
    assert (note.code, note.params["text"]) == ("numbers_below", "Catatan: sementara / Sosial 2")
    assert report.lines([asdict(note)], [], loaded=True).look


BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \r\n \r\n", "empty"),
    "only separators": (b";;;\n;;;\n", "empty"),
    "thousands of blank lines first": (b"\n" * 5000 + b"a,b\nx,1\n", "too_far_down"),
    "only a header": (b"nama;nilai\n", "no_rows"),
    "a header above blank lines": (b"kode,jumlah\n\n\n", "no_rows"),
    "only marks for missing values": (b"-,-\n-,-\n", "no_rows"),
    "one mark": (b"-\n", "no_rows"),
    "zero bytes": (b"nama,nilai\nKuaro,\0\0\n", "nul_bytes"),
    "an open quotation mark": (b'nama,nilai\n"Kuaro,5\nIkis,6\n', "open_quote"),
    "text behind a quotation mark": (b'nama,nilai\n"Toko "Sinar"",5\n', "bad_quote"),
    "a row that is too long": (b"nama,nilai\nKuaro,5\nIkis,1,5\nKali,6\n", "long_row"),
    "a cell of megabytes": (b"nama,nilai\n" + b"x" * (6 << 20) + b",1\n", "long_cell"),
    "two thousand columns": (
        b",".join([b"a"] * 2000) + b"\n" + b",".join([b"1"] * 2000) + b"\n",
        "too_many_columns",
    ),
    "a web page": (b"\n<!DOCTYPE html><html><table></table>", "web_page"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "not_a_table"),
    "json": (b'{"a": 1}', "not_a_table"),
    "a broken archive": (b"PK\x03\x04broken", "damaged"),
    "a broken old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "damaged"),
    "a protected workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "encrypted",
    ),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("large", [0, 1 << 40], ids=["large", "small"])
def test_a_bad_file_has_its_own_sentence(name, large, tmp_path):
    content, code = BAD[name]
    path = tmp_path / "file.xlsx"
    path.write_bytes(content)
    with pytest.raises(ProblemError) as caught:
        read_file(path, None, tmp_path, large)
    assert caught.value.problem.code == code


@pytest.mark.parametrize("name", ["data.xlsx", "data.ODS"])
def test_text_with_the_name_of_a_workbook_is_damaged(name, tmp_path):
    (tmp_path / "file").write_text("404 Not Found\nThe file is not here\n", encoding="utf-8")
    with pytest.raises(ProblemError) as caught:
        read_file(tmp_path / "file", None, tmp_path, filename=name)
    assert caught.value.problem.params == {"kind": name[-4:].upper().lstrip(".")}


def test_text_with_the_name_of_an_old_workbook_is_read_as_excel_does(tmp_path):
    (tmp_path / "file").write_text("nama\tnilai\nKuaro\t5\n", encoding="utf-8")
    assert read_file(tmp_path / "file", None, tmp_path, filename="data.xls").reading.rows == 1


def test_a_truncated_workbook_is_damaged(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "whole.xlsx") as workbook:
        Page([["a", "b"], ["x", 1]])(workbook)
    whole = (tmp_path / "whole.xlsx").read_bytes()
    (tmp_path / "file.xlsx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ProblemError) as caught:
        table(tmp_path / "file.xlsx")
    assert caught.value.problem.code == "damaged"


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "file.xlsx") as workbook:
        Page([["a"], ["x"]], "Data")(workbook)
    with pytest.raises(ProblemError, match='no sheet "Tabel"; its sheets are: Data'):
        table(tmp_path / "file.xlsx", "Tabel")
