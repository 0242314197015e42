"""Where the catalogue hooks in: what ckanext-dcat lists is datasets, and what was asked wrongly is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.types import Context

ONLY_DATASETS = "+dataset_type:dataset"
_REFUSED = "HTTP 400"
"""What pysolr says, in words only, where the question is wrong and not Solr."""


class CatalogueHooks(p.IActions):
    """Part of the portal plugin. Actions of ckanext-dcat can be chained only where its plugin is there."""

    def get_actions(self) -> dict[str, Any]:
        found = super().get_actions()
        if not p.plugin_loaded("dcat"):
            return found
        ours = (dcat_dataset_show, dcat_catalog_show, dcat_catalog_search)
        return found | {action.__name__: action for action in ours}


Action = Callable[[Context, dict[str, Any]], Any]


@tk.chained_action
@tk.side_effect_free
def dcat_dataset_show(original_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Show a dataset as ckanext-dcat does; what somebody may not see is told as what is not there."""
    try:
        return original_action(context, data_dict)
    except tk.NotAuthorized as error:
        raise tk.ObjectNotFound(tk._("Dataset not found")) from error


@tk.chained_action
@tk.side_effect_free
def dcat_catalog_show(original_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Show the catalogue as ckanext-dcat does, without activities, which are no datasets."""
    return _of_datasets(original_action, context, data_dict)


@tk.chained_action
@tk.side_effect_free
def dcat_catalog_search(original_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Search the catalogue as ckanext-dcat does, without activities."""
    return _of_datasets(original_action, context, data_dict)


def _of_datasets(original_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    narrowed = f"{ONLY_DATASETS} +({data_dict['fq']})" if data_dict.get("fq") else ONLY_DATASETS
    try:
        return original_action(context, {**data_dict, "fq": narrowed})
    except SearchError as error:
        if _REFUSED not in str(error):
            raise
        raise tk.ValidationError({"q": [tk._("This cannot be searched. Correct q or fq.")]}) from error
