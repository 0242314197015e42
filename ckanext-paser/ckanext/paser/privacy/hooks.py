"""Where the gate hooks into CKAN: the download of a file, the fields that tell its outcome, the doctor."""

from __future__ import annotations

from typing import Any

from flask import has_request_context

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.paser.exports import service as exports
from ckanext.paser.ops.signals import diagnosing
from ckanext.paser.privacy import files, service
from ckanext.paser.privacy.rules.access import Access
from ckanext.paser.privacy.rules.findings import SUMMARY
from ckanext.paser.problems import Problem


class PrivacyHooks(p.IMiddleware, p.IPackageController, p.ISignal):
    """Mixed into the portal plugin."""

    def make_middleware(self, app: Any, config: Any) -> Any:
        app.before_request(guard_download)
        return super().make_middleware(app, config)

    def create(self, entity: model.Package) -> None:
        super().create(entity)
        _follow(entity)

    def edit(self, entity: model.Package) -> None:
        super().edit(entity)
        _follow(entity)

    def after_dataset_show(self, context: Context, pkg_dict: dict[str, Any]) -> None:
        super().after_dataset_show(context, pkg_dict)
        _summarise(context, pkg_dict)

    def get_signal_subscriptions(self) -> Any:
        found = super().get_signal_subscriptions()
        return {**found, diagnosing: [*found.get(diagnosing, []), diagnose]}


def _follow(dataset: model.Package) -> None:
    service.keep_fields(dataset.resources_all, files.state)
    files.follow(dataset.resources_all)


def _summarise(context: Context, dataset: dict[str, Any]) -> None:
    """Tell those who may edit a dataset what was found in its files; the index, from which others are shown, has none of it.

    Pages tell it in their own way (``paser_privacy_report``), and ask for nothing here; nor does who is going to change the dataset.
    """
    looked = [one for one in dataset.get("resources") or [] if one.get("pii_scan_status")]
    is_page = has_request_context() and tk.request.blueprint != "api"
    is_asked = context.get("user") and not context.get("ignore_auth") and not context.get("for_update")
    if not looked or is_page or not is_asked:
        return
    if not _may_edit(context, dataset["id"]):
        return
    told = service.summaries([one["id"] for one in looked])
    for one in looked:
        if one["id"] in told:
            one[SUMMARY] = told[one["id"]]


def _may_edit(context: Context, dataset_id: str) -> bool:
    asking = Context(user=context.get("user", ""), auth_user_obj=context.get("auth_user_obj"))
    try:
        return bool(tk.check_access("package_update", asking, {"id": dataset_id}))
    except tk.NotAuthorized:
        return False


def guard_download() -> Any:
    """A file that holds personal data, or was not looked through yet, is for the editors of its agency."""
    if not (tk.request.endpoint or "").endswith("resource.download"):
        return None
    resource = model.Resource.get((tk.request.view_args or {}).get("resource_id", ""))
    if resource is None or resource.url_type != "upload":
        return None
    allowed = files.access(resource)
    if allowed is Access.FILE or not tk.h.check_access("resource_show", {"id": resource.id}):
        return None  # what nobody may see, CKAN refuses in its own words
    if tk.h.check_access("paser_privacy_report", {"resource_id": resource.id}):
        return None
    if allowed is Access.TABLE:
        answer = tk.redirect_to(exports.address(resource.id, None, "csv"))
        answer.headers["Cache-Control"] = "no-store"
        return answer
    return tk.abort(
        403, tk._("This file is not public: it is being checked for personal data, or holds some.")
    )


def diagnose(sender: Any, **_: Any) -> list[Problem]:
    """Public tables of files that are held, and files that nobody has looked through."""
    remedy = "Decide on the page of the file, or upload one without these data: {place}"
    found = [
        Problem(
            "personal_table",
            "privacy",
            "A public table is of a file that may hold personal data.",
            remedy,
            place,
        )
        for place in ({"place": id_} for id_ in files.open_tables())
    ]
    if unseen := files.unseen():
        fact = f"Uploaded files that were not looked through by the present rules: {len(unseen)}."
        found.append(Problem("unseen_files", "privacy", fact, "ckan paser privacy scan --all"))
    return found
