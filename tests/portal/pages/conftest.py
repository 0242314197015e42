"""A small catalogue with one table, made once for the tests of a module that only read it."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.datastructures import FileStorage

from ckan.lib.search import clear_all
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.tables import service as tables

AGENCY: dict[str, Any] = {
    "jenis_opd": "dinas",
    "peran_sdi": ["produsen"],
    "kode_urusan": ["2.12"],
    "email": "data@paserkab.invalid",
}
AGENCIES = [
    {"name": "disdukcapil", "title": "Dinas Kependudukan dan Pencatatan Sipil", "singkatan": "Disdukcapil"},
    {"name": "bps", "title": "Badan Pusat Statistik", "singkatan": "BPS"},
    {"name": "dinsos", "title": "Dinas Sosial", "singkatan": "Dinsos"},
]
DATASET: dict[str, Any] = {
    "notes": "Tabel ringkas.",
    "jenis": "kode_referensi",
    "jenis_data": "lainnya",
    "tema_sdi": "10",
    "kode_urusan": "4.01",
    "frequency": "http://publications.europa.eu/resource/authority/frequency/IRREG",
    "temporal_coverage": [{"start": "2020", "end": "2020"}],
    "temporal_resolution": "P1Y",
    "kode_wilayah": ["64.01"],
    "level_penyajian": ["kecamatan"],
    "license_id": "cc-by",
    "contact": [{"name": "Layanan Data", "email": "data@paserkab.invalid"}],
    "sumber_data": "Dukcapil",
    "kategori_informasi": "berkala",
    "klasifikasi_data_pribadi": "tidak_ada",
    "catatan_mutu": "Sumber mencetak 277.401.",
}
DATASETS: list[dict[str, Any]] = [
    {
        "name": "penduduk",
        "title": "Penduduk menurut Kecamatan",
        "owner_org": "disdukcapil",
        "jadwal_rilis": "2026-12-31",
    },
    {"name": "kemiskinan", "title": "Penduduk Miskin", "owner_org": "bps", "tema_sdi": "04"},
    {"name": "bantuan", "title": "Penerima Bantuan", "owner_org": "dinsos", "tema_sdi": "04"},
    {
        "name": "hujan",
        "title": "DATA CONTOH: Hujan",
        "owner_org": "bps",
        "data_contoh": True,
        "tag_string": "cuaca, data contoh",
    },
    {"name": "rahasia", "title": "Belum Terbit", "owner_org": "bps", "private": True},
]
TABLE = """kode_wilayah;kecamatan;tahun;penduduk;luas
64.01.04;Tanah Grogot;2020;78018;335,58
64.01.07;Muara Komam;2020;13422;1753,4
64.01.10;Muara Samu;2020;;855,25
"""


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """Empty until this module has its catalogue; then the resource id by dataset name."""
    return {}


@pytest.fixture
def catalogue(made, reset_db, migrate_db_for, with_plugins, tmp_path) -> dict[str, str]:
    if made:
        return made
    reset_db()
    migrate_db_for("paser")
    clear_all()
    admin = call_action("get_site_user")["name"]
    for agency in AGENCIES:
        call_action("organization_create", {"user": admin}, **AGENCY, **agency)
    for dataset in DATASETS:
        call_action("package_create", {"user": admin}, **DATASET | dataset)
    file = tmp_path / "penduduk.csv"
    file.write_text(TABLE, encoding="utf-8")
    with file.open("rb") as stream:
        resource = call_action(
            "resource_create",
            {"user": admin},
            package_id="penduduk",
            name="Penduduk, 2020",
            format="CSV",
            upload=FileStorage(stream, filename=file.name),
        )
    tables.load(resource["id"], file, file.name)
    made["penduduk"] = resource["id"]
    return made


@pytest.fixture
def own_dataset(catalogue) -> str:
    """A dataset of one test alone; its name."""
    return factories.Dataset(owner_org="bps", **DATASET)["name"]
