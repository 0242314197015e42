"""What is written into the search index beside what CKAN writes there."""

from __future__ import annotations

import json
from typing import Any

import ckan.plugins as p

from ckanext.paser.search import service

__all__ = ["SearchHooks"]


class SearchHooks(p.IPackageController):
    def before_dataset_index(self, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        """Let a dataset be found by its agency's title, by its places and by what its codes mean."""
        dataset = json.loads(pkg_dict["validated_data_dict"])
        return super().before_dataset_index({**pkg_dict, **service.index_fields(dataset)})
