"""A stage: datasets with real tables, definitions in a folder of the test's own, and counted SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
import yaml

from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.tables import service as tables

from paser_dashboards.definitions.service import FOLDER_OPTION

DATASET: dict[str, Any] = {
    "notes": "Tabel untuk uji.",
    "jenis": "kode_referensi",
    "jenis_data": "lainnya",
    "tema_sdi": "10",
    "kode_urusan": "4.01",
    "frequency": "http://publications.europa.eu/resource/authority/frequency/IRREG",
    "temporal_coverage": [{"start": "2020", "end": "2024"}],
    "temporal_resolution": "P1Y",
    "kode_wilayah": ["64.01"],
    "level_penyajian": ["kabupaten"],
    "license_id": "cc-by",
    "contact": [{"name": "Layanan Data", "email": "data@paserkab.invalid"}],
    "sumber_data": "BPS, dikutip media lokal",
    "kategori_informasi": "berkala",
    "klasifikasi_data_pribadi": "tidak_ada",
}
INDICATOR: dict[str, Any] = {
    "nama": {"id": "Persentase penduduk miskin", "en": "Poverty rate"},
    "singkat": {"id": "Penduduk miskin", "en": "People in poverty"},
    "ringkas": {"id": "Bagian penduduk miskin.", "en": "Share of the poor."},
    "topik": {"id": "Ekonomi", "en": "Economy"},
    "satuan": {"id": "persen", "en": "percent", "simbol": "%", "poin": True},
    "desimal": 2,
    "frekuensi": "tahunan",
    "lag_rilis": "P40Y",
    "kedaluwarsa": "P50Y",
    "arah": "turun_baik",
    "ms_ind": {"definisi": "Penduduk di bawah garis kemiskinan."},
}
POVERTY = """kode_wilayah;tahun;persen;status
64.01;2022;9,43;tetap
64.01;2023;9,11;tetap
64.01;2024;8,63;sementara
"""


@dataclass
class Stage:
    """What a test sets up."""

    folder: Path
    agency: str

    def publish(self, csv: str = POVERTY, **fields: Any) -> dict[str, Any]:
        """Publish a dataset with one CSV; its table is loaded."""
        name = fields.pop("name", f"uji-{uuid4().hex[:12]}")
        title = fields.pop("title", "Kemiskinan Kabupaten Paser")
        package = call_action(
            "package_create",
            name=name,
            title=title,
            owner_org=self.agency,
            **DATASET,
            **fields,
            resources=[{"name": "Tabel", "format": "CSV", "url": "tabel.csv", "url_type": "upload"}],
        )
        self.load(package, csv)
        return package

    def load(self, package: dict[str, Any], csv: str) -> None:
        """Make ``csv`` the table of the dataset's first resource."""
        path = self.folder / "tabel.csv"
        path.write_text(csv, encoding="utf-8")
        result = tables.load(package["resources"][0]["id"], path, "tabel.csv")
        assert not [problem for problem in result.problems if result.status == "failed"], result

    def define(self, name: str, **document: Any) -> str:
        """Write a definition; its id is the part behind the first hyphen."""
        identity = name.partition("-")[2]
        text = yaml.safe_dump({"id": identity, **document}, allow_unicode=True)
        (self.folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return identity

    def indicator(self, name: str, dataset: str, **changes: Any) -> str:
        """Define an indicator on the columns of :data:`POVERTY`."""
        columns = {"periode": "tahun", "wilayah": "kode_wilayah", "nilai": "persen", "status": "status"}
        data = {"dataset": dataset, **columns, **changes.pop("data", {})}
        return self.define(f"indikator-{name}", **{**INDICATOR, "data": data, **changes})

    def dashboard(self, name: str, *panels: dict[str, Any], title: str = "Paser hari ini") -> str:
        """Define a dashboard."""
        text = {"id": title, "en": title}
        return self.define(f"dasbor-{name}", judul=text, ringkas=text, panel=list(panels))


@pytest.fixture(scope="session")
def agencies() -> list[str]:
    """Empty until the first test has made one."""
    return []


@pytest.fixture
def agency(non_clean_db, with_plugins, agencies) -> str:
    """The name of an agency."""
    if not agencies or not model.Group.get(agencies[0]):
        made = factories.Organization(
            title="Dinas Sosial",
            jenis_opd="dinas",
            peran_sdi=["produsen"],
            kode_urusan=["1.06"],
            email="data@paserkab.invalid",
        )
        agencies[:] = [made["name"]]
    return agencies[0]


@pytest.fixture
def stage(agency, tmp_path, monkeypatch, ckan_config) -> Stage:
    """For one test."""
    monkeypatch.setitem(ckan_config, FOLDER_OPTION, str(tmp_path))
    return Stage(tmp_path, agency)


@pytest.fixture
def package(stage, published) -> dict[str, Any]:
    """A dataset with the table of poverty rates that the tests of a module share and leave as it is."""
    if "package" not in published:
        published["package"] = stage.publish()
    return published["package"]


@pytest.fixture(scope="module")
def module_folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("definitions")


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    """What the tests of a module that only read have published; empty before the first of them."""
    return {}


@pytest.fixture
def shared_stage(agency, module_folder, monkeypatch, ckan_config) -> Stage:
    """For all tests of a module that only read."""
    monkeypatch.setitem(ckan_config, FOLDER_OPTION, str(module_folder))
    return Stage(module_folder, agency)


@pytest.fixture
def counted() -> Callable[[], Any]:
    """Counts the statements that CKAN's database is sent within a block."""

    @contextmanager
    def count() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            sent.append(statement)

        sa.event.listen(model.meta.engine, "before_cursor_execute", note)
        yield sent
        sa.event.remove(model.meta.engine, "before_cursor_execute", note)

    return count
