"""Where releases hook in: a changed table is a new release, a purged resource the end of all of its."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import ckan.plugins as p
from ckan import model

from ckanext.paser.jobs.service import defer
from ckanext.paser.ops.signals import diagnosing
from ckanext.paser.privacy.signals import file_judged
from ckanext.paser.problems import Problem
from ckanext.paser.releases import files, service
from ckanext.paser.tables.signals import EDIT, LOAD, WORDS, content_leaving, table_changed, table_overtaken

log = logging.getLogger(__name__)

SETTLED = 60.0
"""Seconds after the last edit of rows when the edits are a release: many in a row make one."""
LONGEST = 600.0
"""Seconds after the first of them when they are one even if more follow."""
SOON = 10.0
"""Seconds after columns were closed: most files are read without them by then, and their release is the one."""


class ReleaseHooks(p.ISignal):
    """Mixed into the portal plugin."""

    def get_signal_subscriptions(self) -> dict[Any, Any]:
        found = super().get_signal_subscriptions()
        heard = {
            table_changed: table_has_changed,
            table_overtaken: table_is_overtaken,
            content_leaving: content_leaves,
            file_judged: file_is_judged,
            diagnosing: diagnose,
        }
        return {**found, **{signal: [*found.get(signal, []), listener] for signal, listener in heard.items()}}


def table_has_changed(
    resource_id: str, by: str = "", file: Path | None = None, *, closed: bool = False, **_: Any
) -> None:
    """Take the release of a file at once, while no other load can come between; that of edits when they have ended.

    Columns that are closed shut the downloads of all releases before, so the one without them comes soon.
    """
    if by == LOAD:
        try:
            service.take(resource_id, file)
        except Exception:  # the table is public, and others have yet to be told
            log.exception("The release of %s was not taken, it is tried again", resource_id)
            model.Session.rollback()
            _request(resource_id)
    elif by == WORDS:
        service.reword(resource_id)
    elif by == EDIT and closed:
        _request(resource_id, delay=SOON, most=SOON)
    elif by == EDIT:
        _request(resource_id, delay=SETTLED, most=LONGEST)


def content_leaves(resource_id: str, **_: Any) -> None:
    """A file whose release is still being taken, or rows edited less than a minute ago, would be in no release, and lost."""
    service.take(resource_id)


def file_is_judged(resource_id: str, sha256: str, passes: bool, **_: Any) -> None:
    """A file that the gate does not let pass is given out by no release either; one that it lets pass, by each of its releases."""
    service.judge_file(resource_id, sha256, public=passes)


def table_is_overtaken(resource_id: str, sha256: str, **_: Any) -> None:
    """What a table shows no more since something else was decided, its releases do not show either."""
    service.remove_overtaken(resource_id, sha256)


def diagnose(sender: Any, **_: Any) -> list[Problem]:
    """Public tables of former files that hold personal data, and kept files that nobody has looked through."""
    fact = "The table of a former release is of a file that may hold personal data."
    remedy = "Withdraw it on its page, /dataset/<name>/resource/{place}"
    places = [{"place": f"{release.resource_id}/rilis/{release.number}"} for release in files.held()]
    found = [Problem("personal_release", "releases", fact, remedy, place) for place in places]
    if unseen := files.unseen():
        fact = f"Files of releases that were not looked through by the present rules: {len(unseen)}."
        found.append(Problem("unseen_releases", "releases", fact, "ckan paser privacy scan --all"))
    return found


def _request(resource_id: str, delay: float | None = None, most: float | None = None) -> None:
    defer("paser.releases.take", key=f"take:{resource_id}", delay=delay, most=most, resource_id=resource_id)
    model.Session.commit()
