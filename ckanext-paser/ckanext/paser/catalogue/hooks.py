"""Where the catalogue hooks in: its actions stand in the place of ckanext-dcat's, under their names.

What is listed is datasets, with the dictionaries of their tables, and what was asked wrongly is told.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.types import Context, PFeedFactory

from ckanext.paser.catalogue import service
from ckanext.paser.catalogue.feed import Feed
from ckanext.paser.catalogue.service import OURS
from ckanext.paser.search.rules import is_the_question

ONLY_DATASETS = "+dataset_type:dataset"
FORMATS = ("ttl", "xml", "jsonld", "n3", "rdf")


class CatalogueHooks(p.IActions, p.IFeed):
    """Part of the portal plugin. Actions of ckanext-dcat can be chained only where its plugin is there."""

    def get_feed_class(self) -> PFeedFactory:
        return Feed

    def get_item_additional_fields(self, dataset_dict: dict[str, Any]) -> dict[str, Any]:
        """The whole dataset: what CKAN takes of it for an entry is not enough for its page."""
        return {"dataset": dataset_dict}

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
    tk.check_access("dcat_dataset_show", context, data_dict)
    _check(data_dict)
    try:
        return service.rdf(context, data_dict)
    except tk.NotAuthorized as error:
        raise tk.ObjectNotFound(tk._("Dataset not found")) from error


@tk.chained_action
@tk.side_effect_free
def dcat_catalog_show(original_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Show the catalogue as ckanext-dcat does, without activities, which are no datasets."""
    tk.check_access("dcat_catalog_show", context, data_dict)
    return _of_datasets(context, data_dict)


@tk.chained_action
@tk.side_effect_free
def dcat_catalog_search(original_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Search the catalogue as ckanext-dcat does, without activities."""
    tk.check_access("dcat_catalog_search", context, data_dict)
    return _of_datasets(context, data_dict)


class Refused(tk.ValidationError):
    """One sentence. Pages of ckanext-dcat show what an error says of itself, which is ``None - {'q': [...]}`` in CKAN."""

    def __init__(self, where: str, sentence: str) -> None:
        super().__init__({where: [sentence]})
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


def _check(data_dict: dict[str, Any]) -> None:
    """Refuse a form that there is none of, where ckanext-dcat would fail, and other profiles, which choose nothing of what they tell."""
    if (data_dict.get("format") or FORMATS[0]) not in FORMATS:
        text = tk._("There is no format {ending} here. There are: {known}.")
        raise Refused("format", text.format(ending=data_dict["format"], known=", ".join(FORMATS)))
    if data_dict.get("profiles") not in (None, "", [], [OURS], OURS):
        raise Refused("profiles", tk._("The catalogue has one profile: {name}.").format(name=OURS))


def _of_datasets(context: Context, data_dict: dict[str, Any]) -> Any:
    _check(data_dict)
    narrowed = f"{ONLY_DATASETS} +({data_dict['fq']})" if data_dict.get("fq") else ONLY_DATASETS
    try:
        return service.catalogue(context, {**data_dict, "fq": narrowed})
    except OverflowError as error:  # a day that no calendar has
        raise Refused("modified_since", tk._("This cannot be searched. Correct the question.")) from error
    except SearchError as error:
        if not is_the_question(str(error)):
            raise
        raise Refused("q", tk._("This cannot be searched. Correct the question.")) from error
    except tk.ValidationError as error:
        where, told = next(iter(error.error_dict.items()))
        raise Refused(where, str(told[0] if isinstance(told, list) else told)) from error
