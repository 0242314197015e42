"""Who shares a copy of a page, and who never does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
from paser_deploy import ready, supervise

pytestmark = pytest.mark.stack

LOGIN = {"Cookie": "ckan=x"}


def test_anonymous_visitors_share_one_copy(get):
    get("/")
    answer = get("/")
    assert answer.headers["X-Cache-Status"] in (
        "HIT",
        "EXPIRED",
    )  # expired: the seconds ended between the two
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [LOGIN, {"Cookie": "a=b; remember_token=x"}, {"Authorization": "x"}, {"X-CKAN-API-Key": "x"}],
    ids=["session", "remembered", "token", "old token header"],
)
def test_somebody_with_a_login_or_a_token_gets_an_answer_of_their_own(get, headers):
    get("/dataset/")
    answer = get("/dataset/", headers=headers)
    assert answer.headers["X-Cache-Status"] == "BYPASS"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_what_somebody_with_a_token_sees_is_not_stored(get, token):
    address = f"/organization/?q={uuid4().hex}"
    get(address, headers={"Authorization": token})
    assert get(address).headers["X-Cache-Status"] == "MISS"


def test_an_answer_that_sets_a_cookie_is_kept_by_nobody(get):
    first, second = get("/user/login"), get("/user/login")
    assert first.headers["Set-Cookie"] != second.headers["Set-Cookie"]
    assert second.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/api/paser/v1/tabel/x/baris", True),
        ("/api/paser/v1/tabel/x/baris?sesudah=abc", False),
        ("/id/api/paser/v1/tabel/x/baris?batas=2&sesudah=abc", False),
        ("/api/paser/v1/odata/x/baris", False),
        ("/dataset/?sesudah=abc", True),
    ],
)
def test_pages_that_one_program_asks_for_once_take_no_room_in_the_cache(get, address, kept):
    assert (get(address).headers.get("X-Cache-Status") != "BYPASS") == kept


@pytest.mark.parametrize("address", ["/api/paser/v1/tabel/{}/baris", "/id/api/paser/v1/tabel/{}/baris"])
def test_rows_are_kept_for_two_seconds_at_most(get, address):
    found = get("/api/3/action/package_search", params={"rows": 1, "fq": "res_format:CSV"}).json()["result"]
    table = next(one["id"] for one in found["results"][0]["resources"] if one["datastore_active"])
    assert get(address.format(table)).status_code == 200
    time.sleep(2.1)
    assert get(address.format(table)).headers["X-Cache-Status"] == "EXPIRED"


@pytest.mark.parametrize("length", [5_000, 20_000])
def test_an_address_of_any_length_is_answered_to_programs_as_json(get, length):
    answer = get(f"/api/paser/v1/tabel/{uuid4()}/baris?kode={'1' * length}")
    assert (answer.status_code in (404, 414), "error" in answer.json()) == (True, True)


def test_another_cookie_does_not_part_visitors(get):
    get("/indikator")
    assert get("/indikator", headers={"Cookie": "tema=gelap"}).headers["X-Cache-Status"] in ("HIT", "EXPIRED")


@pytest.mark.parametrize("path", ["/user/login", "/api/3/action/status_show", "/readyz", "/healthz"])
def test_forms_actions_and_probes_are_never_cached(get, path):
    get(path)
    assert get(path).headers["X-Cache-Status"] == "BYPASS"


def test_a_fragment_of_a_page_is_not_taken_for_the_page(get):
    whole = get("/dataset/?q=fragmen").text
    part = get("/dataset/?q=fragmen", headers={"HX-Request": "true"}).text
    assert whole.lstrip().lower().startswith("<!doctype html")
    assert not part.lstrip().lower().startswith("<!doctype html")


@pytest.mark.parametrize("address", ["/kode-referensi/tema", "/en/kode-referensi/tema/04"])
def test_linked_data_and_the_page_at_one_address_are_never_mixed_up(get, address):
    page = get(address)
    linked = get(address, headers={"Accept": "application/ld+json"})
    again = get(address)
    kinds = [answer.headers["Content-Type"].partition(";")[0] for answer in (page, linked, again)]
    assert kinds == ["text/html", "application/ld+json", "text/html"]
    assert linked.headers["X-Cache-Status"] == "BYPASS"


def test_the_list_of_data_is_shared_by_all_visitors(get):
    get("/daftar-data?urut=kode")
    assert get("/daftar-data?urut=kode").headers["X-Cache-Status"] in ("HIT", "EXPIRED")


def test_a_page_is_compressed_once_for_all_and_plain_for_who_cannot_read_that(get):
    get("/tentang", headers={"Accept-Encoding": "gzip"})
    compressed = get("/tentang", headers={"Accept-Encoding": "gzip"})
    plain = get("/tentang", headers={"Accept-Encoding": "identity"})
    assert (compressed.headers.get("Content-Encoding"), plain.headers.get("Content-Encoding")) == (
        "gzip",
        None,
    )
    assert plain.headers["X-Cache-Status"] in ("HIT", "EXPIRED")
    assert plain.text == compressed.text


def test_a_download_can_be_taken_up_in_its_middle(get):
    found = get("/api/3/action/package_search", params={"rows": 1, "fq": "res_format:CSV"}).json()["result"]
    url = next(r["url"] for r in found["results"][0]["resources"] if r["format"] == "CSV")
    address = "/dataset/" + url.split("/dataset/", 1)[1]
    plain = {"Accept-Encoding": "identity"}
    whole, part = get(address, headers=plain), get(address, headers={**plain, "Range": "bytes=5-9"})
    assert int(whole.headers["Content-Length"]) == len(whole.content)
    assert (part.status_code, part.content) == (206, whole.content[5:10])


class TestWhileAllThatIsBehindIsDown:
    BEHIND = ("postgres", "redis", "solr", "web", "worker")

    @pytest.fixture(scope="class", autouse=True)
    def _down(self, portal, get) -> Iterator[None]:
        get("/")
        supervise.stop(portal, list(self.BEHIND))
        yield
        supervise.run(portal, list(self.BEHIND))
        ready.wait(portal.settings.port, str(portal.layout.log))

    def test_a_page_that_was_seen_is_still_shown(self, get):
        answer = get("/")
        assert (answer.status_code, answer.headers["X-Cache-Status"]) in ((200, "STALE"), (200, "HIT"))

    def test_the_portal_says_that_it_is_not_ready(self, get):
        assert get("/readyz").status_code == 503

    def test_a_page_that_was_not_seen_says_so_in_the_readers_language(self, get):
        answer = get("/dataset/?q=belum-pernah-dibuka")
        assert answer.status_code == 503
        assert "Portal sedang tidak dapat dihubungi" in answer.text

    def test_the_api_says_so_to_machines(self, get):
        answer = get("/api/3/action/status_show")
        assert (answer.status_code, answer.json()["success"]) == (503, False)

    def test_static_files_are_served_all_the_same(self, get):
        assert get("/paser/tokens.css").status_code == 200
