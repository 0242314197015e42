"""Where finished downloads lie: a folder for each resource and for each dataset's packages; all of it can be made again.

A file's ``mtime``, which browsers are told, is when its release was issued, or since when it says what it says of its dataset and
its columns; of a map and a package when it was written. Its ``atime`` is when somebody last asked.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import ckan.plugins.toolkit as tk

from ckanext.paser.exports.writing.builder import UNFINISHED
from ckanext.paser.problems import Problem

_TABLES, _DATASETS = "tabel", "dataset"
_REFUSED = ".problem.json"
_PLACES = ".places"
_SAYING = "saying.json"
_UNFINISHED_FOR = 24 * 3600


def root() -> Path:
    """The folder of all downloads."""
    return Path(tk.config["ckan.storage_path"]) / "paser_exports"


def place(resource_id: str, number: int, ending: str) -> Path:
    """Where the file of a release lies, or would lie."""
    return root() / _TABLES / resource_id / f"{number}.{ending}"


def package_place(dataset_id: str, digest: str) -> Path:
    """Where the package of a dataset lies, or would lie."""
    return root() / _DATASETS / dataset_id / f"{digest}.zip"


def use(path: Path) -> bool:
    """Tell whether a file is there, and that it is wanted now."""
    try:
        os.utime(path, (time.time(), path.stat().st_mtime))
    except FileNotFoundError:
        return False
    return True


def size(path: Path) -> int | None:
    """Bytes of a file; None if it is not there."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def note_places(path: Path, found: bool) -> None:
    """Remember whether a file can be had, though nobody has asked for it yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _beside(path, _PLACES).write_text("yes" if found else "no", encoding="ascii")


def has_places(path: Path) -> bool:
    """Tell whether it is known that a file can be had."""
    try:
        return _beside(path, _PLACES).read_text(encoding="ascii") == "yes"
    except FileNotFoundError:
        return False


def is_known(path: Path) -> bool:
    """Tell whether a file is there, or it is known whether it can be had."""
    return any(each.exists() for each in (path, _beside(path, _PLACES), _beside(path, _REFUSED)))


def refuse(path: Path, problem: Problem) -> None:
    """Remember why a file cannot be had."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _beside(path, _REFUSED).write_text(json.dumps(problem.as_dict()), encoding="utf-8")


def refused(path: Path) -> Problem | None:
    """Why a file cannot be had; None if that is not known."""
    try:
        return Problem(**json.loads(_beside(path, _REFUSED).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return None


class Saying(NamedTuple):
    """What the files of a release say beside their rows.

    Attributes:
        digest: of it.
        since: seconds since 1970.
    """

    digest: str
    since: float


def saying(resource_id: str, number: int) -> Saying | None:
    """What the files of a release say; None if that is not known."""
    try:
        return Saying(**json.loads(place(resource_id, number, _SAYING).read_text(encoding="ascii")))
    except (FileNotFoundError, ValueError):
        return None


def note_saying(resource_id: str, number: int, now: Saying) -> None:
    """Remember what the files of a release say."""
    path = place(resource_id, number, _SAYING)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(now._asdict()), encoding="ascii")


def forget_files(resource_id: str, number: int, but: Collection[str]) -> bool:
    """Remove the files of a release, but those of some formats, and what is known of them. False if there was none."""
    named = ((path, *path.name.partition(".")) for path in _files(root() / _TABLES / resource_id))
    found = [path for path, of, _, ending in named if of == str(number) and ending not in (_SAYING, *but)]
    for path in found:
        path.unlink(missing_ok=True)
    return bool(found)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def resources() -> list[str]:
    """The resources that have files here."""
    folder = root() / _TABLES
    return sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []


def prune(resource_id: str, kept: Sequence[int], unused: float) -> None:
    """Remove files of releases that are not kept any more, and those of older ones that nobody has asked for.

    Whoever is being sent a file gets it to its end.

    Args:
        kept: numbers of the releases that are kept, the newest first.
        unused: seconds.
    """
    folder = root() / _TABLES / resource_id
    for path in _files(folder):
        number = path.name.partition(".")[0]
        if path.name.startswith(UNFINISHED):
            _remove_after(path, _UNFINISHED_FOR)
        elif not number.isdigit() or int(number) not in kept:
            path.unlink(missing_ok=True)
        elif int(number) != kept[0]:
            _remove_after(path, unused)
    if not kept:
        with suppress(OSError):  # somebody writes there
            folder.rmdir()


def forget(ending: str) -> None:
    """Remove all files of one format, and what is known of it."""
    for path in _files(root() / _TABLES):
        if path.name.partition(".")[2] in (ending, ending + _PLACES, ending + _REFUSED):
            path.unlink(missing_ok=True)


def prune_packages(unused: float) -> None:
    """Remove packages of datasets that nobody has asked for."""
    for path in _files(root() / _DATASETS):
        _remove_after(path, unused)


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in folder.rglob("*") if path.is_file())


def _remove_after(path: Path, seconds: float) -> None:
    with suppress(FileNotFoundError):
        if path.stat().st_atime < time.time() - seconds:
            path.unlink()
