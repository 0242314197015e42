"""Rows of public tables for readers whom CKAN need not know, answered before it begins to find out who asks.

CKAN spends as long on a request as PostgreSQL on a page of rows. What needs CKAN goes on to it: readers with
a cookie or a token, tables that are not public, and everything that has to be said in somebody's language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.wrappers import Request

import ckan.plugins.toolkit as tk

from ckanext.paser.api.service import PREFIX
from ckanext.paser.problems import ProblemError
from ckanext.paser.rows import service

Application = Callable[..., Iterable[bytes]]
Answer = Callable[[Request, str, bool], Application]
"""The answer about a table, by its id, to somebody who may have it; whether everybody may."""
PROBLEM = "paser.rows.problem"
"""Where a request's environment says why its question cannot be answered, where that is known already."""


class ForEverybody:
    """Wrap a WSGI application: answer what is the same for everybody, pass everything else on.

    Args:
        address: below ``PREFIX``, with ``{id}`` where a table's id stands.
    """

    def __init__(self, application: Application, address: str, answered: Answer) -> None:
        self.application = application
        self._address = re.compile(f"{PREFIX}/{address.format(id='([0-9a-f-]{36})')}")
        self._answered = answered

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked = self._address.fullmatch(environ.get("PATH_INFO", ""))
        if asked and _is_anonymous(environ) and service.is_public(asked[1]):
            try:
                return self._answered(Request(environ), asked[1], True)(environ, start_response)
            except ProblemError as problem:
                environ[PROBLEM] = problem  # it is worded there, and not looked for again
            except tk.ObjectNotFound:
                pass
        return self.application(environ, start_response)


def _is_anonymous(environ: dict[str, Any]) -> bool:
    token = str(tk.config["apitoken_header_name"]).upper().replace("-", "_")
    return (
        environ["REQUEST_METHOD"] == "GET"
        and not environ.get("SCRIPT_NAME")
        and not {"HTTP_COOKIE", "HTTP_AUTHORIZATION", "REMOTE_USER", f"HTTP_{token}"} & environ.keys()
    )
