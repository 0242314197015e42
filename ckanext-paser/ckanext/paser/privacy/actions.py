"""CKAN actions of the privacy room."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast
from uuid import uuid4

from flask import abort, has_request_context

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.logic import auth_audit_exempt, validate
from ckan.logic.validators import boolean_validator
from ckan.types import Context

from ckanext.paser.privacy import deciding, files, reporting, schema, service
from ckanext.paser.privacy.deciding import About, Wish
from ckanext.paser.privacy.rules.treatment import Decision, Treatment
from ckanext.paser.problems import Problem, worded
from ckanext.paser.tables import published
from ckanext.paser.tables import service as tables
from ckanext.paser.tables.files import titles_of
from ckanext.paser.tables.rules import designer, postgres, refused, sent
from ckanext.paser.tables.rules.wishes import Wishes
from ckanext.paser.workflow import service as workflow

__all__ = [
    "datastore_create",
    "datastore_delete",
    "datastore_search",
    "datastore_upsert",
    "paser_privacy_decide",
    "paser_privacy_report",
]

Action = Callable[[Context, dict[str, Any]], Any]
_TABLES = "_table_metadata"


@tk.side_effect_free
@validate(schema.privacy_report)
def paser_privacy_report(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show what personal data were found in a resource's file: where and how many, never which.

    For editors of the agency, also while its dataset is being checked or was decided about.

    :param resource_id: id of the resource
    :type resource_id: string
    :returns: ``is_table`` (a table is made of the file), ``status`` (code list PII_SCAN: belum, bersih, temuan,
        ditinjau), ``scanned``, ``unread`` (the file could not be read), ``file_public``, ``unseen`` (only what its
        table does not show, as hidden sheets, keeps it from the public), ``columns`` (by which its rows can be counted), ``names``
        (columns with names of persons
        that stay public though their numbers hold), ``halves`` (columns that stay as they are though others that tell of
        the same persons are left out or masked), ``findings`` (``kind``, ``sheet``, ``column``, ``fields``: columns of
        the public table, ``cells``: at most 20 addresses, ``features``: instead of them the numbers of a GeoJSON's
        features, of which ``column`` is a property, ``count``, ``severity``: hold, close (the file, not its table)
        or warn, ``open``, ``answers``: fitting decisions) and ``decisions`` about this file
    """
    tk.check_access("paser_privacy_report", context, data_dict)
    resource = _resource(data_dict["resource_id"])
    return reporting.report(resource.id, files.state(resource), is_table=bool(tables.file_state(resource)))


