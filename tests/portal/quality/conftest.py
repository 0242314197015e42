"""An agency with an editor, and a public dataset of it as the profile asks for it. DATA CONTOH."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import FileStorage

from ckan import model
from ckan.lib.search import clear_all
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.jobs import service as jobs

PLUGINS = "paser scheming_datasets scheming_organizations datastore"
TABLE = (
    "kode_wilayah;kecamatan;tahun;harga\n64.01.04;Tanah Grogot;2020;14500\n64.01.07;Muara Komam;2020;15000\n"
)
FILE: dict[str, Any] = {
    "name": "Harga, 2020",
    "periode_mulai": "2020",
    "periode_selesai": "2020",
    "level_penyajian": "kecamatan",
}


@pytest.fixture
def dataset(profile_dataset, with_request_context) -> dict[str, Any]:
    jobs.run_pending()
    return profile_dataset


@pytest.fixture
def add_file(dataset) -> Callable[..., dict[str, Any]]:
    """Add a file to the dataset, and have all that follows from it done."""

    def add(content: str = TABLE, filename: str = "harga.csv") -> dict[str, Any]:
        file = FileStorage(io.BytesIO(content.encode()), filename=filename)
        made = call_action("resource_create", package_id=dataset["id"], upload=file, **FILE)
        jobs.run_pending()
        return made

    return add


@pytest.fixture
def headers(dataset) -> dict[str, str]:
    """Of the editor of the dataset's agency."""
    return {"Authorization": factories.APIToken(user=dataset["editor"])["token"]}


@pytest.fixture
def empty_catalogue(reset_db, migrate_db_for, with_plugins) -> None:
    reset_db()
    migrate_db_for("paser")
    clear_all()


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """What CKAN's database is asked."""
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        asked.append(statement)

    sa.event.listen(model.meta.engine, "before_cursor_execute", note)
    yield asked
    sa.event.remove(model.meta.engine, "before_cursor_execute", note)
