"""The page of a dataset's way to the public, where its steps are taken; the queue of those who check; an agency's deputies."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Blueprint
from flask import Response as Answer
from werkzeug.wrappers import Response

import ckan.plugins.toolkit as tk
from ckan.lib.helpers import Page
from ckan.lib.search import SearchError, SolrConnectionError

from ckanext.paser.desk import service as desk
from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.registers import service as registers
from ckanext.paser.registers.rules.schedule import days_late
from ckanext.paser.workflow import checking, rules, service, verification
from ckanext.paser.workflow.rules import Role, Status

__all__ = ["paser_deputies", "paser_verification", "paser_workflow"]

paser_workflow = Blueprint("paser_workflow", __name__, url_prefix="/dataset/<id>/alur")
paser_deputies = Blueprint("paser_deputies", __name__, url_prefix="/organization/<name>/wakil")
paser_verification = Blueprint("paser_verification", __name__, url_prefix="/meja/verifikasi")

_COMMENT = "komentar-"
SHORT = 300  # characters of a text that is shown to be recognised
_NOT_REMARKED = ("name", "private", "owner_org")
"""Fields of the form that follow from others."""
_STORED = {"tag_string": "tags"}
"""Fields of the form that a dataset shows under another name."""


@paser_workflow.route("")
def read(id: str) -> str:  # noqa: A002
    """Where a dataset stands, which steps follow, and all that happened to it."""
    return _page(id, {})


@paser_workflow.route("", methods=["POST"])
def take(id: str) -> Any:  # noqa: A002
    """Take a step; what was written is still there where it is refused."""
    form = tk.request.form
    comments = {name.removeprefix(_COMMENT): text for name, text in form.items() if name.startswith(_COMMENT)}
    asked = {"id": id, "to": form.get("to", ""), "note": form.get("note", ""), "comments": comments}
    try:
        shown = tk.get_action("paser_workflow_transition")({}, asked)
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("Dataset not found"))
    except tk.NotAuthorized as error:
        tk.h.flash_error(str(error.message or tk._("This step is not open to you.")))
    except tk.ValidationError as error:
        tk.h.flash_error(" ".join(map(str, error.error_summary.values())))
    else:
        tk.h.flash_success(tk._("The dataset stands now at: {status}.").format(status=shown["label"]))
        return _back(shown["id"])
    return _page(id, {"note": asked["note"], "comments": comments})


def _back(id_: str) -> Response:
    """To the page of the dataset, if who has taken the step still reads it; else to the queue, or to what everybody reads."""
    if tk.h.check_access("package_show", {"id": id_}):
        return tk.redirect_to("dataset.read", id=id_)
    return tk.redirect_to("paser_verification.index" if tk.h.paser_workflow_offices() else "dataset.search")


def _page(id_: str, typed: dict[str, Any]) -> str:
    try:
        dataset = tk.get_action("package_show")({}, {"id": id_})
        shown = tk.get_action("paser_workflow_show")({}, {"id": dataset["id"]})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404, tk._("Dataset not found"))
    about = {"pkg": dataset, "dataset_type": dataset["type"], "shown": shown, "typed": typed}
    returning = any(
        one["allowed"] and one["needs_note"] and one["to"] == "perlu_perbaikan" for one in shown["next"]
    )
    about["places"] = _places(dataset) if returning else []
    about["files"] = checking.files(dataset) if shown["roles"] else []
    return tk.render("paser/workflow/read.html", about)


class Place(NamedTuple):
    """What can be remarked on.

    Attributes:
        name: by which the remark is kept.
        words: what people call it.
        field: of the schema; None for a file.
        pkg: the dataset, in this field short enough to be recognised.
        file: the name of a file.
    """

    name: str
    words: str
    field: dict[str, Any] | None = None
    pkg: dict[str, Any] | None = None
    file: str = ""


def _places(dataset: dict[str, Any]) -> list[Place]:
    """What can be remarked on: what people have filled in, and the files."""
    schema: Any = tk.h.scheming_get_dataset_schema(dataset["type"])
    said: list[Place] = []
    for one in schema["dataset_fields"]:
        name: str = one["field_name"]
        stored = _STORED.get(name, name)
        is_asked = one["ask"] in ("asked", "advanced") and name not in _NOT_REMARKED
        if is_asked and dataset.get(stored) not in (None, "", []):
            shown = {**dataset, stored: _short(dataset[stored])}
            said.append(Place(name, tk.h.paser_field(name), one, shown))
    files = [
        Place(f"file-{one['id']}", tk._("File"), file=tk.h.resource_display_name(one))
        for one in dataset["resources"]
    ]
    return [*said, *files]


def _short(value: Any) -> Any:
    return f"{value[:SHORT]}…" if isinstance(value, str) and len(value) > SHORT else value


@paser_verification.before_request
def _only_offices() -> Any:
    """Send visitors to the login, and tell everybody else whose page this is."""
    if not tk.current_user.is_authenticated:
        return tk.redirect_to("user.login", came_from=tk.request.full_path.rstrip("?"))
    if not tk.h.paser_workflow_offices():
        sentence = tk._(
            "This queue is for Walidata and Pembina Data. What waits for you stands on your desk (/meja)."
        )
        return tk.abort(403, sentence)
    return None


@paser_verification.route("")
def index() -> str:
    """What waits for who asks, the longest first."""
    offices = tk.h.paser_workflow_offices()
    asked = tk.request.args.get("peran")
    role = next((one for one in offices if one.value == asked), next(iter(offices)))
    q, agency = tk.request.args.get("q", "").strip()[:200], tk.request.args.get("organisasi", "")
    number = tk.h.get_page_number(tk.request.args)
    found, total = verification.page(role, q, agency, number)
    page = Page(found, number, verification.ON_A_PAGE, item_count=total, presliced_list=True)
    about = {"page": page, "total": total, "role": role, "is_narrowed": bool(q or agency)}
    return _queue_page("paser/workflow/queue.html", q=q, agency=agency, **about)


@paser_verification.route("", methods=["POST"])
def begin() -> Response:
    """Begin to check a dataset; the next page is the one on which it is decided about."""
    asked = {"id": tk.request.form.get("id", ""), "to": Status.DIPERIKSA_WALIDATA.value}
    try:
        shown = tk.get_action("paser_workflow_transition")({}, asked)
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("Dataset not found"))
    except tk.NotAuthorized as error:
        tk.h.flash_error(str(error.message or tk._("This step is not open to you.")))
    except tk.ValidationError as error:
        tk.h.flash_error(" ".join(map(str, error.error_summary.values())))
    else:
        tk.h.flash_success(tk._("The dataset stands now at: {status}.").format(status=shown["label"]))
        return tk.redirect_to("paser_workflow.read", id=shown["name"])
    return tk.redirect_to("paser_verification.index")


@paser_verification.route("/terlambat")
def late() -> str:
    """What is late by its own frequency or by what its agency has announced, and exemptions that have run out, the longest first.

    The exemptions are for Walidata: some of these datasets are being checked, of which the Pembina reads priority data alone.
    """
    today = verification.today()
    try:
        asked = registers.asked(tk.request.args)
        found = registers.late(asked, today, verification.ON_A_PAGE)
    except ProblemError as error:
        return tk.abort(400, worded(error.problem, tk._)["text"])
    except (SearchError, SolrConnectionError):
        return tk.abort(503, tk._("The search does not answer just now. Please try again in a moment."))
    page = Page(
        found.entries, asked.page, verification.ON_A_PAGE, item_count=found.total, presliced_list=True
    )
    agency = asked.filters.get("organisasi", "")
    about = {"page": page, "total": found.total, "is_narrowed": bool(asked.q or agency)}
    about["late"] = {one.id: days_late(one.due, today) for one in found.entries}
    tells_of_exemptions = Role.WALIDATA in tk.h.paser_workflow_offices() and not asked.q and asked.page == 1
    about["ran_out"] = desk.ran_out(agency) if tells_of_exemptions else []
    about["today"] = today
    return _queue_page("paser/workflow/late.html", q=asked.q, agency=agency, role=None, **about)


@paser_verification.route("/riwayat.<any(csv, ndjson):ending>")
def log(ending: str) -> Answer:
    """The log of all steps and edits of all datasets, the oldest first, as it is read from the database; for sysadmins."""
    try:
        tk.check_access("sysadmin", {})
    except tk.NotAuthorized:
        return tk.abort(403, tk._("The log of all datasets is for administrators of the portal."))
    answer = Answer(rules.lines(service.log(), ending), mimetype=rules.MEDIA_TYPES[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="riwayat-alur.{ending}"'
    return answer


def _queue_page(template: str, **about: Any) -> str:
    agencies = service.agencies()
    shared = {"offices": tk.h.paser_workflow_offices(), "agencies": agencies, "titles": dict(agencies)}
    return tk.render(template, {**about, **shared, "walidata": Role.WALIDATA})


@paser_deputies.route("")
def deputies(name: str) -> str:
    """Who acts for an agency beside its editors; its administrators name them here."""
    try:
        agency = tk.get_action("organization_show")({}, {"id": name, "include_users": False})
        named = tk.get_action("paser_workflow_deputy_list")({}, {"organization": agency["id"]})
        agency = tk.get_action("organization_show")({}, {"id": name, "include_users": True})
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("Organization not found"))
    except tk.NotAuthorized:  # in CKAN's words: with the agency's id, or the name of the action
        return tk.abort(403, tk._("Only members of the agency may see its deputies."))
    taken = {one["user"] for one in named}
    free = [one for one in agency["users"] if one["capacity"] == "member" and one["name"] not in taken]
    about = {"group_dict": agency, "group_type": "organization", "deputies": named, "free": free}
    return tk.render("paser/workflow/deputies.html", about)


@paser_deputies.route("", methods=["POST"])
def change_deputies(name: str) -> Response:
    """Name a deputy, or end it."""
    form = tk.request.form
    action = "paser_workflow_deputy_end" if form.get("akhiri") else "paser_workflow_deputy_name"
    user = form.get("akhiri") or form.get("tunjuk", "")
    try:
        tk.get_action(action)({}, {"organization": name, "user": user})
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("Organization not found"))
    except tk.NotAuthorized:
        return tk.abort(403, tk._("Only an administrator of the agency may name a deputy."))
    except tk.ValidationError as error:
        tk.h.flash_error(" ".join(map(str, error.error_summary.values())))
    else:
        tk.h.flash_success(tk._("The deputies are changed."))
    return tk.redirect_to("paser_deputies.deputies", name=name)
