"""Fixtures of all tests. Folders with needs of their own have a conftest.py of their own."""

from __future__ import annotations

import pytest

import ckan.plugins as p


@pytest.fixture(scope="session")
def reset_db_once(reset_db, migrate_db_for):
    """CKAN's database, made once with the tables of ours, for tests that can live with what others left."""
    reset_db()
    p.load("paser")  # CKAN finds the migrations of a loaded plugin only, and tests load theirs later
    migrate_db_for("paser")
    p.unload("paser")


@pytest.fixture
def clean_db(reset_db, migrate_db_for, with_plugins):
    """CKAN's database emptied, with the tables of ours."""
    reset_db()
    migrate_db_for("paser")
