"""Where exports hook in: a new release of a large table is written in the usual formats before anybody asks;
maps are drawn with the borders of today."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
from ckan.config.declaration import Declaration, Key

from ckanext.paser.areas.signals import shapes_loaded
from ckanext.paser.exports import service
from ckanext.paser.releases.signals import release_taken

ACCEL = "paser.exports.accel"
"""The address under which the web server knows ``ckan.storage_path``, for itself alone; empty when there is none."""


class ExportHooks(p.IConfigDeclaration, p.ISignal):
    """Mixed into the portal plugin."""

    def declare_config_options(self, declaration: Declaration, key: Key) -> None:
        super().declare_config_options(declaration, key)
        declaration.declare(key.from_string(ACCEL), "")

    def get_signal_subscriptions(self) -> dict[Any, Any]:
        found = super().get_signal_subscriptions()
        ours = {release_taken: _taken, shapes_loaded: _shapes_loaded}
        return found | {signal: [*found.get(signal, []), heard] for signal, heard in ours.items()}


def _taken(resource_id: str, **_: Any) -> None:
    service.prepare(resource_id)


def _shapes_loaded(*_: Any) -> None:
    service.draw_anew()
