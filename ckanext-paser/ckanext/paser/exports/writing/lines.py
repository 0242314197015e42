"""JSON in three shapes: an array, a line for each row, and features on a map. Numbers keep all their digits."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ckanext.paser.exports.rules import places
from ckanext.paser.exports.rules.card import Card
from ckanext.paser.exports.rules.places import By, Whereabouts
from ckanext.paser.exports.writing import problems
from ckanext.paser.exports.writing.snapshot import INSTANT, Row, Snapshot
from ckanext.paser.problems import ProblemError
from ckanext.paser.releases.rules.keys import names_of_rows
from ckanext.paser.tables.rules.table import JSON, Column

MOST_BYTES = 512 << 20
"""Of a GeoJSON file: borders are repeated for every row, and no program opens more."""
NOWHERE = "null"
_NO_NAMES = ("BOOLEAN", "DOUBLE")
"""Types of DuckDB whose values are not all texts or numbers of JSON."""

_LINE_ENDS = re.compile(r"[\r\n]+")
"""In JSON they stand between values alone, never in a text."""

_SHORT_OFFSET = re.compile(r"(?<=[+-]\d\d)$", re.ASCII)
"""PostgreSQL leaves the minutes of an offset out where they are 00; JSON's readers want them."""

Locate = Callable[[Row], str]


def write_json(snapshot: Snapshot, card: Card, out: Path) -> None:
    """Write a table as an array of objects."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        before = "\n"
        for text, _ in _objects(snapshot):
            file.write(before + text)
            before = ",\n"
        file.write("\n]\n")


def write_ndjson(snapshot: Snapshot, card: Card, out: Path) -> None:
    """Write a table as one object in a line for each row."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(text + "\n" for text, _ in _objects(snapshot))


def write_geojson(snapshot: Snapshot, card: Card, out: Path, shapes: dict[str, Any]) -> None:
    """Write a table as a FeatureCollection (RFC 7946); rows that lie nowhere have no geometry.

    Geometries that stand in the table are those of its features, and no properties. A feature has an ``id`` where a
    column names each row; a number of rows would be another feature's in the next release.

    Args:
        shapes: geometries by Kemendagri code, outer rings counter-clockwise.

    Raises:
        ProblemError: no row has a place, or the file becomes too large.
    """
    lies = _whereabouts(snapshot, shapes)
    locate = _locator(lies, shapes)
    drawn = lies.columns if lies.by is By.GEOMETRY else ()
    named = _namer(snapshot)
    head = {"type": "FeatureCollection", **card.keys()}
    size = 0
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [')
        before = "\n"
        for properties, row in _objects(snapshot, without=drawn):
            feature = (
                f'{{"type": "Feature", {named(row)}"geometry": {locate(row)}, "properties": {properties}}}'
            )
            size += file.write(before + feature)
            before = ",\n"
            if size > MOST_BYTES:
                raise ProblemError(problems.too_many_borders(card.number))
        file.write("\n]}\n")


def _namer(snapshot: Snapshot) -> Callable[[Row], str]:
    """How the member ``id`` of a feature is written: not at all where no column has a value of its own for each row."""
    ids, types = [column.id for column in snapshot.columns], snapshot.types
    wanted = (ids.index(name) for name in names_of_rows(snapshot.columns))
    possible = (i for i in wanted if types[i] not in _NO_NAMES and snapshot.columns[i].kind != JSON)
    named = next((i for i in possible if snapshot.one([f"count(*) = count(DISTINCT c{i})"])[0]), None)
    if named is None:
        return lambda row: ""
    write = _written(types[named], snapshot.columns[named])
    return lambda row: f'"id": {write(row[named])}, '


def _whereabouts(snapshot: Snapshot, shapes: dict[str, Any]) -> Whereabouts:
    """Which columns say where rows lie.

    Raises:
        ProblemError: none does.
    """
    rows = (row for batch in snapshot.rows() for row in batch)
    found = places.whereabouts(snapshot.columns, rows, shapes)
    if not found:
        rows = (row for batch in snapshot.rows() for row in batch)
        coded = places.coded(snapshot.columns, rows)
        raise ProblemError(problems.no_borders(coded.label) if coded else problems.no_places())
    return found


def _locator(lies: Whereabouts, shapes: dict[str, Any]) -> Locate:
    """How the place of a row is found."""
    if lies.by is By.GEOMETRY:
        return _AsDrawn(lies.columns[0])
    return _AtPoint(*lies.columns) if lies.by is By.POINT else _InArea(lies.columns[0], shapes)


@dataclass(frozen=True)
class _AsDrawn:
    column: int

    def __call__(self, row: Row) -> str:
        """The geometry with all its digits."""
        text = row[self.column]
        return text if places.is_geometry(text) else NOWHERE


@dataclass(frozen=True)
class _AtPoint:
    latitude: int
    longitude: int

    def __call__(self, row: Row) -> str:
        position = places.position(row[self.latitude], row[self.longitude])
        return json.dumps({"type": "Point", "coordinates": position}) if position else NOWHERE


@dataclass(frozen=True)
class _InArea:
    column: int
    shapes: dict[str, Any]
    known: dict[str | None, str] = field(default_factory=dict)

    def __call__(self, row: Row) -> str:
        code = row[self.column]
        if code not in self.known:
            area = places.area(code)
            self.known[code] = json.dumps(self.shapes.get(area.code_kemendagri) if area else None)
        return self.known[code]


def _objects(snapshot: Snapshot, without: Container[int] = ()) -> Iterator[tuple[str, Row]]:
    """Each row as the text of a JSON object, and as it was read.

    Args:
        without: columns that are not in the object.
    """
    writers = list(map(_written, snapshot.types, snapshot.columns))
    keys = [json.dumps(column.id, ensure_ascii=False) + ": " for column in snapshot.columns]
    parts = [part for part in zip(range(len(keys)), keys, writers, strict=True) if part[0] not in without]
    for batch in snapshot.rows():
        for row in batch:
            cells = [key + ("null" if row[i] is None else write(row[i])) for i, key, write in parts]
            yield "{" + ", ".join(cells) + "}", row


def _written(type_: str, column: Column) -> Callable[[str], str]:
    """How JSON writes the values of a column of this type of DuckDB."""
    if column.kind == JSON:
        return lambda text: _LINE_ENDS.sub(" ", text)
    if type_ == "BOOLEAN":
        return lambda text: "true" if text == "t" else "false"
    if type_ in ("TIMESTAMP", INSTANT):
        return lambda text: f'"{_SHORT_OFFSET.sub(":00", text.replace(" ", "T", 1))}"'
    if type_ == "BIGINT" or type_.startswith("DECIMAL"):
        return str
    if type_ == "DOUBLE":
        return _number
    return json.encoder.encode_basestring


def _number(text: str) -> str:
    """A number of any size; what is not finite has no number in JSON."""
    return text if text.lower().lstrip("-") not in ("nan", "infinity", "inf") else "null"
