"""Claims about the page of a file's columns, without JavaScript."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable

import openpyxl
import pytest
from bs4 import BeautifulSoup

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.tables import published, service

from tests.portal.tables.columns.conftest import dictionary, filled, stand

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
    pytest.mark.ckan_config("WTF_CSRF_ENABLED", True),
    pytest.mark.ckan_config("ckan.site_url", "http://localhost"),
    pytest.mark.ckan_config("ckan.locale_default", "en"),
]

PRICES = "kode;komoditas;harga\n01;Beras;14.500\n02;Gula;17.250\n"
REASONS = [
    "The values can be read as numbers in two ways.",  # what is to be solved stands first
    "The header names a code; its digits are kept as they are.",
    "The values are text.",
]
OPEN = "apakah_variabel_bisa_diakses_umum"


class TestForm:
    def test_saving_without_a_change_decides_nothing(self, load, save):
        resource_id, before = load(PRICES)
        assert save(resource_id).status_code == 302
        assert dictionary(resource_id) == []
        assert service.status(resource_id)["status"] == "done"

    def test_what_reads_in_two_ways_stands_first_with_both_meanings(self, load, as_editor, page):
        shown = BeautifulSoup(as_editor.get(page(load(PRICES)[0])).body, "html.parser")
        first = shown.select_one(".ps-kolom tbody tr")
        assert first.select_one("code").get_text() == "harga"
        ways = [way.get_text() for way in first.select("fieldset label")]
        assert ways == ['"14.500" means 14,500 (thousands)', '"14.500" means 14.5 (decimals)']

    def test_each_column_says_why_it_is_what_it_is(self, load, as_editor, page):
        resource_id, _ = load(PRICES)
        page_ = BeautifulSoup(as_editor.get(page(resource_id)).body, "html.parser")
        shown = [line.get_text() for line in page_.select("form.ps-atur small.ps-muted")]
        assert [reason for reason in shown if reason in REASONS] == REASONS

    def test_a_choice_is_kept_and_the_file_read_by_it(self, load, save):
        resource_id, _ = load(PRICES)
        answer = save(resource_id, **{"0__format_angka": "id", "0__satuan": "Rupiah per kilogram"})
        assert answer.headers["Location"].endswith(f"/resource/{resource_id}#pembacaan")
        assert dictionary(resource_id) == [{"id": "harga", "satuan": "rp_per_kg", "format_angka": "id"}]
        assert service.status(resource_id)["status"] == "queued"
        service.load_upload(resource_id)
        column = published.columns(resource_id)[2]
        assert (column.type, column.unit) == ("integer", "rupiah per kilogram")

    def test_an_unticked_box_closes_a_column_and_it_can_be_opened_again(self, load, save):
        resource_id, _ = load(PRICES)
        save(resource_id, without=(f"1-{OPEN}",))
        service.load_upload(resource_id)
        assert [column.id for column in published.columns(resource_id)] == ["komoditas", "harga"]
        save(resource_id, **{f"2__{OPEN}": "true"})
        service.load_upload(resource_id)
        assert len(published.columns(resource_id)) == 3

    def test_after_a_fault_it_says_so_and_shows_what_was_typed(self, load, save):
        resource_id, _ = load(PRICES)
        answer = save(resource_id, **{"0__desimal": "banyak", "0__notes": "Harga <b>rata-rata</b>"})
        shown = BeautifulSoup(answer.body, "html.parser")
        fault = shown.select_one("[role=alert] li").get_text()
        assert fault.startswith(
            'kamus_data, column "harga", desimal: This is not a whole number from 0 to 6.'
        )
        assert filled(answer.body)["0-desimal"] == "banyak"
        assert filled(answer.body)["0-notes"] == "Harga <b>rata-rata</b>"
        assert dictionary(resource_id) is None

    def test_when_the_file_has_changed_meanwhile_nothing_is_saved_and_nothing_typed_is_lost(
        self, load, as_editor, page
    ):
        resource_id, _ = load(PRICES)
        sent = filled(as_editor.get(page(resource_id)).body)
        load(PRICES + "03;Garam;9.250\n", id=resource_id)
        answer = as_editor.post(page(resource_id), data={**sent, "0-label": "Harga"}, follow_redirects=False)
        assert "have changed meanwhile" in answer.body
        assert dictionary(resource_id) is None
        again = filled(answer.body)
        assert again["0-label"] == "Harga"
        as_editor.post(page(resource_id), data=again, follow_redirects=False)
        assert dictionary(resource_id) == [{"id": "harga", "label": "Harga"}]

    def test_a_column_that_the_file_has_no_more_keeps_what_was_decided(self, load, save, as_editor, page):
        resource_id, _ = load(PRICES)
        save(resource_id, **{"1__label": "Kode barang"})
        load("komoditas;harga\nBeras;14.500,5\n", id=resource_id)
        assert "not in this file" in as_editor.get(page(resource_id)).body
        save(resource_id)
        assert dictionary(resource_id) == [{"id": "kode", "label": "Kode barang"}]

    def test_without_the_token_nothing_is_saved(self, load, as_editor, page):
        resource_id, _ = load(PRICES)
        sent = {**filled(as_editor.get(page(resource_id)).body), "0-label": "Harga"}
        del sent["_csrf_token"]
        assert as_editor.post(page(resource_id), data=sent, follow_redirects=False).status_code == 400
        assert dictionary(resource_id) is None


class TestRows:
    """Which rows are the header, totals, or none. DATA CONTOH."""

    FILE = "DATA CONTOH;x;y\nWilayah;Luas;Jiwa\nKuaro;1;20\nJumlah;2;30\nKabupaten Paser;4;50\n"
    SAID = {"baris_kepala": "2", "baris_jumlah": "Kabupaten Paser\n\n", "baris_bukan_jumlah": "Jumlah"}  # noqa: RUF012

    def test_what_is_said_is_kept_shown_and_followed(self, load, save, as_editor, page):
        resource_id, _ = load(self.FILE)
        assert save(resource_id, **self.SAID).status_code == 302
        assert service.status(resource_id)["status"] == "queued"
        service.load_upload(resource_id)
        assert [column.id for column in published.columns(resource_id)] == ["wilayah", "luas", "jiwa"]
        shown = filled(as_editor.get(page(resource_id)).body)
        assert {name: shown[name] for name in self.SAID} == {
            "baris_kepala": "2",
            "baris_jumlah": "Kabupaten Paser",
            "baris_bukan_jumlah": "Jumlah",
        }

    def test_left_empty_they_are_found_again(self, load, save):
        resource_id, _ = load(self.FILE)
        save(resource_id, **self.SAID)
        save(resource_id, **dict.fromkeys(self.SAID, ""))
        kept = call_action("resource_show", id=resource_id)
        assert [kept[name] for name in self.SAID] == ["", [], []]

    @pytest.mark.parametrize(
        ("said", "fault"),
        [
            ({"baris_kepala": "abc"}, '"abc" is not the number of a row. Write the row of the header as'),
            ({"baris_jumlah": "Jumlah", "baris_bukan_jumlah": "JUMLAH"}, '"JUMLAH" stands among the totals'),
            ({"baris_jumlah": "12"}, '"12" has no letter'),
            ({"baris_bukan_jumlah": "6401010101900001"}, "A number of a person (NIK or KK) stands here"),
        ],
        ids=["no row", "both", "no letter", "a person"],
    )
    def test_what_cannot_be_is_refused_and_what_was_typed_stays(self, load, save, said, fault):
        resource_id, _ = load(self.FILE)
        answer = save(resource_id, **said)
        told = BeautifulSoup(answer.body, "html.parser").select_one("[role=alert] li").get_text()
        assert told.startswith(fault)
        assert {name: filled(answer.body)[name] for name in said} == said
        assert service.status(resource_id)["status"] == "done"


class TestWho:
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_who_may_not_edit_the_file_has_no_such_page(self, load, app, page, method):
        resource_id, _ = load(PRICES)
        app.set_session_user(factories.User()["id"])
        with_token = {}
        if method == "post":
            token = re.search(
                r'name="_csrf_token" value="([^"]+)"|csrf-token" content="([^"]+)"', app.get("/").body
            )
            with_token = {"data": {"_csrf_token": (token[1] or token[2]) if token else ""}}
        answer = getattr(app, method)(page(resource_id), follow_redirects=False, **with_token)
        assert answer.status_code in (400, 403) if method == "post" else answer.status_code == 403

    def test_a_resource_of_another_dataset_is_not_found(self, load, as_editor, page):
        resource_id, _ = load(PRICES)
        other = page(resource_id).replace(resource_id, "tidak-ada")
        assert as_editor.get(other).status_code == 404


class TestCkansOwnPage:
    """CKAN's page of the columns, the tab "Data Dictionary" of the form of a file."""

    @pytest.fixture
    def own(self, page) -> Callable[[str], str]:
        return lambda id_: page(id_).replace(f"resource/{id_}/kolom", f"dictionary/{id_}")

    def test_its_tab_leads_to_ours_where_a_file_makes_the_table(self, load, as_editor, page):
        resource_id, _ = load(PRICES)
        form = BeautifulSoup(as_editor.get(page(resource_id).replace("/kolom", "/edit")).body, "html.parser")
        shown = as_editor.get(form.select_one(f'a[href$="/dictionary/{resource_id}"]')["href"])
        assert filled(shown.body)["2-id"] == "komoditas"

    def test_what_is_sent_to_it_is_not_written(self, load, as_editor, page, own):
        resource_id, _ = load(PRICES)
        token = filled(as_editor.get(page(resource_id)).body)["_csrf_token"]
        sent = {"_csrf_token": token, "info__1__label": "Nomor"}
        answer = as_editor.post(own(resource_id), data=sent, follow_redirects=False)
        assert answer.headers["Location"].endswith(page(resource_id))
        assert published.columns(resource_id)[0].label == "kode"

    def test_it_stays_for_a_table_without_a_file(self, as_editor, dataset, own):
        fields = [{"id": "kode", "type": "text"}]
        about = {"package_id": dataset["id"], "name": "Tabel"}
        made = call_action("datastore_create", resource=about, fields=fields)["resource_id"]
        shown = BeautifulSoup(as_editor.get(own(made)).body, "html.parser")
        assert shown.select_one("[name=info__1__label]")


