"""What is told of a resource's file: how it was read, what its columns are, and what its officers may choose instead."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.metadata import rules as metadata
from ckanext.paser.metadata.service import today
from ckanext.paser.problems import Translate, worded
from ckanext.paser.tables import progress, published, service
from ckanext.paser.tables.model import Status
from ckanext.paser.tables.rules import kamus, report, roles
from ckanext.paser.tables.rules.layout import HEADER, ORDINARY, TOTALS, written
from ckanext.paser.tables.rules.table import Column
from ckanext.paser.tables.rules.wishes import AREA_COLUMN, LONG, Wishes

CHOICES = {
    "tipe_data": "TIPE_DATA",
    "format_angka": "FORMAT_ANGKA",
    "peran": "PERAN",
    "agregasi": "AGREGASI",
    "kode_referensi": "KODEREF",
    "ukuran": "UKURAN",
    "kelas_data_pribadi": "KELAS_DATA_PRIBADI",
    "perlakuan": "PERLAKUAN",
}
"""The keys of the dictionary whose values are chosen from a list, with the list."""


def told(resource: model.Resource, edits: bool, translate: Translate) -> dict[str, Any]:
    """How the file of a resource was read, in the reader's language.

    Args:
        edits: the reader may edit the resource.

    Raises:
        ObjectNotFound: the resource has neither a table nor a file that becomes one.
    """
    load = progress.status_now(resource.id)
    if load is None:
        raise tk.ObjectNotFound(tk._("This resource has no file that becomes a table."))
    load = progress.told(load, lambda: edits)
    wishes, columns = Wishes.of(resource.extras), _columns(resource, load)
    lines = report.lines(
        report.asked_once(load["notes"]),
        load["problems"],
        load["status"] == Status.DONE.value,
        columns,
    )
    reasons = {column["id"]: column.get("reason") for column in load["columns"]}
    ways = report.ways(load["notes"])
    found = {
        "resource_id": resource.id,
        **{key: load[key] for key in ("status", "filename", "rows", "data_version", "finished")},
        "sheet": wishes.sheet or "",
        "bentuk_tabel": LONG if wishes.long else "asli",
        HEADER: written(wishes.layout.header),
        TOTALS: list(wishes.layout.totals),
        ORDINARY: list(wishes.layout.ordinary),
        AREA_COLUMN: resource.extras.get(AREA_COLUMN) or "",
        **{group: [_line(item, translate) for item in items] for group, items in asdict(lines).items()},
        "columns": [
            _column(column, reasons.get(column.id), ways, translate)
            | {"numbers": report.has_numbers(column, load["filename"])}
            for column in columns
        ],
    }
    if not edits:
        return found
    return {**found, "sheets": _sheets(resource, load), **_for_editors(resource, wishes, columns)}


def _sheets(resource: model.Resource, load: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The sheets of the file; while it waits to be read again, those that were found last."""
    read = (
        report.sheets([*each["notes"], *each["problems"]]) for each in (load, *progress.earlier(resource))
    )
    return next(filter(None, read), [])


def _for_editors(resource: model.Resource, wishes: Wishes, columns: list[Column]) -> dict[str, Any]:
    dictionary = kamus.entries(resource.extras.get("kamus_data"))
    closed, gone = report.outside(dictionary, columns, wishes.closed)
    day = today()
    lists = {
        key: [term.code for term in metadata.vocabulary(name) if term.validity.holds(day)]
        for key, name in CHOICES.items()
    }
    return {
        "dictionary": dictionary,
        "proposed_area_column": roles.area_column(columns),
        "closed": closed,
        "gone": gone,
        "choices": lists,
        "state": state(resource),
        "file_state": _digest(service.file_state(resource)),
    }


def state(resource: model.Resource) -> str:
    """What changes when the file or its dictionary changes: a form made before that is out of date."""
    return _digest([service.file_state(resource), kamus.entries(resource.extras.get("kamus_data"))])


def _digest(said: Any) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def _columns(resource: model.Resource, load: Mapping[str, Any]) -> list[Column]:
    """The columns of the table as it is; or of the file, while there is none."""
    public = published.columns(resource.id) if resource.extras.get("datastore_active") else []
    return public or [_proposed(Column(**column)) for column in load["columns"]]


def _proposed(column: Column) -> Column:
    role, aggregation = roles.propose(column.label, column.type, column.unit)
    return Column(**{**asdict(column), "role": column.role or role, "aggregation": aggregation})


def _column(
    column: Column, reason: str | None, ways: Mapping[str, Any], translate: Translate
) -> dict[str, Any]:
    names = ("id", "label", "type", "unit", "role", "aggregation", "definition")
    return {
        **{name: getattr(column, name) for name in names},
        "format": report.written(column),
        "reason": translate(reason) if reason else "",
        "ways": ways.get(column.id, []),
    }


def _line(item: Mapping[str, Any], translate: Translate) -> dict[str, Any]:
    params = {
        name: value
        for name, value in item.get("params", {}).items()
        if name not in (report.WORKBOOK, report.CLOSED)
    }
    return {**worded(item, translate), "params": params}
