"""P4 against CKAN's own loader: 1,000,000 rows and 10 columns of CSV, to the first correct read.

The other side is ckanext-xloader with its default settings, by the functions that its job calls once the file is
downloaded (``load_csv``, ``calculate_record_count``, ``create_column_indexes``), in an environment of its own: see
control.py. Its table can be read when its COPY has been committed, before full text and indexes are made, and
is looked for a hundred times a second, as ours is; all its columns are text, which the read turns into numbers
and days. What the read finds must be exact on both sides.

    ./deploy/bench p4_xloader [--rounds 5] [--rows 1000000]
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fair
import loading
import psycopg
from control import Control, control, versions
from sample import Sample, make_csv

LEAST_FASTER = 8.0


def main() -> int:
    """Measure and report; 0 only if the target is reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=1_000_000)
    chosen = parser.parse_args()
    fair.end_cleanly()
    with TemporaryDirectory(prefix="paser-bench-") as name, loading.portal(), loading.resource("p4x") as id_:
        folder = Path(name)
        sample = make_csv(folder / "contoh.csv", chosen.rows)
        with loading.database() as connection, control(folder) as theirs:
            done = fair.rounds(
                chosen.rounds,
                lambda: loading.ours(connection, sample, id_),
                lambda: _theirs(connection, theirs, sample, id_),
            )
    about = {"against": "ckanext-xloader 2.5.2", "control": versions()}
    return loading.faster("p4_xloader", LEAST_FASTER, done, sample, about)


def _theirs(connection: psycopg.Connection, theirs: Control, sample: Sample, table: str) -> dict[str, Any]:
    """One load by xloader, watched from here."""
    start = time.perf_counter()
    theirs.start("xloader", sample.path, table)
    while not loading.has_rows(connection, table):
        if time.perf_counter() - start > loading.PATIENCE or theirs.process.poll() is not None:
            raise RuntimeError(f"xloader has loaded nothing in {time.perf_counter() - start:.0f} s")
        time.sleep(loading.LOOK)
    measured = loading.first_read(connection, sample, table, start)
    ended = theirs.end()
    loading.drop(table)
    return measured | {"full_text": ended["loaded"], "indexed": ended["whole"]}


if __name__ == "__main__":
    sys.exit(main())
