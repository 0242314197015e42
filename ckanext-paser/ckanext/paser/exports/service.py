"""Which downloads there are, and how each comes to be: written once per release and format, then handed out as a file."""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, NoReturn

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.munge import munge_title_to_name

from ckanext.paser.exports import cache, cards, maps
from ckanext.paser.exports.cache import Saying
from ckanext.paser.exports.rules import places
from ckanext.paser.exports.rules.card import Card
from ckanext.paser.exports.rules.descriptors import csvw
from ckanext.paser.exports.rules.formats import (
    AHEAD,
    FORMATS,
    ROWS_ALONE,
    SMALL,
    Format,
    filename,
    is_ahead,
    is_quick,
    refusal,
)
from ckanext.paser.exports.writing.builder import NoSpaceError, build, is_full, told_when_full
from ckanext.paser.jobs.service import defer
from ckanext.paser.problems import ProblemError
from ckanext.paser.releases import service as releases
from ckanext.paser.releases.rules.release import Release
from ckanext.paser.tables import service as tables
from ckanext.paser.tables.rules.wishes import Wishes

log = logging.getLogger(__name__)

UNUSED = 7 * 24 * 3600
"""Seconds after which a file of an older release is removed."""


@dataclass(frozen=True)
class Ready:
    """A finished file, to be handed out.

    Args:
        number: of its release; None for the package of a dataset.
        is_public: everybody may have it.
    """

    path: Path
    name: str
    format: Format
    number: int | None
    is_public: bool


_writing_here = BoundedSemaphore(1)
"""A process that answers requests writes one file at a time, and leaves what is asked for meanwhile to the worker."""


class BeingWrittenError(Exception):
    """The file will be there soon."""


@dataclass(frozen=True)
class Offer:
    """One download on a page; ``size`` is None while nobody has asked for it."""

    format: Format
    size: int | None


@dataclass(frozen=True)
class Offers:
    """What a page offers of one release; ``original``: the file as it was sent is public."""

    number: int
    tables: list[Offer]
    original: bool

    def named(self, name: str) -> Offer | None:
        """The download of one format."""
        return next((each for each in self.tables if each.format.name == name), None)


def offers(release: Release | None, resource: Mapping[str, Any]) -> Offers | None:
    """The downloads of a release that a page offers; None if there is none.

    What is handed out is decided by the database when it is asked for; a page goes by what it has already.

    Args:
        resource: the file of the release, as CKAN shows it: with the columns that its dictionary closes, and an outcome
            of the search for personal data as long as its present file was looked through as it is to be read.
    """
    if release is None or not resource.get("datastore_active"):
        return None
    closed = Wishes.of(resource).closed
    if not is_given(release, closed):
        return None
    original = release.file_public and not closed and bool(resource.get("pii_scan_status"))
    return Offers(release.number, _offered(release), original)


def _offered(release: Release) -> list[Offer]:
    found = []
    for name, each in FORMATS.items():
        path = _place(release, each)
        size = cache.size(path)
        possible = not refusal(each, release.number, release.rows, len(release.columns))
        if size is not None or (possible and (name != "geojson" or cache.has_places(path))):
            found.append(Offer(each, size))
    return found


def formats(resource_id: str, number: int | None) -> list[str]:
    """The formats in which a release of a table can be had.

    Raises:
        ObjectNotFound: as ``table_file``.
    """
    return [each.format.name for each in _offered(_release(resource_id, number))]


def is_given(release: Release, closed: Iterable[str] | None = None) -> bool:
    """Tell whether a release is kept, and holds nothing that was closed later.

    Args:
        closed: the columns that are, where they are known already.
    """
    return not release.removed and releases.is_public(release, closed)


