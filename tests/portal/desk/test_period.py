"""Claims about the next period of a dataset."""

from __future__ import annotations

import io

import pytest

from ckan.tests.helpers import call_action

from ckanext.paser.releases import service as releases
from ckanext.paser.tables import service as tables

from tests.portal.desk.conftest import TABLE

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


def test_the_time_covered_follows_the_new_file(officer, sent):
    page = officer.get(sent[1])
    assert page.select_one("[name='temporal_coverage-0-end']")["value"] == "2025-08"


def test_the_file_is_that_of_the_same_resource(officer, sent):
    (resource,) = call_action("package_show", id=sent[0])["resources"]
    assert resource["name"] == "kunjungan_2025_agustus.csv"
