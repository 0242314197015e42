"""The fields of the form, from the schema of a dataset: the questions, and what is asked beyond them."""

from __future__ import annotations

from typing import Any, NamedTuple

import ckan.plugins.toolkit as tk

from ckanext.paser.desk.rules.changes import MANY, ROWS, TEXT, Field

LEFT = ("name", "private", "owner_org")
"""Asked by the long form alone: the page gives the address, keeps the draft private and knows the agency."""
ASKED = ("asked", "advanced")
_LISTS = ("paser/metadata/form_checkboxes.html", "paser/metadata/form_many.html")


class Section(NamedTuple):
    """A section of the profile's form, with the fields that this page shows of it."""

    letter: str
    label: str
    asked: list[dict[str, Any]]
    advanced: list[dict[str, Any]]


def sections() -> list[Section]:
    """The form in the sections of the profile."""
    schema = tk.h.scheming_get_dataset_schema("dataset")
    found = []
    for one in tk.h.paser_form_sections(schema):
        asked = [field for field in one.asked if field["ask"] in ASKED and field["field_name"] not in LEFT]
        found.append(Section(one.letter, tk.h.scheming_language_text(one.label), asked, one.advanced))
    return found


def fields() -> list[Field]:
    """All fields that the form sends."""
    return [_field(one) for section in sections() for one in (*section.asked, *section.advanced)]


def _field(field: dict[str, Any]) -> Field:
    if "repeating_subfields" in field:
        return Field(
            field["field_name"], ROWS, tuple(one["field_name"] for one in field["repeating_subfields"])
        )
    is_list = field.get("form_snippet") in _LISTS or field.get("form_many")
    return Field(field["field_name"], MANY if is_list else "text")


def empty() -> dict[str, Any]:
    """The fields that may stand empty, each as it does; without a title nobody would recognise a draft."""
    return {one.name: "" if one.kind == TEXT else [] for one in fields() if one.name != "title"}


def said(dataset: dict[str, Any]) -> dict[str, Any]:
    """A dataset as the form has it: its keywords in one field."""
    tags = ",".join(tag["name"] for tag in dataset.get("tags") or [])
    return {**dataset, "tag_string": tags}


def note() -> str:
    """What an officer writes to the Walidata: it is sent with the draft, and goes from page to page until then."""
    return tk.request.form.get("catatan", "").strip()
