"""GeoJSON: each feature is a row, its properties are columns, a point is two more.

The text is gone through member by member, so that only one feature at a time is held as objects and every mistake has
its line. Numbers keep all of their digits. Source: RFC 7946; its predecessor of 2008 for ``crs``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn

from ckanext.paser.privacy.rules.findings import Finding, outside
from ckanext.paser.privacy.scanning.cells import BESIDE, SHAPES, scan_columns
from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading import json_problems, problems
from ckanext.paser.tables.reading.body import MAX_COLUMNS, Body
from ckanext.paser.tables.reading.delimited import MAX_CELL
from ckanext.paser.tables.reading.features import GEOMETRY, Features, beside_map, cell_of, ids_of, places_of
from ckanext.paser.tables.reading.grid import Table, fields, read_body
from ckanext.paser.tables.rules.cells import Cell, by_column, number_text
from ckanext.paser.tables.rules.choices import ASKED_NOTHING, Asked
from ckanext.paser.tables.rules.header import Head
from ckanext.paser.tables.rules.layout import unused

_TYPES = {
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
}
_WGS84 = re.compile(r"urn:ogc:def:crs:(?:OGC:(?:1\.3)?:CRS84|EPSG:[0-9.]*:4326)|EPSG:4326")
_EPSG = re.compile(r"EPSG:[0-9.]*:?([0-9]{4,6})$")
_BLANKS = re.compile(r"[ \t\r\n]*")
_FINEST = re.compile(r"(\.[0-9]{6})[0-9]+")
_LONGEST_EXPONENT = 30
_FEWEST = 4
"""Positions of a ring."""


class Digits(str):
    """A number of more digits than a table's numbers keep, as it is written."""

    __slots__ = ()


def read_geojson(path: Path, asked: Asked = ASKED_NOTHING) -> Table:
    """Read the table of a collection of features.

    Args:
        asked: what was chosen for its columns.

    Raises:
        ProblemError: it is none, or cannot be read, or a value is not as was chosen.
    """
    data = path.read_bytes()
    try:
        text = data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        raise ProblemError(json_problems.not_unicode(data.count(b"\n", 0, error.start) + 1)) from error
    del data
    try:
        features = _Reader(text).read()
    except json.JSONDecodeError as error:
        wrong = (
            json_problems.no_geojson() if _is_other_json(text) else json_problems.invalid_json(error.lineno)
        )
        raise ProblemError(wrong) from error
    return _table(features, asked)


def _is_other_json(text: str) -> bool:
    """Tell whether a text is whole and valid, but a list or a value, and not the object that every GeoJSON is."""
    if text.lstrip()[:1] in ("{", ""):
        return False
    try:
        json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return False
    return True


def _table(found: Features, asked: Asked) -> Table:
    places = places_of(found)
    drawn = [label for label, _ in places]
    labels = [*beside_map(found.places, drawn)]
    columns = by_column(found.rows)
    for label, cells in [*ids_of(found), *places]:
        labels.append(label)
        columns.append(cells)
    if not labels:
        raise ProblemError(json_problems.no_columns())
    if len(labels) > MAX_COLUMNS:
        raise ProblemError(problems.too_many_columns(len(labels), MAX_COLUMNS))
    head = Head(tuple(labels), (), 0, 1)
    numbers = range(1, len(found.rows) + 1)
    body = Body(head, tuple((i,) for i in range(len(labels))), tuple(labels), columns, numbers, [])
    table = read_body(body, unused(asked.layout), replace(asked, long=False))
    named = fields(table)

    def scan(titles: Sequence[str] = ()) -> list[Finding]:
        beside = [*found.beside, *(("", label) for label in labels)]
        scanned = [
            _without_chance(column) if label == GEOMETRY else column
            for label, column in zip(labels, columns, strict=True)
        ]
        known = dict(enumerate(labels))
        within = scan_columns("", known, scanned, 1, fields=named, titles=titles, features=True)
        return [
            *outside("", BESIDE, beside),
            *(replace(one, column=SHAPES) if one.column in drawn else one for one in within),
        ]

    return replace(table, scan=scan)


def _without_chance(shapes: Sequence[Cell]) -> list[Cell]:
    """Geometries without the digits behind the sixth, a tenth of a metre: among thousands of corners some are a NIK's by chance."""
    return [_FINEST.sub(r"\1", shape) if isinstance(shape, str) else shape for shape in shapes]


