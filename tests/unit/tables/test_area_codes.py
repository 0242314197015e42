"""Claims about columns whose values are codes of areas, whatever their header says, in both engines."""

from __future__ import annotations

import pytest

from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.rules import dictionary
from ckanext.paser.tables.rules.choices import Choice
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Column

from .conftest import as_csv, xlsx

KEMENDAGRI = [f"64.01.{n:02}" for n in range(1, 11)]
BPS = ["6401010", "6401022", "6401030", "6401040"]
OF_KEMENDAGRI = "The values are codes of areas of Kemendagri; they are kept as they are."
OF_BPS = "The values are codes of areas of BPS; they are kept as they are."


@pytest.fixture
def column(tmp_path, large):
    """The columns of a table by some headers and the cells below them."""

    def columns(labels: list[str], *cells: list[str], **asked: object) -> dict[str, Column]:
        path = as_csv(tmp_path / "file.csv", [labels, *map(list, zip(*cells, strict=True))])
        reading = read_file(path, None, tmp_path, large, **asked).reading
        return {one.id: one for one in reading.columns}

    return columns


@pytest.mark.parametrize("header", ["Kode", "ID", "Kd", "BPS", "Daerah Layanan"])
@pytest.mark.parametrize(
    ("codes", "reason"),
    [
        (KEMENDAGRI, OF_KEMENDAGRI),
        (["64.01.01.2009", "64.01.05.1001"], OF_KEMENDAGRI),
        (BPS, OF_BPS),
        ([*BPS, "6401"], OF_BPS),
    ],
)
def test_codes_of_the_list_are_the_column_of_areas_whatever_its_header(column, header, codes, reason):
    found = column([header, "Nilai"], codes, ["5"] * len(codes))
    (first, _) = found.values()
    assert (first.type, first.role, first.reason) == ("code", "wilayah", reason)


def test_one_slip_of_ten_values_does_not_hide_them(column):
    kept = column(["Kode", "Nilai"], [*KEMENDAGRI[:9], "64.71.01"], ["1"] * 10)["kode"]
    lost = column(["Kode", "Nilai"], [*KEMENDAGRI[:8], "64.71.01", "x"], ["1"] * 10)["kode"]
    assert (kept.type, kept.role, lost.role) == ("code", "wilayah", "")


@pytest.mark.parametrize(
    ("header", "values", "type_"),
    [
        ("Kode", ["01", "02", "03"], "code"),
        ("Kode Rekening", ["5.1.02", "5.1.03"], "code"),
        ("Kode Tujuan", KEMENDAGRI[:3], "code"),
        ("Persentase", ["64.01", "64.01"], "number"),
        ("Nilai", ["6401", "6401"], "integer"),
        ("Nilai", ["6401010", "7250300", "6401030"], "integer"),
        ("Kode", ["640101", "640102"], "code"),
    ],
)
def test_any_other_column_is_what_it_was(column, header, values, type_):
    (found, _) = column([header, "Lain"], values, ["5"] * len(values)).values()
    assert (found.type, found.role) == (type_, "")


def test_one_column_of_areas_is_enough_and_one_that_says_so_in_its_header_comes_first(column):
    both = column(["Kode", "BPS"], KEMENDAGRI[:2], BPS[:2])
    named = column(["BPS", "Kode Wilayah"], BPS[:2], KEMENDAGRI[:2])
    assert [one.role for one in both.values()] == ["wilayah", ""]
    assert [one.role for one in named.values()] == ["", "wilayah"]


def test_what_a_person_chose_for_its_type_leaves_it_the_column_of_areas(column):
    found = column(["Kode", "Nilai"], KEMENDAGRI[:3], ["1", "2", "3"], choices={"kode": Choice(Type.CODE)})
    assert (found["kode"].type, found["kode"].role) == ("code", "wilayah")


def test_numbers_of_a_workbook_are_codes_of_bps(tmp_path):
    rows = [["No. Kec.", "Nilai"], *([float(code), 5] for code in BPS)]
    xlsx(tmp_path / "a.xlsx", {"Data": rows})
    (first, _) = read_file(tmp_path / "a.xlsx", None, tmp_path).reading.columns
    assert (first.type, first.role) == ("code", "wilayah")


KODE = Column("kode", "Kode", "code", role="wilayah")


def test_the_role_stands_in_the_dictionary_until_the_file_or_a_person_says_otherwise():
    entry = dictionary.parse(dictionary.renewed(KODE, {}))
    other = dictionary.parse(dictionary.renewed(Column("kode", "Kode", "code"), entry))
    decided = dictionary.parse(dictionary.reworded(entry, {"id": "kode", "peran": "dimensi"}))
    again = dictionary.parse(dictionary.reworded(decided, None))
    told = [dictionary.column("kode", "text", one).role for one in (entry, other, decided, again)]
    assert told == ["wilayah", "dimensi", "dimensi", "wilayah"]
