"""What is found in a file is written down, decided and obeyed. Knows tables only as their states and findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timezone
from enum import Enum
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.privacy import store
from ckanext.paser.privacy.model import Scan
from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.kinds import WORDS, Kind, without_data
from ckanext.paser.privacy.rules.treatment import (
    CODES,
    Decision,
    Treatment,
    asked_columns,
    fits,
    open_findings,
    together,
)
from ckanext.paser.privacy.scanning.records import Refused, scan_dictionary, scan_records
from ckanext.paser.problems import N_, Problem

CLEAN, FOUND, REVIEWED, NOT_SCANNED = "bersih", "temuan", "ditinjau", "belum"

_ROWS = 5
"""Numbers of rows that a refusal names for each column."""


class Access(Enum):
    """What those get who may see a dataset but not edit it, when they ask for a file."""

    FILE = "file"
    TABLE = "table"
    NOTHING = "nothing"


def treatment(resource_id: str, sha256: str) -> Treatment:
    """Everything decided so far about a file."""
    known = store.decisions(resource_id, sha256)
    return together((row["decision"], row["columns"]) for row in known)


def passes(
    resource_id: str, source: str, sha256: str, findings: Sequence[Finding], decided: Treatment
) -> bool:
    """Write down what was found in a file; True if its table may be public.

    Args:
        source: the state of the file that was read.
        decided: what had been decided when it was read, and is in its table.
    """
    held = bool(open_findings(findings, decided))
    outcome = FOUND if held else REVIEWED if decided.override else CLEAN
    store.write_scan(
        resource_id,
        source=source,
        sha256=sha256,
        outcome=outcome,
        file_public=not held and (decided.override or not decided.decided),
        findings=[finding.as_dict() for finding in findings],
        treatment=decided.as_dict(),
    )
    return not held


def not_scanned(resource_id: str, source: str, sha256: str, decided: Treatment) -> None:
    """Write down that a file could not be looked through; it is public only when an administrator says so."""
    store.write_scan(
        resource_id,
        source=source,
        sha256=sha256,
        outcome=REVIEWED if decided.override else NOT_SCANNED,
        file_public=decided.override,
        findings=[],
        treatment=decided.as_dict(),
    )


def seen_again(resource_id: str, sha256: str, source: str) -> bool:
    """Tell whether these bytes have been looked through already; then their scan is that of the present file."""
    return store.see_again(resource_id, sha256, source)


def check_rows(
    records: Sequence[Mapping[str, Any]], labels: Mapping[str, str], decided: Treatment
) -> list[Problem]:
    """Why rows may not be written; none if they may.

    Args:
        labels: headers of the table's columns by name.
        decided: about the file that the table is of; an override lets everything pass.
    """
    refused = [] if decided.override else scan_records(records, labels, decided)
    return [_refused(one) for one in refused]


def check_dictionary(fields: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """Why names and explanations of columns may not be written; none if they may."""
    return [_refused(one) for one in scan_dictionary(fields)]


def _refused(one: Refused) -> Problem:
    where = N_('Rows {rows}, column "{column}"') if one.rows else N_("Names and explanations of columns")
    rows = ", ".join(map(str, one.rows[:_ROWS])) + (", …" if len(one.rows) > _ROWS else "")
    return Problem(
        "personal_data",
        where,
        N_("Personal data may stand here ({kind}), so nothing was written."),
        N_("Leave them out or mask them (6401•••), or upload a file, about which its editors can decide."),
        {"rows": rows, "column": without_data(one.column), "kind": tk._(WORDS[Kind(one.kind)])},
    )


def held_problem() -> Problem:
    """Why there is no table; it says no more, as everybody may read it."""
    return Problem(
        "held",
        "",
        N_("The file may hold personal data, so neither it nor a table of it is public."),
        N_("Its editors see on its page what was found, and decide there; or send a file without it."),
    )


def tell(resource_id: str) -> bool:
    """Write the outcome into the resource's fields, in the caller's transaction; True if they changed."""
    scan = store.scans([resource_id]).get(resource_id)
    return bool(scan) and store.write_fields(resource_id, _fields(scan))


def keep_fields(resources: Sequence[model.Resource], state: Callable[[model.Resource], str]) -> None:
    """Put the fields right that a form has dropped or a client has made up, in the caller's transaction.

    Args:
        state: the present state of a resource's file.
    """
    scans = store.scans([resource.id for resource in resources]) if resources else {}
    for resource in resources:
        scan = scans.get(resource.id)
        current = _fields(scan) if scan and scan.source == state(resource) else {}
        wanted = store.with_fields(resource.extras or {}, current)
        if wanted != (resource.extras or {}):
            resource.extras = wanted
    model.Session.flush()


def _fields(scan: Scan) -> dict[str, str]:
    done = Treatment.from_dict(scan.treatment)
    parts = ((Decision.DROP, done.drop), (Decision.MASK, done.mask), (Decision.SUPPRESS, done.suppress))
    told = "; ".join(f"{CODES[decision]}: {', '.join(columns)}" for decision, columns in parts if columns)
    fields = {
        "pii_scan_status": scan.outcome,
        "pii_scan_pada": scan.scanned.astimezone(timezone.utc).isoformat(timespec="seconds"),
    }
    return fields | ({"pii_perlakuan": told} if told and scan.outcome == CLEAN else {})


def access(resource_id: str, state: str, is_same_file: Callable[[str], bool]) -> Access:
    """What the public gets of a resource's file.

    Args:
        state: the present state of the file; a file in any other state than the one looked through is closed.
            Empty for what becomes no table, and so is not looked through.
        is_same_file: tells whether the file is the one of a former state: its name alone opens nothing.
    """
    scan = store.scans([resource_id]).get(resource_id)
    if not state:
        closed = scan is not None and not scan.file_public and is_same_file(scan.source)
        return Access.NOTHING if closed else Access.FILE
    if scan is None or scan.source != state:
        return Access.NOTHING
    if scan.file_public:
        return Access.FILE
    return Access.TABLE if scan.outcome == CLEAN else Access.NOTHING


def report(resource_id: str, state: str) -> dict[str, Any]:
    """What was found in a resource's present file, and what was decided about it: places, never values."""
    scan = store.scans([resource_id]).get(resource_id)
    if scan is None or scan.source != state:
        empty: dict[str, Any] = {"scanned": None, "findings": [], "decisions": [], "file_public": False}
        return {"resource_id": resource_id, "status": NOT_SCANNED, "unread": False, **empty}
    decided = treatment(resource_id, scan.sha256)
    findings = [Finding.from_dict(finding) for finding in scan.findings]
    left = open_findings(findings, decided)
    return {
        "resource_id": resource_id,
        "status": scan.outcome,
        "unread": scan.outcome == NOT_SCANNED and not scan.file_public,
        "scanned": scan.scanned.isoformat(),
        "file_public": scan.file_public,
        "findings": [
            {**finding.as_dict(), "open": finding in left, "answers": _answers(finding)}
            for finding in findings
        ],
        "decisions": [
            {**row, "decided_at": row["decided_at"].isoformat()}
            for row in store.decisions(resource_id, scan.sha256)
        ],
    }