Take = Callable[[str, int], int]
"""Reads the value of a member: its name and where it begins; returns where it ends."""


class _Reader:
    """Goes through the text of a collection. Every method that reads returns where what it has read ends."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found = Features()
        self._type: Any = None
        self._crs: Any = None
        self._has_features = False

    def read(self) -> Features:
        """Read all of it.

        Raises:
            JSONDecodeError: it is no JSON.
            ProblemError: it is no collection of features with a place on earth.
        """
        end = self._skip(self._members(self._skip(0), self._take_member))
        if end < len(self._text):
            self._fail(end)
        if self._type != "FeatureCollection" or not self._has_features:
            known = self._type in (*_TYPES, "Feature", "FeatureCollection")
            raise ProblemError(json_problems.not_features() if known else problems.not_a_table("JSON"))
        if not self._found.rows:
            raise ProblemError(json_problems.no_features())
        self._check_crs()
        return self._found

    def _take_member(self, name: str, at: int) -> int:
        if name == "features" and self._text[at : at + 1] == "[":
            self._has_features = True
            return self._features(at)
        value, end = self._value(at, _EXACT)
        if name == "type":
            self._type = value
        elif name == "crs":
            self._crs = value
        self._found.beside.append((name, self._text[at:end]))
        return end

    def _features(self, at: int) -> int:
        at = self._skip(at + 1)
        if self._text[at : at + 1] == "]":
            return at + 1
        while True:
            at = self._skip(self._feature(at))
            if self._text[at : at + 1] == "]":
                return at + 1
            at = self._skip(self._after(at, ","))

    def _feature(self, at: int) -> int:
        number = len(self._found.rows) + 1
        properties: dict[str, Any] = {}
        known: dict[str, Any] = {"id": None, "shape": None, "point": None}

        def take(name: str, begin: int) -> int:
            if name == "geometry":
                known["shape"], known["point"], end = self._geometry(begin, number)
                return end
            value, end = self._value(begin, _EXACT)
            if name == "properties":
                properties.update(value if isinstance(value, dict) else {})
            elif name == "id":
                known["id"] = cell_of(value)
            elif name != "type":
                self._found.beside.append((name, self._text[begin:end]))
            return end

        end = self._members(at, take)
        self._found.rows.append(self._row(properties, at))
        self._found.ids.append(known["id"])
        self._found.shapes.append(known["shape"])
        self._found.points.append(known["point"])
        return end

    def _row(self, properties: dict[str, Any], at: int) -> list[Cell]:
        places = self._found.places
        for name in properties:
            places.setdefault(name, len(places))
        if len(places) > MAX_COLUMNS:
            raise ProblemError(problems.too_many_columns(len(places), MAX_COLUMNS))
        row: list[Cell] = [None] * len(places)
        for name, value in properties.items():
            row[places[name]] = cell = cell_of(value)
            if isinstance(cell, str) and len(cell) > MAX_CELL:
                raise ProblemError(problems.long_cell(self._line(at), MAX_CELL))
        return row

    def _geometry(self, at: int, number: int) -> tuple[str | None, list[Any] | None, int]:
        """Text, and position if it is a point, of a geometry."""
        value, end = self._value(at, _PLAIN)
        if value is None:
            return None, None, end
        if not isinstance(value, dict) or value.get("type") not in _TYPES:
            raise ProblemError(json_problems.bad_geometry(number))
        position = _first_position(value)
        if position is not None and (abs(position[0]) > 180 or abs(position[1]) > 90):
            raise ProblemError(json_problems.not_degrees(number))
        _check_rings(value, number)
        if end - at > MAX_CELL:
            raise ProblemError(problems.long_cell(self._line(at), MAX_CELL))
        text = self._text[at:end]
        if value["type"] != "Point":
            return text, None, end
        if position is None:
            if value.get("coordinates") == []:
                return None, None, end
            raise ProblemError(json_problems.bad_geometry(number))
        if set(value) - {"type", "coordinates"}:
            self._found.beside.append(("", text))
        exact, _ = self._value(at, _EXACT)
        return text, exact["coordinates"], end

    def _check_crs(self) -> None:
        if self._crs is None:
            return
        properties = self._crs.get("properties") if isinstance(self._crs, dict) else None
        name = properties.get("name") if isinstance(properties, dict) else None
        if not isinstance(name, str) or not _WGS84.fullmatch(name):
            code = _EPSG.search(name) if isinstance(name, str) else None
            raise ProblemError(json_problems.other_crs(f"EPSG:{code[1]}" if code else "?"))

    def _members(self, at: int, take: Take) -> int:
        """Go through the members of an object."""
        at = self._skip(self._after(at, "{"))
        if self._text[at : at + 1] == "}":
            return at + 1
        seen: set[str] = set()
        while True:
            name, end = self._value(at, _PLAIN)
            if not isinstance(name, str):
                self._fail(at)
            if name in seen:
                raise ProblemError(json_problems.repeated_name(self._line(at)))
            seen.add(name)
            at = self._skip(take(name, self._skip(self._after(self._skip(end), ":"))))
            if self._text[at : at + 1] == "}":
                return at + 1
            at = self._skip(self._after(at, ","))

    def _value(self, at: int, decoder: json.JSONDecoder) -> tuple[Any, int]:
        try:
            return decoder.raw_decode(self._text, at)
        except json.JSONDecodeError:
            raise
        except _RepeatedNameError as error:
            raise ProblemError(json_problems.repeated_name(self._line(at))) from error
        except RecursionError as error:
            raise ProblemError(json_problems.too_deep(self._line(at))) from error
        except ValueError:
            self._fail(at)

    def _after(self, at: int, mark: str) -> int:
        if self._text[at : at + 1] != mark:
            self._fail(at)
        return at + 1

    def _skip(self, at: int) -> int:
        blanks = _BLANKS.match(self._text, at)
        return blanks.end() if blanks else at

    def _fail(self, at: int) -> NoReturn:
        raise json.JSONDecodeError("no JSON", self._text, at)

    def _line(self, at: int) -> int:
        return self._text.count("\n", 0, at) + 1


class _RepeatedNameError(ValueError):
    """An object has a name twice, so that one of the two values would be seen by nobody."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RepeatedNameError
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _number(text: str) -> float | Digits:
    """A number as a table keeps it, or its digits."""
    value = float(text)
    try:
        exact = Decimal(text)
        if abs(exact.adjusted()) > _LONGEST_EXPONENT and exact:
            return Digits(text)
    except InvalidOperation:
        return Digits(text)
    return value if Decimal(number_text(value)) == exact else Digits(format(exact, "f"))


