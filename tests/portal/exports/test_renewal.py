"""Claims about downloads of a table whose dataset says something else by now, while its rows are the same. DATA CONTOH."""

from __future__ import annotations

import io
import json
import time
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser.exports import cache, service
from ckanext.paser.exports.rules import formats
from ckanext.paser.jobs import service as jobs
from ckanext.paser.releases import service as releases
from ckanext.paser.tables.rules.table import Column

PLUGINS = "paser scheming_datasets scheming_organizations datastore"

pytestmark = pytest.mark.ckan_config("ckan.plugins", PLUGINS)

LARGE = "Komoditas;Harga\n" + "".join(f"Contoh {n};{n}\n" for n in range(formats.FEW + 1))


def address(resource_id: str, ending: str) -> str:
    return f"/api/paser/v1/tabel/{resource_id}/unduh.{ending}"


def meanings(body: bytes) -> str:
    """All that the second sheet of a workbook says."""
    sheet = load_workbook(io.BytesIO(body))["Kamus data"]
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)


@pytest.fixture
def read(app):
    """A table that somebody has downloaded in every format."""

    def read(id_: str) -> str:
        for name in formats.FORMATS:
            app.get(address(id_, name))
        return id_

    return read


@pytest.fixture
def mended(table, read) -> str:
    """A table of which a column was described anew after that."""
    id_ = read(table())
    say(id_, notes="Banyaknya penduduk yang dihitung ulang.")
    return id_


def columns(id_: str) -> tuple[Column, ...]:
    release = releases.one(id_)
    assert release
    return release.columns


def say(id_: str, **of_column: str) -> None:
    call_action("resource_patch", id=id_, kamus_data=json.dumps([{"id": "jumlah", **of_column}]))
    jobs.run_pending()


class TestColumns:
    def test_the_excel_says_what_the_dictionary_says_by_now(self, app, mended):
        assert "dihitung ulang" in meanings(app.get(address(mended, "xlsx")).data)

    def test_the_package_of_the_dataset_does_too(self, app, people, mended):
        archive = ZipFile(io.BytesIO(app.get(f"/dataset/{people['dataset']['id']}/unduh.zip").data))
        assert "dihitung ulang" in archive.read("datapackage.json").decode()

    def test_the_metadata_of_the_csv_do_too(self, app, mended):
        found = app.get(f"/api/paser/v1/tabel/{mended}/rilis/1/unduh.csv-metadata.json").json
        assert "dihitung ulang" in json.dumps(found)

    def test_it_is_no_release_of_its_own(self, mended):
        assert [one.number for one in releases.of(mended)] == [1]

    def test_an_older_release_says_what_it_said(self, app, table):
        id_ = table("Kode;Jumlah\n64.01.04;1\n")
        table("Kode;Jumlah\n64.01.04;2\n", id=id_)
        say(id_, notes="Banyaknya penduduk yang dihitung ulang.")
        found = app.get(f"/api/paser/v1/tabel/{id_}/rilis/1/unduh.csv-metadata.json").json
        assert "dihitung ulang" not in json.dumps(found)

    def test_rows_alone_are_not_written_anew(self, mended):
        assert cache.size(cache.place(mended, 1, "csv")) is not None

    def test_a_large_one_is_written_before_anybody_asks(self, table):
        id_ = table(LARGE)
        jobs.run_pending()
        say(id_, notes="x")
        call_action("resource_patch", id=id_, kamus_data=json.dumps([{"id": "harga", "notes": "Harga baru"}]))
        jobs.run_pending()
        assert cache.size(cache.place(id_, 1, "xlsx")) is not None

    def test_what_a_fall_has_kept_from_it_is_said_after_the_next_sweep(self, app, table):
        id_ = table()
        releases.store.write(
            id_, 1, columns=[{"id": c.id, "label": "x", "type": c.type} for c in columns(id_)]
        )
        model.Session.commit()
        releases.sweep()
        assert [one.label for one in columns(id_)] == ["Kode Wilayah", "Nama", "Jumlah"]


class TestDataset:
    def test_the_excel_has_the_title_of_today(self, app, people, table, read):
        id_ = read(table())
        call_action("package_patch", id=people["dataset"]["id"], title="Penduduk Menurut Kecamatan")
        jobs.run_pending()
        body = app.get(address(id_, "xlsx")).data
        assert load_workbook(io.BytesIO(body)).properties.title == "DATA CONTOH: Penduduk Menurut Kecamatan"

    def test_a_change_that_no_file_tells_removes_none(self, people, table, read):
        id_ = read(table())
        place = cache.place(id_, 1, "xlsx")
        before = place.stat().st_ino
        call_action("package_patch", id=people["dataset"]["id"], tema_sdi="05")
        jobs.run_pending()
        assert place.stat().st_ino == before


@pytest.mark.usefixtures("people")
def test_a_dataset_that_was_purged_meanwhile_has_nothing_to_say():
    service.renew("00000000-0000-0000-0000-000000000000")


class TestUpgrade:
    def test_files_of_a_version_that_did_not_keep_what_they_say_go_but_for_rows_alone(self, table, read):
        id_ = read(table())
        cache.place(id_, 1, "saying.json").unlink()
        service.sweep()
        there = [name for name in formats.FORMATS if cache.size(cache.place(id_, 1, name)) is not None]
        assert there == ["csv", "json", "ndjson"]


class TestCopies:
    def test_a_copy_from_before_is_told_to_be_old(self, app, mended, table):
        written = app.get(address(mended, "xlsx"))
        release = releases.one(mended)
        assert release
        assert written.last_modified.timestamp() > int(release.issued.timestamp())

    def test_a_file_that_is_written_again_without_a_change_is_the_same_one(self, app, table):
        id_ = table()
        etag = app.get(address(id_, "xlsx")).headers["ETag"]
        time.sleep(1.1)
        cache.place(id_, 1, "xlsx").unlink()
        assert app.get(address(id_, "xlsx")).headers["ETag"] == etag


def test_what_was_being_written_when_something_else_was_said_is_not_handed_out(app, table, monkeypatch):
    id_ = table()
    build = service.build

    def slow(place, asked, *rest, **more):
        build(place, asked, *rest, **more)
        monkeypatch.setattr(service, "build", build)
        say(id_, notes="Banyaknya penduduk yang dihitung ulang.")

    monkeypatch.setattr(service, "build", slow)
    assert app.get(address(id_, "xlsx")).status_code == 503
    assert "dihitung ulang" in meanings(app.get(address(id_, "xlsx")).data)
