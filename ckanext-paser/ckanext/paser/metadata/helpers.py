"""Template helpers: choices of forms and labels of stored codes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import ckan.plugins.toolkit as tk

from ckanext.paser.areas import rules as areas
from ckanext.paser.metadata import rules, service
from ckanext.paser.metadata.completing import has_profile
from ckanext.paser.metadata.rules import contacts, crossfields, licences, profile, stale, subfields
from ckanext.paser.metadata.rules.findings import Finding, is_error
from ckanext.paser.metadata.rules.vocabularies import parent_of
from ckanext.paser.problems import worded
from ckanext.paser.standards import service as standards
from ckanext.paser.workflow import rules as workflow
from ckanext.paser.workflow import service as judging

__all__ = [
    "paser_choice_groups",
    "paser_choices",
    "paser_field",
    "paser_file_base",
    "paser_file_errors",
    "paser_findings",
    "paser_form_base",
    "paser_form_parts",
    "paser_form_sections",
    "paser_has_error",
    "paser_label",
    "paser_mail_advice",
    "paser_narrowed_choices",
    "paser_offered",
    "paser_rows",
]

Choice = dict[str, Any]
Field = dict[str, Any]


class FormParts(NamedTuple):
    """The fields of a form, or of a section of it: the first questions, and those of the closed part.

    What fills in others (a data standard, where there is a list of them) stands before them, as it spares their answers.
    """

    asked: list[Field]
    advanced: list[Field]


class Section(NamedTuple):
    """One section of the form of a dataset, with its letter in the profile."""

    letter: str
    label: dict[str, str]
    asked: list[Field]
    advanced: list[Field]


class Group(NamedTuple):
    """Choices that belong to one choice (``of``) of another field."""

    label: str
    of: str
    choices: list[Choice]


class Remark(NamedTuple):
    """What a rule says of a dataset, in the reader's words; ``is_error``: it cannot be public before."""

    place: str
    text: str
    is_error: bool


def paser_findings(dataset: dict[str, Any]) -> list[Remark]:
    """What the rules have to say about a dataset that is shown: first what keeps it from being published, or public.

    What the tables of a published one hold was judged at that step, and is told by its quality: no page reads whole tables for it.
    """
    if not has_profile(dataset.get("type")):
        return []
    to_be, judged, tables = None, dataset, {}
    if dataset.get("status_sdi") != workflow.Status.TERBIT:
        to_be, (judged, tables) = workflow.Status.TERBIT.value, judging.whole(dataset)
    remarks = [
        Remark(_place(one, dataset), worded(one.problem, tk._)["text"], is_error(one, to_be))
        for one in crossfields.findings({**judged, "status_sdi": to_be}, tables)
        if not workflow.is_ours(one.field, one.file)
    ]
    return sorted(remarks, key=lambda one: not one.is_error)


def _place(finding: Finding, dataset: dict[str, Any]) -> str:
    """The words of a field, and the name of the file whose it is."""
    field = paser_field(finding.field, of_file=finding.file is not None)
    if finding.file is None:
        return field
    return f"{tk.h.resource_display_name(dataset['resources'][finding.file])}, {field}"


def paser_file_errors(errors: list[Any]) -> list[str]:
    """What is to be put right in the files of a dataset, one line for each field, or as it is told of all."""
    lines: list[str] = []
    for number, told in enumerate(errors, 1):
        if isinstance(told, str):
            lines.append(told)
            continue
        lines += [
            tk._("File {number}, {field}: {text}").format(
                number=number, field=paser_field(name, of_file=True), text=text
            )
            for name, text in _flat(told)
        ]
    return lines


