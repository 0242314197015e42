"""Claims about the steps that a page offers: just those that are taken, with what is in the way of the others. DATA CONTOH."""

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

from .conftest import APPROVED, PUBLISHED

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
    pytest.mark.ckan_config("ckan.locale_default", "id"),
]
MEASURED = {"jenis": "variabel", "konsep": "Harga", "ukuran": "jumlah"}
WRONG = "Kode Wilayah;Kecamatan;Jumlah\n64.01.04;Tanah Grogot;3\n64.01.07;Muara Komam;4\n"
PRICES = "Jenis Ikan;Harga per kg\nMas;30000\nNila;25000\n"
OF_GONE = [
    {"id": "kode_wilayah", "peran": "wilayah"},
    {"id": "harga_rp_kg", "peran": "ukuran", "agregasi": "tidak_boleh"},
]
NOTE = "#ket-catatan"


@pytest.fixture
def visit(app, people) -> Callable[..., BeautifulSoup]:
    """A page as one of these people sees it."""

    def open_(address: str, person: str) -> BeautifulSoup:
        headers = {"Authorization": factories.APIToken(user=getattr(people, person))["token"]}
        return BeautifulSoup(app.get(address, headers=headers).text, "html.parser")

    return open_


@pytest.fixture
def prices(people, make) -> dict[str, Any]:
    """A draft whose measure is called otherwise than in the file that stood there before, of whose columns alone something is said."""
    made = make(resources=[], **MEASURED)
    about = {
        "package_id": made["id"],
        "name": "Harga, 2020",
        "url": "harga.csv",
        "level_penyajian": "kabupaten",
    }
    about |= {"periode_mulai": "2020", "periode_selesai": "2020", "kamus_data": json.dumps(OF_GONE)}
    sent = [FileStorage(io.BytesIO(text.encode()), filename="harga.csv") for text in (WRONG, PRICES)]
    resource = people.does("officer", "resource_create", **about, upload=sent[0])
    tables.load_upload(resource["id"])
    people.does("officer", "resource_patch", id=resource["id"], url="harga.csv", upload=sent[1])
    tables.load_upload(resource["id"])
    return made


def offered(people, person: str, dataset_id: str) -> dict[str, bool]:
    shown = people.does(person, "paser_workflow_show", id=dataset_id)
    return {one["to"]: one["allowed"] for one in shown["next"]}


class TestAFileWithOtherColumns:
    def test_is_offered_to_be_submitted(self, people, prices, visit):
        assert people.does("officer", "paser_workflow_show", id=prices["id"])["remarks"] == []
        page = visit(f"/dataset/{prices['name']}", "officer")
        assert page.select_one("#langkah button[value=diajukan]")
        assert "Kolom Kode Wilayah" not in page.select_one("main").get_text()

    def test_is_offered_to_be_approved(self, people, prices, visit):
        people.steps(prices["id"], *APPROVED[:2])
        page = visit(f"/dataset/{prices['name']}/alur", "walidata")
        assert page.select_one("#langkah button[value=disetujui]")
        people.steps(prices["id"], *APPROVED[2:])


def test_what_its_table_says_against_a_dataset_is_told_where_the_step_is_not_offered(people, prices):
    people.does("officer", "package_patch", id=prices["id"], satuan="persen")
    shown = people.does("officer", "paser_workflow_show", id=prices["id"])
    (refused,) = [one for one in shown["next"] if one["to"] == "diajukan"]
    assert not refused["allowed"]
    assert "100" in " ".join(one["text"] for one in shown["remarks"])


@pytest.mark.parametrize("withdrawn", [False, True])
def test_another_version_is_not_offered_while_one_is_in_work(people, make, visit, withdrawn):
    made = make()
    people.steps(made["id"], *PUBLISHED)
    version = people.steps(made["id"], ("officer", "draf"))
    if withdrawn:
        people.steps(made["id"], ("walidata", "ditarik"))
    assert offered(people, "officer", made["id"])["draf"] is False
    panel = visit(f"/dataset/{made['name']}", "officer").select_one("#alur")
    assert not panel.select("button[value=draf]")
    assert panel.select_one(f"a[href$='/dataset/{version['name']}']")


class TestTheHelpOfTheNote:
    def test_says_to_whom_nothing_needs_it_that_it_may_be_left_out(self, make, visit):
        page = visit(f"/dataset/{make()['name']}", "officer")
        assert page.select_one(NOTE).get_text().startswith("Boleh dikosongkan.")

    def test_says_to_walidata_for_which_steps_it_is_needed(self, people, make, visit):
        made = make()
        people.steps(made["id"], *APPROVED[:2])
        page = visit(f"/dataset/{made['name']}", "walidata")
        assert page.select_one(NOTE).get_text().startswith("Wajib untuk menolak")
