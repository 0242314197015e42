"""What the search index needs from the database."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from ckan import model
from ckan.model.group import group_table


def dataset_ids() -> list[str]:
    """All datasets that belong into the index, drafts too (CKAN hides those from others itself)."""
    return list(
        model.Session.scalars(select(model.Package.id).where(model.Package.state != model.State.DELETED))
    )


@dataclass(frozen=True)
class Agency:
    """The agency that publishes a dataset, in the words people use for it."""

    name: str
    title: str
    acronym: str | None


def agency(organization_id: str) -> Agency | None:
    """Find the agency by the id of its organization."""
    columns = (group_table.c.name, group_table.c.title, group_table.c.extras["singkatan"].astext)
    found = model.Session.execute(select(*columns).where(group_table.c.id == organization_id)).one_or_none()
    return Agency(found[0], found[1] or found[0], found[2]) if found else None
