"""Claims about GeoJSON files of shapes: what is taken, and one sentence for what is not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ckanext.paser.areas.rules import areas
from ckanext.paser.areas.schema import MOST_VERTICES, read_shapes
from ckanext.paser.problems import worded


def square(west: float = 116.0, south: float = -2.0, size: float = 0.1) -> dict[str, Any]:
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def collection(*features: tuple[dict[str, Any], Any]) -> str:
    listed = [{"type": "Feature", "properties": named, "geometry": shape} for named, shape in features]
    return json.dumps({"type": "FeatureCollection", "features": listed})


GROGOT = {"kode_kemendagri": "64.01.04"}


@pytest.mark.parametrize(
    "named", [GROGOT, {"kode": "6401040"}, {"nama": "Tanah Grogot"}, {"NAME_3": "x", "name": "tanah grogot"}]
)
def test_a_feature_may_name_its_area_by_code_or_name(named):
    found = read_shapes("x.geojson", collection((named, square())))
    assert [area.code_kemendagri for area in found.geometries] == ["64.01.04"]


CROSSED = {
    "type": "Polygon",
    "coordinates": [[[116, -2], [116.1, -1.9], [116.1, -2], [116, -1.9], [116, -2]]],
}


def test_a_polygon_that_crosses_itself_is_repaired():
    (shape,) = read_shapes("x.geojson", collection((GROGOT, CROSSED))).geometries.values()
    assert shape["type"] == "MultiPolygon"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "file x.geojson, line 1, column 2: The file is not readable JSON. Export it again as GeoJSON;"),
        (
            '{"type": "Point"}',
            "There is no list of features. Export the layer as a GeoJSON FeatureCollection.",
        ),
        (collection(({"kode": "99"}, square())), 'feature 1: "99" is no area of Paser. Write the Kemendagri'),
        (collection(({}, square())), 'feature 1: "-" is no area of Paser.'),
        (collection((GROGOT, None)), "feature 1: The geometry of Tanah Grogot is -, not a Polygon"),
        (collection((GROGOT, {"type": "Point", "coordinates": [116, -2]})), "Tanah Grogot is Point, not a"),
        (collection((GROGOT, {"type": "Polygon", "coordinates": [[1]]})), "of Tanah Grogot is -, not a"),
        (collection((GROGOT, square(-2.0, 116.0))), "do not lie in Paser. Export in WGS 84 (EPSG:4326)"),
        (collection((GROGOT, square()), (GROGOT, square())), "feature 2: Tanah Grogot has a shape already"),
    ],
)
def test_a_mistake_is_told_with_place_fact_and_remedy_and_nothing_is_taken(text, sentence):
    found = read_shapes("x.geojson", text)
    assert found.geometries == {}
    assert sentence in worded(found.problems[0])["text"]


def test_every_mistake_of_a_file_is_told():
    text = collection(({"kode": "1"}, square()), (GROGOT, None))
    codes = [problem.code for problem in read_shapes("x.geojson", text).problems]
    assert codes == ["unknown_area", "wrong_geometry"]


def test_areas_that_a_file_leaves_out_are_named():
    note = read_shapes("x.geojson", collection((GROGOT, square()))).notes[0]
    assert "Batu Sopang" in note.params["names"]


def test_large_shapes_are_simplified_together():
    ring = [[116 + 0.1 * n / 5000, -2 + (0.00001 if n % 2 else 0)] for n in range(5001)]
    ring += [[116.1, -1.9], [116, -1.9], ring[0]]
    text = collection((GROGOT, {"type": "Polygon", "coordinates": [ring]}))
    (shape,) = read_shapes("x.geojson", text).geometries.values()
    assert len(shape["coordinates"][0]) < MOST_VERTICES


def test_all_ten_kecamatan_leave_nothing_to_note():
    places = enumerate(areas("kecamatan"))
    features = [({"kode": area.code_kemendagri}, square(115.7 + n / 10)) for n, area in places]
    assert read_shapes("x.geojson", collection(*features)).notes == []
