"""Claims about files that were replaced while their dataset was in work: nobody has approved them. DATA CONTOH."""

from __future__ import annotations

import io
import json
import os
import time

import pytest
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.releases import service as releases
from ckanext.paser.releases.snapshots import archive
from ckanext.paser.tables import service as tables
from ckanext.paser.tables import store

from .conftest import PUBLISHED
from .stage import MEANING

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins", "paser scheming_datasets scheming_organizations datastore"
)


def send(people, number: int, **about: object) -> dict:
    """Have the officer upload, or replace, a file; the table of its number is loaded."""
    rows = f"Kode;Kecamatan;Jumlah\n64.01.01;Batu Sopang;{number}\n64.01.02;Tanjung Harapan;40\n"
    file = FileStorage(io.BytesIO(rows.encode()), filename=f"contoh-{number}.csv")
    said = {
        "name": "Tabel, 2020",
        "url": f"contoh-{number}.csv",
        "periode_mulai": "2020",
        "periode_selesai": "2020",
        "kolom_wilayah": "kode",
        "sistem_kode_wilayah": "kemendagri",
        "kamus_data": json.dumps(MEANING),
    }
    action = "resource_patch" if "id" in about else "resource_create"
    made = people.does("officer", action, upload=file, **said, **about)
    tables.load_upload(made["id"])
    return made


@pytest.fixture
def draft(people, make) -> dict:
    """A draft whose file was replaced twice."""
    made = make(resources=[])
    file = send(people, 1, package_id=made["id"])
    for number in (2, 3):
        send(people, number, id=file["id"])
    return {**made, "file": file["id"]}


@pytest.fixture
def published(people, draft) -> dict:
    people.steps(draft["id"], *PUBLISHED)
    return draft


def numbers(file_id: str) -> list[int]:
    return [one["number"] for one in call_action("paser_release_list", resource_id=file_id)]


class TestOnceItIsPublished:
    def test_the_approved_reading_is_the_only_release(self, published):
        assert numbers(published["file"]) == [3]

    @pytest.mark.parametrize("number", [1, 2])
    def test_nobody_gets_another_one(self, app, published, number):
        for address in (
            f"/api/paser/v1/tabel/{published['file']}/rilis/{number}/unduh.csv",
            f"/dataset/{published['name']}/resource/{published['file']}/rilis/{number}",
            f"/dataset/{published['name']}/resource/{published['file']}/rilis/{number}/berkas",
        ):
            assert app.get(address).status_code == 404

    def test_nothing_of_the_others_is_kept(self, published):
        here = archive.folder(published["file"])
        assert [path.name for path in here.glob("*.csv.gz")] == ["3.csv.gz"]
        assert len(list((here / "files").iterdir())) == 1

    def test_it_is_called_as_its_file_was_when_that_was_approved(self, people, draft):
        people.does(
            "officer", "resource_patch", id=draft["file"], name="Puskesmas, 2020", periode_mulai="2020-01"
        )
        people.steps(draft["id"], *PUBLISHED)
        release = releases.one(draft["file"])
        assert release is not None
        assert (release.name, release.periode_mulai) == ("Puskesmas, 2020", "2020-01")

    def test_it_is_of_the_day_on_which_it_became_public(self, people, draft):
        taken = releases.one(draft["file"])
        people.steps(draft["id"], *PUBLISHED)
        issued = releases.one(draft["file"])
        assert taken
        assert issued
        assert issued.issued > taken.issued

    def test_the_first_one_is_compared_with_none(self, published):
        run_pending()
        release = releases.one(published["file"])
        assert release is not None
        assert release.changes is None
        assert release.statistics

    def test_what_was_public_stays_when_it_comes_back(self, people, published):
        people.steps(published["id"], ("walidata", "ditarik"), ("officer", "draf"))
        for number in (4, 5):
            send(people, number, id=published["file"])
        people.steps(published["id"], *PUBLISHED)
        assert numbers(published["file"]) == [5, 3]

    def test_a_new_file_of_a_next_version_has_its_approved_reading_alone(self, people, published):
        version = people.steps(published["id"], ("officer", "draf"))
        file = send(people, 7, package_id=version["id"])
        send(people, 8, id=file["id"])
        people.steps(version["id"], *PUBLISHED)
        assert numbers(file["id"]) == [2]


