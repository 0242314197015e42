"""What the benchmarks of loading share: the portal in this process, a resource of their own, our side."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fair
import psycopg
from flask import current_app
from psycopg import sql
from sample import Sample, found

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app
from ckan.types import Context

from ckanext.datastore.backend import DatastoreBackend
from ckanext.paser.releases.signals import release_taken
from ckanext.paser.tables import service

LOOK = 0.01
"""Seconds between two looks for the first row."""
PATIENCE = 1800


@contextmanager
def portal() -> Iterator[None]:
    """CKAN as the running portal is set up, for this process."""
    application = make_app(CKANConfigLoader(os.environ["CKAN_INI"]).get_config())
    with application._wsgi_app.test_request_context():  # type: ignore[attr-defined]
        yield


@contextmanager
def database() -> Iterator[psycopg.Connection]:
    with psycopg.connect(tk.config["ckan.datastore.write_url"]) as connection:
        yield connection


@contextmanager
def resource(name: str) -> Iterator[str]:
    """A resource of a private dataset, both removed afterwards."""
    dataset = model.Package(name=f"bench-{name}-{os.getpid()}", title="DATA CONTOH: pengukuran", private=True)
    dataset.resources_all.append(model.Resource(url="contoh.csv", name="DATA CONTOH", format="CSV"))
    model.Session.add(dataset)
    model.Session.commit()
    dataset_id, resource_id = dataset.id, dataset.resources_all[0].id
    try:
        yield resource_id
    finally:
        drop(resource_id)
        site_user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
        tk.get_action("dataset_purge")(Context(ignore_auth=True, user=site_user), {"id": dataset_id})


def drop(resource_id: str) -> None:
    """Remove the table, so that the next load is a load again and no full text is made meanwhile."""
    backend = DatastoreBackend.get_active_backend()
    if backend.resource_exists(resource_id):
        backend.delete({}, {"resource_id": resource_id})


def ours(connection: psycopg.Connection, sample: Sample, resource_id: str) -> dict[str, Any]:
    """One load by the portal, from no table to the first read; what follows (the release) is waited for and told apart."""
    application = current_app._get_current_object()  # type: ignore[attr-defined]

    def in_portal() -> float:
        with application.test_request_context():
            load(sample.path, sample.rows, resource_id)
        return time.perf_counter()

    start = time.perf_counter()
    with ThreadPoolExecutor(1) as beside:
        loading = beside.submit(in_portal)
        while not has_rows(connection, resource_id):
            if loading.done():
                loading.result()
            if time.perf_counter() - start > PATIENCE:
                raise RuntimeError(f"nothing was loaded in {PATIENCE} s")
            time.sleep(LOOK)
        measured = first_read(connection, sample, resource_id, start)
        measured["whole"] = loading.result() - start
    drop(resource_id)
    return measured


def has_rows(connection: psycopg.Connection, table: str) -> bool:
    """Tell whether a reader finds rows in a table."""
    try:
        look = sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table))
        return connection.execute(look).fetchone() is not None
    except psycopg.errors.UndefinedTable:
        return False
    finally:
        connection.rollback()


def load(path: Path, rows: int, resource_id: str) -> None:
    """Have the portal load a file. (The worker is not asked to write its downloads, which would take a core for minutes.)

    Raises:
        RuntimeError: it did not become a new table of so many rows.
    """
    with release_taken.muted():
        result = service.load(resource_id, path, path.name)
    if not result.changed or result.rows != rows:
        raise RuntimeError(f"the load went wrong: {result.status}, {result.rows} rows, {result.problems}")


def timed(
    connection: psycopg.Connection, sample: Sample, table: str, load_it: Callable[[], object]
) -> dict[str, Any]:
    """Seconds from the file to the end of the first read, which must find what is in the file."""
    start = time.perf_counter()
    load_it()
    return first_read(connection, sample, table, start)


def first_read(connection: psycopg.Connection, sample: Sample, table: str, start: float) -> dict[str, Any]:
    """Seconds since ``start`` to the first row and to the end of the first read.

    Raises:
        RuntimeError: what it reads is not what is in the file.
    """
    loaded = time.perf_counter() - start
    read = found(connection, table)
    seconds = time.perf_counter() - start
    connection.commit()
    if read != sample.expected:
        raise RuntimeError(f"{table} holds {read}, the file {sample.expected}")
    return {"seconds": seconds, "loaded": loaded}


def figures(done: list[dict[str, Any]], sample: Sample, other: str) -> str:
    """The table of a report: the medians of both sides."""
    rows = [
        [name, f"{fair.median(done, side, 'seconds'):.2f}", f"{fair.median(done, side, 'loaded'):.2f}",
         f"{sample.rows / fair.median(done, side, 'seconds'):,.0f}"]
        for side, name in (("ours", "ckanext.paser.tables"), ("theirs", other))
    ]  # fmt: skip
    return fair.table(["", "s to the first correct read", "of it s to load", "rows/s"], rows)


def faster(
    name: str, target: float, done: list[dict[str, Any]], sample: Sample, about: dict[str, str]
) -> int:
    """Report how many times faster ours is than another loader; 0 only if the target is reached."""
    slowest, middle, fastest = sorted(1 / ratio for ratio in fair.ratios(done, "seconds"))
    well = middle >= target
    verdict = "reached" if well else "NOT reached"
    text = f"{figures(done, sample, about['against'])}\n\nFaster: {middle:.1f} x ({slowest:.1f} to {fastest:.1f}): {verdict}."
    summary = {"faster": middle, "reached": well, "rows": sample.rows}
    conditions = fair.conditions(
        **about,
        file=sample.size,
        measured=f"{len(done)} rounds; spoiled by others: {fair.spoiled(done)}",
        target=f">= {target:g} x faster",
    )
    title = f"{name.upper().replace('_', ' ')}: loading {sample.size}"
    fair.report(name, title, conditions, text, {"summary": summary, "rounds": done})
    return 0 if well else 1
