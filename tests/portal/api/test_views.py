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


ASKED = {"Origin": "https://lain.invalid", "Access-Control-Request-Method": "GET"}


@pytest.mark.parametrize(
    "header", ["Authorization", "If-None-Match", "OData-MaxVersion", "Prefer", "Range", "Content-Type"]
)
@pytest.mark.parametrize("address", ["tabel/x/baris", "odata/x/$metadata", "openapi.json", "tabl/x"])
def test_scripts_of_other_sites_may_send_what_clients_send(app, address, header):
    found = app.options(
        f"/api/paser/v1/{address}", headers={**ASKED, "Access-Control-Request-Headers": header}
    )
    allowed = found.headers["Access-Control-Allow-Headers"].split(", ")
    assert (found.status_code, found.headers["Access-Control-Allow-Origin"], header in allowed) == (
        204,
        "*",
        True,
    )


def test_scripts_of_other_sites_may_only_read_and_without_anybodys_login(app):
    found = app.options("/api/paser/v1/tabel/x/baris", headers=ASKED)
    assert found.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "Access-Control-Allow-Credentials" not in found.headers


def test_ckans_own_actions_are_as_open_as_ckan_says(app):
    assert (
        "Access-Control-Allow-Origin" not in app.options("/api/3/action/status_show", headers=ASKED).headers
    )


def test_errors_can_be_read_by_scripts_of_other_sites_too(app):
    found = app.get("/api/paser/v1/tabel/x/baris")
    assert (found.status_code, found.headers["Access-Control-Allow-Origin"]) == (404, "*")
    assert "Retry-After" in found.headers["Access-Control-Expose-Headers"]
