"""Claims about decisions after decisions: the later one wins, and no table shows more than it allows. DATA CONTOH."""

from __future__ import annotations

import re
from html import unescape

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests.helpers import call_action

from ckanext.paser.jobs import service as jobs
from ckanext.paser.privacy import files
from ckanext.paser.releases import service as releases
from ckanext.paser.tables import service

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

# A list of people whose groups are all too small to be counted.
PEOPLE = "NIK;Nama;Tgl Lahir;Kecamatan\n" + "".join(
    f"64010157{n % 12 + 1:02}90{n:04};Orang Contoh {n};{n % 28 + 1:02}/{n % 12 + 1:02}/1990;Kecamatan {n % 10}\n"
    for n in range(1, 31)
)


def outcome(resource_id: str) -> str:
    return call_action("paser_privacy_report", resource_id=resource_id)["status"]


@pytest.fixture
def failed(load, decide) -> str:
    """Columns were left out, then people were to be counted."""
    id_ = load(PEOPLE)
    decide(id_, "drop_column", columns=["nik", "nama"])
    assert [column.id for column in service.preview(id_).columns] == ["tgl_lahir", "kecamatan"]
    decide(id_, "aggregate", columns=["kecamatan"])
    return id_


def test_a_table_that_shows_more_than_was_decided_since_is_taken_away(failed):
    assert call_action("paser_table_status", resource_id=failed)["status"] == "failed"
    assert not call_action("resource_show", id=failed)["datastore_active"]
    assert service.data_versions([failed]) == {}


def test_so_are_its_releases(failed):
    assert [release.removed is not None for release in releases.of(failed)] == [True]


def test_the_doctor_has_nothing_to_say_of_it_then(failed):
    assert failed not in files.open_tables()


def panel(get, people, resource_id: str) -> str:
    shown = get(f"/en/dataset/{people['dataset']['name']}/resource/{resource_id}", "editor").body
    return unescape(shown[shown.index('<section id="data-pribadi"') : shown.index('<section id="pembacaan"')])


def test_the_page_says_why_there_is_no_table_and_offers_to_decide_anew(failed, get, people):
    shown = panel(get, people, failed)
    assert "No table has come of what you decided." in shown
    assert "fewer than 5" in shown
    assert "The file is being read." not in shown
    assert re.findall(r'type="radio" name="decision" value="(\w+)"', shown) == [
        "drop_column",
        "mask",
        "aggregate",
    ]


def test_the_log_names_who_decided_what(load, decide, get, people):
    id_ = load("Daftar NIK 6401015701900001;\nDesa;Jumlah\nContoh A;12\nContoh B;15\n")
    decide(id_, "drop_column", columns=[])
    assert f"{people['admin']['display_name']}: Publish the table alone" in panel(get, people, id_)


def test_to_leave_columns_out_after_it_brings_the_table_back(failed, decide):
    decide(failed, "drop_column", columns=["tgl_lahir"])
    assert [column.id for column in service.preview(failed).columns] == ["kecamatan"]
    assert outcome(failed) == "bersih"


def test_a_reset_has_the_file_wait_again_and_the_same_answer_opens_its_table(load, decide):
    id_ = load(PEOPLE)
    decide(id_, "drop_column", columns=["nik", "nama"])
    decide(id_, "reset")
    assert (outcome(id_), id_ in files.open_tables()) == ("temuan", False)
    assert service.preview(id_).total == 30
    decide(id_, "drop_column", columns=["nik", "nama"])
    assert outcome(id_) == "bersih"


def test_a_reset_has_the_file_read_again_also_where_no_table_had_come_of_what_was_decided(
    load, decide, people
):
    rows = (f"Orang Contoh {n};64010157{n:02}90{n:04};BLT\n" for n in range(1, 9))
    id_ = load("Nama;NIK;Bantuan\n" + "".join(rows))
    decide(id_, "drop_column")
    jobs.run_pending()  # or what the first decision asked for would be what reads it again
    assert call_action("paser_table_status", resource_id=id_)["status"] == "failed"
    admin = {"user": people["admin"]["name"], "ignore_auth": False}
    call_action("paser_privacy_decide", admin, resource_id=id_, decision="reset")
    jobs.run_pending()
    report = call_action("paser_privacy_report", resource_id=id_)
    assert (report["status"], [one["open"] for one in report["findings"]]) == ("temuan", [True, True])
    assert call_action("paser_table_status", resource_id=id_)["status"] == "held"


def test_a_reset_takes_an_override_back_with_its_table(load, decide, download):
    id_ = load(PEOPLE)
    decide(id_, "override", reason="Contoh.")
    decide(id_, "reset")
    assert (outcome(id_), download(id_), service.data_versions([id_])) == ("temuan", 403, {})


def test_where_nothing_is_decided_there_is_nothing_to_reset(load, decide):
    with pytest.raises(tk.ValidationError, match="Nothing is decided"):
        decide(load(PEOPLE), "reset")
