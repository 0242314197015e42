"""A release that should not have been: table and file go for good, and with what is public now all that is made of it.

A file goes from everywhere: from all releases of the resource that share it, and from the resource itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.privacy import service as privacy
from ckanext.paser.releases import service, store
from ckanext.paser.releases.rules.release import Release
from ckanext.paser.tables import service as tables


def of_same_file(release: Release) -> list[Release]:
    """The other kept releases of a release's file, the newest first."""
    if not release.sha256 or release.removed:
        return []
    kept = store.kept(release.resource_id)
    return [each for each in kept if each.sha256 == release.sha256 and each.number != release.number]


def withdraw(resource_id: str, number: int, reason: str, *, keep_others: bool = False) -> None:
    """Remove the table and the file of a release for good; that it was there stays told. Commits.

    The other releases of the same file go too. With the newest goes the table that is public now, until a file is sent.

    Args:
        keep_others: the tables of the other releases stay, but for the newest one's.

    Raises:
        ObjectNotFound: there is no such release.
        ValidationError: the newest would go with it, whose table cannot be taken away.
    """
    if not _is_present(service.kept(resource_id, number)):
        _withdraw(resource_id, number, reason, keep_others)
        return
    try:
        with tables.between_loads(resource_id):
            _withdraw(resource_id, number, reason, keep_others)
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


def _withdraw(resource_id: str, number: int, reason: str, keep_others: bool) -> None:
    store.hold(resource_id)
    release = service.kept(resource_id, number)
    others = of_same_file(release)
    is_newest = _has_newest([release, *others])
    if is_newest:
        try:
            tables.withdraw(resource_id, reason)
        except tables.NoFileError:
            model.Session.rollback()
            raise
    elif _is_present(release):
        tables.hold_file(resource_id, release.sha256, tables.file_problem(reason))
    stay = [each.number for each in others if keep_others and not _has_newest([each])]
    for other in stay:
        store.write(resource_id, other, filename="", size=None, sha256="", file_public=False)
    gone = [each.number for each in (release, *others) if each.number not in stay]
    service.write_removed(resource_id, gone, reason)
    model.Session.commit()
    service.unlink(resource_id, gone)
    if is_newest:
        tables.removed(resource_id)


def _is_present(release: Release) -> bool:
    """Tell whether something of a release is public beside its releases: the table, or the file as the resource's own."""
    resource_id = release.resource_id
    scan = privacy.states([resource_id]).get(resource_id)
    present = {tables.files_of_tables([resource_id]).get(resource_id), scan and scan.sha256}
    is_file = bool(release.sha256) and release.sha256 in present
    return is_file or _has_newest([release, *of_same_file(release)])


def _has_newest(releases: Sequence[Release]) -> bool:
    newest = service.one(releases[0].resource_id)
    return newest is not None and newest.number in {release.number for release in releases}
