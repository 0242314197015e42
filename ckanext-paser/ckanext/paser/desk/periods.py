"""The page of a new period, and what a new file changes of the table that was there."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.desk import describing, fields, following, proposing, remaining, returned, service
from ckanext.paser.desk.describing import Both
from ckanext.paser.desk.rules import changes
from ckanext.paser.desk.rules import proposals as rules
from ckanext.paser.desk.rules.changes import Conflict, Field, Typed
from ckanext.paser.metadata.rules import filled
from ckanext.paser.releases import service as releases
from ckanext.paser.workflow import service as workflow


def of_period(beside: Collection[str] = ()) -> list[Field]:
    """The fields that a new period changes.

    Args:
        beside: names of further fields that are asked, as a file that was replaced has said something else of them.
    """
    return [one for one in fields.fields() if one.name in rules.PERIOD or one.name in beside]


def newest_release(source: proposing.Source) -> int | None:
    """The number of the newest release of a file's table; None while it has none."""
    resource = source.resource
    found = releases.one(resource["id"]) if resource else None
    return found.number if found else None


def page(
    dataset: dict[str, Any],
    source: proposing.Source,
    faults: Iterable[str] = (),
    typed: Typed | None = None,
    conflicts: Sequence[Conflict] = (),
) -> str:
    """The page of a new period: where the file goes, then what it changes; after a fault with what was typed.

    Args:
        source: the file in whose place the new one goes.
        conflicts: fields that somebody else has changed too.
    """
    since = _since(dataset, source)
    now, _ = proposing.proposals(dataset, [source])
    proposed = rules.of_period(dataset, now, proposing.today())
    anew = _of_new_file(dataset)
    values = {**proposed, **{name: one.value for name, one in anew.items()}}
    said = fields.said(dataset)
    stands = {**said, **values}
    data = {**stands, **(typed.by_hand if typed else {})}
    schema = tk.h.scheming_get_dataset_schema("dataset")
    told = {
        "pkg": dataset,
        "returned": returned.of(dataset),
        "source": source,
        "asked": source.resource["id"] if source.resource else None,
        "is_one_of_several": len(proposing.files(dataset)) > 1,
        "since": since,
        "is_first": not following.was_public(dataset),
        "is_version": bool(workflow.published_files(dataset["id"])),
        "state": describing.state(source),
        "difference": _difference(source, since),
        "conflicts": [Both(one.field, tk.h.paser_field(one.field), *one) for one in conflicts],
        "clashes": {one.field for one in conflicts},
        "base": json.dumps(changes.digests(said, of_period(anew)), sort_keys=True),
        "stands": json.dumps(changes.digests(stands, of_period(anew)), sort_keys=True),
        "data": data,
        "sources": proposing.told(anew, data),
        "advice": remaining.of_names(_as_typed(dataset, data)),
        "questions": [one for one in schema["dataset_fields"] if one["field_name"] in (*anew, *rules.PERIOD)],
        "faults": list(faults),
        "note": fields.note(),
    }
    return tk.render("paser/desk/period.html", told)


def _as_typed(dataset: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """A draft as it stands in the form, its files with the period that saving it gives them."""
    whole = {**dataset, **data}
    return {**whole, "resources": [filled.following(one, dataset, whole) for one in dataset["resources"]]}


def _of_new_file(dataset: dict[str, Any]) -> rules.Proposals:
    """What the new file of a draft proposes in the place of what nobody has chosen; nothing of what the public knows already.

    Of the fields that a period changes, which are asked anyway, those of which it tells nothing.
    """
    if following.was_public(dataset):
        return {}
    asked = {one.name for one in fields.fields()}
    standing = service.standing(dataset, proposing.sources(dataset))
    anew = {name: standing[name] for name in following.asked_anew(dataset, standing) if name in asked}
    return {name: one for name, one in anew.items() if name not in rules.PERIOD or not one.value}


def _since(dataset: dict[str, Any], source: proposing.Source) -> int | None:
    """The release with which the file of a new period is compared; 0 where there is none, None while there is no such file.

    In the next version of a published dataset it is what that began with, which is public, however often the file was replaced
    since and whichever way leads to the page; in a draft what the address says: the file before the one that was just sent.
    """
    asked = tk.request.args.get("sejak", "")
    if source.resource is None:
        return None
    published = workflow.published_files(dataset["id"]).get(source.resource["id"])
    if published is None:
        return int(asked) if asked.isdecimal() else None
    if not asked and source.resource["id"] not in workflow.replaced_files(dataset):
        return None
    begun = releases.lent(source.resource["id"], published)
    return begun.number if begun else 0


def changed_files(dataset: dict[str, Any], sources: Sequence[proposing.Source]) -> dict[str, Any]:
    """What the files of a next version that were replaced change of what is public, by their ids."""
    replaced = workflow.replaced_files(dataset)
    mine = [one for one in sources if one.resource and one.resource["id"] in replaced]
    found = {one.resource["id"]: _difference(one, _since(dataset, one)) for one in mine if one.resource}
    return {id_: difference for id_, difference in found.items() if difference}


def _difference(source: proposing.Source, since: int | None) -> dict[str, Any] | None:
    """What the new file changes of the table that was there; None while it is being found out, and where it could not be read.

    Args:
        since: the release that was there; 0 or None where there was none.
    """
    if source.resource is None or not source.is_read:
        return None
    newest = releases.one(source.resource["id"])
    if newest is None or not since or newest.number <= since:
        return None
    asked = {"resource_id": source.resource["id"], "from": since, "to": newest.number}
    found = tk.get_action("paser_release_diff")({}, asked)
    return found if found["ready"] else None
