"""Claims about what the search index holds, and about making it anew."""

from __future__ import annotations

import os
import signal

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.search.common import make_connection
from ckan.tests.helpers import call_action

from ckanext.datastore.backend.postgres import get_read_engine, get_write_engine
from ckanext.paser import datasets
from ckanext.paser.jobs import service as jobs
from ckanext.paser.search import cli as commands
from ckanext.paser.search import reindexing, service
from ckanext.paser.tables import service as tables
from ckanext.paser.tables.signals import table_changed

from tests.sockets import connections

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser datastore"),
    pytest.mark.usefixtures("clean_db", "clean_index", "with_plugins"),
]


@pytest.fixture
def agency(organization_factory) -> str:
    return organization_factory()["id"]


@pytest.fixture
def dataset(package_factory, agency) -> dict:
    resources = [{"name": "harga", "url": "harga.csv", "format": "CSV"}]
    return package_factory(title="Harga Harian", owner_org=agency, resources=resources)


def found(q: str) -> list[str]:
    return [one["title"] for one in call_action("package_search", q=q)["results"]]


@pytest.fixture
def load(tmp_path):
    def load(dataset: dict, header: str) -> None:
        path = tmp_path / "harga.csv"
        path.write_text(f"{header}\n1;2\n3;4\n")
        assert tables.load(dataset["resources"][0]["id"], path, path.name).status.value == "done"

    return load


def test_a_dataset_is_found_by_the_columns_of_its_table(dataset, load):
    load(dataset, "Cabai Merah;Bawang")
    assert found("bawang") == ["Harga Harian"]


def test_columns_that_come_later_are_found_once_the_job_has_run(dataset, load):
    load(dataset, "Cabai Merah;Bawang")
    load(dataset, "Cabai Merah;Kedelai")
    jobs.run_pending()
    assert (found("kedelai"), found("bawang")) == (["Harga Harian"], [])


def test_the_change_of_a_table_that_has_no_resource_any_more_is_passed_over(dataset):
    jobs.run_pending()
    table_changed.send("no-such-resource")
    assert jobs.run_pending() == 0


def test_a_purged_dataset_that_was_being_indexed_leaves_the_index(dataset):
    """A worker had read it before the purge and wrote it after: the order that CKAN cannot see."""
    call_action("dataset_purge", id=dataset["id"])
    late = {"index_id": "late", "entity_type": "package", "site_id": tk.config["ckan.site_id"]}
    solr = make_connection()
    solr.add([{**late, "id": dataset["id"], "name": dataset["name"]}], commit=True)
    service.reconcile()
    assert solr.search(f'id:"{dataset["id"]}"').hits == 0


class TestReindex:
    def test_every_dataset_is_back_and_what_is_none_is_gone(self, cli, dataset):
        solr = make_connection()
        solr.delete(q="*:*", commit=True)
        solr.add(
            [{"index_id": "x", "id": "phantom", "site_id": tk.config["ckan.site_id"], "title": "Hantu"}],
            commit=False,
        )
        solr.add([{"index_id": "y", "id": "other", "site_id": "another-portal"}], commit=True)
        result = cli.invoke(commands.reindex)
        assert (result.output, result.exit_code) == ("1 indexed, 0 failed, 1 removed\n", 0)
        assert sorted(one["id"] for one in solr.search("*:*")) == sorted([dataset["id"], "other"])
        solr.delete(id="y", commit=True)

    def test_a_dataset_that_comes_meanwhile_stays(self, dataset, package_factory, agency, monkeypatch):
        index, late = datasets.index_together, []

        def index_while_somebody_adds(dataset_ids: list[str]) -> dict[str, bool]:
            monkeypatch.undo()
            late.append(package_factory(owner_org=agency)["id"])
            return index(dataset_ids)

        monkeypatch.setattr(datasets, "index_together", index_while_somebody_adds)
        result = reindexing.reindex()
        assert (dataset["id"] in result.written, result.failed, result.removed) == (True, {}, set())
        assert make_connection().search(f'id:"{late[0]}"').hits == 1

    @pytest.fixture
    def many(self, package_factory, agency, monkeypatch) -> set[str]:
        """More datasets than one process takes at a time."""
        monkeypatch.setattr(reindexing, "AT_A_TIME", 2)
        return {package_factory(owner_org=agency)["id"] for _ in range(9)}

    def test_several_processes_miss_no_dataset(self, many):
        make_connection().delete(q="*:*", commit=True)
        result = reindexing.reindex(3)
        assert (result.written, result.failed) == (many, {})
        assert {one["id"] for one in make_connection().search("*:*", rows=20)} == many

    def test_no_process_begins_with_a_connection_of_another_one(self, many, monkeypatch, tmp_path):
        opened = set()
        for engine in (get_read_engine(), get_write_engine()):
            with engine.connect() as connection:
                opened.add(os.readlink(f"/proc/self/fd/{connection.connection.fileno()}"))
        assert opened <= connections(os.getpid())
        begun_by = os.getpid()

        def note_what_is_inherited(*_: object) -> None:
            if os.getpid() != begun_by:
                (tmp_path / str(os.getpid())).write_text(" ".join(opened & connections(os.getpid())))

        monkeypatch.setattr(service.Mended, "mend_together", note_what_is_inherited)
        reindexing.reindex(3)
        assert {one.read_text() for one in tmp_path.iterdir()} == {""}

    def test_whoever_changes_a_dataset_meanwhile_is_not_waited_for(self, many):
        busy, *others = sorted(many)
        make_connection().delete(q="*:*", commit=True)
        with model.meta.engine.begin() as other:
            other.execute(
                model.package_table.select().where(model.package_table.c.id == busy).with_for_update()
            )
            assert datasets.index_together([busy, *others]) == dict.fromkeys(others, True)
        make_connection().commit()
        assert {one["id"] for one in make_connection().search("*:*", rows=20)} == set(others)

    def test_a_process_that_is_killed_is_no_success(self, cli, many, monkeypatch):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
        monkeypatch.setattr(service.Mended, "mend_together", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        result = cli.invoke(commands.reindex)
        assert (result.exit_code, result.output) == (
            1,
            "Error: One of its processes was killed. Run it again.\n",
        )

    def test_one_dataset_that_cannot_be_indexed_keeps_no_other_out(
        self, cli, dataset, package_factory, agency
    ):
        broken = package_factory(owner_org=agency)
        model.Session.execute(
            model.package_table.update()
            .where(model.package_table.c.id == broken["id"])
            .values(metadata_modified=None)
        )
        model.Session.commit()
        result = cli.invoke(commands.reindex)
        assert (result.output.splitlines()[0], result.exit_code) == ("1 indexed, 1 failed, 0 removed", 1)
        assert reindexing.reindex().failed.keys() == {broken["id"]}
