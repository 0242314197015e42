"""What is still to be done about a draft, in words, each at its place in the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import ckan.plugins.toolkit as tk

from ckanext.paser.desk import fields
from ckanext.paser.desk.rules.changes import ROWS
from ckanext.paser.metadata.rules import crossfields, dictionaries, profile
from ckanext.paser.metadata.rules.findings import Finding
from ckanext.paser.metadata.rules.known import Tables
from ckanext.paser.problems import worded
from ckanext.paser.tables.rules.wishes import AREA_COLUMN

_ABOUT_ALL_FILES = ("status_sdi",)
"""Where the rules tell that a dataset has no data (rule 7): no field of the form, but its missing file."""


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


def checked(dataset: dict[str, Any], found: Sequence[Finding], tables: Tables) -> Checked:
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
    place = {"id": dataset["name"], "resource_id": dataset["resources"][finding.file]["id"]}
    if finding.field == AREA_COLUMN:  # it is chosen among the columns, not in the form of the file
        return f"{tk.url_for('paser_tables.columns', **place)}#kolom-wilayah"
    return f"{tk.url_for('dataset_resource.edit', **place)}#field-{finding.field}"


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


def of_fields(errors: dict[str, Any]) -> list[Told]:
    """What CKAN refuses of a draft, each field once, at its place in the form."""
    places = {one.name for one in fields.fields()}
    return [
        Told(name if name in places else "", tk.h.paser_field(name), " ".join(dict.fromkeys(_texts(told))))
        for name, told in errors.items()
    ]


def _texts(told: Any) -> Iterator[str]:
    """The sentences of an error, also of a field with rows."""
    if isinstance(told, str):
        yield told
    else:
        for one in told.values() if isinstance(told, dict) else told:
            yield from _texts(one)


def errors(refused: Sequence[Finding], dataset: dict[str, Any]) -> dict[str, Any]:
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


def of_files(refused: Sequence[Finding], dataset: dict[str, Any]) -> dict[str, list[str]]:
    """Those that are about a file, in words, by its id; under an empty one what is about all of them."""
    found: dict[str, list[str]] = {}
    for one in refused:
        if not _place(one, dataset):
            id_ = "" if one.file is None else dataset["resources"][one.file]["id"]
            words = [] if one.file is None else [tk.h.paser_field(one.field, of_file=True)]
            found.setdefault(id_, []).append(": ".join([*words, worded(one.problem, tk._)["text"]]))
    return found


def _place(finding: Finding, dataset: dict[str, Any]) -> str:
    """The field where something is to be done; empty for the file. What one field says of all columns is asked once, there."""
    if finding.file is None and finding.field in _ABOUT_ALL_FILES:
        return ""
    if finding.file is None:
        return finding.field.split("-")[0]
    field = dictionaries.OF_DATASET.get(finding.problem.params.get("key", ""), "")
    return "" if dataset.get(field) else field
