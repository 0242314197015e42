"""Claims about tables that were read by older rules, and ``ckan paser table load --all``."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ckan import model

from ckanext.paser.jobs.service import counts, run_pending
from ckanext.paser.tables import cli as commands
from ckanext.paser.tables import datastore, published, service
from ckanext.paser.tables.rules.infer import RULES_VERSION

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

CSV = "kode;nilai\nA;1\nB;2\n"


def rules_of(resource_id: str) -> int | None:
    return published.marks([resource_id])[resource_id].rules


@pytest.fixture
def older(load) -> str:
    """A resource whose table was read by older rules."""
    resource_id, _ = load(CSV)
    run_pending()
    with datastore.connect() as connection:
        mark = datastore.hold_mark(connection, resource_id)
        assert mark
        fingerprint = json.loads(mark.fingerprint)
        fingerprint[2] = RULES_VERSION - 1
        datastore.write_mark(connection, resource_id, replace(mark, fingerprint=json.dumps(fingerprint)))
        connection.commit()
    return resource_id


def test_a_dry_run_names_them_and_asks_for_nothing(older, load, cli):
    newer, _ = load(CSV, "newer.csv")
    run_pending()
    said = cli.invoke(commands.load, ["--all", "--dry-run"]).output
    assert older in said
    assert newer not in said
    assert ("paser.tables.load", "todo") not in counts(model.Session.connection())


def test_they_are_read_again_by_the_worker(older, cli):
    assert cli.invoke(commands.load, ["--all"]).exit_code == 0
    assert rules_of(older) == RULES_VERSION - 1
    run_pending()
    assert rules_of(older) == RULES_VERSION


def test_rows_that_somebody_edited_are_not_lost(older, cli):
    service.edited(older)
    assert older not in cli.invoke(commands.load, ["--all", "--dry-run"]).output


@pytest.mark.parametrize("wrong", [[], ["some-id", "--all"], ["some-id", "--dry-run"]])
def test_it_is_one_table_or_all_of_them(wrong, cli):
    assert cli.invoke(commands.load, wrong).exit_code == 2
