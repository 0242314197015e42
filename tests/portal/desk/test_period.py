"""Claims about the next period of a dataset."""

from __future__ import annotations

import io

import pytest
from bs4 import BeautifulSoup
from werkzeug.datastructures import FileStorage

from ckan.tests.helpers import call_action

from ckanext.paser.releases import service as releases
from ckanext.paser.tables import service as tables
from ckanext.paser.workflow import service as workflow

from tests.forms import values
from tests.portal.desk.conftest import TABLE
from tests.portal.workflow.conftest import COMPLETE

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")
NEXT = TABLE.replace("2025-06;120", "2025-06;125") + "64.01.04;Tanah Grogot;2025-08;90\n"


@pytest.fixture
def sent(officer, read) -> tuple[str, str]:
    """A draft whose next file was sent and read: its id, and the address of the page that tells what is different."""
    dataset_id = read()
    resource_id = call_action("package_show", id=dataset_id)["resources"][0]["id"]
    releases.take(resource_id)
    berkas = (io.BytesIO(NEXT.encode()), "kunjungan_2025_agustus.csv")
    answer = officer.post(f"/id/meja/{dataset_id}/periode", {"berkas": berkas})
    assert answer.status_code == 302, answer.text
    tables.load_upload(resource_id)
    releases.take(resource_id)
    return dataset_id, answer.headers["Location"]


def test_the_page_shows_what_the_new_file_changes(officer, sent):
    page = officer.get(sent[1])
    assert (
        "1 baris ditambah" in page.get_text() or "1 baris bertambah" in page.get_text() or page.select("ins")
    )
    assert [(one.get_text()) for one in page.select("del, ins")] == ["120", "125"]


def test_while_the_file_is_read_no_form_is_promised_where_there_is_none(officer, read):
    dataset_id = read()
    berkas = (io.BytesIO(NEXT.encode()), "kunjungan.csv")
    address = officer.post(f"/id/meja/{dataset_id}/periode", {"berkas": berkas}).headers["Location"]
    assert "mengisi formulir" not in officer.get(address).select_one("[role=status]").get_text()
    draft = officer.get(f"/id/meja/terbitkan/{dataset_id}")
    assert "mengisi formulir" in draft.select_one("#berkas-draf [role=status]").get_text()


def test_the_time_covered_follows_the_new_file(officer, sent):
    page = officer.get(sent[1])
    assert page.select_one("[name='temporal_coverage-0-end']")["value"] == "2025-08"


@pytest.mark.parametrize(
    ("name", "told"), [("Kunjungan, 2022-2024", "“Kunjungan, 2025”"), ("Kunjungan, 2025", "")]
)
def test_a_name_of_the_file_that_says_other_years_than_it_covers_is_told_with_a_better_one(
    officer, sent, name, told
):
    (file,) = call_action("package_show", id=sent[0])["resources"]
    call_action("resource_patch", id=file["id"], name=name)
    advice = officer.get(sent[1]).select("#saran li")
    assert [told in one.get_text() for one in advice] == ([True] if told else [])


class TestAFileThatCannotBeRead:
    @pytest.fixture
    def page(self, officer, sent):
        """The page after the file of the new period was replaced by one that is no spreadsheet."""
        berkas = (io.BytesIO(b"<html>DATA CONTOH</html>"), "rusak.xlsx")
        answer = officer.post(f"/id/meja/{sent[0]}/periode", {"berkas": berkas})
        (file,) = call_action("package_show", id=sent[0])["resources"]
        tables.load_upload(file["id"])
        return officer.get(answer.headers["Location"])

    def test_is_not_told_of_with_the_figures_of_the_one_before(self, page):
        assert "baris" not in page.select_one(".ps-berkas-draf").get_text()
        assert not page.select("#h-beda")

    def test_proposes_nothing_and_is_not_submitted_but_replaced(self, page):
        assert not page.select("[name^=temporal_coverage], [name=aksi][value=ajukan]")
        assert "Kirim berkas lain" in page.select_one("#belum-terbaca").get_text()
        assert page.select_one("#ganti input[type=file]")

    def test_has_no_columns_on_the_page_of_its_draft(self, page, officer, sent):
        assert "keadaan" not in officer.form(sent[0])


