"""Claims about what the rules of the profile are told of tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.datastore.backend.postgres import get_read_engine
from ckanext.paser.jobs.service import run_pending
from ckanext.paser.metadata import service
from ckanext.paser.metadata.rules.known import Beside, Table

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

YEARS = "kode_wilayah;tahun;persen\n64.01.04;2019;12,5\n64.01.07;2021;101,25\n64.01.07;2020;\n"


@pytest.fixture
def dataset(reset_db_once, with_plugins, with_request_context) -> dict[str, str]:
    """Of any schema: what is told follows from the files alone."""
    return factories.Dataset(owner_org=factories.Organization()["id"])


@pytest.fixture
def statements(dataset) -> Iterator[list[str]]:
    """What the DataStore is asked."""
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        asked.append(statement)

    sa.event.listen(get_read_engine(), "before_cursor_execute", note)
    yield asked
    sa.event.remove(get_read_engine(), "before_cursor_execute", note)


def told(dataset: dict[str, str]) -> dict[str, Table]:
    return dict(service.tables_of(call_action("package_show", id=dataset["id"])))


def test_times_areas_and_ranges_are_those_of_the_table(load, dataset):
    resource_id, _ = load(YEARS)
    call_action("resource_patch", id=resource_id, kolom_wilayah="kode_wilayah")
    ranges = {"tahun": (2019.0, 2021.0), "persen": (12.5, 101.25)}
    found = told(dataset)[resource_id]
    assert (found.times, found.areas, found.ranges) == (("2019", "2021"), ("64.01.04", "64.01.07"), ranges)


def test_what_the_table_says_of_its_columns_is_told_as_a_dictionary(load, dataset):
    resource_id, _ = load(YEARS)
    found = told(dataset)[resource_id]
    assert found.codes == {"kode_wilayah"}
    assert [(one["id"], one["tipe_data"], one["peran"]) for one in found.columns] == [
        ("kode_wilayah", "CHARACTER", "wilayah"),
        ("tahun", "YEAR", "waktu"),
        ("persen", "NUMERIC", "ukuran"),
    ]


@pytest.mark.parametrize(
    ("cells", "times"),
    [
        (("2024-03", "2023-11", "2024-S2"), ("2023-11", "2024-03")),
        (("31/12/2024", "01/02/2024", "05/02/2024"), ("2024-02-01", "2024-12-31")),
        (("Semester 1", "Semester 2", "Semester 2"), None),
    ],
)
def test_times_are_read_however_the_column_writes_them(load, dataset, cells, times):
    resource_id, _ = load("periode;nilai\n" + "".join(f"{cell};1\n" for cell in cells))
    assert told(dataset)[resource_id].times == times


def test_no_areas_are_told_of_a_column_that_is_not_there(load, dataset):
    resource_id, _ = load(YEARS)
    call_action("resource_patch", id=resource_id, kolom_wilayah="kecamatan")
    assert told(dataset)[resource_id].areas == ()


SWAPPED = (
    "kode_wilayah;kecamatan;kecamatan_tujuan;nilai\n64.01.08;Kec. LONG KALI;Kuaro;1\n64.01.09;Muara Samu;Kuaro;2\n"
    "64.01.10;Batu Engau;Sepaku;3\n64.01.10;;Muara Samu;4\n"
)


def test_codes_beside_the_name_of_another_area_are_told_with_their_rows(load, dataset):
    resource_id, _ = load(SWAPPED)
    call_action("resource_patch", id=resource_id, kolom_wilayah="kode_wilayah")
    found = told(dataset)[resource_id].beside
    assert found[0] == Beside("kecamatan", (2, 3), "64.01.09", "Muara Samu")


def test_a_table_that_was_replaced_is_read_anew(load, dataset):
    resource_id, _ = load(YEARS)
    before = told(dataset)[resource_id].times
    load(YEARS.replace("2021", "2024"), id=resource_id)
    assert (before, told(dataset)[resource_id].times) == (("2019", "2021"), ("2019", "2024"))


def test_a_table_that_stays_is_not_read_again(load, dataset, statements):
    load(YEARS)
    shown = call_action("package_show", id=dataset["id"])
    service.tables_of(shown)
    statements.clear()
    service.tables_of(shown)
    assert len(statements) == 1


def test_nothing_is_told_of_a_file_without_a_table(upload, dataset):
    upload(b"%PDF-1.4", "surat.pdf")
    assert told(dataset) == {}


def test_what_stands_in_columns_is_told_once_the_release_was_looked_into(load, dataset, statements):
    resource_id, _ = load("kode;nilai\nA1;1,5\nB2;\nA1;2\n")
    before = told(dataset)[resource_id].contents
    run_pending()
    statements.clear()
    found = told(dataset)[resource_id].contents
    assert (before, len(statements)) == ({}, 1)  # the table itself is not read
    assert (found["kode"].values, found["kode"].distinct) == (["A1", "B2"], 2)
    assert (found["nilai"].missing, found["nilai"].least, found["nilai"].greatest) == (1, "1.5", "2")


def test_nothing_is_told_of_a_release_that_the_table_is_no_more(load, dataset):
    resource_id, _ = load("kode;nilai\nA1;1\n")
    run_pending()
    load("kode;nilai\nC3;1\n", id=resource_id)
    assert told(dataset)[resource_id].contents == {}
