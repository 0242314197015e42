"""Changes of a dataset, one after the other: in the database, and in the index from which CKAN shows it.

CKAN's own actions hold the row of a dataset before they change anything of it, and write the index before they commit. What we
write of a resource, or index, waits for that too. Else an earlier state could be written over a later one in the index,
where a deleted file would stay public; and two who hold dataset and resource in different orders would wait for each other.

Whoever changes a dataset leaves a row in the outbox (triggers of migration 014): as long as it is there, the index may say
something else than the database.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import search
from ckan.lib.search.common import make_connection
from ckan.lib.search.index import PackageSearchIndex
from ckan.lib.search.query import solr_literal
from ckan.logic import package_show_default_and_custom_schemas

OUTBOX = sa.table(
    "paser_index_outbox",
    *(sa.column(name) for name in ("id", "dataset_id", "transaction", "at")),
)


def hold(resource_id: str) -> model.Resource | None:
    """A resource as it is, which nobody else changes until the transaction ends; None if there is none."""
    dataset = sa.select(model.Resource.package_id).where(model.Resource.id == resource_id).scalar_subquery()
    hold_dataset(dataset)
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


def index(dataset_id: str, *, at_once: bool = True) -> bool:
    """Index a dataset as it is while nobody else changes it; one that exists no more is taken out. Commits.

    Args:
        at_once: it can be found at once; else when the index is told to commit.

    Returns:
        whether it is in the index now.
    """
    hold_dataset(dataset_id)
    model.Session.expire_all()  # what was read before may have changed since
    # Before it is read: what changes from here on leaves another row.
    waited = settle(OUTBOX.c.dataset_id == dataset_id)
    dataset = model.Session.get(model.Package, dataset_id)
    if dataset is None:
        forget(dataset_id)
        model.Session.commit()
    elif at_once or waited:  # searches no longer leave it out
        search.rebuild(dataset_id)
    else:
        search.rebuild(package_ids=[dataset_id])
    return dataset is not None and dataset.state != model.State.DELETED


def index_together(dataset_ids: Sequence[str]) -> dict[str, bool]:
    """Index datasets as they are while nobody else changes them, in one transaction; found when the index is told to commit. Commits.

    Waits for nobody: what somebody else is changing is left out, so whoever waits for one of these and holds others is waited
    for by nobody. Nothing of what is read can be ahead of what is committed, as it is held before.

    Returns:
        whether it is in the index now, for each that was written.

    Raises:
        Exception: whatever kept one of them from being written; the caller rolls back.
    """
    these = model.Package.id.in_(dataset_ids)
    held = model.Session.scalars(
        sa.select(model.Package.id).where(these).with_for_update(skip_locked=True)
    ).all()
    model.Session.expire_all()
    settle(OUTBOX.c.dataset_id.in_(held))
    writer, written = PackageSearchIndex(), {}
    for dataset_id in held:
        default, custom = package_show_default_and_custom_schemas({"ignore_auth": True}, dataset_id)
        writer.index_package({**default, "with_custom_schema": custom}, defer_commit=True)
        written[dataset_id] = default["state"] != model.State.DELETED
    model.Session.commit()
    return written


def forget(dataset_id: str) -> None:
    """Take whatever is in the index under this id out of it."""
    ours = f"site_id:{solr_literal(tk.config['ckan.site_id'])} AND id:{solr_literal(dataset_id)}"
    make_connection().delete(q=ours, commit=True)


def hold_dataset(dataset: str | sa.ScalarSelect[str]) -> None:
    """Keep others from changing a dataset until the transaction ends."""
    model.Session.execute(sa.select(model.Package.id).where(model.Package.id == dataset).with_for_update())


def settle(which: sa.ColumnElement[bool]) -> set[int]:
    """Take rows out of the outbox; they are back if the transaction fails. Returns their ids."""
    return set(model.Session.scalars(sa.delete(OUTBOX).where(which).returning(OUTBOX.c.id)))
