"""Helpers of the privacy room for templates."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.privacy import files, service
from ckanext.paser.privacy.rules import counting
from ckanext.paser.privacy.rules.access import CLEAN, FOUND
from ckanext.paser.privacy.rules.kind_words import WORDS
from ckanext.paser.privacy.rules.kinds import Kind
from ckanext.paser.privacy.rules.masks import leaves
from ckanext.paser.privacy.scanning.places import place
from ckanext.paser.problems import worded
from ckanext.paser.tables import files as stored_files
from ckanext.paser.tables import service as tables

__all__ = ["paser_privacy", "paser_privacy_done", "paser_privacy_waiting"]


def paser_privacy(resource_id: str) -> dict[str, Any] | None:
    """What an editor is shown below a file: the report with words, and what may be done; None without an uploaded file."""
    try:
        report = tk.get_action("paser_privacy_report")({}, {"resource_id": resource_id})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return None
    if not report["is_table"] and not service.is_known(resource_id):
        return None  # a document from before documents were looked through
    load = tables.status(resource_id) or {"status": "", "problems": []}
    findings = [
        {**finding, "label": tk._(WORDS[Kind(finding["kind"])]), "place": place(finding, tk._)}
        for finding in report["findings"]
    ]
    left = [finding for finding in findings if finding["open"]]
    asked = left or [finding for finding in findings if finding["severity"] == "hold"]
    may_decide = _may_decide(resource_id, "drop_column")
    return {
        **report,
        "findings": findings,
        "left": left,
        "may_decide": may_decide,
        "choices": _choices(asked, report["columns"], report["names"]) if may_decide else [],
        "decisions": _decisions(report["decisions"]),
        "outside": any(not finding["fields"] for finding in asked),
        "may_override": _may_decide(resource_id, "override"),
        "queued": load["status"] == "queued",
        "under_way": load["status"] in ("queued", "reading", "loading"),
        "has_table": bool(tables.data_versions([resource_id])),
        "is_its_table": _is_its_table(resource_id),
        "no_table": "" if left else _no_table(load, report["status"]),
    }


def _is_its_table(resource_id: str) -> bool:
    """Whether the table that is there is of the present file."""
    scan = service.states([resource_id]).get(resource_id)
    return scan is not None and tables.files_of_tables([resource_id]).get(resource_id) == scan.sha256


def _may_decide(resource_id: str, decision: str) -> bool:
    return tk.h.check_access("paser_privacy_decide", {"resource_id": resource_id, "decision": decision})


def _no_table(load: dict[str, Any], outcome: str) -> str:
    """Why no table has become of a file about which everything is decided; empty if one has, or still may."""
    if outcome != FOUND or load["status"] not in ("failed", "held"):
        return ""
    return " ".join(worded(problem, tk._)["text"] for problem in load["problems"])


def _decisions(log: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The decisions with their ``title``, and the name of ``who`` took each."""
    words = _words()
    query = sa.select(model.User).where(model.User.name.in_({row["decided_by"] for row in log}))
    names = {user.name: user.display_name for user in model.Session.scalars(query)} if log else {}

    def title(row: dict[str, Any]) -> str:
        alone = row["decision"] == "drop_column" and not row["columns"]
        return tk._("Publish the table alone") if alone else words[row["decision"]][0]

    return [
        {**row, "title": title(row), "who": names.get(row["decided_by"], row["decided_by"])} for row in log
    ]


