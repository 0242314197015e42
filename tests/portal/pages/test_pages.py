"""Claims about every page that the public sees."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

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
    "/about",
    "/en/",
    "/dataset/tidak-ada",
]

pytestmark = pytest.mark.ckan_config("ckan.plugins", PLUGINS)


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
def answers() -> dict[str, CKANResponse]:
    """What was asked before; a page is made once for all claims about it."""
    return {}


@pytest.fixture
def get(answers, request):
    def get(path: str) -> CKANResponse:
        if path not in answers:
            request.getfixturevalue("catalogue")
            answers[path] = request.getfixturevalue("app").get(path)
        return answers[path]

    return get


@pytest.mark.parametrize("path", PUBLIC)
class TestAnonymousPage:
    def test_it_sets_no_cookie_so_that_it_can_be_cached(self, get, path):
        assert "Set-Cookie" not in get(path).headers

    def test_it_has_no_script_in_the_page_itself(self, get, path):
        tags = Markup(get(path).text).tags
        assert [attributes for tag, attributes in tags if tag == "script" and not attributes.get("src")] == []
        assert [
            name for _, attributes in tags for name in attributes if name.startswith(("on", "hx-on"))
        ] == []

    def test_it_loads_nothing_from_another_host(self, get, path):
        addresses = [loaded(tag, attributes) for tag, attributes in Markup(get(path).text).tags]
        assert [address for address in addresses if re.match(r"https?:|//", address)] == []

    def test_it_carries_none_of_the_scripts_of_ckan(self, get, path):
        tags = Markup(get(path).text).tags
        scripts = [attributes["src"] for tag, attributes in tags if tag == "script"]
        assert [script.split("?")[0] for script in scripts] == ["/paser/portal.js"]

    def test_it_has_one_heading_of_the_first_level_and_one_main_part(self, get, path):
        tags = [tag for tag, _ in Markup(get(path).text).tags]
        assert (tags.count("h1"), tags.count("main")) == (1, 1)


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
        answer = get("/ckan-admin/")
        assert answer.status_code == 403
        assert "Halaman ini tidak terbuka untuk Anda." in answer.text
