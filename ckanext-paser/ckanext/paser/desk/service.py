"""The way of a file through the desk: begun as a private draft, saved bit by bit, submitted; and the agency's datasets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, NamedTuple

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser import datasets
from ckanext.paser.desk import fields, following, proposing, store
from ckanext.paser.desk.rules import changes, due, proposals, repeated, titles
from ckanext.paser.desk.rules.changes import Conflict, Typed
from ckanext.paser.desk.rules.due import Standing
from ckanext.paser.desk.rules.proposals import Proposals
from ckanext.paser.metadata.rules import exemptions, filled
from ckanext.paser.metadata.rules.files import TABLES, of_data
from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.registers.rules import schedule
from ckanext.paser.registers.rules.schedule import Schedule
from ckanext.paser.workflow import rules
from ckanext.paser.workflow import service as workflow

DRAFT, RETURNED, PUBLISHED = "draf", "perlu_perbaikan", "terbit"
OPEN = (DRAFT, RETURNED)
"""States in which it is the officer's turn."""
NEXT = {DRAFT: "diajukan", RETURNED: "diperbaiki"}
"""Where submitting leads from there."""


class Entry(NamedTuple):
    """A dataset on the desk.

    Attributes:
        status: code of list STATUS.
        due: when new data are promised; None while nothing is public, or nothing promised.
        note: why it was returned.
        version: of a published dataset the id of its next version, as long as that is in work.
        is_version: it is such a next version itself.
        can_be_discarded: see ``can_be_discarded``.
        exempted_until: the last day of its exemption, where that has run out.
    """

    id: str
    name: str
    title: str
    status: str
    changed: datetime
    due: date | None
    standing: Standing
    note: str
    has_file: bool
    version: str = ""
    is_version: bool = False
    can_be_discarded: bool = False
    exempted_until: date | None = None


class Saved(NamedTuple):
    """What saving came to.

    Attributes:
        conflicts: fields that somebody else has changed too; then nothing was saved.
        errors: by field, what was not saved, in CKAN's shape.
        changed: the names of the fields that were saved.
    """

    conflicts: list[Conflict]
    errors: dict[str, Any]
    changed: list[str]


def desk(agency_id: str) -> list[Entry]:
    """The datasets of an agency: one query."""
    today = proposing.today()
    return [_entry(row, today) for row in store.datasets(agency_id)]


def _entry(row: store.Row, today: date) -> Entry:
    status = row.said.get("status_sdi") or (DRAFT if row.private else PUBLISHED)
    said = {**row.said, "modified": row.updated.isoformat() if row.updated else ""}
    promised = Schedule.of(said, tk.h.get_display_timezone())
    day = schedule.due(promised) if status == PUBLISHED else None
    note = row.said.get("catatan_verifikasi") or "" if status == RETURNED else ""
    return Entry(
        *(row.id, row.name, row.title, status, row.changed, day, due.standing(day, today), note),
        has_file=row.files > 0,
        version=row.version or "",
        is_version=row.is_version,
        can_be_discarded=can_be_discarded(status, row.said, is_version=row.is_version),
        exempted_until=_ran_out(row, status, today),
    )


def can_be_discarded(status: str, said: Mapping[str, Any], *, is_version: bool) -> bool:
    """Whether a draft may be thrown away: the public has never seen it, or still sees the version before.

    Args:
        said: with ``issued``, which it has since it was public.
    """
    return status == DRAFT and (is_version or not said.get("issued"))


def _ran_out(row: store.Row, status: str, today: date) -> date | None:
    """The last day of an exemption that has run out; of a dataset in two versions it is told once, and of what is withdrawn never."""
    is_told = not row.is_version and status != rules.Status.DITARIK
    return exemptions.ran_out(row.said, today) if is_told else None


class RanOut(NamedTuple):
    """A dataset whose exemption has run out: the name of its agency, and the last day."""

    id: str
    name: str
    title: str
    agency: str
    until: date


def ran_out(agency: str = "") -> list[RanOut]:
    """The datasets whose exemption has run out, of all agencies or of one by its name; without drafts and what is withdrawn."""
    today, left_out = proposing.today(), (rules.Status.DRAF.value, rules.Status.DITARIK.value)
    return [
        RanOut(one.id, one.name, one.title, one.agency, until)
        for one in store.exempted(today, left_out)
        if (until := exemptions.ran_out(one.said, today)) and agency in ("", one.agency)
    ]


