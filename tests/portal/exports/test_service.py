"""Claims about when downloads are written and when they go."""

from __future__ import annotations

import json
import os
import shutil
import time

import pytest

from ckan.tests.helpers import call_action

from ckanext.paser.areas import service as areas
from ckanext.paser.areas.rules import find
from ckanext.paser.exports import cache, maps, service
from ckanext.paser.exports.rules import formats
from ckanext.paser.jobs import service as jobs

PLUGINS = "paser scheming_datasets scheming_organizations datastore"

pytestmark = pytest.mark.ckan_config("ckan.plugins", PLUGINS)

PRICES = "Komoditas;Harga\nBeras;12,5\n"
LARGE = PRICES + "".join(f"Contoh {n};{n}\n" for n in range(formats.FEW))
NEWER = "Komoditas;Harga\nBeras;13\n"


def written(resource_id: str) -> list[str]:
    folder = cache.place(resource_id, 1, "csv").parent
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return [name for name in names if not name.endswith(".saying.json")]


def unused(resource_id: str, days: int) -> None:
    """Let nobody have asked for the files of a resource for some days."""
    for path in cache.place(resource_id, 1, "csv").parent.iterdir():
        os.utime(path, (time.time() - days * 86_400, path.stat().st_mtime))


@pytest.fixture
def load_borders(people, tmp_path):
    """Load the borders of areas, the same for each."""

    def load(*codes: str) -> None:
        ring = [[116.0, -2.0], [116.0, -1.5], [116.5, -1.5], [116.0, -2.0]]  # clockwise
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features = [
            {"type": "Feature", "properties": {"kode": find(code).code_kemendagri}, "geometry": geometry}
            for code in codes
        ]
        file = tmp_path / "batas.geojson"
        file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        assert areas.load(file).problems == []

    return load


@pytest.fixture
def _borders(load_borders):
    """The border of Tanah Grogot is known, and no other."""
    load_borders("64.01.04")


def offered(resource_id: str) -> dict[str, int | None]:
    """The formats that a page offers, with their sizes."""
    found = service.offers(service.releases.one(resource_id), call_action("resource_show", id=resource_id))
    assert found
    return {each.format.name: each.size for each in found.tables}


class TestAhead:
    def test_a_large_table_is_written_in_the_usual_formats_before_anybody_asks(self, table):
        id_ = table(LARGE)
        jobs.run_pending()
        assert written(id_) == ["1.csv", "1.parquet", "1.xlsx"]

    def test_a_small_one_is_written_for_whoever_asks_first(self, app, table):
        id_ = table(PRICES)
        jobs.run_pending()
        assert written(id_) == []
        assert app.get(f"/api/paser/v1/tabel/{id_}/unduh.xlsx").status_code == 200
        assert written(id_) == ["1.xlsx"]

    @pytest.mark.usefixtures("_borders")
    def test_geojson_is_among_them_where_the_borders_are_known(self, table):
        id_ = table("Kode Wilayah;Nama;Jumlah\n" + "64.01.04;Tanah Grogot;1\n" * (formats.FEW + 1))
        jobs.run_pending()
        assert "1.geojson" in written(id_)

    @pytest.mark.usefixtures("_borders")
    def test_borders_in_it_are_turned_as_the_standard_wants_them(self, app, table):
        found = app.get(f"/api/paser/v1/tabel/{table()}/unduh.geojson").json
        assert [each["geometry"] and each["geometry"]["type"] for each in found["features"]] == [
            "Polygon",
            None,
        ]
        turned = [tuple(point) for point in found["features"][0]["geometry"]["coordinates"][0]]
        assert turned.index((116.5, -1.5)) < turned.index((116.0, -1.5))


