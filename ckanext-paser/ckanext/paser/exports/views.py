"""Downloads: CKAN decides who may have them, the web server sends the finished files."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, request, send_file

import ckan.plugins.toolkit as tk

from ckanext.paser.api.service import PREFIX, failure, unseen
from ckanext.paser.exports import packages, service
from ckanext.paser.exports.hooks import ACCEL
from ckanext.paser.exports.rules.formats import FORMATS, ROWS_ALONE, disposition
from ckanext.paser.exports.service import BeingWrittenError, Ready
from ckanext.paser.exports.writing.builder import NoSpaceError, WritingError
from ckanext.paser.problems import ProblemError, worded

__all__ = ["paser_exports"]

log = logging.getLogger(__name__)

paser_exports = Blueprint("paser_exports", __name__)

RETRY_AFTER = 20
RETRY_MUCH_LATER = 900
ASKED_AGAIN = "public, no-cache"
"""A copy counts only after a question: also a release at its permanent address can be withdrawn, or become private."""
PRIVATE = "private, no-store"
READABLE = "Content-Disposition, Content-Length, Content-Range, ETag, Link, Retry-After"

_TABLE = f"{PREFIX}/tabel/<resource_id>"
_RELEASE = f"{_TABLE}/rilis/<int(max=2147483647):number>"


def told(view: Callable[..., Response]) -> Callable[..., Response]:
    """Answer what cannot be handed out in words: to people as a page, to programs as JSON."""

    @wraps(view)
    def call(**values: Any) -> Response:
        try:
            return view(**values)
        except tk.ObjectNotFound as error:
            return _failure(404, "not_found", str(error.message or unseen()))
        except tk.NotAuthorized:
            return _failure(404, "not_found", unseen())
        except ProblemError as error:
            words = worded(error.problem, tk._)
            return _failure(404, words["code"], f"{words['fact']} {words['remedy']}", words["where"])
        except BeingWrittenError:
            text = tk._("This file is being prepared. Ask for it again in half a minute.")
            answer = _failure(503, "being_prepared", text)
            answer.headers["Retry-After"] = str(RETRY_AFTER)
            return answer
        except WritingError as error:
            return _not_written(error)

    return call


@paser_exports.route(f"{_TABLE}/unduh.<ending>")
@told
def newest(resource_id: str, ending: str) -> Response:
    """The newest release of a table."""
    return _table(resource_id, None, ending)


@paser_exports.route(f"{_RELEASE}/unduh.<ending>")
@told
def permanent(resource_id: str, number: int, ending: str) -> Response:
    """A release of a table, at an address that stays."""
    return _table(resource_id, number, ending)


@paser_exports.route(f"{_RELEASE}/unduh.csv-metadata.json")
@told
def described(resource_id: str, number: int) -> Response:
    """What the columns of the CSV of a release mean (CSVW)."""
    tk.check_access("paser_table_show", {}, {"resource_id": resource_id})
    answer = jsonify(service.described(resource_id, number))
    answer.mimetype = "application/csvm+json"
    return answer


@paser_exports.route("/dataset/<id>/unduh.zip")
@told
def package(id: str) -> Response:  # noqa: A002
    """A whole dataset."""
    tk.check_access("package_show", {}, {"id": id})
    return _hand_out(packages.dataset_file(id))


@paser_exports.after_request
def open_to_other_sites(response: Response) -> Response:
    """Scripts of other sites may read what everybody may; nobody's cookies come along."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = READABLE
    return response


def _table(resource_id: str, number: int | None, ending: str) -> Response:
    tk.check_access("paser_table_show", {}, {"resource_id": resource_id})
    if ending not in FORMATS:
        text = tk._("There is no format {ending} here. There are: {known}.")
        known = ", ".join(service.formats(resource_id, number))
        raise tk.ObjectNotFound(text.format(ending=ending, known=known))
    ready = service.table_file(resource_id, number, FORMATS[ending])
    answer = _hand_out(ready)
    if ending in ROWS_ALONE:
        about = tk.h.url_for(
            "paser_exports.described", resource_id=resource_id, number=ready.number, locale="default"
        )
        answer.headers["Link"] = f'<{about}>; rel="describedby"; type="application/csvm+json"'
    return answer


def _hand_out(ready: Ready) -> Response:
    """Have the web server send a file where it can (``paser.exports.accel``); else send it here."""
    inside = tk.config.get(ACCEL)
    if inside:
        below = ready.path.relative_to(Path(tk.config["ckan.storage_path"]))
        answer = Response()
        answer.headers["X-Accel-Redirect"] = f"{inside}/{quote(str(below))}"
    else:
        stat = ready.path.stat()
        answer = send_file(ready.path, conditional=True, etag=f"{int(stat.st_mtime):x}-{stat.st_size:x}")
    answer.headers["Content-Type"] = ready.format.media_type
    answer.headers["Content-Disposition"] = disposition(ready.name)
    answer.headers["Cache-Control"] = ASKED_AGAIN
    if not ready.is_public:
        answer.headers["Cache-Control"] = PRIVATE
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _not_written(error: WritingError) -> Response:
    """A file that the portal could not write: the disk is full, or there is a fault, which the log tells."""
    if isinstance(error, NoSpaceError):
        code = "no_space"
        text = tk._(
            "There is no room in the portal's storage to prepare this download. Its administrator sees that in the "
            "portal's checks. Ask for it again later."
        )
    else:
        log.error("A download was not written", exc_info=error)
        code = "not_written"
        text = tk._(
            "This download could not be prepared because of a fault of the portal. Ask for it again later."
        )
    answer = _failure(503, code, text)
    answer.headers["Retry-After"] = str(RETRY_MUCH_LATER)
    return answer


def _failure(status: int, code: str, message: str, where: str = "") -> Response:
    if request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html":
        answer = Response(
            tk.render(
                "paser/exports/told.html",
                {"message": message, "soon": code == "being_prepared", "later": status == 503},
            )
        )
    else:
        answer = failure(status, code, message, where)
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    return answer
