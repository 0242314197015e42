"""``/healthz``, ``/readyz`` and ``/metrics``, answered before CKAN sees the request.

CKAN asks its database for every request, so a page of it could not tell that the database is down.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

import ckan.plugins as p

from ckanext.paser.ops import rules, service

Environ = dict[str, Any]
Answer = tuple[HTTPStatus, str, str]


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
    """Wrap a WSGI application: answer the three addresses, pass everything else on."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = ANSWERS.get(environ.get("PATH_INFO", ""))
        if not answer or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self.application(environ, start_response)
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


class OpsHooks(p.IMiddleware):
    """Mixed into the portal plugin."""

    def make_middleware(self, app: Any, config: Any) -> Any:
        app.wsgi_app = Probes(app.wsgi_app)
        return super().make_middleware(app, config)
