"""What the list of data says of a dataset: kept in the search index, read from there, written in words.

Pure rules: no CKAN, no clock, no database, no Solr.
Source: Perpres 39/2019 article 27(3), Daftar Data; field names are those of profile paser-sdi 1.0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import Enum
from typing import Any

from ckanext.paser.metadata.rules import years
from ckanext.paser.registers.rules.schedule import Kind, Promise, Schedule, due, local_day, promises

OPEN = "terbuka"
PREFIX = "register_"
"""The index keeps fields that begin so as they are, several values each, and searches no words in them."""
SORTED = "urut_"
"""Beside them one value each, to sort by."""


class Presence(str, Enum):
    """Whether the data are there."""

    AVAILABLE = "tersedia"
    PLANNED = "direncanakan"
    CARD = "hanya_kartu"


@dataclass(frozen=True)
class Entry:
    """One dataset of the list of data. Codes as they are stored, days as days in Paser."""

    id: str
    name: str
    title: str
    organization: str
    code: str
    theme: str
    affair: str
    kind: str
    kind_of_data: str
    priority: bool
    criteria: tuple[str, ...]
    priority_years: tuple[str, ...]
    legal_basis: str
    confirmed: date | None
    frequency: str
    years: tuple[str, ...]
    updated: date | None
    issued: date | None
    due: date | None
    access: str
    presence: str
    licence: str
    formats: tuple[str, ...]
    sample: bool
    promises: tuple[Promise, ...]
    changed: str


FIELDS = (
    *("id", "name", "title", "organization", "license_id", "res_format", "metadata_modified"),
    *(
        PREFIX + name
        for name in (
            *("kode", "tema", "urusan", "jenis", "jenis_data", "prioritas", "kriteria", "tahun_prioritas"),
            *(
                "dasar",
                "dikonfirmasi",
                "frekuensi",
                "tahun",
                "diperbarui",
                "jatuh_tempo",
                "akses",
                "ketersediaan",
            ),
            *("contoh", "jadwal", "dirilis"),
        )
    ),
)
"""What is asked of the index for an entry, and nothing else."""


def document(dataset: Mapping[str, Any], zone: tzinfo) -> dict[str, Any]:
    """The fields of the index from which an entry is read.

    Args:
        dataset: as it is shown, computed fields included.
    """
    schedule = Schedule.of(dataset, zone)
    due_day = due(schedule)
    said = {
        "kode": dataset.get("identifier"),
        "tema": dataset.get("tema_sdi"),
        "urusan": dataset.get("kode_urusan"),
        "jenis": dataset.get("jenis"),
        "jenis_data": dataset.get("jenis_data"),
        "prioritas": "ya" if _is_true(dataset.get("data_prioritas")) else "",
        "kriteria": dataset.get("kriteria_prioritas"),
        "tahun_prioritas": dataset.get("prioritas_tahun"),
        "dasar": dataset.get("dasar_daftar_data"),
        "dikonfirmasi": _written(local_day(dataset.get("diperiksa_pembina_pada"), zone)),
        "frekuensi": dataset.get("frequency"),
        "tahun": years(dataset.get("temporal_coverage") or []),
        "diperbarui": _written(schedule.updated),
        "dirilis": _written(schedule.issued),
        "jatuh_tempo": _written(due_day),
        "akses": dataset.get("akses_level") or OPEN,
        "ketersediaan": presence(dataset).value,
        "contoh": "ya" if _is_true(dataset.get("data_contoh")) else "",
        "jadwal": [f"{one.day.isoformat()} {one.kind.value}" for one in promises(schedule)],
    }
    sorted_by = {name: said[name] for name in ("kode", "diperbarui", "jatuh_tempo") if said[name]}
    return {
        **{
            PREFIX + name: value if isinstance(value, list) else [value]
            for name, value in said.items()
            if value
        },
        **{SORTED + name: value for name, value in sorted_by.items()},
    }


def presence(dataset: Mapping[str, Any]) -> Presence:
    """Whether the data are there: a card without files is a plan while its data are to be open, else all that is shown."""
    if dataset.get("resources"):
        return Presence.AVAILABLE
    return Presence.PLANNED if (dataset.get("akses_level") or OPEN) == OPEN else Presence.CARD


def entry(found: Mapping[str, Any]) -> Entry:
    """An entry from what the index has of a dataset (``FIELDS``)."""

    def all_of(name: str) -> tuple[str, ...]:
        return tuple(found.get(PREFIX + name) or ())

    def one(name: str) -> str:
        return next(iter(all_of(name)), "")

    return Entry(
        id=found["id"],
        name=found["name"],
        title=found.get("title") or found["name"],
        organization=found.get("organization") or "",
        code=one("kode"),
        theme=one("tema"),
        affair=one("urusan"),
        kind=one("jenis"),
        kind_of_data=one("jenis_data"),
        priority=bool(one("prioritas")),
        criteria=all_of("kriteria"),
        priority_years=all_of("tahun_prioritas"),
        legal_basis=one("dasar"),
        confirmed=_read(one("dikonfirmasi")),
        frequency=one("frekuensi"),
        years=all_of("tahun"),
        updated=_read(one("diperbarui")),
        issued=_read(one("dirilis")),
        due=_read(one("jatuh_tempo")),
        access=one("akses"),
        presence=one("ketersediaan"),
        licence=found.get("license_id") or "",
        formats=tuple(dict.fromkeys(filter(None, found.get("res_format") or ()))),
        sample=bool(one("contoh")),
        promises=tuple(_promise(text) for text in all_of("jadwal")),
        changed=str(found.get("metadata_modified") or ""),
    )


def record(one: Entry, agency: str, url: str, label: Callable[[str, str], str]) -> dict[str, Any]:
    """An entry for programs and worksheets: codes under the names of the profile, their words beside them.

    Args:
        agency: title of the agency.
        label: words for a code of a field of the profile.
    """
    return {
        "identifier": one.code,
        "title": one.title,
        "produsen_data": agency,
        "organization": one.organization,
        "kode_urusan": one.affair,
        "urusan": label("kode_urusan", one.affair),
        "tema_sdi": one.theme,
        "tema": label("tema_sdi", one.theme),
        "jenis": one.kind,
        "jenis_data": one.kind_of_data,
        "data_prioritas": one.priority,
        "kriteria_prioritas": list(one.criteria),
        "prioritas_tahun": list(one.priority_years),
        "dasar_daftar_data": one.legal_basis,
        "diperiksa_pembina_pada": _written(one.confirmed),
        "frequency": one.frequency,
        "frekuensi": label("frequency", one.frequency),
        "tahun_data": list(one.years),
        "modified": _written(one.updated),
        "jatuh_tempo": _written(one.due),
        "ketersediaan": one.presence,
        "akses_level": one.access,
        "license_id": one.licence,
        "lisensi": label("license_id", one.licence),
        "format": list(one.formats),
        "data_contoh": one.sample,
        "url": url,
    }


def cell(value: Any) -> str:
    """A value of a record as a cell of CSV or of a worksheet."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return "; ".join(value) if isinstance(value, list) else str(value or "")


def by_priority_year(entries: list[Entry]) -> list[tuple[str, list[Entry]]]:
    """Priority data by the year of their list, newest first; what names no year comes last, under "".

    Who is on the list of several years stands under each.
    """
    found: dict[str, list[Entry]] = {}
    for one in entries:
        for year in one.priority_years or ("",):
            found.setdefault(year, []).append(one)
    return sorted(found.items(), key=lambda pair: pair[0], reverse=True)


def _promise(text: str) -> Promise:
    day, _, kind = text.partition(" ")
    return Promise(date.fromisoformat(day), Kind(kind))


def _is_true(value: Any) -> bool:
    return value is True or str(value).lower() == "true"


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""


def _read(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
