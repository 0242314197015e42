"""What every answer of the portal says to browsers."""

from __future__ import annotations

import json
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
import requests

pytestmark = pytest.mark.stack

SECURITY = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "content-security-policy": (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    ),
}
PATHS = (
    "/",
    "/dataset/",
    "/tidak-ada",
    "/user/login",
    "/base/images/ckan.ico",
    "/paser/tidak-ada.css",
    "/api/3/action/status_show",
    "/api/3/action/tidak_ada",
    "/readyz",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_each_security_header_once(portal_url, path):
    connection = HTTPConnection(urlsplit(portal_url).netloc, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse().getheaders()
    assert [(k.lower(), v) for k, v in sorted(answer) if k.lower() in SECURITY] == sorted(SECURITY.items())


@pytest.mark.parametrize("path", ["/sematan/panel/x/y", "/id/sematan/dasbor/x", "/en/sematan/panel/x/y"])
def test_embeds_can_be_framed_by_other_sites(get, path):
    assert "frame-ancestors *" in get(path).headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", ["/sematanlain/x", "/sematan/../user/login", "/dataset/sematan/", "/sematan%2F..%2F"]
)
def test_nothing_else_can_be_framed(get, path):
    assert "frame-ancestors 'none'" in get(path).headers["Content-Security-Policy"]


def test_a_browser_lets_another_site_ask_whether_rows_changed(get, portal_url):
    found = get("/api/3/action/package_search", params={"rows": 1, "fq": "res_format:CSV"}).json()["result"]
    resource = next(one for one in found["results"][0]["resources"] if one["datastore_active"])
    path, origin = f"/api/paser/v1/tabel/{resource['id']}/baris", {"Origin": "https://lain.invalid"}
    ask = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
    preflight = requests.options(portal_url + path, headers={**origin, **ask}, timeout=30)
    assert (preflight.status_code, preflight.headers["Access-Control-Allow-Origin"]) == (204, "*")
    assert "If-None-Match" in preflight.headers["Access-Control-Allow-Headers"]
    first = get(path, headers=origin)
    again = get(path, headers={**origin, "If-None-Match": first.headers["ETag"]})
    assert "ETag" in first.headers["Access-Control-Expose-Headers"]
    assert (again.status_code, again.headers["Access-Control-Allow-Origin"]) == (304, "*")


def test_an_uploaded_file_is_downloaded_and_can_do_nothing(get):
    found = get("/api/3/action/package_search", params={"rows": 1, "fq": "res_format:CSV"}).json()["result"]
    resource = next(r for r in found["results"][0]["resources"] if r["format"] == "CSV")
    answer = get("/dataset/" + resource["url"].split("/dataset/", 1)[1])
    headers = answer.headers
    assert answer.status_code == 200
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"


def test_an_uploaded_picture_is_no_page_of_ours(get, portal):
    file = portal.layout.files / "storage" / "uploads" / "group" / "uji.svg"
    for folder in (file.parents[1], file.parent):
        portal.account.folder(folder)
    portal.account.write(file, "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    answer = get("/uploads/group/uji.svg")
    file.unlink()
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert answer.headers["Content-Disposition"] == "attachment"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/dataset/x/resource/y/download/z.csv", "/uploads/group/tidak-ada.png"])
def test_a_file_that_is_not_there_is_said_on_a_page_and_not_in_a_download(get, path):
    answer = get(path)
    assert (answer.status_code, answer.headers.get("Content-Disposition")) == (404, None)
    assert answer.headers["Content-Security-Policy"] == SECURITY["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "kind"), [("/api/3/action/resource_create", "application/json"), ("/dataset/new", "text/html")]
)
def test_a_file_that_is_too_large_is_said_with_the_limit(portal_url, path, kind):
    """The length is enough for the answer: nothing is sent."""
    connection = HTTPConnection(urlsplit(portal_url).netloc, timeout=30)
    connection.putrequest("POST", path)
    connection.putheader("Content-Length", str(200 * 2**20))
    connection.endheaders()
    answer = connection.getresponse()
    text = answer.read().decode()
    assert (answer.status, answer.headers.get_content_type()) == (413, kind)
    assert "lebih besar dari 100 MB" in text
    assert kind == "text/html" or json.loads(text)["success"] is False


@pytest.mark.parametrize("path", ["/api/paser/v1/tabel/x/baris", "/en/api/3/action/package_search"])
def test_an_address_of_the_api_that_is_too_long_is_told_in_json(get, path):
    answer = get(f"{path}?q={'x' * 20_000}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (414, "address_too_long")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_whose_address_is_too_long_is_refused_as_one(get):
    answer = get(f"/dataset/?q={'x' * 20_000}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (414, "text/html; charset=utf-8")


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(get):
    cookie = get("/user/login").headers["Set-Cookie"]
    assert cookie.startswith("ckan=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_an_error_is_not_kept_by_browsers(get):
    assert get("/paser/tidak-ada.css?v=1").headers["Cache-Control"] == "no-store"


def test_a_file_with_its_hash_in_the_address_is_kept_for_a_year(get):
    assert get("/paser/tokens.css?v=1").headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("path", ["/", "/indikator", "/tidak-ada", "/paser/figures.css"])
def test_it_is_said_once_that_answers_differ_by_their_encoding(portal_url, path, encoding):
    connection = HTTPConnection(urlsplit(portal_url).netloc, timeout=30)
    connection.request("GET", path, headers={"Accept-Encoding": encoding})
    answer = connection.getresponse().getheaders()
    assert [value for name, value in answer if name == "Vary"].count("Accept-Encoding") == 1


def test_pages_are_compressed(get):
    assert get("/", headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(("headers", "status"), [({}, 200), ({"X-Forwarded-For": "127.0.0.1"}, 404)])
def test_figures_for_machines_are_told_to_this_machine_only(get, headers, status):
    assert get("/metrics", headers=headers).status_code == status


def test_many_logins_from_one_address_are_slowed_down(portal_url):
    """Told apart by the address that a proxy before us names, so that other tests can log in."""

    def attempt() -> requests.Response:
        return requests.post(
            f"{portal_url}/user/login",
            data={"login": "siapa", "password": "salah"},
            headers={"X-Forwarded-For": "192.0.2.7"},
            timeout=30,
        )

    answers = [attempt() for _ in range(15)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert "Tunggu satu menit" in answers[-1].text


def test_an_action_is_never_kept_whatever_language_its_address_names(get):
    get("/id/api/3/action/status_show")
    assert get("/id/api/3/action/status_show").headers["X-Cache-Status"] == "BYPASS"
