"""How an agency's file becomes a public table: read, load, exchange, tell."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from pathlib import Path

import psycopg

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.privacy import service as privacy
from ckanext.paser.problems import Problem, ProblemError
from ckanext.paser.tables import datastore, edits, files, outcomes, overtaken, published, store, withdrawal
from ckanext.paser.tables.model import Status
from ckanext.paser.tables.outcomes import Job, LoadResult, Made
from ckanext.paser.tables.reading import problems, ready
from ckanext.paser.tables.reading.child import LARGE
from ckanext.paser.tables.reading.reader import Opened, ReadingProcess, reading_process
from ckanext.paser.tables.rules import drift
from ckanext.paser.tables.rules.layout import NO_SUCH_LABEL, written
from ckanext.paser.tables.rules.mark import Mark, version
from ckanext.paser.tables.rules.table import Column, Reading
from ckanext.paser.tables.rules.wishes import Wishes, said_of_rows
from ckanext.paser.tables.signals import load_ended, place_asked

_BLOCK = 1 << 20
_PROGRESS = 1.0
"""Seconds between two notes on how many rows have been written."""


class OvertakenError(Exception):
    """A newer file became the table or was held, or this one is to be read otherwise by now, or shows what was closed meanwhile."""


def load(resource_id: str, path: Path, filename: str, *, fetched: datetime | None = None) -> LoadResult:
    """Make a file the table of a resource; the file that is the table already changes nothing.

    Commits ``model.Session``. Two loads of one resource wait for each other. Safe to be killed and called again.

    Args:
        path: the file.
        filename: the name it was sent under.
        fetched: when its fetch began; it gives way to loads that began after that.

    Raises:
        ObjectNotFound: there is no such resource.
        OvertakenError: there was such a load, or what the table would show was closed meanwhile, for which a load was asked for.
    """
    resource = model.Resource.get(resource_id)
    if resource is None:
        raise tk.ObjectNotFound(f"resource {resource_id}")
    wishes = Wishes.of(resource.extras or {})
    return _load(resource_id, files.state_of(resource), wishes, path, filename, fetched=fetched)


def _load(
    resource_id: str,
    source: str,
    wishes: Wishes,
    path: Path,
    filename: str,
    *,
    fetched: datetime | None = None,
) -> LoadResult:
    """As ``load``; ``source`` and ``wishes`` are those of the resource from before the file was read."""
    with reading_process(path, filename) as process, datastore.connect() as connection:
        if path.stat().st_size >= LARGE:
            process.start()  # it begins while the file is hashed
        sha256 = sha256_of(path)
        datastore.lock(connection, resource_id)
        if files.state_now(resource_id) not in ("", source):
            raise OvertakenError
        if fetched and store.has_loaded_since(resource_id, fetched):
            raise OvertakenError
        mark = datastore.read_mark(connection, resource_id)
        stay = mark is not None and edits.stay(resource_id, mark, source, sha256)
        decided = privacy.treatment(resource_id, sha256, wishes.closed)
        file = (path, filename, _titles(resource_id, filename))
        job = Job(resource_id, source, sha256, *file, wishes, decided, mark, stay)
        result = _known(job) or _run(connection, process, job)
        load_ended.send(resource_id)  # of one that failed again: its former table may have gone since
    ready.make()  # who has loaded one file loads the next
    return result


def _titles(resource_id: str, filename: str) -> list[str]:
    resource = model.Resource.get(resource_id)
    return files.titles_of(resource, filename) if resource else []


def _known(job: Job) -> LoadResult | None:
    """What there is to say of a file that is not read: its table was withdrawn, or it is the table; None of any other."""
    mark = job.mark
    if why := withdrawal.withdrawn(job.resource_id, job.source, job.sha256):
        return outcomes.still_withdrawn(job, Problem(**why))
    if mark is None or job.fingerprint != (mark.was if job.stay else mark.fingerprint):
        return None
    seen = privacy.seen_again(job.resource_id, job.sha256, job.source, job.decided)
    return outcomes.unchanged(job.resource_id, job.source, mark, job.path) if seen else None


def _run(connection: datastore.Connection, process: ReadingProcess, job: Job) -> LoadResult:
    """Make the file the table; where that cannot be, the table that is there may have to go."""
    job = replace(job, load_id=job.start())
    made = _attempt(connection, process, job)
    if isinstance(made, Made):
        return outcomes.done(job, made)
    connection.rollback()
    gone = overtaken.close(job.resource_id, job.sha256, job.mark)
    outcomes.tell_outcome(job.resource_id)
    return replace(made, data_version="") if gone else made


def _attempt(connection: datastore.Connection, process: ReadingProcess, job: Job) -> Made | LoadResult:
    """Read a file, have it looked through, and exchange the table; a result where that cannot be."""
    about, mark, wishes = (job.resource_id, job.source, job.sha256), job.mark, job.wishes
    try:
        before, old = _before(job)
        last = {column.id: column.kind for column in before if column.kind}
        rows = {"long": wishes.long, "layout": wishes.layout}
        asked = {"choices": wishes.choices, "last": last, "titles": job.titles, **rows}
        read = process.open(wishes.sheet, job.decided, **asked)
        found = read.reading
        _check_labels(job, found)
        if not privacy.passes(*about, found.findings, job.decided, columns=found.in_file):
            return outcomes.held(job)
        if job.stay and mark:
            return outcomes.edits_stay(job, mark)
        opened = _compared(read, before, wishes, old.sha256 == job.sha256) if old else read
        return _exchange(connection, job, opened)
    except OvertakenError:
        outcomes.given_up(job)
        raise
    except ProblemError as error:
        privacy.not_scanned(*about, job.decided)
        return outcomes.failed(job.resource_id, job.load_id, error.problem, mark)
    except psycopg.errors.ProgramLimitExceeded:
        return outcomes.failed(job.resource_id, job.load_id, problems.too_wide(), mark)
    except psycopg.errors.DiskFull:
        return outcomes.failed(job.resource_id, job.load_id, problems.no_space(), mark)
    except psycopg.Error as error:
        outcomes.failed(job.resource_id, job.load_id, problems.interrupted(), mark)
        error.args = (f"PostgreSQL refused the table ({error.sqlstate})",)  # its own words may quote a row
        raise
    except Exception:
        outcomes.failed(job.resource_id, job.load_id, problems.interrupted(), mark)
        raise


def _before(job: Job) -> tuple[list[Column], Mark | None]:
    """The columns and the mark of the table that a new one is compared with: its own, or the published one that it is to replace."""
    for _, id_ in place_asked.send(job.resource_id):
        if id_ and (mark := published.marks([id_]).get(id_)):
            return published.columns(id_), mark
    return published.columns(job.resource_id), job.mark


def _check_labels(job: Job, reading: Reading) -> None:
    """A label that was chosen just now, for the file that is the table, is one of its rows; in a later file the row may be gone.

    Raises:
        ProblemError: it is none.
    """
    mark = job.mark
    if mark is None or mark.sha256 != job.sha256:
        return
    if said_of_rows(mark.wishes) != said_of_rows(job.wishes.state()):
        for problem in reading.problems:
            if problem.code == NO_SUCH_LABEL:
                raise ProblemError(problem)


def _compared(opened: Opened, before: list[Column], wishes: Wishes, same_file: bool) -> Opened:
    """A table with what is different from the one before it; of the same file only its columns may be, by another sheet or shape.

    Raises:
        ProblemError: nearly nothing would be in the place of a table.
    """
    reading = opened.reading
    if problem := drift.nearly_nothing(before, reading, wishes.sheet or ""):
        raise ProblemError(problem)
    if same_file and {column.id for column in before} == {column.id for column in reading.columns}:
        return opened
    kept_out = {*wishes.closed, *reading.in_file}
    header = "" if same_file else written(wishes.layout.header)
    notes, found = drift.of_columns(before, reading.columns, wishes.typed, kept_out, header=header)
    told = replace(reading, notes=(*reading.notes, *notes), problems=(*reading.problems, *found))
    return replace(opened, reading=told)


def _exchange(connection: datastore.Connection, job: Job, opened: Opened) -> Made:
    """Write the new table and put it in the old one's place, unless it would be the same; commits."""
    reading, wishes = opened.reading, job.wishes
    _note_found(job, reading)
    staging = datastore.Staging(connection, job.resource_id, job.load_id, reading.rows)
    staging.create(reading.columns, wishes.dictionary)
    digest = staging.copy(reading.columns, _watched(opened, job.load_id), opened.plain)
    keys = datastore.repeated_keys(connection, staging.name, wishes.key)
    if keys:
        store.note(job.load_id, problems=[problem.as_dict() for problem in (*reading.problems, *keys)])
    new = Mark(
        version(digest, job.load_id),
        job.fingerprint,
        job.sha256,
        digest,
        reading.rows,
        job.load_id,
        searchable=staging.search_now,
        made=job.decided.as_dict(),
    )
    datastore.lock_out_edits(connection, job.resource_id)
    kept = _same_rows(connection, job, new)
    if kept:
        staging.discard()
        names = (job.resource_id, reading.columns, job.resource_id)
        datastore.write_dictionary(connection, *names, wishes.dictionary)
        datastore.write_mark(connection, job.resource_id, kept)
        connection.commit()
    else:
        edits.leave(connection, job.resource_id, job.sha256, job.decided)
        staging.complete(new)
        staging.take_place(partial(_check_meanwhile, job, reading))
    return Made(kept or new, reading, tuple(keys))


