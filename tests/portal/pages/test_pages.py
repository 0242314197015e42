"""Claims about every page that the public sees."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from ckan.lib import base
from ckan.tests import factories
from ckan.tests.helpers import CKANResponse

PLUGINS = "paser scheming_datasets scheming_organizations datastore"
PUBLIC = [
    "/",
    "/dataset/",
    "/dataset/?q=penduduk",
    "/dataset/?q=tidakadasamasekali",
    "/dataset/penduduk",
    "/dataset/hujan",
    "/organization/",
    "/organization/bps",
    "/organization/about/bps",
    "/dataset/?page=9",
    "/about",
    "/daftar-data",
    "/data-prioritas",
    "/data-induk",
    "/jadwal-rilis",
    "/kode-referensi",
    "/kode-referensi/wilayah",
    "/kode-referensi/wilayah/64.01.04",
    "/en/",
    "/dataset/tidak-ada",
]

pytestmark = pytest.mark.ckan_config("ckan.plugins", PLUGINS)

CLOSED = "/ckan-admin/"
NEW_AGENCY = "/organization/new"
LOGGED_IN = [
    "/",
    "/dataset/penduduk",
    "/dataset/new",
    "/dataset/edit/penduduk",
    "/dataset/penduduk/resource/new",
    "/organization/new",
    "/organization/manage_members/bps",
    "/organization/bulk_process/bps",
    "/dashboard/datasets",
    "/user/pengelola",
    "/user/pengelola/api-tokens",
    "/user/edit/pengelola",
    "/ckan-admin/config",
    "/ckan-admin/trash",
]


class Markup(HTMLParser):
    """The tags of a page, each with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


def loaded(tag: str, attributes: dict[str, str]) -> str:
    """The address that a browser fetches by itself because of a tag."""
    if tag == "link":
        return attributes.get("href", "")
    return attributes.get("src", "") if tag in {"script", "img", "iframe", "source"} else ""


@pytest.fixture(scope="module")
def answers() -> dict[tuple[str, str], CKANResponse]:
    """Every page by who asked for it, made once for all claims about it."""
    return {}


@pytest.fixture
def get(answers, request):
    """What a visitor, or somebody logged in, gets at an address."""
    if not answers:
        request.getfixturevalue("catalogue")
        app = request.getfixturevalue("app")
        token = factories.SysadminWithToken(name="pengelola", image_url="")["token"]
        for path in (*PUBLIC, CLOSED, NEW_AGENCY):
            answers["visitor", path] = app.get(path)
        for path in LOGGED_IN:
            answers["administrator", path] = app.get(path, headers={"Authorization": token})
    return lambda path, who="visitor": answers[who, path]


DATA = {"type": "application/ld+json"}
"""A script element with just this attribute is a data block: what search engines read, which no browser runs."""


def scripts(page: str) -> list[dict[str, str]]:
    """The attributes of every script of a page that is code."""
    return [of for tag, of in Markup(page).tags if tag == "script" and of != DATA]


def inline(page: str) -> list[str]:
    """Code that stands in a page itself, which the Content-Security-Policy forbids."""
    tags = Markup(page).tags
    return ["script" for of in scripts(page) if not of.get("src")] + [
        name for _, of in tags for name in of if name.startswith(("on", "hx-on"))
    ]


def foreign(page: str) -> list[str]:
    """Addresses of other hosts that a page makes the browser fetch."""
    addresses = [loaded(tag, attributes) for tag, attributes in Markup(page).tags]
    return [address for address in addresses if re.match(r"https?:|//", address)]


@pytest.mark.parametrize("path", PUBLIC)
class TestAnonymousPage:
    def test_it_sets_no_cookie_so_that_it_can_be_cached(self, get, path):
        assert "Set-Cookie" not in get(path).headers

    def test_it_has_no_code_in_the_page_itself(self, get, path):
        assert inline(get(path).text) == []

    def test_it_loads_nothing_from_another_host(self, get, path):
        assert foreign(get(path).text) == []

    def test_it_carries_none_of_the_scripts_of_ckan(self, get, path):
        addresses = [script["src"] for script in scripts(get(path).text)]
        assert [address.split("?")[0] for address in addresses] == ["/paser/portal.js"]

    def test_it_has_one_heading_of_the_first_level_and_one_main_part(self, get, path):
        tags = [tag for tag, _ in Markup(get(path).text).tags]
        assert (tags.count("h1"), tags.count("main")) == (1, 1)


@pytest.mark.parametrize("path", LOGGED_IN)
class TestPageOfSomebodyLoggedIn:
    @pytest.fixture
    def page(self, path, get) -> str:
        return get(path, "administrator").text

    def test_it_has_no_code_in_the_page_itself_and_loads_nothing_from_another_host(self, page, path):
        assert (inline(page), foreign(page)) == ([], [])

    def test_scripts_find_the_token_that_they_have_to_send(self, page, path):
        names = [of.get("name") for tag, of in Markup(page).tags if tag == "meta"]
        assert "_csrf_token" in names


def test_the_footer_promises_no_licence_that_only_some_datasets_have(get):
    footer = get("/").text.partition("<footer")[2]
    assert "Lisensi tertulis pada tiap dataset" in footer
    assert "creativecommons.org" not in footer


def test_pages_are_indonesian_and_english_under_their_own_address(get):
    assert "terbuka untuk semua" in get("/").text
    assert "open to all" in get("/en/").text


class TestErrors:
    def test_a_missing_page_says_so_and_offers_the_search(self, get):
        answer = get("/dataset/tidak-ada")
        assert answer.status_code == 404
        assert "Halaman ini tidak ada atau sudah dipindah." in answer.text
        assert 'role="search"' in answer.text

    def test_a_closed_page_says_so(self, get):
        answer = get(CLOSED)
        assert answer.status_code == 403
        assert "Halaman ini tidak terbuka untuk Anda." in answer.text

    def test_who_may_not_add_an_agency_is_told_so_in_the_words_of_the_portal(self, get):
        answer = get(NEW_AGENCY)
        assert answer.status_code == 403
        assert "Anda tidak berhak membuat perangkat daerah atau grup" in answer.text

    def test_a_visitor_is_not_called_by_an_empty_name(self, catalogue, app):
        page = app.get("/dataset/edit/penduduk").text
        assert "Masuk bila Anda berhak membukanya." in page
        assert "Pengguna" not in page

    def test_a_fault_of_ours_says_that_the_data_are_safe(self, catalogue, app):
        with app.flask_app.test_request_context("/", environ_overrides={"CKAN_CURRENT_URL": "/"}):
            page = base.render("error_document_template.html", {"code": [500], "content": "Internal error"})
        assert "Layanan sedang terganggu." in page
        assert "Data Anda aman. Coba lagi beberapa menit lagi." in page
