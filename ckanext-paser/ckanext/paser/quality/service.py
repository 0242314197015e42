"""How good each dataset is: judged when something has changed, kept, and told; never judged to be shown."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import date, datetime, tzinfo
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser import datasets
from ckanext.paser.jobs.service import defer
from ckanext.paser.metadata import service as metadata
from ckanext.paser.quality import rules, store
from ckanext.paser.quality.model import EVERYBODY, Quality
from ckanext.paser.quality.store import Ranked, Standing
from ckanext.paser.tables import published
from ckanext.paser.tables import service as tables

log = logging.getLogger(__name__)

COMPUTE = "paser.quality.compute"
DAYS = 60
"""Days of change that a page tells."""

__all__ = [
    "COMPUTE", "DAYS", "EVERYBODY", "Quality", "Ranked", "Standing", "agency_days", "compute", "compute_all", "history", "one", "ranked",
    "request", "request_due", "several", "standings",
]  # fmt: skip


def request(dataset_id: str) -> None:
    """Have a dataset judged soon, in the caller's transaction."""
    defer(COMPUTE, key=f"quality:{dataset_id}", dataset_id=dataset_id)


def request_due() -> int:
    """Have those judged anew whose score is not that of today, and the scores of purged ones forgotten; how many.

    The means are looked at too: CKAN hides, publishes and moves datasets by actions that tell no plugin of it.
    """
    waiting = [*store.due(rules.VERSION, _today()), *store.gone()]
    for dataset_id in waiting:
        request(dataset_id)
    _roll_up(store.agencies())
    return len(waiting)


def compute_all(*, anew: bool) -> tuple[int, dict[str, str]]:
    """Judge here and now the datasets whose score is not that of today, or all of them. Commits.

    Returns:
        how many were judged, and why others could not be, by their id.
    """
    waiting = store.judged() if anew else store.due(rules.VERSION, _today())
    failed: dict[str, str] = {}
    for dataset_id in [*waiting, *store.gone()]:
        try:
            compute(dataset_id)
        except Exception as reason:
            log.exception("Dataset %s cannot be judged", dataset_id)
            model.Session.rollback()
            failed[dataset_id] = str(reason) or type(reason).__name__
    return len(waiting) - len(failed), failed


def compute(dataset_id: str) -> float | None:
    """Judge a dataset as it is now, and write down what has changed; its score, None for one that is gone. Commits.

    It is looked at without being held: whoever changes it meanwhile has asked for another judgement.
    """
    dataset = _dataset(dataset_id)
    before = store.one(dataset_id)
    agencies = {EVERYBODY, before.agency_id if before else EVERYBODY}
    if dataset is None:
        store.forget(dataset_id)
        _roll_up(agencies)
        return None
    judged = rules.judge(dataset, _seen(dataset), _today(), _zone())
    datasets.hold_dataset(dataset_id)
    owner = dataset.get("owner_org") or EVERYBODY
    changed = store.write(
        dataset_id,
        _today(),
        agency_id=owner,
        score=judged.score,
        points=judged.points,
        losses=_stored(judged, dataset),
        formula=rules.VERSION,
        turns=judged.turns,
    )
    if changed or dataset.get("skor_mutu") != judged.score:
        store.tell(dataset_id, judged.score)
    _roll_up({*agencies, owner})
    if changed:
        datasets.index(
            dataset_id, at_once=False
        )  # nobody waits for it; a save would wait for the commit of Solr
    return judged.score


def _stored(judged: rules.Judgement, dataset: dict[str, Any]) -> list[dict[str, Any]]:
    """The losses as they are kept: with the names of files, so that they are told without asking for the dataset."""
    names = {file["id"]: file.get("name") or file.get("url") or "" for file in dataset.get("resources") or []}
    return [{**loss.as_dict(), "file_name": names.get(loss.place.file, "")} for loss in judged.losses]


def _roll_up(agencies: set[str]) -> None:
    for agency_id in sorted(agencies):
        store.roll_up(agency_id, _today())
    model.Session.commit()


def _dataset(dataset_id: str) -> dict[str, Any] | None:
    """The dataset as the database has it; None where there is none to be judged (any more)."""
    package = model.Session.get(model.Package, dataset_id, populate_existing=True)
    if package is None or package.state == model.State.DELETED or package.type != store.TYPE:
        return None
    context: Any = {"ignore_auth": True, "use_cache": False}
    return tk.get_action("package_show")(context, {"id": dataset_id})


def _seen(dataset: dict[str, Any]) -> dict[str, rules.FileSeen]:
    """What is known of the tables of a dataset's files."""
    files = dataset.get("resources") or []
    loads = tables.statuses([file["id"] for file in files])
    holds = metadata.tables_of(dataset)
    return {
        file["id"]: rules.FileSeen(
            status=load["status"] if load else "",
            problems=tuple(load["problems"]) if load else (),
            notes=tuple(load["notes"]) if load else (),
            columns=tuple(published.columns(file["id"])) if file.get("datastore_active") else (),
            **({"holds": holds[file["id"]]} if file["id"] in holds else {}),
        )
        for file in files
        for load in [loads.get(file["id"])]
    }


def one(dataset_id: str) -> Quality | None:
    """How good a dataset is, as it was judged last; None while it was not."""
    return store.one(dataset_id)


def several(dataset_ids: Collection[str]) -> dict[str, Quality]:
    """How good some datasets are, by id, as they were judged last; without those that were not."""
    return store.several(dataset_ids)


def history(dataset_id: str) -> list[tuple[date, float]]:
    """The days on which the score of a dataset changed, in their order, with the score at their end."""
    return store.history(dataset_id)


def standings() -> list[Standing]:
    """How each agency with public datasets stands."""
    return store.standings()


def agency_days(agency_id: str = EVERYBODY) -> list[tuple[date, float, int]]:
    """The last days on which the mean of an agency, or of all, changed: day, mean score, datasets."""
    return store.days(agency_id, DAYS)


def ranked(agency_id: str, *, limit: int, offset: int) -> list[Ranked]:
    """The public datasets of an agency, the lowest score first."""
    return store.ranked(agency_id, limit=limit, offset=offset)


def _zone() -> tzinfo:
    return tk.h.get_display_timezone()


def _today() -> date:
    return datetime.now(_zone()).date()
