"""Where the workflow hooks into CKAN: who reads what, who has written what, and what stays of what was withdrawn."""

from __future__ import annotations

from typing import Any

from flask import Response

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.paser.problems import worded
from ckanext.paser.tables.signals import place_asked
from ckanext.paser.workflow import rules, service, telling
from ckanext.paser.workflow.labels import Labels

_FORMS = (
    *("dataset.edit", "dataset.resources", "dataset_resource.new", "dataset_resource.edit"),
    "paser_tables.columns",
)
_LEFT_BEHIND = (
    *("dataset.read", "dataset_resource.read", "dataset_resource.download", "paser_exports.package"),
    *("paser_release.index", "paser_release.read", "paser_release.compare", "paser_release.file"),
    *("paser_exports.newest", "paser_exports.permanent"),
)
"""Addresses of a dataset, its files and their releases, which others have noted and linked to."""


class WorkflowHooks(Labels, p.IPermissionLabels, p.IMiddleware, p.IPackageController, p.ISignal):
    """Mixed into the portal plugin."""

    def after_dataset_create(self, context: Context, pkg_dict: dict[str, Any]) -> None:
        super().after_dataset_create(context, pkg_dict)
        _note(context, pkg_dict)

    def after_dataset_update(self, context: Context, pkg_dict: dict[str, Any]) -> None:
        super().after_dataset_update(context, pkg_dict)
        _note(context, pkg_dict)

    def after_dataset_delete(self, context: Context, pkg_dict: dict[str, Any]) -> None:
        super().after_dataset_delete(context, pkg_dict)
        package = model.Package.get(pkg_dict["id"])
        if package is not None and _has_workflow(package):
            service.note_deletion(package.id, context)

    def make_middleware(self, app: Any, config: Any) -> Any:
        app.before_request(lead_to_next_version)
        app.after_request(tell_withdrawn)
        return super().make_middleware(app, config)

    def get_signal_subscriptions(self) -> dict[Any, Any]:
        return {**super().get_signal_subscriptions(), place_asked: [service.published_file]}


def _note(context: Context, dataset: dict[str, Any]) -> None:
    """Keep who has written a dataset, in the transaction of the write. A step keeps its own word."""
    package = model.Session.get(model.Package, dataset["id"])
    if context.get(rules.WRITTEN) or package is None or not _has_workflow(package):
        return
    status = (package.extras or {}).get("status_sdi") or rules.Status.DRAF.value
    service.note_write(package.id, context, status)


def _has_workflow(package: model.Package) -> bool:
    return package.type == service.TYPE and p.plugin_loaded("scheming_datasets")


def lead_to_next_version() -> Any:
    """The form of a published dataset leads to its next version, or to where one is begun."""
    if tk.request.endpoint not in _FORMS or tk.request.method != "GET":
        return None
    package = model.Package.get(str((tk.request.view_args or {}).get("id", "")))
    if package is None or not _has_workflow(package) or not service.is_published(package):
        return None
    if not tk.h.check_access("package_update", {"id": package.id}):
        return None  # CKAN refuses it in its own words
    after = service.next_version(package.id)
    if after is None:
        tk.h.flash_notice(worded(rules.kept(), tk._)["text"])
    return tk.redirect_to("paser_workflow.read", id=(after or package).name)


def tell_withdrawn(response: Response) -> Response:
    """In the place of a page that says "not found": what was withdrawn, by which office, when and why."""
    if response.status_code not in (403, 404) or tk.request.endpoint not in _LEFT_BEHIND:
        return response
    left = telling.tombstone(_asked_for(tk.request.view_args or {})) if _is_page(response) else None
    if left is None:
        return response
    tk.g.pop(
        "_webassets", None
    )  # the page in whose place it stands has its styles already, and CKAN gives each once
    page = tk.render("paser/workflow/withdrawn.html", {"left": left})
    answer = Response(page, status=410, content_type="text/html; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _asked_for(named: dict[str, Any]) -> str:
    """The dataset that an address is about; empty where there is none."""
    if "id" in named:
        return str(named["id"])
    resource = model.Resource.get(str(named.get("resource_id", "")))
    return str(resource.package_id) if resource else ""


def _is_page(response: Response) -> bool:
    """Whether it is for people; programs that ask for a download are answered with JSON."""
    return response.mimetype == "text/html"
