"""Where an uploaded file is kept: beside the one that it follows, until the change that it came with is committed.

CKAN writes a new file over the old one before it commits, so a process that is killed between, or a change that is
rolled back, leaves the new file under the description of the old one. Here a file that follows another has a place of its
own, and the transaction of the change says that it is the resource's. Later the sweep puts it where CKAN looks: at rest the
files lie as in any CKAN. An upload that finds no space says so in the form.
"""

from __future__ import annotations

import errno
import logging
import re
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import files, uploader

from ckanext.paser import lasting
from ckanext.paser.tables import store

log = logging.getLogger(__name__)

_NEW = re.compile(r"\.[0-9a-f]{32}~?$")
"""How the name of a new file ends; with a tilde while it is being written."""
_TAKEN_AWAY = ""
"""What the transaction says instead of a name when a file goes, for a link."""
FULL = (errno.ENOSPC, errno.EDQUOT)
"""What the system says where a disk, or what an account may have of it, is full."""


class ResourceUpload(uploader.ResourceUpload):
    """CKAN's own, but for the place of a new file."""

    _name: str | None = None
    """How the name of the place ends where this one has put a file."""

    def get_path(self, id: str) -> str:  # noqa: A002
        place = super().get_path(id)
        if self._name:
            return _path(place, self._name)
        new = _path(place, store.upload_of(id))
        return (
            new if Path(new).exists() else place
        )  # an older backup of the database names what is at rest by now

    def upload(self, id: str, max_size: int = 10) -> None:  # noqa: A002
        """Store the file.

        Raises:
            ValidationError: there is no space; what was stored before is unchanged, and nothing unfinished is left.
        """
        if not self.storage_path or not (self.filename or self.clear):
            return
        if Path(self.get_path(id)).exists():  # else there is nothing that could be lost
            self._name = uuid4().hex
        try:
            if self.filename:
                super().upload(id, max_size)
                path = Path(self.get_path(id))
                lasting.keep(path)
                lasting.keep(path.parent)
        except OSError as error:
            if error.errno not in FULL:
                raise
            model.Session.rollback()
            Path(f"{self.get_path(id)}~").unlink(missing_ok=True)
            text = tk._(
                "There is no space left on the server, so the file was not stored; nothing has changed. "
                "Send it again later, and tell the administrator if this lasts."
            )
            raise tk.ValidationError({"upload": [text]}) from error
        if self._name:
            store.begin_upload(id, self._name if self.filename else _TAKEN_AWAY)


def of(resource: dict[str, object]) -> ResourceUpload | None:
    """What keeps a resource's file; None where an administrator has chosen one of CKAN's storages for that."""
    try:
        files.get_storage(tk.config["ckan.files.default_storages.resource"])
    except files.exc.UnknownStorageError:
        return ResourceUpload(resource)
    return None


def remove(resource_id: str) -> None:
    """Remove the files of a resource that is gone for good, in the caller's transaction."""
    place, name = _place(resource_id), store.upload_of(resource_id)
    store.end_upload(resource_id)  # first: it waits for a sweep that is at it
    for path in (place, Path(_path(str(place), name))):
        path.unlink(missing_ok=True)


def differ(one_id: str, other_id: str) -> bool:
    """Tell whether a resource has a file that is not also the one of the other."""
    one, other = (Path(ResourceUpload({}).get_path(id_)) for id_ in (one_id, other_id))
    if not one.exists() or not other.exists():
        return one.exists()
    first, second = one.stat(), other.stat()  # of the same bytes under two names, or a copy with its time
    return (first.st_size, first.st_mtime_ns) != (second.st_size, second.st_mtime_ns)


def hand_over(from_id: str, to_id: str) -> None:
    """Have the file of a resource be that of another one too, which may not be there yet, in the caller's transaction.

    A second name for the same bytes, where there may be one: neither is written into, as a new file has a place of its own.
    The former file of the other stays until the transaction is committed, and is its file still where that fails.
    """
    source, place = Path(ResourceUpload({}).get_path(from_id)), _place(to_id)
    if source.exists():
        name = uuid4().hex
        lasting.make_folder(place.parent)
        _name_anew(source, Path(_path(str(place), name)))
        store.begin_upload(to_id, name)


def _name_anew(source: Path, place: Path) -> None:
    second = Path(f"{place}~")
    second.unlink(missing_ok=True)
    try:
        second.hardlink_to(source)
    except OSError:  # not every file system has second names
        shutil.copy2(source, second)  # with its time, by which it is known
    lasting.put(second, place)


def settle(age: timedelta) -> None:
    """Remove what is nobody's file any more, and put files that came longer ago than ``age`` where CKAN looks. Commits.

    Safe to be killed and done again. A file that was put there stays where it was until the next time: somebody may be
    about to open it.
    """
    _remove_strays(store.uploads(), age)
    for resource_id, name in store.uploads(age).items():
        try:
            if store.hold_upload(resource_id, name):
                _put_to_rest(_place(resource_id), name)
                store.end_upload(resource_id)
            model.Session.commit()
        except OSError:
            model.Session.rollback()
            log.exception("The file of resource %s cannot be put where CKAN looks", resource_id)


def _remove_strays(known: Mapping[str, str], age: timedelta) -> None:
    in_use = {_path(str(_place(resource_id)), name) for resource_id, name in known.items()}
    folder = Path(tk.config["ckan.storage_path"]).resolve() / "resources"
    for path in folder.glob("*/*/*"):
        if not _NEW.search(path.name) or str(path) in in_use:
            continue
        with suppress(FileNotFoundError):  # it has just been written to its end, and has another name
            if path.stat().st_mtime < time.time() - age.total_seconds():
                path.unlink()


def _put_to_rest(place: Path, name: str) -> None:
    """A second name for the same bytes needs no space; it takes the place of the former file in one step."""
    new = Path(_path(str(place), name))
    if name == _TAKEN_AWAY:
        place.unlink(missing_ok=True)
    elif new.exists():
        _name_anew(new, place)
    else:  # the database is of an older backup than the files: what lies where CKAN looks is the best there is
        log.warning("%s is not there; %s stays", new, place)


def _place(resource_id: str) -> Path:
    """Where CKAN looks for the file of a resource."""
    return Path(uploader.ResourceUpload({}).get_path(resource_id))


def _path(place: str, name: str | None) -> str:
    return f"{place}.{name}" if name else place
