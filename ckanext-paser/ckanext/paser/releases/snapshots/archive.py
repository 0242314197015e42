"""Where releases are kept: below CKAN's own files, one folder for each resource.

``<resource>/<number>.csv.gz`` is the table, ``<resource>/files/<sha256>`` the file it was made of,
``<resource>/<old>-<new>.json`` what differs between two (``<old>-<new>.<columns>.json`` while columns are closed). Each is written
beside its place and then put there, so what is there is whole, before the database says that it is there.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, cast

import ckan.plugins.toolkit as tk

from ckanext.paser import lasting

_BEGUN = ".new-"
"""How the folders are named in which something is being written."""
_NUMBERS = re.compile(r"(\d+)(?:-(\d+))?\.")
"""Of which releases something is, by its name."""
_LEVEL = 4
"""Of compression: twice as fast as gzip's own default for a twentieth more bytes."""


def folder(resource_id: str) -> Path:
    """The folder of a resource."""
    return Path(tk.config["ckan.storage_path"]) / "paser_releases" / resource_id


def table_of(resource_id: str, number: int) -> Path:
    """The table of a release: CSV in UTF-8, compressed by gzip, a header of column names first."""
    return folder(resource_id) / f"{number}.csv.gz"


def file_of(resource_id: str, sha256: str) -> Path:
    """A file as it was sent; releases of the same file share it."""
    return folder(resource_id) / "files" / sha256


@dataclass(frozen=True)
class NewTable:
    """A table that is being written; it is gone unless it is kept."""

    resource_id: str
    file: IO[bytes]
    path: Path

    def keep(self, number: int) -> int:
        """Keep it as the table of a release; returns its size in bytes."""
        self.file.close()
        lasting.put(self.path, table_of(self.resource_id, number))
        return table_of(self.resource_id, number).stat().st_size


@contextmanager
def new_table(resource_id: str) -> Iterator[NewTable]:
    """Begin a table."""
    place = folder(resource_id)
    lasting.make_folder(place)
    with tempfile.TemporaryDirectory(prefix=_BEGUN, dir=place) as work:
        path = Path(work) / "table"
        with gzip.GzipFile(path, "wb", compresslevel=_LEVEL, mtime=0) as file:
            yield NewTable(resource_id, cast(IO[bytes], file), path)


def keep_file(resource_id: str, sha256: str, file: Path) -> None:
    """Keep a copy of a file as it was sent."""
    place = file_of(resource_id, sha256)
    if place.exists():
        return
    lasting.make_folder(place.parent)
    with tempfile.TemporaryDirectory(prefix=_BEGUN, dir=place.parent) as work:
        copy = Path(work) / "file"
        shutil.copyfile(file, copy)
        lasting.put(copy, place)


def lend(from_id: str, number: int, to_id: str) -> None:
    """Have the table of a release be the first one of another resource: a second name for the same bytes, where there may be one."""
    source, place = table_of(from_id, number), table_of(to_id, 1)
    lasting.make_folder(place.parent)
    try:
        place.hardlink_to(source)
    except OSError:  # not every file system has second names
        shutil.copyfile(source, place)


def remove(resource_id: str, number: int, sha256: str | None) -> None:
    """Remove the table of a release and what it was compared with, and its file if that is named."""
    place = folder(resource_id)
    for path in (
        table_of(resource_id, number),
        *place.glob(f"{number}-*.json*"),
        *place.glob(f"*-{number}.*json*"),
    ):
        path.unlink(missing_ok=True)
    if sha256:
        file_of(resource_id, sha256).unlink(missing_ok=True)


def left_of(resource_id: str, removed: Mapping[int, str]) -> list[int]:
    """Those of some removed releases of which something is there still.

    Args:
        removed: the SHA-256 of the file of each by its number.
    """
    named = [_NUMBERS.match(path.name) for path in folder(resource_id).glob("*")]
    there = {int(number) for found in named if found for number in found.groups() if number}
    sent = {path.name for path in (folder(resource_id) / "files").glob("*")}
    return [number for number, sha256 in removed.items() if number in there or sha256 in sent]


def remove_unknown(resource_id: str, known: Mapping[int, str], age: timedelta) -> None:
    """Remove tables and files of no release that are older than ``age``: a younger one may be written down yet.

    Args:
        known: the SHA-256 of the file of each release by its number.
    """
    before = time.time() - age.total_seconds()
    for path in folder(resource_id).glob("*.csv.gz"):
        number = int(path.name.partition(".")[0])
        if number not in known and path.stat().st_mtime < before:
            remove(resource_id, number, None)
    for path in (folder(resource_id) / "files").glob("*"):
        if path.is_file() and path.name not in known.values() and path.stat().st_mtime < before:
            path.unlink()


def remove_leftovers(age: timedelta) -> None:
    """Remove what killed processes had begun to write; what is being written is younger than ``age``."""
    root = Path(tk.config["ckan.storage_path"]) / "paser_releases"
    for pattern in (f"*/{_BEGUN}*", f"*/files/{_BEGUN}*"):
        for begun in root.glob(pattern):
            with suppress(FileNotFoundError):
                if begun.stat().st_mtime < time.time() - age.total_seconds():
                    shutil.rmtree(begun, ignore_errors=True)


def remove_all(resource_id: str) -> None:
    """Remove everything that is kept of a resource."""
    if folder(resource_id).exists():
        shutil.rmtree(folder(resource_id))


def difference_of(resource_id: str, old: int, new: int, closed: Collection[str] = ()) -> Path:
    """What was found when two releases were compared, without the columns that were closed then."""
    shut = f".{hashlib.sha256(json.dumps(sorted(closed)).encode()).hexdigest()[:16]}" if closed else ""
    return folder(resource_id) / f"{old}-{new}{shut}.json"


def note_failure(place: Path) -> None:
    """Remember that what belongs in a place could not be found out today."""
    _failure(place).touch()


def has_failed(place: Path, within: timedelta) -> bool:
    """Tell whether that was noted not longer ago than this."""
    try:
        return _failure(place).stat().st_mtime > time.time() - within.total_seconds()
    except FileNotFoundError:
        return False


def _failure(place: Path) -> Path:
    return place.with_name(f"{place.name}.failed")


def keep_text(place: Path, text: str) -> None:
    """Keep a text in its place."""
    with tempfile.TemporaryDirectory(prefix=_BEGUN, dir=place.parent) as work:
        path = Path(work) / "text"
        path.write_text(text, encoding="utf-8")
        lasting.put(path, place)
