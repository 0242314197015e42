"""A dataset that loses nothing, and what is known of its table; tests take something away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timezone
from typing import Any

from ckanext.paser.metadata.rules.known import Table
from ckanext.paser.quality.rules import FileSeen, Judgement, judge
from ckanext.paser.tables.rules.table import Column

from tests.unit.metadata import examples

TODAY = date(2026, 11, 28)
CODES = {
    "id": "kode_wilayah",
    "peran": "wilayah",
    "kode_referensi": "wilayah_kemendagri",
}
FILE: dict[str, Any] = {
    **examples.FILE,
    "description": "Satu baris satu kecamatan.",
    "datastore_active": True,
    "modified": "2026-11-01T02:00:00Z",
    "kamus_data": [
        CODES,
        {"id": "nilai", "peran": "ukuran", "satuan": "persen", "agregasi": "tidak_boleh"},
    ],
}
DATASET: dict[str, Any] = {
    **examples.INDICATOR,
    "tags": [{"name": "kemiskinan"}, {"name": "kesejahteraan"}, {"name": "kecamatan"}],
    "subtema_rad": "04.01",
    "pilar_smart_city": ["society"],
    "walidata_pendukung": "Subbagian Perencanaan",
    "jadwal_pemutakhiran": "2027-03-01",
    "status_standar_data": "instansi",
    "kode_referensi": ["wilayah_kemendagri"],
    "variabel_disaggregasi": [{"nama": "Kecamatan"}],
    "kode_dssd": "1.06.01",
    "dokumen_perencanaan": ["rkpd"],
    "provenance": "Dihitung dari Susenas.",
    "applicable_legislation": ["Perpres 39/2019"],
    "isopen": True,
    "modified": "2026-11-01T02:00:00Z",
    "resources": [FILE],
}
COLUMNS = (
    Column("kode_wilayah", "Kode Wilayah", "code", definition="Kode Kemendagri.", role="wilayah"),
    Column("nilai", "Persentase", "number", unit="persen", definition="Penduduk miskin.", role="ukuran"),
)
SEEN = FileSeen(
    status="done", columns=COLUMNS, holds=Table(areas=("64.01.04",), ranges={"nilai": (5.0, 20.0)})
)


def with_file(**changes: Any) -> dict[str, Any]:
    """The dataset with changes of its file; None takes a field out."""
    file = {name: value for name, value in (FILE | changes).items() if value is not None}
    return DATASET | {"resources": [file]}


def judged(dataset: dict[str, Any] | None = None, today: date = TODAY, **seen: Any) -> Judgement:
    """The dataset, with what was seen of its file otherwise than in ``SEEN``."""
    return judge(dataset or DATASET, {"berkas": replace(SEEN, **seen)}, today, timezone.utc)


def lost(judgement: Judgement) -> list[tuple[str, str, float]]:
    """Code, field and points of all that was lost."""
    return [(one.code, one.place.field, one.points) for one in judgement.losses]
