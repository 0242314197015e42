"""P12: the search index, with 2,000 more datasets, made anew: ``ckan paser reindex`` against CKAN's ``search-index rebuild``.

Both are commands of the running portal, with the same plugins, so both write the same entries; counted is the whole command, its start
included. Each writes over a whole index, else the reconciler would write beside it what lacks. Afterwards every
dataset must have an entry of this command.

The datasets (DATA CONTOH) are copies of one of the sample's, made for this and removed afterwards.

    ./deploy/bench p12 [--rounds 3] [--rows 2000]
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import fair
import loading
import sqlalchemy as sa

from ckan import model
from ckan.lib.search.common import make_connection

LEAST_RATIO = 1.6
MARK = f"bench-p12-{os.getpid()}-"
OURS, THEIRS = ("paser", "reindex"), ("search-index", "rebuild")


def main() -> int:
    """Measure and report; 0 only if the target is reached."""
    chosen = fair.chosen(__doc__, rounds=3, rows=2_000)
    fair.end_cleanly()
    with loading.portal(), _datasets(chosen.rows) as number:
        _run(OURS)  # or the worker would mend what lacks while the sides are measured
        done = fair.rounds(chosen.rounds, lambda: _made(OURS, number), lambda: _made(THEIRS, number))
    return _report(done, number, chosen.rounds)


@contextmanager
def _datasets(number: int) -> Iterator[int]:
    """So many copies of a dataset of the sample; how many datasets there are with them."""
    pattern = model.Session.scalars(
        sa.select(model.Package).where(model.Package.type == "dataset", model.Package.state == "active")
    ).first()
    if pattern is None:
        raise RuntimeError("the portal has no dataset to copy: start it with its sample")
    kept = (
        "title",
        "notes",
        "license_id",
        "owner_org",
        "creator_user_id",
        "type",
        "extras",
        "metadata_modified",
    )
    try:
        for at in range(number):
            copy = {name: getattr(pattern, name) for name in kept}
            model.Session.add(model.Package(name=f"{MARK}{at}", private=True, **copy))
        model.Session.commit()
        yield model.Session.query(model.Package).filter(model.Package.state != "deleted").count()
    finally:
        _remove()


def _remove() -> None:
    model.Session.rollback()
    mine = sa.select(model.Package.id).where(model.Package.name.startswith(MARK))
    model.Session.execute(sa.delete(model.Package).where(model.Package.id.in_(mine)))
    model.Session.commit()
    make_connection().delete(q=f"name:{MARK}*", commit=True)


def _made(command: tuple[str, ...], number: int) -> dict[str, Any]:
    """Seconds of one command, and of how many datasets it has written the entry."""
    began = datetime.now(timezone.utc)
    start = time.perf_counter()
    _run(command)
    seconds = time.perf_counter() - start
    solr = make_connection()
    solr.commit()
    present = solr.search(f"indexed_ts:[{began:%Y-%m-%dT%H:%M:%SZ} TO *]", rows=0).hits
    return {"seconds": seconds, "per_second": number / seconds, "present": present / number}


def _run(command: tuple[str, ...]) -> None:
    ckan = Path(sys.executable).with_name("ckan")
    subprocess.run([ckan, *command], check=True, capture_output=True)


def _report(done: list[dict[str, Any]], number: int, rounds: int) -> int:
    middle, least, most = fair.ratios(done, "per_second")
    whole = min(turn["ours"]["present"] for turn in done)
    well = middle >= LEAST_RATIO and whole == 1
    rows = [
        [
            name,
            f"{fair.median(done, side, 'seconds'):.1f}",
            f"{fair.median(done, side, 'per_second'):.0f}",
            f"{min(turn[side]['present'] for turn in done):.1%}",
        ]
        for side, name in (("ours", "ckan paser reindex"), ("theirs", "ckan search-index rebuild"))
    ]
    about = fair.conditions(
        datasets=f"{number:,}",
        measured=f"{rounds} rounds; spoiled by others: {fair.spoiled(done)}",
        target=f">= {LEAST_RATIO} x datasets/s, all of them present",
    )
    text = fair.table(["", "s", "datasets/s", "present"], rows)
    text += f"\n\n{middle:.2f} x ({least:.2f} to {most:.2f}): {'reached' if well else 'NOT reached'}."
    summary = {"ratio": middle, "present": whole, "reached": well}
    fair.report(
        "p12", f"P12 The index of {number:,} datasets", about, text, {"summary": summary, "rounds": done}
    )
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
