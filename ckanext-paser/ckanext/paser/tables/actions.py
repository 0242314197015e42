"""CKAN actions of the tables room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.logic import validate
from ckan.types import Context

from ckanext.paser.problems import worded
from ckanext.paser.tables import reporting, schema, service

__all__ = ["dataset_purge", "paser_table_report", "paser_table_status"]


@tk.side_effect_free
@validate(schema.table_status)
def paser_table_status(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show how far a resource's file is on its way to a table, and which table is there.

    :param resource_id: id of the resource
    :type resource_id: string
    :returns: ``status`` (queued, reading, loading, done, failed, held), ``filename``, ``size``, ``sha256``, ``rows`` of the
        table as it is now (while a file is read or loaded, of that file), ``rows_done``, ``columns`` (``id, label, type``,
        ``reason`` for the type, ``kind`` (the way its values are written), ``unit, definition, role, aggregation``,
        and ``key``: it was declared as part of the table's key), ``notes`` and ``problems``
        (``code, where, fact, remedy, text`` in the caller's language), ``data_version`` (of the table as it is now, also
        after an edit of its rows), ``queued``, ``started``, ``finished``. A table that is of no file (Table Designer, the API)
        is ``done``, without filename, size, sha256 and times
    """
    tk.check_access("paser_table_status", context, data_dict)
    status = service.status_now(data_dict["resource_id"])
    if status is None:
        raise tk.ObjectNotFound(tk._("This resource has no file that becomes a table."))
    status = service.told(status, lambda: service.may_edit(data_dict["resource_id"], context))
    translate = tk._
    columns = [
        {**column, "reason": column["reason"] and translate(column["reason"])} for column in status["columns"]
    ]
    words = {name: [worded(item, translate) for item in status[name]] for name in ("notes", "problems")}
    return {**status, "columns": columns, **words}


@tk.side_effect_free
@validate(schema.table_report)
def paser_table_report(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show how a resource's file was read: what was done by itself, what to look at, what must be solved.

    :param resource_id: id of the resource
    :type resource_id: string
    :returns: ``status``, ``filename``, ``rows``, ``data_version``, ``finished`` (as ``paser_table_status``), ``sheet``,
        ``bentuk_tabel`` (asli, panjang), ``baris_kepala`` (the rows of the header), ``baris_jumlah`` and ``baris_bukan_jumlah`` (labels of
        rows that are totals, and of rows that are none) and ``kolom_wilayah`` (the column with codes of areas) as chosen;
        ``done``, ``look`` and ``solve``
        (``code, where, fact, remedy, text`` in the caller's language, ``params``); ``columns``
        (``id, label, type, format`` of its numbers, ``numbers``: whether a workbook holds them as numbers, ``unit, role, aggregation,
        definition, reason``, and ``ways``: what its numbers can mean where they read in two ways). Those who may edit the
        resource also get ``dictionary`` (what is decided, by column), ``closed`` (columns kept from the public), ``gone``
        (columns of the dictionary that the file does not have), ``choices`` (codes by key), ``sheets`` (of a
        workbook: ``name, rows, hidden``), ``proposed_area_column``, ``state`` and
        ``file_state``
    """
    tk.check_access("paser_table_report", context, data_dict)
    resource = model.Resource.get(data_dict["resource_id"])
    if resource is None:
        raise tk.ObjectNotFound(tk._("Resource not found"))
    return reporting.told(resource, service.may_edit(resource.id, context), tk._)


@tk.chained_action
def dataset_purge(original_action: Callable[..., None], context: Context, data_dict: dict[str, Any]) -> None:
    """Purge as CKAN does, and have the tables of the dataset removed, which CKAN would leave behind."""
    if dataset := model.Package.get(data_dict.get("id")):
        service.follow_purge(dataset)
    original_action(context, data_dict)
