"""The process of the control: ``python control_side.py INI``, in the environment that control.py builds.

One command a line on standard input, ``{"way", "path", "table"}``, one answer a line on standard output.
"""

from __future__ import annotations

import csv
import gc
import io
import json
import logging
import os
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
from sample import COLUMNS

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app

LINES = 5_000


def xloader_typed(path: Path, table: str) -> dict[str, Any]:
    """What ckanext-xloader's job does with a file where types are to be guessed, by its own functions."""
    loader = import_module("ckanext.xloader.loader")
    log = logging.getLogger("xloader")
    loader.load_table(str(path), resource_id=table, mimetype="CSV", logger=log)
    loader.calculate_record_count(resource_id=table, logger=log)
    model.Session.commit()
    gc.collect()
    return {}


def xloader_text(path: Path, table: str) -> dict[str, Any]:
    """What ckanext-xloader's job does with a CSV file once it is downloaded, by its own functions, in its order."""
    loader = import_module("ckanext.xloader.loader")
    log = logging.getLogger("xloader")
    start = time.perf_counter()
    fields = loader.load_csv(
        str(path), resource_id=table, mimetype="CSV", allow_type_guessing=True, logger=log
    )
    loaded = time.perf_counter() - start
    loader.calculate_record_count(resource_id=table, logger=log)
    loader.create_column_indexes(fields=fields, resource_id=table, logger=log)
    model.Session.commit()
    whole = time.perf_counter() - start
    gc.collect()  # it leaves a connection open that holds a lock on the table; its job's process ends here
    return {"loaded": loaded, "whole": whole}


def openpyxl(path: Path, table: str, *, read_only: bool = False) -> dict[str, Any]:
    """The least that can be done with openpyxl: a typed table made by hand, and COPY of what it reads."""
    from openpyxl import load_workbook  # noqa: PLC0415 - takes time to load

    columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
    with psycopg.connect(tk.config["ckan.datastore.write_url"]) as connection:
        connection.execute(f'CREATE TABLE "{table}" ({columns})')  # type: ignore[call-overload]
        rows = (
            load_workbook(path, read_only=read_only, data_only=True).worksheets[0].iter_rows(values_only=True)
        )
        next(rows)
        into = f'COPY "{table}" FROM STDIN (FORMAT csv)'
        with connection.cursor() as cursor, cursor.copy(into) as copy:  # type: ignore[call-overload]
            for block in _blocks(rows):
                copy.write(block)
    return {}


def _blocks(rows: Iterator[tuple[Any, ...]]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for number, row in enumerate(rows, 1):
        writer.writerow([cell.date() if isinstance(cell, datetime) else cell for cell in row])
        if number % LINES == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def openpyxl_read_only(path: Path, table: str) -> dict[str, Any]:
    """The same in openpyxl's way of saving memory, which skips much of what a workbook holds."""
    return openpyxl(path, table, read_only=True)


WAYS = {way.__name__: way for way in (xloader_typed, xloader_text, openpyxl, openpyxl_read_only)}


def main(ini: str) -> None:
    """Answer commands until there are no more."""
    out = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    application = make_app(CKANConfigLoader(ini).get_config())
    with application._wsgi_app.test_request_context():  # type: ignore[attr-defined]
        out.write("{}\n")
        for line in sys.stdin:
            command = json.loads(line)
            answer = WAYS[command["way"]](Path(command["path"]), command["table"])
            out.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
