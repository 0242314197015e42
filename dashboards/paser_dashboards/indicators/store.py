"""Reads of published tables, reads and writes of our own values; the only place with SQL of this room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from ckan import model

from ckanext.datastore.backend.postgres import get_read_engine

from paser_dashboards.definitions.rules import Data
from paser_dashboards.indicators.model import IndicatorState, IndicatorValue
from paser_dashboards.indicators.rules.series import Observation

MEASURES = ("nilai", "pembilang", "penyebut")
WORDS = ("status", "sumber", "catatan")

# -- published tables ------------------------------------------------------------------------------------


def columns(resource_id: str) -> dict[str, str]:
    """The columns of a published table and their types; empty when there is no such table."""
    query = sa.text(
        "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
        " WHERE attrelid = to_regclass(:name) AND attnum > 0 AND NOT attisdropped"
    )
    with get_read_engine().connect() as connection:
        rows = connection.execute(query, {"name": f'public."{resource_id}"'})
        return {name: kind for name, kind in rows if not name.startswith("_")}


def rows(resource_id: str, data: Data, added_up: bool = False) -> list[dict[str, Any]]:
    """The rows of a published table that an indicator reads; its columns have been checked before.

    Values are bound, never written into the statement; columns are quoted by SQLAlchemy.

    Args:
        added_up: the numbers of rows that are alike in all else are wanted as one sum, missing where one is.
    """
    named = {name: sa.column(name) for name in data.columns()}
    keys = {
        "periode": named.get(data.period_column or "", sa.literal(data.periode)),
        "wilayah": named.get(data.area_column or "", sa.literal(data.wilayah)),
    }
    keys |= {part: named[name] for part in WORDS if (name := getattr(data, part))}
    numbers = {part: named[name] for part in MEASURES if (name := getattr(data, part))}
    if added_up:
        numbers = {part: _sum(column) for part, column in numbers.items()}
    query = sa.select(*(column.label(part) for part, column in (keys | numbers).items()))
    query = query.select_from(sa.table(resource_id))
    for name, wanted in data.filter.items():
        query = query.where(sa.cast(named[name], sa.Text).in_(_texts(wanted)))
    if added_up:
        query = query.group_by(*(sa.literal_column(str(place)) for place in range(1, len(keys) + 1)))
    with get_read_engine().connect() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def _sum(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.case((sa.func.count() == sa.func.count(column), sa.func.sum(column)))


def _texts(wanted: Any) -> list[str]:
    """The values of a filter, as PostgreSQL writes them."""
    values = wanted if isinstance(wanted, list) else [wanted]
    return [str(value).lower() if isinstance(value, bool) else str(value) for value in values]


# -- values ----------------------------------------------------------------------------------------------


def observations(indicators: Iterable[str]) -> dict[str, dict[str, list[Observation]]]:
    """All observations by indicator and area, in one query."""
    value = IndicatorValue
    query = sa.select(value).where(value.indicator.in_(list(indicators)))
    query = query.order_by(value.indicator, value.wilayah, value.periode)
    found: dict[str, dict[str, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for one in model.Session.scalars(query):
        row = Observation(one.wilayah, one.periode, one.nilai, one.status, one.sumber, one.catatan)
        found[one.indicator][one.wilayah].append(row)
    return {name: dict(areas) for name, areas in found.items()}


def write(indicator: str, wanted: Iterable[Observation]) -> int:
    """Make the stored values those that are wanted, by difference.

    Returns:
        How many rows were added, changed or removed.
    """
    stored = {
        (one.wilayah, one.periode): one
        for area in observations([indicator]).get(indicator, {}).values()
        for one in area
    }
    new = {(one.wilayah, one.periode): one for one in wanted}
    changed = [one for key, one in new.items() if stored.get(key) != one]
    if changed:
        statement = insert(IndicatorValue)
        names = ("nilai", "status", "sumber", "catatan")
        statement = statement.on_conflict_do_update(
            index_elements=["indicator", "wilayah", "periode"],
            set_={name: statement.excluded[name] for name in names},
        )
        model.Session.execute(statement, [{"indicator": indicator, **vars(one)} for one in changed])
    gone = stored.keys() - new.keys()
    if gone:
        value = IndicatorValue
        pair = sa.tuple_(value.wilayah, value.periode)
        model.Session.execute(sa.delete(value).where(value.indicator == indicator, pair.in_(list(gone))))
    return len(changed) + len(gone)


# -- states ----------------------------------------------------------------------------------------------


def states() -> dict[str, IndicatorState]:
    """The state of every indicator that was ever computed."""
    return {one.indicator: one for one in model.Session.scalars(sa.select(IndicatorState))}


def save_state(indicator: str, **values: Any) -> None:
    """Write the state of an indicator; what is not named stays."""
    known = model.Session.get(IndicatorState, indicator)
    if known is None:
        known = IndicatorState(indicator=indicator, origin={})
        model.Session.add(known)
    for name, value in values.items():
        setattr(known, name, value)


def forget(keep: Iterable[str]) -> int:
    """Remove the values of indicators that are no longer defined."""
    kept = list(keep)
    removed = 0
    for table in (IndicatorValue, IndicatorState):
        gone = model.Session.execute(sa.delete(table).where(table.indicator.not_in(kept)))
        removed += gone.rowcount  # type: ignore[attr-defined]
    return removed


def lock(indicator: str) -> None:
    """Only one computation of an indicator at a time; held until the transaction ends."""
    model.Session.execute(
        sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"),
        {"name": f"paser_indicator:{indicator}"},
    )


# -- datasets --------------------------------------------------------------------------------------------


def datasets(names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """State and last change of datasets by name, in one query: what decides whether to compute again."""
    package = model.Package
    query = sa.select(package.name, package.state, package.private, package.metadata_modified)
    query = query.where(package.name.in_(list(names)))
    return {row["name"]: dict(row) for row in model.Session.execute(query).mappings()}


def now() -> datetime:
    """The database's clock."""
    return model.Session.execute(sa.select(sa.func.now())).scalar_one()
