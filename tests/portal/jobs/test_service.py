"""Claims about background work, on the real PostgreSQL."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ckan import model

from ckanext.paser.jobs import service, store


@pytest.fixture
def done(tasks) -> list[str]:
    """What the task ``test.note`` has been told."""
    words: list[str] = []

    @service.task("test.note")
    def note(word: str) -> None:
        words.append(word)

    return words


@pytest.fixture
def broken(tasks) -> dict[str, bool]:
    """Whether the task ``test.fragile`` fails."""
    state = {"broken": True}

    @service.task("test.fragile", retry=1)
    def fragile() -> None:
        model.Session.execute(sa.text("CREATE TABLE half_done ()"))
        if state["broken"]:
            raise ValueError("the file is broken")

    return state


def make_due() -> None:
    model.Session.execute(sa.text(f"UPDATE {store.JOBS} SET scheduled_at = now()"))


def test_a_job_of_a_committed_transaction_is_done(done, queue):
    service.defer("test.note", word="a")
    model.Session.commit()
    assert service.run_pending() == 1
    assert done == ["a"]
    assert queue() == [("test.note", "succeeded", 1)]


def test_a_job_of_a_rolled_back_transaction_does_not_exist(done, queue):
    service.defer("test.note", word="a")
    model.Session.rollback()
    assert service.run_pending() == 0
    assert queue() == []


def test_a_second_waiting_job_with_the_same_key_is_not_added(done):
    first = service.defer("test.note", key="k", word="a")
    assert service.defer("test.note", key="k", word="a") == first
    model.Session.commit()
    assert service.defer("test.note", key="k", word="a") == first
    service.defer("test.note", key="other", word="b")
    assert service.run_pending() == 2
    assert done == ["a", "b"]


def test_several_jobs_of_a_task_are_asked_for_at_once_and_those_that_wait_are_not_added(done, queue):
    service.defer("test.note", key="k2", word="waits")
    service.defer_each("test.note", {"k3": {"word": "c"}, "k1": {"word": "a"}, "k2": {"word": "b"}})
    service.defer_each("test.note", {"k1": {"word": "again"}})
    model.Session.commit()
    assert service.run_pending() == 3
    assert (sorted(done), len(queue())) == (["a", "c", "waits"], 3)


def test_a_job_that_waits_to_be_tried_again_is_due_at_once_when_it_is_asked_for_with_others(broken, queue):
    service.defer("test.fragile", key="k")
    model.Session.commit()
    service.run_pending()
    assert queue()[0][1] == "todo"
    broken["broken"] = False
    service.defer_each("test.fragile", {"k": {}})
    model.Session.commit()
    service.run_pending()
    assert [status for _, status, _ in queue()] == ["succeeded"]


def test_no_job_of_an_unknown_task_is_added(tasks):
    with pytest.raises(LookupError):
        service.defer_each("test.unknown", {"k": {}})


def test_a_waiting_job_does_not_start_before_the_change_that_asked_for_it_again_is_committed(done, queue):
    service.defer("test.note", key="k", word="a")
    model.Session.commit()
    with model.ensure_engine().begin() as other_request:
        other_request.execute(sa.text(store._ASK_AGAIN), {"key": "k"})
        assert service.run_pending() == 0
    assert service.run_pending() == 1


def due_in() -> int:
    """Seconds until the one waiting job is due."""
    query = sa.text(f"SELECT round(extract(epoch FROM scheduled_at - now())) FROM {store.JOBS}")
    return int(model.Session.execute(query).scalar_one())


def as_if_added_earlier(seconds: int) -> None:
    """Have the waiting jobs be added, and due, so much earlier."""
    for command in (
        f"UPDATE {store.SCHEMA}.procrastinate_events SET at = at - make_interval(secs => {seconds})",
        f"UPDATE {store.JOBS} SET scheduled_at = scheduled_at - make_interval(secs => {seconds})",
    ):
        model.Session.execute(sa.text(command))
    model.Session.commit()


@pytest.mark.parametrize(("earlier", "expected"), [(50, 60), (570, 30), (700, -100)])
def test_a_job_that_waits_for_changes_to_end_is_moved_on_but_not_for_ever(done, earlier, expected):
    first = service.defer("test.note", key="k", delay=60, most=600, word="a")
    model.Session.commit()
    as_if_added_earlier(earlier)
    assert service.defer("test.note", key="k", delay=60, most=600, word="b") == first
    assert due_in() == expected


def test_without_a_most_the_first_due_time_stays(done):
    service.defer("test.note", key="k", delay=60, word="a")
    model.Session.commit()
    as_if_added_earlier(50)
    service.defer("test.note", key="k", delay=60, word="b")
    assert due_in() == 10


def test_a_job_that_is_due_at_once_is_not_put_off(done):
    service.defer("test.note", key="k", word="a")
    service.defer("test.note", key="k", delay=60, most=600, word="b")
    assert service.run_pending() == 1


def test_a_job_that_runs_may_be_asked_for_again(tasks, queue):
    @service.task("test.again")
    def again(left: int) -> None:
        if left:
            service.defer("test.again", key="k", left=left - 1)
            model.Session.commit()

    service.defer("test.again", key="k", left=1)
    assert service.run_pending() == 2
    assert queue() == [("test.again", "succeeded", 1), ("test.again", "succeeded", 1)]


def test_a_failed_job_that_was_asked_for_again_meanwhile_is_tried_again_too(tasks, queue):
    @service.task("test.again", retry=1)
    def again() -> None:
        service.defer("test.again", key="k")
        model.Session.commit()
        raise ValueError("the file was replaced")

    service.defer("test.again", key="k")
    service.run_pending()
    assert queue()[0] == ("test.again", "todo", 1)


def test_an_unknown_task_is_refused_at_once():
    with pytest.raises(LookupError, match=r"no task is named test\.typo"):
        service.defer("test.typo")


def test_two_modules_cannot_register_the_same_task(tasks):
    with pytest.raises(ValueError, match="two tasks are named"):
        service.task("paser.jobs.sweep")(lambda: None)


def test_a_failed_job_waits_for_its_retry_and_nothing_of_what_it_wrote_is_kept(broken, queue):
    service.defer("test.fragile")
    assert service.run_pending() == 1
    assert queue() == [("test.fragile", "todo", 1)]
    assert service.run_pending() == 0
    assert not sa.inspect(model.ensure_engine()).has_table("half_done")


def test_a_job_that_failed_for_good_tells_why(broken):
    service.defer("test.fragile")
    service.run_pending()
    make_due()
    service.run_pending()
    failed = service.failed()
    assert [(each["task"], each["attempts"], each["error"]) for each in failed] == [
        ("test.fragile", 2, "ValueError: the file is broken")
    ]


def test_a_success_makes_the_earlier_failures_of_its_key_good(broken):
    service.defer("test.fragile", key="k")
    service.run_pending()
    make_due()
    service.run_pending()
    assert len(service.failed()) == 1
    broken["broken"] = False
    service.defer("test.fragile", key="k")
    service.run_pending()
    assert service.failed() == []


def test_a_failed_job_can_be_tried_again_or_forgotten(broken, queue):
    service.task("test.fragile", retry=0)(service.TASKS["test.fragile"].function)
    first, second = service.defer("test.fragile"), service.defer("test.fragile")
    service.run_pending()
    assert service.forget(first) == 1
    broken["broken"] = False
    assert service.retry(None) == 1
    service.run_pending()
    assert (second, queue()) == (second, [("test.fragile", "succeeded", 1)])


def test_old_jobs_are_swept_away_and_waiting_ones_stay(done, queue):
    service.defer("test.note", word="old")
    service.run_pending()
    service.defer("test.note", word="new")
    model.Session.execute(
        sa.text(f"UPDATE {store.SCHEMA}.procrastinate_events SET at = at - interval '4 days'")
    )
    service.sweep()
    assert queue() == [("test.note", "todo", 0)]


def test_run_pending_leaves_periodic_tasks_to_the_worker(tasks, queue):
    service.periodic("* * * * *", "test.minutely")(lambda: None)
    assert service.run_pending() == 0
    assert queue() == []


def test_without_a_worker_there_is_no_heartbeat():
    assert service.worker_age() is None
