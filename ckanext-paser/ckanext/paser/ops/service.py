"""How the portal is: asked of every part at once, answered within seconds, whatever is down."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.jobs import service as jobs
from ckanext.paser.ops import rules, store
from ckanext.paser.ops.signals import diagnosing
from ckanext.paser.problems import Problem
from ckanext.paser.search import service as search
from ckanext.paser.security import rules as security

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

# Bounded: a service that hangs beyond its limits can hold only so many threads, and then counts as silent.
_askers = ThreadPoolExecutor(max_workers=8, thread_name_prefix="readyz")


def readiness() -> rules.Readiness:
    """Whether the portal can do all it is for."""
    return _look()[0]


def has_outage() -> bool:
    """Whether PostgreSQL, Solr or Redis does not answer."""
    ready, facts, indexed, _ = _look()
    redis = next(part.ok for part in ready.parts if part.name == "redis")
    return facts is None or indexed is None or not redis


def metrics() -> str:
    """The portal's state in Prometheus' text format."""
    ready, facts, indexed, disk = _look()
    return rules.prometheus_text(rules.metrics(ready, facts, indexed, disk))


def diagnose() -> list[Problem]:
    """All that is wrong with this installation and can be seen from inside."""
    config = tk.config
    ready, _, indexed, _ = _look()
    findings = rules.not_ready(ready)
    if indexed is not None:  # then the datasets can be compared one by one, which says more than their number
        findings = [each for each in findings if each.where != "search"] + _checked("search", _index)
    return [
        *findings,
        *_checked("migrations", _migrations),
        *rules.plugin_order(config["ckan.plugins"]),
        *rules.site_url(config["ckan.site_url"], config["SESSION_COOKIE_SECURE"]),
        *rules.search_language(config["ckan.datastore.default_fts_lang"]),
        *rules.secret_key(config["SECRET_KEY"]),
        *security.opened(config),
        *_checked("secrets", lambda: rules.secret_files(store.secret_files())),
        *_checked("datastore", _datastore),
        *_checked("jobs", _background_work),
        *_checked("plugins", _told_by_others),
    ]


def _checked(where: str, check: Callable[[], list[Problem]]) -> list[Problem]:
    """A check that cannot be made is a finding like another."""
    try:
        return check()
    except Exception as error:
        log.exception("Cannot check %s", where)
        model.Session.rollback()
        fact = f"It cannot be checked ({type(error).__name__})."
        return [Problem("unchecked", where, fact, "See the log for the reason.")]


def _migrations() -> list[Problem]:
    pending = store.pending_migrations()
    return [
        Problem("migrations", "database", "Its tables are older than the programs.", cmd) for cmd in pending
    ]


def _index() -> list[Problem]:
    return rules.index_drift(search.compare())


def _datastore() -> list[Problem]:
    found: list[Problem] = []
    if not store.datastore_is_set_up():
        remedy = "ckan datastore set-permissions | psql, as PostgreSQL's administrator."
        fact = "Its functions and permissions are not as CKAN needs them."
        found.append(Problem("datastore", "datastore", fact, remedy))
    if orphans := store.orphaned_tables():
        fact = f"Tables that belong to no resource: {len(orphans)}, one is {orphans[0]}."
        found.append(Problem("orphans", "datastore", fact, "ckan datastore purge"))
    return found


def _background_work() -> list[Problem]:
    failed = [
        Problem(
            "job_failed",
            "jobs",
            f"Job {job['id']} ({job['task']}) failed: {job['error']}.",
            f"Mend the cause, then: ckan paser job retry {job['id']} (or: forget {job['id']})",
        )
        for job in jobs.failed()
    ]
    overdue = [
        Problem("overdue", "jobs", f"{name} has not run when it should have.", rules.REMEDIES["worker"])
        for name in jobs.overdue(time.time())
    ]
    return failed + overdue


def _told_by_others() -> list[Problem]:
    """What the other plugins find wrong in their own house."""
    return [problem for _, problems in diagnosing.send() for problem in problems]


def _look() -> tuple[rules.Readiness, rules.Facts | None, int | None, rules.Disk | None]:
    asked: list[Future[Any]] = [
        _askers.submit(ask) for ask in (store.facts, store.indexed, store.ping, store.disk)
    ]
    end = time.monotonic() + store.LIMIT + 0.5
    facts, indexed, redis, disk = (_answer(future, end) for future in asked)
    return rules.readiness(facts, indexed, bool(redis), disk), facts, indexed, disk


def _answer(future: Future[Answer], end: float) -> Answer | None:
    try:
        return future.result(timeout=max(0.0, end - time.monotonic()))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a service, the others are still told
        future.cancel()
        log.warning("A part of the portal does not answer: %s: %s", type(error).__name__, error)
        return None
