"""Claims about ``ckan paser doctor`` on the real services."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from ckan import model
from ckan.lib import search
from ckan.lib.search.common import make_connection
from ckan.tests.helpers import call_action

from ckanext.datastore.backend.postgres import get_write_engine
from ckanext.paser.jobs import service as jobs
from ckanext.paser.ops import service, store
from ckanext.paser.ops.cli import doctor

pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "paser datastore"
    ),  # without the profile, which asks for more fields
    pytest.mark.usefixtures("clean_db", "clean_index", "with_plugins"),
]


@pytest.fixture
def dataset(organization: dict[str, Any], package_factory: Any) -> dict[str, Any]:
    return package_factory(owner_org=organization["id"], private=True)


def facts(where: str) -> list[str]:
    return [finding.fact for finding in service.diagnose() if finding.where == where]


def execute(sql: str, **values: Any) -> None:
    model.Session.execute(sa.text(sql), values)
    model.Session.commit()


def test_a_dataset_that_is_the_same_in_database_and_index_is_no_finding(dataset):
    assert facts("search") == []


def test_a_dataset_that_is_lost_from_the_index_is_found(dataset):
    search.clear(dataset["id"])
    assert facts("search") == [f"Datasets that are not in Solr: 1, one is {dataset['id']}."]


def test_a_private_dataset_that_search_shows_to_everybody_is_found(dataset):
    make_connection().add(
        [{**search.show(dataset["id"]), "permission_labels": ["public"], "_version_": 0}], commit=True
    )
    found = "Datasets that can be found by people who may not see them"
    assert facts("search") == [f"{found}: 1, one is {dataset['id']}."]


def test_a_dataset_of_a_rolled_back_transaction_is_found(dataset):
    execute("UPDATE package SET state = 'deleted'")
    assert facts("search") == [f"Datasets in Solr that PostgreSQL does not have: 1, one is {dataset['id']}."]


def test_tables_that_are_not_up_to_date_are_found_with_the_command():
    newest = model.Session.execute(sa.text("SELECT version_num FROM paser_alembic_version")).scalar()
    execute("UPDATE paser_alembic_version SET version_num = '001_jobs'")
    found = [finding.remedy for finding in service.diagnose() if finding.code == "migrations"]
    execute("UPDATE paser_alembic_version SET version_num = :newest", newest=newest)
    assert found == ["ckan db upgrade -p paser"]


def test_a_check_that_cannot_be_made_is_a_finding_and_the_others_go_on():
    execute("ALTER TABLE paser_jobs.errors RENAME TO errors_gone")
    found = facts("jobs"), facts("worker")
    execute("ALTER TABLE paser_jobs.errors_gone RENAME TO errors")
    assert found == (["It cannot be checked (ProgrammingError)."], ["No worker is running."])


@pytest.fixture
def table(dataset: dict[str, Any]) -> Iterator[str]:
    """A resource with a table in the DataStore."""
    description = {"package_id": dataset["id"], "url_type": "datastore"}
    resource = call_action("datastore_create", resource=description, fields=[{"id": "n", "type": "int"}])[
        "resource_id"
    ]
    yield resource
    call_action("datastore_delete", resource_id=resource, force=True)


def test_a_table_with_a_resource_is_no_finding_and_one_without_is(table):
    assert table not in store.orphaned_tables()
    execute("UPDATE resource SET state = 'deleted'")
    found = store.orphaned_tables(), facts("datastore")
    execute("UPDATE resource SET state = 'active'")
    assert table in found[0]
    assert found[1] == [f"Tables that belong to no resource: {len(found[0])}, one is {found[0][0]}."]


def test_a_datastore_without_its_functions_is_found():
    with get_write_engine().begin() as connection:
        connection.execute(
            sa.text("ALTER FUNCTION update_table_stats(name) RENAME TO update_table_stats_gone")
        )
    set_up = store.datastore_is_set_up()
    with get_write_engine().begin() as connection:
        connection.execute(
            sa.text("ALTER FUNCTION update_table_stats_gone(name) RENAME TO update_table_stats")
        )
    assert (set_up, store.datastore_is_set_up()) == (False, True)


def test_a_failed_job_is_found_with_its_reason(monkeypatch):
    def broken() -> None:
        raise ValueError("the file is empty")

    monkeypatch.setitem(jobs.TASKS, "test.broken", jobs.Task("test.broken", broken))
    job = jobs.defer("test.broken")
    jobs.run_pending()
    ours = [
        fact for fact in facts("jobs") if "(test.broken)" in fact
    ]  # other tests leave jobs without their files
    assert ours == [f"Job {job} (test.broken) failed: ValueError: the file is empty."]


def test_a_periodic_task_that_stopped_running_is_found():
    jobs.TASKS["test.hourly"] = jobs.Task("test.hourly", print, cron="0 * * * *")
    execute(
        "INSERT INTO paser_jobs.procrastinate_periodic_defers (task_name, defer_timestamp)"
        " VALUES ('test.hourly', 0)"
    )
    found = jobs.overdue(now=7200 + 600), jobs.overdue(now=3600 + 60)
    del jobs.TASKS["test.hourly"]
    assert found == (["test.hourly"], [])


def test_the_doctor_prints_a_line_for_each_finding_and_does_not_exit_with_0(cli):
    result = cli.invoke(doctor)
    assert result.exit_code == 1
    assert "worker: No worker is running. Start the worker: ckan paser worker" in result.output.splitlines()
