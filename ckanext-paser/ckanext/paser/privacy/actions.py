"""CKAN actions of the privacy room."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.logic import validate
from ckan.types import Context

from ckanext.paser.privacy import schema, service
from ckanext.paser.privacy.rules.treatment import Decision
from ckanext.paser.tables import service as tables

__all__ = ["paser_privacy_decide", "paser_privacy_report"]


@tk.side_effect_free
@validate(schema.privacy_report)
def paser_privacy_report(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show what personal data were found in a resource's file: where and how many, never which.

    For those who may edit the resource.

    :param resource_id: id of the resource
    :type resource_id: string
    :returns: ``status`` (code list PII_SCAN: belum, bersih, temuan, ditinjau), ``scanned``, ``unread`` (the file could
        not be read), ``file_public``, ``findings`` (``kind``, ``sheet``, ``column``, ``fields``: columns of the public
        table, ``cells``: at most 20 addresses, ``count``, ``severity``: hold or warn, ``open``, ``answers``: fitting
        decisions) and ``decisions`` about this file
    """
    tk.check_access("paser_privacy_report", context, data_dict)
    resource = _resource(data_dict["resource_id"])
    return service.report(resource.id, tables.file_state(resource))


@validate(schema.privacy_decide)
def paser_privacy_decide(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Decide about personal data found in a resource's file.

    For those who may edit the resource; ``override`` for administrators of its agency. Every decision is logged for good.
    When nothing holds the file any more, it is read again and its table becomes public as decided.

    :param resource_id: id of the resource
    :type resource_id: string
    :param decision: ``drop_column``, ``mask``, ``suppress_small`` or ``override`` (the file is public as it is)
    :type decision: string
    :param columns: names of columns of the public table; without it all that hold. An empty list with ``drop_column``
        publishes the table alone, when personal data stand outside of it
    :type columns: list of strings
    :param reason: why; needed for ``override``
    :type reason: string
    :returns: what ``paser_privacy_report`` returns
    """
    tk.check_access("paser_privacy_decide", context, data_dict)
    resource = _resource(data_dict["resource_id"])
    service.decide(
        resource.id,
        tables.file_state(resource),
        Decision(data_dict["decision"]),
        columns=data_dict.get("columns"),
        reason=data_dict.get("reason", ""),
        user=context.get("user", ""),
        request_load=tables.request_load,
    )
    return service.report(resource.id, tables.file_state(resource))


def _resource(resource_id: str) -> model.Resource:
    resource = model.Resource.get(resource_id)
    if resource is None or not tables.file_state(resource):
        raise tk.ObjectNotFound(tk._("This resource has no file that becomes a table."))
    return resource