def _check_meanwhile(job: Job, reading: Reading) -> None:
    """What was closed while the file was read does not become public with its table.

    Raises:
        OvertakenError: something was; the load that was asked for with that reads the file anew.
    """
    columns = [column.id for column in reading.columns]
    if overtaken.meanwhile(job.resource_id, job.sha256, job.decided, columns):
        raise OvertakenError


def _same_rows(connection: datastore.Connection, job: Job, new: Mark) -> Mark | None:
    """The mark of a table that is kept, as it has these very rows already and nobody has edited them meanwhile."""
    old, now = job.mark, datastore.read_mark(connection, job.resource_id)
    if not old or not now or not now.version == old.version == version(new.digest, old.load):
        return None
    datastore.stop_indexing(connection, job.resource_id)
    held = datastore.hold_mark(connection, job.resource_id)
    return held and replace(
        new, version=held.version, load=held.load, searchable=held.searchable, edits=held.edits
    )


def _note_found(job: Job, reading: Reading) -> None:
    """Write down what was read, before its rows are written."""
    found = {
        "rows": reading.rows,
        "columns": [asdict(column) for column in reading.columns],
        "notes": [note.as_dict() for note in reading.notes],
        "problems": [problem.as_dict() for problem in reading.problems],
    }
    store.note(job.load_id, status=Status.LOADING.value, **found)


