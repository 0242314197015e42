"""The national formats as REST, below ``/api/paser/v1``; Croissant beside the page of a dataset; the documents of the profile."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, redirect, request

import ckan.plugins.toolkit as tk

from ckanext.paser.api.service import FOR_SECONDS, MARK, PREFIX, answer_text, opened, reported
from ckanext.paser.catalogue import documents, service
from ckanext.paser.catalogue.profile import site
from ckanext.paser.catalogue.rules.terms import PROFILE

__all__ = ["paser_catalogue", "paser_profile"]

paser_catalogue = Blueprint("paser_catalogue", __name__, url_prefix=PREFIX)
paser_profile = Blueprint("paser_profile", __name__)


@paser_catalogue.get("/sdi/dataset/<id_>")
@reported
def sdi(id_: str) -> Response:
    """A dataset as data.go.id has it."""
    dataset = service.shown(id_)
    return _told(service.sdi(dataset), dataset)


@paser_catalogue.get("/indah/dataset/<id_>")
@reported
def indah_of_dataset(id_: str) -> Response:
    """The variables and the indicator of a dataset as INDAH has them."""
    dataset = service.shown(id_)
    return _told(service.indah_of_dataset(dataset), dataset)


@paser_catalogue.get("/indah/kegiatan/<id_>")
@reported
def indah_of_activity(id_: str) -> Response:
    """A statistical activity as INDAH has it."""
    kegiatan = service.activity(id_)
    return _told(service.indah_of_activity(kegiatan), kegiatan)


@paser_catalogue.get("/sipd/dataset/<id_>")
@reported
def sipd(id_: str) -> Response:
    """The values of a dataset by year as SIPD takes them."""
    dataset = service.shown(id_)
    return _told(service.sipd_of(dataset), dataset)


@paser_catalogue.get("/ppid/daftar-informasi-publik.csv")
@reported
def ppid() -> Response:
    """The Daftar Informasi Publik."""
    response = opened(Response(service.ppid(), mimetype="text/csv"))
    response.headers["Content-Disposition"] = 'attachment; filename="daftar-informasi-publik.csv"'
    response.headers[MARK] = FOR_SECONDS
    return response


@paser_profile.get("/dataset/<id_>/croissant.jsonld")
@reported
def croissant(id_: str) -> Response:
    """A dataset as Croissant, at the address that ckanext-dcat has for it."""
    dataset = service.shown(id_)
    response = _told(service.croissant(dataset), dataset)
    response.mimetype = "application/ld+json"
    return response


@paser_profile.get(PROFILE)
def profile() -> Any:
    """The profile for people; programs that ask for another form are led to it."""
    types = {media: ending for ending, (media, _) in documents.WRITERS.items()} | {"application/json": "json"}
    wanted = request.accept_mimetypes.best_match(["text/html", *types], "text/html")
    if wanted != "text/html":
        response = redirect(tk.url_for("paser_profile.document", ending=types[wanted], locale="default"), 303)
    else:
        told = documents.sections(site(), tk.h.lang())
        response = Response(tk.render("paser/catalogue/profile.html", {"sections": told}))
    response.headers["Vary"] = "Accept"
    return response


@paser_profile.get(f"{PROFILE}.<any(json, ttl, jsonld):ending>")
def document(ending: str) -> Response:
    """The profile as JSON Schema, as SHACL, or as a JSON-LD context."""
    response = opened(Response(documents.written(ending, site()), mimetype=documents.WRITERS[ending][0]))
    response.headers[MARK] = FOR_SECONDS
    return response


def _told(content: dict[str, Any], package: dict[str, Any]) -> Response:
    """An answer that may be kept only where everybody gets the same: what is linked with it may be private."""
    text = json.dumps(content, ensure_ascii=False)
    is_public = tk.current_user.is_anonymous and not package.get("private")
    return answer_text(text, kept=FOR_SECONDS if is_public else "")