class TestPublicPage:
    def test_visitors_read_what_columns_mean_and_see_nothing_of_the_reading(
        self, load, save, app, page, dataset
    ):
        resource_id, _ = load(PRICES)
        save(resource_id, **{"2__notes": "Nama barang di pasar."})
        service.describe(dataset["id"])
        stand(dataset["id"], "terbit")
        app.set_session_user(factories.User()["id"])
        shown = app.get(page(resource_id).removesuffix("/kolom")).body
        assert "Nama barang di pasar." in shown
        assert 'id="pembacaan"' not in shown

    def test_editors_see_what_has_to_be_solved_with_the_way_there(self, load, as_editor, page):
        resource_id, _ = load(PRICES)
        body = as_editor.get(page(resource_id).removesuffix("/kolom")).body
        line = BeautifulSoup(body, "html.parser").select_one("#pembacaan .gagal")
        assert '"14.500" can mean' in line.get_text()
        assert line.select_one("a")["href"].endswith("/kolom")

    def test_a_cell_of_a_file_that_was_never_looked_through_is_quoted_to_its_editors_alone(
        self, upload, app, dataset, page
    ):
        chosen = [{"id": "catatan", "tipe_data": "INTEGER"}]
        resource_id = upload("nama;catatan\nContoh;Rahasia Contoh\n", kamus_data=json.dumps(chosen))["id"]
        service.load_upload(resource_id)
        stand(dataset["id"], "terbit")
        places = [
            f"/api/3/action/paser_table_{name}?resource_id={resource_id}" for name in ("status", "report")
        ]
        places += [page(resource_id).removesuffix("/kolom"), f"/dataset/{dataset['name']}"]
        asked = {}
        for reader in (dataset["editor"], factories.User()["id"]):
            app.set_session_user(reader)
            asked[reader] = ["Rahasia" in app.get(place).body for place in places]
        assert list(asked.values()) == [[True] * 4, [False] * 4]
        assert (
            '"•••" is not a whole number (1 such cells).'
            in app.get(places[0]).json["result"]["problems"][0]["fact"]
        )


