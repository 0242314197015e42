"""P4: a CSV file of 1,000,000 rows and 10 columns, to the first correct read: our loader against raw COPY.

The other side is the least that can be done: a table with the right types, made by hand, and COPY of the
same bytes into it by psycopg. Ours starts from the same file, finds out encoding, separator and types, checks
every cell and exchanges the table. Both then count and sum the rows; what that read finds must be exact.

The table belongs to a private dataset that the benchmark makes and removes.

    ./deploy/bench p4_load [--rounds 5] [--rows 1000000]
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fair
import loading
import psycopg
from psycopg import sql
from sample import COLUMNS, Sample, make_csv

MOST_RATIO = 2.0
BLOCK = 1 << 20


def main() -> int:
    """Measure and report; 0 only if the target is reached."""
    chosen = fair.chosen(__doc__, rows=1_000_000)
    fair.end_cleanly()
    with TemporaryDirectory(prefix="paser-bench-") as folder, loading.portal(), loading.resource("p4") as id_:
        sample = make_csv(Path(folder) / "contoh.csv", chosen.rows)
        with loading.database() as connection:
            server = connection.info.parameter_status("server_version")
            done = fair.rounds(
                chosen.rounds,
                lambda: loading.ours(connection, sample, id_),
                lambda: _raw(connection, sample),
            )
    return _report(done, sample, chosen.rounds, f"{server}")


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
        return loading.timed(connection, sample, name, load)
    finally:
        connection.rollback()
        connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(name)))
        connection.commit()


def _report(done: list[dict[str, Any]], sample: Sample, number: int, server: str) -> int:
    middle, least, most = fair.ratios(done, "seconds")
    about = fair.conditions(
        postgresql=server,
        file=sample.size,
        measured=f"{number} rounds; spoiled by others: {fair.spoiled(done)}",
        target=f"<= {MOST_RATIO} x raw typed COPY",
    )
    well = middle <= MOST_RATIO
    verdict = "reached" if well else "NOT reached"
    figures = loading.figures(done, sample, "raw typed COPY")
    text = f"{figures}\n\nRatio: {middle:.2f} x ({least:.2f} to {most:.2f}): {verdict}."
    summary = {"ratio": middle, "reached": well, "rows": sample.rows}
    fair.report("p4", f"P4 Loading {sample.size}", about, text, {"summary": summary, "rounds": done})
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
