"""Claims about what is published of the columns of a file: nothing of those of a file that it has replaced. DATA CONTOH."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage

from ckanext.paser.catalogue import service as catalogue
from ckanext.paser.tables import service as tables
from ckanext.paser.workflow import described

from .conftest import APPROVED, PUBLISHED

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)
WRONG = "Nama Jembatan;Panjang\nJembatan Contoh;30\nJembatan Lain;40\n"
RIGHT = "Kecamatan;Petugas;Jumlah\nBatu Sopang;Satu;3\nTanjung Harapan;Dua;4\n"
SAID = [
    {"id": "nama_jembatan", "label": "Nama jembatan"},
    {"id": "panjang", "peran": "ukuran", "satuan": "m"},
    {"id": "petugas", "apakah_variabel_bisa_diakses_umum": False},
    {"id": "kecamatan", "peran": "dimensi"},
    {"id": "jumlah", "peran": "ukuran", "agregasi": "jumlah"},
]


def file(content: str) -> FileStorage:
    return FileStorage(io.BytesIO(content.encode()), filename="jumlah.csv")


def columns(entries: list[dict[str, Any]]) -> list[str]:
    return [one["id"] for one in entries]


def shown(people, person: str, made: dict[str, Any]) -> list[str]:
    (resource,) = people.does(person, "package_show", id=made["id"])["resources"]
    return columns(resource["kamus_data"])


@pytest.fixture
def draft(people, make) -> dict[str, Any]:
    """A draft whose first file was a wrong one, with what was said of the columns of both."""
    made = make(resources=[])
    about = {"package_id": made["id"], "name": "Jumlah, 2020", "url": "jumlah.csv"}
    about |= {"periode_mulai": "2020", "periode_selesai": "2020", "kamus_data": json.dumps(SAID)}
    resource = people.does("officer", "resource_create", **about, upload=file(WRONG))
    tables.load_upload(resource["id"])
    people.does("officer", "resource_patch", id=resource["id"], url="jumlah.csv", upload=file(RIGHT))
    return {**made, "resource": resource["id"]}


class TestAWrongFile:
    def test_its_columns_are_not_published(self, people, draft):
        tables.load_upload(draft["resource"])
        people.steps(draft["id"], *PUBLISHED)
        assert shown(people, "", draft) == ["petugas", "kecamatan", "jumlah"]

    def test_who_checks_reads_just_what_will_be_published(self, people, draft):
        tables.load_upload(draft["resource"])
        people.steps(draft["id"], *APPROVED[:1])
        assert "nama_jembatan" not in shown(people, "walidata", draft)

    def test_a_column_that_is_kept_out_is_not_in_the_table_after_it_is_read_again(self, people, draft):
        tables.load_upload(draft["resource"])
        people.steps(draft["id"], *PUBLISHED)
        tables.load_upload(draft["resource"])
        assert columns([one.__dict__ for one in tables.columns(draft["resource"])]) == ["kecamatan", "jumlah"]

    def test_as_long_as_the_new_file_is_not_read_nothing_is_left_out(self, people, draft):
        said = people.does("officer", "package_show", id=draft["id"])
        assert described.of_present_columns(said) == said

    def test_nor_are_they_told_of_a_table_that_was_published_before(self, people, draft):
        tables.load_upload(draft["resource"])
        said = people.does("officer", "package_show", id=draft["id"])
        catalogue.explain([said])
        assert columns(said["resources"][0]["kamus_data"]) == ["kecamatan", "jumlah", "petugas"]


class TestALaterVersion:
    OTHER = "Kelompok;Jumlah\nSatu;3\nDua;4\n"

    def test_what_was_said_of_a_column_that_it_drops_goes_with_it_and_what_was_closed_stays_so(
        self, people, draft
    ):
        tables.load_upload(draft["resource"])
        people.steps(draft["id"], *PUBLISHED)
        after = people.steps(draft["id"], ("officer", "draf"))["id"]
        (resource,) = people.does("officer", "package_show", id=after)["resources"]
        people.does("officer", "resource_patch", id=resource["id"], url="jumlah.csv", upload=file(self.OTHER))
        tables.load_upload(resource["id"])
        people.steps(after, *PUBLISHED)
        assert shown(people, "", draft) == ["petugas", "jumlah"]
