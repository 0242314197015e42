"""Fixtures for rooms that have to do with tables: a dataset, files uploaded to it, what the DataStore says, and a small disk."""

from __future__ import annotations

import io
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.releases import service as releases
from ckanext.paser.releases.snapshots import archive
from ckanext.paser.tables import service

Upload = Callable[..., dict[str, Any]]


@pytest.fixture
def dataset(reset_db_once, with_plugins, with_request_context) -> dict[str, Any]:
    return factories.Dataset(owner_org=factories.Organization()["id"])


@pytest.fixture
def profile_dataset(reset_db_once, with_plugins) -> dict[str, Any]:
    """A dataset as the profile asks for it, of an agency with an editor; for tests with its schema. DATA CONTOH."""
    editor = factories.User()
    agency = factories.Organization(
        users=[{"name": editor["name"], "capacity": "editor"}],
        description="DATA CONTOH",
        singkatan="DC",
        jenis_opd="dinas",
        peran_sdi=["produsen"],
        kode_urusan=["1.06"],
        email="data@contoh.invalid",
    )
    made = factories.Dataset(
        owner_org=agency["id"],
        notes="DATA CONTOH",
        tag_string="contoh",
        jenis="indikator",
        jenis_data="statistik",
        konsep=["Harga"],
        definisi="DATA CONTOH",
        ukuran="nilai",
        satuan="rupiah",
        sumber_data="DATA CONTOH",
        klasifikasi="DATA CONTOH",
        interpretasi="DATA CONTOH",
        metode_perhitungan="DATA CONTOH",
        rumus="DATA CONTOH",
        apakah_indikator_komposit=False,
        variabel_pembangun=[{"nama": "Harga"}],
        kategori_informasi="berkala",
        klasifikasi_data_pribadi="tidak_ada",
        tema_sdi="04",
        kode_urusan="1.06",
        kode_wilayah=["64.01"],
        level_penyajian=["kabupaten"],
        temporal_coverage=[{"start": "2020", "end": "2020"}],
        temporal_resolution="P1Y",
        frequency="http://publications.europa.eu/resource/authority/frequency/NEVER",
        license_id="cc-by",
        contact=[{"name": "Dinas Contoh", "email": "data@contoh.invalid"}],
    )
    return {**made, "editor": editor["id"]}


@pytest.fixture
def upload(dataset) -> Upload:
    """Upload a file as a new resource of the dataset, or as the new file of a resource."""

    def send(
        content: str | bytes, filename: str = "data.csv", id: str | None = None, **extra: str
    ) -> dict[str, Any]:  # noqa: A002
        data = content.encode() if isinstance(content, str) else content
        file = FileStorage(io.BytesIO(data), filename=filename)
        about = {"package_id": dataset["id"], "name": "Tabel", "url": filename, "upload": file, **extra}
        return call_action(
            "resource_update" if id else "resource_create", **about, **({"id": id} if id else {})
        )

    return send


@pytest.fixture
def load(upload) -> Callable[..., Any]:
    """Upload a file and make it a table at once; the resource's id and the result."""

    def make(
        content: str | bytes, filename: str = "data.csv", id: str | None = None, **extra: str
    ) -> tuple[str, service.LoadResult]:  # noqa: A002
        resource = upload(content, filename, id, **extra)
        result = service.load_upload(resource["id"])
        assert result is not None
        return resource["id"], result

    return make


@pytest.fixture
def datastore_sql(with_plugins) -> Callable[..., list[tuple[Any, ...]]]:
    """Ask the DataStore's database."""

    def ask(query: str, *params: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(tk.config["ckan.datastore.write_url"]) as connection:
            return connection.execute(query, params).fetchall()  # pyright: ignore[reportArgumentType]

    return ask


@pytest.fixture
def let_pass(with_plugins) -> Callable[[str, str], None]:
    """Have the file of release 1 of a resource hold what the rules of its time let pass."""

    def put(resource_id: str, content: str) -> None:
        first = releases.one(resource_id, 1)
        assert first
        archive.file_of(resource_id, first.sha256).write_text(content)
        command = "UPDATE paser_table_release SET rules = 0 WHERE resource_id = :id AND number = 1"
        with model.Session.get_bind().begin() as connection:
            connection.execute(sa.text(command), {"id": resource_id})

    return put


@dataclass(frozen=True)
class Disk:
    folder: Path

    def fill(self, left: int) -> None:
        """Leave so many bytes."""
        free = os.statvfs(self.folder)
        (self.folder / "isi").write_bytes(b"x" * (free.f_bavail * free.f_frsize - left))

    def grow(self) -> None:
        subprocess.run(["mount", "-o", "remount,size=256m", self.folder], check=True)


@pytest.fixture
def disk() -> Iterator[Disk]:
    """A disk of 4 MiB, where the service account may go."""
    folder = Path(tempfile.mkdtemp(prefix="sempit-", dir=os.environ["PASER_TEST_VAR"]))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m,mode=0777", "sempit", folder],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        folder.rmdir()
        pytest.skip("needs the right to mount a small disk (root)")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", folder], check=True)
        folder.rmdir()


@pytest.fixture
def file(tmp_path) -> Callable[[str], Path]:
    """A file beside the portal, as a harvester has it."""

    def write(content: str) -> Path:
        path = tmp_path / "file.csv"
        path.write_text(content, encoding="utf-8")
        return path

    return write