def test_a_draft_names_the_file_that_it_has(officer, read):
    page = officer.get(f"/id/meja/{read()}/periode")
    assert page.select_one(".ps-berkas-draf b").get_text() == "kunjungan_2025.csv"


class TestWhatIsPublished:
    @pytest.fixture
    def published(self, officer, read) -> dict:
        """A published dataset whose table was read."""
        dataset_id = read()
        resource_id = call_action("package_show", id=dataset_id)["resources"][0]["id"]
        releases.take(resource_id)
        about = {name: value for name, value in COMPLETE.items() if name not in ("title", "resources")}
        call_action("package_patch", id=dataset_id, title="Kunjungan Puskesmas", private=False, **about)
        return call_action("package_show", id=dataset_id)

    def post(self, officer, dataset_id, instead="", name="kunjungan_2025_agustus.csv"):
        asked = f"?berkas={instead}" if instead else ""
        berkas = (io.BytesIO(NEXT.encode()), name)
        return officer.post(f"/id/meja/{dataset_id}/periode{asked}", {"berkas": berkas})

    def test_takes_the_new_file_into_its_next_version_and_tells_what_it_changes(self, officer, published):
        answer = self.post(officer, published["id"])
        assert answer.status_code == 302, answer.text
        next_id = workflow.next_version(published["id"]).id
        assert next_id in answer.headers["Location"]
        (resource,) = call_action("package_show", id=next_id)["resources"]
        tables.load_upload(resource["id"])
        releases.take(resource["id"])
        page = officer.get(answer.headers["Location"])
        assert [one.get_text() for one in page.select("del, ins")] == ["120", "125"]
        assert call_action("package_show", id=published["id"]) == published

    def test_leads_to_the_next_version_that_is_in_work(self, officer, published):
        self.post(officer, published["id"])
        next_id = workflow.next_version(published["id"]).id
        answer = officer.app.get(
            f"/meja/{published['id']}/periode", headers=officer.headers, follow_redirects=False
        )
        assert next_id in answer.headers["Location"]
        desk = officer.get("/meja")
        assert "Versi baru" in desk.select_one(".ps-tabel-meja").get_text()

    @pytest.fixture
    def files(self, published) -> list[dict]:
        """A second file in the published dataset; both, the older first."""
        file = FileStorage(io.BytesIO(TABLE.encode()), filename="lain.csv")
        call_action("resource_create", package_id=published["id"], name="lain.csv", upload=file)
        return call_action("package_show", id=published["id"])["resources"]

    def test_asks_which_of_several_files_is_replaced_and_takes_none_before(self, officer, published, files):
        for page in (
            officer.get(f"/id/meja/{published['id']}/periode"),
            BeautifulSoup(self.post(officer, published["id"]).text, "html.parser"),
        ):
            links = [one["href"].rpartition("=")[2] for one in page.select(".ps-berkas-draf a")]
            assert links == [one["id"] for one in reversed(files)]
        assert workflow.next_version(published["id"]) is None

    @pytest.mark.parametrize("in_work", [False, True], ids=["new version", "version in work"])
    def test_replaces_in_its_next_version_the_file_that_was_asked_for(
        self, officer, published, files, in_work
    ):
        if in_work:
            self.post(officer, published["id"], files[1]["id"], name="lain_2.csv")
        answer = self.post(officer, published["id"], files[0]["id"])
        assert answer.status_code == 302, answer.text
        version = call_action("package_show", id=workflow.next_version(published["id"]).id)
        assert f"berkas={version['resources'][0]['id']}" in answer.headers["Location"]
        assert [one["name"] for one in version["resources"]] == [
            "kunjungan_2025_agustus.csv",
            "lain_2.csv" if in_work else "lain.csv",
        ]

    def test_leads_to_the_same_file_of_the_next_version(self, officer, published, files):
        self.post(officer, published["id"], files[1]["id"])
        version = call_action("package_show", id=workflow.next_version(published["id"]).id)
        asked = f"/meja/{published['id']}/periode?berkas={files[0]['id']}"
        answer = officer.app.get(asked, headers=officer.headers, follow_redirects=False)
        assert answer.headers["Location"].endswith(f"?berkas={version['resources'][0]['id']}")

    @pytest.fixture
    def version(self, officer, published) -> str:
        """Its next version, in which the file was replaced twice: by one with a mistake, then by the right one."""
        for content in (NEXT.replace("2025-06;125", "2025-06;999"), NEXT):
            berkas = (io.BytesIO(content.encode()), "kunjungan_2025_agustus.csv")
            officer.post(f"/id/meja/{published['id']}/periode", {"berkas": berkas})
            version = workflow.next_version(published["id"]).id
            (resource,) = call_action("package_show", id=version)["resources"]
            tables.load_upload(resource["id"])
            releases.take(resource["id"])
        return version

    @pytest.mark.parametrize("way", ["/id/meja/{published}/periode", "/id/meja/{version}/periode"])
    def test_shows_the_file_that_is_in_its_version_already_and_what_it_changes_of_what_is_public(
        self, officer, published, version, way
    ):
        page = officer.get(way.format(published=published["id"], version=version))
        assert page.select_one(".ps-berkas-draf b").get_text() == "kunjungan_2025_agustus.csv"
        assert [one.get_text() for one in page.select("del, ins")] == ["120", "125"]
        assert page.select_one("#ganti input[type=file]")

    def test_shows_the_same_where_the_officer_goes_on_with_the_draft(self, officer, version):
        page = officer.get(f"/id/meja/terbitkan/{version}").select_one("#berkas-draf")
        assert [one.get_text() for one in page.select("del, ins")] == ["120", "125"]

    def test_who_checks_its_version_is_led_to_what_changes_of_the_published_rows(self, officer, version):
        links = [one["href"] for one in officer.get(f"/id/dataset/{version}/alur").select("#berkas-alur a")]
        assert [link.partition("?")[2] for link in links if "banding" in link] == ["dari=1&ke=3"]

    def test_takes_no_file_for_one_that_is_not_there(self, officer, published):
        assert self.post(officer, published["id"], "tidak-ada").status_code == 404
        assert workflow.next_version(published["id"]) is None

    @pytest.mark.parametrize("name", ["surat.pdf", "", "6401015701900001.csv"])
    def test_begins_no_version_for_a_file_that_is_refused(self, officer, published, name):
        assert self.post(officer, published["id"], name=name).status_code == 200
        assert workflow.next_version(published["id"]) is None


