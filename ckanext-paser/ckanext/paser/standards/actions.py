"""CKAN actions of the standards room."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.logic import validate
from ckan.types import Context

from ckanext.paser.metadata.rules import label
from ckanext.paser.standards import schema, service
from ckanext.paser.standards.rules import Standard

__all__ = ["paser_standard_list"]


@tk.side_effect_free
@validate(schema.standard_list)
def paser_standard_list(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Find data standards (Standar Data, Perpres 39/2019 article 4) that a dataset can follow.

    :param q: words that all stand in a standard, or (part of) its code; all standards without it (optional)
    :type q: string
    :param limit: how many at most (default: 20, at most 100)
    :type limit: integer
    :returns: ``total`` (how many fit) and ``items``: ``id_sds``, ``konsep`` (a list), ``definisi``, ``klasifikasi``, ``ukuran``,
        ``satuan`` (codes where the profile has one, else words) and ``labels`` of the last two in the caller's language
    """
    tk.check_access("paser_standard_list", context, data_dict)
    found = service.find(data_dict["q"], data_dict["limit"])
    return {"items": [_told(one) for one in found.standards], "total": found.total}


def _told(one: Standard) -> dict[str, Any]:
    labels = {name: label(name, getattr(one, name), tk.h.lang()) for name in ("ukuran", "satuan")}
    return {
        "id_sds": one.id_sds,
        "konsep": list(one.konsep),
        "definisi": one.definisi,
        "klasifikasi": one.klasifikasi,
        "ukuran": one.ukuran,
        "satuan": one.satuan,
        "labels": labels,
    }
