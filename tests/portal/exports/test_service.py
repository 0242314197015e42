"""Claims about when downloads are written and when they go."""

from __future__ import annotations

import json
import os
import time

import pytest

from ckan.tests.helpers import call_action

from ckanext.paser.areas import service as areas
from ckanext.paser.areas.rules import find
from ckanext.paser.exports import cache, service
from ckanext.paser.exports.rules import formats
from ckanext.paser.jobs import service as jobs

PLUGINS = "paser scheming_datasets scheming_organizations datastore"

pytestmark = pytest.mark.ckan_config("ckan.plugins", PLUGINS)

PRICES = "Komoditas;Harga\nBeras;12,5\n"
NEWER = "Komoditas;Harga\nBeras;13\n"


def written(resource_id: str) -> list[str]:
    folder = cache.place(resource_id, 1, "csv").parent
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def unused(resource_id: str, days: int) -> None:
    """Let nobody have asked for the files of a resource for some days."""
    for path in cache.place(resource_id, 1, "csv").parent.iterdir():
        os.utime(path, (time.time() - days * 86_400, path.stat().st_mtime))


class TestAhead:
    def test_a_release_is_written_in_the_usual_formats_before_anybody_asks(self, table):
        id_ = table(PRICES)
        jobs.run_pending()
        assert written(id_) == ["1.csv", "1.parquet", "1.xlsx"]

    def test_geojson_is_among_them_where_the_borders_are_known(self, table, tmp_path):
        area = find("64.01.04")
        ring = [[116.0, -2.0], [116.0, -1.5], [116.5, -1.5], [116.0, -2.0]]  # clockwise
        feature = {"type": "Feature", "properties": {"kode": area.code_kemendagri},
                   "geometry": {"type": "Polygon", "coordinates": [ring]}}  # fmt: skip
        file = tmp_path / "batas.geojson"
        file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
        assert areas.load(file).problems == []
        id_ = table()
        jobs.run_pending()
        found = json.loads(cache.place(id_, 1, "geojson").read_text())
        assert [each["geometry"] and each["geometry"]["type"] for each in found["features"]] == [
            "Polygon",
            None,
        ]
        turned = [tuple(point) for point in found["features"][0]["geometry"]["coordinates"][0]]
        assert turned.index((116.5, -1.5)) < turned.index((116.0, -1.5))

    def test_pages_offer_geojson_only_where_there_is_one(self, table):
        id_ = table(PRICES)
        release = service.releases.one(id_)
        offered = service.offers(release)
        assert offered
        assert "geojson" not in [each.format.name for each in offered.tables]
        assert offered.named("xlsx").size is None
        jobs.run_pending()
        again = service.offers(release)
        assert again
        assert again.named("xlsx").size == cache.place(id_, 1, "xlsx").stat().st_size


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
        id_ = table(PRICES)
        jobs.run_pending()
        table(NEWER, id=id_)
        jobs.run_pending()
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
