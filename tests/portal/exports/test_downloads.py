"""Claims about the addresses of downloads: what is handed out, how, and to whom."""

from __future__ import annotations

import csv
import io
import json
import time
from datetime import datetime
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from ckan.tests.helpers import call_action

from ckanext.paser.exports import cache, service
from ckanext.paser.exports.rules import formats
from ckanext.paser.jobs import service as jobs
from ckanext.paser.releases import hooks
from ckanext.paser.tables import service as tables

PLUGINS = "paser scheming_datasets scheming_organizations datastore"

pytestmark = pytest.mark.ckan_config("ckan.plugins", PLUGINS)

CSV = "kode_wilayah,nama,jumlah\n64.01.04,Tanah Grogot,1250.5\n64.01.05,Kuaro,12.25\n"
NEWER = "Kode Wilayah;Nama;Jumlah\n64.01.04;Tanah Grogot;7,5\n"
ROWS = [
    {"kode_wilayah": "64.01.04", "nama": "Tanah Grogot", "jumlah": 1250.5},
    {"kode_wilayah": "64.01.05", "nama": "Kuaro", "jumlah": 12.25},
]
FEATURES: list[dict[str, Any]] = [
    {
        "type": "Feature",
        "geometry": {
            "type": "Polygon",
            "coordinates": [[[116.1, -1.9], [116.2, -1.9], [116.25, -1.80000000001], [116.1, -1.9]]],
        },
        "properties": {"kode_kecamatan": "64.01.04", "zona": "banjir"},
    },
    {"type": "Feature", "geometry": None, "properties": {"kode_kecamatan": "64.01.05", "zona": "kering"}},
]
ZONES = json.dumps({"type": "FeatureCollection", "features": FEATURES})
NIKS = [f"64010157{month:02}900001" for month in range(1, 6)]
PERSONAL = "Desa;NIK\n" + "".join(f"Contoh {n};{nik}\n" for n, nik in enumerate(NIKS))


def address(resource_id: str, ending: str = "csv", number: int | None = None) -> str:
    middle = f"/rilis/{number}" if number else ""
    return f"/api/paser/v1/tabel/{resource_id}{middle}/unduh.{ending}"


