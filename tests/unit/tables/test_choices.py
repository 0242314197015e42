"""Claims about what a person chose for a column, in both engines."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter

from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.reading.grid import Table
from ckanext.paser.tables.reading.reader import open_table
from ckanext.paser.tables.rules.choices import Choice
from ckanext.paser.tables.rules.kinds import Type

LARGE = pytest.mark.parametrize("large", [0, 1 << 40], ids=["large", "small"])


def column(
    folder: Path, cells: list[str], large: int, *, header: str = "nilai", **asked: Mapping[str, object]
) -> Table:
    path = folder / "file.csv"
    path.write_text(f"nama;{header}\n" + "".join(f"baris;{cell}\n" for cell in cells), encoding="utf-8")
    return read_file(path, None, folder, large, **asked)


def values(table: Table, folder: Path) -> list[str]:
    with (folder / "rows").open("w+b") as out:
        table.write(out.fileno())
        out.seek(0)
        return [row[2] for row in csv.reader(io.StringIO(out.read().decode(), newline=""))]


READ = [
    (Choice(Type.NUMBER, "id"), ["1.234", "2.345"], ("number", ["1234", "2345"])),
    (Choice(Type.NUMBER, "en"), ["1.234", "2.345"], ("number", ["1.234", "2.345"])),
    (Choice(Type.NUMBER, "en"), ["1,234", "2,345"], ("number", ["1234", "2345"])),
    (Choice(Type.NUMBER, "mesin"), ["1.234", "2.345"], ("number", ["1.234", "2.345"])),
    (Choice(Type.INTEGER, "id"), ["1.234", "2.345"], ("integer", ["1234", "2345"])),
    (Choice(Type.INTEGER), ["1.234", "2.345"], ("integer", ["1234", "2345"])),
    (Choice(Type.NUMBER), ["1", "2"], ("number", ["1", "2"])),
    (Choice(Type.NUMBER), ["0", "5,5%"], ("number", ["0", "5.5"])),
    (Choice(format="id"), ["1.234", "2.345"], ("integer", ["1234", "2345"])),
    (Choice(format="en"), ["1,234", "2,345"], ("integer", ["1234", "2345"])),
    (Choice(Type.TEXT), ["1", "dua"], ("text", ["1", "dua"])),
    (Choice(Type.CODE), ["1", "02"], ("code", ["1", "02"])),
    (Choice(Type.DATE), ["31/12/2024", "01/02/2024"], ("date", ["2024-12-31", "2024-02-01"])),
    (Choice(Type.DATE, "en"), ["12/31/2024", "01/02/2024"], ("date", ["2024-12-31", "2024-01-02"])),
    (Choice(Type.BOOLEAN), ["Ya", "Tidak"], ("boolean", ["true", "false"])),
    (Choice(Type.INTEGER, missing=("9999", " X ")), ["5", "9999", "x"], ("integer", ["5", "", ""])),
    (Choice(missing=("tidak ada",)), ["5", "Tidak ada", "-"], ("integer", ["5", "", ""])),
    (Choice(missing=("tidak\u00a0ada",)), ["5", "tidak\u00a0ada", "-"], ("integer", ["5", "", ""])),
    (Choice(Type.DATE), ["", ""], ("date", ["", ""])),
]


@LARGE
@pytest.mark.parametrize(("choice", "cells", "expected"), READ)
def test_a_column_is_what_was_chosen_for_it(choice, cells, expected, large, tmp_path):
    table = column(tmp_path, cells, large, choices={"nilai": choice})
    assert (table.reading.columns[1].type, values(table, tmp_path)) == expected


@LARGE
@pytest.mark.parametrize("type_", [Type.TEXT, Type.NUMBER])
def test_a_choice_goes_before_what_the_header_says(type_, large, tmp_path):
    table = column(tmp_path, ["12", "13"], large, header="kode", choices={"kode": Choice(type_)})
    assert table.reading.columns[1].type == type_.value


@LARGE
def test_a_choice_is_kept_by_the_name_that_is_public(large, tmp_path):
    header = "Nilai 6401015708900001 x"
    (name,) = [one.id for one in column(tmp_path, ["12"], large, header=header).reading.columns[1:]]
    table = column(tmp_path, ["12"], large, header=header, choices={name: Choice(Type.TEXT)})
    assert (name, table.reading.columns[1].type) == ("nilai_x", "text")


@LARGE
@pytest.mark.parametrize(
    ("choice", "code", "fact"),
    [
        (Choice(Type.INTEGER), "not_an_integer", '"1.23O" is not a whole number (1 such cells).'),
        (
            Choice(Type.NUMBER, "id"),
            "not_a_number",
            '"1.23O" is not a number written 1.234,5 (1 such cells).',
        ),
        (Choice(Type.DATE), "not_a_date", '"4" is not a date (2 such cells).'),
    ],
)
def test_a_value_that_is_not_as_chosen_ends_the_reading_with_its_place(choice, code, fact, large, tmp_path):
    with pytest.raises(ProblemError) as caught:
        column(tmp_path, ["4", "1.23O"], large, choices={"nilai": choice})
    told = worded(caught.value.problem)
    row = 2 if choice.type is Type.DATE else 3
    assert (told["code"], told["where"], told["fact"], told["remedy"]) == (
        code,
        f'Row {row}, column "nilai"',
        fact,
        "Correct the cell, or choose text for this column.",
    )


@LARGE
def test_blank_lines_are_counted_in_the_place_of_a_value(large, tmp_path):
    (tmp_path / "file.csv").write_text("nama,nilai\na,1\n\n\nb,x\n", encoding="utf-8")
    with pytest.raises(ProblemError, match="Row 5"):
        read_file(tmp_path / "file.csv", None, tmp_path, large, choices={"nilai": Choice(Type.INTEGER)})


def test_a_value_that_is_not_as_chosen_is_told_with_its_sheet(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "file.xlsx") as workbook:
        sheet = workbook.add_worksheet("Data")
        for n, row in enumerate([["nama", "jumlah"], ["Kuaro", 5], ["Ikis", "1.23O"]]):
            sheet.write_row(n, 0, row)
    with pytest.raises(ProblemError, match=r'Sheet "Data", row 3, column "jumlah": "1\.23O" is not a whole'):
        read_file(tmp_path / "file.xlsx", None, tmp_path, choices={"jumlah": Choice(Type.INTEGER)})


def test_a_number_among_percentages_is_not_said_to_be_no_number(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "file.xlsx") as workbook:
        sheet, percent = workbook.add_worksheet("Data"), workbook.add_format({"num_format": "0%"})
        sheet.write_row("A1", ["nama", "miskin"])
        for row, cells in enumerate([(0.5, percent), (0.25, percent), (7,)], 1):
            sheet.write(row, 1, *cells)
    with pytest.raises(ProblemError, match='row 4.*: "7" is not shown as a percentage, as others are'):
        read_file(tmp_path / "file.xlsx", None, tmp_path, choices={"miskin": Choice(Type.NUMBER)})


def test_a_persons_number_is_not_repeated_in_what_is_wrong(tmp_path):
    (tmp_path / "file.csv").write_text("nama;tanggal\na;6401010101700001\n", encoding="utf-8")
    asked = {"choices": {"tanggal": Choice(Type.DATE)}}
    with pytest.raises(ProblemError) as caught, open_table(tmp_path / "file.csv", **asked):
        pass
    assert caught.value.problem.params["value"] == "•••"


@LARGE
@pytest.mark.parametrize(
    ("last", "type_", "read"),
    [
        ("bare_id", "integer", ["1234", "2345"]),
        ("integer_id", "integer", ["1234", "2345"]),
        ("decimal", "number", ["1.234", "2.345"]),
        ("integer", "text", ["1.234", "2.345"]),
        ("", "text", ["1.234", "2.345"]),
    ],
)
def test_a_column_that_reads_two_ways_is_read_as_in_the_last_release(last, type_, read, large, tmp_path):
    table = column(tmp_path, ["1.234", "2.345"], large, last={"nilai": last})
    assert (table.reading.columns[1].type, values(table, tmp_path)) == (type_, read)


@LARGE
@pytest.mark.parametrize(
    ("last", "other", "type_"),
    [
        ("bare_id", "12,5", "integer"),
        ("decimal", "12,5", "text"),
        ("bare_id", "1,234.5", "text"),
        ("decimal", "1,234.5", "number"),
        ("", "12,5", "integer"),
    ],
)
def test_the_last_release_and_the_other_columns_decide_together_or_not_at_all(
    last, other, type_, large, tmp_path
):
    (tmp_path / "file.csv").write_text(
        f"nama;nilai;lain\na;1.234;{other}\nb;2.345;{other}\n", encoding="utf-8"
    )
    table = read_file(tmp_path / "file.csv", None, tmp_path, large, last={"nilai": last})
    told = {note.code for note in table.reading.notes}
    assert (table.reading.columns[1].type, "ambiguous_number" in told) == (type_, type_ == "text")


@LARGE
@pytest.mark.parametrize(("last", "read"), [("bare_id", "1234"), ("decimal", "1.234")])
def test_as_what_the_last_release_has_it_read_is_told(last, read, large, tmp_path):
    (note,) = column(tmp_path, ["1.234", "2.345"], large, last={"nilai": last}).reading.notes
    assert worded(note)["fact"] == f'Column "nilai": "1.234" is read as {read}, as in the last release.'


@LARGE
def test_what_reads_one_way_only_is_not_read_as_in_the_last_release(large, tmp_path):
    assert values(column(tmp_path, ["1.5", "2.5"], large, last={"nilai": "bare_id"}), tmp_path) == [
        "1.5",
        "2.5",
    ]


@LARGE
def test_a_choice_goes_before_the_last_release(large, tmp_path):
    asked = {"choices": {"nilai": Choice(Type.NUMBER, "en")}, "last": {"nilai": "bare_id"}}
    assert values(column(tmp_path, ["1.234"], large, **asked), tmp_path) == ["1.234"]


@LARGE
def test_a_column_carries_the_kind_that_it_was_read_by(large, tmp_path):
    assert column(tmp_path, ["1.234,5", "2"], large).reading.columns[1].kind == "bare_id"


@LARGE
def test_both_meanings_of_a_column_that_reads_two_ways_are_told(large, tmp_path):
    (note,) = column(tmp_path, ["5", "1.234"], large).reading.notes
    assert worded(note)["fact"].startswith('Column "nilai" stays text: "1.234" can mean 1234 or 1.234.')


def test_choices_reach_the_process_that_reads(tmp_path):
    (tmp_path / "file.csv").write_text("nama;nilai\na;1.234\nb;x\n", encoding="utf-8")
    choice = Choice(Type.NUMBER, "id", missing=("x",))
    with open_table(tmp_path / "file.csv", choices={"nilai": choice}) as opened:
        assert b"".join(opened.chunks()) == b"1,a,1234\n2,b,\n"
