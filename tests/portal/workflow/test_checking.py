"""Claims about what who decides about a dataset is shown of it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from werkzeug.datastructures import FileStorage

from ckan.tests import factories

from ckanext.paser.tables import service as tables

from .conftest import APPROVED, FILE, PUBLISHED

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
    pytest.mark.ckan_config("ckan.locale_default", "id"),
]


@pytest.fixture
def page(app, people) -> Callable[..., BeautifulSoup]:
    """A page as one of these people sees it."""

    def open_(address: str, person: str = "walidata") -> BeautifulSoup:
        headers = {"Authorization": factories.APIToken(user=getattr(people, person))["token"]}
        return BeautifulSoup(app.get(address, headers=headers).text, "html.parser")

    return open_


def test_the_files_lead_to_their_pages(people, make, page):
    made = make()
    people.steps(made["id"], *APPROVED[:2])
    (link,) = page(f"/dataset/{made['name']}/alur").select("#berkas-alur a")
    assert link["href"].endswith(f"/resource/{made['resources'][0]['id']}")


def test_a_name_of_a_file_with_other_years_than_it_covers_is_told_with_a_better_one(people, make, page):
    made = make(resources=[FILE | {"name": "Jumlah, 2017-2019"}])
    people.steps(made["id"], *APPROVED[:2])
    assert "“Jumlah, 2020”" in page(f"/dataset/{made['name']}/alur").select_one(".ps-lanjutan").get_text()


def test_on_a_second_check_it_says_what_was_changed_since_the_return(people, make, page):
    made = make()
    people.steps(made["id"], *APPROVED[:2], ("walidata", "perlu_perbaikan"))
    said = {**made["resources"][0], "url": "https://a.test/b.json"}
    people.does("officer", "package_patch", id=made["id"], notes="DATA CONTOH, lain.", resources=[said])
    assert not page(f"/dataset/{made['name']}/alur").select("#berubah")
    people.steps(made["id"], ("officer", "diperbaiki"))
    told = page(f"/dataset/{made['name']}/alur").select_one("#berubah").stripped_strings
    assert [*told] == ["Deskripsi", FILE["name"], "Isian yang lain: Berkas atau tautan."]


def test_a_remark_on_a_file_names_it_in_every_later_version(people, make, page):
    made = make()
    people.steps(made["id"], *APPROVED[:2])
    comments = {f"file-{made['resources'][0]['id']}": "Satuannya salah."}
    asked = {"id": made["id"], "to": "perlu_perbaikan", "note": "Karena.", "comments": comments}
    people.does("walidata", "paser_workflow_transition", **asked)
    people.does("officer", "package_patch", id=made["id"], notes="DATA CONTOH, lain.")
    people.steps(made["id"], ("officer", "diperbaiki"), *PUBLISHED[1:])
    first = people.does("officer", "paser_workflow_transition", id=made["id"], to="draf")
    told = (
        page(f"/dataset/{first['name']}/alur", "officer").select_one(".ps-linimasa").get_text(" ", strip=True)
    )
    assert f"{FILE['name']} : Satuannya salah." in told
    assert "file-" not in told


TABLE = "DATA CONTOH;x\nKecamatan;Jumlah\nBatu Sopang;3\nTanjung Harapan;4\nKabupaten Paser;7\n"
"""Of which somebody has said that the last row is a total, and where the header stands."""
SAID = {
    "periode_mulai": "2020",
    "periode_selesai": "2020",
    "baris_kepala": "2",
    "baris_jumlah": ["Kabupaten Paser"],
    "kamus_data": [
        {"id": "kecamatan", "peran": "dimensi"},
        {"id": "jumlah", "peran": "ukuran", "agregasi": "jumlah"},
    ],
}


class TestReading:
    @pytest.fixture
    def read(self, people, make) -> dict[str, Any]:
        """A dataset that is being checked, whose table has a total that its officer has named."""
        made = make(resources=[])
        file = FileStorage(io.BytesIO(TABLE.encode()), filename="jumlah.csv")
        about = {"package_id": made["id"], "name": "Jumlah, 2020", "url": "jumlah.csv", "upload": file}
        kamus = {"kamus_data": json.dumps(SAID["kamus_data"])}
        people.does("officer", "resource_create", **SAID | kamus | about)
        shown = people.does("officer", "package_show", id=made["id"])
        tables.load_upload(shown["resources"][0]["id"])
        people.steps(made["id"], *APPROVED[:2])
        return people.does("officer", "package_show", id=made["id"])

    def test_who_checks_reads_how_each_file_was_read(self, read, page):
        told = page(f"/dataset/{read['name']}/alur").select_one("#berkas-alur [data-pembacaan]")
        assert "adalah baris jumlah, seperti dipilih" in told.get_text()

    def test_on_the_page_of_the_file_too_without_what_only_its_editors_may_do(self, read, page):
        told = page(f"/dataset/{read['name']}/resource/{read['resources'][0]['id']}").select_one("#pembacaan")
        assert "adalah baris jumlah, seperti dipilih" in told.get_text()
        assert not told.select("a")

    def test_nobody_else_reads_it_there(self, app, people, read):
        people.steps(read["id"], ("walidata", "disetujui"), ("walidata", "terbit"))
        address = f"/dataset/{read['name']}/resource/{read['resources'][0]['id']}"
        assert 'id="pembacaan"' not in app.get(address).text

    def test_it_says_what_of_a_file_was_changed_since_the_return(self, people, read, page):
        people.steps(read["id"], ("walidata", "perlu_perbaikan"))
        (file,) = read["resources"]
        entries = [{**SAID["kamus_data"][0], "label": "Wilayah"}, SAID["kamus_data"][1]]
        said = {"baris_jumlah": [], "baris_bukan_jumlah": ["Kabupaten Paser"], "kamus_data": entries}
        people.does("officer", "resource_patch", id=file["id"], **said)
        tables.load_upload(file["id"])
        people.steps(read["id"], ("officer", "diperbaiki"))
        told = page(f"/dataset/{read['name']}/alur").select("#berubah li li")
        assert [one.get_text() for one in told] == [
            "Tabelnya tadinya 2 baris, kini 3 baris.",
            "Keterangan kolom yang lain: Wilayah (kecamatan).",
            "Cara membacanya lain: Baris Jumlah, Bukan Baris Jumlah.",
        ]

    def test_another_file_is_told_as_one(self, people, read, page):
        people.steps(read["id"], ("walidata", "perlu_perbaikan"))
        (file,) = read["resources"]
        other = FileStorage(io.BytesIO(TABLE.replace(";4", ";5").encode()), filename="jumlah.csv")
        people.does("officer", "resource_patch", id=file["id"], url="jumlah.csv", upload=other)
        tables.load_upload(file["id"])
        people.steps(read["id"], ("officer", "diperbaiki"))
        told = page(f"/dataset/{read['name']}/alur").select("#berubah li li")
        assert [one.get_text() for one in told] == ["Berkasnya sendiri sudah lain."]


class TestDesk:
    def test_says_how_many_wait_for_an_office_and_leads_to_its_queue(self, people, make, page):
        people.steps(make()["id"], APPROVED[0])
        told = page("/meja").select_one("[data-menunggu='walidata']")
        assert "menunggu Anda sebagai Walidata" in told.get_text()
        assert told.a["href"].endswith("/meja/verifikasi?peran=walidata")

    def test_says_nothing_of_an_office_to_whoever_holds_none(self, app, people, make):
        people.steps(make()["id"], APPROVED[0])
        headers = {"Authorization": factories.APIToken(user=people.officer)["token"]}
        assert "data-menunggu" not in app.get("/meja", headers=headers).text