def start(agency_id: str, upload: Any) -> str:
    """Begin a draft of a file; returns its id. A file that is refused leaves nothing behind.

    Args:
        upload: the file as it was sent (werkzeug's ``FileStorage``).

    Raises:
        ProblemError: this is no file of a kind that is read.
        ValidationError: CKAN refuses it.
    """
    name = _checked(upload)
    title = titles.of_file(name)
    made = tk.get_action("package_create")(
        {},
        {
            "type": "dataset",
            "name": following.new_address(),
            "title": title,
            "owner_org": agency_id,
            "private": True,
            "sistem_asal": "lokal",
        },
    )
    try:
        tk.get_action("resource_create")(
            {}, {"package_id": made["id"], "name": name, "url": name, "upload": upload}
        )
    except (tk.ValidationError, OSError):
        model.Session.rollback()
        tk.get_action("dataset_purge")({"ignore_auth": True}, {"id": made["id"]})
        raise
    return made["id"]


def _checked(upload: Any) -> str:
    """The name of a file that can become a table."""
    name = PurePath((upload.filename if upload else "") or "").name
    if not name:
        raise ProblemError(Problem("no_file", "", N_("No file was chosen."), N_("Choose a spreadsheet.")))
    if PurePath(name).suffix[1:].lower() not in TABLES:
        fact = N_("“{file}” is no spreadsheet.")
        remedy = N_("Choose an Excel, ODS, CSV or GeoJSON file. Other files are added in the long form.")
        raise ProblemError(Problem("no_table", "", fact, remedy, {"file": name}))
    return name


def begin_period(dataset: dict[str, Any], upload: Any) -> dict[str, Any]:
    """The dataset that takes the file of a new period: a draft itself, of what is published its next version.

    Raises:
        ProblemError: this is no file of a kind that is read; then no version is begun.
        ValidationError, NotAuthorized: the workflow refuses it.
    """
    _checked(upload)
    if dataset["status_sdi"] != PUBLISHED:
        return dataset
    begun = tk.get_action("paser_workflow_transition")({}, {"id": dataset["id"], "to": DRAFT})
    return tk.get_action("package_show")({}, {"id": begun["id"]})


def end_period(dataset: dict[str, Any], draft: dict[str, Any]) -> None:
    """Give up a next version that was begun for a file which is refused."""
    if draft["id"] != dataset["id"]:
        model.Session.rollback()
        tk.get_action("package_delete")({}, {"id": draft["id"]})


def replace(dataset: dict[str, Any], source: proposing.Source, upload: Any, note: str = "") -> None:
    """Put a new file in the place of one of a draft's, or add the first.

    Raises:
        ProblemError: this is no file of a kind that is read.
        ValidationError: CKAN refuses it.
    """
    name, stored = _checked(upload), source.resource
    if stored is None:
        tk.get_action("resource_create")(
            {}, {"package_id": dataset["id"], "name": name, "url": name, "upload": upload}
        )
        return
    following.note_of_file(dataset)
    sent = {"id": stored["id"], "url": name, "upload": upload, "catatan_rilis": note}
    tk.get_action("resource_patch")({}, sent)
    following.retitle(dataset, source.file.name, name)


def save(dataset_id: str, typed: Typed) -> Saved:
    """Store what an officer has changed of a draft; what is wrong keeps the rest from nothing.

    Args:
        typed: the whole form.
    """
    errors: dict[str, Any] = {}
    without: set[str] = set()
    while True:
        saved = _save(dataset_id, typed, without)
        errors |= saved.errors
        if not saved.errors:
            return saved if saved.conflicts else saved._replace(errors=errors)
        # Once without what is refused; where the rest is refused too, nothing but what was emptied is noted.
        without = set(typed.sent) if without else set(saved.errors)


