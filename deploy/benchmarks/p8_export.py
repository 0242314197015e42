"""P8: a table of 1,000,000 rows and 10 columns as CSV, through nginx: our download against COPY TO STDOUT.

The other side is the least that can be done: COPY out of a table of the same rows and columns and nothing else (no
full text, no rows that were moved), streamed by psycopg in this process and thrown away. Ours is asked for by HTTP
and thrown away too; both are compared once, byte for byte. The first request, which writes the file, is told beside
them, and so is how the memory of the web processes grows while all this goes on.

The table belongs to a private dataset that the benchmark makes and removes.

    ./deploy/bench p8 [--rounds 5] [--rows 1000000]
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fair
import psycopg
from loading import database, portal, resource
from psycopg import sql
from sample import COLUMNS, make_csv

import ckan.plugins.toolkit as tk
from ckan.types import Context

from ckanext.paser.exports import cache
from ckanext.paser.exports.rules.formats import AHEAD
from ckanext.paser.tables import published, service

LEAST_RATIO = 0.8
MOST_GROWTH = 30.0  # MB
BLOCK = 1 << 20
PATIENCE = 600  # seconds for the background to write what is written after a release
MB = 1e6


def main() -> int:
    """Measure and report; 0 only if both targets are reached."""
    chosen = fair.chosen(__doc__, rows=1_000_000)
    fair.end_cleanly()
    with (
        TemporaryDirectory(prefix="paser-bench-") as folder,
        portal(),
        resource("p8") as resource_id,
        _token() as token,
    ):
        sample = make_csv(Path(folder) / "contoh.csv", chosen.rows)
        service.load(resource_id, sample.path, sample.path.name)
        _wait(resource_id)
        with database() as connection, _clean_table(connection, resource_id) as table:
            _same_bytes(connection, table, resource_id, token)
            cache.place(resource_id, 1, "csv").unlink()
            before = _web_memory()
            first = _download(resource_id, token)
            done = fair.rounds(
                chosen.rounds,
                lambda: _download(resource_id, token),
                lambda: _copy(connection, table),
            )
            growth = (_web_memory() - before) / MB
            server = connection.info.parameter_status("server_version")
    return _report(done, first, growth, chosen, f"{server}")


@contextmanager
def _token() -> Iterator[str]:
    """A token that may see private datasets, revoked afterwards."""
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    context = Context(ignore_auth=True, user=user)
    asked = {"user": user, "name": f"bench-p8-{os.getpid()}"}
    token = tk.get_action("api_token_create")(context, asked)["token"]
    try:
        yield token
    finally:
        tk.get_action("api_token_revoke")(Context(ignore_auth=True, user=user), {"token": token})


def _wait(resource_id: str) -> None:
    """Wait until the background has written what it writes after each release, and filled the full text."""
    end = time.monotonic() + PATIENCE
    places = [cache.place(resource_id, 1, name) for name in AHEAD]
    while not all(map(cache.size, places)) or resource_id in published.unsearchable():
        if time.monotonic() > end:
            raise RuntimeError("the worker has not done its work after the release")
        time.sleep(1)


@contextmanager
def _clean_table(connection: psycopg.Connection, resource_id: str) -> Iterator[str]:
    """A table with the same rows in the same order, as if it had just been filled; removed afterwards."""
    name = "_bench_p8_copy"
    columns = sql.SQL(", ").join(map(sql.Identifier, COLUMNS))
    query = sql.SQL("CREATE TABLE {} AS SELECT {} FROM {} ORDER BY _id")
    connection.execute(query.format(sql.Identifier(name), columns, sql.Identifier(resource_id)))
    connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(name)))
    connection.commit()
    try:
        yield name
    finally:
        connection.rollback()
        connection.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(name)))
        connection.commit()


def _download(resource_id: str, token: str) -> dict[str, Any]:
    return _measured(_blocks_of_download(resource_id, token))


def _copy(connection: psycopg.Connection, table: str) -> dict[str, Any]:
    measured = _measured(_blocks_of_copy(connection, table))
    connection.commit()
    return measured


def _measured(blocks: Iterator[Any]) -> dict[str, Any]:
    start, size = time.perf_counter(), 0
    for block in blocks:
        size += len(block)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "bytes": size, "mb_per_s": size / MB / seconds}


def _blocks_of_download(resource_id: str, token: str) -> Iterator[Any]:
    connection = HTTPConnection("127.0.0.1", int(os.environ["PASER_PORT"]), timeout=120)
    address = f"/api/paser/v1/tabel/{resource_id}/unduh.csv"
    connection.request("GET", address, headers={"Authorization": token})
    answer = connection.getresponse()
    if answer.status != 200:
        raise RuntimeError(f"{address} is answered with {answer.status}")
    while block := answer.read(BLOCK):
        yield block
    connection.close()


def _blocks_of_copy(connection: psycopg.Connection, table: str) -> Iterator[Any]:
    query = sql.SQL("COPY {} TO STDOUT (FORMAT csv, HEADER)").format(sql.Identifier(table))
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        yield from copy


def _same_bytes(connection: psycopg.Connection, table: str, resource_id: str, token: str) -> None:
    digests = []
    for blocks in (_blocks_of_download(resource_id, token), _blocks_of_copy(connection, table)):
        digest = hashlib.sha256()
        for block in blocks:
            digest.update(block)
        digests.append(digest.hexdigest())
    connection.commit()
    if len(set(digests)) != 1:
        raise RuntimeError("the download is not what is in the table")


def _web_memory() -> int:
    """Bytes of memory of nginx and of the web processes of this portal."""
    conf = str(Path(os.environ["PASER_VAR"]) / "conf")
    parents = {pid: _parent(pid) for pid in _pids()}
    ours = {
        pid
        for pid in parents
        if any(f"{conf}/{name}" in _command(pid) for name in ("gunicorn.py", "nginx.conf"))
    }
    family = ours | {pid for pid, parent in parents.items() if parent in ours}
    return sum(_resident(pid) for pid in family)


def _pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _command(pid: int) -> str:
    return _read(pid, "cmdline").replace("\0", " ")


def _parent(pid: int) -> int:
    return int((_read(pid, "stat").rpartition(")")[2].split() or [0, 0])[1])


def _resident(pid: int) -> int:
    lines = [line.split() for line in _read(pid, "status").splitlines() if line.startswith("VmRSS")]
    return int(lines[0][1]) * 1024 if lines else 0


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text()
    except OSError:
        return ""  # it has ended


def _report(
    done: list[dict[str, Any]], first: dict[str, Any], growth: float, chosen: Namespace, server: str
) -> int:
    middle, least, most = fair.ratios(done, "mb_per_s")
    sides = (("ours", "our download through nginx"), ("theirs", "COPY TO STDOUT by psycopg"))
    rows = [
        [name, f"{fair.median(done, side, 'mb_per_s'):.0f}", f"{fair.median(done, side, 'seconds'):.2f}"]
        for side, name in sides
    ]
    rows.append(
        ["our first download, which writes the file", f"{first['mb_per_s']:.0f}", f"{first['seconds']:.2f}"]
    )
    about = fair.conditions(
        postgresql=server,
        file=f"{first['bytes'] / MB:.0f} MB, {chosen.rows:,} rows x {len(COLUMNS)} columns",
        measured=f"{chosen.rounds} rounds; spoiled by others: {fair.spoiled(done)}",
        target=f">= {LEAST_RATIO} x COPY TO STDOUT; the web processes grow by <= {MOST_GROWTH:.0f} MB",
    )
    well = middle >= LEAST_RATIO and growth <= MOST_GROWTH
    text = (
        f"{fair.table(['', 'MB/s', 's'], rows)}\n\nRatio: {middle:.2f} x ({least:.2f} to {most:.2f}); the web processes "
        f"grew by {growth:.1f} MB: {'reached' if well else 'NOT reached'}."
    )
    summary = {"ratio": middle, "growth_mb": growth, "reached": well, "first": first}
    fair.report(
        "p8", f"P8 Download of {chosen.rows:,} rows as CSV", about, text, {"summary": summary, "rounds": done}
    )
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
