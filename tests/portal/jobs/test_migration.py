"""Claims about the migration that makes the queue's tables."""

from __future__ import annotations

from importlib.metadata import version

import sqlalchemy as sa

from ckan import model


def schemas() -> list[str]:
    return sa.inspect(model.ensure_engine()).get_schema_names()


def test_the_queue_goes_with_its_migration_and_comes_back(migrate_db_for):
    migrate_db_for("paser", version="base", forward=False)
    assert "paser_jobs" not in schemas()
    migrate_db_for("paser")
    assert "paser_jobs" in schemas()


def test_the_tables_are_those_of_the_installed_procrastinate():
    """A newer version that changes its tables needs a migration here with the files of its sql/migrations."""
    assert version("procrastinate") == "3.10.0"
