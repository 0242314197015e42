"""What has to be filled in before a dataset is public: columns W of the tables 6.2 and 6.4, and its conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ckanext.paser.metadata.rules import profile
from ckanext.paser.metadata.rules.closed import for_public
from ckanext.paser.metadata.rules.files import is_data, is_table
from ckanext.paser.metadata.rules.findings import Finding, Level, found
from ckanext.paser.metadata.rules.vocabularies import UNSCHEDULED
from ckanext.paser.problems import N_

Said = Mapping[str, Any]

SPATIAL_FORMATS = {"geojson", "gpkg", "kml", "shp", "wfs", "wms"}
SERVICES = {"api", "wfs", "wms"}
NEVER_MISSING = {"akses_level", "data_prioritas", "jenis_data", "jenis_resource", "private", "status_sdi"}
"""Mandatory, but filled in by CKAN, the workflow or a default when a dataset is stored."""
_CENSUSES = {"PENCACAHAN_LENGKAP", "SURVEI"}
_SOURCED = ("bmkg_", "bps_")
_WITHOUT_AREAS = {"titik", "grid"}
_BELOW_REGENCY = {"kecamatan", "desa"}


class Condition(NamedTuple):
    """When a conditional field (C) is needed.

    Args:
        rule: the rule of 6.7 that says so; 0: column W alone.
        when: asked of the dataset; of a file's condition, of the dataset and the file.
    """

    rule: int
    when: Callable[..., bool]
    level: Level = Level.ERROR


def _is(field: str, *values: str) -> Callable[[Said], bool]:
    return lambda dataset: dataset.get(field) in values


def _is_indicator(dataset: Said) -> bool:
    return dataset.get("jenis") == "indikator"


def _is_priority(dataset: Said) -> bool:
    return dataset.get("data_prioritas") is True


def _is_scheduled(dataset: Said) -> bool:
    return bool(dataset.get("frequency")) and dataset.get("frequency") not in UNSCHEDULED


def _is_composite(answer: bool) -> Callable[[Said], bool]:
    return lambda dataset: _is_indicator(dataset) and dataset.get("apakah_indikator_komposit") is answer


def _is_judged(dataset: Said) -> bool:
    return not {"iku", "rpjmd"}.isdisjoint(dataset.get("dokumen_perencanaan") or [])


def _has_small_cells(dataset: Said) -> bool:
    levels = set(dataset.get("level_penyajian") or [])
    return dataset.get("klasifikasi_data_pribadi") == "agregat" and not levels.isdisjoint(
        {"kecamatan", "desa"}
    )


def _needs_attribution(dataset: Said) -> bool:
    return str(dataset.get("sistem_asal") or "").startswith(_SOURCED)


_MEASURING = _is("jenis", "indikator", "variabel")
_STATISTICAL = _is("jenis_data", "statistik")
_EXEMPTED = _is("kategori_informasi", "dikecualikan")

OF_DATASET: dict[str, Condition] = {
    "jenis_statistik": Condition(0, _STATISTICAL),
    "jadwal_rilis": Condition(0, _is_scheduled),
    "spatial_resolution_in_meters": Condition(0, _is("jenis", "spasial")),
    "konsep": Condition(2, _MEASURING),
    "definisi": Condition(2, _MEASURING),
    "ukuran": Condition(2, _MEASURING),
    "satuan": Condition(2, _MEASURING),
    "klasifikasi": Condition(1, _is_indicator),
    "id_sds": Condition(0, _is("status_standar_data", "nasional")),
    "interpretasi": Condition(1, _is_indicator),
    "metode_perhitungan": Condition(1, _is_indicator),
    "rumus": Condition(1, _is_indicator),
    "apakah_indikator_komposit": Condition(1, _is_indicator),
    "indikator_pembangun": Condition(1, _is_composite(True)),
    "variabel_pembangun": Condition(1, _is_composite(False)),
    "polaritas": Condition(0, _is_judged),
    "kegiatan": Condition(0, _is("cara_pengumpulan_data", *_CENSUSES)),
    "cara_pengumpulan_data": Condition(0, _STATISTICAL),
    "identitas_rekomendasi": Condition(0, _is("cara_pengumpulan_data", *_CENSUSES)),
    "kriteria_prioritas": Condition(3, _is_priority),
    "prioritas_tahun": Condition(3, _is_priority),
    "dasar_daftar_data": Condition(3, _is_priority),
    "dasar_pengecualian": Condition(4, _EXEMPTED),
    "nomor_uji_konsekuensi": Condition(4, _EXEMPTED),
    "masa_pengecualian": Condition(4, _EXEMPTED),
    "dasar_pembatasan": Condition(0, _is("akses_level", "terbatas")),
    "perlakuan_data_pribadi": Condition(0, _is("klasifikasi_data_pribadi", "agregat", "pseudonim")),
    "sel_minimum": Condition(0, _has_small_cells),
    "atribusi": Condition(0, _needs_attribution),
    "catatan_verifikasi": Condition(0, _is("status_sdi", "perlu_perbaikan", "ditolak"), Level.TERBIT),
    "diperiksa_pembina_pada": Condition(3, _is_priority, Level.TERBIT),
}


def _format_in(formats: set[str]) -> Callable[[Said, Said], bool]:
    return lambda dataset, file: str(file.get("format") or "").lower() in formats


def _is_spatial(dataset: Said, file: Said) -> bool:
    return dataset.get("jenis") == "spasial" or _format_in(SPATIAL_FORMATS)(dataset, file)


def _is_by_area(dataset: Said, file: Said) -> bool:
    """A table with areas in it: its rows are about parts of the regency, or a column names areas.

    Column W asks for it at every level but points and grids; a table of the regency alone has no such column (docs/metadata.md).
    """
    level = file.get("level_penyajian")
    names = any(one.get("peran") == "wilayah" for one in for_public(file.get("kamus_data")))
    is_placed = bool(level) and level not in _WITHOUT_AREAS and (level in _BELOW_REGENCY or names)
    return is_data(file) and is_table(file) and is_placed


def _is_harvested(dataset: Said, file: Said) -> bool:
    return (dataset.get("sistem_asal") or "lokal") != "lokal"


OF_FILE: dict[str, Condition] = {
    "rights": Condition(
        0, lambda dataset, file: False
    ),  # copied from the dataset's attribution, never missing
    "kolom_wilayah": Condition(0, _is_by_area, Level.TERBIT),
    "sistem_kode_wilayah": Condition(0, lambda dataset, file: bool(file.get("kolom_wilayah")), Level.TERBIT),
    "kamus_data": Condition(0, lambda dataset, file: is_data(file) and is_table(file), Level.TERBIT),
    "access_services": Condition(0, _format_in(SERVICES)),
    "crs": Condition(0, _is_spatial),
    "sumber_url": Condition(0, _is_harvested, Level.TERBIT),
    "sumber_id": Condition(0, _is_harvested, Level.TERBIT),
}
OF_DATA = ("periode_mulai", "periode_selesai", "status_angka", "level_penyajian")
"""Mandatory for files of data alone: column W says "M (data)"."""

OF_ROWS = {
    "contact": ("name", "email"),
    "temporal_coverage": ("start", "end"),
    "indikator_pembangun": ("nama",),
    "variabel_pembangun": ("nama",),
    "variabel_disaggregasi": ("nama",),
    "access_services": ("title", "endpoint_url"),
}
"""What each row of a field with subfields has to say; its place is told as ``contact-0-email``."""


def is_empty(value: Any) -> bool:
    """Tell whether a field says nothing; "no" is an answer."""
    return value is None or value in ("", [], {})


def is_required(field: str, dataset: Said) -> bool:
    """Whether a conditional field has to be filled in, given the other fields (profile 6.2, column W)."""
    condition = OF_DATASET.get(field)
    return bool(condition) and condition.when(dataset)


def lacking(dataset: Said, rule: int) -> Iterator[Finding]:
    """What has to be filled in and is not, of the fields that one rule tells of."""
    for field in profile.fields("dataset"):
        condition = OF_DATASET.get(field)
        needed = rule == 0 and profile.needs("dataset")[field] == "M" and field not in NEVER_MISSING
        if condition and condition.rule == rule and condition.when(dataset):
            needed = True
        if needed and is_empty(dataset.get(field)):
            yield _missing(rule, field, condition.level if condition else Level.ERROR)
    if rule == 0:
        yield from _unfinished(dataset)
        for position, file in enumerate(files(dataset)):
            yield from _lacking_in(dataset, file, position)


def files(dataset: Said) -> Sequence[Said]:
    """The files of a dataset."""
    return dataset.get("resources") or []


def _lacking_in(dataset: Said, file: Said, position: int) -> Iterator[Finding]:
    for field in profile.fields("resource"):
        condition = OF_FILE.get(field)
        if condition:
            needed = condition.when(dataset, file)
        else:
            needed = profile.needs("resource")[field] == "M" and field not in NEVER_MISSING
            needed = needed and (field not in OF_DATA or is_data(file))
        if needed and is_empty(file.get(field)) and not _has_no_own(field, file):
            yield _missing(0, field, condition.level if condition else Level.ERROR, position)
    yield from _unfinished(file, position)


def _unfinished(said: Said, file: int | None = None) -> Iterator[Finding]:
    """The rows that say only part of what they have to."""
    for field, parts in OF_ROWS.items():
        for number, row in enumerate(said.get(field) or []):
            for part in parts:
                if is_empty(row.get(part)):
                    yield _missing(0, f"{field}-{number}-{part}", Level.ERROR, file)


def _has_no_own(field: str, file: Said) -> bool:
    """A table that is written through the API has neither file nor format."""
    return field in ("url", "format") and file.get("url_type") not in (None, "", "upload")


def _missing(rule: int, field: str, level: Level, file: int | None = None) -> Finding:
    fact = N_("This has to be filled in before the dataset is public.")
    return found(
        rule, field, fact, N_("Fill it in, or keep the dataset private until then."), level=level, file=file
    )
