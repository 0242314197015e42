"""Claims about CKAN's own DataStore API on tables that were loaded here, and on those of its Table Designer."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.releases import hooks
from ckanext.paser.tables import service
from ckanext.paser.tables.signals import table_changed

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore tabledesigner")

FILE = "Kode Wilayah;Tanggal;Jumlah;Harga (Rp);Aktif;Keterangan\n" + "".join(
    f"64.01.{n % 3 + 1:02};{n % 28 + 1:02}/0{n // 28 + 1}/2024;{n};{n + 1}.500,25;{'ya' if n % 2 else 'tidak'};"
    f"{'panen kelapa sawit' if n % 5 == 0 else 'tanam jagung'}\n"
    for n in range(50)
)


@pytest.fixture
def table(load) -> str:
    resource_id, result = load(FILE)
    run_pending()
    assert result.status == "done"
    return resource_id


def numbers(table: str, **query: Any) -> list[int]:
    found = call_action("datastore_search", resource_id=table, sort="_id", limit=1000, **query)
    return [row["jumlah"] for row in found["records"]]


class TestSearch:
    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            ({"jumlah": 7}, [7]),
            ({"jumlah": [7, 9]}, [7, 9]),
            ({"jumlah": {"gte": 47}}, [47, 48, 49]),
            ({"jumlah": {"gt": 3, "lte": 5}}, [4, 5]),
            ({"harga_rp": {"lt": 2500.26}}, [0, 1]),
            ({"tanggal": {"gte": "2024-02-20"}}, [47, 48, 49]),
            ({"kode_wilayah": "64.01.02", "jumlah": {"lt": 5}}, [1, 4]),
            ({"aktif": True, "jumlah": {"lt": 4}}, [1, 3]),
            ({"jumlah": [{"lt": 1}, {"gte": 49}]}, [0, 49]),
        ],
        ids=json.dumps,
    )
    def test_rows_are_filtered_by_values_and_ranges(self, table, filters, expected):
        assert numbers(table, filters=filters) == expected

    def test_pages_follow_each_other_by_key(self, table):
        seen, filters = [], {}
        while True:
            page = call_action(
                "datastore_search", resource_id=table, limit=20, filters=filters, include_next_page=True
            )
            seen.append([row["jumlah"] for row in page["records"]])
            if not page.get("next_page"):
                break
            filters = page["next_page"]
        assert [len(rows) for rows in seen if rows] == [20, 20, 10]
        assert [number for rows in seen for number in rows] == list(range(50))

    @pytest.mark.parametrize(
        ("query", "count"),
        [({"q": "kelapa"}, 10), ({"q": {"keterangan": "jagung"}}, 40), ({"q": "64.01.02 kelapa"}, 3)],
    )
    def test_rows_are_found_by_words_of_all_columns_or_of_one(self, table, query, count):
        assert call_action("datastore_search", resource_id=table, limit=0, **query)["total"] == count

    def test_ckans_list_of_tables_is_answered_too(self, table, app):
        answer = app.get("/api/3/action/datastore_search?resource_id=_table_metadata&limit=1000").json
        assert table in {row["name"] for row in answer["result"]["records"]}

    def test_values_are_told_once(self, table):
        found = call_action(
            "datastore_search", resource_id=table, fields="kode_wilayah", distinct=True, sort="kode_wilayah"
        )
        assert [row["kode_wilayah"] for row in found["records"]] == ["64.01.01", "64.01.02", "64.01.03"]

    def test_rows_are_sorted_by_several_columns(self, table):
        found = call_action(
            "datastore_search", resource_id=table, sort="kode_wilayah desc, jumlah desc", limit=2
        )
        assert [row["jumlah"] for row in found["records"]] == [47, 44]

    @pytest.mark.parametrize(
        ("form", "expected"),
        [
            ("objects", [{"jumlah": 1, "harga_rp": 2500.25}]),
            ("lists", [[1, 2500.25]]),
            ("csv", "1,2500.25\n"),
            ("tsv", "1\t2500.25\n"),
        ],
    )
    def test_rows_come_in_every_form(self, table, form, expected):
        found = call_action(
            "datastore_search",
            resource_id=table,
            fields="jumlah,harga_rp",
            filters={"jumlah": 1},
            records_format=form,
        )
        assert found["records"] == expected


class TestInfo:
    def test_it_tells_types_and_dictionary(self, table):
        info = call_action("datastore_info", id=table)
        fields = {field["id"]: (field["type"], field["info"]["label"]) for field in info["fields"]}
        assert fields == {
            "kode_wilayah": ("text", "Kode Wilayah"),
            "tanggal": ("date", "Tanggal"),
            "jumlah": ("int8", "Jumlah"),
            "harga_rp": ("numeric", "Harga (Rp)"),
            "aktif": ("bool", "Aktif"),
            "keterangan": ("text", "Keterangan"),
        }

    def test_it_tells_how_many_rows_there_are(self, table):
        assert call_action("datastore_info", id=table)["meta"]["count"] == 50


class TestDump:
    @pytest.mark.parametrize("form", ["csv", "tsv"])
    def test_all_rows_come_as_text(self, table, app, form):
        body = app.get(f"/datastore/dump/{table}?format={form}&bom=false").get_data(as_text=True)
        rows = list(csv.DictReader(io.StringIO(body), delimiter="\t" if form == "tsv" else ","))
        assert [int(row["jumlah"]) for row in rows] == list(range(50))
        assert rows[1]["harga_rp"] == "2500.25"

    def test_all_rows_come_as_json(self, table, app):
        records = json.loads(app.get(f"/datastore/dump/{table}?format=json").get_data())["records"]
        assert [row[3] for row in records] == list(range(50))

    def test_all_rows_come_as_xml(self, table, app):
        body = app.get(f"/datastore/dump/{table}?format=xml").get_data(as_text=True)
        assert body.count("<row ") == 50

    def test_a_form_that_there_is_none_of_is_told_with_those_that_there_are(self, table, app):
        page = app.get(f"/datastore/dump/{table}?format=<foo>", status=400)
        assert "Tidak ada format &lt;foo&gt; di sini. Yang ada: csv, tsv, json, xml." in page.body


class TestTableDesigner:
    @pytest.fixture
    def designed(self, dataset) -> str:
        resource = factories.Resource(package_id=dataset["id"], url_type="tabledesigner", url="")
        columns = [
            {"id": "kode", "type": "text", "tdtype": "text", "tdpkreq": "pk"},
            {"id": "nilai", "type": "int8", "tdtype": "integer"},
        ]
        call_action(
            "datastore_create", resource_id=resource["id"], fields=columns, primary_key=["kode"], force=True
        )
        rows = [{"kode": "A", "nilai": 1}, {"kode": "B", "nilai": 2}]
        call_action("datastore_upsert", resource_id=resource["id"], records=rows, force=True)
        run_pending()
        return resource["id"]

    def test_rows_are_changed_by_their_key(self, designed):
        rows = [{"kode": "B", "nilai": 20}, {"kode": "C", "nilai": 3}]
        call_action("datastore_upsert", resource_id=designed, records=rows, force=True)
        found = call_action("datastore_search", resource_id=designed, sort="kode", fields="kode,nilai")[
            "records"
        ]
        assert [tuple(row.values()) for row in found] == [("A", 1), ("B", 20), ("C", 3)]

    def test_it_stays_when_its_dataset_is_edited(self, designed, dataset):
        call_action("package_patch", id=dataset["id"], notes="Keterangan lain.")
        run_pending()
        service.sweep()
        run_pending()
        assert call_action("datastore_search", resource_id=designed, limit=0)["total"] == 2

    def test_a_column_is_added_without_losing_rows(self, designed):
        columns = call_action("datastore_info", id=designed)["fields"]
        columns.append({"id": "satuan", "type": "text", "tdtype": "text"})
        call_action(
            "datastore_create", resource_id=designed, fields=columns, primary_key=["kode"], force=True
        )
        found = call_action("datastore_search", resource_id=designed)
        assert (found["total"], found["records"][0]["satuan"]) == (2, None)


class TestTypes:
    """What the DataStore holds in types that no file of ours is given."""

    @pytest.fixture
    def measured(self, dataset, monkeypatch) -> str:
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        types = {"kecil": "int2", "ringan": "float4", "saat": "timestamptz", "tahun": "int4"}
        made = call_action(
            "datastore_create",
            resource={"package_id": dataset["id"]},
            fields=[{"id": name, "type": type_} for name, type_ in types.items()],
            records=[
                {"kecil": 1250, "ringan": 0.5, "saat": "2025-01-02T03:04:05+00:00", "tahun": 2024},
                {"kecil": -7},
            ],
        )
        run_pending()
        return made["resource_id"]

    @pytest.mark.ckan_config("ckan.display_timezone", "Asia/Makassar")
    def test_years_have_no_thousands_mark_and_moments_are_told_as_in_paser(self, measured, dataset, app):
        page = BeautifulSoup(app.get(f"/dataset/{dataset['name']}/resource/{measured}").text, "html.parser")
        cells = [cell.get_text() for cell in page.select("#tabel tbody tr")[0].select("td")]
        assert cells == ["1.250", "0,5", "2 Jan 2025 11.04.05 WITA", "2024"]

    def test_a_table_without_rows_is_downloaded_as_its_header(self, dataset, app, monkeypatch):
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        made = call_action(
            "datastore_create",
            resource={"package_id": dataset["id"]},
            fields=[{"id": "kode", "type": "text"}, {"id": "nilai", "type": "int4"}],
        )
        run_pending()
        api = f"/api/paser/v1/tabel/{made['resource_id']}"
        assert app.get(f"{api}/unduh.csv").body == "kode,nilai\n"
        assert app.get(f"{api}/unduh.json").json == []
        book = load_workbook(io.BytesIO(app.get(f"{api}/unduh.xlsx").data))
        assert [*book["Data"].iter_rows(values_only=True)] == [("kode", "nilai")]
        page = app.get(f"/dataset/{dataset['name']}/resource/{made['resource_id']}").text
        assert f"{made['resource_id']}/unduh.csv" in page

    def test_a_number_is_one_and_a_moment_too_on_the_page_in_the_row_api_and_in_downloads(
        self, measured, dataset, app
    ):
        api = f"/api/paser/v1/tabel/{measured}"
        answer = app.get(f"{api}/baris").json
        assert [column["type"] for column in answer["columns"]] == [
            "integer",
            "number",
            "timestamp",
            "integer",
        ]
        downloaded = app.get(f"{api}/unduh.json").json
        assert downloaded == [
            {name: row[name] for name in ("kecil", "ringan", "saat", "tahun")} for row in answer["items"]
        ]
        assert (downloaded[0]["kecil"], downloaded[0]["ringan"]) == (1250, 0.5)
        assert datetime.fromisoformat(downloaded[0]["saat"]) == datetime(
            2025, 1, 2, 3, 4, 5, tzinfo=timezone.utc
        )
        page = BeautifulSoup(app.get(f"/dataset/{dataset['name']}/resource/{measured}").text, "html.parser")
        numbers = [cell.get_text() for cell in page.select("#tabel tbody td.r")]
        assert numbers == ["1.250", "0,5", "\N{MINUS SIGN}7", "–"]


NUL = {
    "datastore_search": {"filters": {"jumlah": "\0"}},
    "datastore_create": {"fields": [{"id": "\0"}]},
    "datastore_upsert": {"records": [{"jumlah": "\0"}], "method": "insert"},
    "datastore_delete": {"filters": {"keterangan": "\0"}},
    "datastore_records_delete": {"filters": {"keterangan": "\0"}},
}


class TestRefusals:
    @pytest.mark.parametrize("action", NUL)
    def test_a_nul_character_is_told_at_its_parameter(self, table, action):
        asked = NUL[action] if action == "datastore_search" else NUL[action] | {"force": True}
        with pytest.raises(tk.ValidationError) as caught:
            call_action(action, resource_id=table, **asked)
        (texts,) = caught.value.error_dict.values()
        assert "karakter NUL" in texts[0]

    @pytest.mark.parametrize(
        ("row", "column"),
        [({"jumlah": "abc"}, "jumlah"), ({"jumlah": 2**63}, "jumlah"), ({"aktif": 1}, "aktif"),
         ({"tanggal": "2024-13-45"}, "tanggal"), ({"keterangan": {"a": 1}}, "keterangan"), ({"harga_rp": "NaN"}, "harga_rp"),
         ({"harga_rp": "-Infinity"}, "harga_rp"), ({"harga_rp": float("nan")}, "harga_rp"),
         ({"jumlah": float("inf")}, "jumlah"), ({"tanggal": "infinity"}, "tanggal")],
    )  # fmt: skip
    @pytest.mark.parametrize("more", [{}, {"dry_run": True}], ids=["written", "tried"])
    def test_a_value_that_its_column_cannot_keep_is_told_with_row_column_and_remedy(
        self, table, row, column, more
    ):
        rows = [{"jumlah": 1, "keterangan": "abc"}, row, {"jumlah": 2}]
        with pytest.raises(tk.ValidationError) as caught:
            call_action(
                "datastore_upsert", resource_id=table, force=True, method="insert", records=rows, **more
            )
        told = caught.value.error_dict
        assert told["records_row"] == 1
        assert told["records"][0].startswith(f'Baris 2, kolom "{column}": ')

    @pytest.mark.parametrize(
        ("type_", "value"), [("numeric", "NaN"), ("timestamp", "infinity"), ("numeric", float("inf"))]
    )
    def test_what_is_no_number_and_no_moment_is_refused_of_a_table_that_is_made(self, dataset, type_, value):
        with pytest.raises(tk.ValidationError) as caught:
            call_action(
                "datastore_create",
                resource={"package_id": dataset["id"]},
                fields=[{"id": "nilai", "type": type_}, {"id": "nama", "type": "text"}],
                records=[{"nilai": None, "nama": "NaN"}, {"nilai": value}],
            )
        assert caught.value.error_dict["records"][0].startswith('Baris 2, kolom "nilai": ')

    def test_a_text_that_is_too_long_for_a_key_is_told(self, dataset):
        made = call_action(
            "datastore_create",
            resource={"package_id": dataset["id"]},
            fields=[{"id": "kode", "type": "text"}],
            primary_key=["kode"],
        )
        long = "".join(map(chr, range(0x4E00, 0x6E00)))  # cannot be compressed
        with pytest.raises(tk.ValidationError) as caught:
            call_action("datastore_upsert", resource_id=made["resource_id"], records=[{"kode": long}])
        assert 'kolom "kode": Teksnya terlalu panjang' in caught.value.error_dict["records"][0]

    def test_a_refused_table_leaves_no_resource_that_was_made_for_it(self, dataset):
        with pytest.raises(tk.ValidationError) as caught:
            call_action(
                "datastore_create",
                resource={"package_id": dataset["id"]},
                fields=[{"id": "jumlah", "type": "int4"}],
                records=[{"jumlah": "abc"}],
            )
        assert 'kolom "jumlah": "abc" tidak dapat' in caught.value.error_dict["records"][0]
        assert call_action("package_show", id=dataset["id"])["resources"] == []


class TestEdits:
    @pytest.fixture
    def changed(self, load) -> Callable[..., list[str]]:
        """What made a table another one while an action was done: ``by`` of what is told."""
        resource_id, _ = load(FILE)
        heard: list[str] = []

        def call(action: str, **asked: Any) -> list[str]:
            before = service.data_versions([resource_id])
            with table_changed.connected_to(lambda _, by, **__: heard.append(by)):
                call_action(action, resource_id=resource_id, force=True, **asked)
            assert (service.data_versions([resource_id]) != before) == bool(heard)
            return heard

        return call

    def test_rows_that_are_added_to_a_table_by_create_are_an_edit(self, changed):
        assert changed("datastore_create", records=[{"jumlah": 50}]) == ["edit"]

    def test_rows_that_are_written_are_one(self, changed):
        assert changed("datastore_upsert", records=[{"jumlah": 50}], method="insert") == ["edit"]

    def test_rows_that_are_only_tried_are_none(self, changed):
        assert changed("datastore_upsert", records=[{"jumlah": 50}], method="insert", dry_run=True) == []

    @pytest.mark.parametrize(
        "asked",
        [{"aliases": ["sebutan_lain"]}, {"fields": [{"id": "jumlah", "info": {"label": "Banyaknya"}}]}],
        ids=["aliases", "words"],
    )
    def test_what_leaves_rows_and_columns_as_they_are_is_none(self, changed, asked):
        assert changed("datastore_create", **asked) == []

    def test_a_column_that_comes_is_one(self, changed):
        assert changed("datastore_create", fields=[{"id": "satuan", "type": "text"}]) == ["edit"]

    def test_columns_that_go_are_one(self, changed):
        assert changed("datastore_create", fields=[{"id": "jumlah"}], delete_fields=True) == ["edit"]

    def test_rows_that_are_deleted_are_one(self, changed):
        assert changed("datastore_delete", filters={"jumlah": 1}) == ["edit"]

    def test_a_table_that_is_deleted_is_its_end(self, changed):
        assert changed("datastore_delete") == ["drop"]
