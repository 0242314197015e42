"""What the pages read from the database themselves."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from ckan import model


class Agency(NamedTuple):
    """A perangkat daerah as lists name it: ``short`` is its abbreviation (DKISP), or else its title."""

    name: str
    title: str
    short: str


def agencies() -> dict[str, Agency]:
    """All agencies by name, in one query."""
    short = sa.func.coalesce(
        sa.func.nullif(model.group_table.c.extras["singkatan"].astext, ""), model.Group.title
    )
    query = sa.select(model.Group.name, model.Group.title, sa.func.coalesce(short, model.Group.title)).where(
        model.Group.is_organization.is_(True), model.Group.state == model.State.ACTIVE
    )
    return {
        name: Agency(name, title, abbreviation) for name, title, abbreviation in model.Session.execute(query)
    }