def _answers(finding: Finding) -> list[str]:
    if not finding.holds:
        return []
    fitting = (decision for decision in Decision if decision is not Decision.OVERRIDE)
    return (
        [decision.value for decision in fitting if fits(decision, finding)]
        if finding.fields
        else ["drop_column"]
    )


def states(resource_ids: Sequence[str]) -> dict[str, Scan]:
    """The scans of some resources."""
    return store.scans(resource_ids)


def decide(
    resource_id: str,
    state: str,
    decision: Decision,
    *,
    columns: list[str] | None,
    reason: str,
    user: str,
    request_load: Callable[[str], None],
) -> None:
    """Log a decision about a resource's present file; once nothing holds any more, have the file read again. Commits.

    Args:
        columns: of the public table; None for all that hold and that the decision fits.
        request_load: has the file read again, in the caller's transaction.

    Raises:
        ValidationError: the file was not looked through yet, a column was not found to be personal, or is none.
    """
    scan = store.scans([resource_id]).get(resource_id)
    if scan is None or scan.source != state:
        raise tk.ValidationError(
            {
                "resource_id": [
                    tk._("The file has not been looked through yet. Wait a moment and load the page anew.")
                ]
            }
        )
    findings = [Finding.from_dict(finding) for finding in scan.findings]
    asked = asked_columns(decision, findings) if columns is None else columns
    _check(decision, asked, findings)
    if decision is Decision.OVERRIDE and not reason.strip():
        raise tk.ValidationError({"reason": [tk._("Say why the file may be public as it is.")]})
    store.add_decision(
        resource_id=resource_id,
        sha256=scan.sha256,
        decision=decision.value,
        columns=[] if decision is Decision.OVERRIDE else asked,
        reason=reason.strip(),
        decided_by=user,
        decided_at=datetime.now(timezone.utc),
    )
    decided = treatment(resource_id, scan.sha256)
    if not open_findings(findings, decided):
        request_load(resource_id)
    model.Session.commit()


def _check(decision: Decision, columns: Sequence[str], findings: Sequence[Finding]) -> None:
    if decision is Decision.OVERRIDE:
        return
    fitting = {field for finding in findings if fits(decision, finding) for field in finding.fields}
    if unknown := [column for column in columns if column not in fitting]:
        text = tk._("Nothing was found in these columns that this could answer: {columns}.")
        raise tk.ValidationError({"columns": [text.format(columns=", ".join(unknown))]})
    outside = any(finding.holds and not finding.fields for finding in findings)
    if not columns and not (outside and decision is Decision.DROP):
        raise tk.ValidationError({"columns": [tk._("Choose at least one column.")]})


def forget(resource_id: str) -> None:
    """Remove what is known about a resource's file, in the caller's transaction; the log of decisions stays."""
    store.forget(resource_id)
