"""A small catalogue for the lists, made once for the tests of a module that only read it. DATA CONTOH."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

from ckan.lib.search import clear_all
from ckan.tests.helpers import call_action

from tests.portal.pages.conftest import AGENCIES, AGENCY, DATASET

FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"
FILE: dict[str, Any] = {
    "name": "Tabel, 2020",
    "url": "https://a.test/a.csv",
    "format": "CSV",
    "periode_mulai": "2020",
    "periode_selesai": "2020",
    "level_penyajian": "kecamatan",
}
PRIORITY: dict[str, Any] = {
    "data_prioritas": True,
    "kriteria_prioritas": ["b", "c"],
    "prioritas_tahun": ["2025", "2026"],
    "dasar_daftar_data": "SK Bupati 050/123/2025",
}
DATASETS: list[dict[str, Any]] = [
    {
        "name": "stunting",
        "title": "Prevalensi Stunting",
        "owner_org": "dinsos",
        "tema_sdi": "04",
        "kode_urusan": "1.06",
        "frequency": FREQUENCY + "ANNUAL",
        "jadwal_rilis": "2026-03-31",
        "resources": [FILE],
        **PRIORITY,
    },
    {
        "name": "desa",
        "title": "Daftar Desa",
        "owner_org": "disdukcapil",
        "jenis": "data_induk",
        "jadwal_rilis": "2031-05-17",
        "frequency": FREQUENCY + "ANNUAL",
    },
    {
        "name": "rumus",
        "title": '=HYPERLINK("http://a.test")',
        "owner_org": "bps",
        "data_contoh": True,
        "temporal_coverage": [{"start": "2018", "end": "2019"}],
        "resources": [{**FILE, "periode_mulai": "2018", "periode_selesai": "2018"}],
    },
    {
        "name": "rahasia",
        "title": "Belum Terbit Sama Sekali",
        "owner_org": "bps",
        "private": True,
        "jadwal_rilis": "2031-05-18",
        "frequency": FREQUENCY + "ANNUAL",
        **PRIORITY,
    },
]


@pytest.fixture(scope="module")
def made() -> list[str]:
    """Empty until this module has its catalogue."""
    return []


@pytest.fixture
def register(made, reset_db, migrate_db_for, with_plugins) -> None:
    if made:
        return
    reset_db()
    migrate_db_for("paser")
    clear_all()
    admin = call_action("get_site_user")["name"]
    for agency in AGENCIES:
        call_action("organization_create", {"user": admin}, **AGENCY, **agency)
    for dataset in DATASETS:
        call_action("package_create", {"user": admin}, **DATASET | dataset)
    made.append("catalogue")


def soup(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.body, "html.parser")


def said(found) -> str:
    """The words of a part of a page, with single blanks."""
    return " ".join(found.get_text(" ").split())
