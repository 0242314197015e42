"""The files of resources, uploaded or linked: which of them are tables, and a steady copy of an uploaded one.

The copy is what is read: an uploaded file may be replaced while it is being read.
"""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import file_keeper

from ckan import model
from ckan.lib import files, uploader

from ckanext.paser import temporary
from ckanext.paser.metadata.rules.files import TABLES
from ckanext.paser.problems import Note, ProblemError
from ckanext.paser.tables import store, uploads
from ckanext.paser.tables.reading import problems
from ckanext.paser.tables.rules import encoding as rules
from ckanext.paser.tables.rules.wishes import Wishes


def is_table(resource: model.Resource) -> bool:
    """Tell whether a resource is a file that should become a table, by its name or its format."""
    if resource.state != model.State.ACTIVE or not (resource.url_type == "upload" or is_link(resource)):
        return False
    return not TABLES.isdisjoint(
        {Path(name_of(resource)).suffix[1:].lower(), (resource.format or "").lower()}
    )


def is_link(resource: model.Resource) -> bool:
    """Tell whether a resource is somewhere else, at an address of the web."""
    return not resource.url_type and (resource.url or "").lower().startswith(("http://", "https://"))


def name_of(resource: model.Resource) -> str:
    """The name of a resource's file, as far as its address tells it."""
    return Path(unquote(re.split("[?#]", resource.url)[0]) if is_link(resource) else resource.url).name


def titles_of(resource: model.Resource, filename: str = "") -> list[str]:
    """What a file is called: its own name without the ending, its resource's, its dataset's.

    A CSV has no other place for its title.
    """
    package: Any = resource.package
    told = [re.sub(r"[.]\w{1,7}$", "", filename), resource.name, package.title if package else ""]
    return list(dict.fromkeys(title for title in told if title))


def has_left(resource: model.Resource) -> bool:
    """Tell whether a resource that had a table is deleted, or a document or a web page by now.

    Rows that were sent through the API (``datastore``) have no file that could change.
    """
    if resource.state == model.State.ACTIVE:
        return resource.url_type != "datastore" and not is_table(resource)
    return resource.state == model.State.DELETED


def state_of(resource: model.Resource) -> str:
    """What changes when a resource's file changes, or what its officers chose about how it is read.

    CKAN's ``last_modified`` says less: edits of rows through the API set it too.
    """
    return json.dumps([resource.url, _stored(resource), *Wishes.of(resource.extras or {}).state()])


def state_now(resource_id: str) -> str:
    """``state_of`` a resource as it is stored by now, whatever was read of it before; empty where it is gone."""
    resource = _now(resource_id)
    return state_of(resource) if resource else ""


def wishes_now(resource_id: str) -> Wishes:
    """What was chosen for a file, as it is stored by now, whatever was read of it before; nothing where it is gone."""
    resource = _now(resource_id)
    return Wishes.of(resource.extras or {}) if resource else Wishes()


def _now(resource_id: str) -> model.Resource | None:
    query = model.Session.query(model.Resource).filter_by(id=resource_id)
    return query.execution_options(populate_existing=True).first()


def is_stored(resource: model.Resource, state: str) -> bool:
    """Tell whether the stored file is the one of a former state, under whatever name."""
    return json.loads(state or "[0, 0]")[1] == _stored(resource)


def is_same(old: str, new: str) -> bool:
    """Tell whether two states are of one file that was not sent again: under whatever name; a link, at the same address."""
    (old_url, old_stored, *_), (url, stored, *_) = (json.loads(state or '["", []]') for state in (old, new))
    return old_stored == stored and (bool(stored) or old_url == url)


def _stored(resource: model.Resource) -> list[Any]:
    """What tells the stored file from the one that was there before; empty when there is none, as of a link."""
    if is_link(resource):
        return []
    storage, location = _place(resource.id, resource.url)
    try:
        if storage:
            data = storage.analyze(files.Location(location))
            return [data.size, data.hash]
        stat = Path(location).stat()
    except (FileNotFoundError, files.exc.MissingFileError):
        return []
    return [stat.st_size, stat.st_mtime_ns]


def remove(resource_id: str) -> None:
    """Remove the file of a resource that is gone for good, in the caller's transaction; nothing if there is none."""
    storage, location = _place(resource_id, "")
    if storage is None:
        uploads.remove(resource_id)
        return
    with suppress(files.exc.MissingFileError):
        storage.remove(files.FileData(files.Location(location)))


def _place(resource_id: str, url: str) -> tuple[file_keeper.Storage | None, str]:
    """Where CKAN keeps the file: a storage and its location in it, or no storage and a path."""
    upload = uploader.get_resource_uploader({"id": resource_id, "url": url, "url_type": "upload"})
    storage = getattr(upload, "storage", None)
    return (storage if isinstance(storage, file_keeper.Storage) else None), upload.get_path(resource_id)


def remove_leftovers(age: timedelta) -> None:
    """Remove the copies of files that killed processes left behind; a load that goes on is younger than ``age``."""
    for folder in temporary.folders():
        with suppress(FileNotFoundError):
            if folder.stat().st_mtime < time.time() - age.total_seconds():
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def space_needed() -> Iterator[None]:
    """Write files; that there is no space for them is a problem to be told.

    Raises:
        ProblemError: there is none.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in uploads.FULL:
            raise
        raise ProblemError(problems.no_space()) from error


def at_once(resource_ids: Collection[str]) -> AbstractContextManager[dict[str, model.Resource]]:
    """Some resources, and where their files lie, in one query, while a page is made that only tells of their states."""
    return store.known_uploads(resource_ids)


@contextmanager
def steady_copy(resource: model.Resource) -> Iterator[Path]:
    """A copy of the resource's file that nobody changes.

    Raises:
        FileNotFoundError: the file is not there.
    """
    storage, location = _place(resource.id, resource.url)
    with temporary.folder("upload") as folder:
        copy = Path(folder) / "file"
        if storage:
            try:
                with copy.open("wb") as target:
                    target.writelines(storage.stream(files.FileData(files.Location(location))))
            except files.exc.MissingFileError as error:
                raise FileNotFoundError(location) from error
        else:
            shutil.copyfile(location, copy)
        yield copy


def encoding(path: Path, notes: Iterable[Note]) -> str:
    """How a file that was read is encoded, a code of list ENKODE; empty for a workbook.

    Args:
        notes: of its reader.
    """
    with path.open("rb") as file:
        return rules.of_file(file.read(rules.START), notes)
