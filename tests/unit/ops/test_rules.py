"""Claims about readiness, metrics and what a doctor looks at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ckanext.paser.ops import rules
from ckanext.paser.ops.rules import Disk, Facts, Part
from ckanext.paser.problems import worded
from ckanext.paser.search.rules import Compared, Entry

FACTS = Facts(
    datasets=16, changing=0, worker_age=3.0, jobs={("paser.tables.load", "todo"): 2}, oldest_due=4.5
)
ROOMY = Disk(total=100 * 2**30, free=50 * 2**30)
WELL = rules.readiness(FACTS, 16, True, ROOMY)


def changed(**values: object) -> Facts:
    return Facts(**{**vars(FACTS), **values})  # pyright: ignore[reportArgumentType]


def test_a_portal_whose_parts_all_work_is_ready():
    assert WELL.as_dict() == {
        "ready": True,
        "message": "Ready.",
        "parts": {"database": "ok", "search": "ok", "redis": "ok", "worker": "ok", "disk": "ok"},
    }


@pytest.mark.parametrize(
    ("facts", "indexed", "redis", "disk", "message"),
    [
        (FACTS, None, True, ROOMY, "Solr does not answer."),
        (FACTS, 15, True, ROOMY, "Datasets in Solr: 15, in PostgreSQL: 16."),
        (FACTS, 17, True, ROOMY, "Datasets in Solr: 17, in PostgreSQL: 16."),
        (FACTS, 16, False, ROOMY, "Redis does not answer."),
        (FACTS, 16, True, None, "The folder for uploaded files cannot be read."),
        (FACTS, 16, True, Disk(10 * 2**30, 2**29), "The disk for uploaded files has 0.5 GiB free."),
        (changed(worker_age=None), 16, True, ROOMY, "No worker is running."),
        (changed(worker_age=60.0), 16, True, ROOMY, "The worker was alive 60 s ago."),
        (
            None,
            16,
            True,
            ROOMY,
            "PostgreSQL does not take a write. The worker's heartbeat cannot be read.",
        ),
    ],
)
def test_a_portal_that_is_not_ready_says_what_is_missing(facts, indexed, redis, disk, message):
    assert rules.readiness(facts, indexed, redis, disk).sentence == f"Not ready. {message}"


@pytest.mark.parametrize(("indexed", "ok"), [(14, True), (18, True), (13, False), (19, False)])
def test_changes_under_way_explain_as_many_datasets_too_many_or_too_few_in_solr(indexed, ok):
    search = rules.readiness(changed(changing=2), indexed, True, ROOMY).parts[1]
    assert search == Part("search", ok, f"Datasets in Solr: {indexed}, in PostgreSQL: 16.")


@pytest.mark.parametrize(
    ("total", "free", "room"),
    [
        (5 * 2**30, 2**29, True),
        (5 * 2**30, 2**29 - 1, False),
        (2**40, 2**30, True),
        (2**40, 2**30 - 1, False),
    ],
)
def test_a_tenth_of_the_disk_is_room_and_so_is_a_gibibyte(total, free, room):
    assert rules.readiness(FACTS, 16, True, Disk(total, free)).parts[4].ok is room


@pytest.mark.parametrize(
    ("addresses", "local"),
    [
        (["127.0.0.1"], True),
        (["127.0.0.1", "127.0.0.1"], True),
        (["::1"], True),
        (["::ffff:127.0.0.1"], True),
        ([], True),
        (["10.0.0.7"], False),
        (["127.0.0.1", "10.0.0.7"], False),
        (["127.0.0.1", "127.0.0.1", " 203.0.113.9"], False),
    ],
)
def test_a_request_is_local_when_no_station_of_its_way_lies_outside(addresses, local):
    assert rules.is_local(addresses) is local


def test_metrics_are_written_as_prometheus_reads_them():
    text = rules.prometheus_text(rules.metrics(WELL, FACTS, 16, ROOMY))
    assert text.splitlines()[:4] == [
        "# HELP paser_ready 1 when the portal can do all it is for.",
        "# TYPE paser_ready gauge",
        "paser_ready 1.0",
        "# HELP paser_part_ok 1 when this part of the portal works.",
    ]
    assert 'paser_jobs{task="paser.tables.load",status="todo"} 2.0' in text.splitlines()
    assert text.endswith("\n")


def test_what_could_not_be_asked_is_no_metric():
    names = {
        metric.name for metric in rules.metrics(rules.readiness(None, None, False, None), None, None, None)
    }
    assert names == {"paser_ready", "paser_part_ok"}


def test_every_part_has_a_remedy():
    problems = rules.not_ready(rules.readiness(None, None, False, None))
    assert [problem.code for problem in problems] == [part.name for part in WELL.parts]
    assert all(problem.remedy for problem in problems)


GOOD_ORDER = "paser_dashboard paser_harvest paser scheming_datasets scheming_organizations datastore"


@pytest.mark.parametrize(
    ("enabled", "texts"),
    [
        (GOOD_ORDER, []),
        ("paser scheming_datasets scheming_organizations datastore dcat", []),
        (
            "datastore paser scheming_datasets scheming_organizations",
            [
                "ckan.plugins: The plugins are in another order than the portal needs."
                " Set ckan.plugins, with others after these:"
                " paser scheming_datasets scheming_organizations datastore"
            ],
        ),
        (
            "paser scheming_datasets datastore",
            [
                "ckan.plugins: scheming_organizations not enabled. Set ckan.plugins, with others"
                " after these: paser scheming_datasets scheming_organizations datastore"
            ],
        ),
    ],
)
def test_the_order_of_plugins_is_checked(enabled, texts):
    assert [worded(problem)["text"] for problem in rules.plugin_order(enabled.split())] == texts


@pytest.mark.parametrize(
    ("url", "secure", "codes"),
    [
        ("http://127.0.0.1:8080", False, []),
        ("http://localhost:8080", False, []),
        ("https://data.paserkab.go.id", True, []),
        ("https://data.paserkab.go.id", False, ["cookies"]),
        ("http://data.paserkab.go.id", False, ["site_url"]),
        ("data.paserkab.go.id", False, ["site_url"]),
        ("https://data.paserkab.go.id/ckan", True, ["site_url"]),
        (None, False, ["site_url"]),
    ],
)
def test_the_sites_address_is_checked(url, secure, codes):
    assert [problem.code for problem in rules.site_url(url, secure)] == codes


def test_a_secret_that_others_may_read_is_found():
    found = rules.secret_files({"/v/a": 0o100600, "/v/b": 0o100640, "/v/c": 0o100400})
    assert [worded(problem)["text"] for problem in found] == [
        "/v/b: Others on this machine may read it (mode 640). chmod 600 /v/b"
    ]


@pytest.mark.parametrize(("key", "count"), [("k" * 32, 0), ("k" * 31, 1), (None, 1)])
def test_a_short_secret_key_is_found(key, count):
    assert len(rules.secret_key(key)) == count


@pytest.mark.parametrize(("language", "count"), [("indonesian", 0), ("english", 1), (None, 1)])
def test_another_search_language_is_found(language, count):
    assert len(rules.search_language(language)) == count


def test_datasets_that_search_has_wrong_are_found_by_kind():
    public = Entry("x", None, "active", False, frozenset({"public"}))
    private = replace(public, private=True, labels=frozenset({"member-dinas"}))
    compared = [
        Compared("same", public, (public,)),
        Compared("phantom", None, (public,)),
        Compared("missing", public, ()),
        Compared("leaking", private, (public,)),
        Compared("stale", public, (replace(public, state="draft"),)),
    ]
    assert [problem.fact for problem in rules.index_drift(compared)] == [
        "Datasets that can be found by people who may not see them: 1, one is leaking.",
        "Datasets in Solr that PostgreSQL does not have: 1, one is phantom.",
        "Datasets that are not in Solr: 1, one is missing.",
        "Datasets that are in Solr as they were before their last change: 1, one is stale.",
    ]