def _watched(opened: Opened, load_id: str) -> Iterator[bytes]:
    """The rows, while how many of them have passed is written down from time to time."""
    rows, told = 0, time.monotonic()
    for chunk in opened.chunks():
        yield chunk
        rows += chunk.count(b"\n")
        if time.monotonic() - told > _PROGRESS:
            store.note(load_id, rows_done=min(rows, opened.reading.rows))
            told = time.monotonic()


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def load_upload(resource_id: str) -> LoadResult | None:
    """Make the uploaded file of a resource its table; None if there is no such file (any more)."""
    resource = model.Resource.get(resource_id)
    if resource is None or not files.is_table(resource):
        store.forget_waiting(resource_id)
        model.Session.commit()
        return None
    source = files.state_of(resource)  # asked first: a file that comes while we read has another one
    wishes, filename = Wishes.of(resource.extras or {}), Path(resource.url).name
    try:
        with files.space_needed(), files.steady_copy(resource) as path:
            return _load(resource_id, source, wishes, path, filename)
    except OvertakenError:  # the load that was asked for since has a job of its own
        return None
    except FileNotFoundError:
        problem = problems.missing_file()
    except ProblemError as error:
        problem = error.problem
    load_id = store.start(resource_id, source=source, filename=filename)
    return outcomes.failed(resource_id, load_id, problem, None)
