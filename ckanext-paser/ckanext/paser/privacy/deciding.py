"""What people decide about personal data in a file: logged, and obeyed.

What takes data from the public is done at once. What shows more of a published dataset than the public sees is decided in its next
version, so that a second person has agreed to it before (Perpres 39/2019 articles 32 to 36; UU 27/2022).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.privacy import service, store
from ckanext.paser.privacy.model import Scan
from ckanext.paser.privacy.rules.access import FOUND, NOT_SCANNED
from ckanext.paser.privacy.rules.deciding import NoAnswerError, decided_columns
from ckanext.paser.privacy.rules.treatment import Decision, Treatment, open_findings, shows_more
from ckanext.paser.privacy.signals import file_judged


class About(NamedTuple):
    """The present file of a resource.

    Attributes:
        state: of the file.
        is_table: a table is made of it; of another one, nothing can be published but itself.
        closed: columns that its dictionary keeps from the public.
        is_published: its dataset is changed by its next version alone.
        table: SHA-256 of the file that the table which is there is of, and what had been decided then; empty where there is none.
    """

    resource_id: str
    state: str
    is_table: bool
    closed: Sequence[str]
    is_published: bool
    table: tuple[str, Mapping[str, Any]] = ("", {})


class Wish(NamedTuple):
    """A decision as somebody asks for it.

    Attributes:
        columns: of the public table; None for all that hold and that the decision fits, or that people are counted by.
    """

    decision: Decision
    columns: list[str] | None
    reason: str
    user: str


def decide(about: About, wish: Wish, then: Callable[[bool], None]) -> None:
    """Log a decision about a resource's present file, and have it read again unless it only waits for more. Commits.

    A file that was public, and is not to be any more, is closed at once; its table follows when it was read.

    Args:
        then: called in the same transaction; with True where the file has to be read again.

    Raises:
        ValidationError: the file was not looked through yet, this answers nothing that was found in it, or it would show more of what
            is published.
    """
    scan = service.present_scan(about.resource_id, about.state)
    if scan is None:
        text = tk._("The file has not been looked through yet. Wait a moment and load the page anew.")
        raise tk.ValidationError({"resource_id": [text]})
    columns = _columns(scan, wish, is_table=about.is_table)
    further = [(wish.decision.value, columns)]
    decided = service.treatment(about.resource_id, scan.sha256, about.closed, further)
    if about.is_published and _opens(scan, decided, about):
        raise tk.ValidationError({"decision": [_needs_two()]})
    file = {"resource_id": about.resource_id, "sha256": scan.sha256}
    by = {"decided_by": wish.user, "reason": wish.reason.strip()}
    store.add_decision(decision=wish.decision.value, columns=columns, **file, **by)
    if not decided.opens:  # whatever the scan said: a load may be opening the file just now
        store.shut(about.resource_id)
        file_judged.send(about.resource_id, sha256=scan.sha256, passes=False)
    is_anew = wish.decision is Decision.RESET  # what was left out until now is to be answered again
    then(is_anew or scan.outcome != FOUND or not open_findings(service.found_in(scan), decided))
    model.Session.commit()


def _columns(scan: Scan, wish: Wish, *, is_table: bool) -> list[str]:
    """The columns that a decision is about; ``ValidationError`` where it answers nothing that was found in the file."""
    if wish.decision is Decision.RESET and service.treatment(scan.resource_id, scan.sha256) == Treatment():
        raise tk.ValidationError({"decision": [tk._("Nothing is decided about this file.")]})
    found = service.found_in(scan)
    try:
        return decided_columns(
            wish.decision, wish.columns, found, scan.columns, is_table=is_table, reason=wish.reason
        )
    except NoAnswerError as error:
        raise tk.ValidationError({error.field: [tk._(error.text).format(columns=error.columns)]}) from error


def _opens(scan: Scan, decided: Treatment, about: About) -> bool:
    """Whether the public would see more of the file, or of a table of it, than it does now."""
    if decided.opens:
        return not scan.file_public
    if not about.is_table or scan.outcome == NOT_SCANNED or open_findings(service.found_in(scan), decided):
        return False
    sha256, made = about.table
    is_of_this = sha256 == scan.sha256
    return not is_of_this or shows_more(Treatment.from_dict(made) if made else Treatment(), decided)


def _needs_two() -> str:
    return tk._(
        "This would show more of a published dataset than the public sees now, so a second person has to agree. Begin a new version of the "
        "dataset, decide there, and submit it to Walidata. What takes data from the public is decided here, at once."
    )
