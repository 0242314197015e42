"""A release that should not have been: what is kept of it goes for good, and with the newest all that is public now."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.releases import service, store
from ckanext.paser.releases.rules.release import Release
from ckanext.paser.tables import service as tables


def withdraw(resource_id: str, number: int, reason: str) -> None:
    """Remove the table and the file of a release for good; that it was there stays told. Commits.

    With the newest goes the table that is public now, until a file is sent.

    Raises:
        ObjectNotFound: there is no such release.
        ValidationError: it is the newest, and its table cannot be taken away.
    """
    if not _is_newest(service.kept(resource_id, number)):
        _withdraw(resource_id, number, reason)
        return
    try:
        with tables.between_loads(resource_id):
            _withdraw(resource_id, number, reason)
    except tables.BusyError:
        text = tk._(
            "A file is being read right now. Make the dataset private at once; when the file has been read, "
            "withdraw the release that is the newest then."
        )
        raise tk.ValidationError({"number": [text]}) from None
    except tables.NoFileError:
        text = tk._(
            "This table has no file: withdrawn, it would be lost. Make the dataset private at once and correct the rows; "
            "this release can be withdrawn as soon as there is a newer one."
        )
        raise tk.ValidationError({"number": [text]}) from None


def _withdraw(resource_id: str, number: int, reason: str) -> None:
    store.hold(resource_id)
    newest = _is_newest(service.kept(resource_id, number))
    if newest:
        try:
            tables.withdraw(resource_id, reason)
        except tables.NoFileError:
            model.Session.rollback()
            raise
    service.write_removed(resource_id, [number], reason)
    model.Session.commit()
    service.unlink(resource_id, [number])
    if newest:
        tables.removed(resource_id)


def _is_newest(release: Release) -> bool:
    newest = service.one(release.resource_id)
    return newest is not None and newest.number == release.number