def _flat(errors: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each field of a file, and of its rows, with what is told of it."""
    for name, told in errors.items():
        for number, one in enumerate(told if isinstance(told, list) else [told]):
            if isinstance(one, dict):
                yield from ((f"{name}-{number}-{part}", text) for part, text in _flat(one))
            else:
                yield name, str(one)


def paser_form_sections(schema: dict[str, Any]) -> list[Section]:
    """The form of a dataset in the sections of the profile; fields of ours stand in the one that they name, else in the last."""
    last = max(schema["sections"])
    fields = [
        (profile.section(one["field_name"]) or one.get("section", last), one)
        for one in schema["dataset_fields"]
    ]
    return [
        Section(letter, label, *_parts([one for of, one in fields if of == letter], "dataset"))
        for letter, label in schema["sections"].items()
    ]


def paser_form_parts(schema: dict[str, Any]) -> FormParts:
    """The form of a file."""
    return _parts(schema["resource_fields"], "resource")


def _parts(fields: list[Field], part: str) -> FormParts:
    shown = [one for one in fields if one.get("form_snippet", "") is not None]
    needs = profile.needs(part)
    starred = [{**one, "required": needs.get(one["field_name"]) == "M"} for one in shown]
    advanced = [one for one in starred if one["ask"] == "advanced"]
    filling = [one for one in advanced if one.get("form_fills_others") and standards.is_any()]
    first = [one for one in starred if one not in advanced]
    return FormParts([*filling, *first], [one for one in advanced if one not in filling])


def paser_has_error(fields: list[Field], errors: dict[str, Any]) -> bool:
    """Whether one of these fields, or of their rows, is to be put right."""
    names = {name.split("-", 1)[0] for name, told in errors.items() if told}
    return not names.isdisjoint(one["field_name"] for one in fields)


def paser_narrowed_choices(field: Field, chosen: Sequence[str] = ()) -> list[Group]:
    """The choices of a field whose choices depend on those of another, by that one's choices.

    Args:
        chosen: what stands in the form.
    """
    above = {"field_name": field["form_narrowed_by"]}
    choices = paser_offered(field, chosen)
    return [
        Group(tk.h.scheming_language_text(one["label"]), one["value"], mine)
        for one in paser_choices(above)
        if (
            mine := [
                each for each in choices if parent_of(field["field_name"], each["value"]) == one["value"]
            ]
        )
    ]


def paser_choices(field: dict[str, Any]) -> list[Choice]:
    """Choices of a scheming field, from the profile's code list for it (``choices_helper``).

    Those that are not valid any more (``is_over``) are among them, as datasets may have them; ``paser_offered`` leaves them out.
    """
    name = field["field_name"]
    if name == "kode_wilayah":
        listed = [(area, False) for area in areas.areas()] + [(area, True) for area in areas.former()]
        return [{"value": one.code_kemendagri, "label": one.name, "is_over": over} for one, over in listed]
    today = service.today()
    return [
        {
            "value": term.code,
            "label": {"id": term.label_id, "en": term.label_en},
            "is_over": not term.validity.holds(today)
            or (name == "license_id" and not licences.is_offered(term.code)),
        }
        for term in rules.vocabulary(rules.VOCABULARY_OF[name])
    ]


def paser_offered(field: Field, chosen: str | Sequence[str] | None = ()) -> list[Choice]:
    """The choices that a form shows: those that are valid, and what stands in it already, marked where it is not.

    Args:
        chosen: what stands in the form.
    """
    kept = {chosen} if isinstance(chosen, str) else set(chosen or ())
    return [
        _marked(one) if one.get("is_over") else one
        for one in tk.h.scheming_field_choices(field)
        if not one.get("is_over") or one["value"] in kept
    ]


def _marked(choice: Choice) -> Choice:
    text = tk._("{label} (not valid any more)")
    return {**choice, "label": text.format(label=tk.h.scheming_language_text(choice["label"]))}


def paser_choice_groups(field: Field, chosen: Sequence[str] = ()) -> list[tuple[str, list[Choice]]]:
    """Choices of a select box in groups with a name.

    Areas: the regency and its kecamatan, then the villages of each kecamatan. Others: one group.

    Args:
        chosen: what stands in the form.
    """
    choices = paser_offered(field, chosen)
    if field["field_name"] != "kode_wilayah":
        return [(tk.h.scheming_language_text(field["label"]), choices)]
    by_code = {choice["value"]: choice for choice in choices}
    kecamatan = areas.areas("kecamatan")
    groups = [(tk._("Regency and kecamatan"), [*areas.areas("kabupaten"), *kecamatan])]
    groups += [
        (one.name, [area for area in areas.areas() if area.parent == one.code_kemendagri])
        for one in kecamatan
    ]
    groups.append(
        (tk._("Not valid any more"), [one for one in areas.former() if one.code_kemendagri in by_code])
    )
    return [
        (name, [by_code[area.code_kemendagri] for area in members]) for name, members in groups if members
    ]


def paser_field(name: str, *, of_file: bool = False) -> str:
    """What the form of a dataset or file calls a field, also one of its rows (``contact-0-name``); else the name.

    ``resources`` are the files of a dataset, for which no field stands.

    Args:
        of_file: it is a field of a file, where both have one of this name.
    """
    if name == "resources":
        return tk._("Files")
    schema = tk.h.scheming_get_dataset_schema("dataset")
    first, second = schema["dataset_fields"], schema["resource_fields"]
    fields = [*second, *first] if of_file else [*first, *second]
    words: list[str] = []
    for part in (part for part in name.split("-") if not part.isdigit()):
        field = tk.h.scheming_field_by_name(fields, part)
        if field is None:
            return name
        words.append(tk.h.scheming_language_text(field["label"]))
        fields = field.get("repeating_subfields", [])
    return ": ".join(words)


def paser_label(field: str, value: str) -> str:
    """What people read for a stored code of a field, in their language; also for Solr's ``vocab_`` fields."""
    return rules.label(field.removeprefix("vocab_"), value, tk.h.lang())


def paser_mail_advice(address: str | None) -> str:
    """What is advised of an e-mail address, in the reader's words; empty where nothing is."""
    problem = contacts.advice(address)
    return worded(problem, tk._)["text"] if problem else ""


def paser_rows(field: Field, data: dict[str, Any]) -> list[subfields.Row]:
    """The rows of a field with subfields as the form shows them, with an empty one more to fill in: no script is needed."""
    return subfields.rows(field["field_name"], data)


def paser_form_base(dataset_id: str) -> str:
    """What the form of a dataset is made of, for ``package_update`` to see whether somebody has changed it since."""
    shown = tk.get_action("package_show")({}, {"id": dataset_id})
    fields = tk.h.scheming_get_dataset_schema(shown["type"])["dataset_fields"]
    names = ["tags" if name == "tag_string" else name for name in _in_form(fields)]
    return json.dumps(stale.digests(shown, names), sort_keys=True)


def paser_file_base(resource_id: str) -> str:
    """What the form of a file is made of, for ``resource_update``; that its content has changed too."""
    shown = tk.get_action("resource_show")({}, {"id": resource_id})
    fields = tk.h.scheming_get_dataset_schema("dataset")["resource_fields"]
    return json.dumps(stale.digests(shown, [*_in_form(fields), "last_modified"]), sort_keys=True)


def _in_form(fields: list[Field]) -> list[str]:
    return [one["field_name"] for one in fields if one.get("form_snippet", "") is not None]
