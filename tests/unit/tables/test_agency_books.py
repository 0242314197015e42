"""Claims about workbooks of agencies, each with the table that it must become. DATA CONTOH: all figures are invented."""
# ruff: noqa: E501  a line is a file, or what it becomes

from __future__ import annotations

from datetime import datetime

import pytest
import xlsxwriter

N = None
Rows = list[list[object]]
DAY = datetime(2024, 12, 31)


# fmt: off
FILES: dict[str, tuple[Rows, tuple[str, ...], list[str], list[list[str]]]] = {
    "immunisation by health centre under two merged headers": (
        [["CAKUPAN IMUNISASI MENURUT PUSKESMAS"], ["KABUPATEN PASER TAHUN 2024 (DATA CONTOH)"], [],
         ["No", "Kecamatan", "Puskesmas", "DPT-HB-Hib 1", N, "Campak", N],
         [N, N, N, "Sasaran", "Cakupan", "Sasaran", "Cakupan"], [1, 2, 3, 4, 5, 6, 7],
         [1, "Kuaro", "Kuaro", 450, 432, 440, 401], [2, "Long Kali", "Long Kali", 520, 511, 500, 498], [N, N, "Mendik", 210, 205, 200, 190],
         ["JUMLAH", N, N, 1180, 1148, 1140, 1089]],
        ("A4:A5", "B4:B5", "C4:C5", "D4:E4", "F4:G4", "A8:A9", "B8:B9", "A10:C10"),
        ["no:integer", "kecamatan:text", "puskesmas:text", "dpt_hb_hib_1_sasaran:integer", "dpt_hb_hib_1_cakupan:integer", "campak_sasaran:integer", "campak_cakupan:integer"],
        [["1", "Kuaro", "Kuaro", "450", "432", "440", "401"], ["2", "Long Kali", "Long Kali", "520", "511", "500", "498"],
         ["", "Long Kali", "Mendik", "210", "205", "200", "190"]],
    ),
    "monthly stock of food with the months across": (
        [["Komoditas", datetime(2024, 1, 1), datetime(2024, 2, 1), datetime(2024, 3, 1)], ["Beras", 120.5, 118, 131.25], ["Jagung", 40, N, 42]],
        (),
        ["komoditas:text", "2024_01:number", "2024_02:integer", "2024_03:number"],
        [["Beras", "120.5", "118", "131.25"], ["Jagung", "40", "", "42"]],
    ),
    "days across": (
        [["Komoditas", datetime(2024, 7, 1), datetime(2024, 7, 2)], ["Bawang merah", 32000, 33500], ["Telur", 29000, 29000]],
        (),
        ["komoditas:text", "2024_07_01:integer", "2024_07_02:integer"],
        [["Bawang merah", "32000", "33500"], ["Telur", "29000", "29000"]],
    ),
    "notes between the rows": (
        [["Kecamatan", "TPS", "Ket"], ["Kuaro", 12, "baik"], [N, N, N], ["Long Ikis", 9, "rusak"], [], ["Keterangan: TPS = tempat penampungan sementara"]],
        (),
        ["kecamatan:text", "tps:integer", "ket:text"],
        [["Kuaro", "12", "baik"], ["Long Ikis", "9", "rusak"]],
    ),
    "an empty first column and an empty first row": (
        [[], [N, "Desa", "KK"], [N, "Contoh A", 120], [N, "Contoh B", 80]],
        (),
        ["desa:text", "kk:integer"],
        [["Contoh A", "120"], ["Contoh B", "80"]],
    ),
    "errors of formulas are no values": (
        [["Kecamatan", "Rasio"], ["Kuaro", "#DIV/0!"], ["Long Kali", 0.25], ["Batu Engau", "#REF!"]],
        (),
        ["kecamatan:text", "rasio:number"],
        [["Kuaro", ""], ["Long Kali", "0.25"], ["Batu Engau", ""]],
    ),
    "numbers and texts of one column": (
        [["Desa", "Luas (ha)"], ["Contoh A", 12.5], ["Contoh B", "7,25"], ["Contoh C", "1.250,75"], ["Contoh D", 3]],
        (),
        ["desa:text", "luas_ha:number"],
        [["Contoh A", "12.5"], ["Contoh B", "7.25"], ["Contoh C", "1250.75"], ["Contoh D", "3"]],
    ),
    "codes as numbers": (
        [["Kode Desa", "Desa", "Status IDM"], [6401012001, "Contoh A", "MAJU"], [6401012002, "Contoh B", "BERKEMBANG"]],
        (),
        ["kode_desa:code", "desa:text", "status_idm:text"],
        [["6401012001", "Contoh A", "MAJU"], ["6401012002", "Contoh B", "BERKEMBANG"]],
    ),
    "days as days": (
        [["Kegiatan", "Mulai", "Selesai"], ["Gotong royong", DAY, datetime(2025, 1, 2)], ["Rapat", datetime(2025, 2, 1), N]],
        (),
        ["kegiatan:text", "mulai:date", "selesai:date"],
        [["Gotong royong", "2024-12-31", "2025-01-02"], ["Rapat", "2025-02-01", ""]],
    ),
    "yes and no as truth": (
        [["Desa", "Internet"], ["Contoh A", True], ["Contoh B", False]],
        (),
        ["desa:text", "internet:boolean"],
        [["Contoh A", "true"], ["Contoh B", "false"]],
    ),
    "a merged year over its rows": (
        [["Tahun", "Semester", "Kasus"], [2023, "I", 10], [N, "II", 12], [2024, "I", 9], [N, "II", 7]],
        ("A2:A3", "A4:A5"),
        ["tahun:integer", "semester:text", "kasus:integer"],
        [["2023", "I", "10"], ["2023", "II", "12"], ["2024", "I", "9"], ["2024", "II", "7"]],
    ),
    "title, unit line, signature with place and day": (
        [["REALISASI PAD"], ["(dalam ribu rupiah)"], [], ["Jenis", "Target", "Realisasi"], ["Pajak", 1000.5, 998.25], ["Retribusi", 200, 210],
         ["Total", 1200.5, 1208.25], [], [N, N, "Tana Paser, 2 Januari 2025"], [N, N, "Kepala Badan Contoh"], [], [N, N, "(nama)"]],
        (),
        ["jenis:text", "target:number", "realisasi:number"],
        [["Pajak", "1000.5", "998.25"], ["Retribusi", "200", "210"]],
    ),
    "a title merged above a header of two rows, with umlauts": (
        [["Luas Panen", N, N], ["Kecamatan", "Padi", N], [N, "Luas (ha)", "Tanam"], ["Kuaro", 747.3, DAY], ["Désa", 1204.22, datetime(2024, 3, 1)]],
        ("A1:C1", "A2:A3", "B2:C2"),
        ["kecamatan:text", "padi_luas_ha:number", "padi_tanam:date"],
        [["Kuaro", "747.3", "2024-12-31"], ["Désa", "1204.22", "2024-03-01"]],
    ),
    "a title, marks and a total": (
        [["Penduduk", N], ["Kecamatan", "Jumlah"], ["Kuaro", 27500], ["Long Ikis", "-"], ["Jumlah", 27500]],
        (),
        ["kecamatan:text", "jumlah:integer"],
        [["Kuaro", "27500"], ["Long Ikis", ""]],
    ),
    "of two tables side by side, whose rows have nothing to do with each other, the left one": (
        [["Desa", "KK", N, "Desa", "KK"], ["Contoh A", 1, N, "Contoh C", 3], ["Contoh B", 2, N, "Contoh D", 4]],
        (),
        ["desa:text", "kk:integer"],
        [["Contoh A", "1"], ["Contoh B", "2"]],
    ),
    "columns numbered (1) (2) (3), of which a spreadsheet makes -1 -2 -3": (
        [["Kecamatan", "Luas", "Penduduk"], [-1, -2, -3], ["Kuaro", 10, 100], ["Long Ikis", 11, 110]],
        (),
        ["kecamatan:text", "luas:integer", "penduduk:integer"],
        [["Kuaro", "10", "100"], ["Long Ikis", "11", "110"]],
    ),
    "health centres with their JUMLAH (KAB/KOTA)": (
        [["TABEL 4"], [], ["No", "Kecamatan", "Puskesmas", "Kasus"], [1, 2, 3, 4], [1, "Kuaro", "Kuaro", 10], [2, "Batu Sopang", "Batu Kajang", 11],
         ["JUMLAH (KAB/KOTA)", N, N, 21], ["Sumber: DATA CONTOH"]],
        (),
        ["no:integer", "kecamatan:text", "puskesmas:text", "kasus:integer"],
        [["1", "Kuaro", "Kuaro", "10"], ["2", "Batu Sopang", "Batu Kajang", "11"]],
    ),
    "sexes below semesters below years below a title of the columns": (
        [["Kecamatan", "Penduduk", N, N, N], [N, "2024", N, N, N], [N, "Semester I", N, "Semester II", N],
         [N, "L", "P", "L", "P"], ["Kuaro", 1, 2, 3, 4]],
        ("A1:A4", "B1:E1", "B2:E2", "B3:C3", "D3:E3"),
        ["kecamatan:text", "penduduk_2024_semester_i_l:integer", "penduduk_2024_semester_i_p:integer",
         "penduduk_2024_semester_ii_l:integer", "penduduk_2024_semester_ii_p:integer"],
        [["Kuaro", "1", "2", "3", "4"]],
    ),
    "the sum of each kecamatan below its villages": (
        [["PENDUDUK MENURUT DESA"], [], ["Kecamatan", "Desa", "L", "P"], ["Kuaro", "Contoh A", 10, 11], [N, "Contoh B", 20, 19],
         ["JUMLAH KUARO", N, 30, 30], ["Muara Samu", "Contoh C", 5, 6], ["JUMLAH MUARA SAMU", N, 5, 6], ["JUMLAH", N, 35, 36]],
        ("A4:A5",),
        ["kecamatan:text", "desa:text", "l:integer", "p:integer"],
        [["Kuaro", "Contoh A", "10", "11"], ["Kuaro", "Contoh B", "20", "19"], ["Muara Samu", "Contoh C", "5", "6"]],
    ),
    "three who sign side by side": (
        [["No", "Kecamatan", "L", "P", "Total"], [1, "Kuaro", 1, 2, 3], [2, "Long Ikis", 3, 4, 7], [],
         ["Mengetahui", N, "Diperiksa", N, "Dibuat"], ["Kadis", N, "Kabid", N, "Staf"], [], ["(nama)", N, "(nama)", N, "(nama)"]],
        (),
        ["no:integer", "kecamatan:text", "l:integer", "p:integer", "total:integer"],
        [["1", "Kuaro", "1", "2", "3"], ["2", "Long Ikis", "3", "4", "7"]],
    ),
    "signatures side by side, whose NIP are numbers to the spreadsheet": (
        [["No", "Kecamatan", "L", "P"], [1, "Kuaro", 1, 2], [2, "Long Ikis", 3, 4], [N, "Mengetahui,", N, "Tanah Grogot, 3 Maret 2025"],
         [N, "Kepala Dinas Contoh", N, "Kepala Bidang"], [], [], [N, "(NAMA CONTOH)", N, "(NAMA CONTOH)"], ["NIP", 197001011995031001, "NIP", 197501011999031002]],
        (),
        ["no:integer", "kecamatan:text", "l:integer", "p:integer"],
        [["1", "Kuaro", "1", "2"], ["2", "Long Ikis", "3", "4"]],
    ),
    "a legend of the marks below": (
        [["No", "Desa", "Status"], [1, "Contoh A", "B"], [2, "Contoh B", "S"], [], [N, "Keterangan:"], [N, "B", "Baik"], [N, "S", "Sedang"]],
        (),
        ["no:integer", "desa:text", "status:text"],
        [["1", "Contoh A", "B"], ["2", "Contoh B", "S"]],
    ),
}
# fmt: on


