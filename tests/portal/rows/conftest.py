"""Tables of a public and a private dataset, made once for the tests of a module that only read them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.tables.loading import load

TABLE = """kode_wilayah;kecamatan;tahun;penduduk;luas;dicatat;aktif
64.01.04;Tanah Grogot;2020;78018;335,58;2021-03-01;ya
64.01.04;Tanah Grogot;2021;79143;335,58;2022-03-01;ya
64.01.07;Muara Komam;2020;13422;1753,4;;tidak
64.01.07;Muara Komam;2021;;1753,4;2022-03-02;tidak
64.01.10;"Muara Samu, Utara";2020;5000;855,25;2021-03-01;
64.01.10;"Muara Samu, Utara";2021;5000;;2022-03-01;
"""


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """Empty until this module has its tables; then the resource id by name."""
    return {}


@pytest.fixture
def stage(made, reset_db_once, with_plugins, tmp_path) -> dict[str, str]:
    if made:
        return made
    agency = factories.Organization()
    for name, private in (("public", False), ("private", True)):
        dataset = factories.Dataset(owner_org=agency["id"], private=private)
        made[name] = resource(dataset, tmp_path / "penduduk.csv", TABLE)
        made[f"{name}_dataset"] = dataset["id"]
    made["agency"] = agency["id"]
    return made


def resource(dataset: dict[str, Any], path: Path, text: str) -> str:
    """A resource of a dataset, with this table; its id."""
    made = factories.Resource(package_id=dataset["id"], url="penduduk.csv", format="CSV")
    path.write_text(text, encoding="utf-8")
    load(made["id"], path, path.name)
    return made["id"]


@pytest.fixture
def ask(app, stage):
    """Asks the public table: the answer's status, headers and JSON."""

    def get(question: str = "", table: str = "public", **options: Any) -> Any:
        return app.get(f"/api/paser/v1/tabel/{stage[table]}/baris?{question}", **options)

    return get


@pytest.fixture
def api_table(stage) -> str:
    """A table that came through CKAN's API, with types that files of ours do not give."""
    dataset = factories.Dataset(owner_org=stage["agency"])
    made = call_action(
        "datastore_create",
        resource={"package_id": dataset["id"]},
        force=True,
        fields=[{"id": "Nama Lengkap", "type": "text"}, {"id": "batas", "type": "int4"}, {"id": "rinci", "type": "json"},
                {"id": "saat", "type": "timestamp"}, {"id": "ukur", "type": "float8"}],
        records=[
            {"Nama Lengkap": "Kuaro 100%", "batas": 1, "rinci": {"a": [1]}, "saat": "2025-01-02T03:04:05", "ukur": 0.1},
            {"Nama Lengkap": "Long_Ikis", "batas": 2, "rinci": None, "saat": None, "ukur": 1e300},
        ],
    )  # fmt: skip
    return made["resource_id"]


@pytest.fixture
def long_texts(stage, tmp_path):
    """A table of six long texts, two of which are the same; and what puts others into it."""
    dataset = factories.Dataset(owner_org=stage["agency"])

    def text(letter: str) -> str:
        lines = [f"{number % 2};{letter * 6_000}{number // 2}" for number in range(6)]
        return "\n".join(["nomor;teks", *lines, ""])

    path = tmp_path / "panjang.csv"
    table = resource(dataset, path, text("a"))

    def replace(letter: str) -> None:
        path.write_text(text(letter), encoding="utf-8")
        load(table, path, path.name)

    return table, replace


@pytest.fixture
def noted(stage, tmp_path) -> str:
    """A table with a cell of two lines."""
    dataset = factories.Dataset(owner_org=stage["agency"])
    return resource(dataset, tmp_path / "catatan.csv", 'nomor;catatan\n1;"baris\nbaru"\n2;satu\n')
