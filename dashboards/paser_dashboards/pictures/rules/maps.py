"""The ten kecamatan coloured by class: real shapes where they are loaded, else labelled tiles.

Pure rules: values and GeoJSON geometries in, Vega-Lite specification out.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon, mapping, shape
from shapely.geometry.polygon import orient
from shapely.ops import polylabel

from paser_dashboards.definitions.rules import Indicator
from paser_dashboards.indicators.rules.series import Observation
from paser_dashboards.indicators.rules.words import Speech
from paser_dashboards.pictures.rules.base import (
    HIGH_INK,
    LABEL,
    LOW_INK,
    MAP_LINE,
    MAP_NONE,
    STEPS,
    Labels,
    Size,
    Spec,
    document,
)

TILES = {
    "64.01.08": (1, 0),
    "64.01.07": (0, 1),
    "64.01.06": (1, 1),
    "64.01.01": (0, 2),
    "64.01.05": (1, 2),
    "64.01.04": (2, 2),
    "64.01.10": (0, 3),
    "64.01.09": (1, 3),
    "64.01.03": (2, 3),
    "64.01.02": (2, 4),
}
"""Column and row of each kecamatan's tile: west to east, north to south, neighbours beside neighbours."""

BESIDE = {"64.01.04": (116.487, -1.862)}
"""Names that stand in the sea beside their area: it is too small to hold them."""

GLYPH = 0.58
"""Width of an average letter, as part of the font's size."""


@dataclass(frozen=True)
class Place:
    """One area of a map."""

    code: str
    name: str
    figure: str
    group: int | None
    """Which class; None: no data."""


def places(
    indicator: Indicator, observations: Sequence[Observation], speech: Speech, codes: Sequence[str]
) -> list[Place]:
    """What to show of each area of ``codes``."""
    given = {one.wilayah: one for one in observations if one.nilai is not None}
    return [
        Place(
            code,
            speech.area(indicator, code),
            speech.starred(indicator, given[code]) if code in given else "–",
            bisect_right(indicator.kelas, given[code].nilai or 0) if code in given else None,
        )
        for code in codes
    ]


def ramp(count: int) -> list[str]:
    """``count`` colours, spread over the steps.

    >>> ramp(3)
    ['#e2f0e6', '#6cb399', '#0a5647']
    """
    return [STEPS[round(index * (len(STEPS) - 1) / (count - 1))] for index in range(count)]


def _ink(place: Place, colours: list[str]) -> str:
    if place.group is None:
        return LABEL
    return HIGH_INK if colours[place.group] in STEPS[3:] else LOW_INK


def _color(found: Sequence[Place], labels: Labels, size: Size, field: str) -> Spec:
    domain, colours = list(labels.classes), ramp(len(labels.classes))
    if any(place.group is None for place in found):
        domain.append(labels.no_data)
        colours.append(MAP_NONE)
    legend: Spec | None = {
        "title": labels.legend,
        "orient": "bottom",
        "direction": "horizontal",
        "columns": 3 if size.width < 460 else 2,
        "symbolType": "square",
        "symbolSize": 190,
        "symbolStrokeWidth": 0,
        "columnPadding": 14,
        "rowPadding": 5,
        "labelFontSize": max(size.font, 12),
        "titleFontSize": max(size.font, 12),
    }
    scale = {"domain": domain, "range": colours}
    return {"field": field, "type": "ordinal", "scale": scale, "legend": legend if size.legend else None}


def _class(place: Place, labels: Labels) -> str:
    return labels.no_data if place.group is None else labels.classes[place.group]


# -- real shapes ---------------------------------------------------------------------------------------


def shapes(
    found: Sequence[Place], geometries: Mapping[str, dict[str, Any]], labels: Labels, size: Size
) -> Spec:
    """A map of polygons in Mercator projection, names inside them."""
    drawn = {place.code: _clockwise(shape(geometries[place.code])) for place in found}
    features = [
        {
            "type": "Feature",
            "geometry": mapping(drawn[place.code]),
            "properties": {"kelas": _class(place, labels)},
        }
        for place in found
    ]
    west, _, east, _ = shapely.total_bounds(list(drawn.values()))
    per_degree = size.width / (east - west)
    color = _color(found, labels, size, "properties.kelas")
    area = {"type": "geoshape", "stroke": MAP_LINE, "strokeWidth": 1.25}
    layers: list[Spec] = [{"data": {"values": features}, "mark": area, "encoding": {"color": color}}]
    colours = ramp(len(labels.classes))
    layers += [_name(place, drawn[place.code], per_degree, colours, size) for place in found]
    return document(size.width, size.height, layers, projection={"type": "mercator"})


