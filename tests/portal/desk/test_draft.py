"""Claims about the page on which an officer publishes a file."""

from __future__ import annotations

import io
import json

import pytest
from bs4 import BeautifulSoup
from werkzeug.datastructures import FileStorage

from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.tables import service as tables
from ckanext.paser.workflow import service as workflow

from tests.portal.desk.conftest import TABLE, Officer

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")
ANSWERS = {
    "notes": "DATA CONTOH",
    "definisi": "DATA CONTOH",
    "tema_sdi": "04",
    "klasifikasi_data_pribadi": "tidak_ada",
}


class TestUpload:
    def test_a_file_becomes_a_private_draft_of_the_agency(self, officer):
        dataset = call_action("package_show", id=officer.upload())
        assert (dataset["private"], dataset["owner_org"], dataset["status_sdi"]) == (
            True,
            officer.agency["id"],
            "draf",
        )
        assert [one["name"] for one in dataset["resources"]] == ["kunjungan_2025.csv"]

    def test_the_draft_is_found_by_nobody_else(self, app, officer):
        dataset_id = officer.upload()
        app.get(
            f"/meja/terbitkan/{dataset_id}",
            headers={"Authorization": factories.UserWithToken()["token"]},
            status=404,
        )

    @pytest.mark.parametrize(
        ("name", "told"), [("surat.docx", "“surat.docx” bukan spreadsheet."), ("", "Belum ada berkas")]
    )
    def test_what_is_no_spreadsheet_is_told_and_leaves_nothing(self, officer, name, told):
        sent = {"perangkat": officer.agency["id"]} | ({"berkas": (io.BytesIO(b"x"), name)} if name else {})
        answer = officer.post("/id/meja/terbitkan", sent)
        assert told in answer.text
        found = call_action(
            "package_search",
            {"ignore_auth": True},
            fq=f"owner_org:{officer.agency['id']}",
            include_private=True,
        )
        assert found["count"] == 0

    def test_nobody_publishes_for_another_agency(self, officer, new_agency):
        sent = {"perangkat": new_agency("Dinas Lain")["id"], "berkas": (io.BytesIO(b"a;b\n1;2\n"), "a.csv")}
        assert officer.post("/meja/terbitkan", sent).status_code == 403

    def test_visitors_are_led_to_the_login(self, app):
        answer = app.get("/meja/terbitkan", follow_redirects=False, status=302)
        assert "/user/login" in answer.headers["Location"]


class TestRows:
    def test_a_second_row_is_stored_and_an_empty_one_is_no_answer(self, officer, read):
        dataset_id = read()
        form = officer.form(dataset_id)
        parts = {name for name in form if name.startswith("variabel_pembangun-1-")}
        assert parts == {
            f"variabel_pembangun-1-{part}" for part in ("nama", "kegiatan_penghasil", "kode_kegiatan")
        }
        officer.save(dataset_id, form)
        assert "variabel_pembangun" not in call_action("package_show", id=dataset_id)
        officer.save(
            dataset_id,
            officer.form(dataset_id)
            | {"variabel_pembangun-0-nama": ["Kunjungan"], "variabel_pembangun-1-nama": ["Penduduk"]},
        )
        told = officer.form(dataset_id)
        assert [told[f"variabel_pembangun-{number}-nama"] for number in range(3)] == [
            ["Kunjungan"],
            ["Penduduk"],
            [""],
        ]
        assert call_action("package_show", id=dataset_id)["variabel_pembangun"] == [
            {"nama": "Kunjungan"},
            {"nama": "Penduduk"},
        ]


