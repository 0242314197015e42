"""When the portal is ready, what a healthy installation looks like, and how it is measured.

Pure rules: no CKAN, no clock, no database, no network.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ckanext.paser.problems import Problem
from ckanext.paser.search.rules import Compared

WORKER_SILENCE = 60.0  # seconds without a heartbeat after which background work counts as stopped
DISK_SHARE = 0.1  # the disk has room while this share of it is free,
DISK_BYTES = 2**30  # or this much
KEY_LENGTH = 32
PLUGINS = (
    "paser_dashboard",
    "paser_harvest",
    "paser",
    "scheming_datasets",
    "scheming_organizations",
    "datastore",
)
OPTIONAL_PLUGINS = {"paser_dashboard", "paser_harvest"}
LOOPBACK = ("127.", "::1", "::ffff:127.")


@dataclass(frozen=True)
class Facts:
    """What the database says about itself and the portal.

    Args:
        datasets: published and private datasets, without drafts and deleted ones.
        changing: datasets changed in the last minute, and transactions that are writing right now: by as
            many, the number of datasets in the search index may differ for a moment.
        worker_age: seconds since the newest heartbeat of a worker; None without one.
        jobs: how many jobs there are, by (task, status).
        oldest_due: seconds that the oldest due job has been waiting; 0 without one.
        oldest_unindexed: seconds that a change has been waiting to be written into the index; 0 without one.
    """

    datasets: int
    changing: int
    worker_age: float | None
    jobs: Mapping[tuple[str, str], int]
    oldest_due: float
    oldest_unindexed: float = 0


@dataclass(frozen=True)
class Disk:
    """Bytes of the disk that holds uploaded files."""

    total: int
    free: int


@dataclass(frozen=True)
class Part:
    """One thing that the portal needs, and how it is."""

    name: str
    ok: bool
    fact: str


@dataclass(frozen=True)
class Readiness:
    """Whether the portal can do all it is for, part by part."""

    parts: tuple[Part, ...]

    @property
    def ready(self) -> bool:
        return all(part.ok for part in self.parts)

    @property
    def sentence(self) -> str:
        missing = [part.fact for part in self.parts if not part.ok]
        return f"Not ready. {' '.join(missing)}" if missing else "Ready."

    def as_dict(self) -> dict[str, Any]:
        """The answer of ``/readyz``: each part is ``ok``, or the sentence that says what is not."""
        parts = {part.name: "ok" if part.ok else part.fact for part in self.parts}
        return {"ready": self.ready, "message": self.sentence, "parts": parts}


def readiness(facts: Facts | None, indexed: int | None, redis: bool, disk: Disk | None) -> Readiness:
    """Judge what the services answered; None and False: they did not."""
    return Readiness(
        (
            Part("database", True, "PostgreSQL takes writes.")
            if facts
            else Part("database", False, "PostgreSQL does not take a write."),
            _search(facts, indexed),
            Part("redis", redis, "Redis answers." if redis else "Redis does not answer."),
            _worker(facts),
            _disk(disk),
        )
    )


def _search(facts: Facts | None, indexed: int | None) -> Part:
    if indexed is None:
        return Part("search", False, "Solr does not answer.")
    if facts is None:
        return Part("search", True, f"Datasets in Solr: {indexed}.")
    same = abs(indexed - facts.datasets) <= facts.changing
    return Part("search", same, f"Datasets in Solr: {indexed}, in PostgreSQL: {facts.datasets}.")


def _worker(facts: Facts | None) -> Part:
    if facts is None:
        return Part("worker", False, "The worker's heartbeat cannot be read.")
    if facts.worker_age is None:
        return Part("worker", False, "No worker is running.")
    return Part(
        "worker", facts.worker_age < WORKER_SILENCE, f"The worker was alive {facts.worker_age:.0f} s ago."
    )


def _disk(disk: Disk | None) -> Part:
    if disk is None:
        return Part("disk", False, "The folder for uploaded files cannot be read.")
    room = disk.free >= min(DISK_SHARE * disk.total, DISK_BYTES)
    return Part("disk", room, f"The disk for uploaded files has {disk.free / 2**30:.1f} GiB free.")


def is_local(addresses: Iterable[str]) -> bool:
    """Whether a request that came by way of these addresses began and stayed on this machine."""
    return all(address.strip().startswith(LOOPBACK) for address in addresses)


@dataclass(frozen=True)
class Metric:
    """One measured thing: its values by labels."""

    name: str
    help: str
    values: Mapping[tuple[tuple[str, str], ...], float]


def metrics(ready: Readiness, facts: Facts | None, indexed: int | None, disk: Disk | None) -> list[Metric]:
    """What Prometheus is told; what could not be asked is left out, not zero."""
    parts = {(("part", part.name),): float(part.ok) for part in ready.parts}
    found = [
        Metric("paser_ready", "1 when the portal can do all it is for.", {(): float(ready.ready)}),
        Metric("paser_part_ok", "1 when this part of the portal works.", parts),
    ]
    if facts:
        jobs = {(("task", task), ("status", status)): float(n) for (task, status), n in facts.jobs.items()}
        found += [
            Metric(
                "paser_datasets", "Published and private datasets in PostgreSQL.", {(): float(facts.datasets)}
            ),
            Metric("paser_jobs", "Background jobs by task and status.", jobs),
            Metric(
                "paser_job_oldest_due_seconds", "Waiting time of the oldest due job.", {(): facts.oldest_due}
            ),
            Metric(
                "paser_index_oldest_waiting_seconds",
                "Waiting time of the oldest change that the search index may not know.",
                {(): facts.oldest_unindexed},
            ),
        ]
        if facts.worker_age is not None:
            found.append(
                Metric("paser_worker_age_seconds", "Time since the newest heartbeat.", {(): facts.worker_age})
            )
    if indexed is not None:
        found.append(Metric("paser_datasets_indexed", "The same datasets in Solr.", {(): float(indexed)}))
    if disk:
        found.append(Metric("paser_disk_free_bytes", "Room for uploaded files.", {(): float(disk.free)}))
    return found


def prometheus_text(found: Iterable[Metric]) -> str:
    """Write metrics in Prometheus' text format 0.0.4 (all are gauges; labels are names of our own)."""
    lines: list[str] = []
    for metric in found:
        lines += [f"# HELP {metric.name} {metric.help}", f"# TYPE {metric.name} gauge"]
        for labels, value in metric.values.items():
            inside = ",".join(f'{name}="{text}"' for name, text in labels)
            lines.append(f"{metric.name}{{{inside}}} {value}" if labels else f"{metric.name} {value}")
    return "\n".join(lines) + "\n"