def _clockwise(geometry: Any) -> Polygon | MultiPolygon:
    """Rings as d3 wants them; RFC 7946 has them the other way, which fills the whole picture."""
    if isinstance(geometry, MultiPolygon):
        return MultiPolygon([orient(part, -1) for part in geometry.geoms])
    return orient(geometry, -1)


def _name(place: Place, geometry: Any, per_degree: float, colours: list[str], size: Size) -> Spec:
    beside = place.code in BESIDE
    x, y, room = (*BESIDE[place.code], math.inf) if beside else _inside(geometry)
    lines = _split(place.name, room * per_degree, size.font)
    if size.values:
        lines.append(place.figure)
    height = size.font * 1.25
    mark = {
        "type": "text",
        "text": lines,
        "fontSize": size.font,
        "fontWeight": 600,
        "lineHeight": height,
        "baseline": "middle",
        "align": "left" if beside else "center",
        "dy": -height * (len(lines) - 1) / 2,
        "color": LABEL if beside else _ink(place, colours),
    }
    at: Spec = {"longitude": {"datum": round(x, 5)}, "latitude": {"datum": round(y, 5)}}
    return {"data": {"values": [{}]}, "mark": mark, "encoding": at}


def _largest(geometry: Any) -> Polygon:
    return max(geometry.geoms, key=lambda part: part.area) if isinstance(geometry, MultiPolygon) else geometry


def _inside(geometry: Any) -> tuple[float, float, float]:
    """Where the name goes, and how wide it may be there, in degrees: the middle of the widest place's row."""
    part = _largest(geometry)
    deepest = polylabel(part, tolerance=0.005)
    west, _, east, _ = part.bounds
    row = part.intersection(LineString([(west, deepest.y), (east, deepest.y)]))
    spans = [piece.bounds for piece in getattr(row, "geoms", [row])]
    left, _, right, _ = max(spans, key=lambda span: span[0] <= deepest.x <= span[2])
    return (left + right) / 2, deepest.y, right - left


def _split(name: str, room: float, font: float) -> list[str]:
    """The name on one line, or its words on lines of their own where there is no room."""
    return [name] if len(name) * font * GLYPH <= room else name.split()


# -- tiles ---------------------------------------------------------------------------------------------


def tiles(found: Sequence[Place], labels: Labels, size: Size) -> Spec:
    """A labelled tile per kecamatan, where no shapes are loaded."""
    colours = ramp(len(labels.classes))
    rows = [
        {
            "x": TILES[place.code][0],
            "y": TILES[place.code][1],
            "kelas": _class(place, labels),
            "l": [*_split(place.name, size.width * 0.3, size.font), *([place.figure] if size.values else [])],
            "ink": _ink(place, colours),
        }
        for place in found
    ]
    place_x: Spec = {"field": "x", "type": "ordinal", "axis": None, "scale": {"padding": 0.04}}
    place_y: Spec = {"field": "y", "type": "ordinal", "axis": None, "scale": {"padding": 0.04}}
    at = {"x": place_x, "y": place_y}
    tile = {"type": "rect", "cornerRadius": 6, "stroke": MAP_LINE}
    color = _color(found, labels, size, "kelas")
    layers: list[Spec] = [{"data": {"values": rows}, "mark": tile, "encoding": {**at, "color": color}}]
    height = size.font * 1.25
    for row in rows:
        mark = {
            "type": "text",
            "text": row["l"],
            "fontSize": size.font,
            "fontWeight": 600,
            "lineHeight": height,
            "baseline": "middle",
            "dy": -height * (len(row["l"]) - 1) / 2,
            "color": row["ink"],
        }
        layers.append({"data": {"values": [row]}, "mark": mark, "encoding": at})
    return document(size.width, round(size.width * 1.25), layers)
