"""Where an uploaded file is kept: beside the one that it follows, until the change that it came with is committed.

CKAN writes a new file over the old one before it commits, so a process that is killed between, or a change that is
rolled back, leaves the new file under the description of the old one. Here a file that follows another has a place of its
own, and the transaction of the change says that it is the resource's. Later the sweep puts it where CKAN looks: at rest the files lie
as in any CKAN.
"""

from __future__ import annotations

import re
import shutil
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import files, uploader

from ckanext.paser.tables import store

_NEW = re.compile(r"\.[0-9a-f]{32}~?$")
"""How the name of a new file ends; with a tilde while it is being written."""


class ResourceUpload(uploader.ResourceUpload):
    """CKAN's own, but for the place of a new file."""

    _name: str | None = None
    """How the name of the place ends where this one has put a file."""

    def get_path(self, id: str) -> str:  # noqa: A002
        return _path(super().get_path(id), self._name or store.upload_of(id))

    def upload(self, id: str, max_size: int = 10) -> None:  # noqa: A002
        if not self.storage_path or not (self.filename or self.clear):
            return
        if not Path(self.get_path(id)).exists():  # there is nothing that could be lost
            super().upload(id, max_size)
            return
        self._name = uuid4().hex
        if self.filename:
            super().upload(id, max_size)
        store.begin_upload(id, self._name)


def of(resource: dict[str, object]) -> ResourceUpload | None:
    """What keeps a resource's file; None where an administrator has chosen one of CKAN's storages for that."""
    try:
        files.get_storage(tk.config["ckan.files.default_storages.resource"])
    except files.exc.UnknownStorageError:
        return ResourceUpload(resource)
    return None


def remove(resource_id: str) -> None:
    """Remove the files of a resource that is gone for good, in the caller's transaction."""
    place = _place(resource_id)
    for path in (place, Path(_path(str(place), store.upload_of(resource_id)))):
        path.unlink(missing_ok=True)
    store.end_upload(resource_id)


def settle(age: timedelta) -> None:
    """Put files that came longer ago than ``age`` where CKAN looks, and remove what nobody's file is any more. Commits.

    Safe to be killed and done again. A file that was put there stays where it was until the next time: somebody may be
    about to open it.
    """
    known = store.uploads()
    for resource_id, name in store.uploads(age).items():
        if store.hold_upload(resource_id, name):
            _put_to_rest(_place(resource_id), name)
            store.end_upload(resource_id)
        model.Session.commit()
    in_use = {_path(str(_place(resource_id)), name) for resource_id, name in known.items()}
    for path in (Path(tk.config["ckan.storage_path"]) / "resources").glob("*/*/*"):
        if not _NEW.search(path.name) or str(path) in in_use:
            continue
        with suppress(FileNotFoundError):  # it has just been written to its end, and has another name
            if path.stat().st_mtime < time.time() - age.total_seconds():
                path.unlink()


def _put_to_rest(place: Path, name: str) -> None:
    new = Path(_path(str(place), name))
    if not new.exists():  # it was taken away, for a link
        place.unlink(missing_ok=True)
        return
    copy = Path(f"{new}~")
    shutil.copy2(new, copy)  # with its time, by which it is known
    copy.replace(place)


def _place(resource_id: str) -> Path:
    """Where CKAN looks for the file of a resource."""
    return Path(uploader.ResourceUpload({}).get_path(resource_id))


def _path(place: str, name: str | None) -> str:
    return f"{place}.{name}" if name else place