class TestProposals:
    def test_the_name_of_a_file_that_is_still_being_read_fills_in_the_first_fields(self, officer):
        form = officer.form(officer.upload())
        assert (form["title"], form["temporal_coverage-0-start"]) == (["Kunjungan"], ["2025"])

    def test_the_table_fills_in_the_rest(self, officer, read):
        form = officer.form(read())
        assert {
            name: form[name]
            for name in (
                "title",
                "temporal_coverage-0-start",
                "temporal_coverage-0-end",
                "level_penyajian",
                "satuan",
                "jenis",
                "kode_urusan",
            )
        } == {
            "title": ["Jumlah Kunjungan Puskesmas Menurut Kecamatan"],
            "temporal_coverage-0-start": ["2025-06"],
            "temporal_coverage-0-end": ["2025-07"],
            "level_penyajian": ["kecamatan"],
            "satuan": ["Orang"],
            "jenis": ["variabel"],
            "kode_urusan": ["1.02"],
        }

    def test_each_says_where_it_comes_from(self, officer, read):
        page = officer.get(f"/id/meja/terbitkan/{read()}")
        told = {
            one.find_parent(attrs={"data-field": True})["data-field"]: one.get_text(strip=True)
            for one in page.select(".ps-asal")
        }
        assert told["title"] == "dibaca dari baris judul di berkas"
        assert told["temporal_coverage"] == "dibaca dari kolom Bulan"
        assert told["contact"] == "dari halaman Dinas Contoh"

    def test_what_an_officer_typed_before_the_file_was_read_stays(self, officer, read):
        dataset_id = read()
        call_action("package_patch", id=dataset_id, title="Judul Saya", level_penyajian=["desa"])
        form = officer.form(dataset_id)
        assert (form["title"], form["level_penyajian"]) == (["Judul Saya"], ["desa"])

    def test_the_last_dataset_of_the_agency_is_remembered(self, officer, read):
        first = read()
        officer.save(first, officer.form(first) | {"contact-0-name": ["Subbagian Data"], "tema_sdi": ["04"]})
        form = officer.form(read())
        assert (form["contact-0-name"], form["tema_sdi"]) == (["Subbagian Data"], ["04"])


class TestSaving:
    def test_what_stands_in_the_form_is_stored_the_columns_too(self, officer, read):
        dataset_id = read()
        officer.save(dataset_id, officer.form(dataset_id) | {"notes": ["Kunjungan ke puskesmas."]})
        dataset = call_action("package_show", id=dataset_id)
        assert (dataset["notes"], dataset["satuan"], dataset["private"]) == (
            "Kunjungan ke puskesmas.",
            "orang",
            True,
        )
        roles = {one["id"]: one.get("peran") for one in dataset["resources"][0]["kamus_data"]}
        assert roles == {
            "kode_wilayah": "wilayah",
            "kecamatan": "wilayah",
            "bulan": "waktu",
            "kunjungan_orang": "ukuran",
        }

    def test_saving_twice_changes_nothing_more(self, officer, read):
        dataset_id = read()
        officer.save(dataset_id, officer.form(dataset_id))
        before = call_action("package_show", id=dataset_id)
        officer.save(dataset_id, officer.form(dataset_id))
        assert call_action("package_show", id=dataset_id) == before

    def test_a_box_that_is_not_checked_any_more_is_taken_away(self, officer, read):
        dataset_id = read()
        officer.save(dataset_id, officer.form(dataset_id) | {"pilar_smart_city": ["living"]})
        form = officer.form(dataset_id)
        assert form.pop("pilar_smart_city") == ["living"]
        officer.save(dataset_id, form)
        assert not call_action("package_show", id=dataset_id).get("pilar_smart_city")

    def test_a_wrong_field_loses_neither_itself_nor_the_others(self, officer, read):
        dataset_id = read()
        wrong = officer.form(dataset_id) | {"notes": ["Ada."], "temporal_coverage-0-end": ["2024"]}
        page = officer.save(dataset_id, wrong).text
        assert 'value="2024"' in page
        assert "error-block" in page
        assert call_action("package_show", id=dataset_id)["notes"] == "Ada."

    def test_a_form_that_saves_itself_is_answered_with_the_hour(self, officer, read):
        dataset_id = read()
        answer = officer.save(dataset_id, officer.form(dataset_id) | {"notes": ["Ada."]}, "otomatis")
        told = json.loads(answer.text)
        assert told["said"].startswith(("Saved ", "Tersimpan "))
        assert not told["stopped"]
        assert call_action("package_show", id=dataset_id)["notes"] == "Ada."


