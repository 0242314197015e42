"""A small catalogue, made once for the tests of this folder that only read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import ckan.plugins as p
from ckan.lib.search import clear_all
from ckan.tests.helpers import call_action

AGENCIES = [
    {"name": "dinas-kesehatan", "title": "Dinas Kesehatan", "singkatan": "Dinkes"},
    {"name": "disdukcapil", "title": "Dinas Kependudukan dan Pencatatan Sipil", "singkatan": "Disdukcapil"},
    {"name": "dinas-perdagangan", "title": "Dinas Perdagangan", "singkatan": "Disdag"},
    {"name": "bps", "title": "Badan Pusat Statistik Kabupaten Paser", "singkatan": "BPS"},
]
DATASETS = [
    {"name": "penduduk-kecamatan", "title": "Jumlah Penduduk per Kecamatan", "owner_org": "disdukcapil",
     "level_penyajian": ["kecamatan"], "tag_string": "penduduk, kependudukan"},
    {"name": "profil-kependudukan", "title": "Profil Kependudukan", "owner_org": "disdukcapil"},
    {"name": "kelompok-tani", "title": "Kelompok Petani Padi", "owner_org": "bps"},
    {"name": "rumah-layak", "title": "Rumah Layak Huni", "owner_org": "bps"},
    {"name": "pemilu", "title": "Tempat Memilih pada Pemilihan Umum", "owner_org": "bps"},
    {"name": "harga-pasar", "title": "Harga Beras di Pasar Induk", "owner_org": "dinas-perdagangan",
     "kode_wilayah": ["64.01.05"], "level_penyajian": ["kecamatan"]},
    {"name": "kemiskinan", "title": "Warga Miskin dan Pengangguran", "owner_org": "bps"},
    {"name": "tambang", "title": "Peran Sektor Pertambangan", "owner_org": "bps"},
    {"name": "gini", "title": "Rasio Gini", "owner_org": "bps"},
    {"name": "galian-pasir", "title": "Produksi Galian Pasir", "owner_org": "bps", "kode_urusan": "3.29"},
    {"name": "puskesmas", "title": "Jumlah Puskesmas", "owner_org": "dinas-kesehatan", "kode_urusan": "1.02",
     "notes": "Pusat layanan di setiap kecamatan, lengkap dengan alamatnya."},
    {"name": "dokter-rahasia", "title": "Daftar Dokter Rahasia", "owner_org": "dinas-kesehatan",
     "private": True, "tag_string": "rahasia"},
]  # fmt: skip
COMMON: dict[str, Any] = {
    "notes": "Tabel ringkas.",
    "jenis": "kode_referensi",
    "jenis_data": "lainnya",
    "tema_sdi": "10",
    "kode_urusan": "4.01",
    "frequency": "http://publications.europa.eu/resource/authority/frequency/IRREG",
    "temporal_coverage": [{"start": "2024", "end": "2024"}],
    "temporal_resolution": "P1Y",
    "kode_wilayah": ["64.01"],
    "level_penyajian": ["kabupaten"],
    "license_id": "cc-by",
    "contact": [{"name": "Layanan Data", "email": "data@paserkab.invalid"}],
    "sumber_data": "Catatan sendiri",
    "kategori_informasi": "berkala",
    "klasifikasi_data_pribadi": "tidak_ada",
    "sistem_asal": "lokal",
}
AGENCY = {
    "jenis_opd": "dinas",
    "peran_sdi": ["produsen"],
    "kode_urusan": ["4.01"],
    "email": "data@paserkab.invalid",
}


@pytest.fixture(scope="module")
def catalogue(reset_db, migrate_db_for) -> Iterator[None]:
    """The datasets above, with the plugins loaded once for all tests of a module: they only read."""
    p.load_all()
    reset_db()
    migrate_db_for("paser")
    clear_all()
    admin = call_action("get_site_user")["name"]
    for agency in AGENCIES:
        call_action("organization_create", {"user": admin}, **AGENCY, **agency)
    for dataset in DATASETS:
        call_action("package_create", {"user": admin}, **COMMON | dataset)
    yield
    p.unload_all()
