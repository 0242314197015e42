"""CKAN's search, understood as words: all of them first, then as many as there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError, SolrConnectionError
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
    ``paser_search``: ``{"dropped": [...], "every": whether all other words are in each result, "meant": ...}``,
    ``meant`` being the search with its unknown words as they are probably spelled, or None; also where there is
    nothing to drop.
    """
    q = data_dict.get("q")
    original_action = _telling_outages(original_action)
    words = rules.read(q) if isinstance(q, str) and not any(data_dict.get(key) for key in OWN_WAY) else None
    if words is None:
        return original_action(context, data_dict)

    def find(wanted: rules.Words, match: str, **other: Any) -> dict[str, Any]:
        how = {"q": rules.query(wanted), "qf": rules.QUERY_FIELDS, "mm": match}
        return original_action(context, {**data_dict, **how, **other})

    return service.find_relaxing(words, find)


def _telling_outages(search: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """A Solr that is up and loads its index answers 503, which CKAN takes for a bad query: it is an outage."""

    def told(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
        try:
            return search(context, data_dict)
        except SearchError as error:
            if rules.answered(str(error)) == 503:
                raise SolrConnectionError("Solr is loading its index.") from error
            raise

    return told
