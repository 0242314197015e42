"""The profile as JSON Schema 2020-12: a published dataset as CKAN's API shows it; activities and agencies in ``$defs``.

When a conditional field (column W: C) is needed stands in ``x-wajib`` in words: the rules themselves are code of the portal.
"""

from __future__ import annotations

from typing import Any

from ckanext.paser.catalogue.rules import fields
from ckanext.paser.catalogue.rules.documents.choices import codes, required
from ckanext.paser.catalogue.rules.fields import ANSWER, CODES, DAY, LINES, NUMBER, OBJECT, ROWS, Field
from ckanext.paser.catalogue.rules.terms import PROFILE, camel, own

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DAY = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T.*)?)?)?$"
_ELSEWHERE = {"tag_string": "tags"}
"""What CKAN's API shows under another name than forms have."""


def schema(site: str) -> dict[str, Any]:
    """The schema, for the portal at an address without a slash at its end."""
    dataset = _object("dataset", site)
    dataset["properties"]["resources"] = {"type": "array", "items": {"$ref": "#/$defs/resource"}}
    return {
        "$schema": DIALECT,
        "$id": f"{site}{PROFILE}.json",
        "title": "paser-sdi 1.0",
        "description": "Dataset Satu Data Paser menurut profil paser-sdi 1.0 (Perpres 39/2019, MS-Keg, MS-Ind, MS-Var).",
        **dataset,
        "$defs": {part: _object(part, site) for part in fields.PARTS if part != "dataset"},
    }


def _object(part: str, site: str) -> dict[str, Any]:
    public = [one for one in fields.of(part).values() if one.is_public]
    needed = {_ELSEWHERE.get(name, name) for name in required(part)}
    return {
        "type": "object",
        "required": sorted(needed),
        "properties": {
            _ELSEWHERE.get(one.name, one.name): _property(one, part, one.name in needed, site)
            for one in public
        },
    }


def _property(field: Field, part: str, is_needed: bool, site: str) -> dict[str, Any]:
    said = _value(field) if field.name not in _ELSEWHERE else {"type": "array", "items": {"type": "object"}}
    about = {
        "title": field.label_id,
        "description": field.label_en,
        "x-wajib": field.need + (f": {field.condition}" if field.condition else ""),
        "x-istilah": str(own(site)[camel(field.name)]),
    }
    if not is_needed:  # CKAN shows its own fields also where they are empty
        said = {"anyOf": [said, {"type": "null"}, {"const": ""}]}
    return about | said


def _value(field: Field) -> dict[str, Any]:
    if field.name == "kamus_data":
        return {"type": "array", "items": {"$ref": "#/$defs/variable"}}
    if field.kind == ROWS:
        row: dict[str, Any] = {"type": "object"}
        return {
            "type": "array",
            "items": row | ({"properties": {name: {} for name in field.parts}} if field.parts else {}),
        }
    simple: dict[str, dict[str, Any]] = {
        NUMBER: {"type": "number"},
        ANSWER: {"type": "boolean"},
        DAY: {"type": "string", "pattern": _DAY},
        OBJECT: {"type": "object"},
    }
    if field.kind in simple:
        return simple[field.kind]
    one: dict[str, Any] = {"type": "string"} | ({"enum": list(known)} if (known := codes(field)) else {})
    return {"type": "array", "items": one} if field.kind in (LINES, CODES) else one
