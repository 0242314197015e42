"""Code lists of the metadata profile paser-sdi 1.0, and which field takes its values from which.

Source: Perpres 39/2019, MS-Ind and MS-Keg, as gathered in ``schemas/sdi_profile.json``; the lists stand
in ``schemas/vocabularies``. A dataset stores codes; people are shown labels.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ckanext.paser.areas import rules as areas
from ckanext.paser.metadata.rules.validity import Validity, taken_from

VOCABULARY_OF = {
    "agregasi": "AGREGASI",
    "akses_level": "AKSES",
    "availability": "KETERSEDIAAN",
    "cara_pengumpulan_data": "CARA",
    "character_encoding": "ENKODE",
    "crs": "CRS",
    "dasar_pengecualian": "KIP17",
    "dokumen_perencanaan": "DOKREN",
    "format_angka": "FORMAT_ANGKA",
    "frequency": "FREKUENSI",
    "jenis": "JENIS",
    "jenis_data": "JENIS_DATA",
    "jenis_opd": "JENIS_OPD",
    "jenis_resource": "JENIS_RES",
    "jenis_statistik": "JENIS_STATISTIK",
    "kategori_informasi": "KIP",
    "kelas_data_pribadi": "KELAS_DATA_PRIBADI",
    "klasifikasi_data_pribadi": "PDP",
    "kode_referensi": "KODEREF",
    "kode_urusan": "URUSAN",
    "kriteria_prioritas": "KRITERIA_PRIORITAS",
    "level_penyajian": "LEVEL",
    "license_id": "LISENSI",
    "peran": "PERAN",
    "peran_sdi": "PERAN_SDI",
    "perlakuan": "PERLAKUAN",
    "perlakuan_data_pribadi": "PERLAKUAN",
    "pii_scan_status": "PII_SCAN",
    "pilar_smart_city": "PILAR",
    "polaritas": "POLARITAS",
    "satuan": "SATUAN",
    "sistem_asal": "SISTEM",
    "sistem_kode_wilayah": "SISTEM_KODE",
    "status": "STATUS_DISTRIBUSI",
    "status_angka": "STATUS_ANGKA",
    "status_sdi": "STATUS",
    "status_standar_data": "STATUS_STANDAR",
    "subdimensi_smart_city": "SUBDIMENSI",
    "subtema_rad": "SUBTEMA",
    "tema_sdi": "TEMA",
    "temporal_resolution": "PERIODE",
    "tipe_data": "TIPE_DATA",
    "tujuan_sdgs": "SDGS",
    "ukuran": "UKURAN",
}
"""Which list the values of a field, or of a key of the dictionary of columns, come from; ``kode_wilayah`` comes from the list of areas."""

AREA_LISTS = {"kemendagri": "wilayah_kemendagri", "bps": "wilayah_bps"}
"""The code list (KODEREF) of each system of codes of areas (SISTEM_KODE)."""
FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"
NEVER = FREQUENCY + "NEVER"
NO_END = Validity()
UNSCHEDULED = {FREQUENCY + "IRREG", NEVER}
PARENT_OF = {"subtema_rad": "tema_sdi", "subdimensi_smart_city": "pilar_smart_city"}
"""Fields whose choices depend on what another field says."""
NOT_SEARCHED = {
    "akses_level",
    "dasar_pengecualian",
    "kategori_informasi",
    "klasifikasi_data_pribadi",
    "perlakuan_data_pribadi",
    "polaritas",
    "status_sdi",
    "status_standar_data",
}
"""Codes that say how a dataset is kept, not what it is about: their words would find nearly every dataset."""


@dataclass(frozen=True)
class Term:
    """One entry of a code list; ``extra`` holds the list's further columns by name."""

    code: str
    label_id: str
    label_en: str
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)
    validity: Validity = NO_END

    def label(self, language: str) -> str:
        return self.label_en if language == "en" else self.label_id


@cache
def vocabulary(name: str) -> tuple[Term, ...]:
    """The entries of a code list in its own order.

    Args:
        name: name of the list as in the profile, such as "FREKUENSI".

    Raises:
        LookupError: there is no such list.
    """
    source = files("paser_schemas").joinpath(f"vocabularies/{name.lower()}.csv")
    if not source.is_file():
        raise LookupError(f"there is no code list {name!r}")
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return tuple(
        Term(row.pop("code"), row.pop("label_id"), row.pop("label_en"), row, taken_from(row)) for row in rows
    )


@cache
def _by_code(name: str) -> dict[str, Term]:
    return {term.code: term for term in vocabulary(name)}


def label(field_name: str, value: str, language: str = "id") -> str:
    """What people read for a stored value; the value itself where there is no list or no such code."""
    if field_name == "kode_wilayah":
        area = areas.find(value)
        return area.name if area else value
    name = VOCABULARY_OF.get(field_name)
    term = _by_code(name).get(value) if name else None
    return term.label(language) if term else value


def unit(text: str) -> str:
    """The code of a unit given by its code or label in any language; another text stays as it is."""
    said = " ".join(text.split())
    for term in vocabulary("SATUAN"):
        if said.casefold() in {term.code, term.label_id.casefold(), term.label_en.casefold()}:
            return term.code
    return said


def term(name: str, code: str) -> Term | None:
    """The entry of a code in a list."""
    return _by_code(name).get(code)


def parent_of(field_name: str, code: str) -> str:
    """The code of another field that a choice belongs to: the theme of a subtheme, the pillar of a sub-dimension."""
    if field_name == "subtema_rad":
        return code.partition(".")[0]
    found = term("SUBDIMENSI", code)
    return found.extra["pilar"] if found else ""
