"""CKAN's search, understood as words: all of them first, then as many as there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context

from ckanext.paser.search import rules, service

__all__ = ["package_search"]

OWN_WAY = (
    "defType",
    "qf",
    "mm",
    "bf",
    "boost",
    "tie",
)  # who sets one of these knows Solr: nothing is changed


@tk.chained_action
@tk.side_effect_free
def package_search(
    original_action: Callable[..., dict[str, Any]], context: Context, data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Search as CKAN does, with the words of ``q`` looked for by root, as written and by synonym.

    A query in Solr's own syntax (``q=title:paser``), or with parameters of a query parser, is left as it is.
    Where no dataset has all the words, those that no dataset has are dropped; the result then has an entry
    ``paser_search``: ``{"dropped": [...], "every": whether all other words are in each result}``.
    """
    q = data_dict.get("q")
    words = rules.read(q) if isinstance(q, str) and not any(data_dict.get(key) for key in OWN_WAY) else None
    if words is None:
        return original_action(context, data_dict)

    def find(wanted: rules.Words, match: str, **other: Any) -> dict[str, Any]:
        how = {"q": rules.query(wanted), "qf": rules.QUERY_FIELDS, "mm": match}
        return original_action(context, {**data_dict, **how, **other})

    return service.find_relaxing(words, find)