@pytest.mark.parametrize("name", FILES)
def test_a_workbook_becomes_its_table(name, written, table):
    rows, merges, columns, expected = FILES[name]
    assert table(written({"Data": rows}, merges)) == (columns, expected)


def test_the_best_of_several_sheets_is_read(written, table):
    path = written({"Sampul": [["DATA CONTOH"]], "2024": [["a", "b"], ["x", 1], ["y", 2]]})
    assert table(path) == (["a:text", "b:integer"], [["x", "1"], ["y", "2"]])


def test_one_of_the_sheets_of_the_years_can_be_asked_for(written, table):
    sheets = {f"Tahun {year}": [["Desa", "KK"], ["Contoh", year - 1900]] for year in (2022, 2023, 2024)}
    path = written(sheets)
    assert [table(path, name)[1] for name in sheets] == [
        [["Contoh", "122"]],
        [["Contoh", "123"]],
        [["Contoh", "124"]],
    ]


def test_days_that_are_only_serial_numbers_stay_numbers(written, table):
    path = written({"Data": [["Kegiatan", "Tanggal"], ["Rapat", 45657]]})
    assert table(path) == (["kegiatan:text", "tanggal:integer"], [["Rapat", "45657"]])


def test_the_results_of_formulas_are_the_values(tmp_path, table):
    with xlsxwriter.Workbook(tmp_path / "data.xlsx") as workbook:
        page = workbook.add_worksheet("Data")
        for n, row in enumerate([["Desa", "Ke", "Hasil"], [1, 2], [3, 4]]):
            page.write_row(n, 0, row)
        page.write_formula("C2", "=A2+B2", None, 3)
        page.write_formula("C3", "=A3&B3", None, "34")
    assert table(tmp_path / "data.xlsx")[1] == [["1", "2", "3"], ["3", "4", "34"]]
