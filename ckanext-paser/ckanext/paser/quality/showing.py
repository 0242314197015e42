"""How a score is told: in the reader's words, with the pages where lost points are won back, and no more than the reader may know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.paser.problems import worded
from ckanext.paser.quality import rules
from ckanext.paser.quality.model import Quality
from ckanext.paser.tables.rules import report

Stored = Mapping[str, Any]

_ANCHORS = {
    "owner_org": "field-organizations",
    "kolom_wilayah": "kolom-wilayah",
}
"""Fields whose place in a form CKAN, or the page of the columns, names otherwise."""
_NO_FIELD = {"resources", "url", "kamus_data"}
"""What is mended by a file, or on the page of its columns: the words of a field would say nothing."""


def told(dataset: model.Package, quality: Quality | None, edits: bool) -> dict[str, Any]:
    """A score as the API tells it.

    Args:
        quality: None while the dataset was not judged.
        edits: the reader may edit the dataset.
    """
    points = quality.points if quality else {}
    dimensions = [
        {
            "code": one.code,
            "label": tk._(one.label),
            "points": points.get(one.code) if quality else None,
            "max": one.points,
        }
        for one in rules.DIMENSIONS
    ]
    return {
        "id": dataset.id,
        "score": quality.score if quality else None,
        "dimensions": dimensions,
        "losses": losses(quality.losses if quality else [], dataset.name, edits=edits),
        "computed_at": quality.computed.isoformat() if quality else None,
    }


def losses(stored: Iterable[Stored], name: str, *, edits: bool) -> list[dict[str, Any]]:
    """What was lost, in the reader's words; without what is for those alone who may edit the dataset.

    Args:
        name: of the dataset, for the addresses.
    """
    return [_told(one, name, edits=edits) for one in stored if edits or not one["inside"]]


def _told(loss: Stored, name: str, *, edits: bool) -> dict[str, Any]:
    place = loss["place"]
    problem = loss["problem"] if edits else report.unquoted([loss["problem"]])[0]
    words = worded(problem, tk._)
    where = ", ".join(part for part in (*_place(loss), words["where"]) if part)
    return {
        **{name_: loss[name_] for name_ in ("code", "dimension", "points")},
        **{name_: place[name_] for name_ in ("field", "file", "column")},
        "text": f"{where}: {words['fact']}" if where else words["fact"],
        "remedy": words["remedy"],
        "url": _address(place, name),
    }


def _place(loss: Stored) -> tuple[str, str]:
    """The name of the file, and the words of the field."""
    field = loss["place"]["field"]
    return loss["file_name"], "" if field in _NO_FIELD else tk.h.paser_field(
        field, of_file=bool(loss["place"]["file"])
    )


def _address(place: Stored, name: str) -> str:
    """The page where something is put right, at the field or column."""
    file, field = place["file"], place["field"]
    anchor = _ANCHORS.get(field, f"field-{field}")
    if field == "resources":
        return tk.url_for("dataset_resource.new", id=name, _external=True)
    if not file:
        return tk.url_for("dataset.edit", id=name, _anchor=anchor, _external=True)
    at: dict[str, Any] = {"id": name, "resource_id": file, "_external": True}
    if place["page"] == "columns":
        return tk.url_for("paser_tables.columns", **at, _anchor=_column_anchor(place))
    if place["page"] == "personal":
        return tk.url_for("dataset_resource.read", **at, _anchor="data-pribadi")
    return tk.url_for("dataset_resource.edit", **at, **({} if field in _NO_FIELD else {"_anchor": anchor}))


def _column_anchor(place: Stored) -> str | None:
    """The row of a column on the page of columns, or what stands there of all of them."""
    if place["field"] == "kolom_wilayah":
        return _ANCHORS["kolom_wilayah"]
    if place["field"] == "kamus_data":
        return f"kolom-{place['column']}" if place["column"] else "h-kolom"
    return None


def may_edit(dataset_id: str, context: Context | None = None) -> bool:
    """Tell whether who is asking may edit a dataset."""
    try:
        tk.check_access("package_update", context or {}, {"id": dataset_id})
    except tk.NotAuthorized:
        return False
    return True
