"""Claims about figures in cells that are merged over several rows."""

from __future__ import annotations

import pytest

from ckanext.paser.tables.reading.child import read_file

from .conftest import shown, xls, xlsx

N = None
ROWS = [["No", "Ruas", "Anggaran"], [1, "A", 500], [2, "B", N], [3, "C", 70], ["", "Jumlah", 570]]


def told(path):
    notes = read_file(path, None, path.parent).reading.notes
    return [note.params for note in notes if note.code == "merged_figures"]


@pytest.mark.parametrize(("write", "name"), [(xlsx, "file.xlsx"), (xls, "file.xls")])
def test_they_are_read_once_and_told(tmp_path, write, name):
    write(tmp_path / name, {"Data": ROWS}, merges=["C2:C3"])
    assert [row[2] for row in shown(tmp_path / name)[1]] == ["500", "", "70"]
    (params,) = told(tmp_path / name)
    assert params == {"column": "Anggaran", "field": "anggaran", "count": 1, "row": 2}


def test_the_sentence_says_what_to_do(tmp_path):
    xlsx(tmp_path / "file.xlsx", {"Data": ROWS}, merges=["C2:C3"])
    notes = read_file(tmp_path / "file.xlsx", None, tmp_path).reading.notes
    (said,) = [note.fact.format(**note.params) for note in notes if note.code == "merged_figures"]
    assert said.startswith(
        'Column "Anggaran": figures in cells that are merged over several rows: 1, the first in row 2.'
    )


@pytest.mark.parametrize(
    ("rows", "merges"),
    [
        (ROWS, []),
        (ROWS, ["A1:A1", "B5:C5"]),
        ([["No", "Ruas", "Hasil"], [1, "A", 5], [N, "B", 6], [2, "C", 7]], ["A2:A3"]),
        ([["Kecamatan", "Desa", "Hasil"], ["Kuaro", "A", 5], [N, "B", 6], ["Ikis", "C", 7]], ["A2:A3"]),
        ([["Tahun", "Desa", "Hasil"], [2023, "A", 5], [N, "B", 6], [2024, "C", 7]], ["A2:A3"]),
    ],
)
def test_words_years_and_numbers_of_rows_are_none(tmp_path, rows, merges):
    xlsx(tmp_path / "file.xlsx", {"Data": rows}, merges=[area for area in merges if area != "A1:A1"])
    assert told(tmp_path / "file.xlsx") == []