REMEDIES = {
    "database": "Start PostgreSQL, look at its log, and see that its disk is not full.",
    "search": "Start Solr; when it runs, the worker mends the index within a minute, at once: ckan paser reconcile",
    "redis": "Start Redis, and compare its address with ckan.redis.url.",
    "worker": "Start the worker: ckan paser worker",
    "disk": "Make room on the disk of ckan.storage_path, or give it a larger one.",
}


def not_ready(found: Readiness) -> list[Problem]:
    """One problem for each part that does not work."""
    return [
        Problem(part.name, part.name, part.fact, REMEDIES[part.name]) for part in found.parts if not part.ok
    ]


def plugin_order(enabled: Sequence[str]) -> list[Problem]:
    """The first plugin that offers a template or an action wins, so the order decides what people see."""
    missing = [name for name in PLUGINS if name not in enabled and name not in OPTIONAL_PLUGINS]
    expected = [name for name in PLUGINS if name in enabled]
    if not missing and [name for name in enabled if name in PLUGINS] == expected:
        return []
    fact = (
        f"{' '.join(missing)} not enabled."
        if missing
        else "The plugins are in another order than the portal needs."
    )
    wanted = " ".join(name for name in PLUGINS if name in expected or name in missing)
    remedy = f"Set ckan.plugins, with others after these: {wanted}"
    return [Problem("plugins", "ckan.plugins", fact, remedy)]


def site_url(url: str | None, secure_cookies: bool) -> list[Problem]:
    """Links in e-mails, feeds and the API begin with this address."""
    parts = urlsplit(url or "")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        remedy = "Write it as people type it, without a path: https://data.paserkab.go.id"
        return [Problem("site_url", "ckan.site_url", f"{url!r} is not the address of a site.", remedy)]
    if parts.scheme == "https":
        fact, remedy = "Cookies of a login may travel unencrypted.", "Set SESSION_COOKIE_SECURE = true."
        return [] if secure_cookies else [Problem("cookies", "SESSION_COOKIE_SECURE", fact, remedy)]
    if is_local([parts.hostname]) or parts.hostname == "localhost":
        return []
    fact = f"{url} is not encrypted: passwords can be read on the way."
    return [
        Problem("site_url", "ckan.site_url", fact, "Put a certificate on the web server and write https.")
    ]


def secret_files(modes: Mapping[str, int]) -> list[Problem]:
    """Files with passwords and keys are for their owner alone.

    Args:
        modes: permission bits by path.
    """
    return [
        Problem(
            "secret",
            path,
            f"Others on this machine may read it (mode {mode & 0o777:o}).",
            f"chmod 600 {path}",
        )
        for path, mode in modes.items()
        if mode & 0o077
    ]


def secret_key(key: str | None) -> list[Problem]:
    """Whoever guesses this key can log in as anybody."""
    if key and len(key) >= KEY_LENGTH:
        return []
    remedy = 'Set it to the output of: python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
    return [Problem("secret_key", "SECRET_KEY", f"It is shorter than {KEY_LENGTH} characters.", remedy)]


def search_language(language: str | None) -> list[Problem]:
    """Words in tables are found by their Indonesian stem, if the setting was there before the load."""
    if language == "indonesian":
        return []
    remedy = "Set it to indonesian, and load the tables again that were loaded before."
    return [
        Problem(
            "fts_language", "ckan.datastore.default_fts_lang", f"It is {language}, not indonesian.", remedy
        )
    ]


DRIFT = {
    "index_leaking": "Datasets that can be found by people who may not see them",
    "index_phantom": "Datasets in Solr that PostgreSQL does not have",
    "index_missing": "Datasets that are not in Solr",
    "index_stale": "Datasets that are in Solr as they were before their last change",
}


def index_drift(compared: Iterable[Compared]) -> list[Problem]:
    """What is wrong in the search index, by kind: a count does not see a wrong entry."""
    wrong: dict[str, list[str]] = {code: [] for code in DRIFT}
    for each in compared:
        if not each.same:
            wrong[_kind_of_drift(each)].append(each.id)
    remedy = "The worker mends this within a minute; at once: ckan paser reconcile"
    return [
        Problem(code, "search", f"{DRIFT[code]}: {len(ids)}, one is {ids[0]}.", remedy)
        for code, ids in wrong.items()
        if ids
    ]


def _kind_of_drift(each: Compared) -> str:
    if each.stored is None:
        return "index_phantom"
    if not each.indexed:
        return "index_missing"
    return "index_leaking" if each.shows_too_much else "index_stale"
