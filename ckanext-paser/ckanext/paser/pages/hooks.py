"""Where the pages hook into CKAN: the facets of a list, and that values of one facet are alternatives."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from flask import has_request_context

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.paser.pages import rules

PAGES_WITH_FACETS = (".search", ".read")  # endpoints: dataset.search, organization.read


class PageHooks(p.IFacets, p.IPackageController):
    def dataset_facets(self, facets_dict: OrderedDict[str, str], package_type: str) -> OrderedDict[str, str]:
        return OrderedDict(
            organization=tk._("Agency"),
            vocab_tema_sdi=tk._("Topic"),
            vocab_level_penyajian=tk._("Level of area"),
            vocab_tahun_data=tk._("Year of the data"),
            res_format=tk._("Format"),
            license_id=tk._("Licence"),
            tags=tk._("Keyword"),
        )

    def organization_facets(
        self, facets_dict: OrderedDict[str, str], organization_type: str, package_type: str | None
    ) -> OrderedDict[str, str]:
        facets = self.dataset_facets(facets_dict, package_type or "dataset")
        del facets["organization"]
        return facets

    def before_dataset_search(self, search_params: dict[str, Any]) -> dict[str, Any]:
        """On a page with facets, values of one facet are alternatives; the API keeps CKAN's "and".

        An agency's page lists its datasets; its activities have a list of their own.
        """
        endpoint = (tk.request.endpoint or "") if has_request_context() else ""
        if endpoint.endswith(PAGES_WITH_FACETS):
            search_params["fq"] = rules.any_of(search_params.get("fq", ""))
        if endpoint == "organization.read":
            search_params["fq"] += " +dataset_type:dataset"
        return super().before_dataset_search(search_params)
