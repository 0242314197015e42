"""What the index keeps of a dataset so that the lists can be read from it."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p

from ckanext.paser.registers import service


class RegisterHooks(p.IPackageController):
    """Part of the portal plugin."""

    def before_dataset_index(self, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        kept = service.index_fields(pkg_dict.get("dataset_type"), pkg_dict["validated_data_dict"])
        return super().before_dataset_index({**pkg_dict, **kept})
