"""Claims about a load whose worker, PostgreSQL or web process is killed with -9, at every step of it."""

from __future__ import annotations

import multiprocessing
import signal

import pytest

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.releases import service as releases

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

READ = [(2, 3), (40, 780)]
"""Number and sum of the rows before and after."""
SECONDS = 60


@pytest.fixture
def falls_and_comes_back(scene, reader, falls):
    """Load the next file while somebody reads, with a fall at a step, until all is well again."""

    def run(fall: str, step: str) -> None:
        scene.send()
        fallen = multiprocessing.get_context("fork").Event()

        def fall_and_tell() -> None:
            fallen.set()
            falls[fall]()

        with reader.reading(), scene.worker(step, fall_and_tell) as first:
            scene.until_over(first)
        assert fallen.is_set(), "the step was not reached"

    return run


@pytest.mark.parametrize("fall", ["worker", "postgres"])
def test_whatever_is_killed_at_whatever_step_the_old_table_is_read_until_the_new_one_comes_by_itself(
    falls_and_comes_back, scene, reader, fall, step
):
    falls_and_comes_back(fall, step)
    assert scene.left() == scene.whole
    assert reader.answers == READ
    assert [release.number for release in releases.of(scene.resource_id)] == [2, 1]


@pytest.mark.parametrize("at", ["rows are on their way into it", "the names are exchanged, not committed"])
def test_the_same_is_true_when_all_of_postgresql_is_killed(falls_and_comes_back, scene, reader, at):
    falls_and_comes_back("postmaster", at)
    assert scene.left() == scene.whole
    assert reader.answers == READ


def test_a_web_process_killed_in_an_upload_leaves_the_old_table_and_file_and_the_new_one_can_be_sent_again(
    scene, web_step
):
    with scene.process(scene.send, web_step) as web:
        web.join(SECONDS)
        assert web.exitcode == -signal.SIGKILL
    run_pending()
    assert scene.stored() == scene.first
    assert scene.ask(f'SELECT kode, nilai FROM "{scene.resource_id}" ORDER BY _id') == [("A", 1), ("B", 2)]
    scene.send()
    with scene.worker() as first:
        scene.until_over(first)
    assert scene.left() == scene.whole


def test_a_web_process_killed_after_its_commit_has_asked_for_the_load(scene, falls):
    def send_and_fall() -> None:
        scene.send()
        falls["worker"]()

    with scene.process(send_and_fall) as web:
        web.join(SECONDS)
        assert web.exitcode == -signal.SIGKILL
    with scene.worker() as first:
        scene.until_over(first)
    assert scene.left() == scene.whole