@pytest.fixture
def workbook(load) -> str:
    """A resource with a workbook of two shown sheets and a hidden one. DATA CONTOH."""
    book = openpyxl.Workbook()
    for name, rows in (("Data", 3), ("Rekap", 2), ("Lama", 2)):
        sheet = book.create_sheet(name)
        for row in [["kode", "nilai"], *([f"K{n}", n] for n in range(1, rows))]:
            sheet.append(row)
    del book["Sheet"]
    book["Lama"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return load(file.getvalue(), "data.xlsx")[0]


class TestSheets:
    def test_those_of_the_workbook_are_offered_with_their_rows_and_hidden_ones_apart(
        self, workbook, as_editor, page
    ):
        shown = BeautifulSoup(as_editor.get(page(workbook)).body, "html.parser")
        offered = [option.get_text() for option in shown.select("#lembar > option")]
        assert offered == ["The best one", "Data (3 rows)", "Rekap (2 rows)"]
        assert [option.get_text() for option in shown.select("#lembar optgroup option")] == ["Lama (2 rows)"]

    def test_a_choice_is_kept(self, workbook, save, as_editor, page):
        save(workbook, sheet="Rekap")
        assert filled(as_editor.get(page(workbook)).body)["sheet"] == "Rekap"
        assert call_action("resource_show", id=workbook)["sheet"] == "Rekap"

    def test_a_hidden_one_is_taken_only_by_who_says_to_have_looked_through_it(self, workbook, save):
        refused = save(workbook, sheet="Lama")
        assert "confirm below the sheet" in refused.body
        assert not call_action("resource_show", id=workbook).get("sheet")
        assert save(workbook, sheet="Lama", lembar_dilihat="ya").status_code == 302
        assert call_action("resource_show", id=workbook)["sheet"] == "Lama"
        assert save(workbook).status_code == 302

    def test_a_hidden_one_is_guarded_also_where_a_choice_has_failed(self, workbook, save, as_editor, page):
        call_action("resource_patch", id=workbook, kamus_data=[{"id": "kode", "tipe_data": "INTEGER"}])
        service.load_upload(workbook)
        assert service.status(workbook)["status"] == "failed"
        shown = BeautifulSoup(as_editor.get(page(workbook)).body, "html.parser")
        assert [option.get_text() for option in shown.select("#lembar optgroup option")] == ["Lama (2 rows)"]
        assert "confirm below the sheet" in save(workbook, sheet="Lama").body

    def test_none_is_taken_where_nobody_knows_which_are_hidden(self, load, save):
        resource_id, _ = load(PRICES)
        assert save(resource_id, sheet="Lama").status_code == 302
        assert not call_action("resource_show", id=resource_id).get("sheet")

    def test_only_editors_are_told_of_hidden_ones(self, workbook, dataset):
        stand(dataset["id"], "terbit")
        told = call_action("paser_table_report", {"user": "", "ignore_auth": False}, resource_id=workbook)
        assert (told["rows"], "sheets" in told, "Lama" in str(told)) == (2, False, False)


class TestAreaColumn:
    AREAS = "lokasi;kode_kecamatan;jumlah\n64.01.04;01;5\n64.01.05;02;7\n"

    def test_it_is_proposed_and_another_can_be_chosen(self, load, save, as_editor, page):
        resource_id, _ = load(self.AREAS)
        shown = BeautifulSoup(as_editor.get(page(resource_id)).body, "html.parser")
        assert shown.select_one("#kolom-wilayah option").get_text() == "Automatic: kode_kecamatan"
        save(resource_id, kolom_wilayah="lokasi")
        assert call_action("resource_show", id=resource_id)["kolom_wilayah"] == "lokasi"
        assert filled(as_editor.get(page(resource_id)).body)["kolom_wilayah"] == "lokasi"

    def test_the_table_says_it_at_once_without_another_load(self, load, save):
        resource_id, loaded = load(self.AREAS)
        save(resource_id, kolom_wilayah="lokasi")
        run_pending()
        assert published.columns(resource_id)[0].role == "wilayah"
        assert service.data_versions([resource_id]) == {resource_id: loaded.data_version}
        assert dictionary(resource_id) == []

    def test_what_is_no_name_of_a_column_is_refused(self, load):
        with pytest.raises(tk.ValidationError, match="cannot be the name of a column"):
            call_action("resource_patch", id=load(self.AREAS)[0], kolom_wilayah="_id")
