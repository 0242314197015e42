"""What is found in a file is written down, decided and obeyed. Knows tables only as their states and findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timezone
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.privacy import store
from ckanext.paser.privacy.model import Scan
from ckanext.paser.privacy.rules import access as rules
from ckanext.paser.privacy.rules.access import CLEAN, FOUND, NOT_SCANNED, PASSED, REVIEWED, Access
from ckanext.paser.privacy.rules.deciding import names_left
from ckanext.paser.privacy.rules.findings import Finding, summary
from ckanext.paser.privacy.rules.kind_words import WORDS
from ckanext.paser.privacy.rules.kinds import Kind, without_data
from ckanext.paser.privacy.rules.treatment import (
    CODES,
    RULES_VERSION,
    Decision,
    Treatment,
    open_findings,
    together,
)
from ckanext.paser.privacy.scanning.records import Refused, scan_dictionary, scan_records
from ckanext.paser.privacy.signals import file_judged
from ckanext.paser.problems import N_, Problem

_ROWS = 5
"""Numbers of rows that a refusal names for each column."""


def treatment(
    resource_id: str,
    sha256: str,
    closed: Sequence[str] = (),
    further: Sequence[tuple[str, Sequence[str]]] = (),
) -> Treatment:
    """Everything decided so far about a file.

    Args:
        closed: columns that its dictionary keeps from the public.
        further: what would be decided next, and about which columns.
    """
    known = store.decisions(resource_id, sha256)
    return together([*((row["decision"], row["columns"]) for row in known), *further], closed)


def treatment_now(scan: Scan) -> Treatment:
    """Everything decided so far about the file that was scanned, with the columns that were closed then."""
    return treatment(scan.resource_id, scan.sha256, Treatment.from_dict(scan.treatment).drop)


def passes(
    resource_id: str,
    source: str,
    sha256: str,
    findings: Sequence[Finding],
    decided: Treatment,
    *,
    columns: Sequence[str] = (),
) -> bool:
    """Write down what was found in a file; True if its table may be public.

    Args:
        source: the state of the file that was read.
        decided: what had been decided when it was read, and is in its table.
        columns: names of the columns of its table before that; empty where it becomes none.
    """
    outcome, file_public = judged(findings, decided)
    _write(
        resource_id,
        sha256,
        findings,
        decided,
        source=source,
        outcome=outcome,
        file_public=file_public,
        findings=[finding.as_dict() for finding in findings],
        columns=list(columns),
    )
    return outcome != FOUND


def judged(findings: Sequence[Finding] | None, decided: Treatment) -> tuple[str, bool]:
    """The outcome of a look through a file, and whether the file itself may be public.

    Args:
        findings: None if it could not be looked through.
    """
    if findings is None:
        return (REVIEWED if decided.opens else NOT_SCANNED), decided.opens
    if open_findings(findings, decided):
        return FOUND, False
    closed = decided.decided or any(finding.closes for finding in findings)
    return (REVIEWED if decided.override else CLEAN), decided.opens or not closed


def not_scanned(resource_id: str, source: str, sha256: str, decided: Treatment) -> None:
    """Write down that a file could not be looked through; it is public only when an administrator says so.

    What was found in the same bytes still counts: then it is only as its officers have chosen that they cannot be read.
    Where only its table as decided cannot be made, what was found in it before is known, and can be decided anew.
    """
    before = store.scans([resource_id]).get(resource_id)
    same = before and before.rules == RULES_VERSION and Treatment.from_dict(before.treatment) == decided
    if same and seen_again(resource_id, sha256, source, decided):
        return
    known = before if before and before.sha256 == sha256 and before.findings else None
    _write(
        resource_id,
        sha256,
        None,
        decided,
        source=source,
        outcome=REVIEWED if decided.opens else FOUND if known else NOT_SCANNED,
        file_public=decided.opens,
        findings=known.findings if known else [],
        columns=known.columns if known else [],
    )


def _write(
    resource_id: str, sha256: str, seen: Sequence[Finding] | None, decided: Treatment, **values: Any
) -> None:
    """Write down a look through a file; whoever keeps copies of it hears whether it passes.

    Args:
        seen: what was found; None if it could not be looked through.
        decided: when it was read, with the columns that were closed then.
    """
    by_people = treatment(resource_id, sha256)
    passed = judged(seen, by_people)[1] if by_people != decided else values["file_public"]

    def may_open() -> bool:
        is_still_so = treatment(resource_id, sha256) == by_people
        file_judged.send(resource_id, sha256=sha256, passes=passed and is_still_so)
        return is_still_so and by_people == decided  # no column is left out of a file that is public

    known = {"sha256": sha256, "treatment": decided.as_dict(), "rules": RULES_VERSION}
    store.write_scan(resource_id, may_open, **known, **values)


def lets_pass(scan: Scan) -> bool:
    """Tell whether a file that was looked through passes by what is decided about it now, whatever columns are closed."""
    seen = found_in(scan) if scan.outcome in (CLEAN, FOUND) else None
    return judged(seen, treatment(scan.resource_id, scan.sha256))[1]


def seen_again(resource_id: str, sha256: str, source: str, decided: Treatment) -> bool:
    """Tell whether these bytes, decided about so, were looked through already; then their scan is that of the present file."""
    return store.see_again(resource_id, sha256, source, decided.as_dict())


def check_rows(
    records: Sequence[Mapping[str, Any]],
    labels: Mapping[str, str],
    decided: Treatment,
    titles: Sequence[str] = (),
) -> list[Problem]:
    """Why rows may not be written; none if they may.

    Args:
        labels: headers of the table's columns by name.
        decided: about the file that the table is of; an override lets everything pass until something else is decided.
        titles: what the table is called.
    """
    refused = [] if decided.opens else scan_records(records, labels, decided, titles)
    return [_refused(one) for one in refused]


def check_dictionary(fields: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """Why names and explanations of columns may not be written; none if they may."""
    return [_refused(one) for one in scan_dictionary(fields)]


def _refused(one: Refused) -> Problem:
    where = (
        N_('Rows {rows}, column "{column}"') if one.rows else N_('Name and explanations of column "{column}"')
    )
    rows = ", ".join(map(str, one.rows[:_ROWS])) + (", …" if len(one.rows) > _ROWS else "")
    return Problem(
        "personal_data",
        where,
        N_("Personal data may stand here ({kind}), so nothing was written."),
        N_("Leave them out or mask them (6401•••), or upload a file, about which its editors can decide."),
        {"rows": rows, "column": without_data(one.column), "kind": tk._(WORDS[Kind(one.kind)])},
    )


def held_problem(*, linked: bool) -> Problem:
    """Why there is no table; it says no more, as everybody may read it.

    Args:
        linked: the file is somewhere else, where nobody here can close it.
    """
    if linked:
        return Problem(
            "held",
            "",
            N_("The linked file may hold personal data, so no table of it is public."),
            N_(
                "Its editors see on its page what was found, and decide there. The portal cannot close the file: "
                "have those who publish it take the data out."
            ),
        )
    return Problem(
        "held",
        "",
        N_("The file may hold personal data, so neither it nor a table of it is public."),
        N_("Its editors see on its page what was found, and decide there; or send a file without it."),
    )


def tell(resource_id: str) -> bool:
    """Write the outcome into the resource's fields, in the caller's transaction; True if they changed."""
    scan = store.scans([resource_id]).get(resource_id)
    return bool(scan) and store.write_fields(resource_id, _fields(scan), scan.sha256)


def keep_fields(resources: Sequence[model.Resource], state: Callable[[model.Resource], str]) -> None:
    """Put the fields right that a form has dropped or a client has made up, the checksum too, in the caller's transaction.

    Args:
        state: the present state of a resource's file.
    """
    scans = store.scans([resource.id for resource in resources]) if resources else {}
    for resource in resources:
        scan = scans.get(resource.id)
        current = scan if scan and scan.source == state(resource) else None
        wanted = store.with_fields(resource.extras or {}, _fields(current) if current else {})
        if current and current.sha256 and resource.hash != current.sha256:
            resource.hash = current.sha256
        if wanted != (resource.extras or {}):
            resource.extras = wanted
    model.Session.flush()


def _fields(scan: Scan) -> dict[str, str]:
    done = Treatment.from_dict(scan.treatment)
    findings = found_in(scan)
    found = {field for finding in findings for field in finding.fields}
    found.update(names_left(scan.columns, findings, Treatment()))
    personal = (
        (decision, [name for name in columns if decision is Decision.AGGREGATE or name in found])
        for decision, columns in done.parts
    )
    told = "; ".join(f"{CODES[decision]}: {', '.join(columns)}" for decision, columns in personal if columns)
    fields = {
        "pii_scan_status": scan.outcome,
        "pii_scan_pada": scan.scanned.astimezone(timezone.utc).isoformat(timespec="seconds"),
    }
    return fields | ({"pii_perlakuan": told} if told and scan.outcome in PASSED else {})


def summaries(resource_ids: Sequence[str]) -> dict[str, dict[str, dict[str, int]]]:
    """How many cells of each column hold which kind of personal data, by resource; never a datum itself. Not public."""
    scans = store.scans(resource_ids) if resource_ids else {}
    return {id_: told for id_, scan in scans.items() if (told := summary(found_in(scan)))}


def access(resource_id: str, state: str) -> Access:
    """What the public gets of a resource's file.

    Args:
        state: the present state of the file; a file in any other state than the one looked through is closed.
    """
    scan = present_scan(resource_id, state)
    return rules.access(scan.outcome, file_public=scan.file_public) if scan else Access.NOTHING


def is_known(resource_id: str) -> bool:
    """Tell whether a resource's file was ever looked through, or is to be."""
    return resource_id in store.scans([resource_id])