def table_file(resource_id: str, number: int | None, written: Format) -> Ready:
    """The file of a release of a table in one format; it is written now if that is quick, else in the background.

    Args:
        number: of the release; None for the newest.

    Raises:
        ObjectNotFound: there is no such release, or it is not kept any more.
        ProblemError: it cannot be had in this format.
        BeingWrittenError: it is being written.
        NoSpaceError, WritingError: it could not be written.
    """
    release = _release(resource_id, number)
    path = _place(release, written)
    if not cache.use(path):
        _have_written(release, written, path)
    resource = cards.resource(resource_id)
    name = filename(resource.package.name, _slug(release, resource), release.number, written.name)
    return Ready(path, name, written, release.number, not resource.package.private)


def _release(resource_id: str, number: int | None) -> Release:
    release = releases.one(resource_id) if number is None else releases.kept(resource_id, number)
    if release and is_given(release):
        return release
    if number is None and tables.data_versions([resource_id]):
        raise BeingWrittenError  # its rows were written, or a column of it was closed, a moment ago
    if release is None or release.removed:
        raise tk.ObjectNotFound(tk._("There is no table of this file."))
    raise tk.ObjectNotFound(tk._("This release holds a column that is not for the public any more."))


def _slug(release: Release, resource: model.Resource) -> str:
    name = resource.name if cards.is_current(release, resource) else release.name or release.filename
    return munge_title_to_name(name) if name else ""


def _place(release: Release, written: Format) -> Path:
    if written.name == "csv.gz":
        return releases.snapshot(release)
    return cache.place(release.resource_id, release.number, written.name)


def _have_written(release: Release, written: Format, path: Path) -> None:
    problem = refusal(written, release.number, release.rows, len(release.columns)) or cache.refused(path)
    if problem:
        raise ProblemError(problem)
    if is_quick(written, release.rows, len(release.columns)) and _writing_here.acquire(blocking=False):
        try:
            _write(release, written)
        finally:
            _writing_here.release()
        return
    _later(release, written.name)
    await_worker()


def await_worker() -> NoReturn:
    """Leave a file to the job that was just asked for, unless that would find no space."""
    if is_full(cache.root().parent):
        model.Session.rollback()
        raise NoSpaceError
    model.Session.commit()
    raise BeingWrittenError


def _later(release: Release, name: str) -> None:
    """Have a file written in the background, in the caller's transaction."""
    asked = {"resource_id": release.resource_id, "number": release.number, "name": name}
    defer("paser.exports.write", key=f"paser.exports {release.resource_id} {release.number} {name}", **asked)


def write(resource_id: str, number: int, name: str) -> None:
    """Write the file of a release, unless it is there; remember why if it cannot be had."""
    release = releases.one(resource_id, number)
    if release is None or release.removed:
        return
    path = _place(release, FORMATS[name])
    if cache.size(path) is not None:
        return
    try:
        _write(release, FORMATS[name])
    except ProblemError as error:
        cache.refuse(path, error.problem)
        log.info("Release %s of %s cannot be had as %s: %s", number, resource_id, name, error.problem.code)


def _write(release: Release, written: Format) -> None:
    said = _said(release)
    saying = _saying(release, said)
    asked = {"format": written.name, "snapshot": str(releases.snapshot(release)), **said}
    path = _place(release, written)
    if written.name == "geojson":  # drawn anew with other borders it is another file, from another time
        build(path, asked, shapes=maps.shapes())
    else:
        build(path, asked, saying.since)
    if cache.saying(release.resource_id, release.number) != saying and written.name not in ROWS_ALONE:
        path.unlink(missing_ok=True)  # something else has been said meanwhile
        raise BeingWrittenError


def _said(release: Release) -> dict[str, Any]:
    """What the files of a release say beside its rows: of its dataset, and of its columns."""
    return {
        "columns": [asdict(column) for column in release.columns],
        "card": cards.card(release).as_dict(),
    }


def _saying(release: Release, said: dict[str, Any]) -> Saying:
    """Since when the files of a release say this. Those that say something else are removed."""
    place = release.resource_id, release.number
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
    known = cache.saying(*place)
    if known and known.digest == digest:
        return known
    is_new = known is None and not cache.forget_files(*place, but=ROWS_ALONE)
    saying = Saying(digest, release.issued.timestamp() if is_new else time.time())
    with told_when_full():
        cache.note_saying(*place, saying)
    if known:  # those that somebody has put there until this was noted, too
        cache.forget_files(*place, but=ROWS_ALONE)
    return saying


