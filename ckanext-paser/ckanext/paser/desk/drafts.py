"""What the page of a draft shows: its fields with proposals, its files and their columns, and what is still to be done."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.desk import describing, fields, periods, proposing, remaining, returned, service
from ckanext.paser.desk.describing import Both, Described
from ckanext.paser.desk.rules import changes
from ckanext.paser.desk.rules import columns as of_columns
from ckanext.paser.desk.rules import proposals as rules
from ckanext.paser.desk.rules.changes import Typed
from ckanext.paser.metadata import service as metadata
from ckanext.paser.metadata.rules import filled
from ckanext.paser.metadata.rules.files import is_data, of_data
from ckanext.paser.metadata.rules.findings import Finding
from ckanext.paser.metadata.rules.known import Tables
from ckanext.paser.tables.rules import form, kamus
from ckanext.paser.workflow import service as workflow

_NEXT = "diajukan"


def page(
    dataset: dict[str, Any],
    typed: Typed | None = None,
    saved: service.Saved | None = None,
    *,
    faults: Iterable[str] = (),
    described: Described = describing.NOTHING,
    refused: Sequence[Finding] | None = None,
) -> str:
    """The page of a draft; after a fault with what was typed, and in all other fields what is stored by now.

    Args:
        described: what saving the columns came to.
        refused: what keeps it from being submitted, after somebody has tried to (``findings``).
    """
    sources = proposing.sources(dataset)
    shown, standing = _proposed(dataset, sources)
    typed_now = changes.touched(typed.sent, typed.base) if typed else {}
    data = {**shown, **{name: one.value for name, one in standing.items()}, **typed_now}
    columns = _columns(sources[0], described)
    entries = _entries(sources[1:], columns, sources[0])
    emptied = {name: one.value for name, one in standing.items() if not one.value}
    unclear = filled.OF_DATASET.keys() & (saved.errors if saved else {})
    clear = {name: value for name, value in data.items() if name not in unclear}
    whole = _standing(dataset, clear, {**emptied, **dict.fromkeys(unclear, [])}, entries)
    told = {
        "pkg": dataset,
        "files": sources,
        "waits": any(one.is_waiting for one in sources),
        "can_be_discarded": _can_be_discarded(dataset),
        "sections": fields.sections(),
        "data": data,
        "sources": proposing.told(standing, data),
        "base": json.dumps(changes.digests(shown, fields.fields()), sort_keys=True),
        "errors": saved.errors if saved else {},
        "refused": remaining.of_fields(saved.errors) if saved else [],
        "note": fields.note(),
        "faults": list(faults),
        "conflicts": _conflicts(saved, described, columns),
        "clashes": {one.field for one in saved.conflicts} if saved else set(),
        "unsaved": unsaved(typed, saved, described),
        "returned": returned.of(dataset),
        "differences": periods.changed_files(dataset, sources),
        **_of_columns(sources[0], columns, described),
        **_remaining(whole, sources, refused, unclear),
    }
    return tk.render("paser/desk/draft.html", told)


def _proposed(
    dataset: dict[str, Any], sources: Sequence[proposing.Source]
) -> tuple[dict[str, Any], rules.Proposals]:
    """What a draft says of its fields, and the proposals that stand in its form."""
    return fields.said(dataset), service.standing(dataset, sources)


def _can_be_discarded(dataset: dict[str, Any]) -> bool:
    is_version = bool(workflow.published_files(dataset["id"]))
    return service.can_be_discarded(dataset["status_sdi"], dataset, is_version=is_version)


def _of_columns(
    source: proposing.Source, columns: list[dict[str, Any]], described: Described
) -> dict[str, Any]:
    """What the table of the columns of the newest file is made of."""
    return {
        "source": source,
        "columns": columns,
        "wrong": describing.wrong(described, columns),
        "state": describing.state(source),
        "open_key": form.OPEN,
        "between": f"{form.BETWEEN_MARKS} ",
    }


def _remaining(
    whole: dict[str, Any],
    sources: Sequence[proposing.Source],
    refused: Sequence[Finding] | None,
    unclear: Collection[str],
) -> dict[str, Any]:
    """What is still to be done; after somebody has tried to submit it, also beside the fields.

    Args:
        whole: the draft as it stands in the form.
        unclear: fields of which something is typed that cannot be stored: what their files have of them is told once it can.
    """
    judged, tables = _judged(whole, sources)
    found = workflow.remarks(judged, _NEXT, tables) if refused is None else refused
    following = {name for field in unclear for name in filled.OF_DATASET[field]}
    found = [one for one in found if one.file is None or one.field not in following]
    at_fields = {"errors": remaining.errors(refused, whole)} if refused else {}
    of_files = remaining.of_files(refused or (), whole)
    return {**at_fields, "errors_of_files": of_files, "checked": remaining.checked(judged, found, tables)}


def _columns(source: proposing.Source, described: Described) -> list[dict[str, Any]]:
    """The columns of a file with what stands in the form: what is stored or proposed, and what was typed just now.

    Text that was typed about a column which the file does not have any more stays, too.
    """
    known = proposing.columns(source)
    entries = of_columns.standing(described.sent, described.mine, proposing.entries(source))
    outside = [{"id": id_, "ways": []} for id_ in entries.keys() - {one["id"] for one in known}]
    return [
        {
            **one,
            "entry": entries[one["id"]],
            "wrong": describing.sentences(described, one["id"]),
        }
        for one in (*known, *sorted(outside, key=lambda one: one["id"]))
    ]


def unsaved(typed: Typed | None, saved: service.Saved | None, described: Described) -> list[str]:
    """The ids of the parts of the page of which something stands there and is not stored."""
    names: Iterable[str] = saved.errors if saved else ()
    if typed and saved and saved.conflicts:  # then nothing of the fields is
        names = changes.touched(typed.sent, typed.base)
    return [*(f"isian-{name}" for name in names), *([] if described.is_whole else ["kolom"])]


def _conflicts(
    saved: service.Saved | None, described: Described, columns: Sequence[dict[str, Any]]
) -> list[Both]:
    of_dataset = (
        [Both(one.field, tk.h.paser_field(one.field), *one) for one in saved.conflicts] if saved else []
    )
    return [*of_dataset, *describing.both(described, columns)]


def findings(dataset: dict[str, Any]) -> list[Finding]:
    """What keeps a draft from being submitted, as it is stored, as far as its officer can do something about it now."""
    judged, tables = _judged(dataset, proposing.sources(dataset))
    return workflow.remarks(judged, _NEXT, tables)


def _judged(dataset: dict[str, Any], sources: Sequence[proposing.Source]) -> tuple[dict[str, Any], Tables]:
    """What is judged of a draft, with what submitting it notes of its files; of tables that are not there yet their columns."""
    noted = {one.resource["id"]: proposing.file_fields(one) for one in sources if one.resource}
    files = [one | noted.get(one["id"], {}) for one in dataset.get("resources") or []]
    waiting = {one.resource["id"]: metadata.table_of(one.file.columns) for one in sources if one.resource}
    return workflow.whole({**dataset, "resources": files}, waiting)


def _entries(
    others: Sequence[proposing.Source], columns: list[dict[str, Any]], source: proposing.Source
) -> dict[str, list[kamus.Entry]]:
    """What is said, or proposed, of the columns of each file, by its id; of the newest what the form says."""
    told = [(source, columns), *((one, proposing.columns(one)) for one in others)]
    return {
        one.resource["id"]: [entry for column in said if (entry := column["entry"])]
        for one, said in told
        if one.resource
    }


def _standing(
    dataset: dict[str, Any],
    data: dict[str, Any],
    empty: dict[str, Any],
    entries: dict[str, list[kamus.Entry]],
) -> dict[str, Any]:
    """A draft as it stands in the form: a proposal counts as said, and files follow, as saving the form stores it.

    Args:
        empty: the fields that are empty in it, whatever is stored.
    """
    said = {name: value for name, value in data.items() if value not in (None, "", [])}
    whole = {**dataset, **empty, **said}
    files = dataset.get("resources") or []
    if len(of_data(dataset)) == 1:  # of several each keeps its own
        files = [filled.following(one, dataset, whole) if is_data(one) else one for one in files]
    shown = [{"kamus_data": entries.get(one["id"], []), **one, **filled.of_file(one, whole)} for one in files]
    return {**whole, "resources": shown}
