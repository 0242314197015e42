"""What the search index knows of a dataset beyond CKAN's own fields."""

from __future__ import annotations

import json
from typing import Any

import ckan.plugins as p

from ckanext.paser.metadata import rules

TEXTS = ("konsep", "definisi", "sumber_data", "catatan_mutu")
NOT_SEARCHED = ("contact", "kode_wilayah", "level_penyajian", "temporal_coverage")


class MetadataHooks(p.IPackageController):
    """Part of the portal plugin; calls ``super()`` so that other rooms can index too."""

    def before_dataset_index(self, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        """Put codes into multi-valued ``vocab_`` fields and keep long or nested values out of the others.

        Lists come as JSON text; Solr refuses a string field over 32,766 bytes, and would find ``[{"start"``.
        """
        dataset = json.loads(pkg_dict["validated_data_dict"])
        for name, values in rules.facets(dataset).items():
            pkg_dict[f"vocab_{name}"] = values
        for name in TEXTS:
            if name in pkg_dict:
                pkg_dict[f"extras_{name}"] = _text(dataset.get(name))
        for name in TEXTS + NOT_SEARCHED:
            pkg_dict.pop(name, None)
        for name in NOT_SEARCHED:
            pkg_dict.pop(f"extras_{name}", None)
        return super().before_dataset_index(pkg_dict)


def _text(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else value or ""
