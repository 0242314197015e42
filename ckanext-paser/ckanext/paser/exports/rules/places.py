"""Which columns of a table say where its rows are.

Pure rules: no CKAN, no clock, no database.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache

from ckanext.paser.areas.rules import Area, find
from ckanext.paser.tables.rules.table import Column

LATITUDES = ("lat", "latitude", "lintang", "garis_lintang", "koordinat_lintang")
LONGITUDES = ("lon", "lng", "long", "longitude", "bujur", "garis_bujur", "koordinat_bujur")
AREA_ROLE = "wilayah"

_NUMBERS = ("number", "integer")
_CODES = ("code", "text", "integer")
_NAMED = re.compile(r"(?:^|_)(?:wilayah|kabupaten|kab|kecamatan|kec|desa|kelurahan|kel)(?:_|$)")


def points(columns: Sequence[Column]) -> tuple[int, int] | None:
    """Where latitude and longitude (WGS 84) stand; None if they do not."""
    latitude, longitude = (_first(columns, names) for names in (LATITUDES, LONGITUDES))
    return None if latitude is None or longitude is None else (latitude, longitude)


def _first(columns: Sequence[Column], names: Sequence[str]) -> int | None:
    found = (i for i, column in enumerate(columns) if column.id in names and column.type in _NUMBERS)
    return next(found, None)


def area_columns(columns: Sequence[Column]) -> list[int]:
    """Columns that may hold codes of areas, most probable first."""
    may = [i for i, column in enumerate(columns) if column.type in _CODES and _may_hold(column)]
    return sorted(may, key=lambda i: (columns[i].role != AREA_ROLE, "kode" not in columns[i].id, i))


def _may_hold(column: Column) -> bool:
    return column.role == AREA_ROLE or column.id.startswith("kode") or bool(_NAMED.search(column.id))


def whereabouts(
    columns: Sequence[Column], rows: Iterable[Sequence[str | None]], borders: Container[str]
) -> tuple[int, ...]:
    """Which columns say where the rows of a table lie.

    Args:
        borders: Kemendagri codes of the areas whose borders are known.

    Returns:
        those of latitude and longitude, or that of the codes of areas; none where no row lies anywhere.
    """
    point, wanted = points(columns), area_columns(columns)
    found: set[int] = set()
    for row in rows:
        if point and position(*(row[i] for i in point)):
            return point
        found.update(i for i in wanted if (one := area(row[i])) and one.code_kemendagri in borders)
        if not point and found.issuperset(wanted[:1]):
            break
    return next(((i,) for i in wanted if i in found), ())


@lru_cache(10_000)
def area(code: str | None) -> Area | None:
    """The area with exactly this code, of either system; a name is none."""
    found = find(code) if code else None
    return found if found and code in (found.code_kemendagri, found.code_bps) else None


def position(latitude: str | None, longitude: str | None) -> tuple[float, float] | None:
    """Longitude and latitude as GeoJSON has them; None for what is nowhere on Earth."""
    if latitude is None or longitude is None:
        return None
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:  # a column may be called a number and hold something else
        return None
    if not (math.isfinite(north) and math.isfinite(east)) or abs(north) > 90 or abs(east) > 180:
        return None
    return east, north
