"""Claims about an index that says what is committed, whatever fails between database and Solr."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

import ckan.plugins.toolkit as tk
from ckan import logic, model
from ckan.lib.search import SearchIndexError, clear
from ckan.lib.search.common import make_connection
from ckan.tests.helpers import call_action

from ckanext.paser import datasets
from ckanext.paser.jobs import service as jobs
from ckanext.paser.search import cli as commands
from ckanext.paser.search import service
from ckanext.paser.search.index import Index

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "paser datastore"),
    pytest.mark.usefixtures("clean_db", "clean_index", "with_plugins"),
]
DEAD = "http://127.0.0.1:1/solr/ckan"


@pytest.fixture
def agency(organization_factory) -> str:
    return organization_factory()["id"]


@pytest.fixture
def make(package_factory, agency) -> Callable[..., str]:
    """Make a dataset; its id."""

    def make(**fields: Any) -> str:
        return package_factory(**{"title": "Panen Durian", "owner_org": agency, **fields})["id"]

    return make


def anonymous(q: str = "durian") -> list[str]:
    """The titles that somebody without an account finds."""
    nobody = {"ignore_auth": False, "user": "", "auth_user_obj": None}
    return [found["title"] for found in call_action("package_search", nobody, q=q)["results"]]


def in_solr(field: str = "permission_labels") -> list[Any]:
    """What the index itself says of each dataset, whoever asks."""
    return [entry.get(field) for entry in make_connection().search("*:*", fq="entity_type:package")]


def patch(dataset_id: str, **fields: Any) -> None:
    call_action("package_patch", id=dataset_id, **fields)


def sql(statement: str, **values: Any) -> None:
    """Change the database as an administrator does by hand."""
    with model.meta.engine.begin() as connection:
        connection.execute(sa.text(statement), values)


def ask(question: str, **values: Any) -> list[Any]:
    """What the database says to everybody."""
    with model.meta.engine.begin() as connection:
        return list(connection.execute(sa.text(question), values).scalars())


def waiting() -> list[str]:
    return ask("SELECT dataset_id FROM paser_index_outbox")


def is_private(dataset_id: str) -> bool:
    return ask("SELECT private FROM package WHERE id = :id", id=dataset_id)[0]


@pytest.fixture
def no_solr(monkeypatch) -> pytest.MonkeyPatch:
    """Solr is away until this is undone."""
    monkeypatch.setitem(tk.config, "solr_url", DEAD)
    return monkeypatch


@pytest.fixture
def at_commit() -> Iterator[Callable[[Callable[[], Any]], None]]:
    """Have something done when the next transaction is about to be committed."""
    todo: list[Callable[[], Any]] = []

    def run(session: Any) -> None:
        if not session.in_nested_transaction() and todo:
            todo.pop()()

    event.listen(model.Session, "before_commit", run)
    yield todo.append
    event.remove(model.Session, "before_commit", run)


def lose_connection() -> None:
    """PostgreSQL ends the connection, as when it is killed: nothing of the transaction stays."""
    pid = model.Session.execute(sa.text("SELECT pg_backend_pid()")).scalar()
    sql("SELECT pg_terminate_backend(:pid)", pid=pid)


def do_waiting_jobs() -> None:
    """Let the jobs that wait a few seconds run now."""
    sql("UPDATE paser_jobs.procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
    jobs.run_pending()


def index_elsewhere(dataset_id: str) -> None:
    """What a worker does for a changed table."""
    try:
        datasets.index(dataset_id)
    finally:
        model.Session.remove()


class TestPublishing:
    @pytest.fixture
    def dataset(self, make) -> str:
        return make(private=True)

    def test_what_is_new_is_found_in_the_next_search(self, make):
        make()
        assert (anonymous(), waiting()) == (["Panen Durian"], [])

    def test_what_is_published_is_found_in_the_next_search(self, dataset):
        assert anonymous() == []
        patch(dataset, private=False)
        assert (anonymous(), waiting()) == (["Panen Durian"], [])

    def test_nobody_finds_it_before_it_is_committed(self, dataset, at_commit):
        seen = []
        at_commit(lambda: seen.extend(in_solr()))
        patch(dataset, private=False)
        assert [["public"] in [labels] for labels in seen] == [False]
        assert in_solr() == [["public"]]

    def test_what_somebody_else_changes_in_that_moment_is_in_it(self, dataset, at_commit):
        later: list[Callable[[], None]] = []

        def change(_session: Any) -> None:
            if later:
                later.pop()()

        at_commit(lambda: later.append(lambda: sql("UPDATE package SET title = 'Panen Lai'")))
        event.listen(model.Session, "after_commit", change, insert=True)
        patch(dataset, private=False)
        event.remove(model.Session, "after_commit", change)
        assert (in_solr("title"), waiting()) == (["Panen Lai"], [])

    def test_nobody_finds_it_where_the_commit_fails(self, dataset, at_commit):
        at_commit(lose_connection)
        with pytest.raises(DBAPIError):
            patch(dataset, private=False)
        model.Session.rollback()
        assert (is_private(dataset), anonymous(), ["public"] in in_solr()) == (True, [], False)
        service.reconcile()
        assert (anonymous(), waiting()) == ([], [])

    def test_a_new_dataset_whose_commit_fails_is_in_nobodys_index(self, make, at_commit):
        make(title="Lain")
        at_commit(lose_connection)
        with pytest.raises(DBAPIError):
            make()
        model.Session.rollback()
        assert in_solr("title") == ["Lain"]

    def test_it_is_found_later_where_solr_is_away(self, dataset, no_solr):
        patch(dataset, private=False)
        no_solr.undo()
        assert (is_private(dataset), anonymous(), bool(waiting())) == (False, [], True)
        do_waiting_jobs()
        assert (anonymous(), waiting()) == (["Panen Durian"], [])

    def test_it_is_looked_for_solr_until_it_is_back(self, dataset, no_solr):
        patch(dataset, private=False)
        do_waiting_jobs()
        do_waiting_jobs()
        no_solr.undo()
        assert anonymous() == []
        do_waiting_jobs()
        assert anonymous() == ["Panen Durian"]

    def test_a_dataset_that_goes_to_another_agency_is_seen_by_it_after_the_commit(
        self, dataset, at_commit, organization_factory
    ):
        other, seen = organization_factory()["id"], []
        at_commit(lambda: seen.extend(in_solr()))
        patch(dataset, owner_org=other)
        assert (seen, in_solr()) == ([], [[f"member-{other}"]])


class TestHiding:
    @pytest.fixture
    def dataset(self, make) -> str:
        return make(tags=[{"name": "monthong"}])

    def test_what_becomes_private_is_hidden_before_it_is_committed(self, dataset, at_commit, agency):
        seen = []
        at_commit(lambda: seen.extend(in_solr()))
        patch(dataset, private=True)
        assert (seen, waiting()) == ([[f"member-{agency}"]], [])

    def test_what_stays_public_because_the_commit_failed_comes_back(self, dataset, at_commit):
        at_commit(lose_connection)
        with pytest.raises(DBAPIError):
            patch(dataset, private=True)
        model.Session.rollback()
        assert (is_private(dataset), anonymous()) == (False, [])
        service.reconcile()
        assert anonymous() == ["Panen Durian"]

    def test_nothing_becomes_private_that_solr_would_go_on_showing(self, dataset, no_solr):
        with pytest.raises(SearchIndexError):
            patch(dataset, private=True)
        model.Session.rollback()
        no_solr.undo()
        assert (is_private(dataset), anonymous()) == (False, ["Panen Durian"])

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE package SET private = true",
            "UPDATE package SET state = 'deleted'",
            "DELETE FROM package_tag; DELETE FROM member; DELETE FROM package",
        ],
        ids=["private", "deleted", "gone"],
    )
    def test_what_is_hidden_with_sql_is_found_by_nobody_from_that_moment(self, dataset, change, app):
        assert anonymous() == ["Panen Durian"]
        sql(change)
        assert in_solr() == [["public"]]
        assert (anonymous(), anonymous("*:*")) == ([], [])
        assert app.get("/saran?q=durian").json["items"] == []
        assert "monthong" not in app.get('/api/action/package_search?facet.field=["tags"]')
        service.reconcile()
        assert (anonymous(), ["public"] in in_solr(), waiting()) == ([], False, [])

    def test_nobody_writes_an_entry_that_was_read_before_the_dataset_became_private(self, dataset):
        read_before = logic.package_show_default_and_custom_schemas({"ignore_auth": True}, dataset)
        model.Session.rollback()
        patch(dataset, private=True, notes="rahasia")
        model.Session.rollback()
        model.Session.expunge_all()
        logic.index_update_package_dicts(read_before)
        model.Session.commit()
        assert (["public"] in in_solr(), in_solr("notes")) == (False, ["rahasia"])

    def test_nobody_writes_the_entry_of_a_dataset_that_is_being_purged(self, dataset, monkeypatch):
        remove = Index.remove_dict
        with ThreadPoolExecutor() as others:

            def remove_and_be_overtaken(index: Index, pkg_dict: dict[str, Any]) -> None:
                remove(index, pkg_dict)
                writing.append(others.submit(index_elsewhere, dataset))
                wait(writing, timeout=1)

            writing: list[Future[None]] = []
            monkeypatch.setattr(Index, "remove_dict", remove_and_be_overtaken)
            call_action("dataset_purge", id=dataset)
            writing[0].result()
        assert in_solr() == []


class TestOutbox:
    @pytest.fixture
    def dataset(self, make) -> str:
        return make(resources=[{"url": "a.csv"}, {"url": "b.csv"}])

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE package SET title = 'X'",
            "UPDATE resource SET description = 'X'",
            "DELETE FROM resource",
            "UPDATE member SET state = 'deleted' WHERE table_name = 'package'",
            "UPDATE \"group\" SET title = 'X'",
        ],
    )
    def test_a_statement_leaves_one_row_for_each_dataset(self, dataset, change):
        sql(change)
        assert waiting() == [dataset]

    def test_what_is_rolled_back_leaves_none(self, dataset):
        with model.meta.engine.connect() as connection:
            connection.execute(sa.text("UPDATE package SET title = 'X'"))
            connection.rollback()
        assert waiting() == []

    def test_who_changes_two_files_of_a_dataset_do_not_wait_for_each_other(self, dataset):
        change = sa.text("UPDATE resource SET description = 'X' WHERE url = :url")
        with model.meta.engine.connect() as one, model.meta.engine.connect() as other:
            other.execute(sa.text("SET lock_timeout = '1s'"))
            one.execute(change, {"url": "a.csv"})
            other.execute(change, {"url": "b.csv"})
            one.rollback()
            other.rollback()

    def test_an_agency_is_found_by_its_new_name(self, dataset, agency):
        call_action("organization_patch", id=agency, title="Dinas Perkebunan")
        assert anonymous("perkebunan") == []
        service.reconcile()
        assert anonymous("perkebunan") == ["Panen Durian"]


class TestReconciling:
    def test_what_is_the_same_is_compared_and_left(self, cli, make):
        make()
        make(private=True)
        make(state="draft")
        result = cli.invoke(commands.reconcile)
        assert (result.output, result.exit_code) == ("3 compared, 0 written, 0 removed, 0 failed\n", 0)

    def test_an_entry_that_was_lost_is_back(self, cli, make):
        clear(make())
        assert anonymous() == []
        assert cli.invoke(commands.reconcile).output == "1 compared, 1 written, 0 removed, 0 failed\n"
        assert anonymous() == ["Panen Durian"]

    def test_a_stranger_is_removed(self, cli):
        stranger = {"index_id": "x", "id": "hantu", "site_id": tk.config["ckan.site_id"], "title": "Hantu"}
        make_connection().add([stranger], commit=True)
        assert cli.invoke(commands.reconcile).output == "1 compared, 0 written, 1 removed, 0 failed\n"
        assert make_connection().search("id:hantu").hits == 0

    def test_a_title_that_only_solr_has_is_gone(self, make, at_commit):
        dataset = make(title="Panen Rambutan")
        at_commit(lose_connection)
        with pytest.raises(DBAPIError):
            patch(dataset, title="Panen Durian")
        model.Session.rollback()
        service.reconcile()
        assert (anonymous("durian"), anonymous("rambutan")) == ([], ["Panen Rambutan"])

    def test_an_entry_with_too_many_rights_is_put_right(self, make, agency):
        make(private=True)
        (entry,) = make_connection(decode_dates=False).search("*:*", fq="entity_type:package")
        make_connection().add([{**entry, "permission_labels": ["public"], "_version_": 0}], commit=True)
        service.reconcile()
        assert (anonymous(), in_solr()) == ([], [[f"member-{agency}"]])

    def test_what_cannot_be_mended_is_named_found_by_nobody_and_no_success(self, cli, make):
        dataset = make()
        make(title="Lain")
        sql("UPDATE package SET metadata_modified = NULL, private = true WHERE id = :id", id=dataset)
        result = cli.invoke(commands.reconcile)
        assert result.output.splitlines()[0] == "2 compared, 0 written, 0 removed, 1 failed"
        assert (result.output.splitlines()[1].split(":")[0], result.exit_code) == (dataset, 1)
        assert in_solr("title") == ["Lain"]

    @pytest.mark.parametrize("command", [commands.reconcile, commands.reindex], ids=["reconcile", "reindex"])
    def test_it_says_so_where_solr_is_away(self, cli, make, no_solr, command):
        make()
        result = cli.invoke(command)
        no_solr.undo()
        assert result.exit_code == 1
        assert "Solr does not answer as it should" in result.output

    def test_the_fast_way_of_ckan_is_refused(self, cli):
        result = cli.invoke(commands.search_index, ["rebuild-fast"])
        assert (result.exit_code, "ckan paser reindex" in result.output) == (1, True)
