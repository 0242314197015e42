"""Claims about downloads as nginx sends them."""

from __future__ import annotations

import time
from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.stack

ONCE = {
    "access-control-allow-origin": "*",
    "cache-control": "public, no-cache",
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
}


@pytest.fixture(scope="module")
def resource_id(get) -> str:
    """A file of the sample whose table has a release."""
    found = get("/api/3/action/package_search", params={"rows": 1, "fq": "res_format:CSV"}).json()["result"]
    id_ = next(r["id"] for r in found["results"][0]["resources"] if r["format"] == "CSV")
    end = time.monotonic() + 120
    while get(f"/api/paser/v1/tabel/{id_}/unduh.csv").status_code != 200:
        assert time.monotonic() < end
        time.sleep(1)
    return id_


@pytest.fixture
def address(resource_id) -> str:
    return f"/api/paser/v1/tabel/{resource_id}/unduh.csv"


def asked(portal_url: str, path: str, method: str = "GET", **headers: str) -> tuple[int, HTTPMessage, bytes]:
    """An answer as it came, headers that come twice included."""
    connection = HTTPConnection(urlsplit(portal_url).netloc, timeout=30)
    connection.request(
        method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def test_each_header_comes_once(portal_url, address):
    _, headers, _ = asked(portal_url, address)
    assert {name: headers.get_all(name) for name in ONCE} == {name: [value] for name, value in ONCE.items()}
    disposition = headers.get_all("Content-Disposition")
    assert len(disposition) == 1
    assert disposition[0].startswith("attachment; filename=")
    assert headers.get_all("Content-Type") == ["text/csv; charset=utf-8"]
    assert 'rel="describedby"' in headers["Link"]


def test_a_copy_of_a_permanent_address_is_asked_about_each_time(portal_url, address):
    permanent = address.replace("/unduh", "/rilis/1/unduh")
    _, headers, _ = asked(portal_url, permanent)
    assert headers.get_all("Cache-Control") == ["public, no-cache"]
    assert asked(portal_url, permanent, If_None_Match=headers["ETag"])[0] == 304


def test_a_part_can_be_had_also_by_browsers_that_take_compressed_answers(portal_url, address):
    _, headers, whole = asked(portal_url, address, Accept_Encoding="gzip")
    assert (headers["Content-Encoding"], headers["Accept-Ranges"]) == (None, "bytes")
    status, _, part = asked(portal_url, address, Range="bytes=5-", If_Range=headers["ETag"])
    assert (status, part) == (206, whole[5:])


def test_head_tells_what_get_would_send(portal_url, address):
    _, headers, whole = asked(portal_url, address)
    status, told, nothing = asked(portal_url, address, "HEAD")
    assert (status, nothing) == (200, b"")
    assert (told["Content-Length"], told["ETag"]) == (str(len(whole)), headers["ETag"])


def test_what_a_browser_has_is_not_sent_again(portal_url, address):
    _, headers, _ = asked(portal_url, address)
    assert asked(portal_url, address, If_None_Match=headers["ETag"])[0] == 304


def test_who_is_logged_in_gets_it_too_and_nothing_keeps_it(portal_url, address, token):
    status, headers, _ = asked(portal_url, address, Authorization=token)
    assert (status, headers.get_all("Cache-Control")) == (200, ["private, no-store"])


def test_the_folder_behind_it_has_no_address(get, resource_id):
    assert get(f"/_paser/unduhan/paser_exports/tabel/{resource_id}/1.csv").status_code == 404


def test_a_download_that_is_not_there_is_said_and_not_kept(portal_url, address):
    status, headers, body = asked(portal_url, address.replace("/unduh", "/rilis/999/unduh"))
    assert (status, headers["Cache-Control"], headers["Content-Disposition"]) == (404, "no-store", None)
    assert b'"not_found"' in body
