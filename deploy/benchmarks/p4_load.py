"""P4: a CSV file of 1,000,000 rows and 10 columns, to the first correct read: our loader against raw COPY.

The other side is the least that can be done: a table with the right types, made by hand, and COPY of the
same bytes into it by psycopg. Ours starts from the same file, finds out encoding, separator and types, checks
every cell and exchanges the table. Both then count and sum the rows; what that read finds must be exact.

The table belongs to a private dataset that the benchmark makes and removes.

    ./deploy/bench p4 [--rounds 5] [--rows 1000000]
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fair
import psycopg
from psycopg import sql
from typing_extensions import LiteralString

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app
from ckan.types import Context

from ckanext.datastore.backend import DatastoreBackend
from ckanext.paser.tables import service

MOST_RATIO = 2.0
BLOCK = 1 << 20
COLUMNS: dict[str, LiteralString] = {
    "nomor": "int8",
    "kode_wilayah": "text",
    "kecamatan": "text",
    "tanggal": "date",
    "komoditas": "text",
    "jumlah": "int8",
    "harga": "numeric",
    "persentase": "numeric",
    "petugas": "text",
    "keterangan": "text",
}
PLACES = [(f"64.01.{number:02}", name) for number, name in enumerate(
    ["Batu Sopang", "Tanjung Harapan", "Paser Belengkong", "Tanah Grogot", "Kuaro", "Long Ikis",
     "Muara Komam", "Long Kali", "Batu Engau", "Muara Samu"], 1)]  # fmt: skip
GOODS = ["beras", "jagung", "cabai merah", "bawang merah", "minyak goreng", "kelapa sawit", "ikan layang"]
REMARKS = ["", "sesuai catatan lapangan", "diperbaiki pada pemeriksaan kedua", "menunggu pengesahan"]


@dataclass(frozen=True)
class Sample:
    """A file, and what a correct read of its table finds."""

    path: Path
    rows: int
    expected: tuple[int, Decimal, str, date]


def main() -> int:
    """Measure and report; 0 only if the target is reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=1_000_000)
    chosen = parser.parse_args()
    fair.end_cleanly()
    with TemporaryDirectory(prefix="paser-bench-") as folder, _portal(), _resource() as resource_id:
        sample = make(Path(folder) / "contoh.csv", chosen.rows)
        with _database() as connection:
            server = connection.info.parameter_status("server_version")
            done = fair.rounds(
                chosen.rounds,
                lambda: _ours(connection, sample, resource_id),
                lambda: _raw(connection, sample),
            )
    return _report(done, sample, chosen.rounds, f"{server}")


def make(path: Path, rows: int) -> Sample:
    """Write the file (DATA CONTOH, always the same), and work out what its table must hold."""
    chance = random.Random(6401)  # noqa: S311 - figures to load, not secrets
    first, total = date(2015, 1, 1), 0
    prices = Decimal(0)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number in range(1, rows + 1):
            code, place = PLACES[chance.randrange(len(PLACES))]
            amount, price = chance.randrange(100_000), Decimal(chance.randrange(100, 10_000_000)).scaleb(-2)
            day = first + timedelta(days=chance.randrange(4000))
            share = Decimal(chance.randrange(10_000)).scaleb(-2)
            officer = f"Petugas Contoh {chance.randrange(500):03}"
            line = [number, code, place, day, chance.choice(GOODS), amount, price, share, officer]
            writer.writerow([*line, chance.choice(REMARKS)])
            total += amount
            prices += price
    size = (rows, prices + total, *_edges(path))
    return Sample(path, rows, size)


