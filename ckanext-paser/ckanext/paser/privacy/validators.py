"""Validators of the privacy room."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, FlattenDataDict, FlattenErrorDict, FlattenKey

from ckanext.paser.privacy.rules.kinds import names_a_person

__all__ = ["paser_impersonal", "paser_impersonal_beside", "paser_impersonal_kept"]

_OF_CKAN = ("author", "author_email", "maintainer", "maintainer_email", "version")
"""Texts of a dataset that CKAN accepts and no form of ours asks for."""


def paser_impersonal(value: Any) -> Any:
    """What everybody reads, a text, the name of a file, an address or some lines, holds no NIK or KK number."""
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str) and names_a_person(text):
            raise tk.Invalid(
                tk._(
                    "A number of a person (NIK or KK) stands here, where everybody can read it. Leave it out."
                )
            )
    return value


def paser_impersonal_kept(value: Any) -> Any:
    """Nor does a reason that nobody can change or remove, though only those who may edit the file read it."""
    if isinstance(value, str) and names_a_person(value):
        raise tk.Invalid(
            tk._(
                "A number of a person (NIK or KK) stands in the reason, which is kept for good and cannot be changed later. Leave it out."
            )
        )
    return value


def paser_impersonal_beside(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Nor does what CKAN accepts of a dataset beside the fields of our schemas, each of which has its own validators."""
    for place, value in list(data.items()):
        if _is_beside(place, data):
            try:
                paser_impersonal(value)
            except tk.Invalid as refused:
                errors.setdefault(place, []).append(refused.error)


def _is_beside(place: FlattenKey, data: FlattenDataDict) -> bool:
    """Keywords that come one by one, texts of CKAN's own, and free fields; CKAN stores our fields as such, too."""
    if place[0] == "extras" and place[-1] == "value":
        return (data.get((*place[:-1], "key")),) not in data
    return (place[0] == "tags" and place[-1] == "name") or (len(place) == 1 and place[0] in _OF_CKAN)
