"""Claims about what notes quote of a file whose table was decided to show less. Invented people (DATA CONTOH)."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from ckanext.paser.privacy.rules.treatment import Treatment
from ckanext.paser.tables.reading.child import read_file, scanned
from ckanext.paser.tables.rules.report import impersonal, unquoted

PEOPLE = [
    [f"{name} Contoh", f"Jl. Contoh {n}", "TB paru"]
    for n, name in enumerate(["Siti", "Budi", "Ahmad", "Rina"])
]
ROWS = [
    ["DAFTAR PASIEN"],
    ["Kontak: Siti Contoh, Jl. Contoh RT 02"],
    ["Nama", "Alamat", "Diagnosa"],
    *PEOPLE,
    [],
    ["Catatan: Budi Contoh (HIV) pindah ke Jl. Mawar RT 03"],
]


def noticed(folder: Path, treatment: Treatment, hidden: bool = False) -> list[dict]:
    path = folder / "file.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        for n, row in enumerate(ROWS):
            sheet.write_row(n, 0, row)
        if hidden:
            other = book.add_worksheet("Lain")
            other.write_column(0, 0, ["a", "b"])
            other.hide()
    table = scanned(read_file(path, "Data", folder), treatment, folder)
    return [note.as_dict() for note in (*table.reading.notes, *table.reading.problems)]


@pytest.mark.parametrize(
    ("treatment", "hidden"),
    [
        (Treatment(decided=True, drop=("nama", "alamat")), False),
        (Treatment(decided=True, mask=("nama", "alamat")), False),
        (Treatment(decided=True), False),
        (Treatment(), True),
    ],
)
def test_nobody_but_editors_reads_titles_and_notes_of_a_closed_file(tmp_path, treatment, hidden):
    notes = noticed(tmp_path, treatment, hidden)
    told = str(impersonal(notes))
    assert "Jl. Mawar" in str(notes)
    assert "Contoh" not in told
    assert {note["code"] for note in impersonal(notes)} == {note["code"] for note in notes}
    assert "closed" not in told


@pytest.mark.parametrize("treatment", [Treatment(), Treatment(override=True)])
def test_everybody_reads_those_of_a_file_that_is_public(tmp_path, treatment):
    notes = noticed(tmp_path, treatment)
    assert impersonal(notes) == notes


def test_of_a_file_that_became_no_table_titles_are_struck_out_like_cells(tmp_path):
    assert "Contoh" not in str(unquoted(noticed(tmp_path, Treatment())))
