"""Statistics and comparison of large tables in a process of their own, whose memory is its own too.

Beside it everything else of a worker goes on; a table that is too large for it ends it and nothing else.

Reads a request (JSON) from its standard input; writes one line of JSON to its standard output: what was found.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ckanext.paser import temporary
from ckanext.paser.child import ChildError, ask, confine
from ckanext.paser.releases.snapshots.diff import Place, compare
from ckanext.paser.releases.snapshots.source import SnapshotError
from ckanext.paser.releases.snapshots.statistics import statistics
from ckanext.paser.tables.rules.table import Column

MEMORY = 1 << 30
SECONDS = 900
SMALL = 1 << 20
"""Bytes of kept tables up to which a look at them takes less than to start a process."""


def statistics_of(path: Path, columns: Sequence[Column]) -> dict[str, dict[str, Any]]:
    """As ``statistics.statistics``.

    Raises:
        SnapshotError: it could not be read.
    """
    if path.stat().st_size <= SMALL:
        return statistics(path, columns)
    return _asked({"places": [_told((path, columns))]})


def compared(old: Place, new: Place, most: int, closed: Collection[str] = ()) -> dict[str, Any]:
    """As ``diff.compare``.

    Raises:
        SnapshotError: one of them could not be read.
    """
    if max(path.stat().st_size for path, _ in (old, new)) <= SMALL:
        return compare(old, new, most, closed)
    return _asked({"places": [_told(old), _told(new)], "most": most, "closed": sorted(closed)})


def _told(place: Place) -> dict[str, Any]:
    path, columns = place
    return {"path": str(path.resolve()), "columns": [asdict(column) for column in columns]}


def _asked(request: Mapping[str, Any]) -> dict[str, Any]:
    with temporary.folder("releases") as folder:
        try:
            answer = ask(__name__, request, folder=folder, seconds=SECONDS)
        except (ChildError, subprocess.TimeoutExpired) as error:
            raise SnapshotError(str(error)) from error
    if "error" in answer:
        raise SnapshotError(answer["error"])
    return answer["found"]


def _found(request: Mapping[str, Any]) -> dict[str, Any]:
    places = [
        (Path(place["path"]), tuple(Column(**column) for column in place["columns"]))
        for place in request["places"]
    ]
    if len(places) == 1:
        return statistics(*places[0])
    old, new = places
    return compare(old, new, request["most"], request["closed"])


def main() -> int:
    """Answer one request."""
    out = confine(MEMORY, SECONDS)
    try:
        answer = {"found": _found(json.load(sys.stdin))}
    except SnapshotError as error:
        answer = {"error": str(error)}
    with os.fdopen(out, "w", encoding="utf-8") as file:
        json.dump(answer, file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
