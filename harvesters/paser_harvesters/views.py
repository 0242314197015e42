"""``/meja/sumber``: the harvest sources on the Walidata's desk."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

import ckan.plugins.toolkit as tk

from ckanext.paser.jobs import service as jobs

__all__ = ["paser_harvest"]

paser_harvest = Blueprint("paser_harvest", __name__, url_prefix="/meja/sumber")
RUNS, RECORDS = 20, 100
AT_WORK = ("queued", "running")
WORKER_SILENCE = 60.0


@paser_harvest.before_request
def _only_walidata() -> Any:
    """Send visitors to the login, and turn away those who have no business here."""
    if not tk.current_user.is_authenticated:
        return tk.redirect_to("user.login", came_from=tk.request.full_path.rstrip("?"))
    try:
        tk.check_access("paser_harvest_source_list", {"user": tk.current_user.name})
    except tk.NotAuthorized as error:
        return tk.abort(403, str(error))
    return None


@paser_harvest.route("")
def index() -> str:
    """All sources: last run, counts, next run, what is wrong."""
    return tk.render(
        "paser/harvest/index.html", {"sources": tk.get_action("paser_harvest_source_list")({}, {})}
    )


@paser_harvest.route("/<source_id>")
def source(source_id: str) -> str:
    """One source: its newest or a chosen run with its records, and the runs before."""
    shown = _get("paser_harvest_source_show", id=source_id)
    runs = tk.get_action("paser_harvest_run_list")({}, {"source_id": source_id, "limit": RUNS})
    chosen = tk.request.args.get("proses") or (runs[0]["id"] if runs else None)
    run = _get("paser_harvest_run_show", id=chosen, limit=RECORDS) if chosen else None
    if run and run["source_id"] != source_id:
        tk.abort(404)
    told = {"source": shown, "runs": runs, "run": run, "limit": RECORDS}
    told |= {"at_work": bool(run) and _at_work(run), "has_worker": _has_worker()}
    return tk.render("paser/harvest/source.html", told)


@paser_harvest.route("/<source_id>/jalankan", methods=["POST"])
def start(source_id: str) -> Response:
    """Have the source run, and show its progress."""
    _get("paser_harvest_run", id=source_id)
    return tk.redirect_to("paser_harvest.source", source_id=source_id)


@paser_harvest.route("/<source_id>/setujui", methods=["POST"])
def approve(source_id: str) -> Response:
    """Approve what a held run missed."""
    try:
        _get("paser_harvest_approve", run_id=tk.request.form.get("run_id", ""))
    except tk.ValidationError as error:
        tk.h.flash_error(" ".join(error.error_summary.values()))
    return tk.redirect_to("paser_harvest.source", source_id=source_id)


@paser_harvest.route("/<source_id>/setujui-sumber", methods=["POST"])
def approve_source(source_id: str) -> Response:
    """Approve the source itself, as a second person."""
    try:
        _get("paser_harvest_source_approve", id=source_id, digest=tk.request.form.get("digest", ""))
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))
    except tk.ValidationError as error:
        tk.h.flash_error(" ".join(error.error_summary.values()))
    return tk.redirect_to("paser_harvest.source", source_id=source_id)


@paser_harvest.route("/<source_id>/kemajuan")
def progress(source_id: str) -> Response:
    """The newest run as JSON, for the page that watches it."""
    _get("paser_harvest_source_show", id=source_id)
    runs = tk.get_action("paser_harvest_run_list")({}, {"source_id": source_id, "limit": 1})
    if not runs:
        return jsonify({"status": None, "at_work": False})
    run = runs[0]
    names = ("id", "status", "done", "total", "counts")
    html = tk.render("paser/harvest/snippets/progress.html", {"run": run, "has_worker": _has_worker()})
    return jsonify({**{name: run[name] for name in names}, "at_work": _at_work(run), "html": html})


def _has_worker() -> bool:
    age = jobs.worker_age()
    return age is not None and age < WORKER_SILENCE


def _at_work(run: dict[str, Any]) -> bool:
    return run["status"] in AT_WORK and not run["silent"]


def _get(action: str, **data: Any) -> Any:
    try:
        return tk.get_action(action)({}, data)
    except tk.ObjectNotFound as error:
        return tk.abort(404, str(error))
