"""The columns of the workbook: one for each field of the profile that people are asked for, one for each part of a field with rows.

Made from ``schemas/dataset.yaml``, so that a new field is a new column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ckanext.paser.metadata.rules import VOCABULARY_OF, profile

REMARK = "#catatan"
"""Key of the column for people: remarks that come back, and the word by which an example is known. It is never stored."""
AREAS = "WILAYAH"
"""Name of the list of areas, which is no code list of the profile."""
LINK = "resources.url"
ASKED = "Isian utama"
LINKS = "Berkas"
NOT_IN_WORKBOOK = frozenset(["private"])
"""What comes in is a draft; who may see it is decided later, one by one."""


class Kind(Enum):
    """How a cell of a column is read."""

    TEXT = "teks"
    ONE = "satu pilihan"
    MANY = "beberapa pilihan"
    LINES = "beberapa isian"
    TAGS = "kata kunci"
    ANSWER = "ya atau tidak"
    DAY = "tanggal"
    PERIOD = "tahun, bulan, atau tanggal"
    NUMBER = "bilangan bulat"
    UNIT = "satuan"
    AGENCY = "perangkat daerah"


_BY_PRESET = {
    "paser_select": Kind.ONE,
    "paser_checkboxes": Kind.MANY,
    "paser_many": Kind.MANY,
    "paser_lines": Kind.LINES,
    "paser_answer": Kind.ANSWER,
    "paser_date": Kind.DAY,
    "paser_unit": Kind.UNIT,
    "dataset_organization": Kind.AGENCY,
    "tag_string_autocomplete": Kind.TAGS,
}
_BY_VALIDATOR = (("isodate", Kind.DAY), ("paser_period", Kind.PERIOD), ("paser_between", Kind.NUMBER))


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        key: what stands in the row of keys: ``tema_sdi``, or ``contact.email`` of a part.
        part: name of the subfield; empty where the field has none.
        codes: name of the list that its values come from; empty where there is none.
        group: heading above it.
        needed: it has to be filled in before a dataset is public.
    """

    key: str
    field: str
    part: str
    kind: Kind
    label: str
    help: str
    group: str
    codes: str = ""
    needed: bool = False


@cache
def columns() -> tuple[Column, ...]:
    """All columns: first what is asked of everybody, then what is advanced by the sections of the profile, then the link to a file."""
    schema = _schema()
    fields = [one for one in schema["dataset_fields"] if one["field_name"] not in NOT_IN_WORKBOOK]
    asked = [one for one in fields if one["ask"] == "asked"]
    advanced = [one for one in fields if one["ask"] == "advanced"]
    sections = {letter: label["id"] for letter, label in schema["sections"].items()}
    made = [column for one in asked for column in _of(one, ASKED)]
    for one in advanced:
        made += _of(one, sections[profile.section(one["field_name"]) or one["section"]])
    file = {one["field_name"]: one for one in schema["resource_fields"]}
    return (*made, _of_file(file["url"], "Tautan berkas"), _of_file(file["name"], "Nama berkas"))


@cache
def defaults() -> Mapping[str, Any]:
    """What a field of a new dataset says where nobody says anything."""
    return {one["field_name"]: one["default"] for one in _schema()["dataset_fields"] if "default" in one}


@cache
def by_key() -> Mapping[str, Column]:
    """The columns by what stands in the row of keys."""
    return {one.key: one for one in columns()}


@cache
def of_field(field: str) -> tuple[Column, ...]:
    """The columns of one field."""
    return tuple(one for one in columns() if one.field == field)


def letters(position: int) -> str:
    """How a spreadsheet calls a column, counted from 0."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


@cache
def _schema() -> dict[str, Any]:
    return yaml.safe_load(files("paser_schemas").joinpath("dataset.yaml").read_text(encoding="utf-8"))


def _of(field: dict[str, Any], group: str) -> Iterator[Column]:
    name, label, told = field["field_name"], field["label"]["id"], field.get("help_text", {}).get("id", "")
    needed = profile.needs("dataset").get(name) == "M" or bool(field.get("required"))
    if "repeating_subfields" not in field:
        yield Column(name, name, "", _kind(field), label, told, group, _codes(name), needed)
    for part in field.get("repeating_subfields", []):
        if part.get("form_snippet") == "paser/metadata/form_hidden.html":
            continue
        key, both = f"{name}.{part['field_name']}", f"{label}: {part['label']['id']}"
        yield Column(key, name, part["field_name"], _kind(part), both, told, group, "", needed)


def _of_file(field: dict[str, Any], label: str) -> Column:
    part = field["field_name"]
    told = field.get("help_text", {}).get("id", "Alamat berkas yang dapat dibuka semua orang. Boleh kosong.")
    return Column(f"resources.{part}", "resources", part, Kind.TEXT, label, told, LINKS)


def _kind(field: dict[str, Any]) -> Kind:
    if field.get("preset") in _BY_PRESET:
        return _BY_PRESET[field["preset"]]
    validators = field.get("validators", "")
    return next((kind for name, kind in _BY_VALIDATOR if name in validators), Kind.TEXT)


def _codes(field: str) -> str:
    return AREAS if field == "kode_wilayah" else VOCABULARY_OF.get(field, "")
