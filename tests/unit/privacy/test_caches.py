"""Claims about tables that a workbook keeps and does not show. Invented people (DATA CONTOH)."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from ckanext.paser.privacy.scanning.caches import scan_caches
from ckanext.paser.tables.reading.child import read_file

PEOPLE = [
    (f"{name} Contoh", f"Jl. Contoh {n} RT 02", "TB paru")
    for n, name in enumerate(["Siti", "Budi", "Ahmad", "Rina", "Joko", "Dewi", "Agus", "Maya"])
]
CARS = [(f"Mobil {n}", f"Ruang {n}", "baik") for n in range(8)]
HEADS = ("Nama Pasien", "Alamat", "Diagnosa")


def pivot(rows: list[tuple[str, ...]], heads: tuple[str, ...], *, inline: bool) -> dict[str, str]:
    """The parts of a pivot table's cache; its values stand in its rows, or once among those of a column."""
    fields, values = "", ""
    for head, column in zip(heads, zip(*rows, strict=True), strict=True):
        own = "" if inline else "".join(f"<s v='{value}'/>" for value in dict.fromkeys(column))
        fields += f"<cacheField name='{head}'><sharedItems>{own}</sharedItems></cacheField>"
    for row in rows:
        told = "".join(f"<s v='{value}'/>" if inline else "<x v='0'/>" for value in row)
        values += f"<r>{told}</r>"
    return {
        "xl/pivotCache/pivotCacheDefinition1.xml": f"<pivotCacheDefinition><cacheFields>{fields}</cacheFields></pivotCacheDefinition>",
        "xl/pivotCache/pivotCacheRecords1.xml": f"<pivotCacheRecords>{values}</pivotCacheRecords>",
    }


def link(rows: list[tuple[str, ...]], heads: tuple[str, ...]) -> dict[str, str]:
    """The part that remembers a sheet of another workbook."""
    told = ""
    for n, row in enumerate([heads, *rows], 1):
        cells = zip("ABC", row, strict=True)
        own = "".join(f"<cell r='{letter}{n}' t='str'><v>{value}</v></cell>" for letter, value in cells)
        told += f"<row r='{n}'>{own}</row>"
    sheet = f"<sheetDataSet><sheetData sheetId='0'>{told}</sheetData></sheetDataSet>"
    return {
        "xl/externalLinks/externalLink1.xml": f"<externalLink><externalBook>{sheet}</externalBook></externalLink>"
    }


def workbook(folder: Path, parts: dict[str, str]) -> Path:
    path = folder / "file.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        for n, row in enumerate([["Penyakit", "Jumlah"], ["TB", 30], ["HIV", 20], ["DBD", 44]]):
            sheet.write_row(n, 0, row)
    with zipfile.ZipFile(path, "a") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "parts",
    [pivot(PEOPLE, HEADS, inline=False), pivot(PEOPLE, HEADS, inline=True), link(PEOPLE, HEADS)],
    ids=["pivot", "pivot rows", "link"],
)
def test_people_in_a_table_that_is_not_shown_close_the_file_and_not_its_table(tmp_path, parts):
    found = read_file(workbook(tmp_path, parts), None, tmp_path).scan()
    assert {(one.kind, one.severity, one.column, one.fields) for one in found} == {
        (kind, "close", "hidden parts of the workbook", ()) for kind in ("nama_alamat", "nama_penyakit")
    }


@pytest.mark.parametrize(
    "parts",
    [
        pivot(CARS, ("Nama Barang", "Lokasi", "Kondisi"), inline=False),
        link(CARS, ("Nama Barang", "Lokasi", "Kondisi")),
    ],
    ids=["pivot", "link"],
)
def test_things_do_not(tmp_path, parts):
    assert scan_caches(workbook(tmp_path, parts)) == []
