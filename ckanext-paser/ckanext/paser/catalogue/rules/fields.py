"""The fields of profile paser-sdi 1.0 as data: what kind of value each has, and under which name others read it.

Read once from ``schemas/sdi_profile.json`` and the forms (``schemas/dataset.yaml``, ``kegiatan.yaml``, ``organization.yaml``), which
the checks are made of too: a field that is added there is in the catalogue formats and in the documents of the profile without another
word.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ckanext.paser.kegiatan.rules import CODE_LISTS, PERSONAL
from ckanext.paser.metadata.rules.vocabularies import VOCABULARY_OF

PARTS = ("dataset", "resource", "variable", "kegiatan", "organization")
"""The parts of the profile, as ``sdi_profile.json`` names them: tables 6.2, 6.4, 6.5, 6.3 and 6.6."""

TEXT, NUMBER, ANSWER, DAY, CODE = "text", "number", "answer", "day", "code"
LINES, CODES, ROWS, OBJECT = "lines", "codes", "rows", "object"
LISTS = {LINES, CODES, ROWS}

NOT_PUBLIC = {
    *("catatan_verifikasi", "diverifikasi_pada", "diperiksa_pembina_pada"),
    *("pii_scan_status", "pii_scan_pada", "pii_scan_ringkasan"),
    *("kelas_data_pribadi", "perlakuan"),
    *PERSONAL,
}
"""Never told to another catalogue: notes between agency and Walidata, what was found of personal data, persons (6.3, 6.9)."""
NOT_TOLD = {
    "name",
    "owner_org",
    "private",
    "status_sdi",
    "schema",
    "sheet",
    "bentuk_tabel",
    *("baris_kepala", "baris_jumlah", "baris_bukan_jumlah"),
    "urutan",
    "type_override",
}
"""Told by the address, the producer or a quality measurement of the catalogue, or only of use inside this portal."""

_KIND_OF_PRESET = {
    "paser_lines": LINES,
    "paser_many": CODES,
    "paser_checkboxes": CODES,
    "paser_select": CODE,
    "paser_rows": ROWS,
    "paser_date": DAY,
    "paser_answer": ANSWER,
    "tag_string_autocomplete": LINES,
    "kegiatan_number": NUMBER,
    "kegiatan_yes_no": ANSWER,
    "kegiatan_choice": CODE,
    "kegiatan_choices": CODES,
    "kegiatan_days": LINES,
    "kegiatan_spans": ROWS,
}
_FORMS = {
    "dataset": ("dataset.yaml", "dataset_fields"),
    "resource": ("dataset.yaml", "resource_fields"),
    "kegiatan": ("kegiatan.yaml", "dataset_fields"),
    "organization": ("organization.yaml", "fields"),
}
"""Where the form of a part stands; columns have none."""
_KINDS = {
    **dict.fromkeys(
        ("language", "theme", "tahun_data", "conforms_to", "referensi_pemilihan", "aturan_validasi"), LINES
    ),
    **dict.fromkeys(("creator", "publisher", "spatial_coverage", "kamus_data", "value_domain"), ROWS),
    **dict.fromkeys(("jadwal_rilis", "issued", "modified"), DAY),
    **dict.fromkeys(("skor_mutu", "jumlah_baris", "bintang", "size", "urutan", "desimal"), NUMBER),
    **dict.fromkeys(("schema", "batasan"), OBJECT),
    "apakah_variabel_bisa_diakses_umum": ANSWER,
    "nilai_hilang": LINES,
}
_KINDS_OF_COLUMN = {
    "konsep": LINES,
    **dict.fromkeys(("ukuran", "tipe_data", "peran", "agregasi", "format_angka", "kode_referensi"), CODE),
}


@dataclass(frozen=True)
class Field:
    """A field of the profile.

    Args:
        part: one of ``PARTS``; "variable" is a column of ``kamus_data``.
        need: column W: M mandatory to publish, C on a condition, R recommended, O optional, A never asked.
        condition: when a C field is needed, as column W writes it.
        kind: of its value.
        ask: how it is filled in (``schemas/dataset.yaml``); empty for columns.
        vocabulary: the code list of its values; empty where there is none.
        section: the letter of its section of the form, or the number of its block of MS-Keg; empty where a part has none.
        parts: names of what a row of it holds.
    """

    name: str
    part: str
    label_id: str
    label_en: str
    need: str
    condition: str
    kind: str
    ask: str = ""
    vocabulary: str = ""
    section: str = ""
    help_id: str = ""
    help_en: str = ""
    parts: tuple[str, ...] = field(default=())

    @property
    def is_list(self) -> bool:
        return self.kind in LISTS

    @property
    def is_public(self) -> bool:
        return self.name not in NOT_PUBLIC

    def label(self, language: str) -> str:
        """What the form calls it; the profile, where no form has it. The profile's own labels have remarks for those who program."""
        said = _form(self.part).get(self.name, {}).get("label", {})
        return said.get(language) or (self.label_en if language == "en" else self.label_id)