def close(resource_id: str) -> None:
    """Close a file that was never looked through until it was, in the caller's transaction."""
    store.close(resource_id)


def needs_look(scan: Scan | None, state: str) -> bool:
    """Tell whether a resource's present file was not looked through yet, or by other rules than the present ones."""
    return scan is None or scan.source != state or scan.rules != RULES_VERSION


def found_in(scan: Scan) -> list[Finding]:
    """What was found in the file that was scanned."""
    return [Finding.from_dict(finding) for finding in scan.findings]


def states(resource_ids: Sequence[str]) -> dict[str, Scan]:
    """The scans of some resources."""
    return store.scans(resource_ids)


def held_in(dataset_ids: Sequence[str]) -> dict[str, int]:
    """How many files of some datasets are held for personal data, by the id of the dataset; without those that have none."""
    return store.holding_in(dataset_ids)


def hand_over(from_id: str, to_id: str) -> None:
    """Have what was found in the file of a resource, and decided about it, count for another one that gets it.

    In the caller's transaction: so the file is as open or closed as it was at once.
    """
    store.copy_decisions(from_id, to_id)
    store.copy_scan(from_id, to_id)


def decided_anew(pairs: Mapping[str, str]) -> set[str]:
    """Of resources that have the same file as another one each, those about whose file more was decided than about the other's.

    Not where something was decided about the other's meanwhile: that has closed data, which nothing older opens again.

    Args:
        pairs: the other resource, by the one.
    """
    ids = [*pairs, *pairs.values()]
    scans, moments = store.scans(ids), store.decided_at(ids)

    def at(resource_id: str) -> set[Any]:
        return moments.get((resource_id, scans[resource_id].sha256), set())

    return {
        one
        for one, other in pairs.items()
        if {one, other} <= scans.keys() and scans[one].sha256 == scans[other].sha256 and at(other) < at(one)
    }


def present_scan(resource_id: str, state: str) -> Scan | None:
    """The look through a resource's present file; None where that was not looked through yet."""
    scan = store.scans([resource_id]).get(resource_id)
    return scan if scan and scan.source == state else None


def tables_that_hold(
    present: Callable[[Sequence[str]], Mapping[str, tuple[str, Mapping[str, Any]]]],
) -> list[str]:
    """The resources whose public table shows what holds its file: it was made before the file was looked through so.

    Args:
        present: tells, of those resources that have a table, the SHA-256 of the file that it is of, and what had been
            decided about that file.
    """
    held = store.holding()

    def shows(scan: Scan, sha256: str, made: Mapping[str, Any]) -> bool:
        decided = replace(Treatment.from_dict(made), override=False) if made else Treatment()
        return scan.sha256 == sha256 and (not scan.findings or bool(open_findings(found_in(scan), decided)))

    return sorted(id_ for id_, table in present(list(held)).items() if shows(held[id_], *table))


def forget(resource_id: str) -> None:
    """Remove what is known about a resource's file, in the caller's transaction; the log of decisions stays."""
    store.forget(resource_id)
