"""Template helpers: choices of forms and labels of stored codes."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.areas import rules as areas
from ckanext.paser.metadata import rules

__all__ = ["paser_choice_groups", "paser_choices", "paser_field", "paser_label", "paser_rows"]

Choice = dict[str, Any]


def paser_choices(field: dict[str, Any]) -> list[Choice]:
    """Choices of a scheming field, from the profile's code list for it (``choices_helper``)."""
    if field["field_name"] == "kode_wilayah":
        return [{"value": area.code_kemendagri, "label": area.name} for area in areas.areas()]
    terms = rules.vocabulary(rules.VOCABULARY_OF[field["field_name"]])
    return [{"value": term.code, "label": {"id": term.label_id, "en": term.label_en}} for term in terms]


def paser_choice_groups(field: dict[str, Any]) -> list[tuple[str, list[Choice]]]:
    """Choices of a select box in groups with a name.

    Areas: the regency and its kecamatan, then the villages of each kecamatan. Others: one group.
    """
    choices = paser_choices(field)
    if field["field_name"] != "kode_wilayah":
        return [(tk.h.scheming_language_text(field["label"]), choices)]
    by_code = {choice["value"]: choice for choice in choices}
    kecamatan = areas.areas("kecamatan")
    groups = [(tk._("Regency and kecamatan"), [*areas.areas("kabupaten"), *kecamatan])]
    groups += [
        (one.name, [area for area in areas.areas() if area.parent == one.code_kemendagri])
        for one in kecamatan
    ]
    return [(name, [by_code[area.code_kemendagri] for area in members]) for name, members in groups]


def paser_field(name: str) -> str:
    """What the form of a dataset or file calls a field, also one of its rows (``contact-0-name``); else the name."""
    schema = tk.h.scheming_get_dataset_schema("dataset")
    fields = [*schema["dataset_fields"], *schema["resource_fields"]]
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


def paser_rows(field: dict[str, Any], data: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a field with subfields, as the form shows them: at least one, empty if need be.

    After an error CKAN shows the stored dataset overlaid with what was sent, where the rows stand as
    ``contact-0-name``: what was sent wins.
    """
    name = field["field_name"]
    sent: dict[int, dict[str, Any]] = {}
    for key, value in data.items():
        parts = key.split("-", 2)
        if parts[0] == name and len(parts) == 3 and parts[1].isdigit():
            sent.setdefault(int(parts[1]), {})[parts[2]] = value
    return [sent[index] for index in sorted(sent)] or data.get(name) or [{}]
