"""Claims about the table on the page of a file: every choice is an address, and works without scripts."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup, Tag

from ckan.tests import factories
from ckan.tests.helpers import CKANTestApp, call_action

from ckanext.paser.jobs import service as jobs

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

TABLE = "kecamatan;tahun;nilai;catatan\n" + "".join(
    f"{name};{year};{value};\n"
    for name, year, value in [
        ("Kuaro", 2023, "10,5"),
        ("Long Ikis", 2023, "7"),
        ("Kuaro", 2024, "1.250,25"),
        ("Muara <b>Samu", 2024, ""),
    ]
)

Rows = Callable[[str], list[list[str]]]


@pytest.fixture
def dataset(reset_db_once, with_plugins):
    return factories.Dataset(owner_org=factories.Organization()["id"])


@pytest.fixture
def get(app: CKANTestApp, load, dataset) -> Callable[[str], BeautifulSoup]:
    resource_id, _ = load(TABLE)
    jobs.run_pending()

    def page(query: str, language: str = "/en") -> BeautifulSoup:
        answer = app.get(f"{language}/dataset/{dataset['name']}/resource/{resource_id}{query}")
        assert answer.status_code == 200
        return BeautifulSoup(answer.text, "html.parser")

    return page


def rows(page: BeautifulSoup) -> list[list[str]]:
    return [[cell.get_text() for cell in row.select("th, td")] for row in page.select("#tabel tbody tr")]


def first(page: BeautifulSoup) -> list[str]:
    return [row[0] for row in rows(page)]


def link(page: BeautifulSoup, selector: str) -> str:
    found = page.select_one(selector)
    assert isinstance(found, Tag)
    return unescape(re.sub(r"^[^?]*|#.*$", "", str(found["href"])))


def test_without_a_question_the_rows_stand_as_in_the_file(get):
    assert first(get("")) == ["Kuaro", "Long Ikis", "Kuaro", "Muara <b>Samu"]


def test_the_head_of_a_column_sorts_up_and_down(get):
    page = get(link(get(""), "#tabel th:nth-of-type(3) a"))
    assert first(page) == ["Long Ikis", "Kuaro", "Kuaro", "Muara <b>Samu"]
    assert page.select_one("th[aria-sort=ascending]").get_text(strip=True).startswith("nilai")
    assert first(get(link(page, "#tabel th:nth-of-type(3) a")))[:2] == ["Kuaro", "Kuaro"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?saring.kolom=kecamatan&saring.banding=contains&saring.nilai=kuaro", ["Kuaro", "Kuaro"]),
        ("?saring.kolom=nilai&saring.banding=gte&saring.nilai=1.250,25", ["Kuaro"]),
        ("?tahun=2024&nilai__isnull=true", ["Muara <b>Samu"]),
    ],
)
def test_rows_are_narrowed_down_by_the_form_and_by_the_words_of_the_api(get, query, expected):
    assert first(get(query, "")) == expected


def test_where_rows_are_narrowed_down_the_downloads_say_that_they_hold_all(get):
    told = get("?tahun=2024", "").select_one(".ps-unduh #unduh-semua")
    assert told.get_text().startswith("Unduhan memuat seluruh tabel (4 baris)")
    assert get("").select_one("#unduh-semua").has_attr("hidden")


@pytest.mark.parametrize("order", ["", "?urut=nilai", "?urut=-nilai", "?urut=-tahun,nilai", "?tahun=2023"])
def test_the_way_back_shows_the_pages_that_were_passed_also_to_who_came_by_a_link(load, dataset, app, order):
    lines = (f"{n};{2020 + n % 4};{n % 7 if n % 5 else ''}\n" for n in range(260))
    resource_id, _ = load("nomor;tahun;nilai\n" + "".join(lines))

    def page(query: str) -> BeautifulSoup:
        answer = app.get(f"/en/dataset/{dataset['name']}/resource/{resource_id}{query}")
        return BeautifulSoup(answer.text, "html.parser")

    there = [page(order)]
    there += [page(link(there[0], "#baris-berikutnya"))]
    there += [page(link(there[1], "#baris-berikutnya"))]
    back = [there[2]]
    back += [page(link(back[0], "#baris-sebelumnya"))]
    back += [page(link(back[1], "#baris-sebelumnya"))]

    def shown(one: BeautifulSoup) -> tuple[list[list[str]], str]:
        return rows(one), one.select_one(".ps-tabel-halaman span").get_text()

    assert [shown(one) for one in reversed(back)] == [shown(one) for one in there]
    assert there[0].select_one("#baris-sebelumnya") is None


def test_a_filter_can_be_removed(get):
    page = get("?tahun=2024&kecamatan=Kuaro")
    assert [pill.get_text(strip=True) for pill in page.select(".filter-list .pill")] == [
        "tahun is 2024",
        "kecamatan is Kuaro",
    ]
    assert len(rows(get(link(page, ".filter-list .remove")))) == 2


def test_a_question_that_cannot_be_answered_is_told_and_the_rows_are_shown(get):
    page = get("?nilai__gte=banyak")
    assert "could not be shown as asked" in page.get_text()
    assert len(rows(page)) == 4


def test_a_kept_link_says_that_its_column_is_gone_and_shows_the_rows(load, dataset, app):
    def page() -> BeautifulSoup:
        answer = app.get(f"/en/dataset/{dataset['name']}/resource/{resource_id}?luas__gte=5")
        return BeautifulSoup(answer.text, "html.parser")

    resource_id, _ = load("kecamatan;luas\nKuaro;7\nPaser;4\n")
    kept = first(page())
    load("kecamatan;penduduk\nKuaro;7\nPaser;4\n", id=resource_id)
    told = page()
    assert (kept, first(told)) == (["Kuaro"], ["Kuaro", "Paser"])
    assert "luas" in told.select_one("#tabel .ps-info-waspada").get_text()


class TestATableOfTheApi:
    @pytest.fixture
    def cells(self, dataset, app) -> list[str]:
        """Of its one row."""
        made = call_action(
            "datastore_create",
            resource={"package_id": dataset["id"], "name": "Tabel"},
            fields=[{"id": "saat", "type": "timestamptz"}, {"id": "rinci", "type": "json"}],
            records=[{"saat": "2025-01-02T11:04:05+08:00", "rinci": {"kode": ["é", None]}}],
        )
        page = app.get(f"/en/dataset/{dataset['name']}/resource/{made['resource_id']}").text
        return rows(BeautifulSoup(page, "html.parser"))[0]

    def test_shows_a_moment_in_the_zone_of_the_portal_with_its_name(self, cells):
        assert cells[0] == "2 Jan 2025 11:04:05 WITA"

    def test_shows_json_as_json(self, cells):
        assert cells[1] == '{"kode": ["é", null]}'


class TestAFormThatCannotBeAsked:
    @pytest.fixture
    def page(self, get) -> BeautifulSoup:
        return get("?tahun=2024&saring.kolom=nilai&saring.banding=gte&saring.nilai=banyak")

    def test_keeps_what_was_typed_and_says_why_at_the_field(self, page):
        field = page.select_one("[name='saring.nilai']")
        said = page.select_one(f"#{field['aria-describedby']}").get_text()
        assert said == '"banyak" cannot be a value of nilai. Write a number, such as 1,250.5.'
        chosen = [option["value"] for option in page.select(".ps-saring-tabel option[selected]")]
        assert (field["value"], chosen) == ("banyak", ["nilai", "gte"])

    def test_leaves_the_other_filters_in_force(self, page):
        assert len(rows(page)) == 2

    def test_is_asked_where_the_columns_of_now_allow_it(self, load, dataset, app):
        def page(query: str) -> BeautifulSoup:
            answer = app.get(f"/en/dataset/{dataset['name']}/resource/{resource_id}{query}")
            return BeautifulSoup(answer.text, "html.parser")

        resource_id, _ = load("kecamatan;nilai\nKuaro;1\n")
        page("")  # from now on columns are remembered
        load("kecamatan;nilai\nKuaro;banyak\nPaser;sedikit\n", id=resource_id)
        shown = page("?saring.kolom=nilai&saring.banding=contains&saring.nilai=banyak")
        described = shown.select_one("[name='saring.nilai']").get("aria-describedby", "")
        assert (first(shown), described) == (["Kuaro"], "")


@pytest.mark.parametrize(
    ("query", "language", "pills"),
    [
        ("?nilai__gte=1250.25", "", ["nilai paling sedikit 1.250,25"]),
        ("?nilai__gte=1250.25", "/en", ["nilai at least 1,250.25"]),
        ("?kecamatan__gte=Kuaro", "", ["kecamatan mulai Kuaro"]),
        ("?nilai__isnull=true", "", ["nilai kosong: ya"]),
    ],
)
def test_filters_are_told_as_the_table_writes_their_values(get, query, language, pills):
    found = get(query, language).select(".filter-list .pill")
    assert [" ".join(pill.get_text().split()) for pill in found] == pills


class TestYesAndNo:
    @pytest.fixture
    def page(self, load, dataset, app) -> Callable[[str], BeautifulSoup]:
        resource_id, _ = load("nomor;aktif\n1;ya\n2;tidak\n3;ya\n")
        jobs.run_pending()
        address = f"/dataset/{dataset['name']}/resource/{resource_id}"
        return lambda query: BeautifulSoup(app.get(address + query).text, "html.parser")

    @pytest.mark.parametrize("word", ["ya", "yes", "true"])
    def test_are_asked_in_the_words_that_people_use(self, page, word):
        assert first(page(f"?saring.kolom=aktif&saring.nilai={word}")) == ["1", "3"]

    def test_are_told_in_the_words_of_the_table(self, page):
        told = page("").select("#isi-kolom .ps-terbanyak b")
        assert [one.get_text() for one in told] == ["ya", "tidak"]


def test_what_is_typed_is_text(get):
    page = get("?kecamatan__contains=" + quote('"><script>alert(1)</script>'))
    assert "No row is like that" in page.get_text()
    assert not page.select("#tabel script")


def test_parameters_of_others_do_no_harm(get):
    assert len(rows(get("?utm_source=surat&fbclid=1"))) == 4


def test_a_long_table_goes_on_with_a_link(get, load, dataset, app):
    resource_id, _ = load("nomor\n" + "".join(f"{n}\n" for n in range(1, 31)))
    address = f"/en/dataset/{dataset['name']}/resource/{resource_id}"
    page = BeautifulSoup(app.get(address).text, "html.parser")
    second = BeautifulSoup(app.get(address + link(page, ".ps-tabel-halaman a.btn")).text, "html.parser")
    assert (len(rows(page)), [row[0] for row in rows(second)]) == (25, ["26", "27", "28", "29", "30"])
    assert "Rows 26–30 of 30" in second.select_one(".ps-tabel-halaman").get_text()


def test_columns_tell_what_is_in_them(get):
    told = get("", "").select_one("#isi-kolom").get_text(" ", strip=True)
    assert "7 – 1.250,25" in told
    assert "Kosong 1 dari 4" in told


def test_columns_tell_how_many_values_differ_and_how_numbers_are_spread(get):
    name, _, number, *_ = get("").select("#isi-kolom li h3")
    assert "Different values 3" in name.parent.get_text(" ", strip=True)
    histogram = number.parent.select_one("svg.ps-sebaran")
    assert histogram["aria-label"] == "How the values are spread, from 7 to 1,250.25"
    heights = [float(bar["height"]) for bar in histogram.select("rect")]
    assert (max(heights), sum(height > 0 for height in heights)) == (32, 2)


def test_a_column_in_which_no_value_stands_twice_says_so(load, dataset, app):
    resource_id, _ = load("kode;nilai\nA-1;1\nB-2;2\n")
    jobs.run_pending()
    page = BeautifulSoup(app.get(f"/dataset/{dataset['name']}/resource/{resource_id}").text, "html.parser")
    assert "Semua berbeda." in page.select_one("#isi-kolom li").get_text()


def test_programs_find_every_address_of_the_table(get):
    told = [one.get_text() for one in get("").select("#api .ps-alamat")]
    ends = [address.partition("?")[0].rsplit("/", 1)[-1] for address in told]
    assert ends == ["baris", "", "unduh.csv", "datastore_search"]


def test_the_choice_can_be_asked_of_the_api(get, app):
    page = get("?kecamatan=Kuaro&urut=-nilai")
    api = page.select_one('a[href*="/baris"]')["href"]
    items = app.get(re.sub(r"^https?://[^/]+", "", api)).json["items"]
    assert [item["nilai"] for item in items] == [1250.25, 10.5]


def test_a_cell_of_megabytes_is_cut_on_the_page_and_whole_in_the_download(load, dataset, app):
    long = "Uraian contoh " * 200_000
    resource_id, _ = load(f"nomor;uraian\n1;{long}\n")
    page = BeautifulSoup(app.get(f"/dataset/{dataset['name']}/resource/{resource_id}").text, "html.parser")
    ((_, cell),) = rows(page)
    assert (len(cell), cell[-1]) == (len(long[:300].rstrip()) + 1, "…")
    items = app.get(f"/api/paser/v1/tabel/{resource_id}/baris").json["items"]
    assert items[0]["uraian"] == long.rstrip()
    assert long.rstrip() in app.get(f"/api/paser/v1/tabel/{resource_id}/unduh.csv").text

    @pytest.mark.parametrize(
        "case",
        [
            ("float8", "NaN", "NaN"),
            ("float8", "-Infinity", "-Infinity"),
            ("float8", "1e300", "1e+300"),
            ("numeric", "1e40", "1" + 40 * "0"),
            ("date", "12025-01-01", "12025-01-01"),
            ("date", "0044-03-15 BC", "0044-03-15 BC"),
            ("timestamptz", "0044-03-15 12:00:00+00 BC", "0044-03-15 12:00:00+00 BC"),
            ("interval", "-1 mon", "-1 mons"),
            ("time", "23:59:59.5", "23:59:59.5"),
        ],
    )
    def test_shows_what_no_file_holds_as_it_stands_there(self, dataset, app, case):
        type_, value, shown = case
        made = call_action(
            "datastore_create",
            resource={"package_id": dataset["id"], "name": "Tabel"},
            fields=[{"id": "x", "type": type_}],
            records=[{"x": value}],
        )
        page = app.get(f"/en/dataset/{dataset['name']}/resource/{made['resource_id']}")
        assert rows(BeautifulSoup(page.text, "html.parser")) == [[shown]]
