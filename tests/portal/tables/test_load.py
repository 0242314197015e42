"""Claims about loading, on the real DataStore."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser.jobs import store as jobs
from ckanext.paser.jobs.service import run_pending
from ckanext.paser.tables import datastore, outcomes, service
from ckanext.paser.tables.signals import table_changed

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

CSV = "Kode Wilayah;Kecamatan;Luas (km²)\n64.01.01;Batu Sopang;1.111,38\n64.01.02;Tanjung Harapan;-\n"
ROWS = [
    {"_id": 1, "kode_wilayah": "64.01.01", "kecamatan": "Batu Sopang", "luas_km2": 1111.38},
    {"_id": 2, "kode_wilayah": "64.01.02", "kecamatan": "Tanjung Harapan", "luas_km2": None},
]
MORE = CSV + "64.01.03;Paser Belengkong;990,11\n"


def records(resource_id: str, **query: object) -> list[dict[str, object]]:
    return call_action("datastore_search", resource_id=resource_id, **query)["records"]


def loads(resource_id: str) -> int:
    count = sa.text("SELECT count(*) FROM paser_table_load WHERE resource_id = :id")
    return model.Session.execute(count, {"id": resource_id}).scalar_one()


class TestUpload:
    def test_an_uploaded_table_is_loaded_by_the_worker(self, upload):
        resource = upload(CSV)
        assert call_action("paser_table_status", resource_id=resource["id"])["status"] == "queued"
        run_pending()
        assert call_action("paser_table_status", resource_id=resource["id"])["status"] == "done"
        assert records(resource["id"]) == ROWS

    def test_a_file_that_is_no_table_is_left_alone(self, upload):
        assert service.status(upload(b"%PDF-1.7", "laporan.pdf")["id"]) is None

    def test_a_new_file_is_loaded_and_a_new_title_is_not(self, upload):
        resource = upload(CSV)
        run_pending()
        call_action("resource_patch", id=resource["id"], name="Judul baru")
        assert service.status(resource["id"])["status"] == "done"
        upload(MORE, id=resource["id"])
        assert service.status(resource["id"])["status"] == "queued"
        run_pending()
        assert len(records(resource["id"])) == 3

    def test_another_choice_of_sheet_is_loaded(self, upload):
        resource = upload(CSV)
        run_pending()
        call_action("resource_patch", id=resource["id"], sheet="Lembar 2")
        assert service.status(resource["id"])["status"] == "queued"

    def test_a_change_that_is_rolled_back_asks_for_nothing(self, upload):
        resource = upload(CSV)
        run_pending()
        service.request_load(resource["id"])
        model.Session.rollback()
        assert service.status(resource["id"])["status"] == "done"

    def test_two_requests_are_one_load(self, upload):
        resource = upload(CSV)
        service.request_load(resource["id"])
        service.request_load(resource["id"])
        run_pending()
        assert loads(resource["id"]) == 1

    def test_the_table_of_a_deleted_resource_goes(self, upload, datastore_sql):
        resource = upload(CSV)
        run_pending()
        call_action("resource_delete", id=resource["id"])
        run_pending()
        assert datastore_sql("SELECT to_regclass(%s)", f'"{resource["id"]}"') == [(None,)]
        assert service.status(resource["id"]) is None

    def test_the_table_of_a_resource_left_out_of_its_dataset_goes(self, upload, dataset, datastore_sql):
        resource = upload(CSV)
        run_pending()
        call_action("package_patch", id=dataset["id"], resources=[])
        run_pending()
        assert datastore_sql("SELECT to_regclass(%s)", f'"{resource["id"]}"') == [(None,)]

    @pytest.mark.parametrize(
        "now", [{"filename": "surat.pdf", "format": "PDF"}, {"url": "https://contoh.id/", "format": "HTML"}]
    )
    def test_the_table_of_a_resource_that_is_a_document_or_a_link_now_goes(
        self, upload, dataset, datastore_sql, now
    ):
        resource_id = upload("nama,nilai\nKuaro,5\n", format="CSV")["id"]
        run_pending()
        if "url" in now:
            call_action("resource_update", id=resource_id, package_id=dataset["id"], name="Tabel", **now)
        else:
            upload(b"%PDF-1.4", id=resource_id, **now)
        run_pending()
        assert datastore_sql("SELECT to_regclass(%s)", f'"{resource_id}"') == [(None,)]
        assert not call_action("resource_show", id=resource_id)["datastore_active"]

    def test_rows_sent_through_the_api_stay_whatever_else_is_edited(self, dataset, datastore_sql):
        made = call_action(
            "datastore_create", resource={"package_id": dataset["id"]}, records=[{"nama": "Kuaro"}]
        )
        call_action("package_patch", id=dataset["id"], title="Lain")
        run_pending()
        assert datastore_sql(f'SELECT nama FROM "{made["resource_id"]}"') == [("Kuaro",)]

    def test_the_tables_of_a_purged_dataset_go(self, upload, dataset, datastore_sql):
        resource = upload(CSV)
        run_pending()
        call_action("dataset_purge", id=dataset["id"])
        run_pending()
        assert datastore_sql("SELECT to_regclass(%s)", f'"{resource["id"]}"') == [(None,)]
        assert service.status(resource["id"]) is None

    def test_the_files_of_a_purged_dataset_go_and_those_of_a_deleted_one_stay(self, upload, dataset):
        table, document = upload(CSV)["id"], upload(b"%PDF-1.4", "data.pdf")["id"]
        folder = Path(tk.config["ckan.storage_path"], "resources")
        places = [folder / id_[:3] / id_[3:6] / id_[6:] for id_ in (table, document)]
        call_action("package_delete", id=dataset["id"])
        run_pending()
        assert [place.is_file() for place in places] == [True, True]
        call_action("dataset_purge", id=dataset["id"])
        run_pending()
        assert [place.exists() for place in places] == [False, False]
        service.drop(table)  # a job that is done twice finds nothing to do


class TestSameAgain:
    def test_the_same_file_changes_nothing(self, load, datastore_sql):
        resource_id, first = load(CSV)
        before = datastore_sql("SELECT oid, xmin FROM pg_class WHERE relname = %s", resource_id)
        again = service.load_upload(resource_id)
        assert again == service.LoadResult(
            first.status, rows=2, columns=first.columns, data_version=first.data_version, notes=first.notes
        )
        assert datastore_sql("SELECT oid, xmin FROM pg_class WHERE relname = %s", resource_id) == before

    def test_the_same_file_writes_no_second_load(self, load):
        resource_id, _ = load(CSV)
        service.load_upload(resource_id)
        assert loads(resource_id) == 1

    def test_the_same_content_in_other_bytes_keeps_its_version(self, load):
        resource_id, first = load(CSV)
        _, again = load("\ufeff" + CSV.replace("\n", "\r\n"), id=resource_id)
        assert (again.changed, again.data_version) == (False, first.data_version)

    def test_other_content_has_another_version(self, load):
        resource_id, first = load(CSV)
        _, other = load(MORE, id=resource_id)
        assert other.changed
        assert service.data_versions([resource_id, "tidak-ada"]) == {resource_id: other.data_version}
        assert other.data_version != first.data_version

    def test_content_that_comes_back_is_done_though_another_file_failed_between(self, load):
        resource_id, _ = load(CSV)
        load("", id=resource_id)
        load(CSV, id=resource_id)
        assert service.status(resource_id)["status"] == "done"

    def test_a_change_is_told_once(self, load):
        heard: list[str] = []
        with table_changed.connected_to(lambda sender, **_: heard.append(sender)):
            resource_id, _ = load(CSV)
            service.load_upload(resource_id)
        assert heard == [resource_id]


class TestEditedRows:
    @pytest.fixture
    def edited(self, upload) -> str:
        """A table with a row that was changed through the API, which CKAN notes as the file's change a little later."""
        resource_id = upload(CSV)["id"]
        run_pending()
        row = {"_id": 2, "kecamatan": "Tanjung"}
        call_action("datastore_upsert", resource_id=resource_id, method="update", force=True, records=[row])
        call_action("resource_patch", id=resource_id, last_modified="2026-01-02T03:04:05")
        return resource_id

    def test_the_same_file_sent_again_takes_their_place(self, edited, upload):
        upload(CSV, id=edited)
        run_pending()
        assert records(edited) == ROWS

    def test_a_new_title_leaves_them_though_files_are_read_by_other_rules_now(self, edited, monkeypatch):
        monkeypatch.setattr(outcomes, "RULES_VERSION", outcomes.RULES_VERSION + 1)
        call_action("resource_patch", id=edited, name="Judul baru")
        run_pending()
        assert records(edited) == [ROWS[0], {**ROWS[1], "kecamatan": "Tanjung"}]


