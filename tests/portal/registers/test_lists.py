"""Claims about the list of data, priority data and master data."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from tests.portal.pages.conftest import DATASET

from .conftest import said, soup

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser scheming_datasets scheming_organizations datastore"),
    pytest.mark.usefixtures("register"),
]

LIST = "/api/paser/v1/sdi/daftar-data"
HIDDEN = "Belum Terbit Sama Sekali"


UNKNOWN = ("tahun=abc", "organisasi=tidak-ada", "jenis=foo", "prioritas=mungkin", "urusan=9.99")


def titles(answer) -> list[str]:
    return [said(head.a) for head in soup(answer).select("main tbody th[scope=row]")]


def listed(app, **asked: str) -> list[str]:
    return [item["title"] for item in app.get(LIST, query_string=asked).json["items"]]


def row_of(app, name: str) -> dict[str, object]:
    return next(item for item in app.get(LIST).json["items"] if item["url"].endswith(f"/dataset/{name}"))


class TestListOfData:
    def test_every_public_dataset_is_listed_by_title(self, app):
        assert titles(app.get("/daftar-data")) == [
            '=HYPERLINK("http://a.test")',
            "Daftar Desa",
            "Prevalensi Stunting",
        ]

    def test_a_row_says_who_what_how_often_and_how_it_may_be_used(self, app):
        row = next(
            one for one in soup(app.get("/daftar-data")).select("main tbody tr") if "Stunting" in one.text
        )
        cells = [said(cell) for cell in row.select("th, td")]
        code = row_of(app, "stunting")["identifier"]
        assert cells[:7] == [
            f"Prevalensi Stunting {code}",
            "Dinas Sosial",
            "Sosial Perlindungan Sosial dan Kesehatan",
            "Kode Referensi Data lainnya",
            "Ya 2025, 2026",
            "Tahunan",
            "2020",
        ]
        assert cells[9:] == ["Terbuka", "Creative Commons Atribusi 4.0", "CSV"]

    def test_what_has_no_file_yet_is_planned(self, app):
        row = next(one for one in soup(app.get("/daftar-data")).select("main tbody tr") if "Desa" in one.text)
        assert said(row.select("td")[-1]) == "Direncanakan"
        assert (row_of(app, "desa")["ketersediaan"], row_of(app, "desa")["modified"]) == ("direncanakan", "")

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ({"q": "stunting"}, ["Prevalensi Stunting"]),
            ({"organisasi": "disdukcapil"}, ["Daftar Desa"]),
            ({"tema": "04"}, ["Prevalensi Stunting"]),
            ({"urusan": "1.06"}, ["Prevalensi Stunting"]),
            ({"tahun": "2019"}, ['=HYPERLINK("http://a.test")']),
            ({"jenis": "data_induk"}, ["Daftar Desa"]),
            ({"prioritas": "ya"}, ["Prevalensi Stunting"]),
            ({"tahun_prioritas": "2026"}, ["Prevalensi Stunting"]),
            ({"tahun": "1999"}, []),
            ({"q": 'stunting:x"'}, ["Prevalensi Stunting"]),
            ({"q": "title:[stunting"}, ["Prevalensi Stunting"]),
            ({"q": "{!x}"}, []),
        ],
    )
    def test_page_csv_and_json_are_narrowed_alike(self, app, asked, expected):
        lines = csv.DictReader(io.StringIO(app.get(f"{LIST}.csv", query_string=asked).text))
        assert titles(app.get("/daftar-data", query_string=asked)) == expected
        assert listed(app, **asked) == expected
        assert [line["title"].lstrip("'") for line in lines] == expected

    @pytest.mark.parametrize(
        ("order", "first"),
        [
            ("jatuh_tempo", "Prevalensi Stunting"),
            ("organisasi", '=HYPERLINK("http://a.test")'),
            ("judul", '=HYPERLINK("http://a.test")'),
        ],
    )
    def test_it_can_be_put_in_another_order(self, app, order, first):
        assert listed(app, urut=order)[0] == first

    def test_what_is_due_never_stands_after_all_that_is(self, app):
        due = [
            item["jatuh_tempo"] for item in app.get(LIST, query_string={"urut": "jatuh_tempo"}).json["items"]
        ]
        assert due[-1] == ""
        assert due[:-1] == sorted(due[:-1])

    def test_a_choice_keeps_all_others_on_offer(self, app):
        page = soup(app.get("/daftar-data?organisasi=bps"))
        options = [said(one) for one in page.select("#saring-organisasi option")]
        assert options == [
            "Semua",
            "Badan Pusat Statistik",
            "Dinas Kependudukan dan Pencatatan Sipil",
            "Dinas Sosial",
        ]
        assert page.select_one("#saring-organisasi option[selected]")["value"] == "bps"

    def test_pages_of_the_rest_list_follow_each_other_to_the_end(self, app):
        seen, address = [], f"{LIST}?batas=2"
        while address:
            answer = app.get(address).json
            seen += [item["title"] for item in answer["items"]]
            address = answer["next"]
        assert seen == listed(app)
        assert answer["total"] == 3

    def test_a_page_after_the_last_says_so(self, app):
        assert "Daftar ini berakhir" in said(
            soup(app.get("/daftar-data?page=9")).select_one("main .ps-kosong")
        )

    @pytest.mark.parametrize("asked", ["urut=x", "page=0", "tema=%22", "batas=0", "batas=1001", *UNKNOWN])
    def test_what_cannot_be_asked_is_refused_by_name(self, app, asked):
        error = app.get(f"{LIST}?{asked}", status=400).json["error"]
        assert error["where"] == asked.partition("=")[0]
        assert app.get(f"/daftar-data?{asked}", status=400).status_code == 400

    @pytest.mark.parametrize("ending", ["", ".csv", ".xlsx"])
    def test_a_program_is_refused_what_nothing_is_asked_by(self, app, ending):
        assert app.get(f"{LIST}{ending}?foo=1", status=400).json["error"]["where"] == "foo"

    @pytest.mark.parametrize("path", ["/daftar-data", "/data-induk", "/data-prioritas", "/jadwal-rilis"])
    def test_a_page_shows_its_list_and_says_what_it_passes_over(self, app, path):
        page = soup(app.get(f"{path}?foo=1&utm_source=wa"))
        assert said(page.select_one("main .ps-info-waspada")).startswith("“foo” tidak dapat diminta")
        assert not soup(app.get(f"{path}?fbclid=1")).select("main .ps-info-waspada")

    def test_a_page_says_in_words_what_it_cannot_be_asked(self, app):
        page = soup(app.get("/daftar-data?urut=<script>", status=400))
        assert said(page.h1) == (
            "urut: “<script>” tidak dapat diminta di sini. "
            "Pilih salah satu: judul, organisasi, kode, diperbarui, jatuh_tempo."
        )

    @pytest.mark.parametrize(
        ("asked", "way"),
        [
            ("/daftar-data?organisasi=zzz", "/daftar-data"),
            ("/data-induk?tema=99", "/data-induk"),
            ("/data-prioritas?tahun_prioritas=x", "/data-prioritas"),
            ("/jadwal-rilis?bulan=2026-13", "/jadwal-rilis"),
            ("/en/daftar-data?tema=99", "/en/daftar-data"),
        ],
    )
    def test_a_page_that_refuses_leads_to_all_of_it(self, app, asked, way):
        page = soup(app.get(asked, status=400))
        assert page.select_one("main .ps-galat-halaman a.btn")["href"] == way


class TestWhoSeesWhat:
    ADDRESSES = (
        "/daftar-data",
        f"{LIST}",
        f"{LIST}.csv",
        "/data-prioritas",
        "/jadwal-rilis?bulan=2031-05",
        "/jadwal-rilis.ics",
    )

    @pytest.mark.parametrize("address", ADDRESSES)
    @pytest.mark.parametrize("who", ["visitor", "administrator"])
    def test_nothing_private_stands_in_any_list_whoever_asks(self, app, address, who):
        token = factories.SysadminWithToken()["token"] if who == "administrator" else ""
        answer = app.get(address, headers={"Authorization": token} if token else {})
        assert (answer.status_code, HIDDEN in answer.text) == (200, False)

    def test_a_search_for_its_words_finds_nothing(self, app):
        assert listed(app, q="terbit sama sekali") == []

    def test_what_becomes_private_leaves_the_list_at_once(self, app):
        name = factories.Dataset(**DATASET | {"owner_org": "bps", "title": "Sebentar Saja"})["name"]
        assert "Sebentar Saja" in listed(app)
        call_action("package_patch", id=name, private=True)
        assert "Sebentar Saja" not in listed(app)
        call_action("dataset_purge", id=name)


class TestDownloads:
    def test_csv_and_json_say_the_same_in_the_same_columns(self, app):
        lines = list(csv.DictReader(io.StringIO(app.get(f"{LIST}.csv").text)))
        items = app.get(LIST).json["items"]
        assert list(lines[0]) == list(items[0])
        assert [(line["identifier"], line["produsen_data"]) for line in lines] == [
            (item["identifier"], item["produsen_data"]) for item in items
        ]

    def test_no_title_in_csv_is_a_formula(self, app):
        lines = list(csv.DictReader(io.StringIO(app.get(f"{LIST}.csv").text)))
        assert lines[0]["title"] == '\'=HYPERLINK("http://a.test")'
        assert (lines[2]["kriteria_prioritas"], lines[2]["data_prioritas"]) == ("b; c", "ya")

    def test_no_title_in_a_workbook_is_a_formula(self, app):
        book = CalamineWorkbook.from_filelike(io.BytesIO(app.get(f"{LIST}.xlsx").data))
        rows = book.get_sheet_by_name("Daftar Data").to_python()
        assert rows[0][:3] == ["Kode", "Judul", "Produsen Data"]
        assert [row[1] for row in rows[1:]] == [
            '\'=HYPERLINK("http://a.test")',
            "Daftar Desa",
            "Prevalensi Stunting",
        ]

    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_a_file_may_be_kept_by_everybody_and_has_a_name(self, app, ending):
        headers = app.get(f"{LIST}.{ending}").headers
        assert headers["Content-Disposition"] == f'attachment; filename="daftar-data.{ending}"'
        assert "public" in headers["Cache-Control"]
        assert "Set-Cookie" not in headers


class TestPriorityData:
    def test_they_stand_under_each_year_with_criterion_and_decision(self, app):
        page = soup(app.get("/data-prioritas"))
        assert [said(head) for head in page.select("main section h2")] == ["Daftar 2026", "Daftar 2025"]
        cells = [said(cell) for cell in page.select_one("main tbody tr").select("td")]
        assert cells[0] == "Dinas Sosial"
        assert cells[1].startswith("Mendukung pencapaian Tujuan Pembangunan Berkelanjutan (SDGs); ")
        assert cells[2:4] == ["SK Bupati 050/123/2025", "Belum diperiksa"]

    def test_one_year_can_be_asked_for(self, app):
        page = soup(app.get("/data-prioritas?tahun_prioritas=2025"))
        assert [said(head) for head in page.select("main section h2")] == ["Daftar 2025"]

    def test_where_nothing_fits_the_page_says_so(self, app):
        page = soup(app.get("/data-prioritas?organisasi=bps"))
        assert page.select_one("main .ps-kosong")


def test_master_data_are_those_of_their_kind(app):
    assert titles(app.get("/data-induk")) == ["Daftar Desa"]


def test_the_list_says_when_the_search_is_out_of_order(app, monkeypatch):
    monkeypatch.setitem(tk.config, "solr_url", "http://127.0.0.1:9/solr/x")
    assert app.get(LIST, status=503).json["error"]["code"] == "search_unavailable"
    assert app.get("/daftar-data", status=503).status_code == 503


@pytest.fixture
def statements() -> Iterator[Callable[[], int]]:
    """Counts what CKAN's database is asked."""
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        asked.append(statement)

    engine = model.meta.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    yield lambda: len(asked)
    sa.event.remove(engine, "before_cursor_execute", note)


MOST_STATEMENTS = {
    "/daftar-data": 4,
    "/data-prioritas": 4,
    "/jadwal-rilis?bulan=2031-05": 4,
    LIST: 3,
    f"{LIST}.csv": 3,
    "/kode-referensi": 1,
    "/kode-referensi/wilayah": 1,
    "/kode-referensi/wilayah.csv": 1,
}
"""CKAN itself asks one for every request."""


def test_the_lists_are_read_from_the_index_and_codes_from_memory(app, statements):
    asked = {}
    for path in MOST_STATEMENTS:
        app.get(path)  # the first request of a process reads settings
        before = statements()
        app.get(path)
        asked[path] = statements() - before
    assert {path: count for path, count in asked.items() if count > MOST_STATEMENTS[path]} == {}
