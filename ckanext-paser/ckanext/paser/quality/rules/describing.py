"""Metadata complete and true: column W of the profile, and what its rules find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ckanext.paser.metadata.rules import crossfields, profile
from ckanext.paser.metadata.rules.findings import Finding, Level
from ckanext.paser.metadata.rules.requirements import OF_ROWS, files, is_data, is_empty, lacking
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
    yield from _told("mandatory", missing, dataset)
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


def _recommended(dataset: Said) -> Iterator[Found]:
    for field, need in profile.needs("dataset").items():
        if need == "R" and field not in JUDGED_ELSEWHERE and _is_asked(field, dataset):
            if field == "tag_string":
                yield from _keywords(dataset.get("tags") or [])
            elif is_empty(dataset.get(field)):
                first = OF_ROWS.get(field)
                yield Found("recommended", _RECOMMENDED, Place(f"{field}-0-{first[0]}" if first else field))
    for file in files(dataset):
        if is_data(file) and is_empty(file.get("description")):
            yield Found("recommended", _RECOMMENDED, Place("description", file.get("id") or "", page="file"))


def _is_asked(field: str, dataset: Said) -> bool:
    if profile.section(field) == _OF_INDICATORS:
        return dataset.get("jenis") == "indikator"
    return field != "jadwal_pemutakhiran" or dataset.get("frequency") not in UNSCHEDULED


def _keywords(tags: Sequence[Any]) -> Iterator[Found]:
    if not KEYWORDS[0] <= len(tags) <= KEYWORDS[1]:
        fact = N_("The dataset has {count} keywords; 3 to 15 help most to find it.")
        remedy = N_("Add the words with which people search for it, or take some out.")
        yield Found(
            "recommended", Problem("keywords", "", fact, remedy, {"count": len(tags)}), Place("tag_string")
        )