class TestAWrongCell:
    """The number of a column in the form is that of its place in the file."""

    @pytest.fixture
    def draft(self, officer, read) -> tuple[str, dict[str, list[str]]]:
        """A draft, and its form with a cell in which no number stands, and things that are right."""
        dataset_id = read()
        right = {"notes": ["Ada."], "1-notes": ["Nama kecamatan."], "3-label": ["Kunjungan"]}
        return dataset_id, officer.form(dataset_id) | right | {"3-desimal": ["abc"]}

    @pytest.mark.parametrize("aksi", ["simpan", "ajukan", "otomatis"])
    def test_all_the_rest_is_stored(self, officer, draft, aksi):
        officer.save(*draft, aksi)
        dataset = call_action("package_show", id=draft[0])
        columns = {one["id"]: one for one in dataset["resources"][0]["kamus_data"]}
        assert (dataset["notes"], dataset["status_sdi"]) == ("Ada.", "draf")
        assert columns["kecamatan"]["notes"] == "Nama kecamatan."
        assert columns["kunjungan_orang"]["label"] == "Kunjungan"
        assert "desimal" not in columns["kunjungan_orang"]

    @pytest.mark.parametrize("aksi", ["simpan", "ajukan", "otomatis"])
    def test_it_is_marked_where_it_stands_and_keeps_its_text(self, officer, draft, aksi):
        answer = officer.save(*draft, aksi)
        page = (
            officer.page(answer) if aksi != "otomatis" else BeautifulSoup(answer.json["page"], "html.parser")
        )
        cell = page.select_one("#kolom-3-desimal")
        assert (cell["value"], cell["aria-invalid"]) == ("abc", "true")
        sentence = page.select_one("#kolom-3-desimal-salah").get_text()
        assert sentence.startswith("Ini bukan bilangan bulat dari 0 sampai 6.")
        assert [
            one["href"] for one in page.select(".alert-danger a, #siap .gagal a") if "kolom" in one["href"]
        ] == ["#kolom-3-desimal"] * 2

    def test_it_is_told_in_the_words_of_the_form(self, officer, draft):
        told = officer.page(officer.save(*draft)).select_one(".alert-danger li").get_text()
        assert told.startswith("Kolom “Kunjungan”, Desimal yang ditampilkan: Ini bukan bilangan bulat")

    def test_put_right_it_is_stored(self, officer, draft):
        page = officer.page(officer.save(*draft))
        assert officer.save(draft[0], officer.sent(page) | {"3-desimal": ["2"]}).status_code == 302
        (file,) = call_action("package_show", id=draft[0])["resources"]
        assert next(one for one in file["kamus_data"] if one["id"] == "kunjungan_orang")["desimal"] == 2

    def test_a_text_with_personal_data_is_marked_and_not_stored(self, officer, draft):
        dataset_id, form = draft
        sent = form | {"1-notes": ["Ketua: NIK 6401041203850001"], "3-desimal": ["1"]}
        page = officer.page(officer.save(dataset_id, sent))
        assert "data pribadi" in page.select_one("#kolom-1-notes-salah").get_text()
        columns = {
            one["id"]: one for one in call_action("package_show", id=dataset_id)["resources"][0]["kamus_data"]
        }
        assert "notes" not in columns["kecamatan"]
        assert columns["kunjungan_orang"]["desimal"] == 1


class TestEmptied:
    def test_a_proposal_that_was_emptied_on_purpose_is_not_made_again(self, officer, read):
        dataset_id = read()
        form = officer.form(dataset_id) | {"satuan": [""], "jenis": [""]}
        officer.save(dataset_id, form)
        again = officer.form(dataset_id)
        assert (again["satuan"], again["jenis"], again["title"]) == ([""], [""], form["title"])

    def test_nor_is_one_that_was_stored_before(self, officer, read):
        dataset_id = read()
        officer.save(dataset_id, officer.form(dataset_id))
        officer.save(dataset_id, officer.form(dataset_id) | {"satuan": [""]})
        assert officer.form(dataset_id)["satuan"] == [""]

    def test_it_stays_empty_where_another_field_is_refused(self, officer, read):
        dataset_id = read()
        wrong = officer.form(dataset_id) | {"satuan": [""], "temporal_coverage-0-end": ["2024"]}
        assert "error-block" in officer.save(dataset_id, wrong).text
        assert officer.form(dataset_id)["satuan"] == [""]

    def test_it_is_filled_in_again_by_an_officer_alone(self, officer, read):
        dataset_id = read()
        officer.save(dataset_id, officer.form(dataset_id) | {"satuan": [""]})
        officer.save(dataset_id, officer.form(dataset_id) | {"satuan": ["Kunjungan"]})
        assert officer.form(dataset_id)["satuan"] == ["Kunjungan"]

    def test_a_form_that_was_sent_before_the_file_was_read_empties_nothing(self, officer, read):
        dataset_id = officer.upload()
        early = officer.form(dataset_id)
        (file,) = call_action("package_show", id=dataset_id)["resources"]
        assert tables.load_upload(file["id"])
        officer.save(dataset_id, early | {"notes": ["Ada."]}, "otomatis")
        assert officer.form(dataset_id)["satuan"] == ["Orang"]


