"""Claims about the first chart on the page of a file: rows become one figure only where the dictionary allows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from ckan.tests.helpers import call_action

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.releases import service as releases
from ckanext.paser.tables import service

from paser_dashboards.pictures import service as pictures
from paser_dashboards.proposals import service as proposals

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser_dashboard paser datastore")

TABLE = "kecamatan;jenis;nilai\nKuaro;laki-laki;1200\nKuaro;perempuan;34\nBatu Sopang;laki-laki;560\nBatu Sopang;perempuan;7\n"
DIMENSIONS = [{"id": name, "peran": "dimensi"} for name in ("kecamatan", "jenis")]

Chart = Callable[[str], Tag | None]


@pytest.fixture
def chart(app, upload, dataset) -> Chart:
    """The chart of a table whose measure is put together in this way."""

    def made(aggregation: str) -> Any:
        measure = {"id": "nilai", "peran": "ukuran", "agregasi": aggregation}
        resource = upload(TABLE, kamus_data=[*DIMENSIONS, measure])
        service.load_upload(resource["id"])
        run_pending()
        text = app.get(f"/id/dataset/{dataset['name']}/resource/{resource['id']}").text
        return BeautifulSoup(text, "html.parser").select_one(".ps-figur")

    return made


def test_rows_that_may_be_summed_are_one_figure(chart):
    found = chart("jumlah")
    assert "nilai menurut kecamatan" in found.h2.get_text()
    texts = [text.get_text() for text in found.select(".ps-lebar svg text")]
    assert {"Kuaro", "1.234", "Batu Sopang", "567"} <= set(texts)


class TestAClosedColumn:
    @pytest.fixture
    def closed(self, chart, dataset) -> str:
        """A table with a chart, whose measure was closed since; the resource's id."""
        assert chart("jumlah")
        (resource,) = call_action("package_show", id=dataset["id"])["resources"]
        measure = {"id": "nilai", "peran": "ukuran", "apakah_variabel_bisa_diakses_umum": False}
        call_action("resource_patch", id=resource["id"], kamus_data=[*DIMENSIONS, measure])
        return resource["id"]

    def test_is_on_no_page_from_that_moment_on(self, closed):
        assert pictures_of(closed)
        assert proposals.chart(closed, "id") is None

    def test_has_its_pictures_removed_though_no_release_is_described(self, closed, dataset, monkeypatch):
        monkeypatch.setattr(releases, "describe", lambda *_: None)
        service.describe(dataset["id"])
        run_pending()
        assert pictures_of(closed) == {}


def pictures_of(resource_id: str) -> dict[str, Any]:
    return pictures.find([pictures.of_table(resource_id)], ["batang-lebar", "batang-ponsel"], "id")


@pytest.mark.parametrize("aggregation", ["rata_rata", "tidak_boleh"])
def test_rows_that_may_not_be_summed_are_no_chart(chart, aggregation):
    assert chart(aggregation) is None
