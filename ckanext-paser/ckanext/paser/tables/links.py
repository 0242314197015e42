"""Linked files: fetched when somebody asks for their table, and looked at again by a rhythm of their own.

What is asked for by a person is fetched whatever is known of it; a look fetches only what has changed. A look that
fails leaves table and load as they are, is told to the editors, and is tried again.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

from ckan import model

from ckanext.paser import temporary
from ckanext.paser.fetch import service as fetch
from ckanext.paser.fetch.service import Known, NotModified
from ckanext.paser.privacy.rules.kinds import without_data
from ckanext.paser.problems import Problem, ProblemError
from ckanext.paser.tables import files, store
from ckanext.paser.tables.loading import OvertakenError, load
from ckanext.paser.tables.model import Status
from ckanext.paser.tables.outcomes import LoadResult, failed
from ckanext.paser.tables.rules import rhythm

log = logging.getLogger(__name__)

_ROUND = 240.0
"""Seconds after which a round of looks begins no other: the next one goes on, and the worker has other work too."""


def load_link(resource_id: str) -> LoadResult | None:
    """Make the linked file of a resource its table; None if it leads elsewhere by now. Commits ``model.Session``."""
    resource = model.Resource.get(resource_id)
    if resource is None:
        return None
    source, name = files.state_of(resource), without_data(files.name_of(resource))
    try:
        with files.space_needed():
            return _fetch(resource_id, resource.url, name, None)
    except ProblemError as error:
        load_id = store.start(resource_id, source=source, filename=name)
        return failed(resource_id, load_id, error.problem, None)


def look_at_due() -> None:
    """Look at the linked files whose time has come, one after the other: one slow server holds one worker, not all."""
    until = time.monotonic() + _ROUND
    while time.monotonic() < until and (resource_id := store.take_due_link(rhythm.SOONEST)):
        try:
            look(resource_id)
        except Exception as error:  # noqa: BLE001 - the others have their turn; its words may quote a row
            model.Session.rollback()
            log.error("The linked file of %s cannot be looked at: %s", resource_id, type(error).__name__)  # noqa: TRY400


def look(resource_id: str) -> None:
    """Make a linked file that has changed the table of its resource. Commits ``model.Session``."""
    resource, link, newest = (
        model.Resource.get(resource_id),
        store.link(resource_id),
        store.latest(resource_id),
    )
    if resource is None or not (files.is_table(resource) and files.is_link(resource)):
        store.forget_link(resource_id)
        model.Session.commit()
        return
    read = newest is not None and newest.status in (Status.DONE.value, Status.HELD.value)
    known = Known(link.etag, link.last_modified) if read and link and link.url == resource.url else None
    try:
        _fetch(resource_id, resource.url, files.name_of(resource), known)
    except ProblemError as error:
        log.info("The linked file of %s cannot be fetched: %s", resource_id, error.problem.code)


def _fetch(resource_id: str, url: str, name: str, known: Known | None) -> LoadResult | None:
    """Fetch and load a file; None if it is the known one, a newer one was loaded, or the resource leads elsewhere by now.

    Raises:
        ProblemError: it cannot be fetched.
    """
    begun = datetime.now(timezone.utc)
    model.Session.commit()  # nothing is held while a slow server takes its time
    with temporary.folder("link") as folder:
        try:
            with files.space_needed():
                fetched = fetch.download(url, Path(folder), known=known)
        except ProblemError as error:
            _write_failure(resource_id, url, error.problem)
            raise
        resource = model.Resource.get(resource_id)
        if resource is None or resource.url != url:
            return None
        if isinstance(fetched, NotModified):
            store.link_is_well(resource_id, url, _next_look())
            return None
        try:
            sent_as = without_data(
                fetched.filename or name
            )  # everybody reads it, and nobody here can rename the file
            result = load(resource_id, fetched.path, sent_as, fetched=begun)
        except OvertakenError:  # what is known of the link stays that of the newer file, too
            return None
        said = {"etag": fetched.etag, "last_modified": fetched.last_modified}
        store.link_is_well(resource_id, url, _next_look(), **said)
        return result


@contextmanager
def fetched_again(resource: model.Resource) -> Iterator[Path | None]:
    """The linked file of a resource as it is now; None if it cannot be fetched. Commits ``model.Session``."""
    url = resource.url
    model.Session.commit()  # nothing is held while a slow server takes its time
    with temporary.folder("link") as folder:
        try:
            fetched = fetch.download(url, Path(folder))
        except ProblemError:
            yield None
        else:
            yield None if isinstance(fetched, NotModified) else fetched.path


def _next_look() -> datetime:
    return rhythm.after_success(datetime.now(timezone.utc), random.random())  # noqa: S311 - spreads looks


def _write_failure(resource_id: str, url: str, problem: Problem) -> None:
    now, link = datetime.now(timezone.utc), store.link(resource_id)
    since = link.failing_since if link and link.url == url and link.failing_since else now
    next_look = rhythm.after_failure(now, since, random.random())  # noqa: S311 - spreads looks
    store.link_fails(resource_id, url, since, problem.as_dict(), next_look)
    model.Session.commit()
