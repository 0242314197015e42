"""What the pages of a draft show: its fields with proposals, its file, what is still to be done, and what a new file changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import ckan.plugins.toolkit as tk

from ckanext.paser.desk import describing, fields, proposing, returned, service
from ckanext.paser.desk.describing import Both, Described
from ckanext.paser.desk.rules import changes
from ckanext.paser.desk.rules import columns as of_columns
from ckanext.paser.desk.rules import proposals as rules
from ckanext.paser.desk.rules.changes import ROWS, Field
from ckanext.paser.metadata import service as metadata
from ckanext.paser.metadata.rules import crossfields, dictionaries, filled, profile
from ckanext.paser.metadata.rules.findings import Finding
from ckanext.paser.metadata.rules.known import Tables
from ckanext.paser.problems import worded
from ckanext.paser.releases import service as releases
from ckanext.paser.tables.rules import form, kamus
from ckanext.paser.workflow import service as workflow

_NEXT = "diajukan"
_ABOUT_ALL_FILES = ("status_sdi",)
"""Where the rules tell that a dataset has no data (rule 7): no field of the form, but its missing file."""


class Typed(NamedTuple):
    """What an officer has sent.

    Attributes:
        sent: the fields of the dataset.
        base: digests of what the form was made of.
    """

    sent: dict[str, Any]
    base: dict[str, str]


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
    sources, shown = proposing.sources(dataset), fields.said(dataset)
    now, early = proposing.proposals(dataset, sources)
    standing = rules.shown(shown, now, early, service.emptied(dataset["id"]))
    data = {
        **shown,
        **{name: one.value for name, one in standing.items()},
        **(changes.touched(typed.sent, typed.base) if typed else {}),
    }
    source = sources[0]
    columns = _columns(source, described)
    wrong = describing.wrong(described, columns)
    whole = _standing(dataset, data, _entries(sources[1:], columns, source))
    noted = _noted(whole, sources)
    tables = _tables(noted, sources)
    found = workflow.remarks(noted, _NEXT, tables) if refused is None else refused
    told = {
        "pkg": dataset,
        "source": source,
        "files": sources,
        "can_be_discarded": service.can_be_discarded(
            dataset["status_sdi"], dataset, is_version=bool(workflow.published_files(dataset["id"]))
        ),
        "waits": any(one.is_waiting for one in sources),
        "sections": fields.sections(),
        "data": data,
        "errors": _errors(refused, whole) if refused else (saved.errors if saved else {}),
        "errors_of_files": _of_files(refused or (), whole),
        "conflicts": _conflicts(saved, described, columns),
        "wrong": wrong,
        "faults": list(faults),
        "sources": _sources(standing, data),
        "columns": columns,
        "state": _state(source),
        "returned": returned.of(dataset),
        "differences": _changed_files(dataset, sources),
        "checked": _checked(whole, found, tables),
        "base": json.dumps(changes.digests(shown, fields.fields()), sort_keys=True),
        "open_key": form.OPEN,
        "between": f"{form.BETWEEN_MARKS} ",
    }
    return tk.render("paser/desk/draft.html", told)


def _state(source: proposing.Source) -> str:
    """What the table of columns is made of; empty while there is no file that is read."""
    return of_columns.mark(source.report["file_state"], proposing.entries(source)) if source.report else ""


def _sources(standing: rules.Proposals, data: dict[str, Any]) -> dict[str, str]:
    """Where the values that stand in the form come from, by field."""
    return {
        name: worded(one.source, tk._)["text"]
        for name, one in standing.items()
        if changes.plain(name, data.get(name)) == changes.plain(name, one.value)
    }


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
            "wrong": {
                field: describing.sentence(problem)
                for field, problem in described.faults.get(one["id"], {}).items()
            },
        }
        for one in (*known, *sorted(outside, key=lambda one: one["id"]))
    ]


def _conflicts(
    saved: service.Saved | None, described: Described, columns: Sequence[dict[str, Any]]
) -> list[Both]:
    of_dataset = (
        [Both(one.field, tk.h.paser_field(one.field), *one) for one in saved.conflicts] if saved else []
    )
    return [*of_dataset, *describing.both(described, columns)]


def findings(dataset: dict[str, Any]) -> list[Finding]:
    """What keeps a draft from being submitted, as it is stored, as far as its officer can do something about it now."""
    sources = proposing.sources(dataset)
    noted = _noted(dataset, sources)
    return workflow.remarks(noted, _NEXT, _tables(noted, sources))


def _noted(dataset: dict[str, Any], sources: Sequence[proposing.Source]) -> dict[str, Any]:
    """A draft with what submitting it notes of its files."""
    noted = {one.resource["id"]: proposing.file_fields(one) for one in sources if one.resource}
    files = [one | noted.get(one["id"], {}) for one in dataset.get("resources") or []]
    return {**dataset, "resources": files}


def _tables(dataset: dict[str, Any], sources: Sequence[proposing.Source]) -> Tables:
    """What is known of the tables of a draft: what they hold, or at least their columns while they are not there yet."""
    waiting = {one.resource["id"]: metadata.table_of(one.file.columns) for one in sources if one.resource}
    return {**waiting, **metadata.tables_of(dataset)}


def _errors(refused: Sequence[Finding], dataset: dict[str, Any]) -> dict[str, Any]:
    """Those of some findings that have a place in the form, by field, in the shape in which it shows errors."""
    errors: dict[str, Any] = {}
    rows = {one.name: one.parts[0] for one in fields.fields() if one.kind == ROWS}
    for one in refused:
        name = _place(one, dataset)
        within = one.field.split("-")[1:] if one.file is None else []
        if not name:
            continue
        told = errors.setdefault(name, [])
        if name in rows:  # at a field of a row, the first one where the finding names none
            number, part = (int(within[0]), within[1]) if len(within) > 1 else (0, rows[name])
            told += [{} for _ in range(number + 1 - len(told))]
            told = told[number].setdefault(part, [])
        told.append(worded(one.problem, tk._)["text"])
    return errors


def _of_files(refused: Sequence[Finding], dataset: dict[str, Any]) -> dict[str, list[str]]:
    """Those that are about a file, in words, by its id; under an empty one what is about all of them."""
    found: dict[str, list[str]] = {}
    for one in refused:
        if not _place(one, dataset):
            id_ = "" if one.file is None else dataset["resources"][one.file]["id"]
            words = [] if one.file is None else [tk.h.paser_field(one.field, of_file=True)]
            found.setdefault(id_, []).append(": ".join([*words, worded(one.problem, tk._)["text"]]))
    return found


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


class Told(NamedTuple):
    """Something to be done about a draft.

    Attributes:
        field: of this page; empty for the file's.
        words: what it is called, and ``text`` why.
        address: where it is done, if that is the form of a file.
    """

    field: str
    words: str
    text: str
    address: str = ""


class Checked(NamedTuple):
    """What is said of a draft before it is submitted.

    Attributes:
        lacking: what keeps it from being submitted, each field once.
        advice: what would make it better.
    """

    lacking: list[Told]
    advice: list[Told]


def _standing(
    dataset: dict[str, Any], data: dict[str, Any], entries: dict[str, list[kamus.Entry]]
) -> dict[str, Any]:
    """A draft as it stands in the form: a proposal counts as said, as saving the form stores it."""
    said = {name: value for name, value in data.items() if value not in (None, "", [])}
    whole = {**dataset, **said}
    files = [
        {"kamus_data": entries.get(one["id"], []), **one, **filled.of_file(one, whole)}
        for one in dataset.get("resources") or []
    ]
    return {**whole, "resources": files}


def _checked(dataset: dict[str, Any], found: Sequence[Finding], tables: Tables) -> Checked:
    """What is to be said of a draft as it stands in the form.

    Args:
        found: what keeps it from being submitted.
        tables: what is known of its tables.
    """
    lacking: dict[str, Told] = {}
    for one in found:
        told = _told(one, dataset, "fact")
        lacking.setdefault(told.field or f"{one.file}-{one.field}", told)
    advice = dict.fromkeys(_told(one, dataset, "text") for one in crossfields.advice(dataset, tables))
    return Checked([*lacking.values()], [*advice])


def _told(finding: Finding, dataset: dict[str, Any], part: str) -> Told:
    """A finding as the page tells it.

    Args:
        part: of its words, ``fact`` or ``text``.
    """
    field, text = _place(finding, dataset), worded(finding.problem, tk._)[part]
    if field:
        return Told(field, tk.h.paser_field(field), text)
    files = dataset["resources"]
    is_one_of_several = finding.file is not None and len(files) > 1
    of_file = tk.h.resource_display_name(files[finding.file]) if is_one_of_several else tk._("File")
    if finding.field in _ABOUT_ALL_FILES:
        return Told("", of_file, text)
    words = f"{of_file}: {tk.h.paser_field(finding.field, of_file=True)}"
    return Told("", words, text, _form_of_file(finding, dataset))


def _form_of_file(finding: Finding, dataset: dict[str, Any]) -> str:
    """Where a field of a file is filled in; empty for what the portal itself says, and for the columns on this page."""
    is_asked = profile.needs("resource").get(finding.field, "A") != "A" and finding.field != "kamus_data"
    if finding.file is None or not is_asked:
        return ""
    file = dataset["resources"][finding.file]
    address = tk.url_for("dataset_resource.edit", id=dataset["name"], resource_id=file["id"])
    return f"{address}#field-{finding.field}"


def sentences(errors: dict[str, Any]) -> list[str]:
    """What CKAN refuses, each with the words of its field."""
    found: list[str] = []
    for name, told in errors.items():
        texts = told if isinstance(told, list) else [told]
        words = tk.h.paser_field(name)
        # what is no field of a form is said of a step, or of a file
        place = f"{words}: " if words != name else ""
        found += [f"{place}{text}" for text in texts if isinstance(text, str)]
        found += [line for text in texts if isinstance(text, dict) for line in sentences(text)]
    return found


def _place(finding: Finding, dataset: dict[str, Any]) -> str:
    """The field where something is to be done; empty for the file. What one field says of all columns is asked once, there."""
    if finding.file is None and finding.field in _ABOUT_ALL_FILES:
        return ""
    if finding.file is None:
        return finding.field.split("-")[0]
    field = dictionaries.OF_DATASET.get(finding.problem.params.get("key", ""), "")
    return "" if dataset.get(field) else field


def of_period() -> list[Field]:
    """The fields that a new period changes."""
    return [one for one in fields.fields() if one.name in rules.PERIOD]


def newest_release(source: proposing.Source) -> int | None:
    """The number of the newest release of a file's table; None while it has none."""
    resource = source.resource
    found = releases.one(resource["id"]) if resource else None
    return found.number if found else None