class TestBadFile:
    def test_it_is_told_and_the_old_table_stays(self, load):
        resource_id, first = load(CSV)
        _, result = load('nama,nilai\n"Kuaro,5\n', id=resource_id)
        assert (result.status, [problem.code for problem in result.problems]) == ("failed", ["open_quote"])
        assert result.data_version == first.data_version
        assert records(resource_id) == ROWS

    def test_text_with_the_name_of_a_workbook_is_told(self, load):
        _, result = load("404 Not Found\nNo such file\n", "data.xlsx")
        assert (result.status, [problem.code for problem in result.problems]) == ("failed", ["wrong_name"])

    def test_a_file_that_vanished_is_told(self, upload):
        resource = upload(CSV)
        id_ = resource["id"]
        Path(tk.config["ckan.storage_path"], "resources", id_[:3], id_[3:6], id_[6:]).unlink()
        result = service.load_upload(resource["id"])
        assert result is not None
        assert [problem.code for problem in result.problems] == ["missing_file"]

    def test_a_row_too_wide_for_the_database_is_told(self, load):
        wide = ",".join(f"k{n}" for n in range(999)) + "\n" + ",".join(["dua belas huruf"] * 999) + "\n"
        assert [problem.code for problem in load(wide)[1].problems] == ["too_wide"]


