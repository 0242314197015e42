"""Workbooks with many datasets: kept, checked, brought in row by row, and given back with remarks.

A check writes nothing but what it found. Each row that comes in is a transaction of its own, in which its outcome is noted too: who
is killed on the way goes on where it ended.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

import flask_babel

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser import temporary
from ckanext.paser.bulk import judging, reading, returning, store, template
from ckanext.paser.bulk.judging import Judge, Judged
from ckanext.paser.bulk.model import Row, Run
from ckanext.paser.bulk.rules import outcomes, rows
from ckanext.paser.bulk.rules.choices import of_agency
from ckanext.paser.bulk.rules.outcomes import Outcome
from ckanext.paser.bulk.rules.rows import Entry, Place, Sheet
from ckanext.paser.jobs import service as jobs
from ckanext.paser.metadata.rules import titles
from ckanext.paser.problems import N_, Problem, ProblemError, worded
from ckanext.paser.workflow.rules import Status

log = logging.getLogger(__name__)

TASK = "paser.bulk.go"
AT_ONCE = 25
"""Rows that are done while the person waits; more are done by the worker."""
PATIENCE = 60.0
"""Seconds after which the worker looks whether they are."""
KEPT = timedelta(days=30)
CHECKING, CHECKED, APPLYING, APPLIED = "checking", "checked", "applying", "applied"
_BATCH = 25


class ConflictError(Exception):
    """What is to come in is not what was checked, or not all of it is well."""


def read_upload(file: IO[bytes]) -> Sheet:
    """Read a workbook that was sent.

    Raises:
        ProblemError: it cannot be read, or there is no row with a dataset in it.
    """
    with temporary.folder("bulk") as folder, tempfile.NamedTemporaryFile(dir=folder) as copy:
        size = 0
        while chunk := file.read(1 << 20):
            size += len(chunk)
            if size > reading.MOST_BYTES:
                raise ProblemError(reading.too_large())
            copy.write(chunk)
        copy.flush()
        cells = reading.cells(Path(copy.name))
    return rows.of_sheet(cells.sheet, cells.rows, judging.agencies())


def read_rows(given: Any) -> Sheet:
    """Read rows of the API.

    Raises:
        ProblemError: they are no list of objects, or too many.
    """
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        fact, remedy = (
            N_("The rows are no list of objects."),
            N_("Send a list with one object for each dataset."),
        )
        raise ProblemError(Problem("no_list", "", fact, remedy))
    return rows.of_rows(given, judging.agencies())


def check(sheet: Sheet, user: str, agency: str) -> tuple[str, list[Judged]]:
    """What would come of each row, and the digest of all of it. Nothing is written."""
    judge = Judge(user, agency, sheet.place)
    with judging.without_writing():
        judged = [judge.judge(entry) for entry in sheet.entries]
    told = [_told(one, entry.wanted) for one, entry in zip(judged, sheet.entries, strict=True)]
    return outcomes.digest(judge.agency["id"], told), judged


def keep(sheet: Sheet, user: str, agency: str, filename: str) -> str:
    """Keep the rows of a workbook, and have them checked; the id of what is kept."""
    run_id = _add(
        sheet, user, Judge(user, agency, sheet.place).agency["id"], filename=filename, state=CHECKING
    )
    _go_on(run_id, len(sheet.entries))
    return run_id


def keep_checked(sheet: Sheet, user: str, agency: str, digest: str) -> str:
    """Keep rows that were checked before, if they still come to the same; the id of what is kept.

    Raises:
        ConflictError: they come to something else by now.
    """
    found, judged = check(sheet, user, agency)
    if found != digest:
        raise ConflictError(_not_what_was_checked())
    agency_id = Judge(user, agency, sheet.place).agency["id"]
    run_id = _add(sheet, user, agency_id, state=CHECKED, digest=digest)
    for one in judged:
        store.set_row(run_id, one.row, **_values(one))
    return run_id


def apply(run_id: str, digest: str, *, only_good: bool) -> None:
    """Bring in the rows of a workbook that was checked; what is in already stays as it is.

    Raises:
        ConflictError: the digest is of something else, it is not checked yet, or not all rows are well.
    """
    run = store.run(run_id, hold=True)
    if run is None or run.digest != digest or run.state == CHECKING:
        raise ConflictError(_not_what_was_checked())
    if run.state != CHECKED:
        return
    counts = store.counts(run_id)
    if counts.get(Outcome.REFUSED.value, 0) and not only_good:
        text = tk._("{n} rows are not well. Correct them, or say that only the others come in.")
        raise ConflictError(text.format(n=counts[Outcome.REFUSED.value]))
    store.set_run(run_id, state=APPLYING)
    _go_on(run_id, sum(counts.values()))


def go(run_id: str) -> None:
    """Go on with a workbook, wherever it stands; safe to be done twice, and by two at a time: the second waits for the first."""
    with store.alone(run_id):
        _go(run_id)


def _go(run_id: str) -> None:
    run = store.run(run_id)
    if run is None or run.state in (CHECKED, APPLIED):
        return
    place, agency, language = Place(run.sheet, run.positions), run.agency, run.language
    account, is_check = model.User.get(run.user_id), run.state == CHECKING
    if account is None:
        return
    with _language(language):
        judge = Judge(account.name, agency, place)
        while batch := store.waiting(run_id, done=not is_check, limit=_BATCH):
            (_check_rows if is_check else _apply_rows)(run_id, batch, judge)
            model.Session.commit()
    if is_check:
        told = store.rows(run_id)
        store.set_run(run_id, state=CHECKED, digest=outcomes.digest(agency, told))
    else:
        store.set_run(run_id, state=APPLIED)
    model.Session.commit()


def show(
    run_id: str, *, outcome: str = "", offset: int = 0, limit: int | None = None
) -> dict[str, Any] | None:
    """How far a workbook is, and what comes of its rows; None if there is none."""
    run = store.run(run_id)
    if run is None:
        return None
    counts = store.counts(run_id)
    total = sum(counts.values())
    looked_at = total - counts.pop("", 0)
    return {
        "id": run.id,
        "state": run.state,
        "filename": run.filename,
        "owner_org": run.agency,
        "digest": run.digest,
        "total": total,
        "progress": looked_at if run.state == CHECKING else store.done(run_id),
        "outcomes": {one.value: counts.get(one.value, 0) for one in Outcome},
        "rows": [_shown(row) for row in store.rows(run_id, outcome=outcome, offset=offset, limit=limit)],
    }


def owner(run_id: str) -> str | None:
    """Id of the person who has sent a workbook; None if there is none."""
    run = store.run(run_id)
    return run.user_id if run else None


def sent_by(user_id: str, limit: int) -> list[dict[str, Any]]:
    """The newest workbooks of a person: ``id, filename, state, created``."""
    names = ("id", "filename", "state", "created")
    return [{name: getattr(run, name) for name in names} for run in store.runs_of(user_id, limit)]


def report(judged: Sequence[Judged]) -> dict[str, Any]:
    """What a check found, as ``show`` tells it of a workbook that is kept."""
    counts = {one.value: sum(each.outcome is one for each in judged) for one in Outcome}
    return {
        "total": len(judged),
        "outcomes": counts,
        "rows": [_shown({"row": one.row, **_values(one)}) for one in judged],
    }


remarks = returning.remarks


def empty_template(agency: Mapping[str, Any]) -> bytes:
    """The template for an agency."""
    return template.empty(of_agency(agency["name"], agency["title"]), outcomes.defaults_of(agency))


def filled_template(agency: Mapping[str, Any], datasets: Sequence[Mapping[str, Any]]) -> bytes:
    """The template with the datasets of an agency, to correct many at once."""
    back = (template.Row({**template.cells_of(one), "owner_org": agency["title"]}) for one in datasets)
    return template.filled(back, [of_agency(agency["name"], agency["title"])])


def sweep() -> None:
    """Forget workbooks that were sent long ago."""
    store.sweep(KEPT)
    model.Session.commit()


def _add(sheet: Sheet, user: str, agency_id: str, *, state: str, filename: str = "", digest: str = "") -> str:
    account = model.User.get(user)
    assert account  # noqa: S101 (access was checked)
    run_id = str(uuid4())
    run = Run(
        id=run_id,
        user_id=account.id,
        agency=agency_id,
        filename=filename,
        sheet=sheet.place.sheet,
        positions=dict(sheet.place.positions),
        state=state,
        language=tk.h.lang() or tk.config["ckan.locale_default"],
        digest=digest,
    )
    store.add(run, (_row(run_id, entry) for entry in sheet.entries))
    return run_id


def _go_on(run_id: str, count: int) -> None:
    """Do a few rows at once; the worker does many, and what could not be done at once, or was left by somebody killed. Commits."""
    at_once = count <= AT_ONCE
    jobs.defer(TASK, key=f"bulk:{run_id}", delay=PATIENCE if at_once else None, run_id=run_id)
    model.Session.commit()
    if at_once:
        try:
            go(run_id)
        except Exception:
            log.exception("Workbook %s is left to the worker", run_id)
            model.Session.rollback()


def _not_what_was_checked() -> str:
    return tk._("This is not what was checked. Look through what would happen, and send again.")


def _row(run_id: str, entry: Entry) -> Row:
    problems = [{**problem.as_dict(), "key": key} for key, problem in entry.problems]
    return Row(
        run_id=run_id,
        row=entry.row,
        cells=dict(entry.cells),
        wanted=dict(entry.wanted),
        name="",
        title=entry.wanted.get("title") or "",
        outcome="",
        base="",
        changes=[],
        lacking=[],
        problems=problems,
        done=False,
    )


def _entry(row: Mapping[str, Any]) -> Entry:
    problems = (
        (one["key"], Problem(**{name: one[name] for name in one if name != "key"})) for one in row["problems"]
    )
    return Entry(row["row"], {}, row["wanted"], tuple(problems))


def _check_rows(run_id: str, batch: Sequence[Mapping[str, Any]], judge: Judge) -> None:
    with judging.without_writing():
        judged = [judge.judge(_entry(row)) for row in batch]
    for one in judged:
        store.set_row(run_id, one.row, **_values(one))


def _apply_rows(run_id: str, batch: Sequence[Mapping[str, Any]], judge: Judge) -> None:
    for row in batch:
        _apply_row(run_id, row, judge)


def _apply_row(run_id: str, row: Mapping[str, Any], judge: Judge) -> None:
    """Bring in one row. CKAN's action commits; the outcome is noted before, so that both are there or neither.

    A next version is begun before both. Who is killed between goes on with it, as a version is judged as what is published
    until something was changed in it; one that is begun for what is refused then is given up.
    """
    judged = judge.judge(_entry(row))
    if (judged.base, judged.outcome) != (
        row["base"],
        row["outcome"],
    ) and judged.outcome is not Outcome.UNCHANGED:
        judged = _overtaken(judged, judge.place)
    action = {Outcome.CREATED: "package_create", Outcome.CHANGED: "package_patch"}.get(judged.outcome)
    data, begun = dict(judged.data or {}), ""
    try:
        if judged.outcome is Outcome.CHANGED and judged.begins:
            begun = data["id"] = _begin(judged.begins, judge)
        store.set_row(run_id, row["row"], **_values(judged), done=judged.outcome is not Outcome.REFUSED)
        if action:
            tk.get_action(action)({**judge.context(), "return_id_only": True}, data)
        model.Session.commit()
    except (tk.ValidationError, tk.NotAuthorized, tk.ObjectNotFound) as error:
        model.Session.rollback()
        if begun:
            tk.get_action("package_delete")(judge.context(), {"id": begun})
        _note_refusal(run_id, judged, error, judge)


def _begin(dataset_id: str, judge: Judge) -> str:
    """Begin the next version of a published dataset, a draft; its id. Commits."""
    asked = {"id": dataset_id, "to": Status.DRAF.value}
    return tk.get_action("paser_workflow_transition")(judge.context(), asked)["id"]


def _note_refusal(run_id: str, judged: Judged, error: Exception, judge: Judge) -> None:
    """What the portal has refused, though the check had found nothing, is told as what the check finds is."""
    if isinstance(error, tk.ValidationError):
        wrong = judging.refusals(error.error_dict)
    else:
        wrong = list(judging.not_allowed(judge.agency["title"]).wrong)
    found = [(key, rows.problem(judge.place, judged.row, key, one)) for key, one in wrong]
    problems = [{**problem.as_dict(), "key": key} for key, problem in found]
    refused = replace(judged, outcome=Outcome.REFUSED, changes=(), problems=problems)
    store.set_row(run_id, judged.row, **_values(refused))
    model.Session.commit()


def _overtaken(judged: Judged, place: Place) -> Judged:
    """A dataset that somebody has changed since the check is left as it is."""
    if judged.outcome is Outcome.REFUSED:
        return judged
    where, params = place.of(judged.row)
    fact = N_("Somebody has changed this dataset since the row was checked.")
    remedy = N_("Send the row again, and look through what would happen.")
    found = Problem("overtaken", where, fact, remedy, params)
    return replace(
        judged, outcome=Outcome.REFUSED, changes=(), problems=[{**found.as_dict(), "key": "title"}]
    )


def _values(judged: Judged) -> dict[str, Any]:
    """What is noted of a row."""
    names = ("name", "title", "base")
    values: dict[str, Any] = {name: getattr(judged, name) for name in names}
    lists = {name: [*getattr(judged, name)] for name in ("changes", "lacking", "problems")}
    return {**values, **lists, "outcome": judged.outcome.value}


def _told(judged: Judged, wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {"row": judged.row, **_values(judged), "wanted": wanted}


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it is told to people and programs."""
    names = ("row", "name", "title", "outcome", "changes", "lacking")
    problems = [{**worded(one, tk._), "key": one["key"]} for one in row["problems"]]
    is_written = row["outcome"] in (Outcome.CREATED, Outcome.CHANGED)
    advice = [worded(one.problem, tk._)["text"] for one in titles.judge(row)] if is_written else []
    return {**{name: row[name] for name in names}, "problems": problems, "advice": advice}


@contextmanager
def _language(language: str) -> Iterator[None]:
    """Have CKAN speak the language of whoever has sent the workbook, also in the worker."""
    locale: Callable[[str], Any] = flask_babel.force_locale
    with locale(language):
        yield
