"""Where tables hook into CKAN: a file asks for its load, a deleted resource for the end of its table."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.datastore.blueprint import DUMP_FORMATS
from ckanext.paser.tables import service, uploads
from ckanext.paser.tables.rules.layout import HEADER, ORDINARY, TOTALS
from ckanext.paser.tables.rules.wishes import AREA_COLUMN

_FORMS_OF_ROWS = ("tabledesigner.add_row", "tabledesigner.edit_row", "tabledesigner.delete_rows")

_LARGEST_FORM = 4_000_000
"""Bytes of a form without its files: that of 1,000 columns sends 0.45 MB before anybody has typed, and Flask takes 0.5 MB."""
_KEPT = ("sheet", "bentuk_tabel", AREA_COLUMN, "kamus_data", HEADER, TOTALS, ORDINARY)
"""The fields of a file that no form shows and an edit in a form must not lose; an empty value removes one."""
_SYSTEM = "sistem_kode_wilayah"
"""Whose codes stand in the column of areas."""


class TableHooks(p.IMiddleware, p.IPackageController, p.IResourceController, p.ISignal, p.IUploader):
    """Mixed into the portal plugin."""

    def make_middleware(self, app: Any, config: Any) -> Any:
        app.config["MAX_FORM_MEMORY_SIZE"] = _LARGEST_FORM
        app.before_request(_guard_forms_of_rows)
        app.before_request(_lead_to_columns)
        app.before_request(_guard_downloads)
        return super().make_middleware(app, config)

    def get_uploader(self, upload_to: str, old_filename: str | None) -> None:
        """Pictures of agencies and users are stored as CKAN does it."""

    def get_resource_uploader(self, resource: dict[str, Any]) -> uploads.ResourceUpload | None:
        return uploads.of(resource)

    def before_resource_update(
        self, context: Context, current: dict[str, Any], resource: dict[str, Any]
    ) -> None:
        for name in _KEPT:
            if name in current:
                resource.setdefault(name, current[name])
        _note_code_system(current, resource)
        super().before_resource_update(context, current, resource)

    def create(self, entity: model.Package) -> None:
        super().create(entity)
        service.follow(entity.resources_all)

    def edit(self, entity: model.Package) -> None:
        super().edit(entity)
        service.follow(entity.resources_all)

    def get_signal_subscriptions(self) -> Any:
        return {**super().get_signal_subscriptions(), tk.signals.datastore_delete: [_table_deleted]}


def _guard_forms_of_rows() -> Any:
    """Table Designer opens its forms for rows of any table, but CKAN takes none for that of a file: an error of the server."""
    if tk.request.endpoint not in _FORMS_OF_ROWS:
        return None
    resource = model.Resource.get((tk.request.view_args or {}).get("resource_id", ""))
    if resource is None or resource.url_type in tk.h.datastore_rw_resource_url_types():
        return None
    return tk.abort(404, tk._("Resource not found"))


def _lead_to_columns() -> Any:
    """CKAN's page of the columns leads to ours where a file makes the table: what is chosen there is kept for the next file too."""
    if tk.request.endpoint != "datastore.dictionary":
        return None
    asked = tk.request.view_args or {}
    resource = model.Resource.get(asked.get("resource_id", ""))
    if resource is None or not service.file_state(resource) or service.status(resource.id) is None:
        return None
    return tk.redirect_to("paser_tables.columns", **asked)


def _guard_downloads() -> Any:
    """CKAN cannot say which forms its download of a table has (``one_of`` writes a tuple into one place): an error of the server."""
    form = tk.request.args.get("format") if tk.request.endpoint == "datastore.dump" else None
    if not form or form in DUMP_FORMATS:
        return None
    text = tk._("There is no format {ending} here. There are: {known}.")
    return tk.abort(400, text.format(ending=form[:100], known=", ".join(DUMP_FORMATS)))


def _note_code_system(current: dict[str, Any], resource: dict[str, Any]) -> None:
    """With the column of areas that somebody has chosen it is known whose codes these are, unless they say so themselves."""
    column, said = resource.get(AREA_COLUMN), resource.get(_SYSTEM)
    is_other = column != current.get(AREA_COLUMN) and said == current.get(_SYSTEM)
    if column and (is_other or not said) and (system := service.code_system(resource["id"], column)):
        resource[_SYSTEM] = system


def _table_deleted(resource_id: str, data_dict: dict[str, Any], **_: Any) -> None:
    """CKAN has removed a table, or with filters rows of it: the action tells of that edit."""
    if "filters" not in data_dict:
        service.removed(resource_id)
