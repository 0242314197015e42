"""Claims about names, limits, cells and places of downloads."""

from __future__ import annotations

import pytest

from ckanext.paser.exports.rules import cells, places
from ckanext.paser.exports.rules.descriptors import csvw
from ckanext.paser.exports.rules.formats import (
    FORMATS,
    disposition,
    filename,
    is_ahead,
    is_quick,
    refusal,
    unique_names,
)
from ckanext.paser.exports.rules.places import By, Whereabouts
from ckanext.paser.problems import worded
from ckanext.paser.tables.rules.table import Column


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        ("tabel-2024", "penduduk-tabel-2024-r7.csv"),
        ("", "penduduk-r7.csv"),
        ("x" * 99, f"penduduk-{'x' * 60}-r7.csv"),
    ],
)
def test_a_download_is_named_after_dataset_file_and_release(resource, expected):
    assert filename("penduduk", resource, 7, "csv") == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.csv", 'attachment; filename="a.csv"'),
        ("é.csv", "attachment; filename=\"_.csv\"; filename*=UTF-8''%C3%A9.csv"),
        ('a"b.csv', "attachment; filename=\"a_b.csv\"; filename*=UTF-8''a%22b.csv"),
    ],
)
def test_a_name_is_told_as_rfc_6266_wants(name, expected):
    assert disposition(name) == expected


@pytest.mark.parametrize(
    ("rows", "columns", "fits"), [(1_048_575, 16_384, True), (1_048_576, 1, False), (1, 16_385, False)]
)
def test_what_does_not_fit_on_a_worksheet_is_refused_in_one_sentence(rows, columns, fits):
    found = refusal(FORMATS["xlsx"], 2, rows, columns)
    assert (found is None) == fits
    if found:
        assert "Download it as csv or parquet." in worded(found)["text"]


def test_other_formats_have_no_such_limit():
    assert [name for name, each in FORMATS.items() if refusal(each, 1, 10**9, 20_000)] == ["xlsx"]


@pytest.mark.parametrize(
    ("name", "rows", "expected"),
    [
        ("xlsx", 50_000, True),
        ("xlsx", 1_000_000, False),
        ("csv", 1_000_000, True),
        ("json", 1_000_000, False),
    ],
)
def test_somebody_waits_only_for_what_is_quick(name, rows, expected):
    assert is_quick(FORMATS[name], rows, 10) == expected


@pytest.mark.parametrize(
    ("name", "rows", "columns", "expected"),
    [
        ("csv", 5_000, 10, False),
        ("csv", 5_001, 10, True),
        ("xlsx", 5_000, 10, False),
        ("xlsx", 5_000, 1_000, True),  # nobody waits for five million cells
    ],
)
def test_only_what_is_large_is_written_before_somebody_asks(name, rows, columns, expected):
    assert is_ahead(FORMATS[name], rows, columns) == expected


@pytest.mark.parametrize("text", ["a=1", "", " =1", "1-2", "'=1"])
def test_a_text_that_nobody_computes_stays_as_it_is(text):
    assert cells.harmless(text) == text


@pytest.mark.parametrize("text", ["-1.58", "+62", "-1,5", "-,5", "-1.234.567,89"])
def test_a_text_that_is_nothing_but_a_number_stays_as_it_is(text):
    assert cells.harmless(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "-1+2",
        "=1",
        "+cmd|' /C calc'!A0",
        "@SUM(1)",
        "-1.58\n=1",
        "-",
        "+",
        "-1E5",
        "-1 2",
        "-A1",
        "\uff0d1",
        "-\u0661",
    ],
)
def test_a_text_that_a_program_computes_has_an_apostrophe_in_front(text):
    assert cells.harmless(text) == f"'{text}"


def test_a_line_ends_in_a_cell_as_worksheets_write_it():
    assert cells.harmless("a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_a_text_longer_than_a_cell_is_cut_with_a_mark():
    assert cells.harmless("x" * 40_000) == "x" * 32_766 + "…"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0.10", 0.1), ("-3", -3), ("123456789012345", 123456789012345.0), ("1234567890123456", None),
     ("0.000000000000001", 1e-15), ("NaN", None), ("1e400", None), ("x", None)],
)  # fmt: skip
def test_a_number_is_one_where_a_worksheet_keeps_it_exactly(text, expected):
    assert cells.number(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("1900-03-01", 61), ("2024-12-31", 45657), ("1900-02-28", None), ("x", None)]
)
def test_days_count_as_excel_counts_them(text, expected):
    assert cells.day(text) == expected


