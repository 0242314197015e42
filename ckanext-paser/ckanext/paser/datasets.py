"""Changes of a dataset, one after the other: in the database, and in the index from which CKAN shows it.

CKAN's own actions hold the row of a dataset before they change anything of it, and write the index before they commit. What we
write of a resource, or index, waits for that too. Else an earlier state could be written over a later one in the index,
where a deleted file would stay public; and two who hold dataset and resource in different orders would wait for each other.
"""

from __future__ import annotations

import sqlalchemy as sa

from ckan import model
from ckan.lib import search


def hold(resource_id: str) -> model.Resource | None:
    """A resource as it is, which nobody else changes until the transaction ends; None if there is none."""
    dataset = sa.select(model.Resource.package_id).where(model.Resource.id == resource_id).scalar_subquery()
    _hold(dataset)
    return model.Session.get(model.Resource, resource_id, with_for_update=True, populate_existing=True)


def read_anew(reference: str) -> None:
    """Keep others from changing a dataset until the transaction ends, and forget what was read before.

    Args:
        reference: its id or its name.
    """
    model.Session.flush()
    named = sa.or_(model.Package.id == reference, model.Package.name == reference)
    model.Session.execute(sa.select(model.Package.id).where(named).with_for_update())
    model.Session.expire_all()


def index(dataset_id: str, *, at_once: bool = True) -> None:
    """Index a dataset as it is while nobody else changes it. Commits.

    Args:
        at_once: it can be found at once; else when the index is told to commit.

    Raises:
        ObjectNotFound: there is no such dataset.
    """
    _hold(dataset_id)
    model.Session.expire_all()  # what was read before may have changed since
    if at_once:
        search.rebuild(dataset_id)
    else:
        search.rebuild(package_ids=[dataset_id])


def _hold(dataset: str | sa.ScalarSelect[str]) -> None:
    model.Session.execute(sa.select(model.Package.id).where(model.Package.id == dataset).with_for_update())
