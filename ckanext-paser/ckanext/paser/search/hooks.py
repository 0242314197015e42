"""What is written into the search index beside what CKAN writes there."""

from __future__ import annotations

import json
from typing import Any

import ckan.plugins as p

from ckanext.paser.search import service
from ckanext.paser.tables.signals import table_changed

__all__ = ["SearchHooks"]


class SearchHooks(p.IPackageController, p.ISignal):
    def before_dataset_index(self, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        """Let a dataset be found by its agency's title, its places, its columns and what its codes mean."""
        dataset = json.loads(pkg_dict["validated_data_dict"])
        return super().before_dataset_index({**pkg_dict, **service.index_fields(dataset)})

    def get_signal_subscriptions(self) -> dict[Any, Any]:
        """A changed table may have other columns to be found by."""
        found = super().get_signal_subscriptions()
        return {**found, table_changed: [*found.get(table_changed, []), service.request_index]}
