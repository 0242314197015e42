"""Claims about the engine, whatever the kind of source (reference/harvest.md 5.13)."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from ckan import model

from ckanext.paser.problems import Problem

from paser_harvesters import service, store
from paser_harvesters.errors import (
    AuthFailedError,
    BadAnswerError,
    GoneError,
    RateLimitedError,
    SourceChangedError,
    TransientError,
)

pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "paser_harvest paser scheming_datasets scheming_organizations datastore"
    ),
    pytest.mark.usefixtures("with_plugins", "clean_index"),
]
PROBLEM = Problem("uji", "here", "A fact.", "A remedy.")


def outcomes(run) -> dict[str, str]:
    return {row.key: row.outcome for row in store.outcomes(run.id, 100, 0)}


@contextmanager
def statements(*parts: str):
    """Collect the SQL statements that have one of these parts."""
    seen: list[str] = []

    def note(connection, cursor, statement, *rest):
        if any(part in statement for part in parts):
            seen.append(statement)

    event.listen(model.meta.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(model.meta.engine, "before_cursor_execute", note)


class TestListing:
    def test_all_pages_are_taken(self, shelf):
        keys = shelf.fill(5)
        assert outcomes(shelf.run()) == dict.fromkeys(keys, "created")

    def test_one_changed_record_is_one_write(self, shelf):
        keys = shelf.fill(5)
        shelf.run()
        shelf.titles[keys[3]] = "Baru"
        run = shelf.run()
        assert (outcomes(run), run.counts) == ({keys[3]: "updated"}, {"same": 4, "updated": 1})

    def test_a_record_listed_twice_is_taken_once_and_told(self, shelf, told):
        keys = shelf.fill(2)
        shelf.again = [keys[0]]
        run = shelf.run()
        assert (run.status, run.counts) == ("partial", {"created": 2, "failed": 1})
        assert "lists this record twice" in told(run)[keys[0]][0]

    def test_unchanged_records_cost_one_statement_a_page(self, shelf):
        shelf.fill(6)
        shelf.run()
        with statements("UPDATE paser_harvest_record", "INSERT INTO paser_harvest_record", "package") as seen:
            shelf.run()
        assert [statement.split()[0] for statement in seen] == ["UPDATE"] * 3

    @pytest.mark.parametrize("error", [TransientError(PROBLEM), RateLimitedError(PROBLEM, 0)])
    def test_an_interrupted_listing_goes_on_behind_the_last_page(self, shelf, error):
        keys = shelf.fill(5)
        shelf.of_listing = [error]
        run = shelf.run()
        assert (run.status, outcomes(run)) == ("ok", dict.fromkeys(keys, "created"))
        assert shelf.resumed_at == [None, {"at": 2}]


class TestBadListing:
    @pytest.mark.parametrize(
        ("error", "status"),
        [
            (BadAnswerError(PROBLEM), "failed"),
            (AuthFailedError(PROBLEM), "failed"),
            (SourceChangedError(PROBLEM), "held"),
        ],
    )
    def test_it_ends_the_run_and_nothing_is_missing(self, shelf, error, status):
        keys = shelf.fill(5)
        shelf.run()
        shelf.of_listing = [error]
        run = shelf.run()
        assert (run.status, run.error["code"]) == (status, "uji")
        assert [shelf.status(key) for key in keys] == ["active"] * 5

    def test_a_refused_password_switches_the_source_off(self, shelf):
        shelf.fill(5)
        shelf.of_listing = [AuthFailedError(PROBLEM)]
        shelf.run(cron="0 0 * * *")
        source = store.source(shelf.source_id)
        assert source is not None
        assert (source.enabled, source.document["enabled"], source.next_due) == (False, False, None)

    def test_an_outage_that_stays_fails_the_run_which_is_to_be_tried_again(self, shelf):
        shelf.fill(5)
        shelf.of_listing = [TransientError(PROBLEM) for _ in range(3)]
        run = shelf.run()
        assert (run.status, run.transient) == ("failed", True)

    def test_the_next_run_goes_on_from_the_page_that_failed(self, shelf):
        keys = shelf.fill(5)
        shelf.of_listing = [BadAnswerError(PROBLEM)]
        first = shelf.run()
        second = shelf.run()
        assert (first.counts, second.status) == ({"created": 2}, "ok")
        assert outcomes(second) == dict.fromkeys(keys[2:], "created")


class TestBadRecord:
    def test_the_others_go_on(self, shelf, told):
        keys = shelf.fill(5)
        shelf.of_record = {keys[1]: [BadAnswerError(PROBLEM)]}
        run = shelf.run()
        assert (run.status, run.counts) == ("partial", {"created": 4, "failed": 1})
        assert told(run) == {keys[1]: ["here: A fact. A remedy."]}

    def test_it_makes_no_other_record_of_its_page_missing(self, shelf):
        keys = shelf.fill(2)
        shelf.run()
        shelf.titles[keys[1]] = "Baru"
        shelf.of_record = {keys[1]: [BadAnswerError(PROBLEM)]}
        shelf.run()
        assert [shelf.status(key) for key in keys] == ["active", "active"]

    def test_it_is_tried_again_in_the_next_run(self, shelf):
        keys = shelf.fill(3)
        shelf.of_record = {keys[1]: [BadAnswerError(PROBLEM)]}
        shelf.run()
        run = shelf.run()
        assert (run.status, run.counts) == ("ok", {"same": 2, "created": 1})

    def test_a_programming_error_is_a_problem_of_that_record_alone(self, shelf, told):
        keys = shelf.fill(2)
        shelf.of_record = {keys[0]: [ZeroDivisionError()]}
        run = shelf.run()
        assert (run.counts, "ZeroDivisionError" in told(run)[keys[0]][0]) == (
            {"created": 1, "failed": 1},
            True,
        )

    def test_what_the_portal_had_of_it_stays(self, shelf, show):
        keys = shelf.fill(2)
        shelf.run()
        before = show(keys[0])
        shelf.titles[keys[0]] = "Baru"
        shelf.of_record = {keys[0]: [BadAnswerError(PROBLEM)]}
        shelf.run()
        assert (show(keys[0]), shelf.status(keys[0])) == (before, "active")

    def test_one_that_was_never_taken_and_goes_away_is_forgotten(self, shelf):
        keys = shelf.fill(3)
        shelf.of_record = {keys[2]: [BadAnswerError(PROBLEM)]}
        shelf.run()
        del shelf.titles[keys[2]]
        assert (shelf.run().status, shelf.status(keys[2])) == ("ok", None)

    def test_an_outage_that_passes_is_waited_out(self, shelf):
        keys = shelf.fill(2)
        shelf.of_record = {keys[0]: [TransientError(PROBLEM), TransientError(PROBLEM)]}
        assert shelf.run().counts == {"created": 2}

    def test_an_outage_that_stays_ends_the_run_and_loses_nothing(self, shelf):
        keys = shelf.fill(4)
        shelf.of_record = {keys[3]: [TransientError(PROBLEM) for _ in range(3)]}
        first = shelf.run()
        second = shelf.run()
        assert (first.status, first.transient, first.counts) == ("failed", True, {"created": 3})
        assert (second.status, second.counts) == ("ok", {"same": 1, "created": 1})


class TestAbsence:
    EAGER = {"policy": "mark", "grace_days": 0}

    def test_a_missing_record_is_only_noted_at_first(self, shelf, show):
        keys = shelf.fill(4)
        shelf.run()
        before = show(keys[0])
        del shelf.titles[keys[0]]
        run = shelf.run(delete=self.EAGER)
        assert (run.status, run.counts) == ("ok", {"same": 3, "missing": 1})
        assert (show(keys[0]), shelf.status(keys[0])) == (before, "missing")

    @pytest.mark.parametrize(
        ("policy", "end"),
        [
            ("keep", ("missing", "active", False)),
            ("mark", ("marked", "active", True)),
            ("delete", ("deleted", "deleted", False)),
        ],
    )
    def test_after_two_listings_and_the_grace_the_policy_is_done(self, shelf, show, policy, end):
        keys = shelf.fill(4)
        shelf.run()
        del shelf.titles[keys[0]]
        delete = {"policy": policy, "grace_days": 0}
        shelf.run(delete=delete)
        shelf.run(delete=delete)
        shown = show(keys[0])
        extras = {extra["key"] for extra in shown["extras"]}
        assert (shelf.status(keys[0]), shown["state"], "sumber_hilang_sejak" in extras) == end

    def test_within_the_days_of_grace_nothing_is_done(self, shelf):
        keys = shelf.fill(4)
        shelf.run()
        del shelf.titles[keys[0]]
        for _ in range(3):
            shelf.run(delete={"policy": "delete", "grace_days": 7})
        assert shelf.status(keys[0]) == "missing"

    @pytest.mark.parametrize("policy", ["mark", "delete"])
    def test_a_record_that_returns_has_its_dataset_back_under_the_same_id(self, shelf, show, policy):
        keys = shelf.fill(4)
        shelf.run()
        before = show(keys[0])["id"]
        title = shelf.titles.pop(keys[0])
        for _ in range(2):
            shelf.run(delete={"policy": policy, "grace_days": 0})
        shelf.titles[keys[0]] = title
        run = shelf.run()
        shown = show(keys[0])
        extras = {extra["key"] for extra in shown["extras"]}
        assert (outcomes(run), shown["id"], shown["state"]) == ({keys[0]: "restored"}, before, "active")
        assert "sumber_hilang_sejak" not in extras

    def test_a_record_that_returns_in_time_costs_no_write(self, shelf, show):
        keys = shelf.fill(4)
        shelf.run()
        before = show(keys[0])
        title = shelf.titles.pop(keys[0])
        shelf.run()
        shelf.titles[keys[0]] = title
        run = shelf.run()
        assert (run.counts, shelf.status(keys[0]), show(keys[0])) == ({"same": 4}, "active", before)

    def test_an_express_deletion_needs_no_grace(self, shelf):
        keys = shelf.fill(4)
        shelf.run()
        del shelf.titles[keys[0]]
        shelf.deleted = {keys[0]}
        run = shelf.run(delete={"policy": "delete"})
        assert (outcomes(run), shelf.status(keys[0])) == ({keys[0]: "deleted"}, "deleted")

    def test_content_that_is_gone_counts_as_missing_and_is_told(self, shelf, told):
        keys = shelf.fill(4)
        shelf.run()
        shelf.titles[keys[0]] = "Baru"
        shelf.of_record = {keys[0]: [GoneError(PROBLEM)]}
        run = shelf.run()
        assert (run.status, list(told(run)), shelf.status(keys[0])) == ("partial", [keys[0]], "missing")

    def test_a_listing_that_does_not_add_up_makes_nothing_missing(self, shelf):
        keys = shelf.fill(4)
        shelf.run()
        del shelf.titles[keys[0]]
        shelf.declared = 4
        assert (shelf.run().counts, shelf.status(keys[0])) == ({"same": 3}, "active")


class TestHeldRun:
    def test_an_empty_listing_is_held(self, shelf):
        keys = shelf.fill(3)
        shelf.run()
        shelf.titles = {}
        run = shelf.run(delete={"policy": "delete", "grace_days": 0})
        assert (run.status, run.counts, run.error["code"]) == ("held", {"held": 3}, "listing_short")
        assert [shelf.status(key) for key in keys] == ["active"] * 3

    def test_a_listing_shrunk_by_half_is_held_as_often_as_it_comes(self, shelf):
        keys = shelf.fill(12)
        shelf.run()
        shelf.titles = dict.fromkeys(keys[:6], "Judul")
        runs = [shelf.run(delete={"policy": "delete", "grace_days": 0}) for _ in range(3)]
        assert [(run.status, run.counts["held"]) for run in runs] == [("held", 6)] * 3

    def test_once_approved_what_was_held_is_done(self, shelf):
        keys = shelf.fill(12)
        shelf.run()
        shelf.titles = dict.fromkeys(keys[:6], "Judul")
        held = shelf.run()
        service.approve(held, "walidata")
        run = service.run_now(shelf.source_id, approves=held.id)
        assert (run.status, run.counts) == ("ok", {"same": 6, "marked": 6})
        assert {shelf.status(key) for key in keys[6:]} == {"marked"}

    def test_what_has_returned_meanwhile_is_not_touched(self, shelf):
        keys = shelf.fill(12)
        shelf.run()
        shelf.titles = dict.fromkeys(keys[:6], "Judul")
        held = shelf.run()
        service.approve(held, "walidata")
        shelf.titles = dict.fromkeys(keys, "Judul")
        run = service.run_now(shelf.source_id, approves=held.id)
        assert (run.status, run.counts) == ("ok", {"same": 12})

    def test_a_run_is_approved_once(self, shelf):
        shelf.fill(3)
        shelf.run()
        shelf.titles = {}
        held = shelf.run()
        service.approve(held, "walidata")
        with pytest.raises(Exception, match="does not wait for an approval"):
            service.approve(store.run(held.id), "walidata")

    def test_fewer_records_than_promised_are_told_even_when_none_is_missing(self, shelf):
        shelf.fill(2)
        run = shelf.run(expect={"min_records": 3})
        assert (run.status, run.error["code"]) == ("partial", "listing_short")
