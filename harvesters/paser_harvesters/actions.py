"""CKAN actions of the harvesters: check access, call the service, return a plain dict."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz, model
from ckan.logic import validate
from ckan.types import Context

from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.workflow import service as workflow

from paser_harvesters import approval, dictize, looks, records, schema, service, store
from paser_harvesters.document import SourceDocument, parse
from paser_harvesters.kinds import KINDS
from paser_harvesters.model import HarvestRun, HarvestSource
from paser_harvesters.validation import DocumentError

__all__ = [
    "paser_harvest_approve",
    "paser_harvest_explain",
    "paser_harvest_run",
    "paser_harvest_run_list",
    "paser_harvest_run_show",
    "paser_harvest_source_approve",
    "paser_harvest_source_create",
    "paser_harvest_source_delete",
    "paser_harvest_source_list",
    "paser_harvest_source_show",
    "paser_harvest_source_update",
]

FOLDERS = "ckanext.paser.harvest.folders"
SYSADMIN_ONLY = ("secret_ref", "allow_hosts")


@tk.side_effect_free
def paser_harvest_source_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List the harvest sources with their state.

    :returns: for each source its document, ``next_run``, ``last_run`` (as ``paser_harvest_run_show``, without
        records), ``last_good``, ``late``, ``records``: how many there are by status, and ``approval``: ``waits`` (no run
        writes anything before a second person has approved it), ``digest`` of what was or is to be approved, ``changes``
        since it was approved last (``field``, ``before``, ``after``), ``authors`` of them, ``how`` (orang; sistem: by
        the operator of the server; pemutakhiran: with an upgrade), ``by`` and ``at`` of the last approval, and
        ``why_not``: what keeps who asks from approving it
    """
    tk.check_access("paser_harvest_source_list", context, data_dict)
    last_runs, counts, good = store.last_runs(), store.record_counts(), store.last_good()
    rows = store.sources()
    approvals = _approvals(context, rows)
    return [
        {
            **dictize.source(row, last_runs.get(row.id), counts.get(row.id, {}), good.get(row.id)),
            "approval": approvals[row.id],
        }
        for row in rows
    ]


@tk.side_effect_free
@validate(schema.one)
def paser_harvest_source_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show one harvest source with its state.

    :param id: id of the source
    :type id: string
    :returns: as an entry of ``paser_harvest_source_list``
    """
    tk.check_access("paser_harvest_source_show", context, data_dict)
    return _show(context, data_dict["id"])


def paser_harvest_source_create(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Add a harvest source. Its runs write nothing before another person has approved it.

    :param id: lower-case letters, digits and hyphens
    :type id: string
    :param kind: kind of source, ``files``
    :type kind: string
    :param title: name that people read
    :type title: string
    :param owner_org: name of the agency whose datasets these are, where the source names none
    :type owner_org: string
    :param cron: schedule of five fields (optional)
    :type cron: string
    :param config: fields of the kind
    :type config: dict

    The other fields of the document stand in ``docs/harvesting.md``.

    :returns: the source, as ``paser_harvest_source_show``
    """
    tk.check_access("paser_harvest_source_create", context, data_dict)
    document = _document(context, data_dict, None)
    if store.source(document.id):
        raise tk.ValidationError({"id": [tk._("There is a source with this id already.")]})
    service.save(document, _person(context))
    return _show(context, document.id)