def renew(dataset_id: str) -> None:
    """Remove the files of the newest releases of a dataset that say something else than it says by now. Commits."""
    package = model.Package.get(dataset_id)
    resources = package.resources if package else []  # it may have been purged since
    for release in releases.newest([str(resource.id) for resource in resources]).values():
        before = cache.saying(release.resource_id, release.number)
        if not release.removed and _saying(release, _said(release)) != before:
            prepare(release.resource_id)


def about(resource_id: str) -> Card:
    """What a table says about itself as it is now, whichever release that is.

    Raises:
        ObjectNotFound: there is no such resource.
    """
    resource = cards.resource(resource_id)
    return cards.of(cards.dataset(str(resource.package_id)), resource)


def described(resource_id: str, number: int) -> dict[str, Any]:
    """CSVW metadata of the CSV of a release.

    Raises:
        ObjectNotFound: there is no such release, or it is not kept any more.
    """
    release = _release(resource_id, number)
    return csvw(release.columns, cards.card(release), address(resource_id, number, "csv"))


def address(resource_id: str, number: int | None, ending: str) -> str:
    """The full address of a download; without a number that of the newest release."""
    if number is None:
        return cards.page("paser_exports.newest", resource_id=resource_id, ending=ending)
    return cards.page("paser_exports.permanent", resource_id=resource_id, number=number, ending=ending)


def prepare(resource_id: str) -> None:
    """Have the newest release of a table written before anybody asks, if it is a large one. Commits."""
    release = releases.one(resource_id)
    if release is None or release.removed:
        return
    size = release.rows, len(release.columns)
    for name in AHEAD:
        if is_ahead(FORMATS[name], *size) and not refusal(FORMATS[name], release.number, *size):
            _later(release, name)
    _find_places(release)
    model.Session.commit()


def _find_places(release: Release) -> None:
    """Have a table's map drawn, or only find out whether a small one has any, in the caller's transaction."""
    written = FORMATS["geojson"]
    if (
        not places.candidates(release.columns)
        or release.rows > SMALL
        or cache.is_known(_place(release, written))
    ):
        return
    if is_ahead(written, release.rows, len(release.columns)):
        _later(release, written.name)
        return
    about = {"resource_id": release.resource_id, "number": release.number}
    key = f"paser.exports {release.resource_id} {release.number} places"
    defer("paser.exports.locate", key=key, **about)


def locate(resource_id: str, number: int) -> None:
    """Find out whether a small table lies on a map, so that its page offers it only then."""
    release = releases.one(resource_id, number)
    if release and not release.removed:
        cache.note_places(_place(release, FORMATS["geojson"]), maps.can_be_drawn(release))


def draw_anew() -> None:
    """Forget all maps that were drawn: the borders are others now. Commits."""
    cache.forget("geojson")
    _find_all_places()


def _find_all_places() -> None:
    for release in releases.all_newest():
        if not release.removed:
            _find_places(release)
    model.Session.commit()


def _forget_unknown(resource_id: str, number: int) -> None:
    """Remove files of which nobody knows what they say: they are from a version that did not keep it."""
    saying = (cache.place(resource_id, number, name) for name in FORMATS if name not in ROWS_ALONE)
    if cache.saying(resource_id, number) is None and any(cache.size(path) is not None for path in saying):
        cache.forget_files(resource_id, number, but=ROWS_ALONE)


def sweep() -> None:
    """Remove what nobody asks for any more, and what belongs to nothing or is not kept any more. Commits."""
    for resource_id in cache.resources():
        kept = [release.number for release in releases.of(resource_id) if not release.removed]
        cache.prune(resource_id, kept, UNUSED)
        for number in kept:
            _forget_unknown(resource_id, number)
    cache.prune_packages(UNUSED)
    _find_all_places()
