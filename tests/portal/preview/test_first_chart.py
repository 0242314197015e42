"""Claims about the first chart on the page of a file: rows become one figure only where the dictionary allows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.tables import service

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


@pytest.mark.parametrize("aggregation", ["rata_rata", "tidak_boleh"])
def test_rows_that_may_not_be_summed_are_no_chart(chart, aggregation):
    assert chart(aggregation) is None
