"""Claims about identities, sameness, deletions and the end of a run."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from paser_harvesters import rules
from paser_harvesters.rules import Absence, RunStatus

DAY = datetime(2026, 11, 1, tzinfo=timezone.utc)


def test_a_record_has_the_same_dataset_id_for_ever():
    assert rules.dataset_id("contoh", "dataset", "ipm") == "dc58b99b-47df-5f3b-b4b7-6ea648b61249"


@pytest.mark.parametrize(
    "other", [("contoh", "dataset", "gini"), ("lain", "dataset", "ipm"), ("contoh", "lain", "ipm")]
)
def test_records_of_other_sources_streams_or_keys_have_other_datasets(other):
    assert rules.dataset_id(*other) != rules.dataset_id("contoh", "dataset", "ipm")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": [1, 2]}, {"b": [1, 2], "a": 1}),
        ({"nama": "Pasér"}, {"nama": "Pase\u0301r"}),
    ],
)
def test_equal_content_has_an_equal_hash(one, other):
    assert rules.content_sha(one, "m") == rules.content_sha(other, "m")


@pytest.mark.parametrize(
    ("payload", "mapping"), [({"a": 2}, "m"), ({"a": [1]}, "m"), ({"a": "1"}, "m"), ({"a": 1}, "n")]
)
def test_other_content_or_another_mapping_has_another_hash(payload, mapping):
    assert rules.content_sha(payload, mapping) != rules.content_sha({"a": 1}, "m")


DOCUMENT = {"title": "t", "owner_org": "o", "config": {"folder": "/a"}, "tables": [], "cron": "0 0 * * *"}


def test_another_schedule_does_not_map_records_anew():
    before = rules.mapping_version("files", 1, DOCUMENT)
    assert rules.mapping_version("files", 1, {**DOCUMENT, "cron": None}) == before


@pytest.mark.parametrize(
    ("version", "document"),
    [(2, DOCUMENT), (1, {**DOCUMENT, "owner_org": "p"}), (1, {**DOCUMENT, "title": "u"})],
)
def test_a_new_version_of_the_kind_or_other_defaults_map_records_anew(version, document):
    assert rules.mapping_version("files", version, document) != rules.mapping_version("files", 1, DOCUMENT)


@pytest.mark.parametrize(("seen", "expected"), [(3, None), (2, "listing_short"), (0, "listing_short")])
def test_a_listing_shorter_than_promised_is_told(seen, expected):
    problem = rules.shortage(seen, min_records=3)
    assert (problem and problem.code) == expected


def test_an_empty_listing_is_told_even_when_nothing_was_promised():
    problem = rules.shortage(0, min_records=0)
    assert problem is not None
    assert problem.params == {"seen": 0, "expected": 1}


@pytest.mark.parametrize(
    ("known", "missing", "held"),
    [
        (20, 5, False),  # five may always go
        (20, 6, True),
        (100, 10, False),  # a tenth
        (100, 11, True),
        (5, 5, False),
        (0, 0, False),
    ],
)
def test_more_than_five_and_a_tenth_missing_waits_for_a_person(known, missing, held):
    assert (rules.shrinkage(Absence(known, missing), 0.1) is not None) == held


@pytest.mark.parametrize(
    ("listings", "days", "due"), [(2, 7, True), (1, 7, False), (2, 6, False), (9, 6, False), (1, 90, False)]
)
def test_a_deletion_is_due_after_two_listings_and_the_days_of_grace(listings, days, due):
    assert rules.deletion_due(DAY, listings, 7, DAY + timedelta(days=days)) == due


@pytest.mark.parametrize(
    ("counts", "troubled", "held", "status"),
    [
        ({"same": 9}, False, False, RunStatus.OK),
        ({}, False, False, RunStatus.OK),
        ({"same": 8, "failed": 1}, False, False, RunStatus.PARTIAL),
        ({"updated": 9, "with_problems": 1}, False, False, RunStatus.PARTIAL),
        ({"same": 9}, True, False, RunStatus.PARTIAL),
        ({"same": 8, "failed": 1}, True, True, RunStatus.HELD),
        ({"same": 8, "missing": 1}, False, False, RunStatus.OK),
    ],
)
def test_a_run_is_ok_only_when_every_record_was_well(counts, troubled, held, status):
    assert rules.run_status(counts, troubled, held) == status


def test_a_schedule_is_read_in_the_clock_of_paser():
    due = rules.next_time("15 5 * * *", DAY, ZoneInfo("Asia/Makassar"))
    assert due == datetime(2026, 11, 1, 21, 15, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("last_good", "max_age", "late"),
    [(DAY, 1, False), (DAY - timedelta(days=2), 1, True), (None, 1, True), (None, None, False)],
)
def test_a_source_is_late_when_it_has_not_been_well_for_longer_than_promised(last_good, max_age, late):
    assert rules.is_late(last_good, max_age, DAY + timedelta(hours=1)) == late


def test_differences_name_each_changed_field():
    assert rules.differences({"a": 1, "b": 2}, {"b": 3, "c": 4}) == [
        {"field": "a", "before": 1, "after": None},
        {"field": "b", "before": 2, "after": 3},
        {"field": "c", "before": None, "after": 4},
    ]


@pytest.mark.parametrize(
    ("cron", "said"),
    [
        ("15 5 * * *", rules.Schedule("daily", 5, 15)),
        ("0 * * * *", rules.Schedule("hourly", 0, 0)),
        ("30 7 * * 1", rules.Schedule("weekly", 7, 30, 0)),
        ("30 7 * * 7", rules.Schedule("weekly", 7, 30, 6)),
        ("30 7 * * 0", rules.Schedule("weekly", 7, 30, 6)),
        ("0 6 15 * *", rules.Schedule("monthly", 6, 0, 15)),
        ("*/5 * * * *", None),
        ("0 6 1 1 *", None),
        ("0 6 1 * 1", None),
        ("0 * 1 * *", None),
        ("0 6 * * mon-fri", None),
        ("@daily", None),
    ],
)
def test_a_cron_of_a_common_form_can_be_said_in_words(cron, said):
    assert rules.schedule(cron) == said