class TestFormats:
    def test_csv_json_and_ndjson_are_the_table(self, app, table):
        id_ = table()
        assert app.get(address(id_)).body == CSV
        assert app.get(address(id_, "json")).json == ROWS
        lines = app.get(address(id_, "ndjson")).body.splitlines()
        assert [json.loads(line) for line in lines] == ROWS

    def test_excel_has_the_dictionary_and_says_whose_data_they_are(self, app, table, people):
        book = load_workbook(io.BytesIO(app.get(address(table(), "xlsx")).data))
        assert book.sheetnames == ["Data", "Kamus data", "Keterangan"]
        about = dict(book["Keterangan"].iter_rows(values_only=True))
        assert [about[key] for key in ("Judul", "Perangkat daerah", "Tabel", "Sumber", "Periode data")] == [
            "DATA CONTOH: Penduduk",
            "Dinas Contoh",
            "Tabel 2024",
            "Dinas Contoh, angka dibuat-buat",
            "2020–2024",
        ]
        assert about["Lisensi"].startswith("Creative Commons")
        assert about["Catatan"].startswith("DATA CONTOH")
        assert about["Alamat tetap"].endswith("/rilis/1")

    def test_an_older_release_keeps_the_name_and_the_period_that_it_had(self, app, table, people):
        october = {"name": "Posyandu Oktober", "periode_mulai": "2024-10", "periode_selesai": "2024-10"}
        november = {"name": "Posyandu November", "periode_mulai": "2024-11", "periode_selesai": "2024-11"}
        id_ = table(**october)
        table(NEWER, id=id_, **november)
        answers = [app.get(address(id_, "xlsx", number)) for number in (1, 2)]
        books = [load_workbook(io.BytesIO(answer.data))["Keterangan"] for answer in answers]
        said = [dict(book.iter_rows(values_only=True)) for book in books]
        assert [(one["Tabel"], one["Periode data"]) for one in said] == [
            ("Posyandu Oktober", "Oktober 2024"),
            ("Posyandu November", "November 2024"),
        ]
        names = [answer.headers["Content-Disposition"].rpartition("posyandu-")[2] for answer in answers]
        assert names == ['oktober-r1.xlsx"', 'november-r2.xlsx"']

    def test_each_table_of_a_package_has_its_own_period(self, app, table, people):
        for year in ("2022", "2023"):
            table(name=f"Tabel {year}", periode_mulai=year, periode_selesai=year)
        answer = app.get(f"/dataset/{people['dataset']['id']}/unduh.zip")
        package = json.loads(ZipFile(io.BytesIO(answer.data)).read("datapackage.json"))
        periods = {one["name"]: one["periode"] for one in package["resources"] if "202" in one["name"]}
        assert periods == {"tabel-2022": "2022", "tabel-2023": "2023"}
        assert package["temporal"] == {"start": "2020", "end": "2024"}

    @pytest.mark.parametrize(("name", "known"), [(each.name, each) for each in formats.FORMATS.values()])
    def test_each_has_its_media_type_its_name_and_is_saved_not_shown(self, app, table, people, name, known):
        if name == "geojson":
            pytest.skip("no borders are loaded here")
        headers = app.get(address(table(), name)).headers
        dataset = people["dataset"]["name"]
        assert headers["Content-Type"] == known.media_type
        assert headers["Content-Disposition"] == f'attachment; filename="{dataset}-tabel-2024-r1.{name}"'
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Access-Control-Allow-Origin"] == "*"

    def test_a_table_without_places_has_no_geojson_and_a_sentence_says_so(self, app, table):
        answer = app.get(address(table("Komoditas;Harga\nBeras;12\n"), "geojson"), status=404)
        assert answer.json["error"]["code"] == "no_places"
        assert "csv, xlsx" in answer.json["error"]["message"]

    def test_shapes_that_were_sent_come_back_as_they_are(self, app, table):
        assert app.get(address(table(ZONES, filename="zona.geojson"), "geojson")).json["features"] == FEATURES

    def test_a_table_of_shapes_is_offered_as_geojson(self, table):
        id_ = table(ZONES, filename="zona.geojson")
        jobs.run_pending()
        found = offered(id_)
        assert found is not None
        assert found.named("geojson") is not None

    def test_an_unknown_format_is_answered_with_those_there_are(self, app, table):
        answer = app.get(address(table(), "pdf"), status=404)
        assert "parquet" in answer.json["error"]["message"]

    @pytest.mark.parametrize("name", ["csv", "csv.gz", "json", "ndjson"])
    def test_what_holds_rows_alone_points_to_their_meaning_licence_source_and_period(self, app, table, name):
        link = app.get(address(table(), name)).headers["Link"]
        assert link.endswith('; rel="describedby"; type="application/csvm+json"')
        answer = app.get(link[1 : link.index(">")])
        assert answer.headers["Content-Type"].startswith("application/csvm+json")
        assert [column["name"] for column in answer.json["tableSchema"]["columns"]] == [
            "kode_wilayah", "nama", "jumlah"]  # fmt: skip
        assert answer.json["dc:license"].startswith("http")
        assert (answer.json["dc:source"], answer.json["dc:temporal"]) == (
            "Dinas Contoh, angka dibuat-buat",
            "2020–2024",
        )


