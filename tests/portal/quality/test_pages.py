"""Claims about the pages of quality."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from ckan.tests.helpers import call_action

from ckanext.paser.jobs import service as jobs
from ckanext.paser.quality import service
from ckanext.paser.quality.rules import DIMENSIONS

from .conftest import PLUGINS

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", PLUGINS),
    pytest.mark.ckan_config("ckan.locale_default", "id"),
]

ROWS = ("contact", "temporal_coverage", "konsep", "level_penyajian", "kode_wilayah")
FIELDS = (
    *("klasifikasi", "ukuran", "satuan", "tema_sdi", "license_id", "kategori_informasi", "frequency"),
    *("apakah_indikator_komposit", "sumber_data", "temporal_resolution"),
)
"""Fields of every kind of input."""


def soup(page: Any) -> BeautifulSoup:
    return BeautifulSoup(page.body, "html.parser")


def text(page: Any) -> str:
    return " ".join(soup(page).select_one("main").get_text(" ").split())  # pyright: ignore[reportOptionalMemberAccess]


class TestDataset:
    def test_everybody_reads_the_score_with_the_way_to_its_formula(self, app, dataset):
        page = app.get(f"/dataset/{dataset['name']}")
        score = str(service.one(dataset["id"]).score).removesuffix(".0").replace(".", ",")  # pyright: ignore[reportOptionalMemberAccess]
        assert f"Mutu {score}" in text(page)
        assert soup(page).select_one('.ps-mutu-baris a[href="/kualitas/rumus"]')
        assert not soup(page).select(".ps-mutu-panel")

    def test_editors_read_what_to_do_next_the_dearest_first(self, app, dataset, headers):
        panel = soup(app.get(f"/dataset/{dataset['name']}", headers=headers)).select_one(".ps-mutu-panel")
        assert "apa berikutnya" in panel.select_one("h2").text  # pyright: ignore[reportOptionalMemberAccess]
        points = [float(one.text.removeprefix("+").replace(",", ".")) for one in panel.select("li > b")]  # pyright: ignore[reportOptionalMemberAccess]
        assert points == sorted(points, reverse=True)
        assert points

    def test_every_loss_leads_to_a_place_that_is_there(self, app, dataset, add_file, headers):
        add_file()
        fields = {name: [] if name in ROWS else "" for name in (*ROWS, *FIELDS)}
        call_action("package_patch", id=dataset["id"], private=True, **fields)
        jobs.run_pending()
        told = call_action("paser_quality_show", id=dataset["id"])["losses"]
        assert len(told) > 20
        found = {url: self.found(app, headers, url) for url in {one["url"] for one in told}}
        assert {url: what for url, what in found.items() if what != (200, True)} == {}

    @staticmethod
    def found(app: Any, headers: dict[str, str], url: str) -> tuple[int, bool]:
        """The status of the page, and whether the place on it is there."""
        parts = urlsplit(url)
        with app.flask_app.app_context():  # in that of the test nobody is logged in by now
            page = app.get(parts.path, headers=headers)
        return page.status_code, not parts.fragment or soup(page).find(id=parts.fragment) is not None


class TestAgencies:
    def test_each_agency_stands_with_its_mean_and_number(self, app, dataset):
        page = soup(app.get("/kualitas"))
        row = next(one for one in page.select("tbody tr") if dataset["organization"]["title"] in one.text)
        assert row.select_one("td.r").text == "1"
        assert row.select_one("a")["href"] == f"/kualitas/{dataset['organization']['name']}"

    @pytest.mark.parametrize(
        ("asked", "order"),
        [("skor", "ascending"), ("-skor", "descending"), ("nama", "ascending"), ("ada-ada", "descending")],
    )
    def test_the_list_is_sorted_as_asked(self, app, dataset, asked, order):
        heads = soup(app.get(f"/kualitas?urut={asked}")).select("th[aria-sort]")
        assert [one["aria-sort"] for one in heads] == [order]

    def test_the_csv_says_the_same(self, app, dataset):
        answer = app.get("/kualitas.csv")
        rows = list(csv.DictReader(io.StringIO(answer.body.removeprefix("\ufeff"))))
        mine = next(row for row in rows if row["kode"] == dataset["organization"]["name"])
        score = service.one(dataset["id"]).score  # pyright: ignore[reportOptionalMemberAccess]
        assert (float(mine["skor_mutu"]), mine["jumlah_dataset"]) == (score, "1")
        assert answer.headers["Content-Type"].startswith("text/csv")

    def test_the_datasets_of_an_agency_tell_three_things_to_do(self, app, dataset):
        page = soup(app.get(f"/kualitas/{dataset['organization']['name']}"))
        assert [one["href"] for one in page.select(".ps-mutu-dataset h2 a")] == [
            f"/dataset/{dataset['name']}"
        ]
        assert len(page.select(".ps-mutu-daftar li")) == 3
        assert not page.select(".ps-mutu-daftar a")

    def test_who_may_do_them_is_led_there(self, app, dataset, headers):
        page = soup(app.get(f"/kualitas/{dataset['organization']['name']}", headers=headers))
        assert len(page.select(".ps-mutu-daftar a")) == 3

    def test_a_private_dataset_is_nowhere(self, app, dataset):
        call_action("package_patch", id=dataset["id"], private=True, title="Tomat Rahasia Belum Terbit")
        jobs.run_pending()
        pages = [
            app.get(path).body
            for path in ("/kualitas", "/kualitas.csv", f"/kualitas/{dataset['organization']['name']}")
        ]
        assert [page for page in pages if "Tomat Rahasia" in page or dataset["name"] in page] == []
        assert dataset["organization"]["name"] not in pages[1]

    def test_there_is_no_page_of_what_is_no_agency(self, app, dataset):
        assert app.get("/kualitas/tidak-ada").status_code == 404


def test_the_formula_is_told_line_by_line(app, with_plugins, reset_db_once):
    rows = {row["id"]: row for row in soup(app.get("/kualitas/rumus")).select("tbody tr[id]")}
    told = {code: row.select("td")[2].text.replace(",", ".") for code, row in rows.items()}
    wanted = {one.code: f"{one.points:g}" for dimension in DIMENSIONS for one in dimension.criteria}
    assert told == wanted


MOST_STATEMENTS = {"/kualitas": 4, "/kualitas.csv": 3, "/kualitas/rumus": 2, "/kualitas/{agency}": 5}


def test_a_page_asks_the_database_a_few_times_only(app, dataset, statements):
    asked = {}
    for path in MOST_STATEMENTS:
        address = path.format(agency=dataset["organization"]["name"])
        app.get(address)  # the first request of a process reads settings
        statements.clear()
        app.get(address)
        asked[path] = len(statements)
    assert {path: count for path, count in asked.items() if count > MOST_STATEMENTS[path]} == {}
