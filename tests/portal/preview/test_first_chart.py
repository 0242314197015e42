"""Claims about the first chart on the page of a file: rows become one figure only where the dictionary allows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from ckan.tests.helpers import call_action

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.releases import service as releases
from ckanext.paser.tables import service

from paser_dashboards.pictures import service as pictures

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

    def test_is_on_no_page_from_that_moment_on(self, app, closed, dataset):
        assert pictures_of(closed)
        text = app.get(f"/id/dataset/{dataset['name']}/resource/{closed}").text
        assert BeautifulSoup(text, "html.parser").select_one(".ps-figur") is None

    def test_has_its_pictures_removed_though_no_release_is_described(self, closed, dataset, monkeypatch):
        monkeypatch.setattr(releases, "describe", lambda *_: None)
        service.describe(dataset["id"])
        run_pending()
        assert pictures_of(closed) == {}


class TestATableThatHasChanged:
    """Its release is looked into, and its chart drawn, by jobs that come later."""

    @pytest.fixture
    def read(self, app, chart, dataset) -> Callable[[], Any]:
        assert chart("jumlah")
        (resource,) = call_action("package_show", id=dataset["id"])["resources"]

        def read() -> Any:
            text = app.get(f"/id/dataset/{dataset['name']}/resource/{resource['id']}").text
            return BeautifulSoup(text, "html.parser").select_one(".ps-figur")

        return read

    @pytest.fixture
    def changed(self, read, upload, dataset) -> None:
        (resource,) = call_action("package_show", id=dataset["id"])["resources"]
        upload(TABLE.replace("1200", "1300"), id=resource["id"])
        service.load_upload(resource["id"])

    @pytest.mark.usefixtures("changed")
    def test_is_not_shown_with_the_chart_of_the_one_before(self, read):
        assert read() is None

    @pytest.mark.usefixtures("changed")
    def test_is_shown_with_its_own_once_that_is_drawn(self, read):
        run_pending()
        assert "1.334" in {text.get_text() for text in read().select(".ps-lebar svg text")}

    def test_has_its_chart_drawn_anew_when_its_columns_are_called_otherwise(self, read, dataset):
        (resource,) = call_action("package_show", id=dataset["id"])["resources"]
        measure = {"id": "nilai", "label": "Penduduk", "peran": "ukuran", "agregasi": "jumlah"}
        call_action("resource_patch", id=resource["id"], kamus_data=[*DIMENSIONS, measure])
        run_pending()
        assert "Penduduk menurut kecamatan" in read().h2.get_text()


def pictures_of(resource_id: str) -> dict[str, Any]:
    return pictures.find([pictures.of_table(resource_id)], ["batang-lebar", "batang-ponsel"], "id")


def test_rows_that_may_not_be_put_together_are_shown_one_series_alone(chart):
    found = chart("tidak_boleh")
    assert found.h2.get_text() == "nilai menurut kecamatan, jenis laki-laki"
    assert {"1.200", "560"} <= {text.get_text() for text in found.select(".ps-lebar svg text")}


def test_rows_that_may_be_averaged_are_and_it_says_so(chart):
    found = chart("rata_rata")
    assert "617,0" in {text.get_text() for text in found.select(".ps-lebar svg text")}
    assert "dirata-ratakan" in found.figcaption.get_text()


class TestOverTime:
    @pytest.fixture
    def drawn(self, app, upload, dataset) -> Callable[..., Any]:
        def made(table: str, *kamus: dict[str, Any]) -> Any:
            resource = upload(table, kamus_data=list(kamus))
            service.load_upload(resource["id"])
            run_pending()
            text = app.get(f"/id/dataset/{dataset['name']}/resource/{resource['id']}").text
            return BeautifulSoup(text, "html.parser").select_one(".ps-figur")

        return made

    def test_the_newest_of_many_days_are_drawn_and_it_says_since_when(self, drawn):
        days = [date(2024, 1, 1) + timedelta(days=n) for n in range(800)]
        table = "tanggal;nilai\n" + "".join(f"{day};{n}\n" for n, day in enumerate(days))
        found = drawn(table, {"id": "nilai", "peran": "ukuran"})
        assert "799" in {text.get_text() for text in found.select(".ps-lebar svg text")}
        assert "Mulai 4 Feb 2025" in found.figcaption.get_text()

    def test_a_sum_that_would_lack_a_value_is_not_drawn(self, drawn):
        rows = [("2025-01", "A", 5), ("2025-01", "B", ""), ("2025-02", "A", 7), ("2025-02", "B", 8)]
        rows += [("2025-03", "A", 9), ("2025-03", "B", ""), ("2025-03", "C", 4)]
        table = "bulan;tempat;hujan\n" + "".join(f"{m};{place};{mm}\n" for m, place, mm in rows)
        measure = {"id": "hujan", "peran": "ukuran", "agregasi": "jumlah"}
        place = {"id": "tempat", "peran": "dimensi"}
        found = drawn(table, {"id": "bulan", "peran": "waktu"}, place, measure)
        assert found.h2.get_text() == "hujan menurut tempat, bulan 2025-03"
        assert "Tanpa angka, maka tidak digambar: B." in found.figcaption.get_text()
