"""The formats of downloads: how they are named, how large they may be, how long they take to write.

Pure rules: no CKAN, no clock, no database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from urllib.parse import quote

from ckanext.paser.problems import N_, Problem

MOST_ROWS_XLSX = 1_048_575
"""Rows of a worksheet below its header."""
MOST_COLUMNS_XLSX = 16_384
SMALL = 50_000
"""Rows up to which a file is written while its first visitor waits."""
FEW = 5_000
"""Rows up to which a file is written for whoever asks first, in a second or so. Writing it ahead would start a process
for each format of each table, which a harvest of thousands of small ones pays for files that hardly anybody wants."""
PATIENCE = 10
"""Seconds that this visitor may wait; what takes longer is written in the background."""
WHERE = N_("release {number}")


@dataclass(frozen=True)
class Format:
    """One format of a table.

    Args:
        name: its ending in addresses and file names.
        label: what people call it.
        speed: cells written in a second on a slow machine.
    """

    name: str
    label: str
    media_type: str
    speed: int


FORMATS = {
    each.name: each
    for each in (
        Format("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 100_000),
        Format("csv", "CSV", "text/csv; charset=utf-8", 5_000_000),
        Format("csv.gz", "CSV (gzip)", "application/gzip", 1_000_000_000),
        Format("parquet", "Parquet", "application/vnd.apache.parquet", 1_500_000),
        Format("json", "JSON", "application/json", 600_000),
        Format("ndjson", "NDJSON", "application/x-ndjson", 600_000),
        Format("geojson", "GeoJSON", "application/geo+json", 100_000),
    )
}
"""By name, in the order in which they are offered."""
ROWS_ALONE = ("csv", "csv.gz", "json", "ndjson")
"""Formats that cannot say themselves whose they are, and what their columns mean."""
AHEAD = ("csv", "xlsx", "parquet")
"""Written after each release of a large table, before anybody asks."""
ZIP = Format("zip", "ZIP", "application/zip", 2_000_000)
"""A whole dataset."""


def is_quick(written: Format, rows: int, columns: int) -> bool:
    """Tell whether somebody can wait while a table is written."""
    return rows <= SMALL and rows * columns <= PATIENCE * written.speed or rows * columns <= 2 * written.speed


def is_ahead(written: Format, rows: int, columns: int) -> bool:
    """Tell whether a table is written before anybody asks: it is large, or nobody could wait for it."""
    return rows > FEW or not is_quick(written, rows, columns)


def refusal(written: Format, number: int, rows: int, columns: int) -> Problem | None:
    """Why a table cannot be had in a format at all; None if it can."""
    if written.name != "xlsx" or (rows <= MOST_ROWS_XLSX and columns <= MOST_COLUMNS_XLSX):
        return None
    return Problem(
        "too_large_for_excel",
        WHERE,
        N_("{rows:,} rows and {columns:,} columns do not fit on a worksheet of Excel."),
        N_("Download it as csv or parquet."),
        {"number": number, "rows": rows, "columns": columns},
    )


def filename(dataset: str, resource: str, number: int, ending: str) -> str:
    """The name under which a download is saved.

    Args:
        dataset: its name in addresses.
        resource: the name of the file, in letters of addresses; may be empty.
    """
    stem = "-".join(part for part in (dataset, resource[:60].strip("-"), f"r{number}") if part)
    return f"{stem}.{ending}"


def unique_names(names: Sequence[str]) -> list[str]:
    """Names of tables in a package, each different; one without a name is a ``tabel``."""
    found: list[str] = []
    for name in names:
        stem = name[:60].strip("-_") or "tabel"
        number = next(n for n in count(1) if (stem if n == 1 else f"{stem}-{n}") not in found)
        found.append(stem if number == 1 else f"{stem}-{number}")
    return found


def disposition(name: str) -> str:
    """``Content-Disposition`` of a file that is saved under this name (RFC 6266)."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    extended = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    return f'attachment; filename="{plain}"{extended}'
