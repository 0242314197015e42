"""What a GeoJSON file of shapes must be: a feature for each area, named by a code or name that we know.

Pure: text in, geometries or problems out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping, shape

from ckanext.paser.areas.rules import Area, areas, find
from ckanext.paser.problems import N_, Note, Problem

NAMING = ("kode_kemendagri", "kode_wilayah", "kode", "kode_bps", "kdcpum", "kdepum", "nama", "name")
"""Properties of a feature that may name its area, in the order in which they are asked."""

AROUND = (115.0, -3.5, 117.5, 0.0)
"""West, south, east, north: whatever lies outside is not in Paser (degrees, WGS 84)."""

MOST_VERTICES = 4000
"""Of one level. Beyond that pictures grow for no visible gain, so borders are simplified together."""


@dataclass(frozen=True)
class Shapes:
    """What a file holds: geometries by area, or what is wrong; notes are for information."""

    geometries: dict[Area, dict[str, Any]]
    problems: list[Problem]
    notes: list[Note]


def read_shapes(file: str, text: str) -> Shapes:
    """Read a GeoJSON document.

    Args:
        file: its name, for the messages.
        text: its content.

    Returns:
        Geometries in WGS 84, valid, simplified together where they are large; none when there is a problem.
    """
    try:
        document = json.loads(text)
    except ValueError as error:
        place = (
            f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "-"
        )
        fact = N_("The file is not readable JSON.")
        remedy = N_("Export it again as GeoJSON; it may have been cut off on its way.")
        return Shapes({}, [_problem("not_json", file, place, fact, remedy)], [])
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        fact = N_("There is no list of features.")
        remedy = N_("Export the layer as a GeoJSON FeatureCollection.")
        return Shapes({}, [_problem("no_features", file, "features", fact, remedy)], [])
    return _collected(file, features)


def _collected(file: str, features: list[Any]) -> Shapes:
    found: dict[Area, Any] = {}
    problems: list[Problem] = []
    for number, feature in enumerate(features, 1):
        read = _feature(file, f"feature {number}", feature)
        if isinstance(read, Problem):
            problems.append(read)
        elif read[0] in found:
            fact = N_("{area} has a shape already, further up in the file.")
            remedy = N_("Keep one of them; join parts into one MultiPolygon.")
            problems.append(
                _problem("area_twice", file, f"feature {number}", fact, remedy, area=read[0].name)
            )
        else:
            found[read[0]] = read[1]
    if problems:
        return Shapes({}, problems, [])
    return Shapes({area: mapping(part) for area, part in _simplified(found)}, [], list(_absent(found)))


def _feature(file: str, place: str, feature: Any) -> tuple[Area, Any] | Problem:
    """One feature as its area and its valid geometry."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    values = [str(properties[name]) for name in NAMING if properties and properties.get(name)]
    area = next((area for value in values if (area := find(value))), None)
    if not area:
        fact = N_('"{value}" is no area of Paser.')
        remedy = N_("Write the Kemendagri code into the property kode_kemendagri.")
        return _problem("unknown_area", file, place, fact, remedy, value=", ".join(values) or "-")
    try:
        geometry = shape(feature["geometry"])
    except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError):
        geometry = None
    if not isinstance(geometry, (Polygon, MultiPolygon)) or geometry.is_empty:
        found = geometry.geom_type if geometry else "-"
        fact = N_("The geometry of {area} is {found}, not a Polygon or MultiPolygon.")
        remedy = N_("Export the layer of boundaries, not of points or lines.")
        return _problem("wrong_geometry", file, place, fact, remedy, area=area.name, found=found)
    west, south, east, north = geometry.bounds
    if west < AROUND[0] or south < AROUND[1] or east > AROUND[2] or north > AROUND[3]:
        fact = N_("The coordinates of {area} do not lie in Paser.")
        remedy = N_("Export in WGS 84 (EPSG:4326), longitude before latitude.")
        return _problem("elsewhere", file, place, fact, remedy, area=area.name)
    return area, geometry if geometry.is_valid else _repaired(geometry)


def _repaired(geometry: Any) -> Any:
    """A polygon that crosses itself, made sound; what is left besides polygons (a line, a point) goes."""
    sound = shapely.make_valid(geometry)
    parts = [part for part in shapely.get_parts(sound) if isinstance(part, (Polygon, MultiPolygon))]
    return sound if isinstance(sound, (Polygon, MultiPolygon)) else shapely.union_all(parts)


def _simplified(found: dict[Area, Any]) -> Iterator[tuple[Area, Any]]:
    """Level by level: fewer vertices where there are too many, common borders kept common."""
    for level in sorted({area.level for area in found}):
        members = [area for area in found if area.level == level]
        parts = [found[area] for area in members]
        tolerance = 0.0002
        while sum(shapely.get_num_coordinates(parts)) > MOST_VERTICES and tolerance < 0.01:
            parts = list(shapely.coverage_simplify([found[area] for area in members], tolerance))
            tolerance *= 2
        yield from zip(members, parts, strict=True)


def _absent(found: dict[Area, Any]) -> Iterator[Note]:
    """Areas of a level that the file leaves out: its map stays a map of tiles until all are there."""
    for level in sorted({area.level for area in found}):
        missing = [area.name for area in areas(level) if area not in found]
        if missing:
            fact = N_("No shape in this file for {level}: {names}.")
            yield Note("areas_missing", fact, {"level": level, "names": ", ".join(missing)})


def _problem(code: str, file: str, place: str, fact: str, remedy: str, **params: str) -> Problem:
    return Problem(code, N_("file {file}, {place}"), fact, remedy, {"file": file, "place": place, **params})
