"""Claims about rows of a text file that end before the last column, as those of a file that was cut off do."""

from __future__ import annotations

import pytest

from ckanext.paser.tables.reading.child import read_file

HEAD = "Data Contoh\n\nDesa;KK;Jiwa\n"


@pytest.fixture(params=["small", "large"])
def told(request, tmp_path):
    """What is told of a text's short rows: their number and the row of the first."""

    def read(text: str, long: bool = False):
        (tmp_path / "file.csv").write_text(text, encoding="utf-8")
        large = 0 if request.param == "large" else 1 << 40
        notes = read_file(tmp_path / "file.csv", None, tmp_path, large, long=long).reading.notes
        return [(note.params["count"], note.params["row"]) for note in notes if note.code == "short_rows"]

    return read


def test_they_are_counted_with_the_first_of_them(told):
    rows = ["Contoh A;5;20", "Contoh B;6", "Contoh C;7;28", "Contoh D", "Contoh E;9;36", "Contoh F;1"]
    assert told(HEAD + "\n".join(rows)) == [(3, 5)]


def test_blank_rows_totals_and_notes_are_none(told):
    rows = ["Contoh A;5;20", "", "Contoh B;6;24", "Jumlah;11", "", "Sumber: DATA CONTOH 2024", ""]
    assert told(HEAD + "\n".join(rows)) == []


def test_a_value_that_is_empty_is_none(told):
    assert told(HEAD + "Contoh A;5;\nContoh B;;20\nContoh C;7;21\n") == []


def test_columns_without_a_header_are_not_asked_for(told):
    assert told("Desa;KK;;\nContoh A;5\nContoh B;6\n") == []


def test_rows_of_the_long_form_are_counted_as_they_stand_in_the_file(told):
    assert told("Desa;2021;2022\nContoh A;5;6\nContoh B;7\nContoh C;8;9\n", long=True) == [(1, 3)]
