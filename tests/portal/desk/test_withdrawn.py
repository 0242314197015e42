"""Claims about codes that are not valid any more, in forms and when a dataset is stored. The codes are DATA CONTOH."""

from __future__ import annotations

import io
import json

import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser import datasets
from ckanext.paser.registers import views
from ckanext.paser.workflow import service as workflow

from tests.portal.desk.conftest import TABLE
from tests.portal.workflow.conftest import COMPLETE
from tests.withdrawn import lists_with_withdrawn_codes

GIVE = "UPDATE package SET extras = extras || CAST(:said AS jsonb), license_id = 'cc-lama' WHERE id = :id"
OLD = {"tema_sdi": "98", "kode_wilayah": '["64.01.99"]'}


@pytest.fixture(autouse=True)
def withdrawn(tmp_path, with_plugins):
    """A theme, an area and a licence that were replaced."""
    with lists_with_withdrawn_codes(tmp_path):
        yield
    for kept in (views._csv, views._json):
        kept.cache_clear()


@pytest.fixture
def held(officer, read) -> str:
    """A draft that has had them before they were withdrawn."""
    return _give(read())


def _give(dataset_id: str) -> str:
    model.Session.execute(sa.text(GIVE), {"id": dataset_id, "said": json.dumps(OLD)})
    model.Session.commit()
    datasets.index(dataset_id)  # CKAN changes what the index shows
    return dataset_id


def _options(page, field: str) -> dict[str, str]:
    return {one["value"]: one.get_text(strip=True) for one in page.select(f"[name='{field}'] option")}


@pytest.mark.parametrize(
    ("field", "code"), [("tema_sdi", "98"), ("kode_wilayah", "64.01.99"), ("license_id", "cc-lama")]
)
class TestForm:
    def test_does_not_offer_it(self, officer, read, field, code):
        offered = _options(officer.get(f"/id/meja/terbitkan/{read()}"), field)
        assert offered
        assert code not in offered

    def test_shows_it_where_it_stands_and_keeps_it(self, officer, held, field, code):
        page = officer.get(f"/id/meja/terbitkan/{held}")
        assert _options(page, field)[code].endswith("(tidak berlaku lagi)")
        officer.save(held, officer.form(held) | {"notes": ["Kunjungan ke puskesmas, DATA CONTOH."]})
        shown = call_action("package_show", id=held)
        assert shown["notes"] == "Kunjungan ke puskesmas, DATA CONTOH."
        assert code in shown[field]


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ({"tema_sdi": "98"}, r"\(04\)"),
        ({"kode_wilayah": ["64.01.99"]}, r"Tanah Grogot \(64.01.04\)"),
        ({"license_id": "cc-lama"}, r"\(cc-by\)"),
    ],
)
def test_who_takes_one_is_told_what_to_take_instead(officer, read, said, instead):
    with pytest.raises(tk.ValidationError, match=instead):
        call_action("package_patch", id=read(), **said)


def test_a_column_that_takes_one_is_told_what_to_take_instead(officer, read):
    (file,) = call_action("package_show", id=read())["resources"]
    entries = [{"id": "kunjungan_orang", "satuan": "Satuan lama"}]
    with pytest.raises(tk.ValidationError, match=r"kunjungan_orang.*\(orang\)"):
        call_action("resource_patch", id=file["id"], kamus_data=entries)


def test_a_next_version_begins_with_what_is_published(officer, read):
    dataset_id = read()
    about = {name: value for name, value in COMPLETE.items() if name not in ("title", "resources")}
    call_action("package_patch", id=dataset_id, title="Kunjungan Puskesmas", private=False, **about)
    _give(dataset_id)
    berkas = (io.BytesIO(TABLE.encode()), "kunjungan_2026.csv")
    assert officer.post(f"/id/meja/{dataset_id}/periode", {"berkas": berkas}).status_code == 302
    version = workflow.next_version(dataset_id)
    shown = call_action("package_show", id=version.id)
    assert (shown["tema_sdi"], shown["license_id"]) == ("98", "cc-lama")


def test_its_page_stays_and_says_what_is_taken_in_its_place(app):
    page = app.get("/id/kode-referensi/tema/98").text
    assert "Tidak berlaku lagi sejak 1 Juli 2026" in page
    assert "/kode-referensi/tema/04" in page
