"""What is written into the search index beside what CKAN writes there."""

from __future__ import annotations

import json
from typing import Any

from flask import current_app
from werkzeug.exceptions import BadRequest

import ckan.plugins as p
from ckan.lib.search import SearchError

from ckanext.paser.releases.signals import release_described
from ckanext.paser.search import service
from ckanext.paser.search.rules import is_the_question
from ckanext.paser.tables.signals import table_changed

__all__ = ["SearchHooks"]


def refuse(error: SearchError) -> Any:
    """A search that cannot be read, in a view of CKAN's that does not catch it (the feed of a search), is no error of the server.

    Whatever else Solr says is one. CKAN's words have the whole question in them, and are told to nobody.
    """
    if not is_the_question(str(error)):
        raise error
    return current_app.handle_http_exception(BadRequest())


class SearchHooks(p.IMiddleware, p.IPackageController, p.ISignal):
    def make_middleware(self, app: Any, config: Any) -> Any:
        app.register_error_handler(SearchError, refuse)
        return super().make_middleware(app, config)

    def before_dataset_index(self, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        """Let a dataset be found by its agency's title, its places, its columns and what its codes mean."""
        dataset = json.loads(pkg_dict["validated_data_dict"])
        return super().before_dataset_index({**pkg_dict, **service.index_fields(dataset)})

    def get_signal_subscriptions(self) -> dict[Any, Any]:
        """A changed table may have other columns to be found by; what is told of its cells is known once it was looked into."""
        found = super().get_signal_subscriptions()
        heard = (table_changed, release_described)
        return {**found, **{one: [*found.get(one, []), service.request_index] for one in heard}}
