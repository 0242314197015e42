"""Two agencies with an editor each, and rows for datasets of theirs. DATA CONTOH."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from werkzeug.datastructures import FileStorage

from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.bulk import template
from ckanext.paser.bulk.rules.choices import of_agency
from ckanext.paser.bulk.rules.columns import columns

FIRST_ROW = 5
"""Of the template: below its example."""


def agency_of(editor: dict[str, Any], title: str) -> dict[str, Any]:
    return factories.Organization(
        name=f"dinas-{uuid4()}",
        title=f"{title} {uuid4()}",
        users=[{"name": editor["name"], "capacity": "editor"}],
        description="DATA CONTOH",
        singkatan="DC",
        jenis_opd="dinas",
        peran_sdi=["produsen"],
        kode_urusan=["1.02"],
        email="data@contoh.invalid",
    )


@pytest.fixture
def officer(non_clean_db, with_plugins) -> dict[str, Any]:
    return factories.User()


@pytest.fixture
def agency(officer) -> dict[str, Any]:
    return agency_of(officer, "Dinas Contoh")


@pytest.fixture
def other_agency(non_clean_db, with_plugins) -> dict[str, Any]:
    editor = factories.User()
    return {**agency_of(editor, "Dinas Lain"), "editor": editor["name"]}


@pytest.fixture
def check(officer, agency) -> Callable[..., dict[str, Any]]:
    """Have the officer check rows, or a workbook."""

    def ask(**sent: Any) -> dict[str, Any]:
        context = {"user": officer["name"], "ignore_auth": False}
        return call_action("paser_bulk_check", context=context, **{"owner_org": agency["id"], **sent})

    return ask


@pytest.fixture
def apply(officer, agency) -> Callable[..., dict[str, Any]]:
    """Have the officer bring in what was checked."""

    def ask(**sent: Any) -> dict[str, Any]:
        context = {"user": officer["name"], "ignore_auth": False}
        return call_action("paser_bulk_apply", context=context, **{"owner_org": agency["id"], **sent})

    return ask


@pytest.fixture
def title() -> Callable[[str], str]:
    """A title that no other test has."""
    mark = uuid4().hex[:8]
    return lambda words: f"{words} {mark}"


def workbook(*rows: dict[str, Any]) -> FileStorage:
    """The template with rows filled in by hand, by key."""
    book = load_workbook(io.BytesIO(template.empty(of_agency("contoh", "Contoh"), {})))
    keys = [cell.value for cell in book["Dataset"][3]]
    assert len(keys) == len(columns()) + 1
    for number, row in enumerate(rows, FIRST_ROW):
        for key, value in row.items():
            book["Dataset"].cell(number, keys.index(key) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return FileStorage(io.BytesIO(out.getvalue()), filename="dataset.xlsx")