def _save(dataset_id: str, typed: Typed, without: Collection[str]) -> Saved:
    """Store it in one transaction, which holds the dataset from the look for conflicts on, or nothing of it.

    Args:
        without: fields that are left out.
    """
    sent, base, proposed, left = typed
    datasets.read_anew(dataset_id)
    stored = fields.said(tk.get_action("package_show")({}, {"id": dataset_id}))
    changed = changes.without_schedule(changes.mine(sent, stored, base), stored)
    found = changes.conflicts(changed, stored, base)
    if found:
        model.Session.rollback()
        return Saved(found, {}, [])
    said = [name for name, value in sent.items() if changes.plain(name, value)]
    store.note_emptied(dataset_id, changes.emptied(sent, stored, changed, proposed).difference(left), said)
    following.note_chosen(dataset_id, {*changed, *(name for name in said if name in proposed)})
    kept = {name: value for name, value in changed.items() if name not in without}
    errors = _patch(dataset_id, kept) if kept or (not without and _lags(stored)) else {}
    if not errors:
        model.Session.commit()  # CKAN does not where it finds nothing changed
    return Saved([], errors, [] if errors else list(kept))


def _lags(dataset: dict[str, Any]) -> bool:
    """Whether a file lacks what its dataset says of it by now; any write of the dataset gives it that."""
    return any(filled.completed(one, dataset) != one for one in of_data(dataset))


def _patch(dataset_id: str, changed: dict[str, Any]) -> dict[str, Any]:
    """Store some fields, and what else waits in the transaction; returns what CKAN refuses, by field: then nothing is stored."""
    keywords = {"tags": []} if "tag_string" in changed else {}
    try:
        tk.get_action("package_patch")({}, {"id": dataset_id, **keywords, **changed})
    except tk.ValidationError as refused:
        model.Session.rollback()
        told = repeated.once(refused.error_dict)
        return {("tag_string" if name == "tags" else name): text for name, text in told.items()}
    return {}


def standing(dataset: dict[str, Any], sources: Sequence[proposing.Source]) -> Proposals:
    """The proposals that stand in the form of a draft; empty ones where what a former file told holds no longer."""
    now, early = proposing.proposals(dataset, sources)
    emptied, derived = store.emptied(dataset["id"]), following.unchosen(dataset)
    is_read = all(one.resource and not one.is_waiting for one in sources)
    left = proposals.unsaid(fields.empty(), now, derived) if derived and is_read else {}
    return left | proposals.shown(fields.said(dataset), now, early, emptied, derived)


def submit(dataset_id: str, note: str = "") -> None:
    """Send a draft to the Walidata: with an address of its title, and what maps need to know of its file.

    Raises:
        ValidationError, NotAuthorized: the workflow, or CKAN, refuses it.
    """
    dataset = tk.get_action("package_show")({}, {"id": dataset_id})
    for source in proposing.sources(dataset):
        if source.resource and (noted := proposing.file_fields(source)):
            tk.get_action("resource_patch")({}, {"id": source.resource["id"], **noted})
    if address := following.address(dataset):
        tk.get_action("package_patch")({}, {"id": dataset_id, "name": address})
    to = NEXT[dataset["status_sdi"]]
    tk.get_action("paser_workflow_transition")({}, {"id": dataset_id, "to": to, "note": note})


def agencies() -> list[dict[str, Any]]:
    """The agencies for which who asks may publish, by title."""
    found = tk.get_action("organization_list_for_user")({}, {"permission": "create_dataset"})
    return sorted(
        ({key: one[key] for key in ("id", "name", "title")} for one in found), key=lambda one: one["title"]
    )


class Deputyship(NamedTuple):
    """An agency whose deputy somebody is: they take steps with its datasets, and do not change them."""

    title: str
    entries: list[Entry]


def deputyships(user: str, edited: Collection[str]) -> list[Deputyship]:
    """The agencies whose deputy somebody is and whose datasets they do not edit, with what is on its way to the public.

    Args:
        user: name of who asks.
        edited: ids of the agencies whose datasets they edit.
    """
    named = [id_ for id_, _ in workflow.asker(user).agencies if id_ not in edited]
    found = [(model.Group.get(id_), desk(id_)) for id_ in named]
    return [
        Deputyship(agency.title or agency.name, [one for one in entries if one.status in rules.AHEAD])
        for agency, entries in found
        if agency is not None
    ]
