"""Suggestions while somebody types: the same for everybody, so that they can be kept by any cache."""

from __future__ import annotations

from dataclasses import asdict

import pysolr
from flask import Blueprint, Response, jsonify

import ckan.plugins.toolkit as tk

from ckanext.paser.search import service

__all__ = ["paser_search"]

KEPT_FOR = 60  # seconds

paser_search = Blueprint("paser_search", __name__)


@paser_search.route("/saran")
def suggestions() -> Response | tuple[Response, int]:
    """``?q=`` half-typed words; answers ``{"items": [{"kind", "title", "url"}]}``."""
    try:
        found = service.suggest(tk.request.args.get("q", ""))
    except pysolr.SolrError:
        message = tk._("The search does not answer just now. Please try again in a moment.")
        return jsonify(error={"code": "search_unavailable", "message": message, "where": "q"}), 503
    response = jsonify(items=[asdict(suggestion) for suggestion in found])
    response.headers["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    return response
