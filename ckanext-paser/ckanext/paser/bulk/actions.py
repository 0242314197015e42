"""CKAN actions of the bulk room."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.navl.dictization_functions import validate
from ckan.types import Context, Schema

from ckanext.paser.bulk import schema, service
from ckanext.paser.bulk.rules.rows import Sheet
from ckanext.paser.problems import ProblemError, worded

__all__ = ["paser_bulk_apply", "paser_bulk_check", "paser_bulk_show"]


def paser_bulk_check(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Say what would come of many datasets, row by row. Nothing is written.

    :param owner_org: id or name of the agency whose datasets they are, where a row names none
    :type owner_org: string
    :param rows: the datasets: values by field, as in the template (``kode_wilayah`` may be a list, ``contact`` a list of objects)
    :type rows: list of dictionaries
    :param upload: instead of rows, a filled template (multipart)
    :type upload: file
    :returns: ``digest`` of what was checked, ``total``, ``outcomes`` (rows by outcome) and ``rows``: ``row`` (its number),
        ``name``, ``title``, ``outcome`` (created, changed, unchanged, refused), ``changes`` (fields that would be written),
        ``lacking`` (fields that keep it from being published; ``resources``: it has no data yet), ``problems`` (``code, where,
        fact, remedy, text`` in the caller's language, ``key`` of the cell) and ``advice`` (sentences about its title)
    """
    tk.check_access("paser_bulk_check", context, data_dict)
    asked = _asked(data_dict, schema.bulk_check(), context)
    sheet = _sheet(data_dict)
    digest, judged = _with_agency(lambda: service.check(sheet, str(context.get("user")), asked["owner_org"]))
    return {"digest": digest, **service.report(judged)}


def paser_bulk_apply(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Bring in many datasets that were checked: new ones as drafts, those that are there are changed where they differ.

    Each is a transaction of its own. More than 25 rows are done in the background: ask ``paser_bulk_show`` how far they are.

    :param id: of a workbook that is kept (as the page does); else the rows or the file once more
    :type id: string
    :param owner_org: as of ``paser_bulk_check``
    :type owner_org: string
    :param rows: as of ``paser_bulk_check``
    :type rows: list of dictionaries
    :param upload: as of ``paser_bulk_check``
    :type upload: file
    :param digest: of what was checked
    :type digest: string
    :param only_good: bring in the rows that are well where others are not; else none comes in then (optional, default: ``False``)
    :type only_good: bool
    :returns: as ``paser_bulk_show``
    """
    tk.check_access("paser_bulk_apply", context, data_dict)
    asked = _asked(data_dict, schema.bulk_apply(), context)
    run_id = asked.get("id") or _kept(context, data_dict, asked)
    try:
        service.apply(run_id, asked["digest"], only_good=bool(asked.get("only_good")))
    except service.ConflictError as error:
        raise tk.ValidationError({"digest": [str(error)]}) from error
    return tk.get_action("paser_bulk_show")({"user": str(context.get("user"))}, {"id": run_id})


@tk.side_effect_free
def paser_bulk_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show how far a workbook is, and what comes of its rows.

    :param id: of the workbook
    :type id: string
    :param outcome: only rows of this outcome (optional)
    :type outcome: string
    :param offset: rows to pass over (optional)
    :type offset: int
    :param limit: most rows to show (optional)
    :type limit: int
    :returns: ``id``, ``state`` (checking, checked, applying, applied), ``filename``, ``owner_org``, ``digest``, ``total``,
        ``progress`` (rows that were looked at, then those that are in), ``outcomes`` and ``rows`` (as of ``paser_bulk_check``),
        ``remarks_url`` (a workbook of the refused rows with remarks; empty where there are none)
    """
    asked = _asked(data_dict, schema.bulk_show(), context)
    if service.owner(asked["id"]) is None:
        raise tk.ObjectNotFound(
            tk._("There is no such workbook; it is kept for {days} days.").format(days=service.KEPT.days)
        )
    tk.check_access("paser_bulk_show", context, {"id": asked["id"]})
    chosen = {name: asked[name] for name in ("outcome", "offset", "limit") if name in asked}
    shown = service.show(asked["id"], **chosen) or {}
    back = shown["outcomes"]["refused"] and tk.h.url_for(
        "paser_bulk.remarks", run_id=asked["id"], qualified=True
    )
    return {**shown, "remarks_url": back or ""}


def _kept(context: Context, data_dict: dict[str, Any], asked: dict[str, Any]) -> str:
    """Keep rows that are sent with the digest of their check, if they still come to the same."""
    if not asked.get("owner_org"):
        raise tk.ValidationError({"owner_org": [tk._("Missing value")]})
    sheet = _sheet(data_dict)
    return _with_agency(
        lambda: service.keep_checked(sheet, str(context.get("user")), asked["owner_org"], asked["digest"])
    )


def _asked(data_dict: dict[str, Any], accepted: Schema, context: Context) -> dict[str, Any]:
    """The parameters that are no rows and no file."""
    asked, errors = validate(
        {name: data_dict[name] for name in accepted if name in data_dict}, accepted, context
    )
    if errors:
        raise tk.ValidationError(errors)
    return asked


def _sheet(data_dict: dict[str, Any]) -> Sheet:
    upload = data_dict.get("upload")
    try:
        if stream := getattr(upload, "stream", None):
            return service.read_upload(stream)
        if "rows" in data_dict:
            return service.read_rows(data_dict["rows"])
    except ProblemError as error:
        field = "rows" if "rows" in data_dict else "upload"
        raise tk.ValidationError({field: [worded(error.problem, tk._)["text"]]}) from error
    raise tk.ValidationError({"rows": [tk._("Send rows, or a filled template as upload.")]})


def _with_agency(work: Any) -> Any:
    try:
        return work()
    except tk.ObjectNotFound as error:
        raise tk.ValidationError({"owner_org": [tk._("There is no such agency.")]}) from error
    except service.ConflictError as error:
        raise tk.ValidationError({"digest": [str(error)]}) from error
