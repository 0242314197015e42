"""Claims about what a package tells of the cells of its tables."""

from __future__ import annotations

import pytest

from ckanext.paser.exports.rules.constraints import declared, fitting, keys
from ckanext.paser.tables.rules.table import Column

CODE = Column("kode", "Kode", "code", role="wilayah")
YEAR = Column("tahun", "Tahun", "integer", role="waktu")
COUNT = Column("jumlah", "Jumlah", "number", role="ukuran")
DAY = Column("hari", "Hari", "date")
COLUMNS = (CODE, YEAR, COUNT, DAY)


def demands(column: str, **entry) -> dict:
    return declared(COLUMNS, {"kamus_data": [{"id": column, **entry}]}).get(column, {})


@pytest.mark.parametrize(
    ("column", "entry", "told"),
    [
        ("kode", {"batasan": {"required": True, "unique": False, "pattern": "(a+)+"}}, {"required": True}),
        ("jumlah", {"batasan": {"minimum": 0, "maximum": "1e3"}}, {"minimum": 0, "maximum": 1000}),
        ("jumlah", {"batasan": {"minimum": "banyak", "maximum": True}}, {}),
        ("hari", {"batasan": {"minimum": "2024-01-01"}}, {"minimum": "2024-01-01"}),
        ("hari", {"batasan": {"minimum": 2020, "maximum": True}}, {}),
        ("kode", {"batasan": {"minimum": "a"}}, {}),
        (
            "kode",
            {"value_domain": [{"kode": "1", "nilai": "Ya"}, {"kode": "", "nilai": "?"}]},
            {"enum": ["1"]},
        ),
        ("tahun", {"value_domain": [{"kode": "1"}, {"kode": "2"}]}, {"enum": [1, 2]}),
        ("tahun", {"value_domain": [{"kode": "a"}]}, {}),
        ("kode", {"batasan": {"enum": ["a", "b"]}}, {"enum": ["a", "b"]}),
        ("kode", {"kode_referensi": "icd10"}, {}),
        ("hilang", {"batasan": {"required": True}}, {}),
    ],
)
def test_a_dictionary_demands_what_table_schema_can_say_of_the_type(column, entry, told):
    assert demands(column, **entry) == told


def test_a_column_that_names_a_code_list_has_the_codes_of_it():
    codes = demands("kode", kode_referensi="wilayah_kemendagri")["enum"]
    assert ("64.01.04" in codes, "6401040" in codes, len(codes)) == (True, False, 155)


@pytest.mark.parametrize(("system", "code"), [("kemendagri", "64.01.04"), ("bps", "6401040")])
def test_so_does_the_column_that_maps_are_drawn_by(system, code):
    resource = {"kolom_wilayah": "kode", "sistem_kode_wilayah": system}
    assert code in declared(COLUMNS, resource)["kode"]["enum"]


def test_names_of_areas_are_no_code_list():
    assert declared(COLUMNS, {"kolom_wilayah": "kode", "sistem_kode_wilayah": "nama"}) == {}


def test_the_key_is_the_tables_own_else_the_identifiers_else_areas_times_and_dimensions():
    columns = (CODE, YEAR, Column("no", "No", "integer", key=True))
    assert keys(columns, {"kamus_data": [{"id": "kode", "peran": "pengenal"}]}) == [
        ["no"],
        ["kode"],
        ["tahun"],
    ]


ROWS = [("64.01.04", "2024", "1.5", "2024-01-01"), ("64.01.07", "2024", "2", "2024-06-01")]


@pytest.mark.parametrize(
    ("told", "cell", "kept"),
    [
        ({"required": True}, (2, ""), {}),
        ({"required": True}, (2, "0"), {"required": True}),
        ({"unique": True}, (2, "1.5"), {}),
        ({"unique": True}, (2, ""), {"unique": True}),
        ({"minimum": 1}, (2, "0.5"), {}),
        ({"minimum": 1, "maximum": 3}, (2, "4"), {"minimum": 1}),
        ({"minimum": 1}, (2, "NaN"), {}),
        ({"enum": [1.5, 2]}, (2, "2.0"), {"enum": [1.5, 2]}),
        ({"enum": [1.5, 2]}, (2, "3"), {}),
    ],
)
def test_only_what_all_rows_obey_is_told(told, cell, kept):
    row = list(ROWS[0])
    row[cell[0]] = cell[1]
    found, _ = fitting([*ROWS, row], COLUMNS, {"jumlah": told}, [])
    assert found == ({"jumlah": kept} if kept else {})


@pytest.mark.parametrize(
    ("sets", "key"),
    [
        ([["kode"]], ["kode"]),
        ([["tahun"], ["kode", "tahun"]], ["kode", "tahun"]),
        ([["tahun"]], []),
        ([], []),
    ],
)
def test_the_key_is_the_first_that_tells_all_rows_apart(sets, key):
    assert fitting(ROWS, COLUMNS, {}, sets)[1] == key


def test_a_column_with_an_empty_cell_is_no_part_of_a_key():
    assert fitting([*ROWS, ("", "2023", "1", "")], COLUMNS, {}, [["kode"]])[1] == []