def test_a_moment_is_a_day_and_its_part():
    assert cells.moment("2024-12-31 06:00:00") == 45657.25


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["nama", "kode_wilayah"], [1]),
        (["kecamatan", "kode_kecamatan"], [1, 0]),
        (["komoditas", "jumlah"], []),
        (["kode_barang"], [0]),
    ],
)
def test_columns_of_areas_are_told_by_their_names(ids, expected):
    assert places.area_columns([Column(id_, id_, "code") for id_ in ids]) == expected


def test_the_dictionarys_role_comes_first():
    columns = [Column("kode_wilayah", "", "code"), Column("tempat", "", "code", role="wilayah")]
    assert places.area_columns(columns) == [1, 0]


@pytest.mark.parametrize(
    ("ids", "expected"), [(["lat", "lon"], (0, 1)), (["bujur", "lintang"], (1, 0)), (["lat"], None)]
)
def test_points_need_both_coordinates(ids, expected):
    assert places.points([Column(id_, id_, "number") for id_ in ids]) == expected


ZONE = '{"type":"Polygon","coordinates":[[[116.1,-1.9],[116.2,-1.9],[116.2,-1.8],[116.1,-1.9]]]}'
PLACES = [Column("lat", "", "number"), Column("lon", "", "number"), Column("kode_desa", "", "code"),
          Column("tempat", "", "code", role="wilayah")]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(None, None, None, None), ("-1.9", "116", "64.01.04", None)], Whereabouts(By.POINT, (0, 1))),
        ([("-1.9", None, "64.01.04", None), (None, "116", None, None)], Whereabouts(By.AREA, (2,))),
        ([(None, None, "64.01.04", None), (None, None, None, "6401040")], Whereabouts(By.AREA, (3,))),
        ([("x", "NaN", "Tanah Grogot", "64.01.05")], None),
        ([], None),
    ],
)
def test_rows_lie_where_a_point_or_the_code_of_a_known_border_says_so(rows, expected):
    assert places.whereabouts(PLACES, rows, {"64.01.04"}) == expected


@pytest.mark.parametrize(
    ("geometry", "expected"),
    [(ZONE, Whereabouts(By.GEOMETRY, (4,))), ("Jl. Contoh", Whereabouts(By.POINT, (0, 1)))],
)
def test_a_geometry_of_its_own_says_more_than_a_point_or_an_area(geometry, expected):
    columns = [*PLACES, Column("geometri", "", "text")]
    rows = [("-1.9", "116", "64.01.04", None, None), (None, None, None, None, geometry)]
    assert places.whereabouts(columns, rows, {"64.01.04"}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ZONE, True),
        ('{"type": "Point", "coordinates": []}', True),
        ('{"type": "GeometryCollection", "geometries": []}', True),
        ('{"type": "Point", "coordinates": [116.2, -1.9, 12.5]}', True),
        ('{"type": "Point", "coordinates": [431000, 9790000]}', False),
        ('{"type": "Point", "coordinates": [NaN, 0]}', False),
        ('{"type": "Point", "coordinates": "116, -1.9"}', False),
        ('{"type": "Feature", "geometry": null}', False),
        ("[" * 100_000, False),
        ('{"type": ' + "[" * 100_000, False),
        ("POLYGON ((116 -2, 116 -1))", False),
        ("", False),
        (None, False),
    ],
)
def test_a_geometry_is_what_geojson_says_in_degrees(text, expected):
    assert places.is_geometry(text) == expected


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("64.01.04", "Tanah Grogot"),
        ("6401040", "Tanah Grogot"),
        ("Tanah Grogot", None),
        ("", None),
        (None, None),
    ],
)
def test_an_area_is_told_by_its_code_in_either_system(code, name):
    found = places.area(code)
    assert (found and found.name) == name


def test_tables_of_one_name_are_told_apart_in_a_package():
    assert unique_names(["a", "a", "", "a-2", "-"]) == ["a", "a-2", "tabel", "a-2-2", "tabel-2"]


def test_csvw_tells_type_meaning_and_licence_of_a_csv(card):
    column = Column("jumlah", "Jumlah", "integer", unit="orang", definition="Banyaknya.")
    found = csvw([column], card, "unduh.csv")
    assert found["@context"][0] == "http://www.w3.org/ns/csvw"
    assert (found["url"], found["dc:license"]) == (
        "unduh.csv",
        "https://creativecommons.org/licenses/by/4.0/",
    )
    assert found["tableSchema"]["columns"] == [
        {"name": "jumlah", "titles": ["jumlah", "Jumlah"], "datatype": "integer",
         "dc:description": "Banyaknya.", "schema:unitText": "orang"}]  # fmt: skip


def test_csvw_says_where_moments_have_a_zone(card):
    (found,) = csvw([Column("saat", "Saat", "timestamp", kind="zoned")], card, "")["tableSchema"]["columns"]
    assert found["datatype"] == {"base": "dateTimeStamp", "format": "yyyy-MM-dd HH:mm:ssX"}
