"""Where CKAN tells us that a dataset stops being public."""

from __future__ import annotations

import ckan.plugins as p
from ckan import model

from paser_dashboards.walls import service


class Withdrawals(p.IPackageController):
    """Mixed into the dashboard plugin: what is made of a dataset goes in the transaction that hides it."""

    def edit(self, entity: model.Package) -> None:
        super().edit(entity)
        if entity.private or entity.state != model.State.ACTIVE:
            service.take_back(entity.name)

    def delete(self, entity: model.Package) -> None:
        super().delete(entity)
        service.take_back(entity.name)
