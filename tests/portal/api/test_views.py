"""Claims about the addresses of the API, whatever rooms there are."""

from __future__ import annotations

import pytest

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser datastore"),
    pytest.mark.usefixtures("reset_db_once"),
]


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_address_is_told_in_json(app, method):
    found = getattr(app, method)("/api/paser/v1/tabl/x/baris")
    assert (found.status_code, found.json["error"]["where"]) == (404, "/api/paser/v1/tabl/x/baris")


def test_a_method_that_an_address_does_not_take_is_told_with_those_that_it_takes(app):
    found = app.post("/api/paser/v1/tabel/x/baris")
    assert (found.status_code, found.json["error"]["code"], found.headers["Allow"]) == (
        405, "method_not_allowed", "GET, HEAD, OPTIONS",
    )  # fmt: skip