@validate(schema.privacy_decide)
def paser_privacy_decide(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Decide about personal data found in a resource's file.

    For those who may edit the resource; ``override`` for administrators of its agency. Every decision is logged for good,
    and the later one wins: any decision after an ``override`` or ``aggregate`` takes it back. When nothing holds the file
    any more, it is read again and its table becomes public as decided; where none comes of it, a public table that shows
    what was decided not to be shown is taken away. Of a published dataset nothing is decided here that would show more than the public sees
    now: that is done in its next version, which a second person approves. A decision is an edit of the dataset.

    :param resource_id: id of the resource
    :type resource_id: string
    :param decision: ``drop_column``, ``mask``, ``aggregate`` (how many rows there are of each combination of the columns),
        ``suppress_small``, ``override`` (the file is public as it is; the only answer for one that becomes no table)
        or ``reset`` (nothing that was decided about this file counts any more)
    :type decision: string
    :param columns: names of columns of the public table; without it all that hold, or, to ``aggregate``, those that people
        are usually counted by. An empty list with ``drop_column`` publishes the table alone, when personal data stand
        outside of it
    :type columns: list of strings
    :param reason: why; needed for ``override``
    :type reason: string
    :returns: what ``paser_privacy_report`` returns
    """
    tk.check_access("paser_privacy_decide", context, data_dict)
    resource = _resource(data_dict["resource_id"])
    by_machine = workflow.is_by_machine(context)
    mark = published.marks([resource.id]).get(resource.id)
    about = About(
        resource.id,
        files.state(resource),
        is_table=bool(tables.file_state(resource)),
        closed=Wishes.of(resource.extras or {}).closed,
        is_published=not by_machine and workflow.is_published(resource.package),
        table=(mark.sha256, mark.treatment) if mark else ("", {}),
    )
    wish = Wish(
        Decision(data_dict["decision"]),
        data_dict.get("columns"),
        data_dict.get("reason", ""),
        context.get("user", ""),
    )

    def then(is_answered: bool) -> None:
        if not by_machine:
            workflow.note_edit(resource.package.id, context)
        if is_answered:
            files.request(resource.id)

    deciding.decide(about, wish, then)
    return reporting.report(resource.id, files.state(resource), is_table=about.is_table)


def _resource(resource_id: str) -> model.Resource:
    resource = model.Resource.get(resource_id)
    if resource is None or not files.state(resource):
        raise tk.ObjectNotFound(tk._("This resource has no uploaded file."))
    return resource


@tk.chained_action
def datastore_create(original_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Make a table or its columns, and write rows, as CKAN does; what holds personal data is refused.

    Rows that are written are an edit of the table, like columns that come or go; a table begins with one.
    """
    _refuse_nul(data_dict)
    tk.check_access("datastore_create", context, dict(data_dict))
    fields = data_dict.get("fields")
    if fields and _are_dicts(fields):
        _refuse_dictionary(fields)
    _refuse_rows(data_dict)
    id_, adds_rows = _id(data_dict), bool(data_dict.get("records"))
    before = _columns(id_)
    data_dict = _with_id(data_dict)
    workflow.check_rows(id_, context)
    with _leaving_no_resource(context, data_dict), _editing(data_dict) as edit:
        answer = original_action(context, data_dict)
        edit.resource_id = answer["resource_id"]
        edit.changes = adds_rows or _columns(edit.resource_id) != before
    workflow.note_rows(answer["resource_id"], context)
    return answer


@tk.chained_action
def datastore_upsert(original_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Write rows as CKAN does; what holds personal data is refused, what is written is an edit of the table."""
    _refuse_nul(data_dict)
    tk.check_access("datastore_upsert", context, dict(data_dict))
    _refuse_rows(data_dict)
    if not data_dict.get("records") or boolean_validator(data_dict.get("dry_run"), context):
        with _told(data_dict):
            return original_action(context, data_dict)
    workflow.check_rows(_id(data_dict), context)
    with _editing(data_dict):
        answer = original_action(context, data_dict)
    workflow.note_rows(_id(data_dict), context)
    return answer


@tk.chained_action
def datastore_delete(original_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Remove rows, or a table, as CKAN does; rows that go are an edit of the table."""
    _refuse_nul(data_dict)
    tk.check_access("datastore_delete", context, dict(data_dict))
    workflow.check_rows(_id(data_dict), context)
    if data_dict.get("filters") is None:
        workflow.check_table(_id(data_dict), context)
        return original_action(context, data_dict)
    with _editing(data_dict):
        answer = original_action(context, data_dict)
    workflow.note_rows(_id(data_dict), context)
    return answer


@tk.chained_action
@tk.side_effect_free
@auth_audit_exempt  # as CKAN's own is: it asks for no access to its list of tables (ckan.datastore.public_table_search)
def datastore_search(original_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Search as CKAN does; what no table can hold is told instead of being an error of the server.

    CKAN's list of tables has those that who asks may read.
    """
    _refuse_nul(data_dict)
    if _TABLES in (data_dict.get("id"), data_dict.get("resource_id")) and not context.get("ignore_auth"):
        data_dict = _among_seen(data_dict, workflow.asker(context.get("user")))
    return original_action(context, data_dict)


def _among_seen(data_dict: dict[str, Any], who: workflow.Asker) -> dict[str, Any]:
    """A question to the list of tables, about those of files that somebody may read; what is no filter CKAN refuses."""
    sent_filters = data_dict.get("filters")
    try:
        asked = json.loads(sent_filters) if sent_filters and isinstance(sent_filters, str) else sent_filters
    except ValueError:
        return data_dict
    asked = {"$or": asked} if asked and isinstance(asked, list) else asked or {}
    if who.is_sysadmin or not isinstance(asked, dict):
        return data_dict
    seen = {"name": sorted(workflow.seen_files(who)) or [""]}
    return {**data_dict, "filters": {"$and": [asked, seen]}}


def _refuse_nul(data_dict: dict[str, Any]) -> None:
    """Before access is checked: the database is asked for the resource there."""
    found = sent.unasked(data_dict)
    if found:
        raise tk.ValidationError({name: _texts([problem]) for name, problem in found.items()})


def _with_id(data_dict: dict[str, Any]) -> dict[str, Any]:
    """A call that makes a resource, with the id that this gets."""
    made = data_dict.get("resource")
    return (
        {**data_dict, "resource": {"id": str(uuid4()), **made}}
        if made and isinstance(made, dict)
        else data_dict
    )


@contextmanager
def _leaving_no_resource(context: Context, data_dict: dict[str, Any]) -> Iterator[None]:
    """Where a table is refused, the resource that was made for it goes again; CKAN leaves it there, empty."""
    made = data_dict.get("resource")
    id_ = str(made.get("id") or "") if isinstance(made, dict) else ""
    is_there = bool(id_ and model.Resource.get(id_))
    try:
        yield
    except Exception:
        if id_ and not is_there and model.Resource.get(id_) and not _columns(id_):
            tk.get_action("resource_delete")(tk.fresh_context(context), {"id": id_})
        raise


def _id(data_dict: dict[str, Any]) -> str:
    """The table that a call is about, as CKAN takes it: ``id`` goes before ``resource_id``."""
    return str(data_dict.get("id") or data_dict.get("resource_id") or "")


def _columns(resource_id: str) -> list[str]:
    """The names of a table's columns; none if there is no table."""
    return [column.id for column in published.columns(resource_id)] if resource_id else []


def _refuse_rows(data_dict: dict[str, Any]) -> None:
    """Refuse all rows of a call that may not be written; what is no row at all CKAN refuses in its own words."""
    records = data_dict.get("records")
    if not records or not _are_dicts(records):
        return
    id_ = _id(data_dict)
    labels = {column.id: column.label for column in published.columns(id_)} if id_ else {}
    fields = [*sent_fields] if (sent_fields := data_dict.get("fields")) and _are_dicts(sent_fields) else []
    for field in fields:
        labels.setdefault(str(field.get("id")), str((field.get("info") or {}).get("label") or ""))
    new = {str(field.get("id")): str(field.get("type")) for field in fields}
    problems = sent.unkept(records) or tables.unmeant(id_, records, new)
    problems = problems or service.check_rows(records, labels, _decided(id_), _titles(data_dict))
    if problems and _is_designer():
        raise tk.ValidationError({"records": [_beside_fields(problems)]})
    if problems and problems[0].code == "not_a_value":  # as what the database refuses
        raise tk.ValidationError({"records": _texts(problems), "records_row": problems[0].params["row"] - 1})
    _refuse("records", problems)


def _refuse_dictionary(fields: list[dict[str, Any]]) -> None:
    """Refuse names and explanations of columns that may not be written; Table Designer's form wants them column by column."""
    if _is_designer():
        names = designer.of_names([str(field.get("id") or "") for field in fields])
        found = [
            [*_texts(service.check_dictionary([field])), *([tk._(wrong)] if wrong else [])]
            for field, wrong in zip(fields, names, strict=True)
        ]
        if any(found):
            raise tk.ValidationError({"fields": [{"id": texts} if texts else {} for texts in found]})
    _refuse("fields", service.check_dictionary(fields))


def _is_designer() -> bool:
    """The call comes from a form of Table Designer, which knows errors of its own shapes alone."""
    return has_request_context() and tk.request.blueprint == "tabledesigner"


@contextmanager
def _editing(data_dict: dict[str, Any]) -> Iterator[tables.Edit]:
    """As ``tables.editing``; Table Designer hears of a table that cannot be edited now as its pages can tell it."""
    id_, asked = _id(data_dict), dict(data_dict)  # CKAN takes the rows out of it
    try:
        with tables.editing(id_) as edit, _told(data_dict):
            yield edit
    except tk.ValidationError as error:
        if not _is_designer():
            raise
        texts = cast(list[str] | None, error.error_dict.get("resource_id"))
        if not texts:
            raise tk.ValidationError(_as_forms_tell(error.error_dict, asked)) from None
        if tk.request.endpoint == "tabledesigner.delete_rows":  # its page has no place for an error
            tk.h.flash_error(texts[0])
            here = {**(tk.request.view_args or {}), **tk.request.args.to_dict(flat=False)}
            abort(tk.h.redirect_to(tk.request.endpoint, **here))
        first = next(iter(_columns(id_)), "")
        at_rows = _tabbed([(first, texts[0])])
        at_columns = [{"id": texts}, *({} for _ in (data_dict.get("fields") or ())[1:])]
        raise tk.ValidationError({"records": [at_rows], "fields": at_columns}) from None


@contextmanager
def _told(data_dict: dict[str, Any]) -> Iterator[None]:
    """Have rows that the database refuses told in a sentence, in the shape of CKAN's error."""
    records = data_dict.get("records")  # CKAN takes them out
    try:
        yield
    except Exception as error:
        said = tables.refusal(error)
        if said is None or not records or not _are_dicts(records):
            raise
        words = said.diag.message_primary or str(said)
        problem = refused.problem(said.pgcode, words, records, _kinds(data_dict))
        if problem is None:
            raise
        is_placed = _is_designer() and "column" in problem.params
        told: dict[str, Any] = {"records": [_beside_fields([problem])] if is_placed else _texts([problem])}
        if "row" in problem.params:
            told["records_row"] = problem.params["row"] - 1
        raise tk.ValidationError(told) from error


def _kinds(data_dict: dict[str, Any]) -> dict[str, str]:
    """What the columns of a call's table are of, also of those that come with it."""
    id_, fields = _id(data_dict), data_dict.get("fields")
    new = (
        {str(one.get("id")): str(one.get("type")) for one in fields} if fields and _are_dicts(fields) else {}
    )
    kinds = {
        name: str(postgres.KINDS.get(type_) or postgres.TYPES.get(type_, "")) for name, type_ in new.items()
    }
    there = published.columns(id_) if id_ else []
    return kinds | {
        column.id: column.kind if column.kind in postgres.KINDS.values() else column.type for column in there
    }


def _as_forms_tell(errors: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """What CKAN refuses, with the words and in the shapes that Table Designer's forms can show."""
    if records := errors.get("records"):
        pairs = [(column, tk._(text) + quoted) for column, text, quoted in designer.of_row(str(records[0]))]
        return {**errors, "records": [_tabbed(pairs)]} if pairs else errors
    if "constraints" in errors:
        key = asked.get("primary_key") or []
        fields = asked.get("fields") or []
        taken = [tk._(designer.TAKEN)]
        return {**errors, "fields": [{"id": taken} if field.get("id") in key else {} for field in fields]}
    return errors


def _tabbed(pairs: Sequence[tuple[str, str]]) -> str:
    return "\t".join(["TAB-DELIMITED", *(part for pair in pairs for part in pair)])


def _beside_fields(problems: list[Problem]) -> str:
    """Problems as Table Designer's forms want those of columns, so that they stand at the field and nothing typed is lost."""
    return _tabbed([(problem.params["column"], worded(problem, tk._)["text"]) for problem in problems])


def _decided(resource_id: str) -> Treatment:
    """What was decided about the file that a table is of."""
    mark = published.marks([resource_id]).get(resource_id) if resource_id else None
    return service.treatment(resource_id, mark.sha256) if mark else Treatment()


def _titles(data_dict: dict[str, Any]) -> list[str]:
    """What the table of a call is called: its resource, also one that is made with it, and its dataset."""
    if resource := model.Resource.get(_id(data_dict)):
        return titles_of(resource)
    made = data_dict.get("resource")
    if not isinstance(made, dict):
        return []
    dataset = model.Package.get(str(made.get("package_id") or ""))
    return [str(made.get("name") or ""), (dataset and dataset.title) or ""]


def _are_dicts(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(one, dict) for one in value)


def _refuse(field: str, problems: list[Problem]) -> None:
    if problems:
        raise tk.ValidationError({field: _texts(problems)})


def _texts(problems: list[Problem]) -> list[str]:
    return [worded(problem, tk._)["text"] for problem in problems]