class TestATableOfTheApi:
    @pytest.fixture(params=["csv", "json"])
    def row(self, request, app, people, monkeypatch) -> dict[str, Any]:
        """Its one row, as a download has it."""
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        made = call_action(
            "datastore_create",
            resource={"package_id": people["dataset"]["id"], "name": "Tabel"},
            fields=[{"id": "saat", "type": "timestamptz"}, {"id": "rinci", "type": "json"}],
            records=[{"saat": "2025-01-02T11:04:05+08:00", "rinci": {"kode": ["é", None]}}],
        )
        jobs.run_pending()
        answer = app.get(address(made["resource_id"], request.param))
        if request.param == "json":
            return answer.json[0]
        (row,) = csv.DictReader(io.StringIO(answer.text))
        return row | {"rinci": json.loads(row["rinci"])}

    def test_tells_a_moment_with_its_distance_from_utc(self, row):
        assert datetime.fromisoformat(row["saat"]) == datetime.fromisoformat("2025-01-02T11:04:05+08:00")

    def test_has_json_as_json(self, row):
        assert row["rinci"] == {"kode": ["é", None]}


class TestReleases:
    def test_the_short_address_gives_the_newest_and_the_permanent_one_its_own(self, app, table):
        id_ = table()
        first = app.get(address(id_)).body
        table(NEWER, id=id_)
        assert app.get(address(id_)).body == "kode_wilayah,nama,jumlah\n64.01.04,Tanah Grogot,7.5\n"
        assert app.get(address(id_, number=1)).body == first == CSV

    @pytest.mark.parametrize("number", [None, 1])
    def test_a_copy_is_asked_about_each_time_so_that_none_outlives_its_release(self, app, table, number):
        id_ = table()
        headers = app.get(address(id_, number=number)).headers
        assert headers["Cache-Control"] == "public, no-cache"
        tag = {"If-None-Match": headers["ETag"]}
        assert app.get(address(id_, number=number), headers=tag).status_code == 304
        call_action("paser_release_withdraw", resource_id=id_, number=1, reason="Salah kirim.")
        assert app.get(address(id_, number=number), headers=tag).status_code == 404

    def test_a_new_release_has_another_tag(self, app, table):
        id_ = table()
        before = app.get(address(id_)).headers["ETag"]
        assert app.get(address(id_), headers={"If-None-Match": before}, status=304).body == ""
        table(NEWER, id=id_)
        assert app.get(address(id_), headers={"If-None-Match": before}).headers["ETag"] != before

    @pytest.mark.parametrize("number", [2, 2_147_483_647, 99_999_999_999])
    def test_a_release_that_is_not_there_is_not_found(self, app, table, number):
        assert app.get(address(table(), number=number)).status_code == 404

    def test_a_held_file_leaves_the_release_before_it(self, app, table):
        id_ = table()
        table(PERSONAL, id=id_)
        assert app.get(address(id_)).body == CSV

    def test_a_withdrawn_release_is_not_handed_out_though_its_file_still_lies_there(self, app, table):
        id_ = table()
        app.get(address(id_, number=1))
        table(NEWER, id=id_)
        call_action("paser_release_withdraw", resource_id=id_, number=1, reason="Salah kirim.")
        assert cache.place(id_, 1, "csv").exists()
        assert app.get(address(id_, number=1)).status_code == 404


class TestTransport:
    def test_a_broken_download_goes_on_where_it_broke(self, app, table):
        id_ = table()
        tag = app.get(address(id_)).headers["ETag"]
        answer = app.get(address(id_), headers={"Range": "bytes=10-", "If-Range": tag}, status=206)
        assert answer.body == CSV[10:]
        assert answer.headers["Content-Range"] == f"bytes 10-{len(CSV) - 1}/{len(CSV)}"

    def test_head_tells_size_and_day(self, app, table):
        answer = app.client.head(address(table()))
        assert (answer.body, answer.headers["Content-Length"]) == ("", str(len(CSV)))
        assert answer.headers["Last-Modified"]

    @pytest.mark.ckan_config("paser.exports.accel", "/_paser/unduhan")
    def test_behind_nginx_the_file_is_handed_over(self, app, table):
        id_ = table()
        answer = app.get(address(id_))
        assert answer.headers["X-Accel-Redirect"] == f"/_paser/unduhan/paser_exports/tabel/{id_}/1.csv"
        assert (answer.body, answer.headers["Content-Type"]) == ("", "text/csv; charset=utf-8")

    def test_the_second_visitor_gets_the_file_that_was_written_for_the_first(self, app, table):
        id_ = table()
        app.get(address(id_, "json"))
        written = cache.place(id_, 1, "json").stat()
        app.get(address(id_, "json"))
        assert cache.place(id_, 1, "json").stat().st_ino == written.st_ino


