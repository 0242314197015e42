"""Reads and writes of workbooks and their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.paser.bulk.model import Row, Run
from ckanext.paser.bulk.rules.outcomes import Outcome

_LOCK, _UNLOCK = (
    sa.text(f"SELECT {function}(hashtextextended('paser_bulk:' || :run, 0))")  # noqa: S608 - names of functions
    for function in ("pg_advisory_lock", "pg_advisory_unlock")
)


@contextmanager
def alone(run_id: str) -> Iterator[None]:
    """Wait until nobody else goes on with a workbook, and keep others from it; whoever is killed keeps nobody from it."""
    engine = model.meta.engine
    assert engine is not None  # noqa: S101 - CKAN has started
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(_LOCK, {"run": run_id})
        try:
            yield
        finally:
            connection.execute(_UNLOCK, {"run": run_id})


def add(run: Run, rows: Iterable[Row]) -> None:
    """Keep a workbook, in the caller's transaction."""
    model.Session.add(run)
    model.Session.flush()
    model.Session.add_all(rows)
    model.Session.flush()


def run(run_id: str, *, hold: bool = False) -> Run | None:
    """One workbook; ``hold`` keeps others from going on with it until the transaction ends."""
    return model.Session.get(Run, run_id, with_for_update=hold or None, populate_existing=True)


def runs_of(user_id: str, limit: int) -> list[Run]:
    """The newest workbooks of a person."""
    query = sa.select(Run).where(Run.user_id == user_id).order_by(Run.created.desc()).limit(limit)
    return [*model.Session.scalars(query)]


def set_run(run_id: str, **values: Any) -> None:
    """Change a workbook, in the caller's transaction."""
    model.Session.execute(sa.update(Run).where(Run.id == run_id).values(**values))


def waiting(run_id: str, *, done: bool, limit: int) -> Sequence[Mapping[str, Any]]:
    """The first rows that were not looked at yet; with ``done`` those that have not come in yet."""
    still = sa.and_(~Row.done, Row.outcome != Outcome.REFUSED.value) if done else Row.outcome == ""
    names = (Row.row, Row.wanted, Row.problems, Row.base, Row.outcome)
    query = sa.select(*names).where(Row.run_id == run_id, still).order_by(Row.row).limit(limit)
    return [dict(one) for one in model.Session.execute(query).mappings()]


def set_row(run_id: str, row: int, **values: Any) -> None:
    """Change a row, in the caller's transaction."""
    model.Session.execute(sa.update(Row).where(Row.run_id == run_id, Row.row == row).values(**values))


def counts(run_id: str) -> dict[str, int]:
    """How many rows there are of each outcome; "" those not looked at."""
    query = sa.select(Row.outcome, sa.func.count()).where(Row.run_id == run_id).group_by(Row.outcome)
    return {outcome: count for outcome, count in model.Session.execute(query).tuples()}  # noqa: C416 - typed


def done(run_id: str) -> int:
    """How many rows have come in."""
    query = sa.select(sa.func.count()).where(Row.run_id == run_id, Row.done)
    return model.Session.execute(query).scalar_one()


def rows(
    run_id: str, *, outcome: str = "", offset: int = 0, limit: int | None = None
) -> Sequence[Mapping[str, Any]]:
    """The rows of a workbook in their order, or those of one outcome."""
    query = sa.select(*Row.__table__.columns).where(Row.run_id == run_id).order_by(Row.row)
    if outcome:
        query = query.where(Row.outcome == outcome)
    return [dict(one) for one in model.Session.execute(query.offset(offset).limit(limit)).mappings()]


def sweep(age: timedelta) -> None:
    """Forget workbooks that were sent long ago."""
    model.Session.execute(sa.delete(Run).where(Run.created < sa.func.now() - age))