def _source(name: str) -> str:
    return files("paser_schemas").joinpath(name).read_text(encoding="utf-8")


@cache
def of(part: str) -> dict[str, Field]:
    """The fields of a part of the profile by name, in its order."""
    form = _form(part)
    said = [
        _field(part, row, form.get(row["name"], {})) for row in json.loads(_source("sdi_profile.json"))[part]
    ]
    known = {one.name for one in said}
    return {
        one.name: one
        for one in [*said, *(_beside(part, row) for name, row in form.items() if name not in known)]
    }


@cache
def sections() -> dict[str, dict[str, str]]:
    """The sections of a dataset's form by letter, each with its name by language."""
    return yaml.safe_load(_source("dataset.yaml"))["sections"]


@cache
def blocks() -> dict[str, dict[str, str]]:
    """The blocks of the form MS-Keg by number, each with its name by language; the first has what stands before block I."""
    return {block["name"]: block["label"] for block in yaml.safe_load(_source("kegiatan.yaml"))["blocks"]}


@cache
def _form(part: str) -> dict[str, dict[str, Any]]:
    if part not in _FORMS:
        return {}
    name, key = _FORMS[part]
    return {row["field_name"]: row for row in yaml.safe_load(_source(name))[key]}


def _section(part: str, name: str, section: str) -> str:
    if part != "kegiatan":
        return section[:1]
    begins = name.partition("_")[0]
    return begins if begins in blocks() else next(iter(blocks()))


def _field(part: str, row: dict[str, Any], form: dict[str, Any]) -> Field:
    need, _, condition = row["required"].partition(":")
    help_ = form.get("help_text") or {}
    lists = VOCABULARY_OF | CODE_LISTS if part == "kegiatan" else VOCABULARY_OF
    return Field(
        name=row["name"],
        part=part,
        label_id=row["label_id"],
        label_en=row.get("label_en") or form.get("label", {}).get("en") or row["label_id"],
        need=need.strip()[:1],
        condition=condition.strip(),
        kind=_kind(part, row["name"], form),
        ask=form.get("ask", ""),
        vocabulary=lists.get(row["name"], ""),
        section=_section(part, row["name"], row.get("section") or ""),
        help_id=help_.get("id", ""),
        help_en=help_.get("en", ""),
        parts=_parts(form),
    )


def _parts(form: dict[str, Any]) -> tuple[str, ...]:
    if form.get("preset") == "kegiatan_spans":
        return ("awal", "akhir")
    return tuple(sub["field_name"] for sub in form.get("repeating_subfields", ()))


def _beside(part: str, form: dict[str, Any]) -> Field:
    """A field that this portal, or CKAN, has beside the profile."""
    label = form["label"]
    return Field(
        form["field_name"],
        part,
        label["id"],
        label["en"],
        "M" if form.get("required") else "O",
        "",
        _kind(part, form["field_name"], form),
        form.get("ask", ""),
        section=_section(part, form["field_name"], ""),
    )


def _kind(part: str, name: str, form: dict[str, Any]) -> str:
    if part == "variable" and name in _KINDS_OF_COLUMN:
        return _KINDS_OF_COLUMN[name]
    if name in _KINDS:
        return _KINDS[name]
    if form.get("preset") in _KIND_OF_PRESET:
        return _KIND_OF_PRESET[form["preset"]]
    checks = f"{form.get('validators', '')} {form.get('output_validators', '')}"
    if "int_validator" in checks:
        return NUMBER
    if "boolean_validator" in checks:
        return ANSWER
    return ROWS if form.get("repeating_subfields") else TEXT
