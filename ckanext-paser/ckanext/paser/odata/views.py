"""``/api/paser/v1/odata/<resource id>/``: a read-only OData 4.0 feed of one table."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, request
from werkzeug.wrappers import Request

import ckan.plugins.toolkit as tk

from ckanext.paser.api.service import PREFIX, answer_text, reported
from ckanext.paser.exports import service as exports
from ckanext.paser.odata.rules import model
from ckanext.paser.odata.rules.options import PAGE, WORDS, Asked, of_one, once, parse
from ckanext.paser.rows import service
from ckanext.paser.rows.everybody import PROBLEM
from ckanext.paser.rows.rules.fields import Fields
from ckanext.paser.rows.rules.parameters import check_bytes
from ckanext.paser.rows.rules.query import MOST_ROWS, Query

__all__ = ["paser_odata"]

JSON = "application/json;odata.metadata=minimal;odata.streaming=true;charset=utf-8"
_PAGE_SIZE = re.compile(r"\bmaxpagesize\s*=\s*(\d{1,9})\b")

paser_odata = Blueprint("paser_odata", __name__, url_prefix=f"{PREFIX}/odata/<resource_id>")

View = Callable[..., Response]


def feed(view: View) -> View:
    """Check access, and say in every answer which OData it is."""

    @wraps(view)
    def call(resource_id: str, **values: Any) -> Response:
        if problem := request.environ.get(PROBLEM):
            raise problem
        public = service.is_public(resource_id)
        if not public:
            tk.check_access("paser_rows", {"user": tk.current_user.name}, {"resource_id": resource_id})
        return view(resource_id, public, **values)

    @wraps(view)
    def versioned(**values: Any) -> Response:
        return _versioned(reported(call)(**values))

    return versioned


@paser_odata.get("/", strict_slashes=False)
@feed
def root(resource_id: str, public: bool) -> Response:
    service.fields(resource_id)
    document = json.dumps(model.service_document(_base(resource_id)))
    return _json(answer_text(document, kept=_kept(public)))


@paser_odata.get("/$metadata")
@feed
def metadata(resource_id: str, public: bool) -> Response:
    document = model.metadata(service.fields(resource_id), exports.about(resource_id))
    response = answer_text(document, kept=_kept(public))
    response.headers["Content-Type"] = "application/xml;charset=utf-8"
    return response


@paser_odata.get("/baris")
@feed
def rows(resource_id: str, public: bool) -> Response:
    return answered(request, resource_id, public)


def answered(request: Request, resource_id: str, public: bool) -> Response:
    """The rows, for somebody who may have them.

    Args:
        public: whether everybody may, so that they may be kept.
    """
    asked: list[Asked] = []
    options = _options(request)

    def ask(fields: Fields) -> Query:
        asked.append(parse(options, fields, _preferred_page(request)))
        return asked[-1].query

    page = service.lines(resource_id, ask, request.if_none_match.contains_weak, WORDS)
    status, text = (304, "") if page.known else (200, _written(request, resource_id, page, asked[-1]))
    response = _versioned(_json(answer_text(text, status, _kept(public))))
    if page.etag:
        response.set_etag(page.etag)
    return response


@paser_odata.get("/baris(<key>)")
@feed
def row(resource_id: str, public: bool, key: str) -> Response:
    """One row, by the key that ``$metadata`` declares."""
    asked: list[Asked] = []
    options = _options(request)

    def ask(fields: Fields) -> Query:
        asked.append(of_one(options, fields, key))
        return asked[-1].query

    page = service.lines(resource_id, ask, words=WORDS)
    if not page.rows:
        raise tk.ObjectNotFound(tk._("There is no row with this key."))
    head = {"@odata.context": f"{_context(resource_id, asked[-1])}/$entity"}
    return _json(answer_text(f"{json.dumps(head)[:-1]},{page.rows[0][1:]}", kept=_kept(public)))


@paser_odata.get("/baris/$count")
@feed
def count(resource_id: str, public: bool) -> Response:
    options = {**_options(request), "$count": "true", "$top": "0"}
    page = service.lines(resource_id, lambda fields: parse(options, fields).query, words=WORDS)
    response = answer_text(str(page.total), kept=_kept(public))
    response.headers["Content-Type"] = "text/plain;charset=utf-8"
    return response


def _options(request: Request) -> dict[str, str]:
    check_bytes(request.query_string)
    return once(request.args.items(multi=True))


def _written(request: Request, resource_id: str, page: service.Page, asked: Asked) -> str:
    head: dict[str, Any] = {"@odata.context": _context(resource_id, asked)}
    if page.total is not None:
        head["@odata.count"] = page.total
    following = _next(request, resource_id, page, asked)
    end = f',"@odata.nextLink":{json.dumps(following)}' if following else ""
    return f'{json.dumps(head)[:-1]},"value":[{",".join(page.rows)}]{end}}}'


def _context(resource_id: str, asked: Asked) -> str:
    chosen = f"({','.join(asked.names)})" if asked.names else ""
    return f"{_base(resource_id)}$metadata#{model.SET}{chosen}"


def _next(request: Request, resource_id: str, page: service.Page, asked: Asked) -> str:
    """The address of the next page; what the program wants in all is counted down on the way."""
    left = None if asked.top is None else asked.top - len(page.rows)
    if not page.next or left == 0:
        return ""
    options = {
        key: value for key, value in request.args.items() if key not in ("$skip", "$skiptoken", "$top")
    }
    if left is not None:
        options["$top"] = str(left)
    return f"{_base(resource_id)}{model.SET}?{urlencode({**options, '$skiptoken': page.next}, safe='$', quote_via=quote)}"


def _base(resource_id: str) -> str:
    return f"{tk.config['ckan.site_url']}{PREFIX}/odata/{resource_id}/"


def _preferred_page(request: Request) -> int:
    preferred = _PAGE_SIZE.search(request.headers.get("Prefer", ""))
    return max(1, min(int(preferred[1]), MOST_ROWS)) if preferred else PAGE


def _kept(public: bool) -> str:
    return service.KEPT if public else ""


def _versioned(response: Response) -> Response:
    response.headers["OData-Version"] = "4.0"
    return response


def _json(response: Response) -> Response:
    response.headers["Content-Type"] = JSON
    return response
