"""A dataset as the list of data knows it. DATA CONTOH."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ckanext.paser.registers.rules.entries import Entry, document, entry

from tests.withdrawn import lists_with_withdrawn_codes

DATASET: dict[str, Any] = {
    "identifier": "6401-1.06-0007",
    "tema_sdi": "04",
    "kode_urusan": "1.06",
    "jenis": "indikator",
    "jenis_data": "statistik",
    "data_prioritas": True,
    "kriteria_prioritas": ["b", "c"],
    "prioritas_tahun": ["2025", "2026"],
    "dasar_daftar_data": "SK Bupati 050/123/2025",
    "diperiksa_pembina_pada": "2026-01-10T17:00:00Z",
    "frequency": "http://publications.europa.eu/resource/authority/frequency/ANNUAL",
    "temporal_coverage": [{"start": "2024", "end": "2025"}],
    "jadwal_rilis": "2026-12-31",
    "modified": "2026-01-15T02:00:00Z",
    "issued": "2025-01-10",
    "akses_level": "terbuka",
    "data_contoh": True,
    "resources": [{"format": "CSV"}],
}
OF_CKAN = {
    "id": "5b1c",
    "name": "penduduk-miskin",
    "title": "Persentase Penduduk Miskin",
    "organization": "dinsos",
    "license_id": "cc-by",
    "res_format": ["CSV", "XLSX", "CSV"],
    "metadata_modified": "2026-01-15T02:00:00Z",
}


@pytest.fixture
def dataset() -> dict[str, Any]:
    return dict(DATASET)


@pytest.fixture
def listed() -> Callable[..., Entry]:
    """An entry as it comes back from the index, of a dataset with other values."""

    def make(**said: Any) -> Entry:
        of_ckan = {name: said.pop(name, value) for name, value in OF_CKAN.items()}
        return entry(of_ckan | document(DATASET | said, ZoneInfo("Asia/Makassar")))

    return make


@pytest.fixture
def withdrawn(tmp_path) -> Iterator[None]:
    """Lists in which some codes are not valid any more."""
    with lists_with_withdrawn_codes(tmp_path):
        yield
