"""How long public answers may be kept.

CKAN's own after-request hook overwrites ``Cache-Control`` and adds ``Vary: Cookie`` to every answer, which
would keep a shared cache from serving a hundred screens from one question. Answers of ours that are the
same for everybody say so in a header of their own; the outermost layer turns it into the real one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import ckan.plugins as p

from ckanext.paser.api.service import MARK

_DROPPED = {"cache-control", "vary", "set-cookie", "pragma", MARK.lower()}


class PublicAnswers(p.IMiddleware):
    """Gives marked answers their cache headers, after CKAN has done with them."""

    def make_middleware(self, app: Any, config: Any) -> Any:
        app.wsgi_app = _with_own_headers(app.wsgi_app)
        return super().make_middleware(app, config)


def _with_own_headers(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            marked = next((value for name, value in headers if name == MARK), None)
            if marked:
                headers = [(name, value) for name, value in headers if name.lower() not in _DROPPED]
                headers.append(("Cache-Control", marked))
            return start_response(status, headers, *more)

        return application(environ, start)

    return answer
