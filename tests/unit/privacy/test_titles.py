"""Claims about what a file is called: by itself, by its resource, by its dataset. Invented people (DATA CONTOH)."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from ckanext.paser.privacy.rules.treatment import Treatment
from ckanext.paser.privacy.scanning.looking import look_through
from ckanext.paser.privacy.scanning.records import scan_records
from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.reading.reader import open_table

Table = list[list[str]]

COUNTS = [["Desa", "Jumlah"], *([f"Contoh {n}", str(1 + n % 3)] for n in range(12))]
PEOPLE = [["No", "Nama", "Alamat", "Nominal"]] + [
    [str(n), f"{letter}ani Contoh", f"Jl. Contoh {n}", "300000"] for n, letter in enumerate("ABCDEFGH", 1)
]
SHARES = [
    ["Kecamatan", "Jumlah Penerima", "Nominal"],
    *([f"Contoh {n}", str(40 + n), str(900000 + n)] for n in range(9)),
]


def csv_file(path: Path, table: Table) -> Path:
    path.write_text("\n".join(";".join(row) for row in table), encoding="utf-8")
    return path


def workbook(path: Path, table: Table) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for n, row in enumerate(table):
            sheet.write_row(n, 0, row)
    return path


def geojson(path: Path, table: Table) -> Path:
    features = [
        {"type": "Feature", "properties": dict(zip(table[0], row, strict=True)), "geometry": None}
        for row in table[1:]
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


WAYS = {
    "csv python": (csv_file, 1 << 40),
    "csv duckdb": (csv_file, 0),
    "xlsx": (workbook, 0),
    "geojson": (geojson, 0),
}
Found = Callable[[Table, str], list[tuple[str, bool]]]


@pytest.fixture(params=WAYS)
def found(request, tmp_path) -> Found:
    write, large = WAYS[request.param]

    def scan(table: Table, title: str) -> list[tuple[str, bool]]:
        path = write(tmp_path / "file", table)
        return [(one.kind, one.holds) for one in read_file(path, None, tmp_path, large).scan([title])]

    return scan


@pytest.mark.parametrize(
    ("table", "title", "kind"),
    [
        (COUNTS, "kasus-hiv-per-desa-2024", "sel_kecil"),
        (COUNTS, "Kasus HIV per Desa 2024", "sel_kecil"),
        (PEOPLE, "daftar_pelanggan", "nama_alamat"),
        (PEOPLE, "daftar_penerima_blt", "nama_alamat nama_bantuan"),
        (PEOPLE, "Daftar Penerima BLT", "nama_alamat nama_bantuan"),
    ],
)
def test_what_a_file_is_called_tells_whom_it_is_about(found, table, title, kind):
    assert found(table, title) == [(one, True) for one in kind.split()]


@pytest.mark.parametrize(
    ("table", "title"),
    [
        (COUNTS, "Jumlah Posyandu per Desa"),
        (SHARES, "Daftar Penerima Bantuan per Kecamatan"),
        (SHARES, "Penerima BLT 2024"),
        (SHARES, "Kasus HIV per Kecamatan"),
    ],
)
def test_a_title_alone_holds_nothing(found, table, title):
    assert found(table, title) == []


@pytest.mark.parametrize(
    "title",
    ["Daftar Hotel", "Lokasi CCTV", "Kuliner Paser", "Daftar Ketua RT", "Data Faskes", "Cagar Budaya"],
)
def test_names_alone_beside_addresses_are_of_what_the_title_says(found, title):
    table = [["Nama", "Alamat"], *([row[1], row[2]] for row in PEOPLE[1:])]
    assert (found(table, title), found(table, "2024")) == ([], [("nama_alamat", True)])


@pytest.mark.parametrize(
    "title", ["Data Rutilahu", "BPNT 2024", "Data PKH", "BLT Desa", "Rumah Tidak Layak Huni"]
)
def test_a_title_of_aid_lists_those_who_get_it(found, title):
    table = [["Nama", "Alamat", "Jenis Bangunan"], *([row[1], row[2], "kayu"] for row in PEOPLE[1:])]
    assert found(table, title) == [("nama_alamat", True), ("nama_bantuan", True)]
    assert found([["Nama", "Alamat"], *([row[1], row[2]] for row in PEOPLE[1:])], "Agen BPNT") == []


def test_a_file_of_places_is_none_of_people_for_being_called_data(found):
    table = [["Alamat", "Lintang", "Bujur"], ["Jl. Contoh 1", "-1.912345", "116.112345"]]
    assert found(table, "Data Titik 2024") == [("koordinat", True)] * 2
    assert found(table, "Data Sekolah") == []


def test_the_sheets_beside_the_table_are_about_the_same(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "file.xlsx") as book:
        for name, table in (("Data", SHARES), ("Rincian", COUNTS)):
            sheet = book.add_worksheet(name)
            for n, row in enumerate(table):
                sheet.write_row(n, 0, row)
    (finding,) = read_file(tmp_path / "file.xlsx", "Data", tmp_path).scan(["Kasus HIV"])
    assert (finding.kind, finding.sheet) == ("sel_kecil", "Rincian")


def test_the_reading_process_hears_what_a_file_is_called(tmp_path):
    path = csv_file(tmp_path / "data.csv", COUNTS)
    with open_table(path, titles=["Kasus HIV"]) as opened:
        assert [one.kind for one in opened.reading.findings] == ["sel_kecil"]
    found, _ = look_through(path, path.name, is_table=True, sheet=None, titles=["Kasus HIV"])
    assert [one.kind for one in found] == ["sel_kecil"]


@pytest.mark.parametrize(
    ("archive", "member"),
    [("data", "hiv/kasus HIV.csv"), ("data", "hiv/2024.csv"), ("Kasus HIV", "2024.csv")],
)
def test_a_table_in_an_archive_is_called_by_its_place_there_and_by_the_archive(tmp_path, archive, member):
    with zipfile.ZipFile(tmp_path / "file.zip", "w") as target:
        target.write(csv_file(tmp_path / "x", COUNTS), member)
    found, _ = look_through(tmp_path / "file.zip", "file.zip", is_table=False, sheet=None, titles=[archive])
    assert [one.kind for one in found] == ["sel_kecil"]


def test_rows_that_are_written_are_about_what_their_table_is_called():
    row, labels = {"desa": "Contoh", "jumlah": 2}, {"desa": "Desa", "jumlah": "Jumlah"}
    refused = [scan_records([row], labels, Treatment(), titles) for titles in (["Kasus HIV"], ["Posyandu"])]
    assert [[one.column for one in some] for some in refused] == [["jumlah"], []]
