"""Claims about how often a large text file is gone through."""

from __future__ import annotations

import pytest

from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading import source
from ckanext.paser.tables.reading.child import read_file

from .conftest import shown

ODD = ["1.234,5 ", "-", "Rp 2.000,-", "(3.000)", " 4,25"]


def test_a_last_row_of_one_digit_without_a_line_end_is_written(tmp_path):
    path = tmp_path / "file.csv"
    path.write_bytes(b"a,b\n1,2\n7,")
    assert shown(path, large=0)[1] == [["1", "2"], ["7", ""]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"], ids=["as it is", "as Windows writes", "made even"])
def test_a_row_of_several_shapes_of_megabytes_is_read(tmp_path, end):
    path, shape = tmp_path / "file.csv", ("116.1 -1.9 " * 350_000).strip()
    path.write_text(f'desa,batas,jalan{end}Contoh A,"{shape}","{shape}"{end}Contoh B,-,-{end}', newline="")
    assert shown(path)[1] == [["Contoh A", shape, shape], ["Contoh B", "", ""]]


def test_a_row_longer_than_can_be_held_is_told_with_its_line(tmp_path):
    path, shape = tmp_path / "file.csv", ("116.1 -1.9 " * 450_000).strip()
    path.write_text(
        "\n".join(["desa,a,b,c,d,e", "Contoh A,1,2,3,4,5", "Contoh B" + f",{shape}" * 5]), newline=""
    )
    with pytest.raises(ProblemError) as told:
        read_file(path, None, tmp_path)
    assert (told.value.problem.code, told.value.problem.params) == ("long_line", {"line": 3, "most": 20})


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


def test_codes_of_areas_are_known_in_the_pass_in_which_all_is_counted(tmp_path, asked):
    def passes_with(header: str) -> int:
        path = tmp_path / f"{header}.csv"
        rows = [f"{n},64.01.{n % 10 + 1:02},{n}" for n in range(20)]
        path.write_text("\n".join([f"No,{header},Nilai", *rows, ""]), encoding="utf-8")
        asked.clear()
        read_file(path, None, path.parent, large=0)
        return len(asked)

    assert passes_with("Kode Wilayah") == passes_with("Tempat") == passes_with("Kode Asal")


@pytest.mark.parametrize("marks", [(), ("0",)])
def test_a_cell_that_is_blank_is_no_mark_and_one_that_is_a_mark_is_counted(tmp_path, marks):
    path = tmp_path / "file.csv"
    path.write_text('Nama,Nilai\nA,-\nB,""\nC," "\nD,N/A\nE,5 \n', encoding="utf-8")
    small, large = (read_file(path, None, tmp_path, size).reading for size in (1 << 40, 0))
    assert small == large
    assert [note.params["count"] for note in large.notes if note.code == "missing"] == [2]


@pytest.mark.parametrize(
    ("content", "is_plain"),
    [
        ("a,b\nx,1\ny,\n", True),
        ("a,b\r\nx,1\r\ny,\r\n", True),
        ("a,b\nx,1\n\\y,2\n", False),
        ('a,b\nx,1\n"y",2\n', False),
        ("a;b\nx;1\ny;2\n", False),
        ("a,b\nx,1\ny,-\n", False),
    ],
    ids=["as it is", "as Windows writes", "a backslash", "quoted", "other separators", "a mark"],
)
def test_lines_are_taken_for_text_of_copy_where_nothing_in_them_would_be_an_escape(
    tmp_path, content, is_plain
):
    path = tmp_path / "file.csv"
    path.write_text(content, newline="")
    assert read_file(path, None, tmp_path, large=0).plain == is_plain