class TestAccess:
    def test_a_private_table_is_for_its_agency_and_nobody_keeps_it(self, app, table, people):
        id_ = table(dataset="private")
        assert app.get(address(id_)).status_code == 404
        tokens = {role: {"Authorization": people[role]["token"]} for role in ("editor", "stranger")}
        assert app.get(address(id_), headers=tokens["stranger"]).status_code == 404
        answer = app.get(address(id_), headers=tokens["editor"])
        assert (answer.body, answer.headers["Cache-Control"]) == (CSV, "private, no-store")

    def test_a_private_dataset_is_not_packed_for_strangers(self, app, table, people):
        table(dataset="private")
        assert app.get(f"/dataset/{people['private']['name']}/unduh.zip").status_code == 404

    @pytest.mark.parametrize("deleted", ["resource", "package"])
    def test_what_was_deleted_is_not_handed_out_any_more(self, app, table, people, deleted):
        id_ = table()
        table(name="Tabel 2023")  # what is published keeps its last data
        about = f"/api/paser/v1/tabel/{id_}/rilis/1/unduh.csv-metadata.json"
        places = (address(id_), address(id_, number=1), about)
        before = [app.get(place).status_code for place in places]
        call_action(f"{deleted}_delete", id=id_ if deleted == "resource" else people["dataset"]["id"])
        assert (before, [app.get(place).status_code for place in places]) == ([200] * 3, [404] * 3)

    @pytest.mark.parametrize("id_", ["tidak-ada", "00000000-0000-0000-0000-000000000000"])
    def test_what_does_not_exist_is_not_found(self, app, people, id_):
        assert app.get(address(id_)).status_code == 404
        assert app.get(f"/dataset/{id_}/unduh.zip").status_code == 404

    def test_people_are_answered_with_a_page(self, app, people):
        answer = app.get(address("tidak-ada"), headers={"Accept": "text/html"}, status=404)
        assert "<h1>" in answer.body
        assert answer.headers["Cache-Control"] == "no-store"


def close(resource_id: str, column: str) -> None:
    """Say of a column that it is not for the public; no job has followed yet."""
    closed = [{"id": column, "apakah_variabel_bisa_diakses_umum": False}]
    call_action("resource_patch", id=resource_id, kamus_data=closed)


def offered(resource_id: str, number: int | None = None) -> service.Offers | None:
    """What a page offers of a release."""
    return service.offers(
        service.releases.one(resource_id, number), call_action("resource_show", id=resource_id)
    )


