"""Where activities hook into CKAN: what is shown to whom, what is searched, how their list is narrowed."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.types import Context

from ckanext.paser.kegiatan import rules, service


class KegiatanHooks(p.IFacets, p.IPackageController):
    """Part of the portal plugin; stands before the rooms whose answers are for datasets."""

    def dataset_facets(self, facets_dict: OrderedDict[str, str], package_type: str) -> OrderedDict[str, str]:
        if package_type != rules.TYPE:
            return super().dataset_facets(facets_dict, package_type)
        return OrderedDict(
            organization=tk._("Agency"),
            vocab_cara_pengumpulan_data=tk._("How the data are collected"),
            vocab_sektor_kegiatan=tk._("Sector"),
            vocab_tahun_kegiatan=tk._("Year"),
        )

    def after_dataset_show(self, context: Context, pkg_dict: dict[str, Any]) -> None:
        if pkg_dict.get("type") == rules.TYPE:
            service.show_persons(context, pkg_dict)
        super().after_dataset_show(context, pkg_dict)

    def before_dataset_index(self, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        """After the other rooms, none of which may write again what is taken out here."""
        entry = super().before_dataset_index(pkg_dict)
        if entry.get("dataset_type") == rules.TYPE:
            return service.index_fields(entry)
        return {**entry, **service.link_fields(entry)}
