"""Claims about forged requests, on an application with CSRF protection as in production (CVE-2026-41255)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

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


class TestFormWhoseSessionHasEnded:
    """What an officer sees who has filled in a form for longer than the session lasts."""

    OURS = {"Origin": "http://localhost", "Referer": f"http://localhost{FORM}"}
    TYPED = {"title": "Kelompok <b>baru</b>", "password1": "rahasia", "_csrf_token": "of-before", "save": "x"}
    COLUMNS = {
        "0-id": "luas",
        "0-notes": "Luas daratan",
        "0-peran": "ukuran",
        "state": "7",
        "bentuk_tabel": "asli",
    }
    DATASET = {"contact-0-name": "Bidang Contoh", "owner_org": "9f6c", "jenis": "", "lainnya": "x"}

    def page(self, browser: Any, headers: dict[str, str]) -> BeautifulSoup:
        return BeautifulSoup(browser.post(FORM, data=self.TYPED, headers=headers).body, "html.parser")

    def test_is_told_why_and_led_back_to_the_form_through_the_log_in(self, app):
        page = self.page(app, self.OURS)
        assert page.h1.get_text() == "Formulir tidak tersimpan karena sesi Anda sudah berakhir."
        assert page.select_one("main .btn-primary")["href"] == f"/user/login?next={FORM}"

    def test_who_is_signed_in_again_is_led_back_at_once(self, signed_in):
        assert self.page(signed_in, self.OURS).select_one("main .btn-primary")["href"] == FORM

    def test_what_was_typed_can_be_copied_but_no_password(self, app):
        told = self.page(app, self.OURS).select("main dl > *")
        assert [one.get_text() for one in told] == ["Judul", "Kelompok <b>baru</b>"]

    @pytest.mark.parametrize(
        ("sent", "shown"),
        [
            (
                COLUMNS,
                ["luas: Definisi", "Luas daratan", "luas: Peran", "Nilai/ukuran", "Bentuk Tabel", "asli"],
            ),
            (DATASET, ["Kontak: Nama unit", "Bidang Contoh", "lainnya", "x"]),
        ],
    )
    def test_what_was_typed_is_called_as_in_the_form_and_nothing_hidden_is_shown(self, app, sent, shown):
        page = BeautifulSoup(app.post(FORM, data=sent, headers=self.OURS).body, "html.parser")
        assert [one.get_text() for one in page.select("main dl > *")] == shown

    def test_what_another_site_sends_is_not_shown(self, app):
        page = self.page(app, {"Origin": "https://lain.invalid", "Referer": "https://lain.invalid/"})
        assert page.select("main dl") == []
        assert page.select_one("main .btn-primary")["href"] == "/user/login"

    def test_a_form_with_the_page_s_own_token_of_nobody_is_told_so_too(self, app):
        token = BeautifulSoup(app.get("/user/login").body, "html.parser").select_one("[name=_csrf_token]")
        answer = app.post(FORM, data={**VALUES, "_csrf_token": token["value"]}, headers=self.OURS)
        assert answer.status_code == 403
        assert "Formulir tidak tersimpan" in answer.body
