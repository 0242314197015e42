"""Claims about what is found out of releases: statistics, and what differs between two."""

import os
import time
from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser.jobs import service as jobs
from ckanext.paser.jobs.store import JOBS
from ckanext.paser.releases import comparing, hooks, service, store
from ckanext.paser.releases.snapshots import archive

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

OLD = "kode;nilai\nA;1,50\nB;2\n"
NEW = "kode;nilai\nA;1,5\nB;3\nC;4\n"


class TestDescribing:
    def test_rows_are_told_apart_by_the_key_that_a_table_was_made_with(self, dataset, monkeypatch):
        monkeypatch.setattr(hooks, "SETTLED", 0.0)
        rows = [{"kode": "1", "nama": "Lama"}, {"kode": "2", "nama": "Tetap"}]
        asked = {"resource": {"package_id": dataset["id"]}, "records": rows, "primary_key": ["kode"]}
        resource_id = call_action("datastore_create", **asked)["resource_id"]
        jobs.run_pending()
        changed = {"records": [{"kode": "1", "nama": "Baru"}], "method": "upsert"}
        call_action("datastore_upsert", resource_id=resource_id, force=True, **changed)
        jobs.run_pending()
        found = service.difference(resource_id, 1, 2)
        assert found is not None
        assert (found["key"], found["changed"], found["added"], found["removed"]) == (["kode"], 1, 0, 0)

    def test_what_changed_is_told_by_key(self, load):
        resource_id, _ = load(OLD)
        load(NEW, id=resource_id)
        jobs.run_pending()
        newest = service.one(resource_id)
        assert newest is not None
        assert newest.changes == {
            "from": 1,
            "key": ["kode"],
            "numbering": [],
            "columns": {"added": [], "removed": [], "retyped": []},
            "added": 1,
            "removed": 0,
            "changed": 1,
            "same": 1,
            "cells": 1,
        }

    def test_columns_have_statistics(self, load):
        resource_id, _ = load(OLD)
        jobs.run_pending()
        newest = service.one(resource_id)
        assert newest is not None
        assert (newest.statistics["nilai"]["min"], newest.statistics["nilai"]["max"]) == ("1.5", "2")


class TestDescribingLate:
    @pytest.fixture
    def forgotten(self, load, monkeypatch) -> str:
        """Two releases that nothing was found out of, two hours ago."""
        with monkeypatch.context() as patch:
            patch.setattr(service, "defer", lambda *_, **__: 0)
            resource_id, _ = load(OLD)
            load(NEW, id=resource_id)
        for number in (1, 2):
            store.write(resource_id, number, issued=datetime.now(timezone.utc) - timedelta(hours=2))
        model.Session.commit()
        return resource_id

    def test_it_is_asked_for_again(self, forgotten):
        jobs.run_pending()
        assert service.one(forgotten, 2).changes is None
        service.describe_late()
        jobs.run_pending()
        found = service.one(forgotten, 2)
        assert (found.changes["changed"], set(found.statistics)) == (1, {"kode", "nilai"})

    def test_its_page_says_that_it_was_not_compared(self, app, forgotten, dataset):
        page = app.get(f"/en/dataset/{dataset['name']}/resource/{forgotten}/rilis/2").text
        assert ("tried again every day" in page, "being compared" in page) == (True, False)

    def test_a_young_one_is_given_its_time(self, app, forgotten, dataset):
        store.write(forgotten, 2, issued=datetime.now(timezone.utc))
        model.Session.commit()
        late = [number for id_, number in store.undescribed(timedelta(hours=1)) if id_ == forgotten]
        assert late == [1]
        assert "being compared" in app.get(f"/en/dataset/{dataset['name']}/resource/{forgotten}/rilis/2").text

    def test_a_large_comparison_that_failed_says_so_for_a_day(self, forgotten, monkeypatch):
        monkeypatch.setattr(comparing, "SMALL", 0)
        assert service.difference(forgotten, 1, 2) is None
        with monkeypatch.context() as patch:
            patch.setattr(comparing, "compared_tables", lambda *_, **__: 1 // 0)
            with pytest.raises(ZeroDivisionError):
                service.compare_kept(forgotten, 1, 2)
        with pytest.raises(tk.ObjectNotFound, match="besok"):
            service.difference(forgotten, 1, 2)
        failure = archive.difference_of(forgotten, 1, 2).with_name("1-2.json.failed")
        os.utime(failure, (time.time(), time.time() - 90_000))
        assert service.difference(forgotten, 1, 2) is None
        service.compare_kept(forgotten, 1, 2)
        assert service.difference(forgotten, 1, 2)["changed"] == 1

    def test_a_small_comparison_whose_table_cannot_be_read_says_so_too(self, forgotten):
        archive.table_of(forgotten, 1).write_bytes(b"DATA CONTOH: no table")
        with pytest.raises(tk.ObjectNotFound, match="besok"):
            service.difference(forgotten, 1, 2)

    def test_large_tables_do_not_wait_for_the_comparison_of_another(self, load, monkeypatch):
        pairs = [load(OLD)[0], load(NEW)[0]]
        for resource_id, text in zip(pairs, (NEW, OLD), strict=True):
            load(text, id=resource_id)
        model.Session.execute(sa.text(f"DELETE FROM {JOBS}"))
        monkeypatch.setattr(comparing, "SMALL", 0)
        assert [service.difference(resource_id, 1, 2) for resource_id in pairs] == [None, None]
        jobs.run_pending()
        assert [service.difference(resource_id, 1, 2)["changed"] for resource_id in pairs] == [1, 1]

    def test_a_table_has_one_waiting_comparison_however_many_are_asked_for(self, load, monkeypatch):
        resource_id, _ = load(OLD)
        for text in (NEW, OLD + "D;9\n"):
            load(text, id=resource_id)
        model.Session.execute(sa.text(f"DELETE FROM {JOBS}"))
        monkeypatch.setattr(comparing, "SMALL", 0)
        for old, new in ((1, 2), (1, 3), (2, 3)):
            assert service.difference(resource_id, old, new) is None
        asked = sa.text(f"SELECT count(*) FROM {JOBS} WHERE task_name = 'paser.releases.compare'")
        assert model.Session.execute(asked).scalar_one() == 1
