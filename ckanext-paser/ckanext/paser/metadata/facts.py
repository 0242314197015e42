"""What tables hold, as far as the rules of the profile ask: their times, their areas, the range of their figures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from ckanext.paser.areas import rules as areas
from ckanext.paser.metadata.rules import period
from ckanext.paser.metadata.rules.known import Beside, Content, Table, Tables
from ckanext.paser.releases import service as releases
from ckanext.paser.tables import published
from ckanext.paser.tables.rules import dictionary as entries
from ckanext.paser.tables.rules import roles
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.mark import Mark
from ckanext.paser.tables.rules.table import Column

MOST_VALUES = 1000
"""Different values of a column that are looked at: Paser has 155 areas, and a century of months has 1,200."""
MOST_ROWS = 6
"""Rows of a column that contradict the area column, of which the numbers are found: more than a finding names."""
_REMEMBERED = 256
"""Tables of which a process remembers what they hold."""
_MOMENTS = {"date", "timestamp"}
_FIGURES = {"integer", "number"}
_TEXTS = {"text", "code"}
_TIME = "waktu"


def of_dataset(dataset: Mapping[str, Any]) -> Tables:
    """What the tables of a dataset hold, by the id of their file, as rules 9, 10 and 14 of the profile take it.

    It reads each table once for its ranges, once for its areas, and once for what stands beside these; a million rows take about a
    second. A process remembers what it has read until the table, or what is said of its columns, is another one: then it asks once for
    all tables whether they are. What else stands in their columns was found out by the job that looks into each release: that takes
    one query for all.

    Args:
        dataset: as it is shown.
    """
    loaded = [one for one in dataset.get("resources") or [] if one.get("datastore_active")]
    marks = published.marks([one["id"] for one in loaded]) if loaded else {}
    held = contents(marks)
    return {
        one["id"]: replace(_of_file(one, marks.get(one["id"])), contents=held.get(one["id"], {}))
        for one in loaded
    }


def contents(marks: Mapping[str, Mark]) -> dict[str, dict[str, Content]]:
    """What stands in the columns of those tables whose newest release was looked into, and that are that release still."""
    return {
        id_: {
            column.id: _content(column, release.statistics[column.id])
            for column in release.columns
            if column.id in release.statistics
        }
        for id_, release in (releases.newest(marks) if marks else {}).items()
        if release.version == marks[id_].version
    }


def _content(column: Column, told: Mapping[str, Any]) -> Content:
    return Content(
        type=column.type,
        rows=told["rows"],
        missing=told["missing"],
        distinct=told["distinct"],
        least=str(told.get("min") or ""),
        greatest=str(told.get("max") or ""),
        values=told.get("values"),
        key=told.get("key", False),
    )


def _of_file(file: Mapping[str, Any], mark: Mark | None) -> Table:
    """What the table of a file holds; one that says nothing of its changes is read each time."""
    by_area = str(file.get("kolom_wilayah") or "")
    if mark is None:
        return _read(file["id"], by_area)
    return _remembered(file["id"], by_area, mark.version, json.dumps(file.get("kamus_data"), sort_keys=True))


@lru_cache(maxsize=_REMEMBERED)
def _remembered(resource_id: str, by_area: str, version: str, dictionary: str) -> Table:
    """As ``_read``; it is another answer with another version of the table, or another dictionary of its columns."""
    return _read(resource_id, by_area)


def _read(resource_id: str, by_area: str) -> Table:
    """What a table holds; nothing where there is none (any more)."""
    columns = published.columns(resource_id)
    bounded = [one.id for one in columns if one.type in _FIGURES | _MOMENTS]
    bounds = published.extent(resource_id, bounded) if bounded else {}
    is_there = any(one.id == by_area for one in columns)
    figures = [one.id for one in columns if one.type in _FIGURES and one.id in bounds]
    return replace(
        of_columns(columns),
        times=_times(resource_id, columns, bounds),
        areas=tuple(_values(resource_id, by_area)) if is_there else (),
        beside=tuple(_beside(resource_id, by_area, columns)) if is_there else (),
        ranges={name: (float(bounds[name][0]), float(bounds[name][1])) for name in figures},
    )


def of_columns(columns: Sequence[Column]) -> Table:
    """What is known of a table by its columns alone, without a look at its rows."""
    return Table(
        columns=tuple(entries.inferred(one) for one in columns),
        codes=frozenset(one.id for one in columns if one.type == Type.CODE),
    )


def _values(resource_id: str, name: str) -> list[str]:
    return sorted(published.distinct(resource_id, [name], MOST_VALUES)[name])


def _beside(resource_id: str, by_area: str, columns: Sequence[Column]) -> Iterator[Beside]:
    """Rows in which another column of areas, by its role, names another area than the area column does."""
    others = [
        one.id for one in columns if one.role == roles.AREA and one.type in _TEXTS and one.id != by_area
    ]
    for other, pairs in published.pairs(resource_id, by_area, others, MOST_VALUES).items():
        wrong = [pair for pair in pairs if not areas.is_same_place(*pair)]
        rows = published.rows_with(resource_id, by_area, other, wrong, MOST_ROWS) if wrong else []
        if rows:
            _number, value, text = rows[0]
            yield Beside(other, tuple(number for number, *_pair in rows), value, text)


def _times(
    resource_id: str, columns: Sequence[Column], bounds: Mapping[str, tuple[Any, Any]]
) -> tuple[str, str] | None:
    """First and last period of the column of times; None where it has none that can be read."""
    column = next((one for one in columns if one.role == _TIME), None)
    if column is None:
        return None
    if column.id in bounds:
        return _readable(_written(bound) for bound in bounds[column.id])
    return _readable(_values(resource_id, column.id))


def _written(value: Any) -> str:
    """A year, or a day, as the profile writes it."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value).removesuffix(".0")


def _readable(texts: Iterable[str]) -> tuple[str, str] | None:
    """The periods that begin first and end last among texts, of which some may be no periods (``2024-S2``)."""
    read = []
    for text in texts:
        try:
            read.append((period(text), text))
        except ValueError:
            continue
    if not read:
        return None
    return min(read, key=lambda one: one[0][0])[1], max(read, key=lambda one: one[0][1])[1]
