"""The datasets of the sample, and one with every field, in a catalogue that others read. DATA CONTOH."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml

from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action
from ckan.types import Context

from tests.portal.metadata.conftest import agency, dataset, full

__all__ = ["agency", "dataset", "full"]

SAMPLE = Path(__file__).parents[3] / "deploy" / "sample"
DICTIONARY: list[dict[str, Any]] = [
    {
        "id": "kode_kecamatan",
        "label": "Kode Kecamatan",
        "notes": "Kode wilayah administrasi.",
        "tipe_data": "CHARACTER",
        "peran": "wilayah",
        "kode_referensi": "wilayah_kemendagri",
        "batasan": {"required": True, "pattern": "^64[.]01[.][0-9]{2}$"},
        "apakah_variabel_bisa_diakses_umum": True,
    },
    {
        "id": "jenis_kelamin",
        "label": "Jenis Kelamin",
        "notes": "Agregat.",
        "tipe_data": "CHARACTER",
        "peran": "dimensi",
        "value_domain": [{"kode": "1", "nilai": "Laki-laki"}, {"kode": "2", "nilai": "Perempuan"}],
        "apakah_variabel_bisa_diakses_umum": True,
    },
    {
        "id": "jumlah",
        "label": "Jumlah",
        "konsep": ["Penduduk"],
        "notes": "Semua orang.",
        "tipe_data": "INTEGER",
        "ukuran": "jumlah",
        "satuan": "orang",
        "peran": "ukuran",
        "agregasi": "terakhir",
        "desimal": 0,
        "batasan": {"minimum": 0},
        "nilai_hilang": ["-", "..."],
        "apakah_variabel_bisa_diakses_umum": True,
    },
]

_MADE = {"for": ""}
"""The module for which the sample was made last."""


@pytest.fixture
def complete(full) -> dict[str, Any]:
    """A dataset with every field and a dictionary, as it is shown."""
    full["resources"][0]["kamus_data"] = DICTIONARY
    return call_action("package_show", id=call_action("package_create", **full)["id"])


@pytest.fixture
def sample(with_plugins, request) -> list[dict[str, Any]]:
    """The agencies, activities and datasets of the sample, public and alone, as they are shown; made once for a module."""
    entries = _yaml("manifest.yaml")["datasets"]
    if _MADE["for"] != request.module.__name__:  # tests of another module may have left theirs since
        _MADE["for"] = request.module.__name__
        request.getfixturevalue("clean_db")
        request.getfixturevalue("clean_index")
        admin = Context(user=factories.Sysadmin()["name"], ignore_auth=True)
        for one in _yaml("organizations.yaml")["organizations"]:
            call_action("organization_create", admin.copy(), **one)
        for one in _yaml("kegiatan.yaml")["kegiatan"]:
            call_action("package_create", admin.copy(), type="kegiatan", **one)
        for one in entries:
            call_action("package_create", admin.copy(), **_described(one))
    return [call_action("package_show", id=one["name"]) for one in entries]


def _yaml(name: str) -> dict[str, Any]:
    return yaml.safe_load((SAMPLE / name).read_text(encoding="utf-8"))


def _described(entry: dict[str, Any]) -> dict[str, Any]:
    files = [
        {
            **{key: value for key, value in file.items() if key != "file"},
            "url": f"https://contoh.invalid/{file['file']}",
        }
        for file in entry["resources"]
    ]
    return {**entry, "resources": [{"kamus_data": DICTIONARY, **file} for file in files]}


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """The questions asked of CKAN's database."""
    asked: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    sa.event.listen(model.meta.engine, "before_cursor_execute", note)
    yield asked
    sa.event.remove(model.meta.engine, "before_cursor_execute", note)
