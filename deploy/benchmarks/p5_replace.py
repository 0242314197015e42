"""P5: eight readers while a table is replaced ten times: does any see it empty or half, how long does one wait?

The readers (readers.py) count the rows of the table and look at their version, again and again, with the rights of
the public. Ours replaces it by whole loads of ten files; the other side is ckanext-xloader, whose way with a
new file of the same columns is TRUNCATE, then COPY (see control.py). The files are small, since a pause is
looked for, not a speed. The same readers with nobody writing are measured too: what they wait then, the machine makes them wait.

    ./deploy/bench p5 [--rounds 3] [--rows 20000]
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fair
import loading
from control import control, versions

import ckan.plugins.toolkit as tk

REPLACED = 10
MOST_PAUSE = 250  # milliseconds
QUIET_SECONDS = 5
FIGURES = ("whole", "empty", "partial", "failed")


def main() -> int:
    """Measure and report; 0 only if the target is reached."""
    chosen = fair.chosen(__doc__, rounds=3, rows=20_000)
    fair.end_cleanly()
    with TemporaryDirectory(prefix="paser-bench-") as name, loading.portal(), loading.resource("p5") as id_:
        folder = Path(name)
        first, *files = [_file(folder, version, chosen.rows) for version in range(REPLACED + 1)]
        with control(folder) as theirs:

            def xloader(file: Path) -> None:
                theirs.load("xloader_text", file, id_)

            def ours(file: Path) -> None:
                loading.load(file, chosen.rows, id_)

            nobody = _watched(id_, chosen.rows, ours, first, [])
            done = fair.rounds(
                chosen.rounds,
                lambda: _watched(id_, chosen.rows, ours, first, files),
                lambda: _watched(id_, chosen.rows, xloader, first, files),
            )
    return _report(done, nobody, chosen.rows)


def _file(folder: Path, version: int, rows: int) -> Path:
    """A file (DATA CONTOH) in which each row says of which version it is."""
    path = folder / f"contoh-{version}.csv"
    lines = (f"K{number},Contoh {number % 97},{version}\n" for number in range(rows))
    path.write_text("kode,keterangan,versi\n" + "".join(lines))
    return path


def _watched(
    table: str, rows: int, load: Callable[[Path], None], first: Path, files: list[Path]
) -> dict[str, Any]:
    """What the readers see while a table is replaced by each file, or for some seconds if there are none."""
    load(first)
    try:
        with _readers(table, rows) as process:
            for file in files:
                load(file)
            if not files:
                time.sleep(QUIET_SECONDS)
            return json.loads(process.communicate("")[0])
    finally:
        loading.drop(table)


@contextmanager
def _readers(table: str, rows: int) -> Iterator[subprocess.Popen[str]]:
    script = Path(__file__).with_name("readers.py")
    command = [sys.executable, str(script), tk.config["ckan.datastore.read_url"], table, str(rows)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout  # noqa: S101 - it was started with pipes
            process.stdout.readline()
            yield process
        finally:
            process.kill()


def _report(done: list[dict[str, Any]], nobody: dict[str, Any], rows: int) -> int:
    sides = {side: [turn[side] for turn in done] for side in ("ours", "theirs")}
    sums = {
        side: {name: sum(turn[name] for turn in turns) for name in FIGURES} for side, turns in sides.items()
    }
    worst = {side: max(turn["worst_ms"] for turn in turns) for side, turns in sides.items()}
    whole = not any(sums["ours"][name] for name in FIGURES[1:])
    shown = sums["theirs"]["empty"] + sums["theirs"]["partial"] > 0
    well = whole and worst["ours"] <= MOST_PAUSE
    lines = [
        [name, *(sums[side][figure] for figure in FIGURES), worst[side]]
        for side, name in (("ours", "ckanext.paser.tables"), ("theirs", "ckanext-xloader 2.5.2"))
    ]
    lines.append(["nobody writes", *(nobody[figure] for figure in FIGURES), nobody["worst_ms"]])
    about = fair.conditions(
        control=versions(),
        table=f"{rows:,} rows x 3 columns, replaced {REPLACED} times",
        measured=f"{len(done)} rounds; spoiled by others: {fair.spoiled(done)}",
        target=f"0 empty, partial or failed reads; no read longer than {MOST_PAUSE} ms",
    )
    verdict = f"Ours: {'reached' if well else 'NOT reached'}."
    if not shown:
        verdict += " The control shows no empty or partial read: this run proves nothing."
    text = f"{fair.table(['', *(f'{name} reads' for name in FIGURES), 'longest, ms'], lines)}\n\n{verdict}"
    summary = {"reached": well and shown, "worst_ms": worst["ours"], **sums["ours"]}
    data = {"summary": summary, "nobody": nobody, "rounds": done}
    fair.report("p5", "P5 Readers while a table is replaced", about, text, data)
    return 0 if well and shown else 1


if __name__ == "__main__":
    sys.exit(main())