def test_the_file_is_that_of_the_same_resource(officer, sent):
    (resource,) = call_action("package_show", id=sent[0])["resources"]
    assert resource["name"] == "kunjungan_2025_agustus.csv"


class TestChangingMore:
    """The button that leads from the page of a new period to the whole form."""

    NOTE = "Angka Agustus masih sementara."

    def press(self, officer, sent, **typed):
        form = officer.sent(officer.get(sent[1]))
        return officer.post(sent[1], form | typed | {"catatan": self.NOTE, "aksi": "isian"})

    def test_stores_what_was_typed_and_what_the_file_proposes(self, officer, sent):
        self.press(officer, sent, jadwal_rilis=["2099-03-01"])
        stored = call_action("package_show", id=sent[0])
        assert stored["jadwal_rilis"] == "2099-03-01"
        assert stored["temporal_coverage"][0]["end"] == "2025-08"
        assert stored["status_sdi"] == "draf"

    def test_keeps_the_word_to_the_walidata_until_the_draft_is_submitted(self, officer, sent):
        page = officer.page(self.press(officer, sent))
        assert page.select_one("#catatan")["value"] == self.NOTE
        for aksi in ("simpan", "ajukan"):  # it lacks something yet
            page = officer.page(officer.save(sent[0], officer.sent(page) | {"catatan": [self.NOTE]}, aksi))
            assert page.select_one("#catatan")["value"] == self.NOTE

    def test_shows_what_is_wrong_with_what_was_typed_and_keeps_it(self, officer, sent):
        page = officer.page(self.press(officer, sent, jadwal_rilis=["besok"]))
        assert page.select_one("#terbitkan [name='jadwal_rilis']")["value"] == "besok"
        assert page.select_one("#catatan")["value"] == self.NOTE
        assert page.select_one(".alert-danger")


