"""Claims about JSON, its lines and GeoJSON, read back by Python's reader."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.rules.table import Column

EXPECTED = [
    {"kode": "64.01.04", "nama": 'Tanah "Grogot", kota', "jumlah": -12, "harga": Decimal("0.10"),
     "tanggal": "2024-12-31", "dicatat": "2024-12-31T23:59:59", "sah": True},
    {"kode": "64.01.99", "nama": "=1+1", "jumlah": 9223372036854775807,
     "harga": Decimal("12345678901234567890.123456789"), "tanggal": "1850-01-01", "dicatat": None, "sah": False},
    {"kode": None, "nama": "", "jumlah": None, "harga": None, "tanggal": None, "dicatat": None, "sah": None},
    {"kode": "64.01.05", "nama": "dua\nbaris", "jumlah": 5, "harga": Decimal("-3.5"),
     "tanggal": "2025-01-01", "dicatat": "2025-01-01T00:00:00", "sah": None},
]  # fmt: skip
ZONED = Column("saat", "Saat", "timestamp", kind="zoned")
A = (Column("a", "A", "number"),)
POINTS = (Column("lintang", "Lintang", "number"), Column("bujur", "Bujur", "number"))


def test_json_is_an_array_of_rows_with_every_digit(written):
    assert json.loads(written("json").read_text(), parse_float=Decimal) == EXPECTED


def test_ndjson_is_a_row_in_each_line(written):
    lines = written("ndjson").read_text().splitlines()
    assert [json.loads(line, parse_float=Decimal) for line in lines] == EXPECTED


@pytest.mark.parametrize("name", ["ndjson", "parquet"])
def test_a_row_as_long_as_a_release_may_hold_is_written(written, name):
    columns = tuple(Column(id_, id_, "text") for id_ in "abcd")
    row = ",".join(["x" * (5 << 20)] * 4)
    assert written(name, f"a,b,c,d\n{row}\n", columns).stat().st_size


@pytest.mark.parametrize("name", ["json", "ndjson"])
def test_an_empty_table_is_an_empty_file_of_its_kind(written, name):
    assert written(name, "a\n", A).read_text() == {"json": "[\n]\n", "ndjson": ""}[name]


def test_a_number_that_is_none_is_null(written):
    assert json.loads(written("json", "a\nNaN\n1e300\n-Infinity\n", A).read_text()) == [
        {"a": None}, {"a": 1e300}, {"a": None}]  # fmt: skip


def test_an_empty_row_of_a_single_column_is_kept(written):
    assert json.loads(written("json", "a\n1\n\n2\n\n", A).read_text()) == [
        {"a": 1}, {"a": None}, {"a": 2}, {"a": None}]  # fmt: skip


def test_odd_names_and_signs_stay_what_they_are(written):
    columns = (Column('a"b', "A", "text"), Column("kolom é", "B", "text"))
    content = 'x,y\n"\u0001\\ \u2028","😀"\n'
    assert json.loads(written("json", content, columns).read_text()) == [
        {'a"b': "\u0001\\ \u2028", "kolom é": "😀"}]  # fmt: skip


@pytest.mark.parametrize("name", ["json", "ndjson"])
def test_json_of_a_table_made_by_the_api_is_json(written, name):
    content = 'rinci\n"{""a"": [1.10,\n null]}"\n"""teks"""\n'
    text = written(name, content, (Column("rinci", "Rinci", "text", kind="json"),)).read_text()
    assert [line.rstrip(",") for line in text.splitlines() if line.startswith("{")] == [
        '{"rinci": {"a": [1.10,  null]}}', '{"rinci": "teks"}']  # fmt: skip


def test_a_moment_with_a_zone_is_written_as_the_row_api_writes_it(written):
    content = "saat\n2025-01-02 03:04:05+08\n2025-01-02 03:04:05.5-03:30\n2025-01-02 03:04:05.000001+00\n"
    assert json.loads(written("json", content, (ZONED,)).read_text()) == [
        {"saat": "2025-01-02T03:04:05+08:00"}, {"saat": "2025-01-02T03:04:05.5-03:30"},
        {"saat": "2025-01-02T03:04:05.000001+00:00"}]  # fmt: skip


def test_geojson_has_the_shape_of_each_rows_area(written):
    found = json.loads(written("geojson").read_text(), parse_float=Decimal)
    assert [feature["properties"] for feature in found["features"]] == EXPECTED
    shown = [
        feature["geometry"] and feature["geometry"]["coordinates"][0][0] for feature in found["features"]
    ]
    assert shown == [[116, -2], None, None, [115, -2]]


@pytest.mark.parametrize(
    ("column", "content", "expected"),
    [
        (Column("no", "No", "text", key=True), "b,64.01.04\na,64.01.05\n", ["b", "a"]),
        (Column("no", "No", "integer", role="pengenal"), "7,64.01.04\n5,64.01.05\n", [7, 5]),
        (Column("id", "id", "number"), "1.50,64.01.04\n2,64.01.05\n", [1.5, 2]),
        (Column("id", "id", "text"), '"",64.01.04\nx,64.01.05\n', ["", "x"]),
    ],
)
def test_a_feature_is_named_by_what_names_its_row(written, column, content, expected):
    columns = (column, Column("kode", "Kode", "code"))
    text = written("geojson", f"{column.id},kode\n{content}", columns).read_text()
    assert [feature["id"] for feature in json.loads(text)["features"]] == expected


@pytest.mark.parametrize(
    ("column", "content"),
    [
        (Column("no", "No", "text"), "b,64.01.04\na,64.01.05\n"),
        (Column("id", "id", "text"), "a,64.01.04\na,64.01.05\n"),
        (Column("id", "id", "text"), "a,64.01.04\n,64.01.05\n"),
        (Column("id", "id", "boolean"), "t,64.01.04\nf,64.01.05\n"),
    ],
    ids=["nothing names rows", "twice the same", "one without", "no name in JSON"],
)
def test_features_have_no_names_where_not_each_has_its_own(written, column, content):
    columns = (column, Column("kode", "Kode", "code"))
    text = written("geojson", f"{column.id},kode\n{content}", columns).read_text()
    assert all("id" not in feature for feature in json.loads(text)["features"])


def test_geojson_says_whose_it_is_and_under_which_licence(written):
    found = json.loads(written("geojson").read_text())
    assert (found["type"], found["license"], found["temporal"]) == (
        "FeatureCollection",
        "Creative Commons Atribusi 4.0",
        "2024",
    )
    assert found["source"] == "Dinas Contoh, angka dibuat-buat"


def test_latitude_and_longitude_are_points_and_what_lies_nowhere_has_none(written):
    content = "lintang,bujur\n-1.9,116.2\n,116\n-190,116\n"
    found = json.loads(written("geojson", content, POINTS).read_text())
    assert [feature["geometry"] for feature in found["features"]] == [
        {"type": "Point", "coordinates": [116.2, -1.9]}, None, None]  # fmt: skip


def test_geometries_of_the_table_are_those_of_the_features_with_every_digit_and_no_properties(written):
    zone = '{"type":"Polygon","coordinates":[[[116.100000000000001,-1.9],[116.2,-1.9],[116.2,-1.8],[116.1,-1.9]]]}'
    quoted = '"' + zone.replace('"', '""') + '"'
    columns = (Column("kode_kecamatan", "Kode", "code"), Column("geometri", "Geometri", "text"))
    content = f"kode_kecamatan,geometri\n64.01.04,{quoted}\n64.01.05,\n64.01.05,tidak ada\n"
    text = written("geojson", content, columns).read_text()
    assert f'"geometry": {zone}, "properties": {{"kode_kecamatan": "64.01.04"}}' in text
    told = [(each["geometry"], each["properties"]) for each in json.loads(text)["features"][1:]]
    assert told == [(None, {"kode_kecamatan": "64.01.05"})] * 2


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        ("kode\n64.02\n", (Column("kode", "Kode", "code"),)),
        ("nama\n64.01.04\n", (Column("nama", "Nama", "code"),)),
        ("lintang,bujur\n-200,116\n", POINTS),
    ],
)
def test_rows_without_a_known_place_are_refused(written, content, columns):
    with pytest.raises(ProblemError, match="neither a geometry"):
        written("geojson", content, columns)


def test_codes_of_areas_whose_borders_nobody_has_loaded_are_told_as_such(written):
    with pytest.raises(ProblemError, match='"Kode" holds codes of areas.*ckan paser area load'):
        written("geojson", "kode\n64.01.09\n", (Column("kode", "Kode", "code"),))
