"""Claims about changes of a dataset that come at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from ckan import model
from ckan.lib.search.common import make_connection
from ckan.tests.helpers import call_action

from ckanext.paser import datasets
from ckanext.paser.privacy import store as privacy
from ckanext.paser.tables import store as tables

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser datastore"),
    pytest.mark.usefixtures("clean_db", "clean_index", "with_plugins"),
]


@pytest.fixture
def dataset(package_factory, organization_factory) -> dict:
    agency = organization_factory()["id"]
    return package_factory(
        title="Harga Harian", owner_org=agency, resources=[{"name": "harga", "url": "harga.csv"}]
    )


@pytest.fixture
def other(dataset) -> Iterator[sa.Connection]:
    """Somebody else, who changes the dataset: holds it, as CKAN's own actions do."""
    with model.meta.engine.connect() as connection:
        connection.execute(
            sa.text("UPDATE package SET title = 'Harga Baru' WHERE id = :id"), {"id": dataset["id"]}
        )
        yield connection
        connection.rollback()
    model.Session.rollback()


WRITES: list[Callable[[dict], object]] = [
    lambda dataset: datasets.index(dataset["id"]),
    lambda dataset: tables.flag(dataset["resources"][0]["id"], active=True),
    lambda dataset: tables.hold_active(dataset["resources"][0]["id"]),
    lambda dataset: privacy.write_fields(dataset["resources"][0]["id"], {"pii_scan_status": "bersih"}, ""),
]


@pytest.mark.parametrize("write", WRITES, ids=["index", "flag", "hold", "fields"])
def test_what_we_write_of_a_dataset_waits_for_who_changes_it(dataset, other, write):
    model.Session.execute(sa.text("SET LOCAL lock_timeout = '200ms'"))
    with pytest.raises(OperationalError, match="lock timeout"):
        write(dataset)
    model.Session.rollback()
    other.commit()
    write(dataset)


def test_a_dataset_is_indexed_as_it_is_then_whatever_was_read_before(dataset, other):
    assert model.Package.get(dataset["id"]).title == "Harga Harian"
    other.commit()
    datasets.index(dataset["id"])
    (found,) = make_connection().search(f"id:{dataset['id']}", fl="title").docs
    assert found["title"] == "Harga Baru"


def test_the_second_of_two_changes_is_written_over_the_first_and_not_over_what_was_read_before(
    dataset, other
):
    (resource,) = dataset["resources"]
    assert model.Resource.get(resource["id"]).url == "harga.csv"
    first = (
        sa.update(model.Resource)
        .where(model.Resource.id == resource["id"])
        .values(url="lain.csv", format="CSV")
    )
    other.execute(first)
    other.commit()
    call_action("resource_patch", id=resource["id"], url="harga.csv", format="XLSX")
    found = other.execute(sa.select(model.Resource.url, model.Resource.format)).one()
    assert found == ("harga.csv", "XLSX")
