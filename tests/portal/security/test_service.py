"""Claims about the headers of answers, JSONP, and mail."""

from __future__ import annotations

import smtplib
import socket
import ssl
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

from ckanext.paser.privacy import files
from ckanext.paser.security import service

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")

SCRIPT = b"<script>alert(document.domain)</script>"


@pytest.fixture
def page(organization: dict[str, Any], create_with_upload: Any, package_factory: Any) -> str:
    """The address of an uploaded web page."""
    package = package_factory(owner_org=organization["id"])
    resource = create_with_upload(SCRIPT, "evil.html", package_id=package["id"], format="HTML")
    files.look(resource["id"])  # until it was looked through for personal data it is closed
    return resource["url"]


@pytest.mark.ckan_config("ckan.plugins", "paser datastore")  # without the profile, which asks for more fields
class TestDownload:
    def test_an_uploaded_page_is_never_shown_by_a_browser_as_ours(self, app, page):
        answer = app.get(page)
        assert answer.data == SCRIPT
        assert {
            name: answer.headers[name] for name in ("X-Content-Type-Options", "Content-Security-Policy")
        } == {
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        }
        assert answer.headers["Content-Disposition"] == "attachment; filename=evil.html"


class TestCaching:
    @pytest.mark.parametrize("spoiled", [False, True])
    def test_an_answer_to_a_token_is_kept_by_no_cache(self, app, user_with_token, spoiled):
        headers = {"Authorization": user_with_token["token"][spoiled:]}
        answer = app.get("/api/action/package_list", headers=headers)
        assert answer.headers["Cache-Control"] == "private, no-store"

    @pytest.mark.ckan_config(
        "ckan.site_url", "http://localhost"
    )  # the host of the test client's session cookie
    def test_an_answer_of_the_api_to_a_login_is_kept_by_no_cache(self, app, user):
        app.set_session_user(user["id"])
        assert app.get("/api/action/package_list").headers["Cache-Control"] == "private, no-store"

    def test_an_answer_of_the_api_depends_on_who_asks(self, app):
        assert set(app.get("/api/action/package_list").vary) >= {"Authorization", "Cookie"}

    def test_an_anonymous_answer_of_the_api_may_be_shared(self, app):
        assert "public" in app.get("/api/action/package_list").headers["Cache-Control"]

    @pytest.mark.usefixtures("with_plugins")
    @pytest.mark.parametrize(
        ("asking", "said", "kept"),
        [
            ("anonymous", "public, max-age=60", "public, max-age=60"),
            ("token", "public, max-age=60", "private, no-store"),
            ("token", "private, max-age=60", "private, max-age=60"),
        ],
    )
    def test_a_view_says_itself_how_long_its_answer_may_be_kept(
        self, make_app, user_with_token, asking, said, kept
    ):
        app = make_app()
        answer = "figures", {"Cache-Control": said}
        app.flask_app.add_url_rule("/figures", "figures", lambda: answer)
        headers = {"Authorization": user_with_token["token"]} if asking == "token" else {}
        assert app.get("/figures", headers=headers).headers["Cache-Control"] == kept


class TestJSONP:
    def test_the_api_gives_nobody_a_script(self, app):
        answer = app.get("/api/action/package_list?callback=steal", status=400)
        assert answer.mimetype == "application/json"

    def test_a_page_may_have_a_parameter_of_this_name(self, app):
        app.get("/dataset/?callback=x", status=200)


class TestSettings:
    @pytest.mark.parametrize(
        "setting",
        [
            "ckan.auth.create_dataset_if_not_in_organization",
            "ckan.auth.user_create_groups",
            "ckan.auth.user_create_organizations",
            "ckan.auth.user_delete_organizations",
            "ckan.auth.public_user_details",
        ],
    )
    def test_what_ckan_leaves_open_is_closed(self, ckan_config, setting):
        assert ckan_config[setting] is False

    def test_nobody_runs_sql_through_the_api(self, app):
        assert app.get("/api/action/datastore_search_sql?sql=SELECT+1").status_code == 400


@pytest.fixture
def impostor(tmp_path: Path) -> Any:
    """The port of a mail server whose certificate nobody vouches for."""
    key, certificate = tmp_path / "key", tmp_path / "certificate"
    command = (
        f"openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=localhost -keyout {key} -out {certificate}"
    )
    subprocess.run(command.split(), check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)

    def serve(server: socket.socket) -> None:
        client, _ = server.accept()
        with client, client.makefile("rb") as lines:
            client.sendall(b"220 impostor\r\n")
            lines.readline()
            client.sendall(b"250-impostor\r\n250 STARTTLS\r\n")
            lines.readline()
            client.sendall(b"220 go\r\n")
            try:
                context.wrap_socket(client, server_side=True)
            except ssl.SSLError:
                return

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=serve, args=[server], daemon=True).start()
        yield server.getsockname()[1]


class TestMail:
    def test_a_mail_server_that_cannot_prove_its_name_gets_no_mail(self, impostor):
        with (
            smtplib.SMTP("localhost", impostor, timeout=10) as smtp,
            pytest.raises(ssl.SSLCertVerificationError),
        ):
            smtp.starttls()

    def test_a_mail_server_that_says_nothing_keeps_nobody_waiting_for_ever(self, monkeypatch):
        monkeypatch.setattr(service, "PATIENCE_WITH_MAIL", 0.2)
        with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(OSError, match="timed out"):
            smtplib.SMTP(*silent.getsockname())


def test_a_refusal_that_a_view_forgets_to_catch_is_one(app):
    assert app.get("/api/2/util/user/autocomplete?q=a", status=403)
