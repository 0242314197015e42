"""Claims about the pages and files of code lists."""

from __future__ import annotations

import csv
import io

import pytest

from ckan.tests.helpers import call_action

from .conftest import said, soup

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
    pytest.mark.usefixtures("register"),
]


def test_every_list_is_shown_with_its_source_and_number_of_codes(app):
    rows = {
        said(row.th): [said(cell) for cell in row.select("td")]
        for row in soup(app.get("/kode-referensi")).select("tbody tr")
    }
    assert len(rows) == app.get("/kode-referensi.json").json["total"]
    assert rows["Wilayah Administrasi Kabupaten Paser"] == [
        "Kementerian Dalam Negeri; BPS",
        "Kepmendagri 300.2.2-2430 Tahun 2025; kode wilayah kerja statistik BPS",
        "2025",
        "Masih berlaku",
        "155",
    ]
    assert rows["Satuan"][2] == "23 November 2026"


def test_a_list_can_be_searched(app):
    page = soup(app.get("/kode-referensi/wilayah?q=kecamatan+grogot"))
    assert [said(one) for one in page.select("tbody th")] == ["64.01.04"]


def test_a_code_has_a_page_at_its_permanent_address(app):
    page = soup(app.get("/kode-referensi/wilayah/64.01.04"))
    assert said(page.h1) == "Tanah Grogot"
    assert "Kabupaten Paser" in said(page.select_one("main .ps-dl"))
    assert [said(one) for one in page.select(".ps-register-bagian li")][0].startswith("64.01.04.")


@pytest.mark.parametrize(
    ("path", "language", "heading"),
    [
        ("wilayah/64.01.04", "id", "Kode BPS"),
        ("wilayah/64.01.04", "en", "Code of BPS"),
        ("tipe_data/DATE", "id", "Tipe di DataStore"),
    ],
)
def test_what_a_list_says_besides_of_a_code_has_a_heading_in_the_readers_words(app, path, language, heading):
    page = soup(app.get(f"/{language}/kode-referensi/{path}"))
    assert heading in [said(one) for one in page.select("main .ps-dl dt")]


def test_the_page_of_an_area_leads_to_the_datasets_that_have_rows_of_it(app):
    link = soup(app.get("/kode-referensi/wilayah/64.01.04")).select_one(".ps-register-lanjut a")["href"]
    assert "/dataset/stunting" in [
        one["href"].partition("?")[0] for one in soup(app.get(link)).select("main a[href]")
    ]


def test_a_dataset_says_the_addresses_of_its_codes(app):
    shown = call_action("package_show", id="stunting")
    places = [shown["dcat_type"], shown["theme"][-1], shown["spatial_coverage"][0]["uri"]]
    paths = ["/" + place.split("/", 3)[3] for place in places]
    assert paths == [
        "/kode-referensi/jenis/kode_referensi",
        "/kode-referensi/tema/04",
        "/kode-referensi/wilayah/64.01",
    ]
    assert [app.get(path).status_code for path in paths] == [200, 200, 200]


@pytest.mark.parametrize(
    "path",
    [
        "/kode-referensi/tidak-ada",
        "/kode-referensi/tema/99",
        "/kode-referensi/tidak-ada/1",
        "/kode-referensi/../passwd",
    ],
)
def test_there_is_nothing_at_other_addresses(app, path):
    page = soup(app.get(path, status=404))
    assert page.select_one(".ps-galat-halaman a.btn")["href"] == "/kode-referensi"


def test_a_page_says_in_words_that_there_is_no_such_code(app):
    assert (
        said(soup(app.get("/kode-referensi/tema/99", status=404)).h1)
        == "Tidak ada kode seperti itu dalam daftar ini."
    )


@pytest.mark.parametrize(
    "path",
    ["/kode-referensi/tidak-ada.csv", "/kode-referensi/tidak-ada.json", "/kode-referensi/tema/99.json"],
)
def test_programs_are_told_so_in_json(app, path):
    assert app.get(path, status=404).json["error"]["code"] == "not_found"


def test_a_list_as_csv_has_every_code_with_its_address(app):
    answer = app.get("/kode-referensi/kriteria_prioritas.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["code"] for row in rows] == ["a", "b", "c", "d_daerah"]
    assert rows[0]["uri"].endswith("/kode-referensi/kriteria_prioritas/a")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_file_is_sent_again_only_when_it_has_changed(app, ending):
    first = app.get(f"/kode-referensi/tema.{ending}")
    again = app.get(
        f"/kode-referensi/tema.{ending}", headers={"If-None-Match": first.headers["ETag"]}, status=304
    )
    assert (again.status_code, again.body) == (304, "")


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
    ],
)
@pytest.mark.parametrize("path", ["/kode-referensi/tema", "/kode-referensi/tema/04"])
def test_people_get_a_page_and_programs_linked_data(app, path, accept, media_type):
    answer = app.get(path, headers={"Accept": accept})
    assert answer.headers["Content-Type"] == media_type


def test_a_copy_of_linked_data_never_stands_in_for_the_page(app):
    headers = app.get("/kode-referensi/tema/04", headers={"Accept": "application/ld+json"}).headers
    assert headers["Cache-Control"] == "private, no-store"


def test_a_code_is_told_alike_in_both_languages(app):
    assert said(soup(app.get("/en/kode-referensi/tema/04")).h1) == "Social protection and health"
    assert app.get("/en/kode-referensi/tema/04.json").text == app.get("/kode-referensi/tema/04.json").text
