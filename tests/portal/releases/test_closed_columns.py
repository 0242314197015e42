"""Claims about releases with a column that the dictionary closes: shut while it is closed, and never removed for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser.jobs import service as jobs
from ckanext.paser.releases import service

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

TABLE = "Kecamatan;Sapi;Kambing\n" + "".join(f"Contoh {n};{n + 20};{n + 70}\n" for n in range(10))
CLOSED = {"id": "kambing", "apakah_variabel_bisa_diakses_umum": False}


def choose(resource_id: str, *, is_open: bool) -> None:
    """Say whether a column is for the public, and have everything follow."""
    entry = {**CLOSED, "apakah_variabel_bisa_diakses_umum": is_open}
    call_action("resource_patch", id=resource_id, kamus_data=[entry])
    jobs.run_pending()
    model.Session.rollback()


def as_visitor(action: str, **asked: Any) -> dict[str, Any]:
    context: Any = {"user": "", "ignore_auth": False}
    return tk.get_action(action)(context, asked)


@pytest.fixture
def closed(load) -> str:
    """A table whose third column was closed."""
    resource_id, _ = load(TABLE)
    jobs.run_pending()
    choose(resource_id, is_open=False)
    return resource_id


@pytest.fixture
def opened(closed) -> str:
    """One whose third column was closed, and opened again."""
    choose(closed, is_open=True)
    return closed


@pytest.fixture
def given(app, dataset) -> Callable[[str], list[int]]:
    """What is answered to a visitor who asks for the table of each release, and for its file."""

    def ask(resource_id: str) -> list[int]:
        numbers = sorted(release.number for release in service.of(resource_id))
        tables = [f"/api/paser/v1/tabel/{resource_id}/rilis/{n}/unduh.csv" for n in numbers]
        files = [f"/dataset/{dataset['name']}/resource/{resource_id}/rilis/{n}/berkas" for n in numbers]
        return [app.get(place).status_code for place in (*tables, *files)]

    return ask


def test_the_release_with_it_is_shut_and_kept(closed, given):
    assert [release.removed for release in service.of(closed)] == [None, None]
    assert given(closed) == [404, 200, 403, 403]


def test_its_page_says_why_there_is_nothing_to_download(app, closed, dataset):
    place = f"/en/dataset/{dataset['name']}/resource/{closed}/rilis"
    said = ["given again when the column is opened" in app.get(f"{place}/{n}").text for n in (1, 2)]
    assert said == [True, False]


def test_every_release_is_given_again_once_it_is_opened(opened, given):
    assert [release.removed for release in service.of(opened)] == [None] * 3
    assert given(opened) == [200] * 6


def test_each_is_compared_with_the_one_before(opened):
    changes = [release.changes and release.changes["columns"] for release in service.of(opened)]
    assert changes == [
        {"added": ["kambing"], "removed": [], "retyped": []},
        {"added": [], "removed": ["kambing"], "retyped": []},
        None,
    ]


def test_a_comparison_names_it_to_nobody_while_it_is_closed(closed):
    found = as_visitor("paser_release_diff", **{"resource_id": closed, "from": 1, "to": 2})
    told = as_visitor("paser_release_show", resource_id=closed, number=2)
    assert (found["same"], found["columns"]["removed"]) == (10, [])
    assert told["changes"]["columns"]["removed"] == []


def test_a_former_file_that_has_it_is_shut_though_its_release_left_it_out(closed, upload, given):
    upload("Kecamatan;Sapi\nContoh 1;21\nContoh 2;22\n", id=closed, kamus_data=[CLOSED])
    jobs.run_pending()
    assert given(closed) == [404, 200, 200, 403, 403, 403]
    choose(closed, is_open=True)
    assert given(closed) == [200] * 6
