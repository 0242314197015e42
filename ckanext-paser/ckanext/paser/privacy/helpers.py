"""Helpers of the privacy room for templates."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.privacy import service
from ckanext.paser.privacy.rules.kinds import WORDS, Kind
from ckanext.paser.privacy.scanning.cells import ABOVE
from ckanext.paser.privacy.scanning.parts import AROUND, COMMENTS, HIDDEN, PROPERTIES
from ckanext.paser.tables import service as tables

__all__ = ["paser_privacy", "paser_privacy_done", "paser_privacy_waiting"]


def paser_privacy(resource_id: str) -> dict[str, Any] | None:
    """What an editor is shown below a file: the report with words, and what may be done; None without a table's file."""
    try:
        report = tk.get_action("paser_privacy_report")({}, {"resource_id": resource_id})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return None
    status = tables.status(resource_id)
    findings = [
        {**finding, "label": tk._(WORDS[Kind(finding["kind"])]), "place": _place(finding)}
        for finding in report["findings"]
    ]
    left = [finding for finding in findings if finding["open"]]
    override = {"resource_id": resource_id, "decision": "override"}
    return {
        **report,
        "findings": findings,
        "left": left,
        "columns": {name: _columns(left, name) for name in ("drop_column", "mask", "suppress_small")},
        "outside": any(not finding["fields"] for finding in left),
        "may_override": tk.h.check_access("paser_privacy_decide", override),
        "under_way": bool(status) and status["status"] in ("queued", "reading", "loading"),
    }


def paser_privacy_waiting(resources: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The files of a dataset that are not public, for its editors: ``resource``, and whether it is ``held``."""
    uploads = [resource for resource in resources if resource.get("url_type") == "upload"]
    scans = service.states([resource["id"] for resource in uploads]) if uploads else {}
    waiting: list[dict[str, Any]] = []
    for resource in uploads:
        stored = model.Resource.get(resource["id"])
        state = tables.file_state(stored) if stored else ""
        scan = scans.get(resource["id"])
        seen = scan if scan and scan.source == state else None
        if state and not (seen and (seen.file_public or seen.outcome == service.CLEAN)):
            held = seen is not None and seen.outcome == service.FOUND
            waiting.append({"resource": resource, "held": held, "seen": seen is not None})
    return waiting


def paser_privacy_done(told: str) -> str:
    """What was done about personal data (``pii_perlakuan``), in the reader's language."""
    words = {
        "hapus": tk._("Columns left out: {columns}."),
        "masking": tk._("Partly masked: {columns}."),
        "supresi": tk._("Small cells emptied: {columns}."),
    }
    parts = (part.partition(": ") for part in told.split("; "))
    return " ".join(words[code].format(columns=columns) for code, _, columns in parts if code in words)


def _columns(findings: list[dict[str, Any]], decision: str) -> dict[str, str]:
    """The columns that a decision can be about, each with what was found in it."""
    found: dict[str, str] = {}
    for finding in findings:
        if decision in finding["answers"]:
            for field in finding["fields"]:
                found.setdefault(field, finding["label"])
    return found


def _place(finding: dict[str, Any]) -> str:
    """Where it was found, in the reader's language: sheet, then column or corner."""
    corners = {
        ABOVE: tk._("rows above the table"),
        COMMENTS: tk._("comments"),
        AROUND: tk._("headers and footers"),
        PROPERTIES: tk._("document properties"),
        HIDDEN: tk._("hidden parts of the workbook"),
    }
    corner = corners.get(finding["column"]) if not finding["fields"] else None
    column = corner or tk._('column "{column}"').format(column=finding["column"])
    sheet = tk._('Sheet "{sheet}"').format(sheet=finding["sheet"]) + ", " if finding["sheet"] else ""
    return sheet + column
