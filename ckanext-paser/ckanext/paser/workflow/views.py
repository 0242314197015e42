"""The page of a dataset's way to the public, where its steps are taken."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

import ckan.plugins.toolkit as tk

__all__ = ["paser_workflow"]

paser_workflow = Blueprint("paser_workflow", __name__, url_prefix="/dataset/<id>/alur")

_COMMENT = "komentar-"
SHORT = 120  # characters of a value that is shown to be recognised
_NOT_REMARKED = ("name", "private", "owner_org")
"""Fields of the form that follow from others."""


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
    """To the page of the dataset, if who has taken the step still reads it."""
    if tk.h.check_access("package_show", {"id": id_}):
        return tk.redirect_to("dataset.read", id=id_)
    return tk.redirect_to("dataset.search")


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
    about["fields"] = _fields(dataset) if returning else []
    return tk.render("paser/workflow/read.html", about)


def _fields(dataset: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Name, words and value of what can be remarked on: what people have filled in, and the files."""
    schema: Any = tk.h.scheming_get_dataset_schema(dataset["type"])
    asked = [one for one in schema["dataset_fields"] if one["ask"] in ("asked", "advanced")]
    said = [
        (one["field_name"], tk.h.paser_field(one["field_name"]), _short(dataset[one["field_name"]]))
        for one in asked
        if one["field_name"] not in _NOT_REMARKED and dataset.get(one["field_name"]) not in (None, "", [])
    ]
    files = [
        (f"file-{one['id']}", tk._("File"), tk.h.resource_display_name(one)) for one in dataset["resources"]
    ]
    return [*said, *files]


def _short(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"
