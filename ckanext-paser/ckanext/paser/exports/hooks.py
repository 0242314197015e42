"""Where exports hook in: a new release of a large table is written in the usual formats before anybody asks; files say what
their dataset says by now; maps are drawn with the borders of today."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
from ckan import model
from ckan.config.declaration import Declaration, Key
from ckan.types import Context

from ckanext.paser.areas.signals import shapes_loaded
from ckanext.paser.exports import service
from ckanext.paser.jobs.service import defer
from ckanext.paser.releases.signals import release_reworded, release_taken

ACCEL = "paser.exports.accel"
"""The address under which the web server knows ``ckan.storage_path``, for itself alone; empty when there is none."""


class ExportHooks(p.IConfigDeclaration, p.IPackageController, p.ISignal):
    """Mixed into the portal plugin."""

    def after_dataset_update(self, context: Context, pkg_dict: dict[str, Any]) -> None:
        super().after_dataset_update(context, pkg_dict)
        if not pkg_dict.get("private"):
            _renew(pkg_dict["id"])

    def declare_config_options(self, declaration: Declaration, key: Key) -> None:
        super().declare_config_options(declaration, key)
        declaration.declare(key.from_string(ACCEL), "")

    def get_signal_subscriptions(self) -> dict[Any, Any]:
        found = super().get_signal_subscriptions()
        ours = {release_taken: _taken, release_reworded: _reworded, shapes_loaded: _shapes_loaded}
        return found | {signal: [*found.get(signal, []), heard] for signal, heard in ours.items()}


def _taken(resource_id: str, **_: Any) -> None:
    service.prepare(resource_id)


def _reworded(resource_id: str, **_: Any) -> None:
    if resource := model.Resource.get(resource_id):
        _renew(str(resource.package_id))
        model.Session.commit()


def _renew(dataset_id: str) -> None:
    """Have the downloads say what the dataset says by now, after the caller's transaction."""
    defer("paser.exports.renew", key=f"paser.exports {dataset_id}", dataset_id=dataset_id)


def _shapes_loaded(*_: Any) -> None:
    service.draw_anew()
