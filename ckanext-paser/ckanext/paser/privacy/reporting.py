"""What the editors of a file are told of what was found in it: places, never values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ckanext.paser.privacy import service, store
from ckanext.paser.privacy.rules.access import CLEAN, NOT_SCANNED
from ckanext.paser.privacy.rules.deciding import answers, countable, halves_left, names_left
from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.treatment import Treatment, open_findings


def report(resource_id: str, state: str, *, is_table: bool) -> dict[str, Any]:
    """What was found in a resource's present file, and what was decided about it: places, never values.

    Args:
        is_table: a table is made of the file; of another one, nothing can be published but itself.
    """
    scan = service.present_scan(resource_id, state)
    if scan is None:
        return {
            "resource_id": resource_id,
            "is_table": is_table,
            "status": NOT_SCANNED,
            "unseen": False,
            "unread": False,
            "file_public": False,
            "scanned": None,
            **{name: [] for name in ("findings", "decisions", "columns", "names", "halves")},
        }
    decided = service.treatment_now(scan)
    findings = service.found_in(scan)
    alone = scan.outcome == CLEAN and not scan.file_public and not decided.decided
    return {
        "resource_id": resource_id,
        "is_table": is_table,
        "status": scan.outcome,
        "unseen": alone and any(finding.closes for finding in findings),
        "unread": scan.outcome == NOT_SCANNED and not scan.file_public,
        "scanned": scan.scanned.isoformat(),
        "file_public": scan.file_public,
        "columns": countable(scan.columns, findings),
        "names": names_left(scan.columns, findings, decided),
        "halves": halves_left(findings, decided),
        "findings": _told(findings, decided, is_table=is_table),
        "decisions": [
            {**row, "decided_at": row["decided_at"].isoformat()}
            for row in store.decisions(resource_id, scan.sha256)
        ],
    }


def _told(findings: Sequence[Finding], decided: Treatment, *, is_table: bool) -> list[dict[str, Any]]:
    """What is told of findings: each with what answers it, if it is still to be answered."""
    left = open_findings(findings, decided)
    fitting = [[answer.value for answer in answers(finding)] if is_table else [] for finding in findings]
    return [
        {**finding.as_dict(), "open": finding in left, "answers": named}
        for finding, named in zip(findings, fitting, strict=True)
    ]
