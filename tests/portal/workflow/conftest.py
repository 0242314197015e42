"""People of an agency and of the two offices, and a dataset that the profile has nothing against. DATA CONTOH."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories

FILE = {
    "name": "Jumlah, 2020",
    "url": "https://a.test/a.json",
    "format": "JSON",
    "periode_mulai": "2020",
    "periode_selesai": "2020",
}
COMPLETE: dict[str, Any] = {
    "title": "Jumlah Puskesmas",
    "notes": "DATA CONTOH: jumlah puskesmas menurut kecamatan, dari laporan dinas.",
    "tag_string": "contoh",
    "jenis": "register",
    "jenis_data": "lainnya",
    "definisi": "Banyaknya puskesmas.",
    "satuan": "unit",
    "sumber_data": "DATA CONTOH",
    "kategori_informasi": "berkala",
    "klasifikasi_data_pribadi": "tidak_ada",
    "tema_sdi": "04",
    "kode_urusan": "1.02",
    "kode_wilayah": ["64.01"],
    "level_penyajian": ["kabupaten"],
    "temporal_coverage": [{"start": "2020", "end": "2020"}],
    "temporal_resolution": "P1Y",
    "frequency": "http://publications.europa.eu/resource/authority/frequency/NEVER",
    "license_id": "cc-by",
    "contact": [{"name": "Dinas Contoh", "email": "data@contoh.invalid"}],
    "resources": [FILE],
}
PRIORITY = {
    "data_prioritas": True,
    "kriteria_prioritas": ["b"],
    "prioritas_tahun": ["2026"],
    "dasar_daftar_data": "SK 1",
}


def agency(*roles: str, **members: str) -> dict[str, Any]:
    """An agency with these SDI roles; members by their capacity."""
    return factories.Organization(
        users=[{"name": name, "capacity": capacity} for capacity, name in members.items()],
        description="DATA CONTOH",
        singkatan="DC",
        jenis_opd="dinas",
        peran_sdi=list(roles),
        kode_urusan=["1.02"],
        email="data@contoh.invalid",
    )


@dataclass
class People:
    """Names of those who act, and the agency whose dataset it is."""

    agency: str
    officer: str
    colleague: str
    stranger: str
    walidata: str
    walidata_second: str
    pembina: str
    sysadmin: str

    def does(self, person: str, action: str, **data: Any) -> Any:
        """Call an action as one of these people does through the API."""
        name = getattr(self, person) if person else ""
        context = {"user": name, "auth_user_obj": model.User.get(name) if name else None}
        return tk.get_action(action)(context, data)

    def steps(self, dataset: str, *steps: tuple[str, str]) -> dict[str, Any]:
        """Take steps: who, and to which state."""
        answer: dict[str, Any] = {}
        for person, to in steps:
            note = "Karena." if to in ("perlu_perbaikan", "ditolak", "ditarik") else ""
            answer = self.does(person, "paser_workflow_transition", id=dataset, to=to, note=note)
        return answer


APPROVED = (("officer", "diajukan"), ("walidata", "diperiksa_walidata"), ("walidata", "disetujui"))
PUBLISHED = (*APPROVED, ("walidata", "terbit"))


@pytest.fixture
def people(non_clean_db, with_plugins) -> People:
    users = [factories.User()["name"] for _ in range(6)]
    officer, colleague, stranger, walidata, second, pembina = users
    mine = agency("produsen", editor=officer, admin=colleague)
    agency("produsen", editor=stranger)
    agency("walidata", "produsen", editor=walidata, admin=second)
    agency("pembina", editor=pembina)
    return People(mine["id"], *users, factories.Sysadmin()["name"])


@pytest.fixture
def make(people) -> Callable[..., dict[str, Any]]:
    """A dataset as an officer of the agency makes it."""

    def create(person: str = "officer", **changes: Any) -> dict[str, Any]:
        data = {**COMPLETE, "name": f"contoh-{uuid4()}", "owner_org": people.agency, **changes}
        return people.does(person, "package_create", **data)

    return create
