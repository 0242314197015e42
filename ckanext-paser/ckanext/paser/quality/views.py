"""Pages of quality: how agencies stand, what each should do next, and the formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.authz import has_user_permission_for_group_or_org
from ckan.lib.helpers import Page

from ckanext.paser.exports.rules.cells import harmless
from ckanext.paser.quality import rules, service, showing
from ckanext.paser.quality.service import Standing

__all__ = ["paser_quality"]

paser_quality = Blueprint("paser_quality", __name__)

ON_A_PAGE = 50
TO_DO = 3
"""Things to do that are told of each dataset."""
HEADER = ("kode", "perangkat_daerah", "skor_mutu", "jumlah_dataset", "berlaku_sejak")
SORTS: dict[str, Callable[[Standing], Any]] = {
    "nama": lambda one: one.title.casefold(),
    "skor": lambda one: one.score,
    "dataset": lambda one: one.datasets,
}
BEST_FIRST = "-skor"


@paser_quality.route("/kualitas")
def index() -> str:
    """How the agencies stand, and how the mean of all went on."""
    asked = tk.request.args.get("urut", BEST_FIRST)
    name, falls = asked.removeprefix("-"), asked.startswith("-")
    if name not in SORTS:
        name, falls = BEST_FIRST.removeprefix("-"), True
    found = sorted(sorted(service.standings(), key=SORTS["nama"]), key=SORTS[name], reverse=falls)
    days = service.agency_days()
    return tk.render(
        "paser/quality/index.html", {"standings": found, "days": days, "sort": name, "falls": falls}
    )


@paser_quality.route("/kualitas.csv")
def download() -> Response:
    """How the agencies stand, as CSV."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for one in sorted(service.standings(), key=SORTS["nama"]):
        writer.writerow((one.name, harmless(one.title), one.score, one.datasets, one.day))
    answer = Response(text.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="kualitas.csv"'
    return answer


@paser_quality.route("/kualitas/rumus")
def formula() -> str:
    """What counts, and how much."""
    return tk.render("paser/quality/formula.html", {"dimensions": rules.DIMENSIONS, "total": rules.TOTAL})


@paser_quality.route("/kualitas/<name>")
def agency(name: str) -> str:
    """The public datasets of an agency, the lowest score first, each with what would raise it most."""
    group = model.Group.get(name)
    if group is None or not group.is_organization or group.state != model.State.ACTIVE:
        return tk.abort(404, tk._("Agency not found"))
    number = tk.h.get_page_number(tk.request.args)
    days = service.agency_days(group.id)
    found = service.ranked(group.id, limit=ON_A_PAGE, offset=(number - 1) * ON_A_PAGE)
    edits = tk.current_user.is_authenticated and has_user_permission_for_group_or_org(
        group.id, tk.current_user.name, "update_dataset"
    )
    datasets = [(one, showing.losses(one.losses, one.name, edits=edits)[:TO_DO]) for one in found]
    page = Page(datasets, number, ON_A_PAGE, item_count=days[0][2] if days else 0, presliced_list=True)
    return tk.render(
        "paser/quality/agency.html", {"agency": group, "page": page, "days": days, "edits": edits}
    )
