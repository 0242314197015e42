"""Claims about the dictionary of a file: how it is kept, what it does to the table, and what is told of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action, call_auth

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.tables import published, service
from ckanext.paser.tables.model import Status

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

PRICES = "komoditas;harga\nBeras;14.500\nGula;17.250\n"
PEOPLE = "kode;desa;jumlah\n01;Senaken;5\n02;Tapis;7\n"
OPEN = "apakah_variabel_bisa_diakses_umum"

Decide = Callable[..., None]


@pytest.fixture
def decide() -> Decide:
    """Have an officer decide something about columns."""

    def patch(resource_id: str, *entries: dict[str, Any], **fields: str) -> None:
        call_action("resource_patch", id=resource_id, kamus_data=list(entries), **fields)

    return patch


def status(resource_id: str) -> str:
    told = service.status(resource_id)
    assert told is not None
    return told["status"]


def problems(resource_id: str) -> list[str]:
    told = service.status(resource_id)
    assert told is not None
    return [problem["code"] for problem in told["problems"]]


def types(resource_id: str) -> dict[str, str]:
    return {column.id: column.type for column in published.columns(resource_id)}


def rows(resource_id: str) -> list[dict[str, Any]]:
    return call_action("datastore_search", resource_id=resource_id)["records"]


class TestKeeping:
    def test_an_edit_that_does_not_know_of_it_keeps_it(self, load, decide):
        resource_id, _ = load(PEOPLE)
        decide(resource_id, {"id": "desa", "label": "Nama Desa"}, sheet="Rekap")
        shown = call_action("resource_show", id=resource_id)
        form = {name: shown[name] for name in ("id", "package_id", "url", "url_type", "name")}
        call_action("resource_update", **{**form, "name": "Nama baru"})
        kept = call_action("resource_show", id=resource_id)
        assert (kept["name"], kept["sheet"]) == ("Nama baru", "Rekap")
        assert kept["kamus_data"] == [{"id": "desa", "label": "Nama Desa"}]

    def test_a_new_file_keeps_it(self, load, decide):
        resource_id, _ = load(PEOPLE)
        decide(resource_id, {"id": "desa", "label": "Nama Desa"})
        load("kode;jumlah\n01;5\n", id=resource_id)
        assert call_action("resource_show", id=resource_id)["kamus_data"] == [
            {"id": "desa", "label": "Nama Desa"}
        ]


class TestWords:
    def test_words_are_beside_the_table_without_the_file_being_read_again(self, load, decide):
        resource_id, before = load(PEOPLE)
        decide(resource_id, {"id": "jumlah", "label": "Penduduk", "satuan": "jiwa", "agregasi": "terakhir"})
        service.describe(call_action("resource_show", id=resource_id)["package_id"])
        column = published.columns(resource_id)[2]
        assert (column.label, column.unit, column.role, column.aggregation) == (
            *("Penduduk", "jiwa", "ukuran", "terakhir"),
        )
        assert status(resource_id) == "done"
        assert service.data_versions([resource_id])[resource_id] == before.data_version

    def test_ckans_own_clients_read_them_too(self, load, decide):
        resource_id, _ = load(PEOPLE)
        decide(resource_id, {"id": "desa", "notes": "Menurut register desa."})
        service.describe(call_action("resource_show", id=resource_id)["package_id"])
        fields = call_action("datastore_info", id=resource_id)["fields"]
        assert {field["id"]: field["info"]["notes"] for field in fields}["desa"] == "Menurut register desa."

    def test_a_new_file_has_them_from_its_first_moment(self, load, decide):
        resource_id, _ = load(PEOPLE)
        decide(resource_id, {"id": "jumlah", "label": "Penduduk"})
        load("kode;desa;jumlah\n01;Senaken;6\n", id=resource_id)
        assert published.columns(resource_id)[2].label == "Penduduk"

    def test_where_nothing_is_decided_a_role_is_proposed_and_no_sum(self, load):
        resource_id, _ = load(PEOPLE)
        found = [(column.role, column.aggregation) for column in published.columns(resource_id)]
        assert found == [("dimensi", ""), ("wilayah", ""), ("ukuran", "")]


class TestChoices:
    def test_a_column_that_reads_in_two_ways_is_read_as_was_chosen(self, load, decide):
        resource_id, _ = load(PRICES)
        assert types(resource_id)["harga"] == "text"
        decide(resource_id, {"id": "harga", "format_angka": "id"})
        assert status(resource_id) == "queued"
        service.load_upload(resource_id)
        assert [row["harga"] for row in rows(resource_id)] == [14500, 17250]

    def test_the_choice_holds_for_the_next_file(self, load, decide):
        resource_id, _ = load(PRICES)
        decide(resource_id, {"id": "harga", "format_angka": "id"})
        load("komoditas;harga\nBeras;15.000\n", id=resource_id)
        assert [row["harga"] for row in rows(resource_id)] == [15000]

    def test_what_was_read_unmistakably_last_month_decides_this_month(self, load):
        resource_id, _ = load("komoditas;harga\nBeras;14.500,5\n")
        load(PRICES, id=resource_id)
        assert [float(row["harga"]) for row in rows(resource_id)] == [14500, 17250]

    def test_a_value_that_is_not_as_chosen_leaves_the_table_as_it_is(self, load, decide):
        resource_id, _ = load(PEOPLE)
        decide(resource_id, {"id": "jumlah", "tipe_data": "INTEGER"})
        _, result = load("kode;desa;jumlah\n01;Senaken;lima\n", id=resource_id)
        assert result.status is Status.FAILED
        assert [problem.code for problem in result.problems] == ["not_an_integer"]
        assert len(rows(resource_id)) == 2

    def test_a_column_that_is_not_for_the_public_is_not_in_the_table_and_the_file_is_closed(
        self, load, decide, app
    ):
        resource_id, _ = load(PEOPLE)
        decide(resource_id, {"id": "desa", OPEN: False})
        service.load_upload(resource_id)
        assert list(types(resource_id)) == ["kode", "jumlah"]
        package_id = call_action("resource_show", id=resource_id)["package_id"]
        address = f"/dataset/{package_id}/resource/{resource_id}/download/data.csv"
        answer = app.get(address, follow_redirects=False)
        instead = answer.headers.get("Location", "")
        assert (answer.status_code, instead.endswith(f"/{resource_id}/unduh.csv")) == (302, True)

    def test_nobody_gets_the_file_between_the_choice_and_its_reading(self, load, decide, app):
        resource_id, _ = load(PEOPLE)
        decide(resource_id, {"id": "desa", OPEN: False})
        package_id = call_action("resource_show", id=resource_id)["package_id"]
        address = f"/dataset/{package_id}/resource/{resource_id}/download/data.csv"
        assert app.get(address, follow_redirects=False).status_code == 403


class TestDrift:
    def test_a_new_file_tells_what_is_new_gone_and_of_another_type(self, load):
        resource_id, _ = load(PEOPLE)
        _, result = load("kode;desa_kelurahan;jumlah\n01;Senaken;lima\n", id=resource_id)
        assert "columns_new" in [note.code for note in result.notes]
        assert [problem.code for problem in result.problems] == ["columns_gone", "column_retyped"]

    def test_another_choice_for_the_same_file_is_no_drift(self, load, decide):
        resource_id, _ = load(PEOPLE)
        decide(resource_id, {"id": "jumlah", "tipe_data": "CHARACTER"})
        result = service.load_upload(resource_id)
        assert result is not None
        assert (result.problems, types(resource_id)["jumlah"]) == ((), "text")

    def test_another_sheet_tells_what_is_new_and_gone_like_another_file(self, load, decide):
        resource_id, _ = load(workbook(), "ternak.xlsx")
        decide(resource_id, sheet="Harga")
        result = service.load_upload(resource_id)
        assert result is not None
        assert [problem.code for problem in result.problems] == ["columns_gone"]
        assert "columns_new" in [note.code for note in result.notes]

    def test_a_cover_sheet_chosen_by_mistake_leaves_the_table_as_it_is(self, load, decide):
        resource_id, _ = load(workbook(), "ternak.xlsx")
        decide(resource_id, sheet="Cover")
        result = service.load_upload(resource_id)
        assert result is not None
        assert ([problem.code for problem in result.problems], len(rows(resource_id))) == (
            ["nearly_nothing"],
            3,
        )


def workbook() -> bytes:
    """A cover, the livestock of three kecamatan, and prices."""
    sheets = {
        "Cover": [["DINAS PETERNAKAN"], ["LAPORAN BULAN MARET 2025"]],
        "Ternak": [
            ["Kecamatan", "Sapi", "Kerbau"],
            ["Kuaro", 1, 2],
            ["Long Ikis", 3, 4],
            ["Long Kali", 5, 6],
        ],
        "Harga": [["Kecamatan", "Harga"], ["Kuaro", 17000]],
    }
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name, cells in sheets.items():
            page = book.add_worksheet(name)
            for n, row in enumerate(cells):
                page.write_row(n, 0, row)
    return content.getvalue()


class TestKeys:
    REPEATED = "kode;jumlah\n01;5\n02;6\n01;7\n"

    def test_rows_with_the_same_key_are_told_by_their_numbers(self, load, decide):
        resource_id, _ = load(PEOPLE)
        decide(resource_id, {"id": "kode", "peran": "pengenal"})
        _, result = load(self.REPEATED, id=resource_id)
        assert result.status is Status.DONE
        told = {problem.code: dict(problem.params) for problem in result.problems}
        assert told["repeated_key"] == {"column": "kode", "first": 1, "again": 3, "count": 1}
        stored = service.status(resource_id)
        assert stored is not None
        assert "repeated_key" in [problem["code"] for problem in stored["problems"]]

    def test_a_key_that_is_chosen_later_is_told_not_to_tell_rows_apart(self, load, decide):
        resource_id, _ = load(self.REPEATED)
        decide(resource_id, {"id": "kode", "peran": "pengenal"})
        run_pending()
        assert problems(resource_id) == ["repeated_key"]

    def test_it_is_told_no_more_once_another_is_chosen(self, load, decide):
        resource_id, _ = load(self.REPEATED)
        for role in ("pengenal", "dimensi"):
            decide(resource_id, {"id": "kode", "peran": role})
            run_pending()
        assert problems(resource_id) == []

    def test_columns_are_a_key_together(self, load, decide):
        resource_id, _ = load(PEOPLE)
        decide(resource_id, {"id": "kode", "peran": "pengenal"}, {"id": "jumlah", "peran": "pengenal"})
        _, result = load(self.REPEATED, id=resource_id)
        assert "repeated_key" not in [problem.code for problem in result.problems]


class TestReport:
    def test_a_visitor_reads_what_was_done_and_what_the_columns_are(self, load):
        resource_id, _ = load("DAFTAR HARGA\n\n" + PRICES)
        told = call_action("paser_table_report", {"user": "", "ignore_auth": False}, resource_id=resource_id)
        assert [line["code"] for line in told["done"]] == ["titles"]
        assert [line["code"] for line in told["solve"]] == ["ambiguous_number"]
        harga = told["columns"][1]
        assert harga["ways"] == [
            {"format_angka": "id", "value": "14.500", "means": "14500"},
            {"format_angka": "en", "value": "14.500", "means": "14.500"},
        ]
        assert "dictionary" not in told

    def test_the_reason_for_each_type_is_in_the_language_of_the_reader(self, load, app):
        resource_id, _ = load(PRICES)
        address = f"/id/api/3/action/paser_table_report?resource_id={resource_id}"
        assert [column["reason"] for column in app.get(address).json["result"]["columns"]] == [
            "Nilainya teks.",
            "Nilainya dapat dibaca sebagai angka dengan dua cara.",
        ]

    def test_an_editor_also_reads_what_is_decided_and_what_may_be_chosen(self, load, decide):
        resource_id, _ = load(PEOPLE)
        decide(resource_id, {"id": "lama", "label": "Lama"}, {"id": "desa", OPEN: False})
        service.load_upload(resource_id)
        told = call_action("paser_table_report", resource_id=resource_id)
        assert (told["gone"], told["closed"]) == (["lama"], ["desa"])
        assert told["dictionary"]["lama"] == {"id": "lama", "label": "Lama"}
        assert told["choices"]["format_angka"] == ["id", "en", "mesin"]

    def test_who_may_not_see_the_resource_may_not_see_the_report(self, upload, dataset):
        call_action("package_patch", id=dataset["id"], private=True)
        resource_id = upload(PEOPLE)["id"]
        with pytest.raises(tk.NotAuthorized):
            call_auth("paser_table_report", {"user": "", "model": model}, resource_id=resource_id)

    def test_a_link_has_none(self, dataset):
        link = call_action("resource_create", package_id=dataset["id"], url="https://paserkab.invalid/a.pdf")
        with pytest.raises(tk.ObjectNotFound):
            call_action("paser_table_report", resource_id=link["id"])
