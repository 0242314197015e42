"""CKAN actions of the tables room."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.logic import validate
from ckan.types import Context

from ckanext.paser.problems import worded
from ckanext.paser.tables import schema, service

__all__ = ["paser_table_status"]


@tk.side_effect_free
@validate(schema.table_status)
def paser_table_status(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show how far a resource's file is on its way to a table.

    :param resource_id: id of the resource
    :type resource_id: string
    :returns: ``status`` (queued, reading, loading, done, failed, held), ``filename``, ``size``, ``sha256``, ``rows``,
        ``rows_done``, ``columns`` (``id, label, type, unit, reason``), ``notes`` and ``problems`` (``code, where, fact,
        remedy, text`` in the caller's language), ``data_version``, ``queued``, ``started``, ``finished``
    """
    tk.check_access("paser_table_status", context, data_dict)
    status = service.status(data_dict["resource_id"])
    if status is None:
        raise tk.ObjectNotFound(tk._("This resource has no file that becomes a table."))
    translate = tk._
    columns = [{**column, "reason": translate(column["reason"])} for column in status["columns"]]
    words = {name: [worded(item, translate) for item in status[name]] for name in ("notes", "problems")}
    return {**status, "columns": columns, **words}
