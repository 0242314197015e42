"""Claims about how often a large text file is gone through."""

from __future__ import annotations

import pytest

from ckanext.paser.tables.reading import source
from ckanext.paser.tables.reading.child import read_file

ODD = ["1.234,5 ", "-", "Rp 2.000,-", "(3.000)", " 4,25"]


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """The questions to DuckDB that are answered from the file itself."""
    found: list[str] = []
    execute = source.Source.all

    def noted(source: source.Source, query: str):
        if "source" in query:
            found.append(query)
        return execute(source, query)

    monkeypatch.setattr(source.Source, "all", noted)
    return found


def passes(path, width, asked) -> int:
    head = ";".join(f"Nilai {i}" for i in range(width))
    rows = [";".join([str(i), *([ODD[i % 5]] * (width - 1))]) for i in range(20)]
    path.write_text("\n".join([head, *rows, "Jumlah" + ";" * (width - 1), ""]), encoding="utf-8")
    asked.clear()
    read_file(path, None, path.parent, large=0)
    return len(asked)


def test_a_messy_file_is_gone_through_as_often_whether_few_or_many_columns_need_cleaning(tmp_path, asked):
    assert passes(tmp_path / "few.csv", 2, asked) == passes(tmp_path / "many.csv", 20, asked)


@pytest.mark.parametrize("marks", [(), ("0",)])
def test_a_cell_that_is_blank_is_no_mark_and_one_that_is_a_mark_is_counted(tmp_path, marks):
    path = tmp_path / "file.csv"
    path.write_text('Nama,Nilai\nA,-\nB,""\nC," "\nD,N/A\nE,5 \n', encoding="utf-8")
    small, large = (read_file(path, None, tmp_path, size).reading for size in (1 << 40, 0))
    assert small == large
    assert [note.params["count"] for note in large.notes if note.code == "missing"] == [2]
