"""Metadata complete and true: column W of the profile, and what its rules find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ckanext.paser.metadata.rules import crossfields, profile
from ckanext.paser.metadata.rules.files import is_data, of_data
from ckanext.paser.metadata.rules.findings import Finding, Level
from ckanext.paser.metadata.rules.requirements import (
    NEVER_MISSING,
    OF_DATA,
    OF_FILE,
    OF_ROWS,
    files,
    is_empty,
    is_required,
    lacking,
)
from ckanext.paser.metadata.rules.vocabularies import UNSCHEDULED
from ckanext.paser.problems import N_, Problem
from ckanext.paser.quality.rules.losses import Found, Place

Said = Mapping[str, Any]

KEYWORDS = (3, 15)
JUDGED_ELSEWHERE = {
    *(
        "konsep",
        "definisi",
        "klasifikasi",
        "ukuran",
        "satuan",
        "id_sds",
        "status_standar_data",
        "kode_referensi",
    ),
    *("kolom_wilayah", "sistem_kode_wilayah", "kamus_data", "frequency", "license_id", "contact", "url"),
}
"""Fields that count for a criterion of their own."""
NOT_THE_AGENCYS = {"catatan_verifikasi", "diperiksa_pembina_pada", "status_sdi"}
"""Fields of the workflow: nothing that an agency could fill in."""
PERSONAL = {"pii_scan_status", "klasifikasi_data_pribadi"}
"""What is found at these tells of personal data: it is for editors alone."""
_OF_INDICATORS = "G"
"""The section of the form whose fields are asked of indicators alone."""
_AREA_RULE = 10


def described(dataset: Said, tables: crossfields.Tables) -> Iterator[Found]:
    """Criteria mandatory, recommended, consistent and advice."""
    missing = [one for rule in crossfields.RULES for one in lacking(dataset, rule)]
    asked = max(1, _asked(dataset))
    yield from (replace(one, share=1 / asked) for one in _told("mandatory", missing, dataset))
    yield from _recommended(dataset)
    others = [one for one in crossfields.findings(dataset, tables) if one not in missing]
    others = [one for one in others if one.rule != _AREA_RULE]
    advice = [one for one in others if one.level is Level.WARNING]
    yield from _told("advice", advice, dataset)
    yield from _told("consistent", [one for one in others if one not in advice], dataset)


def _told(criterion: str, findings: Iterable[Finding], dataset: Said) -> Iterator[Found]:
    for one in findings:
        field = one.field.split("-")[0]
        if field in NOT_THE_AGENCYS or (field in JUDGED_ELSEWHERE and not _is_of_table(one)):
            continue
        problem = _MISSING if criterion == "mandatory" else one.problem
        yield Found(criterion, problem, place(one, dataset), inside=field in PERSONAL)


def _is_of_table(finding: Finding) -> bool:
    """What tables hold against what is said of them (rules 2, 9, 14); a dictionary that lacks is another matter."""
    return finding.rule in (2, 9, 14) and finding.field == "kamus_data"


_MISSING = Problem(
    "mandatory_field",
    "",
    N_("This field is needed for publishing, and is empty."),
    N_("Fill it in."),
)
_RECOMMENDED = Problem(
    "recommended_field", "", N_("This field is recommended, and is empty."), N_("Fill it in.")
)


def place(finding: Finding, dataset: Said) -> Place:
    """Where a finding is put right; of a field with rows at its first row, if it has none."""
    rows = OF_ROWS.get(finding.field)
    field = f"{finding.field}-0-{rows[0]}" if rows else finding.field
    if finding.file is None:
        return Place(field)
    file = files(dataset)[finding.file].get("id") or ""
    if finding.field in ("kamus_data", "kolom_wilayah"):
        return Place(finding.field, file, str(finding.problem.params.get("column") or ""), page="columns")
    return Place(field, file, page="personal" if finding.field in PERSONAL else "file")


def _asked(dataset: Said) -> int:
    """How many fields have to be filled in, of the dataset and of its files, without those that count elsewhere."""
    left_out = JUDGED_ELSEWHERE | NOT_THE_AGENCYS | NEVER_MISSING
    own = [
        field
        for field, need in profile.needs("dataset").items()
        if field not in left_out and (need == "M" or is_required(field, dataset))
    ]
    of_files = [
        field
        for file in files(dataset)
        for field, need in profile.needs("resource").items()
        if field not in left_out and _is_asked_of(field, need, file, dataset)
    ]
    return len(own) + len(of_files)


def _is_asked_of(field: str, need: str, file: Said, dataset: Said) -> bool:
    if condition := OF_FILE.get(field):
        return condition.when(dataset, file)
    return need == "M" and (field not in OF_DATA or is_data(file))


def _recommended(dataset: Said) -> Iterator[Found]:
    own = [
        field
        for field, need in profile.needs("dataset").items()
        if need == "R" and field not in JUDGED_ELSEWHERE and _is_recommended(field, dataset)
    ]
    described = of_data(dataset)
    share = 1 / max(1, len(own) + len(described))
    for field in own:
        if field == "tag_string":
            yield from _keywords(dataset.get("tags") or [], share)
        elif is_empty(dataset.get(field)):
            first = OF_ROWS.get(field)
            place_ = Place(f"{field}-0-{first[0]}" if first else field)
            yield Found("recommended", _RECOMMENDED, place_, share)
    for file in described:
        if is_empty(file.get("description")):
            place_ = Place("description", file.get("id") or "", page="file")
            yield Found("recommended", _RECOMMENDED, place_, share)


def _is_recommended(field: str, dataset: Said) -> bool:
    if profile.section(field) == _OF_INDICATORS:
        return dataset.get("jenis") == "indikator"
    return field != "jadwal_pemutakhiran" or dataset.get("frequency") not in UNSCHEDULED


def _keywords(tags: Sequence[Any], share: float) -> Iterator[Found]:
    if not KEYWORDS[0] <= len(tags) <= KEYWORDS[1]:
        fact = N_("The dataset has {count} keywords; 3 to 15 help most to find it.")
        remedy = N_("Add the words with which people search for it, or take some out.")
        problem = Problem("keywords", "", fact, remedy, {"count": len(tags)})
        yield Found("recommended", problem, Place("tag_string"), share)
