"""Fixtures of the exports room: an agency's dataset with people around it, and tables made of files. DATA CONTOH."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage

from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.tables import service

AGENCY: dict[str, Any] = {
    "title": "Dinas Contoh",
    "jenis_opd": "dinas",
    "peran_sdi": ["produsen"],
    "kode_urusan": ["2.12"],
    "email": "data@paserkab.invalid",
}
DATASET: dict[str, Any] = {
    "title": "Penduduk",
    "notes": "Tabel ringkas.",
    "jenis": "kode_referensi",
    "jenis_data": "lainnya",
    "tema_sdi": "10",
    "kode_urusan": "4.01",
    "frequency": "http://publications.europa.eu/resource/authority/frequency/IRREG",
    "temporal_coverage": [{"start": "2020", "end": "2024"}],
    "temporal_resolution": "P1Y",
    "kode_wilayah": ["64.01"],
    "level_penyajian": ["kecamatan"],
    "license_id": "cc-by",
    "contact": [{"name": "Layanan Data", "email": "data@paserkab.invalid"}],
    "sumber_data": "Dinas Contoh, angka dibuat-buat",
    "kategori_informasi": "berkala",
    "klasifikasi_data_pribadi": "tidak_ada",
    "data_contoh": True,
}
TABLE = "Kode Wilayah;Nama;Jumlah\n64.01.04;Tanah Grogot;1.250,5\n64.01.05;Kuaro;12,25\n"


@pytest.fixture(scope="module")
def module_storage(tmp_path_factory) -> Path:
    """One for all tests of a module: with another setting for each, CKAN would be loaded anew for each."""
    return tmp_path_factory.mktemp("storage")


@pytest.fixture(autouse=True)
def _storage(ckan_config, module_storage, monkeypatch):
    """Releases and downloads are files: each module has its own place for them."""
    monkeypatch.setitem(ckan_config, "ckan.storage_path", str(module_storage))


@pytest.fixture
def people(reset_db_once, with_plugins) -> dict[str, Any]:
    """An editor of an agency and a stranger, and the agency's datasets, one public and one private."""
    users = {role: factories.UserWithToken() for role in ("editor", "stranger")}
    members = [{"name": users["editor"]["name"], "capacity": "editor"}]
    owner = factories.Organization(users=members, **AGENCY)["id"]
    datasets = {
        name: factories.Dataset(owner_org=owner, private=name == "private", **DATASET)
        for name in ("dataset", "private")
    }
    return {**users, **datasets}


@pytest.fixture
def table(people) -> Callable[..., str]:
    """Upload a file and have it made a table, as a new resource or as the new file of one; the resource's id."""

    def make(
        content: str = TABLE,
        id: str | None = None,
        dataset: str = "dataset",
        name: str = "Tabel 2024",
        filename: str = "data.csv",
        **said: str,
    ) -> str:
        file = FileStorage(io.BytesIO(content.encode()), filename=filename)
        about = {"package_id": people[dataset]["id"], "name": name, "url": filename, "upload": file} | said
        resource = call_action(
            "resource_update" if id else "resource_create", **about, **({"id": id} if id else {})
        )
        service.load_upload(resource["id"])
        return resource["id"]

    return make
