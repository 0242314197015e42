"""CKAN actions of the metadata room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context

from ckanext.paser import datasets

__all__ = ["package_show"]


@tk.chained_action
@tk.side_effect_free
def package_show(
    original_action: Callable[..., dict[str, Any]], context: Context, data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Show a dataset as CKAN does; one that is going to be changed is read when nobody else changes it any more.

    Of two files that come at once the second would else be written over what was read before the first: with the
    name of the one, and the content of the other.
    """
    if context.get("for_update") and (reference := data_dict.get("id") or data_dict.get("name_or_id")):
        # CKAN's bulk actions hand over a row of the database with the id in it
        datasets.read_anew(reference if isinstance(reference, str) else reference[0])
    return original_action(context, data_dict)
