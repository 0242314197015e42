"""P4 against the field's loader: a CSV file to the first correct read, our loader against ckanext-xloader 2.5.2.

xloader has two ways, of which a portal chooses one, and each is measured by the functions that its job calls once the
file is downloaded, in an environment of its own: see control.py.

* ``typed``: its type guessing (``load_table``), which makes what a first correct read needs: numbers and days. It shows
  rows while it is still writing, so its read waits for the end. It takes minutes.
* ``text``: its default (``load_csv``, then ``create_column_indexes``), where all columns are text, which the read turns
  into numbers and days. Its table can be read when its COPY has been committed, before full text and indexes are made,
  and is looked for a hundred times a second, as ours is. (COPY of the same bytes alone takes more than an eighth of that.)

Ours is the whole load. What the read finds must be exact on both sides.

    ./deploy/bench p4_xloader [--way text] [--rounds 5] [--rows 1000000]
"""

from __future__ import annotations

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
    chosen = fair.chosen(__doc__, rows=1_000_000, ways=("typed", "text"))
    theirs_of = {"typed": _typed, "text": _text}[chosen.way]
    fair.end_cleanly()
    with TemporaryDirectory(prefix="paser-bench-") as name, loading.portal(), loading.resource("p4x") as id_:
        folder = Path(name)
        sample = make_csv(folder / "contoh.csv", chosen.rows)
        with loading.database() as connection, control(folder) as theirs:
            done = fair.rounds(
                chosen.rounds,
                lambda: loading.ours(connection, sample, id_),
                lambda: theirs_of(connection, theirs, sample, id_),
            )
    about = {"against": f"ckanext-xloader 2.5.2, {chosen.way}", "control": versions()}
    return loading.faster(f"p4_xloader_{chosen.way}", LEAST_FASTER, done, sample, about)


def _typed(connection: psycopg.Connection, theirs: Control, sample: Sample, table: str) -> dict[str, Any]:
    """One load by xloader with type guessing, to its end."""
    measured = loading.timed(
        connection, sample, table, lambda: theirs.load("xloader_typed", sample.path, table)
    )
    loading.drop(table)
    return measured


def _text(connection: psycopg.Connection, theirs: Control, sample: Sample, table: str) -> dict[str, Any]:
    """One load by xloader as it does by default, watched from here."""
    start = time.perf_counter()
    theirs.start("xloader_text", sample.path, table)
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