def paser_privacy_waiting(resources: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The files of a dataset that are not public, for its editors: ``resource``, and whether it is ``held``."""
    kept = [resource for resource in resources if resource.get("url_type") in ("upload", "", None)]
    scans = service.states([resource["id"] for resource in kept]) if kept else {}
    asked = [
        resource
        for resource in kept  # of a file that is elsewhere only its table waits, and only for a decision
        if resource.get("url_type") == "upload" or _is_held(scans.get(resource["id"]))
    ]
    with stored_files.at_once([resource["id"] for resource in asked]) as known:
        found = [
            _waiting(resource, known[resource["id"]], scans.get(resource["id"]))
            for resource in asked
            if resource["id"] in known
        ]
    return [one for one in found if one]


def _waiting(resource: dict[str, Any], stored: model.Resource, scan: Any) -> dict[str, Any] | None:
    """What is told of a file that is not public; None of another."""
    state = files.state(stored)
    seen = scan if scan and scan.source == state else None
    from_before = scan is None and not tables.file_state(stored)
    if not state or from_before or (seen and (seen.file_public or seen.outcome == CLEAN)):
        return None
    return {"resource": resource, "held": _is_held(seen), "seen": seen is not None}


def _is_held(scan: Any) -> bool:
    return scan is not None and scan.outcome == FOUND


def paser_privacy_done(told: str) -> str:
    """What was done about personal data (``pii_perlakuan``), in the reader's language."""
    words = {
        "hapus": tk._("Columns left out: {columns}."),
        "masking": tk._("Partly masked: {columns}."),
        "agregasi": tk._("Counted by: {columns}."),
        "supresi": tk._("Small cells emptied: {columns}."),
    }
    parts = (part.partition(": ") for part in told.split("; "))
    return " ".join(words[code].format(columns=columns) for code, _, columns in parts if code in words)


def _words() -> dict[str, tuple[str, str]]:
    """Title and explanation of each decision, the recommended ones first."""
    return {
        "drop_column": (tk._("Leave columns out"), tk._("The chosen columns are not in the public table.")),
        "suppress_small": (
            tk._("Empty small cells"),
            tk._(
                "Counts of 1 to 4 become empty, and the totals and shares from which they could be computed."
                " They cannot be masked: no digit of a small count may stay."
            ),
        ),
        "mask": (
            tk._("Mask columns"),
            tk._("Only this is left of what was found; whatever is not written as usual becomes •••."),
        ),
        "aggregate": (
            tk._("Publish only how many"),
            tk._(
                "The table becomes the number of people for each combination of the chosen columns; groups of fewer"
                " than five are left out."
            ),
        ),
        "override": (tk._("Make the file public as it is"), ""),
        "reset": (tk._("Start over"), ""),
    }


def _choices(findings: list[dict[str, Any]], countable: list[str], names: list[str]) -> list[dict[str, Any]]:
    """The answers that fit, the recommended one first, each with its columns and those that are ticked."""
    columns = {name: _columns(findings, name) for name in ("drop_column", "suppress_small", "mask")}
    if columns["drop_column"]:
        columns["drop_column"] |= dict.fromkeys(names, tk._("names of persons"))
    person = any("mask" in finding["answers"] for finding in findings)
    columns["aggregate"] = dict.fromkeys(countable, "") if person else {}
    found = {field for finding in findings for field in finding["fields"]}
    usual = {countable[i] for i in counting.groups(countable)}
    order = ("drop_column", "mask", "aggregate") if person else ("suppress_small", "drop_column")
    words = _words()
    if any(finding["kind"] == Kind.SMALL_CELLS.value for finding in findings):
        title, text = words["drop_column"]
        more = tk._("Totals and shares from which their small counts could be computed become empty.")
        words["drop_column"] = (title, f"{text} {more}")
    return [
        {
            "name": name,
            "title": words[name][0],
            "help": words[name][1],
            "each": _left_by_mask(findings) if name == "mask" else [],
            "columns": columns[name],
            "ticked": usual if name == "aggregate" else found,
        }
        for name in (*order, *(other for other in columns if other not in order))
        if columns[name]
    ]


def _left_by_mask(findings: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """What people call each kind of finding that a mask answers, and what is left of it."""
    masked = [
        (Kind(one["kind"]), one["fields"]) for one in findings if "mask" in one["answers"] and one["fields"]
    ]
    return list(dict.fromkeys((tk._(WORDS[kind]), tk._(leaves(kind, fields))) for kind, fields in masked))


def _columns(findings: list[dict[str, Any]], decision: str) -> dict[str, str]:
    """The columns that a decision can be about, each with what was found in it."""
    found: dict[str, str] = {}
    for finding in findings:
        if decision in finding["answers"]:
            for field in finding["fields"]:
                found.setdefault(field, finding["label"])
    return found
