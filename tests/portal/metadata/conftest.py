"""A dataset and an agency as the profile asks for them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

ANNUAL = "http://publications.europa.eu/resource/authority/frequency/ANNUAL"


@pytest.fixture
def agency() -> dict[str, Any]:
    return {
        "name": f"dinas-kesehatan-{uuid4()}",
        "title": "Dinas Kesehatan",
        "description": "Produsen Data kesehatan.",
        "singkatan": "Dinkes",
        "jenis_opd": "dinas",
        "peran_sdi": ["produsen"],
        "kode_urusan": ["1.02", "2.14"],
        "email": "data@dinkes.paserkab.invalid",
    }


@pytest.fixture
def dataset(non_clean_db, organization_factory, agency) -> dict[str, Any]:
    """A complete dataset of an agency that is there; nothing of it is stored yet."""
    organization_factory(**agency)
    return {
        "name": f"persentase-penduduk-miskin-{uuid4()}",
        "title": "Persentase Penduduk Miskin",
        "notes": "Persentase penduduk di bawah garis kemiskinan.",
        "owner_org": agency["name"],
        "tag_string": "kemiskinan,kesejahteraan",
        "jenis": "indikator",
        "jenis_data": "statistik",
        "tema_sdi": "04",
        "kode_urusan": "1.06",
        "konsep": ["Kemiskinan", "Garis kemiskinan"],
        "definisi": "Penduduk dengan pengeluaran di bawah garis kemiskinan.",
        "ukuran": "persentase",
        "satuan": "persen",
        "kode_wilayah": ["64.01", "64.01.04"],
        "level_penyajian": ["kabupaten", "kecamatan"],
        "temporal_coverage": [{"start": "2017", "end": "2018"}, {"start": "2020-03", "end": "2021-12-31"}],
        "temporal_resolution": "P1Y",
        "frequency": ANNUAL,
        "jadwal_rilis": "2026-12-31",
        "license_id": "cc-by",
        "contact": [{"name": "Layanan Data Dinas Kesehatan", "email": "data@dinkes.paserkab.invalid"}],
        "sumber_data": "BPS",
        "catatan_mutu": "Menunggu konfirmasi Walidata.",
        "data_contoh": True,
        "sistem_asal": "lokal",
    }
