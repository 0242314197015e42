"""Who reads what is not public yet: also Walidata and the Pembina, what is submitted to them.

CKAN asks these labels for everything: showing, searching, files, tables, and whatever of ours asks whether somebody may see a resource.
"""

from __future__ import annotations

from typing import Any

from ckan import model
from ckan.lib.plugins import DefaultPermissionLabels

from ckanext.paser.workflow import store
from ckanext.paser.workflow.rules import AT_PEMBINA, SEEN_BY_WALIDATA, Role, Status

_OFFICE = "paser-office-{}"


class Labels(DefaultPermissionLabels):
    """CKAN's labels, and those of the two offices. What is public is so by CKAN's alone."""

    def get_dataset_labels(self, dataset_obj: model.Package) -> list[str]:
        labels = super().get_dataset_labels(dataset_obj)
        if dataset_obj.type != "dataset" or dataset_obj.state != "active" or not dataset_obj.private:
            return labels
        said: dict[str, Any] = dataset_obj.extras or {}
        status = said.get("status_sdi") or Status.DRAF
        if status in SEEN_BY_WALIDATA:
            labels.append(_OFFICE.format(Role.WALIDATA.value))
        if status in AT_PEMBINA and _is_yes(said.get("data_prioritas")):
            labels.append(_OFFICE.format(Role.PEMBINA.value))
        return labels

    def get_user_dataset_labels(self, user_obj: model.User) -> list[str]:
        labels = super().get_user_dataset_labels(user_obj)
        if user_obj and not user_obj.is_anonymous:
            held = {role for _, roles in store.agencies_of(user_obj.id) for role in roles}
            labels += [_OFFICE.format(role.value) for role in (Role.WALIDATA, Role.PEMBINA) if role in held]
        return labels


def _is_yes(value: Any) -> bool:
    return str(value).lower() == "true"
