"""Claims about shapes that an administrator loads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ckan.cli.cli import ckan as ckan_command

from ckanext.paser.areas import service

REAL = Path(__file__).parents[4] / "shared/data/paser_kecamatan.geojson"

pytestmark = pytest.mark.usefixtures("clean_db")


def geojson(folder: Path, *codes: str, size: float = 0.1) -> Path:
    ring = [[116, -2], [116 + size, -2], [116 + size, -1.9], [116, -1.9], [116, -2]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    features = [{"type": "Feature", "properties": {"kode": code}, "geometry": shape} for code in codes]
    path = folder / "batas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


@pytest.fixture
def load(cli):
    return lambda path: cli.invoke(ckan_command, ["paser", "area", "load", str(path)])


def test_there_are_no_shapes_before_any_are_loaded():
    assert service.shapes("kecamatan") == {}


def test_loaded_shapes_are_found_by_kemendagri_code(load, tmp_path):
    assert load(geojson(tmp_path, "6401040", "64.01.08")).exit_code == 0
    assert set(service.shapes("kecamatan")) == {"64.01.04", "64.01.08"}


def test_loading_again_replaces_and_changes_the_version(load, tmp_path):
    versions = [service.shapes_version("kecamatan")]
    for size in (0.1, 0.1, 0.2):
        load(geojson(tmp_path, "64.01.04", size=size))
        versions.append(service.shapes_version("kecamatan"))
    same = [before == after for before, after in zip(versions, versions[1:], strict=False)]
    assert (same, len(service.shapes("kecamatan"))) == ([False, True, False], 1)


def test_one_mistake_keeps_the_whole_file_out_and_is_told(load, tmp_path):
    result = load(geojson(tmp_path, "64.01.04", "99.99.99"))
    assert (result.exit_code, service.shapes("kecamatan")) == (1, {})
    assert result.stderr.splitlines() == [
        'file batas.geojson, feature 2: "99.99.99" is no area of Paser. '
        "Write the Kemendagri code into the property kode_kemendagri.",
        "Error: nothing was loaded",
    ]


def test_a_file_that_is_not_text_is_told(load, tmp_path):
    path = tmp_path / "batas.zip"
    path.write_bytes(b"PK\x03\x04\xff\xfe")
    assert "file batas.zip: The file is not text in UTF-8. Export it as GeoJSON in UTF-8" in load(path).stderr


@pytest.mark.skipif(not REAL.is_file(), reason="the boundaries are not part of the repository")
def test_the_ten_kecamatan_can_be_loaded(load):
    result = load(REAL)
    assert result.stdout == "10 shapes of level kecamatan loaded from paser_kecamatan.geojson\n"


@pytest.mark.parametrize("name", ["tiada.geojson", "."])
def test_a_file_that_the_portal_cannot_read_is_told_with_who_cannot(load, tmp_path, name):
    result = load(tmp_path / name)
    assert (result.exit_code, f"cannot read {tmp_path / name}" in result.stderr.replace("\n", " ")) == (
        2,
        True,
    )