class TestLikeCkansOwn:
    """CKAN's own DataStore API works on our tables unchanged."""

    def test_the_resource_says_that_it_has_a_table_and_keeps_its_dates(self, upload, dataset):
        resource = upload(CSV)
        before = call_action("package_show", id=dataset["id"])["metadata_modified"]
        run_pending()
        assert call_action("resource_show", id=resource["id"])["datastore_active"] is True
        assert call_action("package_show", id=dataset["id"])["metadata_modified"] == before
        (found,) = call_action("package_search", fq=f"id:{dataset['id']}")["results"]
        assert found["resources"][0]["datastore_active"] is True

    def test_rows_are_filtered_sorted_and_counted(self, load):
        resource_id, _ = load(CSV)
        assert records(resource_id, filters={"kode_wilayah": "64.01.02"}) == ROWS[1:]
        assert records(resource_id, sort="_id desc") == ROWS[::-1]
        assert call_action("datastore_search", resource_id=resource_id)["total"] == 2

    def test_rows_are_found_by_their_words(self, load):
        resource_id, _ = load(CSV)
        assert [row["kecamatan"] for row in records(resource_id, q="sopang")] == ["Batu Sopang"]

    def test_columns_have_types_labels_and_units(self, load):
        resource_id, _ = load(CSV)
        fields = call_action("datastore_info", id=resource_id)["fields"]
        code = {"label": "Kode Wilayah", "peran": "wilayah", "notes": "", "type_override": ""}
        assert [(field["id"], field["type"], field["info"]) for field in fields] == [
            ("kode_wilayah", "text", code),
            ("kecamatan", "text", {"label": "Kecamatan", "notes": "", "type_override": ""}),
            ("luas_km2", "numeric", {"label": "Luas (km²)", "unit": "km²", "notes": "", "type_override": ""}),
        ]

    def test_it_can_be_dumped(self, load, app):
        resource_id, _ = load(CSV)
        dump = app.get(f"/datastore/dump/{resource_id}?format=csv")
        assert dump.text.splitlines()[1:] == ["1,64.01.01,Batu Sopang,1111.38", "2,64.01.02,Tanjung Harapan,"]

    def test_rows_are_added_after_the_last_one(self, load):
        resource_id, result = load(CSV)
        row = {"kode_wilayah": "64.01.03", "kecamatan": "Paser Belengkong"}
        call_action("datastore_upsert", resource_id=resource_id, method="insert", force=True, records=[row])
        assert records(resource_id, filters={"_id": 3}) == [{"_id": 3, **row, "luas_km2": None}]
        assert service.data_versions([resource_id]) != {resource_id: result.data_version}

    def test_a_row_is_changed_by_its_number(self, load):
        resource_id, _ = load(CSV)
        row = {"_id": 2, "kecamatan": "Tanjung"}
        call_action("datastore_upsert", resource_id=resource_id, method="update", force=True, records=[row])
        assert records(resource_id, filters={"_id": 2}) == [{**ROWS[1], "kecamatan": "Tanjung"}]

    def test_rows_can_be_deleted(self, load):
        resource_id, result = load(CSV)
        call_action("datastore_records_delete", resource_id=resource_id, force=True, filters={"_id": 2})
        assert records(resource_id) == ROWS[:1]
        assert service.data_versions([resource_id]) != {resource_id: result.data_version}

    def test_aliases_show_the_new_table(self, load):
        resource_id, _ = load(CSV)
        call_action("datastore_create", resource_id=resource_id, aliases=["luas_kecamatan"], force=True)
        load(MORE.replace("Kecamatan", "Nama"), id=resource_id)
        assert records("luas_kecamatan")[2]["nama"] == "Paser Belengkong"
        call_action("datastore_create", resource_id=resource_id, aliases=[], force=True)

    def test_the_preview_shows_the_first_rows(self, load):
        resource_id, result = load(CSV)
        preview = service.preview(resource_id, limit=1)
        assert [(c.id, c.label, c.type, c.unit) for c in preview.columns] == [
            (c.id, c.label, c.type, c.unit) for c in result.columns
        ]
        assert [tuple(map(str, row)) for row in preview.rows] == [("64.01.01", "Batu Sopang", "1111.38")]
        assert preview.total == 2