class TestClosedColumns:
    """From the moment in which a column is closed, nothing that holds it is handed out, though it was written before."""

    @pytest.mark.parametrize("number", [None, 1])
    def test_a_table_of_it_is_neither_handed_out_nor_offered(self, app, table, number):
        id_ = table()
        assert app.get(address(id_, number=number)).status_code == 200
        close(id_, "jumlah")
        assert app.get(address(id_, number=number)).status_code == (404 if number else 503)
        assert offered(id_, number) is None

    def test_the_newest_is_being_prepared_until_there_is_a_release_without_it(self, app, table):
        id_ = table()
        close(id_, "jumlah")
        answer = app.get(address(id_), status=503)
        assert (answer.json["error"]["code"], answer.headers["Retry-After"]) == ("being_prepared", "20")

    def test_its_page_says_so_and_leads_to_no_download(self, app, table, people):
        id_ = table()
        close(id_, "jumlah")
        shown = app.get(f"/id/dataset/{people['dataset']['name']}/resource/{id_}").body
        assert ("Unduhan tabel sedang disiapkan" in shown, "/unduh." in shown) == (True, False)

    def test_neither_is_its_description(self, app, table):
        id_ = table()
        close(id_, "jumlah")
        assert app.get(f"/api/paser/v1/tabel/{id_}/rilis/1/unduh.csv-metadata.json").status_code == 404

    def test_the_package_goes_without_it(self, app, table, people):
        id_ = table()
        table("Desa;Jumlah\nContoh;12\n", name="Desa")
        page = f"/dataset/{people['dataset']['name']}/unduh.zip"
        assert "data/tabel-2024.csv" in ZipFile(io.BytesIO(app.get(page).data)).namelist()
        close(id_, "jumlah")
        names = ZipFile(io.BytesIO(app.get(page).data)).namelist()
        assert [name for name in names if "tabel-2024" in name] == []
        assert "data/desa.csv" in names

    def test_who_has_the_package_with_it_is_not_told_that_nothing_has_changed(self, app, table, people):
        id_ = table()
        table("Desa;Jumlah\nContoh;12\n", name="Desa")
        page = f"/dataset/{people['dataset']['name']}/unduh.zip"
        since = app.get(page).headers["Last-Modified"]
        time.sleep(1.1)  # a Last-Modified has whole seconds
        close(id_, "jumlah")
        assert app.get(page, headers={"If-Modified-Since": since}).status_code == 200

    def test_a_package_of_nothing_else_is_being_prepared(self, app, table, people):
        id_ = table()
        page = f"/dataset/{people['dataset']['name']}/unduh.zip"
        assert app.get(page).status_code == 200
        close(id_, "jumlah")
        assert app.get(page).status_code == 503

    def test_the_table_without_it_is_handed_out_once_it_is_read_anew(self, app, table):
        id_ = table()
        close(id_, "jumlah")
        jobs.run_pending()
        assert app.get(address(id_)).body == "kode_wilayah,nama\n64.01.04,Tanah Grogot\n64.01.05,Kuaro\n"

    def test_a_file_is_not_offered_as_it_was_sent_while_it_waits_to_be_read_otherwise(self, table):
        id_ = table()
        before = offered(id_)
        call_action("resource_patch", id=id_, bentuk_tabel="panjang")
        after = offered(id_)
        assert [found and found.original for found in (before, after)] == [True, False]


class TestPackage:
    def test_it_holds_the_tables_and_the_files_of_a_dataset(self, app, table, people):
        table()
        table("Desa;Jumlah\nContoh;12\n", name="Desa")
        answer = app.get(f"/dataset/{people['dataset']['name']}/unduh.zip")
        archive = ZipFile(io.BytesIO(answer.data))
        assert answer.headers["Content-Type"] == "application/zip"
        assert archive.read("data/tabel-2024.csv").decode() == CSV
        assert {"data/desa.csv", "asli/desa/data.csv", "datapackage.json", "README.txt", "SHA256SUMS"} <= set(
            archive.namelist()
        )

    def test_a_file_with_personal_data_is_not_in_it(self, app, table, people):
        id_ = table()
        table(PERSONAL, id=id_)
        call_action("paser_privacy_decide", resource_id=id_, decision="drop_column", columns=["nik"])
        tables.load_upload(id_)
        answer = app.get(f"/dataset/{people['dataset']['name']}/unduh.zip")
        archive = ZipFile(io.BytesIO(answer.data))
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
        assert "data/tabel-2024.csv" in archive.namelist()
        assert [nik for nik in NIKS if nik in everything] == []

    def test_a_dataset_without_tables_has_none(self, app, people):
        assert app.get(f"/dataset/{people['dataset']['name']}/unduh.zip").status_code == 404
