"""Claims about forged requests, on an application with CSRF protection as in production (CVE-2026-41255)."""

from __future__ import annotations

import re
from typing import Any

import pytest

FORM = "/group/new"
VALUES = {"name": "forged", "save": ""}

pytestmark = [
    pytest.mark.ckan_config("WTF_CSRF_ENABLED", True),
    pytest.mark.ckan_config(
        "ckan.site_url", "http://localhost"
    ),  # the host of the test client's session cookie
    pytest.mark.usefixtures("non_clean_db", "with_plugins"),
]


@pytest.fixture
def signed_in(app: Any, sysadmin: dict[str, Any]) -> Any:
    """The application as a sysadmin's browser sees it."""
    app.set_session_user(sysadmin["id"])
    return app


def post(browser: Any, **options: Any) -> int:
    return browser.post(FORM, data=VALUES, follow_redirects=False, **options).status_code


def test_a_post_without_the_token_stays_refused_after_anonymous_visits(signed_in):
    assert post(signed_in) == 400
    assert signed_in.test_client().get(FORM).status_code == 403
    assert post(signed_in) == 400
    signed_in.test_client().post(FORM, data=VALUES)
    assert post(signed_in) == 400


def test_a_post_without_the_token_stays_refused_after_a_request_with_an_api_token(
    signed_in, sysadmin_with_token
):
    api_token = {"Authorization": sysadmin_with_token["token"]}
    assert signed_in.test_client().get(FORM, headers=api_token).status_code == 200
    assert post(signed_in) == 400


def test_a_post_with_the_pages_own_token_is_accepted(signed_in):
    found = re.search(r'name="_csrf_token" value="([^"]+)"', signed_in.get(FORM).body)
    assert found
    assert (
        signed_in.post(FORM, data={**VALUES, "_csrf_token": found[1]}, follow_redirects=False).status_code
        == 302
    )


def test_an_api_token_needs_no_csrf_token(app, sysadmin_with_token):
    api_token = {"Authorization": sysadmin_with_token["token"]}
    response = app.post("/api/action/group_create", json={"name": "by_token"}, headers=api_token)
    assert response.status_code == 200


def test_the_api_needs_the_csrf_token_of_a_browser_that_is_signed_in(signed_in):
    assert signed_in.post("/api/action/group_create", json={"name": "forged"}).status_code == 400


def test_an_anonymous_visitor_can_sign_in(app, user_factory):
    user_factory(name="petugas", password="kata-sandi-panjang")
    answer = app.post(
        "/user/login", data={"login": "petugas", "password": "kata-sandi-panjang"}, follow_redirects=False
    )
    assert answer.status_code == 302
