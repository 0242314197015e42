"""RDF profile ``paser_sdi`` of ckanext-dcat: DCAT-AP 3, and what Satu Data Indonesia says beyond it."""

from __future__ import annotations

from typing import Any

from rdflib import URIRef

import ckan.plugins.toolkit as tk

from ckanext.dcat.profiles import EuropeanDCATAP3Profile
from ckanext.paser.catalogue.rules import graph, reading, shape
from ckanext.paser.catalogue.rules.selection import described
from ckanext.paser.catalogue.rules.terms import DCT, PREFIXES, own
from ckanext.paser.kegiatan.rules import TYPE as KEGIATAN
from ckanext.paser.metadata import service as metadata

__all__ = ["PaserSdiProfile"]


def site() -> str:
    """The address of the portal, without a slash at its end."""
    return tk.config["ckan.site_url"].rstrip("/")


class PaserSdiProfile(EuropeanDCATAP3Profile):
    """The producer of data is dct:creator, the Walidata dct:publisher (Perpres 39/2019 articles 21 and 22).

    What is told at all is chosen in ``rules.selection`` and ``rules.fields``: ckanext-dcat is given that alone, so that a field which it
    may come to write in a later version is not told before somebody has thought of it.
    """

    def graph_from_dataset(self, dataset_dict: dict[str, Any], dataset_ref: Any) -> None:
        if dataset_dict.get("type") == KEGIATAN:
            self._bind()
            graph.add_activity(self.g, dataset_dict, site())
            return
        super().graph_from_dataset(described(dataset_dict, site()), dataset_ref)
        self._bind()
        graph.add_dataset(self.g, dataset_ref, dataset_dict, site())
        shape.finish(self.g, dataset_ref, site())

    def graph_from_catalog(self, catalog_dict: dict[str, Any] | None, catalog_ref: Any) -> None:
        description = tk.config["ckan.site_description"] or tk._("The open data of Kabupaten Paser.")
        super().graph_from_catalog({**(catalog_dict or {}), "description": description}, catalog_ref)
        self._bind()
        shape.finish_catalogue(self.g, catalog_ref, site())
        if steward := metadata.steward():
            self._add_agents(catalog_ref, {"publisher": [steward]}, "publisher", DCT.publisher)
            shape.add_concept(self.g, URIRef(steward["type"]), site())

    def parse_dataset(self, dataset_dict: dict[str, Any], dataset_ref: Any) -> dict[str, Any]:
        parsed = super().parse_dataset(dataset_dict, dataset_ref)
        ours = reading.namespace(self.g, dataset_ref)
        if ours is None:
            return parsed
        parsed.pop("provenance_activity", None)
        parsed.update(reading.dataset(self.g, dataset_ref))
        for name in ("contact", "creator", "publisher"):
            if parsed.get(name):
                parsed[name] = [{key: value for key, value in row.items() if value} for row in parsed[name]]
        for file in parsed["resources"]:
            file.update(reading.file(self.g, URIRef(file["distribution_ref"]), ours))
        return parsed

    def _bind(self) -> None:
        self.g.bind("paser", own(site()))
        for prefix, namespace in PREFIXES.items():
            self.g.bind(prefix, namespace)
