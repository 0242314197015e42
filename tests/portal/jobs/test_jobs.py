"""Claims about the tasks of the queue itself."""

from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk
from ckan.lib import jobs as ckan_jobs
from ckan.tests.helpers import call_action

from ckanext.paser.jobs.jobs import do_jobs_of_ckan


@pytest.fixture
def counted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tk.config, "ckan.datastore.background_calculate_record_count_delay", 0)


@pytest.mark.ckan_config("ckan.plugins", "paser datastore")  # without the profile, which asks for more fields
@pytest.mark.usefixtures("clean_queues", "counted_at_once")
class TestJobsOfCKAN:
    def test_the_row_count_that_the_datastore_leaves_to_rq_is_done_without_an_rq_worker(
        self, organization, package_factory, resource_factory
    ):
        package = package_factory(owner_org=organization["id"])
        resource = resource_factory(package_id=package["id"], url_type="datastore")
        call_action("datastore_create", resource_id=resource["id"], records=[{"n": 1}, {"n": 2}], force=True)
        job = f"{resource['id']}_calculate-record-count"
        assert ckan_jobs.job_from_id(job)
        do_jobs_of_ckan()
        with pytest.raises(KeyError):
            ckan_jobs.job_from_id(job)
        assert call_action("datastore_search", resource_id=resource["id"])["total"] == 2
        call_action("datastore_delete", resource_id=resource["id"], force=True)

    def test_a_job_that_fails_does_not_keep_the_others_from_being_done(self):
        jobs = [ckan_jobs.enqueue(len, [value]) for value in (1, "a")]
        do_jobs_of_ckan()
        for job in jobs:
            with pytest.raises(KeyError):
                ckan_jobs.job_from_id(job.id)
