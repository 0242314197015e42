"""What the features of a GeoJSON make: a row each, a column for each property, and the columns of the map."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ckanext.paser.tables.rules.cells import Cell, clean
from ckanext.paser.tables.rules.names import column_ids

LATITUDE, LONGITUDE, ALTITUDE, GEOMETRY = "lintang", "bujur", "ketinggian", "geometri"

_LAYOUT = re.compile(r'("(?:[^"\\]|\\.)*")|[ \t\r\n]+')


@dataclass
class Features:
    """What has been read of a file.

    Args:
        rows: the properties of each feature, in the order of ``places``.
        points: longitude, latitude and perhaps height of each feature; None where it is no point.
        shapes: the geometry of each as text; None where it has none.
        beside: texts of whatever is no property and no geometry.
    """

    places: dict[str, int] = field(default_factory=dict)
    rows: list[list[Cell]] = field(default_factory=list)
    ids: list[Cell] = field(default_factory=list)
    points: list[list[Any] | None] = field(default_factory=list)
    shapes: list[str | None] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)


def beside_map(properties: Iterable[str], drawn: Sequence[str]) -> list[str]:
    """The headers of properties; one that is called as a column of the map is leaves it the name, by which the map is found."""
    return [f"properti {name}" if column_ids([name])[0] in drawn else name for name in properties]


def ids_of(found: Features) -> list[tuple[str, list[Cell]]]:
    """The identifiers of the features, unless one of their properties says the same."""
    if not any(id_ is not None for id_ in found.ids) or any(
        _says(found, place, found.ids) for place in found.places.values()
    ):
        return []
    return [("id", found.ids)]


def _says(found: Features, place: int, cells: Sequence[Cell]) -> bool:
    """Tell whether a property says the same of each feature."""
    both = zip(found.rows, cells, strict=True)
    return all(place < len(row) and row[place] == cell for row, cell in both)


def places_of(found: Features) -> list[tuple[str, list[Cell]]]:
    """Where the features are: two or three numbers if all are points, else the geometry as it is written.

    A number that a property of its name says too stands once.
    """
    if not any(shape is not None for shape in found.shapes):
        return []
    if any(
        shape is not None and point is None for shape, point in zip(found.shapes, found.points, strict=True)
    ):
        return [(GEOMETRY, [shape and _LAYOUT.sub(r"\1", shape) for shape in found.shapes])]
    high = any(point is not None and len(point) > 2 for point in found.points)
    names = (LONGITUDE, LATITUDE, *((ALTITUDE,) if high else ()))
    columns = {
        name: [cell_of(point[i]) if point and i < len(point) else None for point in found.points]
        for i, name in enumerate(names)
    }
    alike = {
        name
        for name, cells in columns.items()
        if name in found.places and _says(found, found.places[name], cells)
    }
    return [
        (name, columns[name])
        for name in (LATITUDE, LONGITUDE, ALTITUDE)
        if name in columns and name not in alike
    ]


def cell_of(value: Any) -> Cell:
    """A value as a cell; lists and objects as their text."""
    if isinstance(value, str):
        return clean(str(value))
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return json.dumps(value, ensure_ascii=False)
