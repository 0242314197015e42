"""What the search index knows of a dataset beyond CKAN's own fields, and what a new file says of itself."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any

import ckan.plugins as p
from ckan.lib.munge import munge_filename
from ckan.types import Context

from ckanext.paser.metadata import rules

TEXTS = ("konsep", "definisi", "sumber_data", "catatan_mutu")
NOT_SEARCHED = ("contact", "kode_wilayah", "level_penyajian", "temporal_coverage")


class MetadataHooks(p.IPackageController, p.IResourceController):
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

    def before_resource_update(
        self, context: Context, current: dict[str, Any], resource: dict[str, Any]
    ) -> None:
        """Have format, media type and a name that nobody has thought of follow a new file; CKAN would keep the old one's."""
        if filename := getattr(resource.get("upload"), "filename", None):
            resource.update(rules.file_kind(current, resource, filename))
            if rules.is_named_after_file(current, resource, munge_filename):
                resource["name"] = PurePath(filename).name
        super().before_resource_update(context, current, resource)


def _text(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else value or ""
