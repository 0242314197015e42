"""``/api/paser/v1/tabel/<id>/baris``: rows of a table for people who would rather GET."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, request
from werkzeug.wrappers import Request

import ckan.plugins.toolkit as tk

from ckanext.paser.api.service import PREFIX, answer_text, reported
from ckanext.paser.rows import service
from ckanext.paser.rows.everybody import PROBLEM
from ckanext.paser.rows.rules.parameters import WORDS, check_bytes, parse

__all__ = ["paser_rows"]

paser_rows = Blueprint("paser_rows", __name__, url_prefix=PREFIX)


@paser_rows.get("/tabel/<resource_id>/baris")
@reported
def rows(resource_id: str) -> Response:
    if problem := request.environ.get(PROBLEM):
        raise problem
    public = service.is_public(resource_id)
    if not public:
        tk.check_access("paser_rows", {"user": tk.current_user.name}, {"resource_id": resource_id})
    return answered(request, resource_id, public)


def answered(request: Request, resource_id: str, public: bool) -> Response:
    """The answer to somebody who may have it.

    Args:
        public: whether everybody may, so that it may be kept.
    """
    check_bytes(request.query_string)
    asked = list(request.args.items(multi=True))
    page = service.lines(
        resource_id, lambda fields: parse(asked, fields), request.if_none_match.contains_weak
    )
    following = _next(request.path, asked, page.next)
    status, text = (304, "") if page.known else (200, service.written(page, following))
    response = answer_text(text, status, service.KEPT if public else "")
    if page.etag:
        response.set_etag(page.etag)
    return response


def _next(path: str, asked: list[tuple[str, str]], after: str) -> str | None:
    """The address of the next page."""
    if not after:
        return None
    same = [(name, value) for name, value in asked if name != WORDS["after"]]
    return f"{tk.config['ckan.site_url']}{path}?{urlencode([*same, (WORDS['after'], after)])}"