def paser_harvest_source_update(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Change a harvest source; the whole document is given, as for ``paser_harvest_source_create``.

    Where more is changed than ``cron``, ``enabled`` and ``notify``, its runs write nothing before another person has approved it.

    :param id: id of the source
    :type id: string
    :returns: the source, as ``paser_harvest_source_show``
    """
    tk.check_access("paser_harvest_source_update", context, data_dict)
    present = _source(tk.get_or_bust(data_dict, "id"))
    service.save(_document(context, data_dict, service.document_of(present)), _person(context))
    return _show(context, present.id)


@validate(schema.source_approve)
def paser_harvest_source_approve(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Approve a harvest source that somebody else has made or changed, so that its runs may write what they bring.

    :param id: id of the source
    :type id: string
    :param digest: ``approval.digest`` of the source that was looked at; refused when it has changed since
    :type digest: string
    :returns: the source, as ``paser_harvest_source_show``
    """
    tk.check_access("paser_harvest_source_approve", context, data_dict)
    source_id = _source(data_dict["id"]).id
    try:
        service.approve_source(source_id, _person(context), data_dict["digest"])
    except ProblemError as error:
        text = dictize.problem(error.problem.as_dict())["text"]
        if error.problem.code in (approval.OWN, approval.NO_PERSON):
            raise tk.NotAuthorized(text) from error
        raise tk.ValidationError({"digest": [text]}) from error
    return _show(context, source_id)


@validate(schema.one)
def paser_harvest_source_delete(context: Context, data_dict: dict[str, Any]) -> None:
    """Forget a harvest source, its runs and what is known of its records. Its datasets stay.

    :param id: id of the source
    :type id: string
    """
    tk.check_access("paser_harvest_source_delete", context, data_dict)
    service.delete(_source(data_dict["id"]).id)


@validate(schema.run)
def paser_harvest_run(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Have a source run soon, or see what a run would do.

    :param id: id of the source
    :type id: string
    :param preview: only say what would be done with the first 20 records (default: false)
    :type preview: bool
    :returns: the run, as ``paser_harvest_run_show`` without records; with ``preview``:
        ``{"records": [...]}``, each with ``key``, ``title``, ``outcome``, ``problems``, ``differences``
    """
    tk.check_access("paser_harvest_run", context, data_dict)
    source = _source(data_dict["id"])
    if data_dict["preview"]:
        return {"records": _previewed(service.document_of(source))}
    return dictize.run(_run(service.request_run(source.id, "desk", context.get("user", ""))))


@tk.side_effect_free
@validate(schema.run_list)
def paser_harvest_run_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List runs, the newest first.

    :param source_id: only of this source (optional)
    :type source_id: string
    :param limit: how many (default: 20)
    :type limit: int
    :param offset: from which on (default: 0)
    :type offset: int
    :returns: runs as ``paser_harvest_run_show``, without records
    """
    tk.check_access("paser_harvest_run_list", context, data_dict)
    found = store.runs(data_dict.get("source_id"), data_dict["limit"], data_dict["offset"])
    return [dictize.run(row) for row in found]


@tk.side_effect_free
@validate(schema.run_show)
def paser_harvest_run_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show a run and what it did, records with problems first. Records that were the same are only counted.

    :param id: id of the run
    :type id: string
    :param limit: how many records (default: 100)
    :type limit: int
    :param offset: from which record on (default: 0)
    :type offset: int
    :returns: ``id``, ``source_id``, ``status`` (queued, running, ok, partial, held, failed, aborted),
        ``counts`` by outcome, ``done`` of ``total``, ``error``, times, and ``records``: each with ``key``,
        ``outcome``, ``dataset_id``, ``notes``, and ``problems`` (``code``, ``file``, ``where``, ``fact``,
        ``remedy``, ``text``)
    """
    tk.check_access("paser_harvest_run_show", context, data_dict)
    row = _run(data_dict["id"])
    found = store.outcomes(row.id, data_dict["limit"], data_dict["offset"])
    return {**dictize.run(row), "records": [dictize.outcome(each) for each in found]}


@validate(schema.approve)
def paser_harvest_approve(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Approve that the records which a held run missed are really gone, and have a run deal with them.

    :param run_id: id of the held run
    :type run_id: string
    :returns: the run that will do it, as ``paser_harvest_run_show`` without records
    """
    tk.check_access("paser_harvest_approve", context, data_dict)
    held = _run(data_dict["run_id"])
    try:
        service.approve(held, context.get("user", ""))
    except ProblemError as error:
        raise tk.ValidationError({"run_id": [dictize.problem(error.problem.as_dict())["text"]]}) from error
    run_id = service.request_run(held.source_id, "approval", context.get("user", ""), approves=held.id)
    return dictize.run(_run(run_id))


@tk.side_effect_free
@validate(schema.explain)
def paser_harvest_explain(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Tell the story of one record: what is known of it, and what a run would do with it now, and why.

    :param source_id: id of the source
    :type source_id: string
    :param key: the record's key at the source
    :type key: string
    :returns: ``record`` (null when it is not known), ``now`` (null when the source does not list it; else
        ``outcome``, ``problems``, ``differences`` to what was last sent)
    """
    tk.check_access("paser_harvest_explain", context, data_dict)
    source = _source(data_dict["source_id"])
    row = records.find(source.id, data_dict["key"])
    try:
        present = looks.expected(service.document_of(source), data_dict["key"])
    except ProblemError as error:
        raise tk.ValidationError({"source_id": [dictize.problem(error.problem.as_dict())["text"]]}) from error
    if row is None and present is None:
        raise tk.ObjectNotFound(tk._("Neither the source nor the portal knows this record."))
    return {"record": row and dictize.record(row), "now": present and _worded(present)}


def _previewed(document: SourceDocument) -> list[dict[str, Any]]:
    try:
        return [_worded(each) for each in looks.preview(document)]
    except ProblemError as error:
        raise tk.ValidationError({"id": [dictize.problem(error.problem.as_dict())["text"]]}) from error


def _worded(look: dict[str, Any]) -> dict[str, Any]:
    return {**look, "problems": dictize.problems(look["problems"])}


def _source(source_id: str) -> HarvestSource:
    row = store.source(source_id)
    if row is None:
        raise tk.ObjectNotFound(tk._("There is no harvest source with this id."))
    return row


def _run(run_id: str) -> HarvestRun:
    row = store.run(run_id)
    if row is None:
        raise tk.ObjectNotFound(tk._("There is no harvest run with this id."))
    return row


def _show(context: Context, source_id: str) -> dict[str, Any]:
    row = _source(source_id)
    last, counts, good = store.newest_run(row.id), store.record_counts(), store.last_good()
    shown = dictize.source(row, last, counts.get(row.id, {}), good.get(row.id))
    return {**shown, "approval": _approvals(context, [row])[row.id]}


def _person(context: Context) -> str:
    """The id of the person who asks; empty for the portal itself."""
    user = model.User.get(context.get("user"))
    return user.id if user and user.is_active and user.name != tk.config["ckan.site_id"] else ""


def _approvals(context: Context, rows: Sequence[HarvestSource]) -> dict[str, dict[str, Any]]:
    """How the approval of some sources stands for who asks, by id."""
    people = {one for row in rows for one in (*row.authors, row.approved_by) if one}
    names, person = workflow.names(people), _person(context)
    return {row.id: dictize.approval(row, service.standing_of(row), names, person) for row in rows}


def _document(context: Context, data: dict[str, Any], present: SourceDocument | None) -> SourceDocument:
    """Validate what was sent, and refuse what this person may not set."""
    try:
        document = parse(data, tk._("harvest source"))
    except DocumentError as error:
        raise tk.ValidationError(
            {
                str(each.params.get("field")): [dictize.problem(each.as_dict())["text"]]
                for each in error.problems
            }
        ) from error
    problems = {
        **_agency_problem(document),
        **_folder_problem(document, present),
        **_sysadmin_problems(context, document, present),
    }
    if problems:
        raise tk.ValidationError(
            {field: [dictize.problem(each.as_dict())["text"]] for field, each in problems.items()}
        )
    return document


def _agency_problem(document: SourceDocument) -> dict[str, Problem]:
    return {"owner_org": problem} if (problem := service.agency_problem(document)) else {}


def _folder_problem(document: SourceDocument, present: SourceDocument | None) -> dict[str, Problem]:
    """A person on the web may only point at folders that the machine's administrator has opened."""
    kind = KINDS[document.kind]
    allowed = [Path(root).resolve() for root in tk.config.get(FOLDERS) or []]
    same = set(kind.folders(present.config)) if present and present.kind == document.kind else set()
    for folder in set(kind.folders(document.config)) - same:
        if not any(Path(folder).resolve().is_relative_to(root) for root in allowed):
            return {"config": _folder_closed(folder)}
    return {}


def _folder_closed(folder: str) -> Problem:
    return Problem(
        "folder_closed",
        "{folder}",
        N_("The folder is not open to harvest sources."),
        N_("Ask the machine's administrator to add it to {setting}, or to apply the source there."),
        {"folder": folder, "setting": FOLDERS},
    )


def _sysadmin_problems(
    context: Context, document: SourceDocument, present: SourceDocument | None
) -> dict[str, Problem]:
    if context.get("ignore_auth") or authz.is_sysadmin(context.get("user", "")):
        return {}
    fallback = SourceDocument.model_fields
    return {
        name: Problem(
            "sysadmin_only",
            "{field}",
            N_("Only a sysadmin may set this."),
            N_("Leave it as it is, or ask a sysadmin."),
            {"field": name},
        )
        for name in SYSADMIN_ONLY
        if getattr(document, name)
        != (getattr(present, name) if present else fallback[name].get_default(call_default_factory=True))
    }