def _edges(path: Path) -> tuple[str, date]:
    """Least code and latest day, which show that codes stayed text and days became dates."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file)
        pairs = ((line["kode_wilayah"], line["tanggal"]) for line in lines)
        least, latest = "~", ""
        for code, day in pairs:
            least, latest = min(least, code), max(latest, day)
    return least, date.fromisoformat(latest)


def _ours(connection: psycopg.Connection, sample: Sample, resource_id: str) -> dict[str, Any]:
    def load() -> None:
        result = service.load(resource_id, sample.path, sample.path.name)
        if not result.changed or result.rows != sample.rows:
            raise RuntimeError(f"the load went wrong: {result}")

    measured = _timed(connection, sample, resource_id, load)
    _drop(resource_id)
    return measured


def _raw(connection: psycopg.Connection, sample: Sample) -> dict[str, Any]:
    name = "_bench_raw_copy"
    columns = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(kind)) for column, kind in COLUMNS.items()
    )

    def load() -> None:
        connection.execute(sql.SQL("CREATE TABLE {} ({})").format(sql.Identifier(name), columns))
        into = sql.SQL("COPY {} FROM STDIN (FORMAT csv, HEADER)").format(sql.Identifier(name))
        with sample.path.open("rb") as file, connection.cursor() as cursor, cursor.copy(into) as copy:
            while block := file.read(BLOCK):
                copy.write(block)
        connection.commit()

    try:
        return _timed(connection, sample, name, load)
    finally:
        connection.rollback()
        connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(name)))
        connection.commit()


def _timed(
    connection: psycopg.Connection, sample: Sample, table: str, load: Callable[[], None]
) -> dict[str, Any]:
    """Seconds from the file to the end of the first read, which must find what is in the file."""
    ask = sql.SQL("SELECT count(*), sum(harga) + sum(jumlah), min(kode_wilayah), max(tanggal) FROM {}")
    start = time.perf_counter()
    load()
    loaded = time.perf_counter() - start
    found = connection.execute(ask.format(sql.Identifier(table))).fetchone()
    seconds = time.perf_counter() - start
    connection.commit()
    if found != sample.expected:
        raise RuntimeError(f"{table} holds {found}, the file {sample.expected}")
    return {"seconds": seconds, "loaded": loaded}


@contextmanager
def _portal() -> Iterator[None]:
    """CKAN as the running portal is set up, for this process."""
    application = make_app(CKANConfigLoader(os.environ["CKAN_INI"]).get_config())
    with application._wsgi_app.test_request_context():  # type: ignore[attr-defined]
        yield


@contextmanager
def _database() -> Iterator[psycopg.Connection]:
    with psycopg.connect(tk.config["ckan.datastore.write_url"]) as connection:
        yield connection


@contextmanager
def _resource() -> Iterator[str]:
    """A resource of a private dataset, both removed afterwards."""
    dataset = model.Package(name=f"bench-p4-{os.getpid()}", title="DATA CONTOH: pengukuran", private=True)
    dataset.resources_all.append(model.Resource(url="contoh.csv", name="DATA CONTOH", format="CSV"))
    model.Session.add(dataset)
    model.Session.commit()
    dataset_id, resource_id = dataset.id, dataset.resources_all[0].id
    try:
        yield resource_id
    finally:
        _drop(resource_id)
        site_user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
        tk.get_action("dataset_purge")(Context(ignore_auth=True, user=site_user), {"id": dataset_id})


def _drop(resource_id: str) -> None:
    """Remove the table, so that the next load is a load again and no full text is made meanwhile."""
    backend = DatastoreBackend.get_active_backend()
    if backend.resource_exists(resource_id):
        backend.delete({}, {"resource_id": resource_id})


def _report(done: list[dict[str, Any]], sample: Sample, number: int, server: str) -> int:
    middle, least, most = fair.ratios(done, "seconds")
    size = f"{sample.rows:,} rows x {len(COLUMNS)} columns"
    rows = [
        [name, f"{fair.median(done, side, 'seconds'):.2f}", f"{fair.median(done, side, 'loaded'):.2f}",
         f"{sample.rows / fair.median(done, side, 'seconds'):,.0f}"]
        for side, name in (("ours", "ckanext.paser.tables"), ("theirs", "raw typed COPY"))
    ]  # fmt: skip
    about = fair.conditions(
        postgresql=server,
        file=size,
        measured=f"{number} rounds; spoiled by others: {fair.spoiled(done)}",
        target=f"<= {MOST_RATIO} x raw typed COPY",
    )
    head = ["", "s to the first correct read", "of it s to load", "rows/s"]
    well = middle <= MOST_RATIO
    verdict = "reached" if well else "NOT reached"
    text = f"{fair.table(head, rows)}\n\nRatio: {middle:.2f} x ({least:.2f} to {most:.2f}): {verdict}."
    summary = {"ratio": middle, "reached": well, "rows": sample.rows}
    fair.report("p4", f"P4 Loading {size}", about, text, {"summary": summary, "rounds": done})
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
