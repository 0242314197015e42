"""CKAN actions of the releases room."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.logic import validate
from ckan.types import Context

from ckanext.paser.releases import schema, service, withdrawal
from ckanext.paser.releases.rules.keys import without
from ckanext.paser.releases.rules.release import Release
from ckanext.paser.tables.service import may_edit

__all__ = ["paser_release_diff", "paser_release_list", "paser_release_show", "paser_release_withdraw"]


@tk.side_effect_free
@validate(schema.release_list)
def paser_release_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List the releases of a resource's table, the newest first: what it was from one change to the next.

    :param resource_id: id of the resource
    :type resource_id: string
    :param limit: how many at most (default: 100, at most 1,000)
    :type limit: integer
    :param offset: how many of the newest to leave out (default: 0)
    :type offset: integer
    :returns: list of ``number``, ``issued``, ``kind`` (berkas: a file; suntingan: rows edited
        in place), ``version``, ``filename``, ``size``, ``sha256``, ``file_public``, ``rows``, ``columns``, ``note``,
        ``changes`` against the release before (``from``, ``key``, counts ``added``, ``removed``, ``changed``, ``same``,
        ``cells``, and ``columns`` that were ``added``, ``removed``, ``retyped``; None for the first, and until it was
        compared), ``removed`` and ``removed_why`` of what is not kept any more; for editors ``by`` too
    """
    tk.check_access("paser_release_list", context, data_dict)
    resource_id = data_dict["resource_id"]
    edits = may_edit(resource_id, context)
    hidden = _hidden(resource_id, edits)
    found = service.of(resource_id, data_dict["limit"], data_dict["offset"])
    public = service.public_files(resource_id, {release.sha256 for release in found})
    return [_told(release, edits, hidden, public) for release in found]


@tk.side_effect_free
@validate(schema.release_show)
def paser_release_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show one release of a resource's table, with statistics of its columns.

    :param resource_id: id of the resource
    :type resource_id: string
    :param number: of the release; the newest without it
    :type number: integer
    :returns: as one of ``paser_release_list``, and ``statistics`` of each column by its name: ``rows``, ``missing``,
        ``distinct``, ``min`` and ``max``, ``mean`` and ``bins`` (``[from, to, count]``) of numbers, ``bins``
        (``[first, last, count]``) of days and moments, ``top`` (``[value, count]``) of texts, ``values`` (all that differ, where
        they are at most 200) of texts, codes and whole numbers that are no measure, ``key`` (true) of the columns that together
        tell the rows apart; empty until they were made
    """
    tk.check_access("paser_release_show", context, data_dict)
    resource_id = data_dict["resource_id"]
    release = service.one(resource_id, data_dict.get("number"))
    if release is None:
        raise tk.ObjectNotFound(tk._("There is no such release."))
    edits = may_edit(resource_id, context)
    hidden = _hidden(resource_id, edits)
    told = {name: about for name, about in release.statistics.items() if name not in hidden}
    public = service.public_files(resource_id, {release.sha256})
    return {**_told(release, edits, hidden, public), "statistics": told}


@tk.side_effect_free
@validate(schema.release_diff)
def paser_release_diff(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show what differs between two releases of a resource's table, row by row.

    Rows are recognised by the columns that the data dictionary calls identifiers or dimensions, else by whatever is no
    quantity; without such a key a changed row is one that went and one that came. Columns that merely number the rows take no
    part (``numbering``): else a row that comes in between would change all below it.

    :param resource_id: id of the resource
    :type resource_id: string
    :param from: number of the older release
    :type from: integer
    :param to: number of the newer release
    :type to: integer
    :returns: ``from``, ``to``, ``ready``; when ready (two large releases are first compared in the background) ``key``,
        ``numbering``, ``columns`` (``added``, ``removed``, ``retyped``), the counts ``added``, ``removed``, ``changed``,
        ``same``, ``cells``, and ``rows``: at most 200 each of ``added``, ``removed`` (objects) and ``changed``
        (``key``, ``cells``: ``{column: [old, new]}``). Values are text or null
    """
    tk.check_access("paser_release_diff", context, data_dict)
    pair = {"from": data_dict["from"], "to": data_dict["to"]}
    found = service.difference(data_dict["resource_id"], pair["from"], pair["to"])
    return {**pair, "ready": found is not None, **(found or {})}


@validate(schema.release_withdraw)
def paser_release_withdraw(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Remove the table and the file of a release for good. That it was there, and why it is not, stays told.

    The other releases of the same file go with it. With the newest release everything goes that is made of the table
    now: rows, OData, downloads, preview, chart, and the file as it was sent, until a file is sent. A table without a
    file is not taken away.

    :param resource_id: id of the resource
    :type resource_id: string
    :param number: of the release
    :type number: integer
    :param reason: why; everybody may read it
    :type reason: string
    :param keep_others: the tables of the other releases of the same file stay, but for the newest release's; the file
        goes from them (default: false)
    :type keep_others: boolean
    :returns: the release as ``paser_release_show`` shows it then
    """
    tk.check_access("paser_release_withdraw", context, data_dict)
    resource_id, number = data_dict["resource_id"], data_dict["number"]
    withdrawal.withdraw(resource_id, number, data_dict["reason"], keep_others=data_dict["keep_others"])
    return paser_release_show(context, {"resource_id": resource_id, "number": number})


def _hidden(resource_id: str, edits: bool) -> frozenset[str]:
    """The columns of which who asks is told nothing."""
    return frozenset() if edits else service.closed_columns(resource_id)


def _told(release: Release, edits: bool, hidden: frozenset[str], public: Collection[str]) -> dict[str, Any]:
    told = release.told(to_editors=edits)
    told["columns"] = [column for column in told["columns"] if column["id"] not in hidden]
    return {
        **told,
        "file_public": release.sha256 in public and not release.removed,
        "changes": release.changes and without(release.changes, hidden),
        "removed_why": tk._(release.removed_why) if release.removed_why else "",
    }
