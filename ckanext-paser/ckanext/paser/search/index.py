"""CKAN's index of datasets, which is never ahead of what is committed where that would show something to more people.

CKAN writes an entry inside the action, before it commits. What hides something is written then, so that it is hidden at
once; what shows something new waits for the commit, and is written right after it. If that fails, the row in the outbox stays.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pysolr
from flask import has_request_context, request
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError

from ckan import model
from ckan.lib.plugins import get_permission_labels
from ckan.lib.search.common import SearchIndexError, make_connection
from ckan.lib.search.index import PackageSearchIndex
from ckan.lib.search.query import PackageSearchQuery

from ckanext.paser import datasets
from ckanext.paser.search import rules, service, store

log = logging.getLogger(__name__)

AFTER_COMMIT = "paser_index_after_commit"
HIDDEN = "paser.search.hidden"


class Entries(PackageSearchIndex):
    """Writes an entry so that the next search finds it, without waiting for the disk as CKAN does.

    The log that Solr has written by then, and the reconciler, bring it back after a crash.
    """

    def index_package(self, pkg_dict: dict[str, Any] | None, defer_commit: bool = False) -> None:
        super().index_package(pkg_dict, defer_commit=True)
        if defer_commit:
            return
        try:
            make_connection().commit(softCommit=True)
        except pysolr.SolrError as error:
            raise SearchIndexError(f"Solr has the entry, but does not show it: {error}") from error


class Index(Entries):
    """CKAN's index of datasets."""

    def index_package(self, pkg_dict: dict[str, Any] | None, defer_commit: bool = False) -> None:
        dataset = model.Package.get(pkg_dict["id"]) if pkg_dict else None
        if dataset is None or pkg_dict is None:
            return super().index_package(pkg_dict, defer_commit)
        with _committed(dataset.id) as committed:
            step = _step(dataset, committed, pkg_dict["metadata_modified"] or "")
            if step is rules.Step.WRITE:
                super().index_package(pkg_dict, defer_commit)
                datasets.settle(store.by_this_transaction(dataset.id))
                return None
            if step is rules.Step.HIDE:
                self.delete_package(pkg_dict)
        told = store.rows(store.by_this_transaction(dataset.id))
        model.Session().info.setdefault(AFTER_COMMIT, {})[dataset.id] = (pkg_dict, told)
        return None

    def remove_dict(self, pkg_dict: dict[str, Any]) -> None:
        """CKAN takes a dataset out before it purges it: whoever would write its entry meanwhile waits until it is gone."""
        if dataset := model.Package.get(pkg_dict["id"]):
            datasets.hold_dataset(dataset.id)
        super().remove_dict(pkg_dict)


def _step(dataset: model.Package, committed: model.Package | None, modified: str) -> rules.Step:
    """What may be done with the entry now. One that was read before somebody else committed is never written."""
    if committed is None:
        known: list[str] = []
    elif committed.metadata_modified and modified < committed.metadata_modified.isoformat():
        return rules.Step.WAIT
    else:
        known = get_permission_labels().get_dataset_labels(committed)
    return rules.before_commit(get_permission_labels().get_dataset_labels(dataset), known)


@contextmanager
def _committed(dataset_id: str) -> Iterator[model.Package | None]:
    """A dataset as all others see it, which nobody else changes meanwhile; None if it is new.

    A transaction that only reads holds the row on this other connection, or making the whole index anew would hold all rows
    to its end. One that has written may hold it already, and would wait for itself there.
    """
    writes = store.is_writing()
    if writes:
        datasets.hold_dataset(dataset_id)
    with model.meta.create_local_session() as others:
        yield others.get(model.Package, dataset_id, with_for_update=None if writes else True)


@event.listens_for(model.Session, "after_commit")
def _write_what_waited(session: Any) -> None:
    """Let who has published see it in the next search. What fails here is left to the reconciler: it is committed."""
    if session.in_nested_transaction():
        return  # only a savepoint is released
    for dataset_id, (pkg_dict, told) in session.info.pop(AFTER_COMMIT, {}).items():
        with _session_of_its_own():
            _write_now_or_soon(dataset_id, pkg_dict, told)


def _write_now_or_soon(dataset_id: str, pkg_dict: dict[str, Any], told: set[int]) -> None:
    """Write an entry as it was read before the commit, if nobody has changed anything since; else read it anew.

    Args:
        told: the rows of the outbox that the transaction had left when it was read.
    """
    try:
        if _is_as_read(dataset_id, pkg_dict["metadata_modified"], told):
            Entries().index_package(pkg_dict)
            model.Session.commit()
        else:
            datasets.index(dataset_id)
    except Exception:
        log.exception("The reconciler will write dataset %s into the index", dataset_id)
        with suppress(SQLAlchemyError):
            model.Session.rollback()
            service.request_reconciling()
            model.Session.commit()


def _is_as_read(dataset_id: str, modified: str, told: set[int]) -> bool:
    """Hold a dataset, and tell whether nobody has changed it since it was read; if so, nothing of it waits any more."""
    dataset = model.Session.get(model.Package, dataset_id, with_for_update=True)
    if not told or dataset is None or dataset.metadata_modified.isoformat() != modified:
        return False
    return datasets.settle(datasets.OUTBOX.c.dataset_id == dataset_id) == told


@contextmanager
def _session_of_its_own() -> Iterator[None]:
    """A fresh ``model.Session``: inside its own event the session cannot be used."""
    registry = model.Session.registry  # pyright: ignore[reportAttributeAccessIssue]
    outer = registry()
    registry.clear()
    try:
        yield
    finally:
        model.Session.remove()
        registry.set(outer)


class Query(PackageSearchQuery):
    """CKAN's search for datasets."""

    def run(
        self, query: dict[str, Any], permission_labels: list[str] | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        """Search without what is no longer public, though the index does not know yet (somebody changed it with SQL)."""
        if permission_labels is not None:
            query["fq_list"] = [*query.get("fq_list", []), *rules.left_out(_hidden())]
        return super().run(query, permission_labels, **kwargs)


def _hidden() -> list[str]:
    """What searches leave out; asked once for all searches of a page."""
    if not has_request_context():
        return store.hidden()
    if HIDDEN not in request.environ:
        request.environ[HIDDEN] = store.hidden()
    return request.environ[HIDDEN]
