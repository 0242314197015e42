"""Where the gate hooks into CKAN: the download of a file, and the fields that tell its outcome."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.privacy import service
from ckanext.paser.privacy.service import Access
from ckanext.paser.tables import service as tables


class PrivacyHooks(p.IMiddleware, p.IPackageController):
    """Mixed into the portal plugin."""

    def make_middleware(self, app: Any, config: Any) -> Any:
        app.before_request(guard_download)
        return super().make_middleware(app, config)

    def create(self, entity: model.Package) -> None:
        super().create(entity)
        service.keep_fields(entity.resources_all, tables.file_state)

    def edit(self, entity: model.Package) -> None:
        super().edit(entity)
        service.keep_fields(entity.resources_all, tables.file_state)


def guard_download() -> Any:
    """A file that holds personal data, or was not looked through yet, is for those who may edit it."""
    if not (tk.request.endpoint or "").endswith("resource.download"):
        return None
    resource = model.Resource.get((tk.request.view_args or {}).get("resource_id", ""))
    if resource is None or resource.url_type != "upload":
        return None
    state = tables.file_state(resource)
    allowed = service.access(resource.id, state, lambda source: tables.is_file_of(resource, source))
    if allowed is Access.FILE or tk.h.check_access("resource_update", {"id": resource.id}):
        return None
    if not tk.h.check_access("resource_show", {"id": resource.id}):
        return None  # CKAN refuses it in its own words
    if allowed is Access.TABLE:
        answer = tk.redirect_to("datastore.dump", resource_id=resource.id, bom=True)
        answer.headers["Cache-Control"] = "no-store"
        return answer
    return tk.abort(
        403, tk._("This file is not public: it is being checked for personal data, or holds some.")
    )