def period_page(
    dataset: dict[str, Any],
    source: proposing.Source,
    faults: Iterable[str] = (),
    typed: Typed | None = None,
    conflicts: Sequence[changes.Conflict] = (),
) -> str:
    """The page of a new period: where the file goes, then what it changes; after a fault with what was typed.

    Args:
        source: the file in whose place the new one goes.
        conflicts: fields that somebody else has changed too.
    """
    since = _since(dataset, source)
    now, _ = proposing.proposals(dataset, [source])
    proposed = rules.of_period(dataset, now, proposing.today())
    data = {**dataset, **proposed, **(changes.touched(typed.sent, typed.base) if typed else {})}
    schema = tk.h.scheming_get_dataset_schema("dataset")
    told = {
        "pkg": dataset,
        "returned": returned.of(dataset),
        "source": source,
        "asked": source.resource["id"] if source.resource else None,
        "is_one_of_several": len(proposing.files(dataset)) > 1,
        "since": since,
        "is_version": bool(workflow.published_files(dataset["id"])),
        "state": _state(source),
        "difference": _difference(source, since),
        "conflicts": [Both(one.field, tk.h.paser_field(one.field), *one) for one in conflicts],
        "base": json.dumps(changes.digests(fields.said(dataset), of_period()), sort_keys=True),
        "data": data,
        "questions": [one for one in schema["dataset_fields"] if one["field_name"] in rules.PERIOD],
        "faults": list(faults),
    }
    return tk.render("paser/desk/period.html", told)


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


def _changed_files(dataset: dict[str, Any], sources: Sequence[proposing.Source]) -> dict[str, Any]:
    """What the files of a next version that were replaced change of what is public, by their ids."""
    replaced = workflow.replaced_files(dataset)
    mine = [one for one in sources if one.resource and one.resource["id"] in replaced]
    found = {one.resource["id"]: _difference(one, _since(dataset, one)) for one in mine if one.resource}
    return {id_: difference for id_, difference in found.items() if difference}


def _difference(source: proposing.Source, since: int | None) -> dict[str, Any] | None:
    """What the new file changes of the table that was there; None while it is being found out.

    Args:
        since: the release that was there; 0 or None where there was none.
    """
    if source.resource is None or source.is_waiting:
        return None
    newest = releases.one(source.resource["id"])
    if newest is None or not since or newest.number <= since:
        return None
    asked = {"resource_id": source.resource["id"], "from": since, "to": newest.number}
    found = tk.get_action("paser_release_diff")({}, asked)
    return found if found["ready"] else None
