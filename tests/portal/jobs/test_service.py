"""Claims about background work, on the real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

import ckan.model as model

from ckanext.paser.jobs import service, store

CALLS: list[str] = []


def jobs() -> list[tuple[str, str, int]]:
    """(task, status, attempts) of all jobs as another transaction sees them."""
    with model.meta.engine.connect() as connection:  # pyright: ignore[reportOptionalMemberAccess]
        rows = connection.execute(
            sa.text(
                f"SELECT task_name, status::text, attempts FROM {store.SCHEMA}.procrastinate_jobs ORDER BY id"
            )
        )
        return [tuple(row) for row in rows]  # pyright: ignore[reportReturnType]


@service.task("test.note")
def note(word: str) -> None:
    CALLS.append(word)


@service.task("test.fail", retry=1)
def fail() -> None:
    model.Session.execute(sa.text("CREATE TABLE half_done ()"))
    raise ValueError("the file is broken")


@pytest.fixture(autouse=True)
def empty_queue(clean_db: None, with_plugins: None) -> None:
    CALLS.clear()
    model.Session.execute(sa.text(f"TRUNCATE {store.SCHEMA}.procrastinate_jobs CASCADE"))
    model.Session.commit()


def test_a_job_of_a_committed_transaction_is_done():
    service.defer("test.note", word="a")
    model.Session.commit()
    assert service.run_pending() == 1
    assert CALLS == ["a"]
    assert jobs() == [("test.note", "succeeded", 1)]


def test_a_job_of_a_rolled_back_transaction_does_not_exist():
    service.defer("test.note", word="a")
    model.Session.rollback()
    assert service.run_pending() == 0
    assert jobs() == []


def test_a_second_waiting_job_with_the_same_key_is_not_added():
    first = service.defer("test.note", key="k", word="a")
    assert service.defer("test.note", key="k", word="a") == first
    model.Session.commit()
    assert service.defer("test.note", key="k", word="a") == first
    service.defer("test.note", key="other", word="b")
    assert service.run_pending() == 2
    assert CALLS == ["a", "b"]


def test_asking_for_an_unknown_task_is_refused_at_once():
    with pytest.raises(LookupError, match=r"no task is named test\.typo"):
        service.defer("test.typo")


def test_a_failed_job_waits_for_its_retry_and_keeps_nothing_of_what_it_wrote():
    service.defer("test.fail")
    assert service.run_pending() == 1
    assert jobs() == [("test.fail", "todo", 1)]
    assert not sa.inspect(model.meta.engine).has_table("half_done")
