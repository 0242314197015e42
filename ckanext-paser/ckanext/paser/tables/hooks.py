"""Where tables hook into CKAN: a file asks for its load, a deleted resource for the end of its table."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.tables import service


class TableHooks(p.IPackageController, p.ISignal):
    """Mixed into the portal plugin."""

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
