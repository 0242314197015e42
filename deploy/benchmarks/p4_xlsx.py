"""P4 of a workbook: XLSX of 200,000 rows and 10 columns, to the first correct read: our loader against openpyxl.

The other side is the least that can be done with openpyxl: a table with the right types, made by hand, the rows read
and copied into it. ``--way read_only`` reads them in openpyxl's way of saving memory, which keeps no merged cells, so
that a reader of tables cannot do with it. Ours starts from the same file, finds the table and
its types, looks through it for personal data and exchanges the table. What the read finds must be exact.

    ./deploy/bench p4_xlsx [--way read_only] [--rounds 5] [--rows 200000]
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fair
import loading
import psycopg
from control import Control, control, versions
from psycopg import sql
from sample import Sample, make_xlsx

LEAST_FASTER = 8.0
WAYS = {"whole": "openpyxl", "read_only": "openpyxl_read_only"}


def main() -> int:
    """Measure and report; 0 only if the target is reached."""
    chosen = fair.chosen(__doc__, rows=200_000, ways=[*WAYS])
    fair.end_cleanly()
    with TemporaryDirectory(prefix="paser-bench-") as name, loading.portal(), loading.resource("p4w") as id_:
        folder = Path(name)
        sample = make_xlsx(folder / "contoh.xlsx", chosen.rows)
        with loading.database() as connection, control(folder) as theirs:
            done = fair.rounds(
                chosen.rounds,
                lambda: loading.ours(connection, sample, id_),
                lambda: _theirs(connection, theirs, sample, WAYS[chosen.way]),
            )
    about = {"against": f"openpyxl ({chosen.way}) and COPY", "control": versions()}
    return loading.faster(f"p4_xlsx_{chosen.way}", LEAST_FASTER, done, sample, about)


def _theirs(connection: psycopg.Connection, theirs: Control, sample: Sample, way: str) -> dict[str, Any]:
    name = "_bench_openpyxl"
    try:
        return loading.timed(connection, sample, name, lambda: theirs.load(way, sample.path, name))
    finally:
        connection.rollback()
        connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(name)))
        connection.commit()


if __name__ == "__main__":
    sys.exit(main())
