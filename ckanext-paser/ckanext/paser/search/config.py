"""CKAN's index of datasets, and its queries, are replaced by ours. CKAN has no hook for either."""

from __future__ import annotations

from typing import Any

from ckan.lib import search

from ckanext.paser.search.index import Index, Query


def update_config(config: Any) -> None:
    search._INDICES["package"] = Index
    search._QUERIES["package"] = search.PackageSearchQuery = Query
