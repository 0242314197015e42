"""The process that writes a download, so that a table too large for it ends it and nothing else.

Reads a request (JSON) from its standard input; writes one line of JSON to its standard output: nothing, or a
problem. Whatever a library prints goes to standard error.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ckanext.paser.child import confine
from ckanext.paser.exports.rules.card import Card
from ckanext.paser.exports.writing import problems
from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.rules.table import Column

MEMORY = 1 << 30
SECONDS = 900


def write(asked: Mapping[str, Any], folder: Path) -> None:
    """Write what a request asks for.

    Args:
        folder: for temporary files; the caller removes it.

    Raises:
        ProblemError: it cannot be had in this format.
    """
    out = Path(asked["out"])
    if asked["format"] == "zip":
        _write_package(asked["package"], out)
        return
    if asked["format"] == "csv":
        from ckanext.paser.exports.writing.bundle import write_csv  # noqa: PLC0415 - each takes time to load

        write_csv(Path(asked["snapshot"]), out)
        return
    from ckanext.paser.exports.writing.snapshot import Snapshot  # noqa: PLC0415

    snapshot = Snapshot(Path(asked["snapshot"]), _columns(asked["columns"]), folder)
    card = Card.from_dict(asked["card"])
    if asked["format"] == "geojson":
        from ckanext.paser.exports.writing.lines import write_geojson  # noqa: PLC0415

        write_geojson(snapshot, card, out, json.loads(Path(asked["shapes"]).read_bytes()))
        return
    _writer(asked["format"])(snapshot, card, out)


def _writer(name: str) -> Callable[..., None]:
    if name == "xlsx":
        from ckanext.paser.exports.writing.spreadsheet import write_xlsx  # noqa: PLC0415

        return write_xlsx
    if name == "parquet":
        from ckanext.paser.exports.writing.parquet import write_parquet  # noqa: PLC0415

        return write_parquet
    from ckanext.paser.exports.writing.lines import write_json, write_ndjson  # noqa: PLC0415

    return {"json": write_json, "ndjson": write_ndjson}[name]


def _columns(stored: list[dict[str, Any]]) -> tuple[Column, ...]:
    return tuple(Column(**column) for column in stored)


def _write_package(asked: Mapping[str, Any], out: Path) -> None:
    from ckanext.paser.exports.rules.descriptors import Package  # noqa: PLC0415
    from ckanext.paser.exports.writing.bundle import Member, write_zip  # noqa: PLC0415

    members = [
        Member(
            name=each["name"],
            snapshot=Path(each["snapshot"]),
            columns=_columns(each["columns"]),
            declared=each["declared"],
            keys=each["keys"],
            card=Card.from_dict(each["card"]),
            original=Path(each["original"]) if each["original"] else None,
            original_name=each["original_name"],
        )
        for each in asked["members"]
    ]
    card = Card.from_dict(asked["card"])
    write_zip(Package(asked["name"], asked["id"], asked["version"], card), members, out)


def main() -> int:
    """Answer one request; 0 when the file is whole, or there is a reason why there is none."""
    out = confine(MEMORY, SECONDS)
    asked: dict[str, Any] = json.load(sys.stdin)
    answer: dict[str, Any] = {}
    try:
        write(asked, Path(asked["folder"]))
    except ProblemError as error:
        answer = {"problem": error.problem.as_dict()}
    except MemoryError:
        answer = {"problem": problems.too_large(asked["format"]).as_dict()}
    os.write(out, json.dumps(answer).encode() + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
