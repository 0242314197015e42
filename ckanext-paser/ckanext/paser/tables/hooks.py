"""Where tables hook into CKAN: a file asks for its load, a deleted resource for the end of its table."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.paser.tables import service

_KEPT = ("sheet", "bentuk_tabel", "kolom_wilayah", "kamus_data")
"""The fields of a file that no form shows and an edit in a form must not lose; an empty value removes one."""


class TableHooks(p.IPackageController, p.IResourceController, p.ISignal):
    """Mixed into the portal plugin."""

    def before_resource_update(
        self, context: Context, current: dict[str, Any], resource: dict[str, Any]
    ) -> None:
        for name in _KEPT:
            if name in current:
                resource.setdefault(name, current[name])
        super().before_resource_update(context, current, resource)

    def create(self, entity: model.Package) -> None:
        super().create(entity)
        service.follow(entity.resources_all)

    def edit(self, entity: model.Package) -> None:
        super().edit(entity)
        service.follow(entity.resources_all)

    def get_signal_subscriptions(self) -> Any:
        edits = (tk.signals.datastore_upsert, tk.signals.datastore_delete)
        return {**super().get_signal_subscriptions(), **{signal: [_edited] for signal in edits}}


def _edited(resource_id: str, origin: str = "", **_: Any) -> None:
    """Rows were changed in place, not by a load of ours."""
    if origin != service.ORIGIN:
        service.edited(resource_id)
