"""What the templates of activities ask this room."""

from __future__ import annotations

from typing import Any, NamedTuple

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.paser.kegiatan import rules, service
from ckanext.paser.metadata import service as metadata

__all__ = [
    "paser_kegiatan_answers",
    "paser_kegiatan_blocks",
    "paser_kegiatan_choices",
    "paser_kegiatan_datasets",
    "paser_kegiatan_is_personal",
    "paser_kegiatan_of",
    "paser_kegiatan_url",
]

Field = dict[str, Any]

ELSEWHERE = {"title", "name", "owner_org"}
"""What the page of an activity says at its top."""


class Block(NamedTuple):
    """One section of the form MS-Keg."""

    name: str
    label: str
    fields: list[Field]


def paser_kegiatan_url(**narrowed: str) -> str:
    """The address of the list of activities; empty where no plugin knows their form."""
    return tk.url_for("kegiatan.search", **narrowed) if p.plugin_loaded("scheming_datasets") else ""


def paser_kegiatan_choices(field: Field) -> list[dict[str, Any]]:
    """Choices of a scheming field, from its code list (``choices_helper``)."""
    today = metadata.today()
    return [
        {
            "value": term.code,
            "label": {"id": term.label_id, "en": term.label_en},
            "is_over": not term.validity.holds(today),
        }
        for term in rules.terms(field["field_name"])
    ]


def paser_kegiatan_blocks() -> list[Block]:
    """The sections of form and page, each with its fields."""
    schema = tk.h.scheming_get_dataset_schema(rules.TYPE)
    names = [block["name"] for block in schema["blocks"]]
    fields: dict[str, list[Field]] = {name: [] for name in names}
    for field in schema["dataset_fields"]:
        begins = field["field_name"].partition("_")[0]
        fields[begins if begins in fields else names[0]].append(field)
    return [
        Block(block["name"], tk.h.scheming_language_text(block["label"]), fields[block["name"]])
        for block in schema["blocks"]
    ]


def paser_kegiatan_answers(kegiatan: dict[str, Any]) -> list[Block]:
    """The sections of an activity's page, with the fields that are answered: "no" and 0 are answers."""
    return [
        block._replace(fields=answered)
        for block in paser_kegiatan_blocks()
        if (answered := [field for field in block.fields if _is_answered(field, kegiatan)])
    ]


def _is_answered(field: Field, kegiatan: dict[str, Any]) -> bool:
    name = field["field_name"]
    shown = name not in ELSEWHERE and field.get("display_snippet", "") is not None
    return shown and kegiatan.get(name) not in (None, "", [])


def paser_kegiatan_is_personal(field: Field) -> bool:
    """Tell whether only editors see a field."""
    return field["field_name"] in rules.PERSONAL


def paser_kegiatan_datasets(kegiatan: dict[str, Any]) -> list[dict[str, Any]]:
    """The datasets that come from an activity."""
    return service.datasets_of(kegiatan["name"])


def paser_kegiatan_of(dataset: dict[str, Any]) -> dict[str, Any] | None:
    """The activity that a dataset comes from."""
    return service.of_dataset(dataset)
