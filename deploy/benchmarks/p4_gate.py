"""The gate: what it costs to look through 1,000,000 rows of 10 columns for personal data.

Both sides are the process that reads an agency's file: it finds encoding, separator and types, checks every cell and
writes all rows for COPY. Ours looks through the whole file before the first row, the other side is the same without it.

The target is about a table of an agency's figures. The other way is the dearest there is: ten columns of numbers as long as
telephones below headers that say nothing (A to J), of which each has to be asked for everything.

    ./deploy/bench p4_gate [--rounds 5] [--rows 1000000] [--way figures|numbers]
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fair
from sample import COLUMNS, make_csv, make_numbers

MOST_EXTRA = 3.0
_MAKERS = {"figures": make_csv, "numbers": make_numbers}
_READ = """
import sys, time
from pathlib import Path
from ckanext.paser.tables.reading import source
from ckanext.paser.tables.reading.child import read_file
path, folder, gate = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "with"
if not gate:
    source.personal_counting = lambda names: []
start = time.perf_counter()
table = read_file(path, None, folder)
read = time.perf_counter() - start
found = table.scan() if gate else []
looked = time.perf_counter() - start
table.write(1)
print(len(found), table.reading.rows, read, looked - read, time.perf_counter() - start, file=sys.stderr)
"""


def main() -> int:
    """Measure and report; 0 only if the target is reached."""
    chosen = fair.chosen(__doc__, rows=1_000_000, ways=list(_MAKERS))
    fair.end_cleanly()
    with TemporaryDirectory(prefix="paser-bench-") as folder:
        path = Path(folder) / "contoh.csv"
        _MAKERS[chosen.way](path, chosen.rows)

        def read(gate: str) -> dict[str, Any]:
            return _read(path, chosen.rows, folder, gate)

        done = fair.rounds(chosen.rounds, lambda: read("with"), lambda: read("without"))
    return _report(done, chosen)


def _read(path: Path, wanted: int, folder: str, gate: str) -> dict[str, Any]:
    """Seconds that the reading process takes from its start to the last row."""
    with TemporaryDirectory(dir=folder) as own, open(os.devnull, "wb") as nowhere:
        command = [sys.executable, "-c", _READ, str(path), own, gate]
        start = time.perf_counter()
        done = subprocess.run(command, stdout=nowhere, stderr=subprocess.PIPE, text=True, check=True)
        seconds = time.perf_counter() - start
    found, rows, read, looked, _ = map(float, done.stderr.split()[-5:])
    if (found, rows) != (0, wanted):
        raise RuntimeError(f"{found:.0f} findings and {rows:.0f} rows in a file of {wanted} without any")
    return {"seconds": seconds, "read": read, "looked": looked}


def _report(done: list[dict[str, Any]], chosen: Namespace) -> int:
    extra = fair.median(done, "ours", "seconds") - fair.median(done, "theirs", "seconds")
    rows = [
        [name, *(f"{fair.median(done, side, figure):.2f}" for figure in ("seconds", "read", "looked"))]
        for side, name in (("ours", "with the gate"), ("theirs", "without"))
    ]
    size = f"{chosen.rows:,} rows x {len(COLUMNS)} columns of {chosen.way}"
    about = fair.conditions(
        file=size,
        measured=f"{chosen.rounds} rounds; spoiled by others: {fair.spoiled(done)}",
        target=f"<= {MOST_EXTRA} s more",
    )
    head = ["", "s for all", "of it s until the columns are known", "s to look through what is suspicious"]
    well = extra <= MOST_EXTRA
    text = f"{fair.table(head, rows)}\n\nExtra: {extra:.2f} s: {'reached' if well else 'NOT reached'}."
    summary = {"extra": extra, "reached": well, "rows": chosen.rows}
    fair.report(
        f"p4_gate_{chosen.way}", f"The gate over {size}", about, text, {"summary": summary, "rounds": done}
    )
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