class TestDictionary:
    def test_what_an_officer_wrote_survives_a_new_file(self, load):
        resource_id, _ = load(CSV)
        written = {"label": "Luas", "notes": "Menurut RKPD", "type_override": "", "unit": "kilometer persegi"}
        call_action(
            "datastore_create",
            resource_id=resource_id,
            force=True,
            fields=[{"id": "luas_km2", "info": written}],
            delete_fields=False,
        )
        load(MORE, id=resource_id)
        assert call_action("datastore_info", id=resource_id)["fields"][2]["info"] == written

    def test_a_label_that_nobody_changed_follows_the_file(self, load):
        resource_id, _ = load(CSV)
        load(CSV.replace("Kecamatan", "KECAMATAN"), id=resource_id)
        assert call_action("datastore_info", id=resource_id)["fields"][1]["info"]["label"] == "KECAMATAN"


class TestFullText:
    @pytest.fixture(autouse=True)
    def _every_table_is_large(self, monkeypatch):
        monkeypatch.setattr(datastore, "SEARCHED_AT_ONCE", 0)

    def test_a_large_table_is_searchable_once_the_worker_has_been_there(self, load, datastore_sql):
        resource_id, _ = load(CSV)
        assert records(resource_id, q="sopang") == []
        run_pending()
        assert len(records(resource_id, q="sopang")) == 1
        index = "SELECT count(*) FROM pg_indexes WHERE tablename = %s AND indexdef LIKE '%%_full_text%%'"
        assert datastore_sql(index, resource_id) == [(1,)]

    def test_a_large_table_is_indexed_by_what_most_questions_are_about(self, load, datastore_sql):
        resource_id, _ = load(
            "npsn;kecamatan;tahun;jumlah;catatan\n1234;Kuaro;2020;5;a\n1235;Long Ikis;2021;6;b\n"
        )
        run_pending()
        indexes = datastore_sql("SELECT indexdef FROM pg_indexes WHERE tablename = %s", resource_id)
        columns = {definition.rpartition("(")[2].rstrip(")") for (definition,) in indexes}
        assert columns == {"_id", "_full_text", "npsn", "kecamatan", "tahun"}

    def test_a_value_that_is_longer_than_an_index_takes_keeps_no_table_from_its_full_text(self, load):
        long = "".join(chr(97 + n * n % 26) + str(n) for n in range(3_000))
        resource_id, _ = load(f"kecamatan;jumlah\nKuaro;5\n{long};6\n")
        run_pending()
        assert len(records(resource_id, q="kuaro")) == 1

    def test_what_nobody_filled_is_filled_by_the_sweep(self, load):
        resource_id, _ = load(CSV)
        model.Session.execute(sa.text(f"TRUNCATE {jobs.JOBS} CASCADE"))
        model.Session.commit()
        service.sweep()
        run_pending()
        assert len(records(resource_id, q="sopang")) == 1
