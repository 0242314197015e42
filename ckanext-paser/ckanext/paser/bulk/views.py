"""``/meja/banyak``: many datasets from one workbook; ``/meja/templat.xlsx``: the workbook to fill in."""

from __future__ import annotations

import io
from typing import Any

from flask import Blueprint, make_response, send_file
from werkzeug.wrappers import Response

import ckan.plugins.toolkit as tk
from ckan.lib.helpers import Page

from ckanext.paser.bulk import reading, service
from ckanext.paser.bulk.rules.outcomes import Outcome
from ckanext.paser.bulk.rules.rows import MOST_ROWS
from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.workflow import service as workflow

__all__ = ["paser_bulk"]

paser_bulk = Blueprint("paser_bulk", __name__, url_prefix="/meja")

ON_A_PAGE = 50
AGAIN = 4
"""Seconds after which a page that waits for the worker loads itself anew."""
_RECENT = 10
_MOST_DATASETS = 1000
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@paser_bulk.before_request
def _only_editors() -> Any:
    """Send visitors to the login, and turn away those who may not add a dataset anywhere."""
    if not tk.current_user.is_authenticated:
        return tk.redirect_to("user.login", came_from=tk.request.full_path.rstrip("?"))
    try:
        tk.check_access("paser_bulk_check", {"user": tk.current_user.name})
    except tk.NotAuthorized as error:
        return tk.abort(403, str(error))
    return None


@paser_bulk.route("/banyak", methods=["GET", "POST"])
def index() -> Response | str:
    """Where a workbook is sent from; one that was sent is kept and checked, and its rows are shown."""
    if tk.request.method == "GET":
        return _form()
    file, agency = tk.request.files.get("upload"), tk.request.form.get("owner_org", "")
    if file is None or not file.filename:
        return _form(tk._("Choose a workbook first."))
    if agency not in {one["id"] for one in _agencies()}:
        return _form(tk._("Choose your agency."))
    try:
        sheet = service.read_upload(file.stream)
    except ProblemError as error:
        return _form(worded(error.problem, tk._)["text"])
    run_id = service.keep(sheet, tk.current_user.name, agency, file.filename)
    return tk.redirect_to("paser_bulk.read", run_id=run_id)


@paser_bulk.route("/banyak/<run_id>")
def read(run_id: str) -> Response:
    """What would come of each row, or has."""
    number = tk.h.get_page_number(tk.request.args)
    outcome = tk.request.args.get("hasil", "")
    if outcome not in [one.value for one in Outcome]:
        outcome = ""
    asked = {"id": run_id, "offset": (number - 1) * ON_A_PAGE, "limit": ON_A_PAGE}
    shown = _ask("paser_bulk_show", {**asked, **({"outcome": outcome} if outcome else {})})
    count = shown["outcomes"].get(outcome, 0) if outcome else shown["total"]
    page = Page(shown["rows"], number, ON_A_PAGE, item_count=count, presliced_list=True)
    waits = shown["state"] in (service.CHECKING, service.APPLYING)
    told = {"run": shown, "page": page, "outcome": outcome, "waits": waits, "kept_days": service.KEPT.days}
    answer = make_response(tk.render("paser/bulk/read.html", told))
    if waits:
        answer.headers["Refresh"] = str(AGAIN)
    return answer


@paser_bulk.route("/banyak/<run_id>/masukkan", methods=["POST"])
def apply(run_id: str) -> Response:
    """Bring in the rows that are well."""
    sent = tk.request.form
    asked = {"id": run_id, "digest": sent.get("digest", ""), "only_good": "hanya_benar" in sent}
    try:
        _ask("paser_bulk_apply", asked)
    except tk.ValidationError as error:
        tk.h.flash_error(" ".join(error.error_summary.values()))
    return tk.redirect_to("paser_bulk.read", run_id=run_id)


@paser_bulk.route("/banyak/<run_id>/catatan.xlsx")
def remarks(run_id: str) -> Response:
    """The rows that are not well, with what is wrong with each."""
    _ask("paser_bulk_show", {"id": run_id, "limit": 0})
    return _workbook(service.remarks(run_id), "dataset-diperbaiki.xlsx")


@paser_bulk.route("/templat.xlsx")
def template() -> Response:
    """The template for an agency, with its datasets in it where that is asked for (``isi=1``)."""
    agencies = _agencies()
    wanted = tk.request.args.get("perangkat") or (agencies[0]["id"] if agencies else "")
    chosen = next((one for one in agencies if wanted in (one["id"], one["name"])), None)
    if chosen is None:
        return tk.abort(404, tk._("There is no such agency."))
    agency = tk.get_action("organization_show")({}, {"id": chosen["id"], "include_users": False})
    if tk.request.args.get("isi") != "1":
        return _workbook(service.empty_template(agency), f"templat-{agency['name']}.xlsx")
    return _workbook(
        service.filled_template(agency, _datasets(agency["id"])), f"dataset-{agency['name']}.xlsx"
    )


def _form(fault: str = "") -> str:
    agencies = _agencies()
    chosen = tk.request.form.get("owner_org") or (agencies[0]["id"] if len(agencies) == 1 else "")
    told = {
        "agencies": agencies,
        "chosen": chosen,
        "fault": fault,
        "recent": service.sent_by(tk.current_user.id, _RECENT),
        "most_rows": MOST_ROWS,
        "most_size": reading.MOST_BYTES >> 20,
    }
    return tk.render("paser/bulk/index.html", told)


def _agencies() -> list[dict[str, Any]]:
    """The agencies to which the person may add datasets."""
    return tk.get_action("organization_list_for_user")({}, {"permission": "create_dataset"})


def _datasets(agency: str) -> list[dict[str, Any]]:
    """The datasets of an agency that the person may see, drafts too, by title; of one in work the next version alone."""
    asked = {
        "fq": f'owner_org:"{agency}" AND dataset_type:dataset',
        "include_private": True,
        "include_drafts": True,
        "rows": _MOST_DATASETS,
        "sort": "title_string asc",
    }
    found = tk.get_action("package_search")({}, asked)["results"]
    beside = workflow.replaced([one["id"] for one in found])
    return [one for one in found if one["id"] not in beside]


def _ask(action: str, data: dict[str, Any]) -> dict[str, Any]:
    try:
        return tk.get_action(action)({}, data)
    except tk.ObjectNotFound as error:
        return tk.abort(404, str(error))
    except tk.NotAuthorized as error:
        return tk.abort(403, str(error))


def _workbook(content: bytes, name: str) -> Response:
    answer = send_file(io.BytesIO(content), mimetype=_WORKBOOK, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