class TestSeveralFiles:
    OLDER = "Kecamatan;Tahun;Kunjungan (orang)\nTanah Grogot;2019;5\nMuara Komam;2020;7\n"

    @pytest.fixture
    def two(self, officer, read) -> str:
        dataset_id = read(self.OLDER, "kunjungan_lama.csv")
        file = FileStorage(io.BytesIO(TABLE.encode()), filename="kunjungan_baru.csv")
        added = call_action("resource_create", package_id=dataset_id, name="kunjungan_baru.csv", upload=file)
        assert tables.load_upload(added["id"])
        return dataset_id

    def test_the_page_tells_how_each_was_read_and_where_it_is_replaced(self, officer, two):
        page = officer.get(f"/id/meja/terbitkan/{two}").select_one("#berkas-draf")
        assert [one.get_text() for one in page.select(".ps-berkas-draf b")] == [
            "kunjungan_baru.csv",
            "kunjungan_lama.csv",
        ]
        files = call_action("package_show", id=two)["resources"]
        links = [one["href"].rpartition("=")[2] for one in page.select(".ps-berkas-draf a")]
        assert links == [f"{one['id']}#ganti" for one in reversed(files)]

    def test_the_time_of_all_of_them_is_proposed(self, officer, two):
        form = officer.form(two)
        assert form["temporal_coverage-0-start"] + form["temporal_coverage-0-end"] == ["2019", "2025-07"]

    def test_the_columns_are_those_of_the_newest_and_the_page_says_so(self, officer, two):
        columns = officer.get(f"/id/meja/terbitkan/{two}").select_one("#kolom")
        assert "Ini kolom kunjungan_baru.csv." in columns.get_text()
        assert columns.select_one("[name='0-id']")["value"] == "kode_wilayah"

    def test_an_older_one_can_be_replaced(self, officer, two):
        older, newer = call_action("package_show", id=two)["resources"]
        sent = {"berkas": (io.BytesIO(self.OLDER.encode()), "lebih_baik.csv")}
        answer = officer.post(f"/meja/{two}/periode?berkas={older['id']}", sent)
        assert f"berkas={older['id']}" in answer.headers["Location"]
        files = call_action("package_show", id=two)["resources"]
        assert [one["url"].rpartition("/")[2] for one in files] == ["lebih_baik.csv", "kunjungan_baru.csv"]
        assert files[1] == newer


def test_what_is_lacking_is_told_at_its_field_and_nothing_is_submitted(officer, read):
    dataset_id = read()
    page = officer.save(dataset_id, officer.form(dataset_id), "ajukan")
    assert page.status_code == 200
    assert "#isian-klasifikasi_data_pribadi" in page.text
    assert call_action("package_show", id=dataset_id)["status_sdi"] == "draf"


def test_a_title_that_could_be_better_is_told_with_the_better_one_and_is_no_obstacle(officer, read):
    dataset_id = read(name="kunjungan.csv")
    call_action("package_patch", id=dataset_id, **ANSWERS, title="Jumlah Kunjungan Tahun 2025")
    page = officer.get(f"/id/meja/terbitkan/{dataset_id}")
    told = page.select_one("#saran")
    assert "Lebih baik: “Jumlah Kunjungan”." in told.get_text()
    assert told.a["href"] == "#isian-title"
    assert "Berkas: Nama" in told.get_text()  # the name of the file, not the address of the dataset
    assert page.select(".ps-cek .ok")
    assert not page.select("#siap .gagal")


def test_a_draft_without_a_file_is_led_to_where_files_are_added(officer, read):
    dataset_id = read()
    (file,) = call_action("package_show", id=dataset_id)["resources"]
    call_action("resource_delete", id=file["id"])
    links = officer.get(f"/meja/terbitkan/{dataset_id}").select("#siap .gagal a")
    assert "#berkas-draf" in [one["href"] for one in links]


@pytest.mark.parametrize(
    ("day", "told"),
    [("2020-01-01", "Terbit segera setelah disetujui."), ("2099-03-01", "Terbit pada 1 Maret 2099")],
)
def test_the_panel_tells_when_it_will_be_public(officer, read, day, told):
    dataset_id = read()
    call_action("package_patch", id=dataset_id, jadwal_rilis=day)
    assert told in officer.get(f"/id/meja/terbitkan/{dataset_id}").select_one("#siap").get_text()
    assert told in officer.get(f"/id/dataset/{dataset_id}").select_one("#alur").get_text()


def test_the_panel_tells_that_closed_data_with_a_file_stay_hidden(officer, read):
    dataset_id = read()
    call_action("package_patch", id=dataset_id, akses_level="tertutup", kategori_informasi="setiap_saat")
    told = "Hapus berkasnya bila kartunya perlu tampil untuk umum."
    assert told in officer.get(f"/id/meja/terbitkan/{dataset_id}").select_one("#siap").get_text()
    assert told in officer.get(f"/id/dataset/{dataset_id}").select_one("#alur").get_text()


