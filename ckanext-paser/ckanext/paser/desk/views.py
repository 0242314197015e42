"""``/meja``: the desk of an officer, the page on which a file is published, and the page of a new period."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, jsonify
from werkzeug.wrappers import Response

import ckan.plugins.toolkit as tk

from ckanext.paser.desk import describing, drafts, fields, periods, proposing, remaining, service
from ckanext.paser.desk.describing import STATE, THEIRS, Described
from ckanext.paser.desk.rules import changes, columns
from ckanext.paser.desk.rules.changes import Field, Typed
from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.workflow import service as workflow

__all__ = ["paser_desk"]

paser_desk = Blueprint("paser_desk", __name__, url_prefix="/meja")
SUBMIT, MORE = "ajukan", "isian"
"""Values of the button that submits, and of the one that saves a new period and leads to the form; the others save."""


@paser_desk.before_request
def _to_login() -> Any:
    """Send visitors to the login."""
    if not tk.current_user.is_authenticated:
        return tk.redirect_to("user.login", came_from=tk.request.full_path.rstrip("?"))
    return None


@paser_desk.route("")
def index() -> str:
    """The datasets of an agency: what waits for the officer, what is late, what is due."""
    agencies = service.agencies()
    asked = tk.request.args.get("perangkat")
    agency = next((one for one in agencies if one["name"] == asked), agencies[0] if agencies else None)
    entries = service.desk(agency["id"]) if agency else []
    told = {"agencies": agencies, "agency": agency, "entries": entries, "today": proposing.today()}
    told["deputyships"] = service.deputyships(tk.current_user.name, {one["id"] for one in agencies})
    return tk.render("paser/desk/index.html", told)


@paser_desk.route("/terbitkan", methods=["GET", "POST"])
def upload() -> Response | str:
    """Take a file; its draft is the next page."""
    agencies = service.agencies()
    if not agencies:
        return tk.abort(
            403, tk._("You may not publish data for any agency. Ask its administrator to add you.")
        )
    if tk.request.method == "GET":
        return _upload_page(agencies)
    asked = tk.request.form.get("perangkat") or agencies[0]["id"]
    try:
        dataset_id = service.start(asked, tk.request.files.get("berkas"))
    except ProblemError as refused:
        return _upload_page(agencies, [worded(refused.problem, tk._)["text"]])
    except tk.ValidationError as refused:
        return _upload_page(agencies, remaining.sentences(refused.error_dict))
    except tk.NotAuthorized as refused:
        return tk.abort(403, str(refused))
    return tk.redirect_to("paser_desk.draft", id=dataset_id)


def _upload_page(agencies: list[dict[str, Any]], faults: list[str] | None = None) -> str:
    asked = tk.request.values.get("perangkat")
    return tk.render("paser/desk/upload.html", {"agencies": agencies, "asked": asked, "faults": faults or []})


@paser_desk.route("/terbitkan/<id>", methods=["GET", "POST"])
def draft(id: str) -> Response | str:  # noqa: A002
    """The page on which a draft is described; what is sent is saved, and submitted if the officer says so."""
    dataset = _mine(id)
    if dataset["status_sdi"] not in service.OPEN:
        return _elsewhere(dataset)
    if tk.request.method == "GET":
        return drafts.page(dataset)
    typed = _typed(fields.fields())
    saved = service.save(dataset["id"], typed)
    described = describing.save(dataset["id"], tk.request.form)
    if saved.conflicts or saved.errors or not described.is_whole:
        again = drafts.page(_mine(id), typed, saved, faults=_of_columns(described), described=described)
        unsaved = drafts.unsaved(typed, saved, described)
        return _told(saved, described, again, unsaved) if _is_automatic() else again
    if _is_automatic():
        return _told(saved, described, drafts.page(_mine(id)))
    if tk.request.form.get("aksi") == SUBMIT:
        return _submit(id)
    return _form(id)


def _form(id_: str) -> Response | str:
    """The form of a draft that is saved; what is written to the Walidata is stored nowhere yet, and stands there again."""
    tk.h.flash_success(tk._("The draft is saved. Only you and your colleagues see it."))
    dataset = _mine(id_)
    return drafts.page(dataset) if fields.note() else tk.redirect_to("paser_desk.draft", id=dataset["id"])


def _typed(asked: Iterable[Field]) -> Typed:
    """What was sent of these fields of the dataset.

    Somebody's choice for what another has stored leaves a field as it is.
    """
    given = tk.request.form.to_dict(flat=False)
    theirs = {name.removeprefix(THEIRS) for name in given if name.startswith(THEIRS)}
    kept = {name: value for name, value in changes.sent(given, asked).items() if name not in theirs}
    proposed, left = (given.get(name, []) for name in ("usul", "kosong"))
    return Typed(kept, _digests("dasar"), proposed, left, _digests("semula"))


def _digests(name: str) -> dict[str, str]:
    """What a hidden field of a form says of the fields that it was made of."""
    try:
        found = json.loads(tk.request.form.get(name) or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _of_columns(described: Described) -> list[str]:
    """Why nothing that was said of the columns is stored, in sentences."""
    if not described.is_other_file:
        return [*described.refused]
    told = tk._(
        "The file or its columns have changed meanwhile. What you said of the columns is not saved; look through it again."
    )
    return [told]


def _is_other_file(source: proposing.Source) -> bool:
    """Whether the file, or how it is read, is another one than the form was made of."""
    marked = tk.request.form.get(STATE, "")
    return source.report is not None and not columns.is_of_file(marked, source.report["file_state"])


def _submit(id_: str) -> Response | str:
    dataset = _mine(id_)
    if refused := drafts.findings(dataset):
        return drafts.page(dataset, refused=refused)
    try:
        service.submit(dataset["id"], fields.note())
    except tk.ValidationError as refused:
        return drafts.page(_mine(id_), faults=remaining.sentences(refused.error_dict))
    except tk.NotAuthorized as refused:
        return drafts.page(_mine(id_), faults=[str(refused.message)])
    tk.h.flash_success(tk._("Sent to the Walidata. You are told here what comes of it."))
    return tk.redirect_to("paser_desk.index")


def _is_automatic() -> bool:
    return tk.request.form.get("aksi") == "otomatis"


def _told(saved: service.Saved, described: Described, page: str, unsaved: Sequence[str] = ()) -> Response:
    """The answer to a form that saved itself: the hour, what its columns are compared with next, and the page as it is now.

    Args:
        unsaved: ids of the parts of the page of which something is not stored.
    """
    hour = datetime.now(tk.h.get_display_timezone()).strftime("%H.%M")
    if saved.conflicts:
        text = tk._("Not saved: a colleague has changed the same fields. Press “Save draft” to see both.")
    elif described.conflicts:
        text = tk._(
            "Saved {hour}, except for what a colleague has changed too. Press “Save draft” to see both."
        )
    elif faults := _of_columns(described):
        text = " ".join([tk._("Saved {hour}, except for the columns."), *faults])
    elif saved.errors or described.faults:
        text = tk._("Saved {hour}, except for what is marked.")
    else:
        text = tk._("Saved {hour}")
    stopped = bool(saved.conflicts or described.conflicts)
    said = text.replace("{hour}", hour)
    told = {"said": said, "stopped": stopped, "columns": described.mark, "unsaved": [*unsaved], "page": page}
    return jsonify(told)


@paser_desk.route("/<id>/periode", methods=["GET", "POST"])
def period(id: str) -> Response | str:  # noqa: A002
    """Take the file of the next period, and show what it changes."""
    dataset = _mine(id)
    if version := workflow.next_version(dataset["id"]):
        dataset = _mine(version.id)
    asked, files = _asked(dataset), proposing.files(dataset)
    if tk.request.method == "GET" and dataset["id"] != id:
        return tk.redirect_to(
            "paser_desk.period", id=dataset["id"], sejak=tk.request.args.get("sejak"), berkas=asked or None
        )
    if len(files) > 1 and not asked:
        return tk.render("paser/desk/which.html", {"pkg": dataset, "files": files})
    source = proposing.source(dataset, asked)
    if tk.request.method == "GET":
        return periods.page(dataset, source)
    if tk.request.form.get("aksi") not in (SUBMIT, MORE):
        return _take_file(dataset, asked)
    if dataset["status_sdi"] not in service.OPEN:
        return _elsewhere(dataset)
    return _submit_period(dataset, source)


def _asked(dataset: dict[str, Any]) -> str:
    """The id of the file that is to be replaced, as it is called in this version of a dataset; empty where none is named."""
    asked = tk.request.args.get("berkas", "")
    ids = [one["id"] for one in proposing.files(dataset)]
    if asked and asked not in ids:
        found = workflow.file_in(dataset["id"], asked)
        if found is None or found not in ids:
            return tk.abort(404, tk._("The dataset does not have this file, or does not have it any more."))
        return found
    return asked


def _submit_period(dataset: dict[str, Any], source: proposing.Source) -> Response | str:
    """Store what is said of a new period, and submit it or go on; what a colleague has changed meanwhile is shown first."""
    beside = [name for asked in ("usul", "kosong") for name in tk.request.form.getlist(asked)]
    typed = _typed(periods.of_period(beside))
    if _is_other_file(source):
        told = tk._(
            "The file or its columns have changed meanwhile. Look at what is different, then submit it."
        )
        return periods.page(dataset, source, [told], typed)
    saved = service.save(dataset["id"], typed)
    if saved.conflicts or saved.errors:
        faults = remaining.sentences(saved.errors)
        return periods.page(_mine(dataset["id"]), source, faults, typed, saved.conflicts)
    return _form(dataset["id"]) if tk.request.form.get("aksi") == MORE else _submit(dataset["id"])


def _take_file(dataset: dict[str, Any], asked: str) -> Response | str:
    """Put the file of the next period where it belongs; of what is published, into its next version."""
    source = proposing.source(dataset, asked)
    upload, note = tk.request.files.get("berkas"), tk.request.form.get("catatan_rilis", "").strip()
    try:
        draft = service.begin_period(dataset, upload)
    except ProblemError as refused:
        return periods.page(dataset, source, [worded(refused.problem, tk._)["text"]])
    except tk.ValidationError as refused:
        return periods.page(dataset, source, remaining.sentences(refused.error_dict))
    except tk.NotAuthorized as refused:
        return tk.abort(403, str(refused.message))
    mine = proposing.source(draft, workflow.file_in(draft["id"], asked) or asked)
    before = periods.newest_release(mine)
    try:
        service.replace(draft, mine, upload, note)
    except tk.ValidationError as refused:
        service.end_period(dataset, draft)
        return periods.page(dataset, source, remaining.sentences(refused.error_dict))
    replaced = mine.resource["id"] if mine.resource else None
    return tk.redirect_to("paser_desk.period", id=draft["id"], sejak=before or 0, berkas=replaced)


def _mine(id_: str) -> dict[str, Any]:
    """A dataset that who asks may edit now; who may only read it is led to its page, nobody else learns that it is there."""
    try:
        dataset = tk.get_action("package_show")({}, {"id": id_})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404, tk._("Dataset not found"))
    if dataset["type"] != "dataset" or not dataset["owner_org"]:
        return tk.abort(404, tk._("Dataset not found"))
    if not tk.h.check_access("package_update", {"id": dataset["id"]}):
        return abort(_elsewhere(dataset))
    return dataset


def _elsewhere(dataset: dict[str, Any]) -> Response:
    told = tk._("This dataset is not a draft now. Its page says whose turn it is.")
    if dataset["status_sdi"] == service.REJECTED:
        told = tk._(
            "This version was rejected. Before another file is sent, begin anew with it on this page."
        )
    tk.h.flash_notice(told)
    return tk.redirect_to("dataset.read", id=dataset["name"])
