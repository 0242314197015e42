"""Claims about ``/healthz``, ``/readyz`` and ``/metrics`` on real services, working, silent and hanging."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import create_environ, run_wsgi_app

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.ops.hooks import Probes

pytestmark = pytest.mark.usefixtures("clean_db", "clean_index", "with_plugins")

NOBODY = "127.0.0.1:1"  # a port where nothing listens


@pytest.fixture
def hanging() -> Iterator[str]:
    """The address of a service that accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def loading() -> Iterator[str]:
    """The address of a service that answers as Solr does while it loads its index."""

    class Loading(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 - its name there
            self.send_error(503, "SolrCore is loading")

        do_POST = do_GET  # noqa: N815 - likewise

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            pass

    with HTTPServer(("127.0.0.1", 0), Loading) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def change(app: Any) -> Iterator[Callable[[str, str], None]]:
    """Changes a setting until the test ends, which is before CKAN's own fixtures end and need it."""
    with pytest.MonkeyPatch.context() as patch:
        yield lambda name, value: patch.setitem(tk.config, name, value)


@pytest.fixture
def no_database() -> Iterator[None]:
    """CKAN's sessions reach no database."""
    working = model.ensure_engine()
    model.Session.remove()
    model.Session.configure(bind=sa.create_engine(f"postgresql://ckan:pass@{NOBODY}/x"))
    yield
    model.Session.remove()
    model.Session.configure(bind=working)


@pytest.fixture
def worker(clean_db: None) -> Iterator[None]:
    """The heartbeat of a living worker."""
    model.Session.execute(sa.text("INSERT INTO paser_jobs.procrastinate_workers DEFAULT VALUES"))
    model.Session.commit()
    yield
    model.Session.execute(sa.text("DELETE FROM paser_jobs.procrastinate_workers"))
    model.Session.commit()


def readyz(app: Any) -> tuple[int, dict[str, Any]]:
    response = app.get("/readyz")
    return response.status_code, json.loads(response.body)


def falls(environ: object, start_response: object) -> list[bytes]:
    """An application that cannot even write its own error page."""
    raise ConnectionError


SETTINGS = {
    "database": ("sqlalchemy.url", "postgresql://ckan:pass@{}/x", "PostgreSQL does not take a write."),
    "search": ("solr_url", "http://{}/solr/x", "Solr does not answer."),
    "redis": ("ckan.redis.url", "redis://{}/0", "Redis does not answer."),
}


@pytest.mark.usefixtures("worker")
class TestReadyz:
    def test_a_portal_whose_services_all_work_is_ready(self, app):
        assert readyz(app) == (
            200,
            {
                "ready": True,
                "message": "Ready.",
                "parts": {"database": "ok", "search": "ok", "redis": "ok", "worker": "ok", "disk": "ok"},
            },
        )

    @pytest.mark.parametrize("part", SETTINGS)
    def test_a_service_that_is_down_is_named(self, app, change, part):
        setting, address, fact = SETTINGS[part]
        change(setting, address.format(NOBODY))
        status, answer = readyz(app)
        assert (status, answer["parts"][part]) == (503, fact)
        assert fact in answer["message"]

    @pytest.mark.parametrize("part", SETTINGS)
    def test_a_service_that_hangs_is_named_and_holds_nothing_up(self, app, change, part, hanging):
        setting, address, fact = SETTINGS[part]
        change(setting, address.format(hanging))
        status, answer = readyz(app)
        assert (status, answer["parts"][part]) == (503, fact)

    def test_a_folder_that_is_gone_is_named(self, app, change, tmp_path):
        change("ckan.storage_path", str(tmp_path / "gone"))
        assert readyz(app)[1]["parts"]["disk"] == "The folder for uploaded files cannot be read."

    def test_a_dead_worker_is_named(self, app):
        model.Session.execute(sa.text("DELETE FROM paser_jobs.procrastinate_workers"))
        model.Session.commit()
        assert readyz(app)[1]["message"] == "Not ready. No worker is running."

    def test_a_write_is_tried_and_nothing_of_it_is_kept(self, app):
        readyz(app)
        query = sa.text("SELECT count(*) FROM system_info WHERE key LIKE 'paser.readyz%'")
        assert model.Session.execute(query).scalar() == 0


class TestHealthz:
    def test_a_process_that_lives_says_so_while_every_service_is_down(self, app, change):
        for setting, address, _ in SETTINGS.values():
            change(setting, address.format(NOBODY))
        response = app.get("/healthz")
        assert (response.status_code, response.body) == (200, "ok\n")

    @pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
    def test_no_probe_touches_cookies_or_may_be_stored(self, app, path):
        headers = app.get(path, status=None).headers
        assert (headers.get("Set-Cookie"), headers["Cache-Control"]) == (None, "no-store")


class TestMetrics:
    def test_this_machine_reads_them(self, app):
        response = app.get("/metrics")
        assert response.headers["Content-Type"] == "text/plain; version=0.0.4"
        assert 'paser_part_ok{part="database"} 1.0' in response.body.splitlines()

    def test_they_are_told_while_the_database_is_down(self, app, change):
        change("sqlalchemy.url", f"postgresql://ckan:pass@{NOBODY}/x")
        assert 'paser_part_ok{part="database"} 0.0' in app.get("/metrics").body.splitlines()

    def test_nobody_else_does(self, app):
        assert app.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 403


class TestAnswersWithoutAService:
    def test_a_page_that_needs_solr_says_that_it_will_be_back(self, app, change):
        change("solr_url", f"http://{NOBODY}/solr/x")
        answer = app.get("/organization/")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
        assert "<html" in answer.body

    @pytest.mark.parametrize(
        ("path", "kind"), [("/dataset/", "text/html"), ("/api/action/package_search", "application/json")]
    )
    def test_a_search_without_solr_is_no_fault_of_the_portal(self, app, change, path, kind):
        change("solr_url", f"http://{NOBODY}/solr/x")
        answer = app.get(path)
        assert (answer.status_code, answer.mimetype, answer.headers["Retry-After"]) == (503, kind, "30")

    @pytest.mark.parametrize(
        ("path", "kind"),
        [("/dataset/?q=desa", "text/html"), ("/api/action/package_search", "application/json")],
    )
    def test_a_search_while_solr_loads_its_index_is_not_told_as_an_empty_one(
        self, app, change, loading, path, kind
    ):
        change("solr_url", f"http://{loading}/solr/x")
        answer = app.get(path)
        assert (answer.status_code, answer.mimetype, answer.headers["Retry-After"]) == (503, kind, "30")

    @pytest.mark.parametrize(("away", "status", "again"), [("", 500, None), ("redis", 503, "30")])
    def test_a_fault_is_told_from_a_service_that_is_away(self, make_app, change, away, status, again):
        browser = make_app()
        browser.flask_app.add_url_rule("/galat", "galat", lambda: ("", 500))
        if away:
            setting, address, _ = SETTINGS[away]
            change(setting, address.format(NOBODY))
        answer = browser.get("/galat")
        assert (answer.status_code, answer.headers.get("Retry-After")) == (status, again)

    def test_where_ckan_has_no_answer_at_all_there_is_a_word_that_it_will_be_back(self, app, change):
        setting, address, _ = SETTINGS["redis"]
        change(setting, address.format(NOBODY))
        body, status, headers = run_wsgi_app(Probes(falls), create_environ("/"))
        assert (status, headers["Retry-After"]) == ("503 Service Unavailable", "30")
        assert b"Coba lagi" in b"".join(body)

    def test_a_fault_while_all_services_answer_is_left_to_the_web_server(self, app):
        with pytest.raises(ConnectionError):
            run_wsgi_app(Probes(falls), create_environ("/"))

    @pytest.mark.parametrize(
        ("path", "kind"), [("/about", "text/html"), ("/api/action/package_list", "application/json")]
    )
    def test_without_the_database_pages_and_api_say_so_in_their_own_form(self, app, no_database, path, kind):
        answer = app.get(path)
        assert (answer.status_code, answer.mimetype) == (503, kind)
