"""An empty queue, and tasks to put into it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from ckan import model

from ckanext.paser.jobs import service, store


@pytest.fixture(autouse=True)
def empty_queue(non_clean_db: None, with_plugins: None) -> None:
    """No job, and no worker that an earlier test killed: it would pass for a living one for two seconds."""
    model.Session.execute(sa.text(f"TRUNCATE {store.JOBS}, {store.SCHEMA}.procrastinate_workers CASCADE"))
    model.Session.commit()


@pytest.fixture
def tasks() -> Iterator[dict[str, service.Task]]:
    """The register of tasks; what a test registers is gone after it."""
    before = dict(service.TASKS)
    yield service.TASKS
    service.TASKS.clear()
    service.TASKS.update(before)


@pytest.fixture
def queue() -> Any:
    """(task, status, attempts) of all jobs as another transaction sees them, in the order they were added."""

    def look() -> list[tuple[str, str, int]]:
        query = sa.text(f"SELECT task_name, status::text, attempts FROM {store.JOBS} ORDER BY id")
        with model.ensure_engine().connect() as connection:
            return [tuple(row) for row in connection.execute(query)]  # pyright: ignore[reportReturnType]

    return look