class TestOfANextVersion:
    def test_its_file_is_still_of_who_has_sent_it(self, people, published):
        version = people.steps(published["id"], ("officer", "draf"))
        (mine,) = people.does("officer", "package_show", id=version["id"])["resources"]
        send(people, 9, id=mine["id"])
        sent = store.latest(mine["id"])
        assert sent
        store.note(sent.id, requested_by="petugas-contoh")
        people.steps(version["id"], *PUBLISHED)
        run_pending()
        release = releases.one(published["file"])
        assert release is not None
        assert (release.number, release.by) == (4, "petugas-contoh")

    def test_what_it_says_anew_of_a_column_is_said_by_the_release_that_stays(self, people, published):
        version = people.steps(published["id"], ("officer", "draf"))
        said = [{**MEANING[0], "notes": "Kode menurut Kemendagri."}, *MEANING[1:]]
        (mine,) = people.does("officer", "package_show", id=version["id"])["resources"]
        people.does("officer", "resource_patch", id=mine["id"], kamus_data=json.dumps(said))
        people.steps(version["id"], *PUBLISHED)
        run_pending()
        release = releases.one(published["file"])
        assert release is not None
        assert (release.number, release.columns[0].definition) == (3, "Kode menurut Kemendagri.")


def test_a_table_that_a_file_without_one_has_replaced_is_no_release(people, draft):
    file = FileStorage(io.BytesIO(b'{"jumlah": 1}'), filename="contoh.json")
    said = {
        "url": "contoh.json",
        "format": "JSON",
        "kolom_wilayah": "",
        "sistem_kode_wilayah": "",
        "kamus_data": "[]",
    }
    people.does("officer", "resource_patch", id=draft["file"], upload=file, **said)
    run_pending()
    people.steps(draft["id"], *PUBLISHED)
    assert numbers(draft["file"]) == []


def test_until_then_its_editors_have_all_of_them(people, draft):
    people.steps(draft["id"], *PUBLISHED[:2])
    assert numbers(draft["file"]) == [3, 2, 1]


def test_what_cannot_be_published_loses_none(people, draft, monkeypatch):
    people.steps(draft["id"], *PUBLISHED[:-1])

    def refused(*_: object) -> None:
        model.Session.rollback()  # as CKAN does
        raise tk.ValidationError({"title": ["DATA CONTOH"]})

    monkeypatch.setattr("ckanext.paser.workflow.service._write", refused)
    with pytest.raises(tk.ValidationError):
        people.steps(draft["id"], PUBLISHED[-1])
    assert numbers(draft["file"]) == [3, 2, 1]
    assert archive.table_of(draft["file"], 1).exists()


@pytest.mark.parametrize("age", [0, 7200])
def test_what_a_fall_left_is_swept_when_it_is_old(published, age):
    left = archive.table_of(published["file"], 2)
    left.write_bytes(b"DATA CONTOH")

    os.utime(left, (time.time() - age,) * 2)
    releases.sweep()
    assert left.exists() is (age == 0)
    assert archive.table_of(published["file"], 3).exists()


class TestTheColumnsOfANextVersion:
    """They are compared with those of the published table, whatever was tried in between."""

    @pytest.fixture
    def mine(self, people, published) -> str:
        version = people.steps(published["id"], ("officer", "draf"))["id"]
        return people.does("officer", "package_show", id=version)["resources"][0]["id"]

    def gone(self, people, mine: str, content: str) -> list[str]:
        file = FileStorage(io.BytesIO(content.encode()), filename="contoh.csv")
        people.does("officer", "resource_patch", id=mine, upload=file, url="contoh.csv")
        result = tables.load_upload(mine)
        return [str(one.params["columns"]) for one in result.problems if one.code == "columns_gone"]

    def test_one_that_is_gone_is_told_with_the_first_file(self, people, mine):
        assert self.gone(people, mine, "Kode;Kecamatan\n64.01.01;Batu Sopang\n64.01.02;Kuaro\n") == ["Jumlah"]

    def test_so_it_is_with_the_next_one_and_none_that_only_a_draft_had(self, people, mine):
        self.gone(people, mine, "Kode;Kecamatan;Coba\n64.01.01;Batu Sopang;x\n64.01.02;Kuaro;y\n")
        assert self.gone(people, mine, "Kode;Kecamatan\n64.01.01;Batu Sopang\n64.01.02;Kuaro\n") == ["Jumlah"]

    def test_none_is_gone_where_all_are_there_again(self, people, mine):
        self.gone(people, mine, "Kode;Kecamatan;Coba\n64.01.01;Batu Sopang;x\n64.01.02;Kuaro;y\n")
        assert (
            self.gone(people, mine, "Kode;Kecamatan;Jumlah\n64.01.01;Batu Sopang;7\n64.01.02;Kuaro;8\n") == []
        )