class TestOffers:
    def test_a_size_is_told_where_the_file_is_there(self, app, table):
        id_ = table(PRICES)
        assert offered(id_)["xlsx"] is None
        app.get(f"/api/paser/v1/tabel/{id_}/unduh.xlsx")
        assert offered(id_)["xlsx"] == cache.place(id_, 1, "xlsx").stat().st_size

    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            ("Kode Wilayah;Jumlah\n64.01.04;1\n", 200),
            ("Lintang;Bujur;Nama\n-1,9;116,2;Contoh\n", 200),
            ("Kode Wilayah;Jumlah\n64.01.05;1\n", 404),  # its border is not known
            ("Lintang;Bujur;Nama\n-191,9;116,2;Contoh\n", 404),
            (PRICES, 404),
        ],
    )
    @pytest.mark.usefixtures("_borders")
    def test_geojson_is_offered_where_it_is_given(self, app, table, content, expected):
        id_ = table(content)
        jobs.run_pending()
        assert ("geojson" in offered(id_)) == (expected == 200)
        assert app.get(f"/api/paser/v1/tabel/{id_}/unduh.geojson").status_code == expected
        unknown = app.get(f"/api/paser/v1/tabel/{id_}/unduh.csv-metadata.json").json["error"]["message"]
        assert ("geojson" in unknown) == (expected == 200)

    @pytest.mark.usefixtures("_borders")
    def test_geojson_that_would_be_too_large_is_not_offered(self, table, monkeypatch):
        monkeypatch.setattr(maps, "MOST_BYTES", 100)
        id_ = table("Kode Wilayah;Jumlah\n64.01.04;1\n")
        jobs.run_pending()
        assert "geojson" not in offered(id_)

    @pytest.mark.usefixtures("_borders")
    def test_geojson_is_offered_from_when_borders_are_loaded(self, app, table, load_borders):
        id_ = table("Kode Wilayah;Jumlah\n64.01.05;1\n")
        jobs.run_pending()
        app.get(f"/api/paser/v1/tabel/{id_}/unduh.geojson", status=404)
        load_borders("64.01.04", "64.01.05")
        jobs.run_pending()
        assert "geojson" in offered(id_)
        assert app.get(f"/api/paser/v1/tabel/{id_}/unduh.geojson").status_code == 200

    @pytest.mark.usefixtures("_borders")
    def test_a_map_with_older_borders_is_not_handed_out_any_more(self, app, table, load_borders):
        id_ = table("Kode Wilayah;Jumlah\n64.01.04;1\n64.01.07;2\n")

        def drawn() -> list[bool]:
            found = app.get(f"/api/paser/v1/tabel/{id_}/unduh.geojson").json["features"]
            return [each["geometry"] is not None for each in found]

        assert drawn() == [True, False]
        load_borders("64.01.04", "64.01.07")
        assert drawn() == [True, True]

    @pytest.mark.usefixtures("_borders")
    def test_a_map_that_was_drawn_anew_is_another_file_to_whoever_has_the_one_before(self, app, table):
        page = f"/api/paser/v1/tabel/{table()}/unduh.geojson"
        since = app.get(page).headers["Last-Modified"]
        time.sleep(1.1)  # a Last-Modified has whole seconds
        service.draw_anew()
        assert app.get(page, headers={"If-Modified-Since": since}).status_code == 200

    @pytest.mark.usefixtures("_borders")
    def test_geojson_is_offered_again_after_all_downloads_were_removed(self, table):
        id_ = table("Kode Wilayah;Jumlah\n64.01.04;1\n")
        jobs.run_pending()
        shutil.rmtree(cache.root())
        assert "geojson" not in offered(id_)
        service.sweep()
        jobs.run_pending()
        assert "geojson" in offered(id_)


class TestLater:
    @pytest.fixture
    def _slow(self, monkeypatch):
        """A machine on which everything takes long."""
        monkeypatch.setattr(formats, "PATIENCE", 0)
        for name, each in formats.FORMATS.items():
            monkeypatch.setitem(formats.FORMATS, name, formats.Format(name, each.label, each.media_type, 0))

    @pytest.mark.usefixtures("_slow")
    def test_what_takes_long_is_written_in_the_background_and_asked_for_again(self, app, table):
        url = f"/api/paser/v1/tabel/{table()}/unduh.json"
        answer = app.get(url, status=503)
        assert (answer.json["error"]["code"], answer.headers["Retry-After"]) == ("being_prepared", "20")
        jobs.run_pending()
        assert len(app.get(url).json) == 2

    @pytest.mark.usefixtures("_slow")
    def test_people_read_that_it_is_being_prepared(self, app, table):
        answer = app.get(
            f"/api/paser/v1/tabel/{table()}/unduh.json", headers={"Accept": "text/html"}, status=503
        )
        assert "sedang disiapkan" in answer.body


class TestPruning:
    def test_only_old_releases_that_nobody_asks_for_go(self, app, table):
        id_ = None
        for content in (PRICES, NEWER):
            id_ = table(content, id=id_)
            for name in ("csv", "xlsx", "parquet"):
                app.get(f"/api/paser/v1/tabel/{id_}/unduh.{name}")
        unused(id_, days=8)
        app.get(f"/api/paser/v1/tabel/{id_}/rilis/1/unduh.csv")
        service.sweep()
        assert written(id_) == ["1.csv", "2.csv", "2.parquet", "2.xlsx"]

    def test_files_of_a_withdrawn_release_go_at_once(self, app, table):
        id_ = table(PRICES)
        app.get(f"/api/paser/v1/tabel/{id_}/unduh.csv")
        table(NEWER, id=id_)
        call_action("paser_release_withdraw", resource_id=id_, number=1, reason="Salah kirim.")
        service.sweep()
        assert "1.csv" not in written(id_)

    def test_what_a_fall_left_unfinished_goes_after_a_day(self, app, table):
        id_ = table(PRICES)
        app.get(f"/api/paser/v1/tabel/{id_}/unduh.csv")
        left = cache.place(id_, 1, "csv").with_name(".unfinished-x")
        left.touch()
        service.sweep()
        assert left.exists()
        unused(id_, days=2)
        service.sweep()
        assert not left.exists()

    def test_files_of_what_is_gone_go(self, app, table):
        id_ = table(PRICES)
        app.get(f"/api/paser/v1/tabel/{id_}/unduh.csv")
        cache.place(id_, 1, "csv").parent.rename(cache.root() / "tabel" / "gone")
        service.sweep()
        assert not (cache.root() / "tabel" / "gone").exists()
