"""How every REST answer of the portal looks, below ``/api/paser/v1`` and beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, request

import ckan.plugins.toolkit as tk

from ckanext.paser.problems import ProblemError, worded

PREFIX = "/api/paser/v1"
MARK = "X-Paser-Public"
"""Tells the outermost layer (``hooks``) what ``Cache-Control`` an answer really has; no reader sees it."""
READABLE = "ETag, Link, Retry-After, OData-Version"
"""What scripts of other sites may read of an answer, beside what browsers let them read of any,"""
SENDABLE = (
    "Accept, Accept-Language, Content-Type, If-Match, If-None-Match, If-Modified-Since, If-Range, Range, "
    "OData-MaxVersion, OData-Version, MaxDataServiceVersion, Prefer"
)
"""and what they may send with a question, beside the header of the token: conditions, and what OData clients say."""
PREFLIGHT_SECONDS = 86400
FOR_SECONDS = "public, max-age=5, stale-while-revalidate=60, stale-if-error=86400"
FOR_EVER = "public, max-age=31536000, immutable"


def answer(content: Any, status: int = 200) -> Response:
    """Anything as JSON, for everybody."""
    return answer_text(json.dumps(content, ensure_ascii=False), status)


def answer_text(content: str, status: int = 200, kept: str = FOR_SECONDS) -> Response:
    """JSON that is written already.

    Args:
        kept: how long anybody may keep a good answer (``Cache-Control``); empty if it is not for everybody.
    """
    response = opened(Response(content, status, mimetype="application/json"))
    if status == 200 and kept:
        response.headers[MARK] = kept
    return response


def opened(response: Response) -> Response:
    """Let scripts of other sites read an answer; nobody's cookies come along, so it is what everybody gets."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = READABLE
    return response


def preflight() -> Response:
    """What a browser asks before it sends more than a plain GET for a script of another site.

    A token that the script itself has may be sent; cookies may not (no ``Access-Control-Allow-Credentials``).
    """
    response = opened(Response(status=204))
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
    response.headers["Access-Control-Allow-Headers"] = f"{tk.config['apitoken_header_name']}, {SENDABLE}"
    response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    return response


def failure(status: int, code: str, message: str, where: str = "") -> Response:
    """An error as all REST answers of the portal tell it."""
    return answer({"error": {"code": code, "message": message, "where": where}}, status)


def reported(view: Callable[..., Response]) -> Callable[..., Response]:
    """Turn what an action or a service raises into an error answer.

    What somebody may not see is told as what is not there, so that nobody learns of it by asking.
    """

    @wraps(view)
    def call(**values: Any) -> Response:
        try:
            return view(**values)
        except tk.ObjectNotFound as error:
            return failure(404, "not_found", str(error.message or unseen()))
        except tk.NotAuthorized:
            return failure(404, "not_found", unseen())
        except ProblemError as error:
            told = worded(error.problem, tk._)
            return failure(400, told["code"], f"{told['fact']} {told['remedy']}", told["where"])
        except tk.ValidationError as error:
            where, messages = next(iter(error.error_dict.items()))
            return failure(
                400, "invalid", str(messages[0] if isinstance(messages, list) else messages), where
            )

    return call


def unseen() -> str:
    """One sentence for what is not there and for what the reader may not see."""
    return tk._("There is nothing here, or nothing that you may see. Send an API token if you have one.")


def known_etag() -> str:
    """The strong ETag that the reader has, without its quotes."""
    return next(iter(request.if_none_match.as_set()), "")
