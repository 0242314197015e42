"""Pages of releases: all of a table, one of them, what differs between two."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, send_file
from werkzeug.wrappers import Response

import ckan.plugins.toolkit as tk
from ckan.lib.helpers import Page

from ckanext.paser.releases import files, service, withdrawal
from ckanext.paser.releases.rules.release import Release
from ckanext.paser.tables.rules.wishes import Wishes

__all__ = ["paser_release"]

paser_release = Blueprint("paser_release", __name__, url_prefix="/dataset/<id>/resource/<resource_id>/rilis")

ON_A_PAGE = 50


@paser_release.route("")
def index(id: str, resource_id: str) -> str:  # noqa: A002
    """The releases of a table, page by page, and a choice of two to compare."""
    shown = _shown(id, resource_id)
    number = tk.h.get_page_number(tk.request.args)
    releases = service.of(resource_id, limit=ON_A_PAGE, offset=(number - 1) * ON_A_PAGE)
    total = service.count(resource_id)
    page = Page(releases, number, ON_A_PAGE, item_count=total, presliced_list=True)
    newest = service.one(resource_id)
    first = [newest] if newest and number > 1 else []
    kept = [release for release in (*first, *releases) if not release.removed]
    return tk.render("paser/releases/index.html", {**shown, "page": page, "newest": newest, "kept": kept})


@paser_release.route("/<int:number>")
def read(id: str, resource_id: str, number: int) -> str:  # noqa: A002
    """One release, at its permanent address."""
    shown = _shown(id, resource_id)
    release, newest = service.one(resource_id, number), service.one(resource_id)
    if release is None or newest is None:
        return tk.abort(404, tk._("There is no release {number}.").format(number=number))
    file = _may_have_file(release) and service.original(release) is not None
    about = {"newest": newest.number, "before": service.before(release), "file": file}
    about["late"] = service.is_late(release)
    about["held"] = shown["manages"] and files.holds(release)
    about["shut"] = not service.is_public(release, Wishes.of(shown["res"]).closed)
    about["same_file"] = withdrawal.of_same_file(release) if shown["manages"] else []
    return tk.render("paser/releases/read.html", {**shown, "release": release, **about})


@paser_release.route("/banding")
def compare(id: str, resource_id: str) -> str:  # noqa: A002
    """What differs between two releases."""
    shown = _shown(id, resource_id)
    old, new = sorted(tk.request.args.get(name, 0, type=int) for name in ("dari", "ke"))
    if not 0 < old < new:
        return tk.abort(400, tk._("Say which releases: ?dari=1&ke=2."))
    try:
        found = tk.get_action("paser_release_diff")({}, {"resource_id": resource_id, "from": old, "to": new})
    except tk.ObjectNotFound as error:
        return tk.abort(404, str(error.message))
    return tk.render("paser/releases/compare.html", {**shown, "found": found})


@paser_release.route("/<int:number>/berkas")
def file(id: str, resource_id: str, number: int) -> Response:  # noqa: A002
    """The file of a release as it was sent."""
    _shown(id, resource_id)
    release = service.one(resource_id, number)
    path = service.original(release) if release else None
    if release is None or path is None:
        return tk.abort(404, tk._("The file of this release is not kept."))
    if not _may_have_file(release):
        return tk.abort(
            403, tk._("This file is not public: it is being checked for personal data, or holds some.")
        )
    answer = send_file(path, as_attachment=True, download_name=release.filename, etag=release.sha256)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@paser_release.route("/<int:number>/tarik", methods=["POST"])
def withdraw(id: str, resource_id: str, number: int) -> Response:  # noqa: A002
    """Withdraw a release, with the reason of the form."""
    form = tk.request.form
    asked = {"resource_id": resource_id, "number": number, "reason": form.get("reason", "")}
    asked["keep_others"] = "keep_others" in form
    try:
        tk.get_action("paser_release_withdraw")({}, asked)
    except tk.ObjectNotFound as error:
        return tk.abort(404, str(error.message))
    except tk.NotAuthorized as error:
        return tk.abort(403, str(error.message))
    except tk.ValidationError as error:
        tk.h.flash_error(" ".join(error.error_summary.values()))
    else:
        tk.h.flash_success(tk._("The release is withdrawn."))
    return tk.redirect_to("paser_release.read", id=id, resource_id=resource_id, number=number)


def _shown(id: str, resource_id: str) -> dict[str, Any]:  # noqa: A002
    """The dataset and the resource, for whoever may see them."""
    try:
        dataset = tk.get_action("package_show")({}, {"id": id})
        tk.check_access("paser_release_list", {}, {"resource_id": resource_id})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404, tk._("Resource not found"))
    resource = next((each for each in dataset["resources"] if each["id"] == resource_id), None)
    if resource is None:
        return tk.abort(404, tk._("Resource not found"))
    manages = tk.h.check_access("resource_update", {"id": resource_id})
    return {"pkg": dataset, "res": resource, "dataset_type": dataset["type"], "manages": manages}


def _may_have_file(release: Release) -> bool:
    return service.original_is_public(release) or tk.h.check_access(
        "resource_update", {"id": release.resource_id}
    )
