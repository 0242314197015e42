"""Which columns of a table say where its rows are.

Pure rules: no CKAN, no clock, no database.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, NoReturn

from ckanext.paser.areas.rules import Area, find
from ckanext.paser.tables.rules.roles import AREA
from ckanext.paser.tables.rules.table import Column

GEOMETRY = "geometri"
"""The column that the reader makes of the geometries of a GeoJSON file."""
LATITUDES = ("lat", "latitude", "lintang", "garis_lintang", "koordinat_lintang")
LONGITUDES = ("lon", "lng", "long", "longitude", "bujur", "garis_bujur", "koordinat_bujur")

_GEOMETRIES = (
    *("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"),
    "GeometryCollection",
)
_NUMBERS = ("number", "integer")
_CODES = ("code", "text", "integer")
_NAMED = re.compile(r"(?:^|_)(?:wilayah|kabupaten|kab|kecamatan|kec|desa|kelurahan|kel)(?:_|$)")


class By(Enum):
    """What says where a row lies."""

    GEOMETRY = "geometry"
    POINT = "point"
    AREA = "area"


@dataclass(frozen=True)
class Whereabouts:
    """Which columns say where the rows of a table lie: one, or those of latitude and longitude."""

    by: By
    columns: tuple[int, ...]


def candidates(columns: Sequence[Column]) -> list[int]:
    """Columns that may say where rows lie."""
    own = geometries(columns)
    return [*([] if own is None else [own]), *(points(columns) or ()), *area_columns(columns)]


def geometries(columns: Sequence[Column]) -> int | None:
    """Where geometries of their own may stand; None if they do not."""
    return next((i for i, each in enumerate(columns) if each.id == GEOMETRY and each.type == "text"), None)


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
    return sorted(may, key=lambda i: (columns[i].role != AREA, "kode" not in columns[i].id, i))


def _may_hold(column: Column) -> bool:
    return column.role == AREA or column.id.startswith("kode") or bool(_NAMED.search(column.id))


def whereabouts(
    columns: Sequence[Column], rows: Iterable[Sequence[str | None]], borders: Container[str]
) -> Whereabouts | None:
    """Which columns say where the rows of a table lie; None where no row lies anywhere.

    A geometry of its own says more than a point, a point more than the code of an area.

    Args:
        borders: Kemendagri codes of the areas whose borders are known.
    """
    own, point, wanted = geometries(columns), points(columns), area_columns(columns)
    at_point, found = False, set[int]()
    for row in rows:
        if own is not None and is_geometry(row[own]):
            return Whereabouts(By.GEOMETRY, (own,))
        at_point = at_point or bool(point and position(*(row[i] for i in point)))
        found.update(i for i in wanted if (one := area(row[i])) and one.code_kemendagri in borders)
        if own is None and (at_point or (not point and found.issuperset(wanted[:1]))):
            break
    if point and at_point:
        return Whereabouts(By.POINT, point)
    return next((Whereabouts(By.AREA, (i,)) for i in wanted if i in found), None)


def coded(columns: Sequence[Column], rows: Iterable[Sequence[str | None]]) -> Column | None:
    """The column that has the code of an area in some row, whether its borders are known or not; None if none has."""
    wanted = area_columns(columns)
    return next((columns[i] for row in rows for i in wanted if area(row[i])), None)


def is_geometry(text: str | None) -> bool:
    """Tell whether a text is a geometry of GeoJSON, in degrees as far as its first position tells."""
    if not text or not text.startswith("{"):
        return False
    try:
        geometry = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return False
    if geometry.get("type") not in _GEOMETRIES:
        return False
    if geometry["type"] == "GeometryCollection":
        return isinstance(geometry.get("geometries"), list)
    return isinstance(geometry.get("coordinates"), list) and _in_degrees(geometry["coordinates"])


def _in_degrees(inner: Any) -> bool:
    while isinstance(inner, list) and inner and isinstance(inner[0], list):
        inner = inner[0]
    numbers = isinstance(inner, list) and all(type(part) in (int, float) for part in inner)
    return numbers and (not inner or (len(inner) > 1 and abs(inner[0]) <= 180 and abs(inner[1]) <= 90))


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


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
