"""What comes of a load: what is written down of it, and who is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser import datasets
from ckanext.paser.jobs.service import defer
from ckanext.paser.privacy import service as privacy
from ckanext.paser.privacy.rules.treatment import RULES_VERSION as GATE_VERSION
from ckanext.paser.privacy.rules.treatment import Treatment
from ckanext.paser.problems import Note, Problem
from ckanext.paser.tables import edits, files, store
from ckanext.paser.tables.model import Status
from ckanext.paser.tables.rules.infer import RULES_VERSION
from ckanext.paser.tables.rules.mark import Mark, fingerprint
from ckanext.paser.tables.rules.table import Column, Reading
from ckanext.paser.tables.rules.wishes import Wishes
from ckanext.paser.tables.signals import LOAD, load_ended, table_changed

ORIGIN = "paser"
"""Marks the DataStore signals that a load sends."""


@dataclass(frozen=True)
class LoadResult:
    """What came of a load.

    Args:
        changed: the table's content is another one than before.
        problems: why it failed; or, of a load that is done, what a person should put right in the file.
        notes: what was decided or left out.
    """

    status: Status
    changed: bool = False
    rows: int = 0
    columns: tuple[Column, ...] = ()
    problems: tuple[Problem, ...] = ()
    data_version: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Job:
    """What is being loaded.

    Args:
        source: the state of the file, from before it was read.
        titles: what it is called, of itself and around it.
        decided: about personal data in it.
        mark: of the table that is there so far.
        stay: its rows were edited, and are not exchanged for those of the same file.
        load_id: empty until it has begun.
    """

    resource_id: str
    source: str
    sha256: str
    path: Path
    filename: str
    titles: list[str]
    wishes: Wishes
    decided: Treatment
    mark: Mark | None
    stay: bool
    load_id: str = ""

    @property
    def fingerprint(self) -> str:
        """Of the file and the way it is read now."""
        how = (self.wishes.state(), self.decided.as_dict())
        return fingerprint(self.sha256, *how, self.titles, rules=RULES_VERSION, gate=GATE_VERSION)

    def start(self) -> str:
        """Write down that it begins; returns the id of the load."""
        about = {"filename": self.filename, "size": self.path.stat().st_size, "sha256": self.sha256}
        return store.start(self.resource_id, source=self.source, **about)


@dataclass(frozen=True)
class Made:
    """What has become of it."""

    mark: Mark
    reading: Reading
    keys: tuple[Problem, ...]


def done(job: Job, made: Made) -> LoadResult:
    """Have everybody know of a table; only then its load is done, so that a fall between keeps it from nobody."""
    changed = job.mark is None or job.mark.version != made.mark.version
    reading, version_ = made.reading, made.mark.version
    encoding = files.encoding(job.path, reading.notes)
    _settle(job.resource_id, made.mark, encoding)
    if changed:
        _tell(job.resource_id, job.path)
    told = {"rows_done": reading.rows, "data_version": version_, "encoding": encoding}
    store.finish(job.load_id, Status.DONE, **told)
    return LoadResult(
        Status.DONE,
        changed=changed,
        rows=reading.rows,
        columns=reading.columns,
        problems=(*reading.problems, *made.keys),
        data_version=version_,
        notes=reading.notes,
    )


def _settle(resource_id: str, mark: Mark, encoding: str | None) -> None:
    """Have CKAN know of the table, and its full text filled; safe to be done again after a fall between.

    Where the resource was deleted while its file was read, the table goes again.
    """
    flagged = False
    if not store.hold_active(resource_id):
        request_drop(resource_id)
    else:
        flagged = privacy.tell(resource_id) | store.flag(resource_id, True, encoding)
        if not mark.searchable:
            defer("paser.tables.full_text", key=f"text:{resource_id}", resource_id=resource_id)
    model.Session.commit()
    resource = model.Resource.get(resource_id)
    if flagged and resource and resource.package_id:
        datasets.index(resource.package_id)


def _tell(resource_id: str, path: Path) -> None:
    """Tell those who listen that the table's content has changed."""
    tk.signals.datastore_upsert.send(resource_id, records=[], origin=ORIGIN)
    table_changed.send(resource_id, by=LOAD, file=path)


def unchanged(resource_id: str, source: str, mark: Mark, path: Path) -> LoadResult | None:
    """The file is the table already; None if what was found in it is not known any more."""
    made = store.one(mark.load)
    _settle(resource_id, mark, made.encoding if made else None)
    if not store.is_done(mark.load):  # it fell after the exchange, perhaps before everybody was told
        _tell(resource_id, path)
    told = store.repeat(resource_id, mark.load, source, mark.version)
    if told is None:
        return None
    return LoadResult(
        Status.DONE,
        rows=mark.rows,
        columns=tuple(Column(**column) for column in told.columns),
        problems=tuple(Problem(**problem) for problem in told.problems),
        data_version=mark.version,
        notes=tuple(Note(**note) for note in told.notes),
    )


def edits_stay(job: Job, mark: Mark) -> LoadResult:
    """The file was looked through as it is to be read now, and its table stays as it was edited."""
    made = store.one(mark.load)
    told = {"columns": made.columns, "rows": made.rows, "rows_done": made.rows} if made else {}
    store.finish(
        job.load_id, Status.DONE, notes=[edits.NOT_READ.as_dict()], data_version=mark.version, **told
    )
    notes = (edits.NOT_READ,)
    return LoadResult(Status.DONE, rows=mark.rows, data_version=mark.version, notes=notes)


def held(job: Job) -> LoadResult:
    """Personal data wait for a decision: nothing of the file is kept here, and the old table stays as it is."""
    resource = model.Resource.get(job.resource_id)
    problem = privacy.held_problem(linked=resource is not None and files.is_link(resource))
    store.finish(job.load_id, Status.HELD, problems=[problem.as_dict()])
    version_ = job.mark.version if job.mark else ""
    return LoadResult(Status.HELD, problems=(problem,), data_version=version_)


def still_withdrawn(job: Job, problem: Problem) -> LoadResult:
    """The table of this file was withdrawn: it is not even read."""
    newest = store.latest(job.resource_id)
    held = (Status.HELD.value, job.source, job.sha256)
    if newest is None or (newest.status, newest.source, newest.sha256) != held:
        store.finish(job.start(), Status.HELD, problems=[problem.as_dict()])
    return LoadResult(Status.HELD, problems=(problem,))


def tell_outcome(resource_id: str) -> None:
    """Have the resource say what was found in a file that has become no table, or that it could not be looked through."""
    changed = privacy.tell(resource_id)
    model.Session.commit()
    resource = model.Resource.get(resource_id)
    if changed and resource and resource.package_id:
        datasets.index(resource.package_id)


def failed(resource_id: str, load_id: str, problem: Problem, old: Mark | None) -> LoadResult:
    """Write down that a load failed; the old table, if there is one, stays as it is, unless it shows too much by now."""
    store.finish(load_id, Status.FAILED, problems=[problem.as_dict()])
    load_ended.send(resource_id)
    return LoadResult(Status.FAILED, problems=(problem,), data_version=old.version if old else "")


def given_up(job: Job) -> None:
    """Have the file read anew as it is to be read by now; of this load nothing is told. Commits."""
    store.give_up(job.load_id)
    defer("paser.tables.load", key=f"load:{job.resource_id}", resource_id=job.resource_id)
    model.Session.commit()


def request_drop(resource_id: str) -> None:
    """Have the table of a resource removed soon, in the caller's transaction."""
    defer("paser.tables.drop", key=f"drop:{resource_id}", resource_id=resource_id)
