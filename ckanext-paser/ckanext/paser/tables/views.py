"""``/dataset/<id>/resource/<resource_id>/kolom``: what the columns of a file are, for those who may edit it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

import ckan.plugins.toolkit as tk

from ckanext.paser.problems import worded
from ckanext.paser.tables import service
from ckanext.paser.tables.rules import form, kamus
from ckanext.paser.tables.rules.layout import HEADER, ORDINARY, TOTALS
from ckanext.paser.tables.rules.report import hides

__all__ = ["paser_tables"]

paser_tables = Blueprint("paser_tables", __name__)
_CHOICES = ("sheet", "bentuk_tabel", "kolom_wilayah", HEADER)
_LABELS = (TOTALS, ORDINARY)
"""One to a line."""
_SEEN = "lembar_dilihat"
"""Sent where somebody has looked through a hidden sheet."""


@paser_tables.route("/dataset/<id>/resource/<resource_id>/kolom", methods=["GET", "POST"])
def columns(id: str, resource_id: str) -> Response | str:  # noqa: A002
    """Show the form of the columns, or keep what was sent; after a fault it shows what was typed."""
    pkg, report = _asked_for(id, resource_id)
    if tk.request.method == "GET":
        return _page(pkg, report)
    sent = tk.request.form
    typed = form.entries(sent, report["dictionary"])
    chosen: dict[str, Any] = {name: sent.get(name, "").strip() for name in _CHOICES}
    chosen |= {name: form.lines(sent.get(name, "")) for name in _LABELS}
    if sent.get("state") != report["state"]:
        changed = tk._(
            "The file or its columns have changed meanwhile. Look through your entries and save again."
        )
        return _page(pkg, report, typed, chosen, [changed])
    if not report["sheets"]:  # nobody can tell which of them are hidden
        chosen["sheet"] = report["sheet"]
    if chosen["sheet"] != report["sheet"] and hides(report["sheets"], chosen["sheet"]) and _SEEN not in sent:
        unseen = tk._(
            "The sheet is hidden. Look through it, then confirm below the sheet that it may be published."
        )
        return _page(pkg, report, typed, chosen, [unseen])
    if strange := form.strangers(typed):
        return _page(pkg, report, typed, chosen, [worded(one, tk._)["text"] for one in strange])
    whole = kamus.merged(report["dictionary"], typed)
    try:
        tk.get_action("resource_patch")({}, {"id": resource_id, "kamus_data": whole, **chosen})
    except tk.ValidationError as error:
        return _page(pkg, report, typed, chosen, _sentences(error))
    _tell(resource_id)
    place = tk.h.url_for("dataset_resource.read", id=id, resource_id=resource_id)
    return tk.redirect_to(f"{place}#pembacaan")


def _asked_for(id_: str, resource_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The dataset and the report on its file; turns away who may not edit it."""
    try:
        tk.check_access("paser_table_update", {"user": tk.current_user.name}, {"resource_id": resource_id})
        pkg = tk.get_action("package_show")({}, {"id": id_})
        is_its = resource_id in [resource["id"] for resource in pkg["resources"]]
        if not is_its or service.status(resource_id) is None:  # without a file there is nothing to choose
            raise tk.ObjectNotFound
        return pkg, tk.get_action("paser_table_report")({}, {"resource_id": resource_id})
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("Resource not found"))
    except tk.NotAuthorized as error:
        return tk.abort(403, str(error))


def _page(
    pkg: dict[str, Any],
    report: dict[str, Any],
    typed: list[kamus.Entry] | None = None,
    chosen: dict[str, Any] | None = None,
    faults: list[str] | None = None,
) -> str:
    known = {column["id"]: column for column in report["columns"]}
    outside = [{"id": id_, "ways": []} for id_ in (*report["closed"], *report["gone"])]
    shown = [*known.values(), *outside]
    if report["solve"]:
        shown.sort(key=lambda column: not column["ways"])
    entries = {**report["dictionary"], **{entry["id"]: entry for entry in typed or ()}}
    told = {
        "pkg": pkg,
        "resource": next(one for one in pkg["resources"] if one["id"] == report["resource_id"]),
        "report": report,
        "columns": form.shown([(column, entries.get(column["id"], {})) for column in shown], typed, tk._),
        "chosen": chosen or {name: report[name] for name in (*_CHOICES, *_LABELS)},
        "faults": faults or [],
        "open_key": form.OPEN,
        "between": f"{form.BETWEEN_MARKS} ",
    }
    return tk.render("paser/tables/columns.html", told)


def _sentences(error: tk.ValidationError) -> list[str]:
    found = [texts if isinstance(texts, list) else [texts] for texts in error.error_dict.values()]
    return [str(text) for texts in found for text in texts]


def _tell(resource_id: str) -> None:
    status = tk.get_action("paser_table_status")({}, {"resource_id": resource_id})["status"]
    if status == "queued":
        tk.h.flash_success(tk._("Saved. The file is being read anew; the table follows in a moment."))
    else:
        tk.h.flash_success(tk._("Saved."))
