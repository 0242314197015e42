"""Claims about how often a page asks the databases: CKAN's, and the DataStore's."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import FileStorage

from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.datastore.backend.postgres import get_read_engine
from ckanext.paser.jobs import service as jobs
from ckanext.paser.metadata import facts
from ckanext.paser.tables import service as tables

pytestmark = pytest.mark.ckan_config(
    "ckan.plugins",
    "paser paser_harvest paser_dashboard dcat scheming_datasets scheming_organizations datastore",
)
MOST = 25
"""Statements of the page of a dataset (issue 5)."""
ROWS = "kode_wilayah;kecamatan;tahun;penduduk\n64.01.04;Tanah Grogot;{year};78018\n64.01.07;Muara Komam;{year};13422\n"
FILES = 6


@pytest.fixture
def counted() -> Callable[[], object]:
    """Counts the statements within a block."""

    @contextmanager
    def count() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(_connection, _cursor, statement: str, *_) -> None:
            sent.append(statement)

        engines = [model.meta.engine, get_read_engine()]
        for engine in engines:
            sa.event.listen(engine, "before_cursor_execute", note)
        yield sent
        for engine in engines:
            sa.event.remove(engine, "before_cursor_execute", note)

    return count


@pytest.fixture
def rich(catalogue) -> str:
    """The name of a public dataset of several tables with releases, a document, a score and a history."""
    for year in range(2018, 2018 + FILES):
        file = FileStorage(io.BytesIO(ROWS.format(year=year).encode()), filename=f"penduduk_{year}.csv")
        made = call_action("resource_create", package_id="kemiskinan", name=f"Tahun {year}", upload=file,
                           kolom_wilayah="kode_wilayah", sistem_kode_wilayah="kemendagri")  # fmt: skip
        tables.load_upload(made["id"])
    document = FileStorage(io.BytesIO(b"%PDF-1.4\n%%EOF"), filename="metode.pdf")
    call_action(
        "resource_create",
        package_id="kemiskinan",
        name="Metode",
        upload=document,
        jenis_resource="dokumentasi",
    )
    jobs.run_pending()
    return "kemiskinan"


@pytest.mark.parametrize("who", ["anonymous", "editor"])
def test_the_page_of_a_rich_dataset_asks_the_databases_at_most_25_times(rich, app, counted, who):
    editor = factories.UserWithToken()
    call_action("organization_member_create", id="bps", username=editor["name"], role="editor")
    headers = {"Authorization": editor["token"]} if who == "editor" else {}
    page = app.get(f"/dataset/{rich}", headers=headers)  # the first request of a process reads settings
    assert page.text.count("Tahun 20") >= FILES
    facts._remembered.cache_clear()  # a process that has not read these tables
    with counted() as sent:
        app.get(f"/dataset/{rich}", headers=headers)
    assert len(sent) <= MOST, told(sent)


def test_that_of_a_dataset_of_200_files_does_so_no_more_often(catalogue, app, counted):
    files = [{"name": f"Tautan {n}", "url": f"https://a.test/{n}.json", "format": "JSON"} for n in range(200)]
    call_action("package_patch", id="kemiskinan", resources=files)
    page = app.get("/dataset/kemiskinan")  # the first request of a process reads settings
    assert page.text.count(">Tautan ") >= len(files)
    with counted() as sent:
        app.get("/dataset/kemiskinan")
    assert len(sent) <= MOST, told(sent)


def told(sent: list[str]) -> str:
    return "\n".join(" ".join(one.split())[:160] for one in sent)
