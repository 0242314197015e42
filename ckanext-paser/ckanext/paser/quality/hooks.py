"""When a dataset is judged anew: it was changed, its table has changed or was looked into, or a file of it was read."""

from __future__ import annotations

import logging
from typing import Any

import ckan.plugins as p
from ckan import model

from ckanext.paser.quality import service
from ckanext.paser.releases.signals import release_described
from ckanext.paser.tables.signals import load_ended, table_changed

log = logging.getLogger(__name__)

TYPE = "dataset"
_HEARD = (table_changed, load_ended, release_described)


class QualityHooks(p.IPackageController, p.ISignal):
    """Mixed into the portal plugin."""

    def create(self, entity: model.Package) -> None:
        super().create(entity)
        _request(entity)

    def edit(self, entity: model.Package) -> None:
        super().edit(entity)
        _request(entity)

    def delete(self, entity: model.Package) -> None:
        super().delete(entity)
        _request(entity)

    def get_signal_subscriptions(self) -> dict[Any, Any]:
        found = super().get_signal_subscriptions()
        return {
            **found,
            **{signal: [*found.get(signal, []), table_is_another] for signal in _HEARD},
        }


def _request(dataset: model.Package) -> None:
    if dataset.type == TYPE:
        service.request(dataset.id)


def table_is_another(resource_id: str, **_: Any) -> None:
    """The table of a file has changed or was looked into, or its file was read; what is told of it must not keep the load from its end."""
    try:
        resource = model.Resource.get(resource_id)
        if resource is not None and resource.package is not None:
            _request(resource.package)
            model.Session.commit()
    except Exception:
        log.exception("The dataset of %s cannot be judged anew", resource_id)
        model.Session.rollback()