class TestTwoOfficers:
    @pytest.fixture
    def form(self, officer, sent):
        """What a browser sends when somebody submits the page; called once for each who has it open."""

        def filled() -> dict[str, list[str]]:
            found: dict[str, list[str]] = {}
            for one in officer.get(sent[1]).select("#terbitkan input[name]"):
                found.setdefault(one["name"], []).extend(values(one))
            found.pop("_csrf_token", None)
            return found | {"aksi": ["ajukan"]}

        return filled

    def test_the_second_is_told_what_the_first_has_changed_and_nothing_is_written_over(
        self, officer, sent, form
    ):
        mine = form() | {"jadwal_rilis": ["2099-03-01"]}
        call_action("package_patch", id=sent[0], jadwal_rilis="2099-05-05")
        page = BeautifulSoup(officer.post(sent[1], mine).text, "html.parser")
        told = [one.get_text() for one in page.select("[aria-labelledby='h-bersamaan'] tbody td.lebar")]
        assert told == ["2099-03-01", "2099-05-05"]
        assert page.select_one("#terbitkan [name='jadwal_rilis']")["value"] == "2099-03-01"
        assert call_action("package_show", id=sent[0])["jadwal_rilis"] == "2099-05-05"

    def test_what_stands_by_now_can_be_kept(self, officer, sent, form):
        mine = form() | {"jadwal_rilis": ["2099-03-01"]}
        call_action("package_patch", id=sent[0], jadwal_rilis="2099-05-05")
        page = officer.post(sent[1], mine | {"tersimpan:jadwal_rilis": ["on"]}).text
        assert "isian-contact" in page  # it is not submitted yet: other fields are still to be filled in
        assert call_action("package_show", id=sent[0])["jadwal_rilis"] == "2099-05-05"

    def replaced_by_a_colleague(self, sent, content: str = TABLE) -> None:
        file = FileStorage(io.BytesIO(content.encode()), filename="milik_rekan.csv")
        (resource,) = call_action("package_show", id=sent[0])["resources"]
        call_action("resource_patch", id=resource["id"], url="milik_rekan.csv", upload=file)
        tables.load_upload(resource["id"])

    def test_the_second_sees_a_file_that_was_put_in_the_place_of_theirs(self, officer, sent, form):
        mine = form()
        self.replaced_by_a_colleague(sent)
        page = officer.post(sent[1], mine).text
        assert "Berkas atau kolomnya sudah berubah" in page
        assert call_action("package_show", id=sent[0])["status_sdi"] == "draf"

    def test_what_nobody_typed_is_then_proposed_anew_and_what_was_typed_is_kept(self, officer, sent, form):
        mine = form() | {"jadwal_rilis": ["2099-03-01"]}
        self.replaced_by_a_colleague(sent, NEXT + "64.01.04;Tanah Grogot;2025-09;95\n")
        page = BeautifulSoup(officer.post(sent[1], mine).text, "html.parser")
        fields = [page.select_one(f"[name='{name}']") for name in ("temporal_coverage-0-end", "jadwal_rilis")]
        assert [one["value"] for one in fields] == ["2025-09", "2099-03-01"]
