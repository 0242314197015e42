"""Claims about disks that are full: a small one takes the place of the server's, and grows in the end."""

from __future__ import annotations

import gzip
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.releases import service as releases
from ckanext.paser.tables import service

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

OLD = "kode;nilai\nA;1\nB;2\n"


def text(rows: int, remark: str) -> str:
    """About 80 bytes a row."""
    return "kode;nilai;ket\n" + "".join(f"K{n:06};{n};{remark} {n:06}\n" for n in range(rows))


LARGE = text(60_000, "Lokasi contoh yang diberi keterangan panjang, nomor").encode()
"""Larger than the disk."""
FOREIGN = text(30_000, "Lokasi contóh yang diberi keterangan panjang, nomor").encode("cp1252")
"""Half as large, but the reading process writes it anew, in UTF-8."""


@pytest.fixture
def temporary_files_on(disk, monkeypatch) -> Any:
    monkeypatch.setattr(tempfile, "tempdir", str(disk.folder))
    return disk


@pytest.fixture
def tables_on(disk, with_plugins) -> Iterator[Any]:
    """New tables of the DataStore are made on the small disk."""
    url = tk.config["ckan.datastore.write_url"]
    with psycopg.connect(url) as connection:
        names = {"role": sql.Identifier(connection.info.user), "base": sql.Identifier(connection.info.dbname)}
    place = disk.folder / "tabel"
    place.mkdir(0o700)
    owner = (Path(os.environ["PASER_TEST_VAR"]) / "postgres" / "cluster").stat()
    os.chown(place, owner.st_uid, owner.st_gid)
    secret = (Path(os.environ["PASER_TEST_VAR"]) / "secrets" / "postgres").read_text().strip()
    with psycopg.connect(url, user="postgres", password=secret, autocommit=True) as connection:

        def run(command: str) -> None:
            connection.execute(sql.SQL(command).format(place=sql.Literal(str(place)), **names))  # pyright: ignore[reportArgumentType]

        run("CREATE TABLESPACE sempit LOCATION {place}")
        run("GRANT CREATE ON TABLESPACE sempit TO {role}")
        run("ALTER ROLE {role} IN DATABASE {base} SET default_tablespace = 'sempit'")
        try:
            yield disk
        finally:
            run("ALTER ROLE {role} IN DATABASE {base} RESET default_tablespace")
            run("ALTER TABLE ALL IN TABLESPACE sempit SET TABLESPACE pg_default")
            run("ALTER INDEX ALL IN TABLESPACE sempit SET TABLESPACE pg_default")
            run("DROP TABLESPACE sempit")


def rows(resource_id: str) -> int:
    return call_action("datastore_search", resource_id=resource_id, limit=0)["total"]


def told(resource_id: str) -> tuple[str, list[str]]:
    model.Session.rollback()
    status = service.status(resource_id)
    return status["status"], [problem["code"] for problem in status["problems"]]


@pytest.mark.parametrize(
    ("place", "file"),
    [("tables_on", LARGE), ("temporary_files_on", LARGE), ("temporary_files_on", FOREIGN)],
    ids=["tables", "copy-of-the-file", "reading-process"],
)
def test_on_a_full_disk_the_old_table_stays_and_the_new_one_comes_when_there_is_space(
    upload, load, request, place, file
):
    resource_id, _ = load(OLD)
    run_pending()
    disk = request.getfixturevalue(place)
    upload(file, id=resource_id)
    run_pending()
    assert (told(resource_id), rows(resource_id)) == (("failed", ["no_space"]), 2)
    assert list(disk.folder.glob("paser-*")) == []
    disk.grow()
    service.sweep()
    run_pending()
    assert (told(resource_id), rows(resource_id)) == (("done", []), file.count(b"\n") - 1)


@pytest.fixture
def uploads_on(disk, monkeypatch) -> Any:
    monkeypatch.setitem(tk.config, "ckan.storage_path", str(disk.folder))
    return disk


@pytest.mark.parametrize("left", [0, 1 << 20], ids=["its-table", "its-file"])
def test_a_release_that_finds_no_space_leaves_the_old_one_whole_and_comes_when_there_is_some(
    uploads_on, upload, load, left
):
    resource_id, _ = load(OLD)
    resource = upload(FOREIGN, "baru.csv", id=resource_id)
    uploads_on.fill(left)
    assert service.load_upload(resource["id"]).status.value == "done"
    assert [release.number for release in releases.of(resource_id)] == [1]
    first = releases.one(resource_id)
    assert gzip.decompress(releases.snapshot(first).read_bytes()) == b"kode,nilai\nA,1\nB,2\n"
    assert releases.original(first).read_text() == OLD
    uploads_on.grow()
    releases.sweep()
    run_pending()
    second = releases.one(resource_id, 2)
    assert (second.rows, second.filename) == (FOREIGN.count(b"\n") - 1, "baru.csv")
    assert releases.original(second).read_bytes() == FOREIGN


def test_an_upload_that_finds_no_space_changes_nothing_and_can_be_sent_again(uploads_on, upload, load):
    resource_id, _ = load(OLD)
    run_pending()
    with pytest.raises(tk.ValidationError, match="Ruang penyimpanan server habis"):
        upload(LARGE, "baru.csv", id=resource_id)
    assert list(uploads_on.folder.rglob("*~")) == []
    run_pending()
    shown = call_action("resource_show", id=resource_id)
    assert (shown["size"], rows(resource_id), told(resource_id)) == (len(OLD), 2, ("done", []))
    uploads_on.grow()
    upload(LARGE, "baru.csv", id=resource_id)
    run_pending()
    assert (told(resource_id), rows(resource_id)) == (("done", []), 60_000)


class TestForm:
    @pytest.fixture
    def dataset(self, reset_db_once, with_plugins) -> dict[str, Any]:
        """Without a request context around the test, in which nobody could sign in."""
        return factories.Dataset(owner_org=factories.Organization()["id"])

    def test_the_form_says_in_indonesian_that_there_is_no_space_and_keeps_what_was_typed(
        self, uploads_on, load, app
    ):
        resource_id, _ = load(OLD)
        headers = {"Authorization": factories.SysadminWithToken()["token"]}
        typed = {"name": "Nama baru", "description": "Uraian baru", "save": "go-dataset-complete"}
        file = {"upload": (io.BytesIO(LARGE), "baru.csv"), "url": "baru.csv", "url_type": "upload"}
        dataset_id = call_action("resource_show", id=resource_id)["package_id"]
        address = f"/id/dataset/{dataset_id}/resource/{resource_id}/edit"
        answer = app.post(address, data={**typed, **file}, headers=headers, follow_redirects=False)
        assert answer.status_code == 200
        assert "Ruang penyimpanan server habis, jadi berkas tidak tersimpan" in answer.text
        assert all(text in answer.text for text in ("Nama baru", "Uraian baru"))
        assert call_action("resource_show", id=resource_id)["name"] == "Tabel"
