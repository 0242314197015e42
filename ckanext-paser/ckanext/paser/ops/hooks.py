"""``/healthz``, ``/readyz`` and ``/metrics``, answered before CKAN sees the request.

CKAN asks its database for every request, so a page of it could not tell that the database is down.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

import psycopg2
from flask import Response, jsonify, request
from sqlalchemy.exc import OperationalError

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.lib.search import SolrConnectionError

from ckanext.paser.ops import rules, service

log = logging.getLogger(__name__)

Environ = dict[str, Any]
Answer = tuple[HTTPStatus, str, str]
RETRY = {"Retry-After": "30"}
# In both languages: without a session or a database nobody knows which.
DISTURBED = (
    "Layanan sedang terganggu. Data Anda aman. Coba lagi beberapa menit lagi.\n"
    "The service is disturbed at the moment. Your data are safe. Try again in a few minutes.\n"
)


def healthz(environ: Environ) -> Answer:
    """The process lives; nothing else is asked."""
    return HTTPStatus.OK, "text/plain", "ok\n"


def readyz(environ: Environ) -> Answer:
    """Every part works, or which does not."""
    found = service.readiness()
    status = HTTPStatus.OK if found.ready else HTTPStatus.SERVICE_UNAVAILABLE
    return status, "application/json", json.dumps(found.as_dict()) + "\n"


def metrics(environ: Environ) -> Answer:
    """For Prometheus on this machine; nobody else learns how many jobs there are."""
    forwarded = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not rules.is_local(filter(None, [environ.get("REMOTE_ADDR", ""), *forwarded])):
        return HTTPStatus.FORBIDDEN, "text/plain", "Metrics are told on the portal's own machine only.\n"
    return HTTPStatus.OK, "text/plain; version=0.0.4", service.metrics()


ANSWERS: dict[str, Callable[[Environ], Answer]] = {
    "/healthz": healthz,
    "/readyz": readyz,
    "/metrics": metrics,
}


class Probes:
    """Wrap a WSGI application: answer the three addresses, pass everything else on, and never fall silent."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = ANSWERS.get(environ.get("PATH_INFO", ""))
        if not answer or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._ckan(environ, start_response)
        status, content_type, text = answer(environ)
        body = text.encode()
        headers = [
            ("Content-Type", f"{content_type}; charset=utf-8" if ";" not in content_type else content_type),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start_response(f"{status.value} {status.phrase}", headers)
        return [body] if environ["REQUEST_METHOD"] == "GET" else []

    def _ckan(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """CKAN's answer; where it has none, since a page of its own needs what is away, a word instead."""
        try:
            return self.application(environ, start_response)
        except Exception:
            if not service.has_outage():
                raise
            log.exception("Cannot answer %s", environ.get("PATH_INFO"))
            status = HTTPStatus.SERVICE_UNAVAILABLE
            headers = [("Content-Type", "text/plain; charset=utf-8"), *RETRY.items()]
            start_response(f"{status.value} {status.phrase}", headers)
            return [DISTURBED.encode()]


def unavailable(error: Exception) -> tuple[Any, HTTPStatus, dict[str, str]]:
    """A service that the answer needs is away: no fault of the request, and worth another try."""
    log.error("Cannot answer %s: %s", request.path, error)
    code = HTTPStatus.SERVICE_UNAVAILABLE
    if request.path.startswith("/api/"):
        message = tk._("A service of the portal does not answer. Try again in a few minutes.")
        page = jsonify(success=False, error={"__type": "Service Unavailable", "message": message})
    else:
        page = tk.render("error_document_template.html", {"code": code.value, "name": "", "content": ""})
    return page, code, RETRY


def tell_outage_from_fault(response: Response) -> Response:
    """CKAN answers 500 by itself when Solr is away, and when Redis has no session to give: that is a 503."""
    if response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR and service.has_outage():
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        response.headers.update(RETRY)
    return response


class OpsHooks(p.IMiddleware):
    """Mixed into the portal plugin."""

    def make_middleware(self, app: Any, config: Any) -> Any:
        app.wsgi_app = Probes(app.wsgi_app)
        app.register_error_handler(SolrConnectionError, unavailable)
        app.register_error_handler(OperationalError, unavailable)
        app.register_error_handler(psycopg2.OperationalError, unavailable)
        app.after_request(tell_outage_from_fault)
        return super().make_middleware(app, config)
