"""One run of a source at a time, and the clock that asks for them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ckan import model

from ckanext.paser.jobs import service as jobs
from ckanext.paser.problems import Problem

from paser_harvesters import service, store
from paser_harvesters.errors import TransientError
from paser_harvesters.lease import BusyError, lease

pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "paser_harvest paser scheming_datasets scheming_organizations datastore"
    ),
    pytest.mark.usefixtures("with_plugins", "clean_index"),
]


def test_a_source_is_run_by_one_process_at_a_time(folder):
    folder.apply()
    id_, told = folder.source_id, "Another run of this source is in progress"
    with lease(id_), pytest.raises(BusyError, match=told), lease(id_):
        pass


def test_two_sources_are_run_side_by_side(agency):
    with lease("satu"), lease("dua"):
        pass


def test_a_lease_is_free_after_its_run(folder):
    folder.apply()
    for _ in range(2):
        with lease(folder.source_id):
            pass


def test_a_worker_leaves_a_source_that_somebody_runs_and_comes_again(folder):
    folder.add("ipm")
    folder.apply()
    run_id = service.request_run(folder.source_id, "desk")
    with lease(folder.source_id):
        jobs.run_pending()
    assert _status(run_id) == "queued"
    service.request_due_runs()
    jobs.run_pending()
    assert _status(run_id) == "ok"


def test_a_source_is_run_when_its_time_has_come_and_then_has_its_next(folder):
    folder.add("ipm")
    folder.apply(cron="0 3 * * *")
    due = store.now() - timedelta(minutes=1)
    store.set_next_due(folder.source_id, due)
    service.request_due_runs()
    jobs.run_pending()
    run, source = store.newest_run(folder.source_id), store.source(folder.source_id)
    assert run is not None
    assert source is not None
    assert (run.trigger, run.status, source.next_due > store.now()) == ("cron", "ok", True)


@pytest.mark.parametrize("document", [{}, {"cron": "0 3 * * *", "enabled": False}])
def test_a_source_without_schedule_or_switched_off_is_never_due(folder, document):
    folder.apply(**document)
    service.request_due_runs()
    assert store.newest_run(folder.source_id) is None


def test_an_interrupted_run_is_ended_and_says_so(folder, monkeypatch):
    folder.add("ipm")
    folder.apply()

    def stop(step):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        service.run_now(folder.source_id, watcher=stop)
    run = store.newest_run(folder.source_id)
    assert run is not None
    assert (run.status, run.error["code"], run.counts) == ("aborted", "run_died", {"created": 1})


def test_a_job_that_met_an_outage_is_tried_again_and_goes_on(shelf):
    keys = shelf.fill(4)
    shelf.run()
    shelf.titles = dict.fromkeys(keys, "Baru")
    shelf.of_listing = [TransientError(Problem("uji", "", "", "")) for _ in range(3)]
    run_id = service.request_run(shelf.source_id, "desk")
    with pytest.raises(TransientError):
        service.work(shelf.source_id)
    service.work(shelf.source_id)
    run = store.newest_run(shelf.source_id)
    assert run is not None
    assert (_status(run_id), run.status, run.trigger, run.resumes) == ("failed", "ok", "resume", run_id)
    assert run.counts == {"updated": 2}


def _status(run_id: str) -> str:
    model.Session.expire_all()
    run = store.run(run_id)
    assert run is not None
    return run.status
