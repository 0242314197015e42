"""Claims about the forms: they are the profile's."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
import yaml

from ckanext.paser.metadata.rules import VOCABULARY_OF, is_required

FOLDER = files("paser_schemas")
PROFILE = json.loads(FOLDER.joinpath("sdi_profile.json").read_text(encoding="utf-8"))
DATASET = yaml.safe_load(FOLDER.joinpath("dataset.yaml").read_text(encoding="utf-8"))
ORGANIZATION = yaml.safe_load(FOLDER.joinpath("organization.yaml").read_text(encoding="utf-8"))

PRESETS = {
    preset["preset_name"]: preset["values"]
    for text in (
        files("ckanext.scheming").joinpath("presets.json").read_text(encoding="utf-8"),
        FOLDER.joinpath("presets.yaml").read_text(encoding="utf-8"),
    )
    for preset in yaml.safe_load(text)["presets"]
}
NOT_FREE = {
    "scheming_choices",
    "scheming_multiple_choice",
    "owner_org_validator",
    "boolean_validator",
    "isodate",
    "paser_period",
    "url_validator",
    "one_of",
    "paser_kamus",
}
"""Validators of what has a form of its own, or, the last, that look for more than numbers of people."""

# the mark DATA CONTOH, what an agency says of a release, fields of CKAN's own agencies, and how a file is read
OURS = {"data_contoh", "catatan_rilis", "description", "image_url", "sheet", "bentuk_tabel"}
FIRST_PAGE = [
    "title",
    "notes",
    "owner_org",
    "jenis",
    "jenis_data",
    "tema_sdi",
    "kode_urusan",
    "frequency",
    "jadwal_rilis",
    "temporal_coverage",
    "temporal_resolution",
    "kode_wilayah",
    "level_penyajian",
    "konsep",
    "definisi",
    "ukuran",
    "satuan",
    "license_id",
    "contact",
    "tag_string",
]


def fields(schema, part):
    """The fields of a schema that the profile knows, each with its entry in the profile."""
    known = {row["name"]: row for row in PROFILE[part]}
    return [(field, known[field["field_name"]]) for field in schema if field["field_name"] not in OURS]


ALL = [
    *fields(DATASET["dataset_fields"], "dataset"),
    *fields(DATASET["resource_fields"], "resource"),
    *fields(ORGANIZATION["fields"], "organization"),
]


def test_the_form_asks_the_fields_of_the_first_page():
    assert set(FIRST_PAGE) <= {field["field_name"] for field in DATASET["dataset_fields"]}


@pytest.mark.parametrize("field", DATASET["dataset_fields"], ids=lambda field: field["field_name"])
def test_no_field_becomes_a_date_of_solr(field):
    assert not field["field_name"].endswith("_date")


@pytest.mark.parametrize(
    ("field", "profile"),
    [one for one in ALL if one[1] not in PROFILE["resource"]],
    ids=lambda one: one.get("field_name"),
)
def test_a_field_is_required_where_the_profile_says_mandatory(field, profile):
    assert field.get("required", False) is (profile["required"].split()[0].rstrip(":") == "M")


@pytest.mark.parametrize("field", ["konsep", "definisi", "ukuran", "satuan", "jadwal_rilis"])
def test_a_conditional_field_is_left_to_the_rules(field):
    condition = {"jenis": "indikator", "frequency": "tahunan"}
    assert next(row for row in PROFILE["dataset"] if row["name"] == field)["required"].startswith("C")
    assert is_required(field, condition)


@pytest.mark.parametrize(("field", "profile"), ALL, ids=lambda one: one.get("field_name"))
def test_every_field_has_a_label_in_both_languages(field, profile):
    assert set(field["label"]) == {"id", "en"}


@pytest.mark.parametrize("field", FIRST_PAGE)
def test_the_help_of_every_first_page_field_gives_an_example(field):
    texts = next(one for one in DATASET["dataset_fields"] if one["field_name"] == field)["help_text"]
    assert set(texts) == {"id", "en"}
    assert "Contoh:" in texts["id"]
    assert "Example:" in texts["en"]


def written(fields):
    """The fields that are written in, those of repeating rows too."""
    rows = (part for field in fields for part in field.get("repeating_subfields", [field]))
    return [
        (row["field_name"], row.get("validators") or PRESETS[row["preset"]]["validators"]) for row in rows
    ]


@pytest.mark.parametrize(
    ("field", "validators"),
    written([*DATASET["dataset_fields"], *DATASET["resource_fields"], *ORGANIZATION["fields"]]),
)
def test_a_free_text_that_everybody_reads_is_looked_at_for_numbers_of_people(field, validators):
    names = {name.partition("(")[0] for name in validators.split()}
    assert "paser_impersonal" in names or not names.isdisjoint(NOT_FREE)


@pytest.mark.parametrize(
    "field", [*DATASET["dataset_fields"], *ORGANIZATION["fields"]], ids=lambda field: field["field_name"]
)
def test_a_field_with_choices_reads_a_code_list(field):
    coded = field.get("preset") in {"paser_select", "paser_checkboxes", "paser_many", "paser_unit"}
    assert coded == (field["field_name"] in {*VOCABULARY_OF, "kode_wilayah"})
