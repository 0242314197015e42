"""Activities from a file, and shown to whom they are for: the persons to their editors, the rest to everybody."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.search import SearchError, SolrConnectionError
from ckan.types import Context

from ckanext.paser.kegiatan import rules
from ckanext.paser.metadata import service as metadata
from ckanext.paser.problems import N_

log = logging.getLogger(__name__)

MOST_DATASETS = 100  # of one activity, on its page
_NAME = re.compile(r"[a-z0-9_-]{2,100}")


def show_persons(context: Context, shown: dict[str, Any]) -> None:
    """Show the fields of a person to those who may edit the activity, and to nobody else.

    CKAN shows from its index what stands there, which is no person: for editors they are read from the database.
    """
    public = rules.without_persons(shown)
    for name in shown.keys() - public.keys():
        del shown[name]
    shown.update(public)
    if _may_edit(context, shown["id"]) and (stored := model.Package.get(shown["id"])):
        shown.update({name: stored.extras[name] for name in rules.PERSONAL if name in stored.extras})


def _may_edit(context: Context, id_: str) -> bool:
    if context.get("ignore_auth"):
        return True
    try:
        return tk.check_access("package_update", _asking(context), {"id": id_})
    except tk.NotAuthorized:
        return False


def _asking(context: Context) -> Context:
    """Who asks, and nothing else of a context in which other things are going on."""
    return Context(user=context.get("user", ""), auth_user_obj=context.get("auth_user_obj"))


def index_fields(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry of the search index without persons, and found by what the activity is about.

    Answers to the form are no words to search; Solr would refuse a long one, and find ``[{"awal"``.
    """
    stored, kegiatan = (
        rules.without_persons(json.loads(entry[part])) for part in ("data_dict", "validated_data_dict")
    )
    asked = [one["key"] for one in json.loads(entry["data_dict"]).get("extras", [])]
    unwanted = {*asked, *(f"extras_{name}" for name in asked)}
    return {
        **{name: value for name, value in entry.items() if name not in unwanted},
        "data_dict": json.dumps(stored),
        "validated_data_dict": json.dumps(kegiatan),
        **rules.document(kegiatan),
    }


def link_fields(entry: dict[str, Any]) -> dict[str, Any]:
    """What the entry of a dataset is found by from the page of its activity; nothing where it names none."""
    extras = json.loads(entry["data_dict"]).get("extras", [])
    names = [one["value"] for one in extras if one["key"] == rules.TYPE]
    return {"vocab_kegiatan": names} if names else {}


def datasets_of(name: str) -> list[dict[str, Any]]:
    """The datasets that name an activity as theirs, as far as the reader may see them; none while the search is out of order."""
    return _search(f'+dataset_type:dataset +vocab_kegiatan:"{name}"', MOST_DATASETS)


def of_dataset(dataset: dict[str, Any]) -> dict[str, Any] | None:
    """The activity that a dataset names as its own; None where there is none that the reader may see."""
    name = str(dataset.get("kegiatan") or "")
    if not _NAME.fullmatch(name):
        return None
    return next(iter(_search(f'+dataset_type:{rules.TYPE} +name:"{name}"', 1)), None)


def _search(fq: str, rows: int) -> list[dict[str, Any]]:
    context = Context(user=tk.current_user.name, auth_user_obj=tk.current_user)
    query = {"fq": fq, "rows": rows, "sort": "title_string asc", "include_private": True, "facet": "false"}
    try:
        return tk.get_action("package_search")(context, query)["results"]
    except (SearchError, SolrConnectionError) as reason:
        log.warning("The page shows no links between dataset and activity, the search fails: %s", reason)
        return []


def apply(file: Path) -> metadata.Applied:
    """Create the activities of a YAML file and change those that differ; nothing is deleted.

    Raises:
        ProblemError: the file cannot be read as YAML, or is not a list of activities.
    """
    return metadata.apply(file, FILED)


def _changes(wanted: dict[str, Any], shown: dict[str, Any]) -> dict[str, Any]:
    if not shown:
        return {"type": rules.TYPE, **wanted}
    stored = shown | {
        "owner_org": shown["organization"]["name"]
    }  # a file names the agency, CKAN shows its id
    return {name: value for name, value in wanted.items() if stored.get(name) != value}


FILED = metadata.Kind(
    key="kegiatan",
    form="kegiatan: [{name: survei-kepuasan, title: Survei Kepuasan, owner_org: dkisp, ...}]",
    lacking=N_("There is no list of activities."),
    place=N_("{file}, activity {number} ({name}), field {field}"),
    show="package_show",
    create="package_create",
    patch="package_patch",
    changes=_changes,
)