def _integer(text: str) -> int | Digits:
    return int(text) if len(text) <= 15 else Digits(text)


_EXACT = json.JSONDecoder(
    parse_float=_number, parse_int=_integer, parse_constant=_no_constant, object_pairs_hook=_unique
)
_PLAIN = json.JSONDecoder(parse_int=float, parse_constant=_no_constant, object_pairs_hook=_unique)


def _check_rings(geometry: Any, number: int) -> None:
    """Refuse polygons that are none.

    Raises:
        ProblemError: the geometry of a feature has a ring that does not end where it began, or lacks its coordinates.
    """
    try:
        closed = all(map(_is_closed, _rings(geometry)))
    except (AttributeError, KeyError, TypeError) as error:
        raise ProblemError(json_problems.bad_geometry(number)) from error
    if not closed:
        raise ProblemError(json_problems.open_ring(number))


def _rings(geometry: Any) -> Iterator[Any]:
    """The rings of all polygons of a geometry."""
    if geometry["type"] == "Polygon":
        yield from geometry["coordinates"]
    elif geometry["type"] == "MultiPolygon":
        yield from chain.from_iterable(geometry["coordinates"])
    elif geometry["type"] == "GeometryCollection":
        yield from chain.from_iterable(map(_rings, geometry["geometries"]))


def _is_closed(ring: Any) -> bool:
    """Tell whether a ring ends where it began, as RFC 7946 3.1.6 has it."""
    return isinstance(ring, list) and len(ring) >= _FEWEST and ring[0] == ring[-1]


def _first_position(geometry: Any) -> list[float] | None:
    """The first position of a geometry; None if it has none."""
    inner: Any = geometry.get("coordinates")
    if geometry["type"] == "GeometryCollection":
        return None
    while isinstance(inner, list) and inner and isinstance(inner[0], list):
        inner = inner[0]
    numbers = isinstance(inner, list) and len(inner) > 1 and all(type(part) is float for part in inner)
    return inner if numbers else None
