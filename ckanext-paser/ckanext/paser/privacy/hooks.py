"""Where the gate hooks into CKAN: the download of a file, the fields that tell its outcome, the doctor."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.exports import service as exports
from ckanext.paser.ops.signals import diagnosing
from ckanext.paser.privacy import files, service
from ckanext.paser.privacy.rules.access import Access
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

    def get_signal_subscriptions(self) -> Any:
        found = super().get_signal_subscriptions()
        return {**found, diagnosing: [*found.get(diagnosing, []), diagnose]}


def _follow(dataset: model.Package) -> None:
    service.keep_fields(dataset.resources_all, files.state)
    files.follow(dataset.resources_all)


def guard_download() -> Any:
    """A file that holds personal data, or was not looked through yet, is for those who may edit it."""
    if not (tk.request.endpoint or "").endswith("resource.download"):
        return None
    resource = model.Resource.get((tk.request.view_args or {}).get("resource_id", ""))
    if resource is None or resource.url_type != "upload":
        return None
    allowed = files.access(resource)
    if allowed is Access.FILE or tk.h.check_access("resource_update", {"id": resource.id}):
        return None
    if not tk.h.check_access("resource_show", {"id": resource.id}):
        return None  # CKAN refuses it in its own words
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
