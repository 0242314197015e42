"""CKAN actions of the rows room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.lazyjson import LazyJSONObject
from ckan.types import Context

from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.rows import service
from ckanext.paser.rows.rules import parameters

__all__ = ["paser_rows"]


@tk.side_effect_free
def paser_rows(context: Context, data_dict: dict[str, Any]) -> Any:
    """Read rows of a table, or figures of groups of them.

    :param resource_id: id of the resource
    :type resource_id: string
    :param kolom: columns to show, with commas between, or as a list (optional)
    :type kolom: string
    :param urut: columns to sort by, with a minus for descending, or as a list (optional)
    :type urut: string
    :param batas: how many rows at most (optional, default: 100, at most 10,000)
    :type batas: int
    :param sesudah: ``next`` of the answer before (optional)
    :type sesudah: string
    :param kelompok: columns to group by, or a list of them (optional)
    :type kelompok: string
    :param hitung: figures of each group: ``jumlah:sum,*:count``, or a list of them (optional)
    :type hitung: string
    :returns: ``columns`` (``id, label, type, unit, definition``, and ``over`` of a sum or an average: the areas, times and
        dimensions that it puts together), ``items``, ``total``, ``next`` and ``version``. All other parameters are filters:
        a column's name, alone or with ``__`` and ``eq, ne, gt, gte, lt, lte, contains, startswith, endswith, isnull``.
    """
    resource_id = tk.get_or_bust(data_dict, "resource_id")
    tk.check_access("paser_rows", context, {"resource_id": resource_id})
    asked = [pair for pair in _pairs(data_dict) if pair[0] != "resource_id"]
    try:
        page = service.lines(resource_id, lambda fields: parameters.parse(asked, fields))
    except ProblemError as error:
        told = worded(error.problem, tk._)
        raise tk.ValidationError(
            {told["where"] or "resource_id": [f"{told['fact']} {told['remedy']}"]}
        ) from error
    return LazyJSONObject(service.written(page, page.next or None))


def _pairs(data_dict: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Names and values as an address has them; a list is a parameter that stands there more than once, or has several parts."""
    for name, value in data_dict.items():
        several = value if isinstance(value, list) else [value]
        if name in parameters.PARTED and isinstance(value, list):
            several = [parameters.joined(map(str, value))]
        for one in several:
            yield name, str(one).lower() if isinstance(one, bool) else str(one)
