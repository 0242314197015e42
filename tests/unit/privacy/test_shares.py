"""Claims about shares and rates beside the people that they are of: they are small counts where these are. DATA CONTOH."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.paser.privacy.rules.shares import times
from ckanext.paser.privacy.rules.treatment import Treatment
from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.reading.reader import open_table

ENGINES = pytest.mark.parametrize("large", [0, 1 << 40], ids=["duckdb", "python"])
HEADER = "Desa;Penduduk;Persentase HIV"


def found(folder: Path, header: str, rows: list[str], large: int = 1 << 40) -> list[tuple]:
    path = folder / "data.csv"
    path.write_text("\n".join([header, *(f"Contoh {chr(65 + n)};{row}" for n, row in enumerate(rows))]))
    told = read_file(path, None, folder, large).scan()
    return [(one.kind, one.severity, one.fields, one.cells) for one in told]


def hold(*cells: str, field: str = "persentase_hiv") -> list[tuple]:
    return [("sel_kecil", "hold", (field,), cells)]


@ENGINES
def test_per_cents_that_give_back_one_to_four_people_hold(tmp_path, large):
    rows = ["400;0,25", "400;0,50", "400;0,75", "400;2,50", "400;0", "400;1", "400;1,12"]
    assert found(tmp_path, HEADER, rows, large) == hold("C2", "C3", "C4", "C7", "C8")


@ENGINES
@pytest.mark.parametrize(
    ("header", "row", "field"),
    [
        ("Desa;Jumlah Penduduk;Kasus TB per 1.000 Penduduk", "2.000;1,50", "kasus_tb_per_1_000_penduduk"),
        ("Desa;Jumlah Balita;Prevalensi Stunting (%)", "80;2,5%", "prevalensi_stunting_persen"),
        ("Desa;Penduduk (Jiwa);% Disabilitas", "1.600 jiwa;0.13", "persen_disabilitas"),
        ("Kelompok Umur;Penduduk;HIV per 100.000", "40000;7.5", "hiv_per_100_000"),
    ],
)
def test_so_do_rates_by_what_their_header_says_that_they_are_times(tmp_path, header, row, field, large):
    told = found(tmp_path, header, [row, row.replace("1.600", "91.600")], large)
    assert [(kind, severity, cells[0]) for kind, severity, _, cells in told] == [("sel_kecil", "hold", "C2")]


@ENGINES
@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (HEADER, ["40000;0,25", "12000;1,1"]),
        ("Desa;Penduduk;Persentase Sarjana", ["400;0,25", "400;0,5"]),
        ("Desa;Luas;Persentase HIV", ["400;0,25", "400;0,5"]),
        ("Desa;Jumlah Sekolah;Persentase HIV", ["400;0,25", "400;0,5"]),
        ("Desa;Penduduk;Kasus HIV;Persentase HIV", ["400;12;3", "400;9;2,25"]),
        ("Desa;Penduduk;Cakupan Imunisasi Campak (%)", ["400;0,25", "400;0,5"]),
    ],
)
def test_shares_of_many_people_of_no_sensitive_subject_or_beside_their_counts_are_none(
    tmp_path, header, rows, large
):
    assert found(tmp_path, header, rows, large) == []


def test_by_kecamatan_they_are_a_hint_like_counts(tmp_path):
    told = found(tmp_path, "Kecamatan;Penduduk;Persentase HIV", ["400;0,25", "400;5,5"])
    assert told == [("sel_kecil", "warn", ("persentase_hiv",), ("C2",))]


def test_they_are_emptied_and_what_sums_them_up_too(tmp_path):
    path = tmp_path / "data.csv"
    rows = ["A;400;0,25", "B;400;5,00", "C;1000;3,00", "Kecamatan Contoh;1800;2,83"]
    path.write_text("\n".join([HEADER, *rows]))
    with open_table(path, treatment=Treatment(True, suppress=("persentase_hiv",))) as opened:
        shown = [row[1:] for row in csv.reader(b"".join(opened.chunks()).decode().splitlines())]
    assert shown == [
        ["A", "400", ""],
        ["B", "400", "5.00"],
        ["C", "1000", "3.00"],
        ["Kecamatan Contoh", "1800", ""],
    ]


def test_per_cents_that_a_spreadsheet_shows_of_fractions_are_told_and_emptied_too(tmp_path):
    path = tmp_path / "data.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, shown = book.add_worksheet("Data"), book.add_format({"num_format": "0.00%"})
        sheet.write_row(0, 0, HEADER.split(";"))
        for n, (people, cases) in enumerate([(400, 1), (400, 3), (1000, 30), (900, 45)], 1):
            sheet.write_row(n, 0, [f"Contoh {n}", people])
            sheet.write_number(n, 2, cases / people, shown)
    (told,) = read_file(path, None, tmp_path).scan()
    assert (told.fields, told.cells, told.holds) == (("persentase_hiv",), ("C2", "C3"), True)
    with open_table(path, treatment=Treatment(True, suppress=told.fields)) as opened:
        rows = csv.reader(b"".join(opened.chunks()).decode().splitlines())
        assert [row[-1] for row in rows] == ["", "", "3", "5"]


@pytest.mark.parametrize(
    ("label", "of"),
    [
        ("Kasus per 1.000 penduduk", (1000,)),
        ("IR per 100000", (100_000,)),
        ("TB per 10.000", (10_000,)),
        ("Persentase", (100, 1)),
    ],
)
def test_what_a_share_is_times_stands_in_its_header(label, of):
    assert times(label) == of


PEOPLE = st.one_of(
    st.integers(0, 5000).map(str), st.sampled_from(["1.250", "400 jiwa", "400,0", "-", "", "4e2"])
)
SHARE = st.one_of(
    st.decimals(0, 9, places=2).map(lambda one: str(one).replace(".", ",")),
    st.sampled_from(["0.25", "0,25%", "1", "-", "", "0,25 ", "x"]),
)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(PEOPLE, SHARE), min_size=1, max_size=12), st.sampled_from(["%", "per 1.000"]))
def test_both_engines_find_the_same(rows, unit):
    with tempfile.TemporaryDirectory() as folder:
        lines = [";".join(row) for row in rows]
        header = f"Desa;Penduduk;HIV {unit}"
        assert found(Path(folder), header, lines, 0) == found(Path(folder), header, lines)
