"""Claims about GeoJSON files and the tables that they become. DATA CONTOH."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.tables.reading.child import MEMORY, read_file
from ckanext.paser.tables.reading.reader import open_table

from tests.unit.tables.test_files import table

SQUARE = [[[116.0, -1.9], [116.1, -1.9], [116.1, -1.8], [116.0, -1.9]]]


def feature(properties: Any = None, geometry: Any = None, **more: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry, **more}


def point(*position: Any) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [*position]}


def collection(*features: Any, **more: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", **more, "features": [*features]}


@pytest.fixture
def file(tmp_path):
    def write(content: Any, name: str = "data.geojson") -> Path:
        path = tmp_path / name
        raw = (
            content
            if isinstance(content, bytes)
            else content
            if isinstance(content, str)
            else json.dumps(content)
        )
        path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
        return path

    return write


@pytest.fixture
def code(file):
    def find(content: Any) -> str:
        path = file(content)
        with pytest.raises(ProblemError) as raised:
            read_file(path, None, path.parent, filename=path.name)
        assert worded(raised.value.problem)["text"]
        return raised.value.problem.code

    return find


class TestATable:
    def test_has_a_row_for_each_feature_and_a_column_for_each_property(self, file):
        path = file(
            collection(
                feature({"nama": "Pasar A", "kios": 12, "luas": 1.5, "buka": True, "dinilai": "2026-01-31"}),
                feature({"nama": "Pasar B", "kios": 7, "luas": 20, "buka": False, "dinilai": "2026-02-28"}),
            )
        )
        assert table(path) == (
            ["nama:text", "kios:integer", "luas:number", "buka:boolean", "dinilai:date"],
            [["Pasar A", "12", "1.5", "true", "2026-01-31"], ["Pasar B", "7", "20", "false", "2026-02-28"]],
        )

    def test_has_the_properties_of_all_features_in_whatever_order(self, file):
        path = file(
            collection(
                feature({"a": "x"}), feature({"b": "y", "a": "z"}), feature(None), feature({"b": None})
            )
        )
        assert table(path) == (["a:text", "b:text"], [["x", ""], ["z", "y"], ["", ""], ["", ""]])

    def test_keeps_codes_and_every_digit(self, file):
        text = (
            '{"type": "FeatureCollection", "features": ['
            '{"type": "Feature", "properties": {"kode": "64.01.01", "nomor": 12345678901234567890,'
            ' "luas": 0.12345678901234567890}, "geometry": {"type": "Point", "coordinates": [116.123456789012345678, -1.90]}}]}'
        )
        assert table(file(text)) == (
            ["kode:code", "nomor:code", "luas:number", "lintang:number", "bujur:number"],
            [
                [
                    "64.01.01",
                    "12345678901234567890",
                    "0.12345678901234567890",
                    "-1.9",
                    "116.123456789012345678",
                ]
            ],
        )

    def test_reads_a_number_of_three_decimals_as_what_it_is(self, file):
        path = file(collection(feature({"luas": 1.234}), feature({"luas": 2.345})))
        assert table(path) == (["luas:number"], [["1.234"], ["2.345"]])

    def test_keeps_lists_and_objects_as_their_text(self, file):
        path = file(collection(feature({"tag": ["a", "é"], "info": {"n": 1}})))
        assert table(path) == (["tag:text", "info:text"], [['["a", "é"]', '{"n": 1}']])

    def test_names_the_features_where_they_have_a_name(self, file):
        path = file(collection(feature({"n": "a"}, id="titik/1"), feature({"n": "b"}, id=2)))
        assert table(path) == (["n:text", "id:text"], [["a", "titik/1"], ["b", "2"]])

    def test_does_not_name_them_twice(self, file):
        path = file(collection(feature({"id": 1}, id=1), feature({"id": 2}, id=2)))
        assert table(path) == (["id:integer"], [["1"], ["2"]])

    def test_does_not_name_them_by_what_a_property_says(self, file):
        path = file(collection(feature({"kode": "a"}, id="a"), feature({"kode": "b"}, id="b")))
        assert table(path) == (["kode:code"], [["a"], ["b"]])

    def test_keeps_the_name_of_a_feature_beside_a_property_of_that_name(self, file):
        path = file(collection(feature({"id": 7, "n": "a"}, id="titik/1"), feature({"id": 8}, id="titik/2")))
        assert table(path) == (
            ["id:integer", "n:text", "id_2:text"],
            [["7", "a", "titik/1"], ["8", "", "titik/2"]],
        )

    def test_is_found_in_a_file_with_a_mark_and_whatever_layout(self, file):
        text = json.dumps(collection(feature({"nama": "Kuaro"}), name="x"), indent=4).replace("\n", "\r\n")
        assert table(file(b"\xef\xbb\xbf" + text.encode())) == (["nama:text"], [["Kuaro"]])

    def test_is_found_whatever_the_file_is_called(self, file):
        assert table(file(collection(feature({"nama": "Kuaro"})), "data.json"))[1] == [["Kuaro"]]


class TestWhereItIs:
    def test_corners_of_many_digits_are_nobodys_number(self, file, tmp_path):
        ring = [[116.1, -1.6401010505900001], [116.2, -1.7], [116.2, -1.6], [116.1, -1.6401010505900001]]
        table = read_file(
            file(collection(feature({"blok": "A"}, {"type": "Polygon", "coordinates": [ring]}))),
            None,
            tmp_path,
        )
        assert table.scan() == []

    def test_points_are_two_numbers_latitude_first_as_people_say_it(self, file):
        path = file(collection(feature({"n": "a"}, point(116.2, -1.905)), feature({"n": "b"}, None)))
        assert table(path) == (
            ["n:text", "lintang:number", "bujur:number"],
            [["a", "-1.905", "116.2"], ["b", "", ""]],
        )

    def test_points_with_a_height_are_three(self, file):
        path = file(collection(feature({}, point(116.2, -1.9, 35)), feature({}, point(116.3, -1.8))))
        assert table(path) == (
            ["lintang:number", "bujur:number", "ketinggian:integer"],
            [["-1.9", "116.2", "35"], ["-1.8", "116.3", ""]],
        )

    def test_other_geometries_stay_as_they_are_written(self, file):
        text = (
            '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"n": "a"}, "geometry":'
            ' {"type": "Polygon",\n "coordinates": [[[116.000, -1.90], [116.1, -1.9], [116.1, -1.8], [116.000, -1.90]]]}}]}'
        )
        shape = (
            '{"type":"Polygon","coordinates":[[[116.000,-1.90],[116.1,-1.9],[116.1,-1.8],[116.000,-1.90]]]}'
        )
        assert table(file(text)) == (["n:text", "geometri:text"], [["a", shape]])

    def test_points_among_other_geometries_are_written_like_them(self, file):
        path = file(
            collection(
                feature({}, point(116.2, -1.9)), feature({}, {"type": "Polygon", "coordinates": SQUARE})
            )
        )
        names, rows = table(path)
        assert names == ["geometri:text"]
        assert [json.loads(row[0])["type"] for row in rows] == ["Point", "Polygon"]

    @pytest.mark.parametrize(
        "name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326"]
    )
    def test_the_old_word_for_the_usual_system_is_understood(self, file, name):
        path = file(collection(feature({"a": "x"}), crs={"type": "name", "properties": {"name": name}}))
        assert table(path)[1] == [["x"]]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (collection(), "no_features"),
        (feature({"a": 1}), "not_features"),
        ({"type": "FeatureCollection"}, "not_features"),
        ({"type": "FeatureCollection", "features": {}}, "not_features"),
        ({"data": [1]}, "not_a_table"),
        ("[1, 2]", "no_geojson"),
        ('[{"a": 1}, {"a": 2}]', "no_geojson"),
        ("[1, 2", "invalid_json"),
        ('{"type": "FeatureCollection", "features": [{"properties": {"a": 1}}', "invalid_json"),
        ('{"type": "FeatureCollection", "features": [{"properties": {"a": NaN}}]}', "invalid_json"),
        ('{"type": "FeatureCollection", "features": [{"properties": {"a": 1}},]}', "invalid_json"),
        ('{"type": "FeatureCollection", "features": [3]}', "invalid_json"),
        ('{"type": "FeatureCollection", "features": []} x', "invalid_json"),
        ('{"type": "FeatureCollection", "features": [{"properties": {"a": 1, "a": 2}}]}', "repeated_name"),
        (
            '{"type": "FeatureCollection", "features": [{"properties": {}, "properties": {}}]}',
            "repeated_name",
        ),
        (
            '{"type": "FeatureCollection", "features": [{"properties": {"a": ' + "[" * 9**5 + "}}]}",
            "too_deep",
        ),
        ('{"type": "FeatureCollection", "x": "\xff"}'.encode("latin-1"), "not_unicode"),
        (collection(feature({}, point(560000, 9780000))), "not_degrees"),
        (collection(feature({}, {"type": "Polygon", "coordinates": [[[560000, 9780000]]]})), "not_degrees"),
        (collection(feature({}, point(116.2))), "bad_geometry"),
        (collection(feature({}, point("116.2", "-1.9"))), "bad_geometry"),
        (collection(feature({}, {"type": "Circle", "coordinates": [1, 2]})), "bad_geometry"),
        (collection(feature({}, [116.2, -1.9])), "bad_geometry"),
        (collection(feature({}, {"type": "Polygon"})), "bad_geometry"),
        (collection(feature({}, {"type": "MultiPolygon", "coordinates": [1]})), "bad_geometry"),
        (collection(feature({}, {"type": "GeometryCollection", "geometries": [None]})), "bad_geometry"),
        (
            collection(
                feature({}), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::23890"}}
            ),
            "other_crs",
        ),
        (collection(feature({}), crs="EPSG"), "other_crs"),
        (collection(*(feature({f"k{n}": 1}) for n in range(1001))), "too_many_columns"),
        (collection(feature({"a": "x" * 6_000_000})), "long_cell"),
        (collection(feature({}), feature({})), "no_columns"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
def test_every_other_file_is_refused_with_its_own_sentence(code, content, expected):
    assert code(content) == expected


OPEN, SHORT = [SQUARE[0][:-1]], [[SQUARE[0][0], SQUARE[0][1], SQUARE[0][0]]]


@pytest.mark.parametrize("rings", [OPEN, SHORT, [*SQUARE, *OPEN], [[]], [None]])
@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon", "GeometryCollection"])
def test_a_ring_that_is_not_closed_is_refused_with_its_feature(file, rings, kind):
    polygon = {"type": "Polygon", "coordinates": rings}
    geometry = {
        "Polygon": polygon,
        "MultiPolygon": {"type": kind, "coordinates": [SQUARE, rings]},
        "GeometryCollection": {"type": kind, "geometries": [point(116.2, -1.9), polygon]},
    }[kind]
    path = file(collection(feature({"n": "a"}), feature({"n": "b"}, geometry)))
    with pytest.raises(ProblemError) as raised:
        read_file(path, None, path.parent)
    problem = worded(raised.value.problem)
    assert (raised.value.problem.code, problem["where"]) == ("open_ring", "Feature 2")


LINE = {"type": "LineString", "coordinates": [[116.1, -1.9], [116.2, -1.9]]}


@pytest.mark.parametrize("name", ["geometri", "Geometri"])
def test_a_property_called_as_the_column_of_the_map_leaves_it_the_name_and_stays(file, name):
    columns, ((own, drawn),) = table(file(collection(feature({name: "garis"}, LINE))))
    assert columns == ["properti_geometri:text", "geometri:text"]
    assert (own, json.loads(drawn)) == ("garis", LINE)


def test_so_does_one_called_as_a_coordinate_unless_it_says_the_same(file):
    path = file(collection(feature({"lintang": 9650000, "bujur": 116.1}, point(116.1, -1.9))))
    assert table(path) == (
        ["properti_lintang:integer", "bujur:number", "lintang:number"],
        [["9650000", "116.1", "-1.9"]],
    )


@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon", "LineString"])
def test_an_empty_geometry_and_an_open_line_are_no_fault(file, kind):
    shape = {"type": kind, "coordinates": OPEN[0] if kind == "LineString" else []}
    assert len(table(file(collection(feature({"n": "a"}, shape))))[1]) == 1


def test_the_line_of_a_mistake_is_told(file):
    path = file(
        '{"type": "FeatureCollection",\n"features": [\n{"properties": {"a": 1}},\n{"properties": {"a": }}\n]}'
    )
    with pytest.raises(ProblemError) as raised:
        read_file(path, None, path.parent)
    assert worded(raised.value.problem)["where"] == "Line 4"


NIKS = [f"64010157{month:02}900001" for month in range(1, 9)]


class TestPersonalData:
    def found(self, path: Path) -> list[tuple[str, str, tuple[str, ...]]]:
        scan = read_file(path, None, path.parent).scan()
        return [
            (finding.kind, finding.column, finding.fields) for finding in scan if finding.severity == "hold"
        ]

    def test_in_a_property_are_found(self, file):
        path = file(
            collection(*(feature({"nama": f"Contoh {n}", "nomor": nik}) for n, nik in enumerate(NIKS)))
        )
        assert self.found(path) == [("nik", "nomor", ("nomor",))]

    def test_stand_in_features_that_are_counted_not_in_cells(self, file):
        properties = [{"desa": "Contoh"}, *({"desa": "Contoh", "nomor": nik} for nik in NIKS)]
        path = file(collection(*map(feature, properties)))
        (found,) = read_file(path, None, path.parent).scan()
        assert (found.cells, found.features, found.column) == ((), (2, 3, 4, 5, 6, 7, 8, 9), "nomor")

    def test_in_a_point_are_told_as_of_the_geometry(self, file):
        houses = (
            feature({"nama_kepala_keluarga": f"Contoh {n}"}, point(116.123456, -1.912345)) for n in range(5)
        )
        path = file(collection(*houses))
        assert ("koordinat", "geometry of the features") in {
            (kind, column) for kind, column, _ in self.found(path)
        }

    def test_written_as_numbers_are_found(self, file):
        path = file(collection(*(feature({"nomor": int(nik)}) for nik in NIKS)))
        assert self.found(path) == [("nik", "nomor", ("nomor",))]

    @pytest.mark.parametrize(
        "content",
        [
            collection(feature({"a": "x"}), keterangan=f"oleh {NIKS[0]}"),
            collection(feature({"a": "x"}, keterangan={"nik": NIKS[0]})),
            collection(feature({"a": "x"}, {**point(116.2, -1.9), "nik": NIKS[0]})),
            collection(feature({NIKS[0]: "x"})),
        ],
        ids=["collection", "feature", "geometry", "name"],
    )
    def test_anywhere_else_are_found(self, file, content):
        assert self.found(file(content)) == [("nik", "parts of the file beside its rows", ())]

    def test_houses_of_named_people_are_found(self, file):
        shape = {
            "type": "Polygon",
            "coordinates": [[[116.123456, -1.912345], [116.2, -1.9], [116.2, -1.8], [116.123456, -1.912345]]],
        }
        for geometry in (point(116.123456, -1.912345), shape):
            path = file(
                collection(*(feature({"nama_kepala_keluarga": f"Contoh {n}"}, geometry) for n in range(5)))
            )
            assert "koordinat" in {kind for kind, _, _ in self.found(path)}

    def test_a_map_without_people_holds_none(self, file):
        path = file(
            collection(
                *(feature({"nama": f"Pasar {n}"}, point(116.1 + n / 97, -1.9 + n / 89)) for n in range(50))
            )
        )
        assert self.found(path) == []


def test_a_large_file_is_read_within_the_limits_or_refused_with_a_sentence(file, tmp_path):
    ring = [[round(116 + n / 1e5, 6), -1.9] for n in (*range(999), 0)]
    path = file(
        collection(*(feature({"n": n}, {"type": "Polygon", "coordinates": [ring]}) for n in range(2000)))
    )
    assert path.stat().st_size > 30 << 20
    with open_table(path) as opened:
        assert opened.reading.rows == 2000
        assert sum(chunk.count(b"\n") for chunk in opened.chunks()) == 2000
    huge = tmp_path / "huge.geojson"
    with huge.open("wb") as out:
        out.write(b'{"type": "FeatureCollection", "features": [')
        out.writelines(b'{"properties": {"a": "%d"}},' % n + b" " * 10_000 for n in range(120_000))
        out.write(b'{"properties": {}}]}')
    assert huge.stat().st_size > MEMORY
    with pytest.raises(ProblemError, match="memory"), open_table(huge):
        pass
