"""Reads and writes of DSSD codes; the only place with SQL of this room."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from ckan import model

from ckanext.paser.dssd.model import DssdCode
from ckanext.paser.dssd.rules import Indicator


def replace(indicators: Iterable[Indicator]) -> None:
    """Write a list in the place of the one before, in the caller's transaction."""
    model.Session.execute(sa.delete(DssdCode))
    model.Session.execute(sa.insert(DssdCode), [one._asdict() for one in indicators])


def is_known(code: str) -> bool:
    """Whether a code is in the list; every code is while there is none."""
    is_listed = sa.exists().where(DssdCode.kode == code)
    is_any = sa.exists(sa.select(DssdCode.kode))
    return bool(model.Session.execute(sa.select(is_listed | ~is_any)).scalar())