def test_what_is_lacking_of_a_file_leads_to_its_form(officer, read):
    dataset_id = read()
    (file,) = call_action("package_show", id=dataset_id)["resources"]
    call_action("resource_patch", id=file["id"], kolom_wilayah="kode", sistem_kode_wilayah="")
    links = {
        one.get_text(): one["href"]
        for one in officer.get(f"/id/meja/terbitkan/{dataset_id}").select("#siap .gagal a")
    }
    place = links["Berkas: Sistem Kode Wilayah"]
    form, _, anchor = place.partition("#")
    assert officer.get(form).select_one(f"select[id='{anchor}']")


def submit(officer: Officer, dataset_id: str) -> str:
    call_action("package_patch", id=dataset_id, **ANSWERS)
    answer = officer.save(dataset_id, officer.form(dataset_id), "ajukan")
    assert answer.status_code == 302, BeautifulSoup(answer.text, "html.parser").select_one("#siap")
    return dataset_id


class TestSubmitting:
    @pytest.fixture
    def submitted(self, officer, read) -> str:
        return submit(officer, read())

    def test_it_stands_at_the_walidata_under_an_address_of_its_title(self, submitted):
        dataset = call_action("package_show", id=submitted)
        assert (dataset["status_sdi"], dataset["private"]) == ("diajukan", True)
        assert dataset["name"].startswith("jumlah-kunjungan-puskesmas-menurut-kecamatan")

    def test_its_first_publication_waits_for_nothing_but_the_approval(self, submitted):
        walidata = {"user": factories.Sysadmin()["name"], "ignore_auth": False}
        for to in ("diperiksa_walidata", "disetujui"):
            call_action("paser_workflow_transition", walidata, id=submitted, to=to)
        assert (submitted, "") in list(workflow.publish_due())
        shown = call_action("package_show", id=submitted)
        assert (shown["status_sdi"], shown["private"]) == ("terbit", False)
        assert shown["jadwal_pemutakhiran"] > shown["jadwal_rilis"]

    def test_maps_know_the_column_with_areas(self, submitted):
        (file,) = call_action("package_show", id=submitted)["resources"]
        assert (file["kolom_wilayah"], file["sistem_kode_wilayah"]) == ("kode_wilayah", "kemendagri")

    def test_they_know_it_by_its_values_where_its_header_does_not_say_so(self, officer, read):
        dataset_id = read(TABLE.replace("Kode Wilayah;", "Kode;"))
        (file,) = call_action("package_show", id=dataset_id)["resources"]
        report = call_action("paser_table_report", resource_id=file["id"])
        assert report["proposed_area_column"] == "kode"
        assert "Kemendagri" in report["columns"][0]["reason"]
        submit(officer, dataset_id)
        (file,) = call_action("package_show", id=dataset_id)["resources"]
        assert (file["kolom_wilayah"], file["sistem_kode_wilayah"]) == ("kode", "kemendagri")

    def test_whose_codes_they_are_is_known_of_a_column_that_was_chosen_by_hand(self, officer, read):
        table = TABLE.replace("Kode Wilayah;", "Daerah Tujuan;").replace("64.01.04", "6401040")
        dataset_id = read(table.replace("64.01.07", "6401070").replace("64.01.10", "6401011"))
        (file,) = call_action("package_show", id=dataset_id)["resources"]
        call_action("resource_patch", id=file["id"], kolom_wilayah="daerah_tujuan")
        (file,) = call_action("package_show", id=dataset_id)["resources"]
        assert (file["kolom_wilayah"], file["sistem_kode_wilayah"]) == ("daerah_tujuan", "bps")
        call_action("resource_patch", id=file["id"], kolom_wilayah="kecamatan")
        (file,) = call_action("package_show", id=dataset_id)["resources"]
        assert file["sistem_kode_wilayah"] == "nama"
        call_action("resource_patch", id=file["id"], sistem_kode_wilayah="kemendagri")
        (file,) = call_action("package_show", id=dataset_id)["resources"]
        assert file["sistem_kode_wilayah"] == "kemendagri"

    def test_what_was_submitted_is_no_draft_any_more(self, officer, submitted):
        answer = officer.app.get(
            f"/meja/terbitkan/{submitted}", headers=officer.headers, follow_redirects=False
        )
        assert answer.status_code == 302
