"""Claims about the forms: they are the profile's."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
import yaml

from ckanext.paser.metadata.rules import VOCABULARY_OF
from ckanext.paser.metadata.rules.patterns import PATTERNS

FOLDER = files("paser_schemas")
PROFILE = json.loads(FOLDER.joinpath("sdi_profile.json").read_text(encoding="utf-8"))
DATASET = yaml.safe_load(FOLDER.joinpath("dataset.yaml").read_text(encoding="utf-8"))
ORGANIZATION = yaml.safe_load(FOLDER.joinpath("organization.yaml").read_text(encoding="utf-8"))
FORMS = {
    "dataset": DATASET["dataset_fields"],
    "resource": DATASET["resource_fields"],
    "organization": ORGANIZATION["fields"],
}
OF_DATASETS = [*FORMS["dataset"], *FORMS["resource"]]
EVERY = [*OF_DATASETS, *FORMS["organization"]]

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
    "paser_licence",
    "scheming_multiple_choice",
    "owner_org_validator",
    "boolean_validator",
    "isodate",
    "paser_period",
    "one_of",
    "package_name_exists",
    "int_validator",
    "paser_answer",
    "paser_between",
    "paser_pattern",
    "ignore",
    "paser_stored",
    "paser_kamus",
    "paser_kepala",
    "paser_label_baris",
}
"""Validators of what has a form of its own, of what nobody writes, or, the last, that look for more than numbers of people."""

# what PPID's list asks for, the mark DATA CONTOH, what an agency says of a release, fields of CKAN's own agencies, and how a file is read
OURS = {
    "dataset": {"jangka_waktu_simpan", "data_contoh"},
    "resource": {"catatan_rilis", "sheet", "bentuk_tabel", "baris_langsung"}
    | {"baris_kepala", "baris_jumlah", "baris_bukan_jumlah"},
    "organization": {"description", "image_url"},
}


def named(field):
    return field["field_name"]


def asks(part, *ways):
    return {field["field_name"] for field in FORMS[part] if field["ask"] in ways}


@pytest.mark.parametrize("part", FORMS)
def test_a_form_has_all_fields_of_the_profile_in_its_order_and_few_of_ours(part):
    names = [field["field_name"] for field in FORMS[part]]
    profile = [row["name"] for row in PROFILE[part]]
    assert len(names) == len(set(names))
    assert set(names) == {*profile, *OURS[part]}
    assert part == "organization" or [name for name in names if name not in OURS[part]] == profile


def test_the_sections_of_the_form_are_those_of_the_profile():
    assert list(DATASET["sections"]) == sorted({row["section"][0] for row in PROFILE["dataset"]})


@pytest.mark.parametrize("part", ["dataset", "resource"])
def test_what_column_w_calls_automatic_is_never_asked_and_all_else_is_unless_a_room_of_ours_writes_it(part):
    automatic = {row["name"] for row in PROFILE[part] if row["required"].startswith("A")}
    asked = asks(part, "asked", "advanced")
    assert asked & automatic == ({"private"} & automatic)
    assert {row["name"] for row in PROFILE[part]} - automatic - asked <= {
        *("status_sdi", "catatan_verifikasi", "diperiksa_pembina_pada"),
        *("rights", "kolom_wilayah", "kamus_data", "sumber_url", "sumber_id"),
    }


@pytest.mark.parametrize("field", OF_DATASETS, ids=named)
def test_what_is_not_asked_has_no_input_that_anybody_sees(field):
    hidden = field.get("form_snippet", "") in (None, "paser/metadata/form_hidden.html")
    assert hidden == (field["ask"] in ("computed", "system", "elsewhere") or field["field_name"] == "private")


@pytest.mark.parametrize("field", OF_DATASETS, ids=named)
def test_what_is_sent_for_a_computed_or_system_field_is_not_stored(field):
    allowed = {"computed": {"ignore"}, "system": {"ignore", "paser_stored"}}.get(field["ask"])
    assert allowed is None or field["validators"] in allowed


def test_about_fifteen_questions_are_asked_first_of_every_dataset():
    conditional = {row["name"] for row in PROFILE["dataset"] if row["required"].startswith("C")}
    assert len(asks("dataset", "asked") - conditional - {"name", "private"}) <= 17


@pytest.mark.parametrize("field", ["id_sds", "indikator_sdgs"])
def test_a_code_of_another_system_is_written_as_the_profile_says(field):
    told = next(row["type"] for row in PROFILE["dataset"] if row["name"] == field)
    assert PATTERNS[field].expression.pattern in told


@pytest.mark.parametrize("field", FORMS["dataset"], ids=named)
def test_no_field_becomes_a_date_of_solr(field):
    assert not field["field_name"].endswith("_date")


@pytest.mark.parametrize("field", FORMS["organization"], ids=named)
def test_an_agency_needs_what_the_profile_calls_mandatory(field):
    needs = {row["name"]: row["required"] for row in PROFILE["organization"]}
    assert field.get("required", False) is (needs.get(field["field_name"]) == "M")


def test_a_dataset_needs_a_title_an_address_and_an_agency_from_its_first_draft():
    assert [field["field_name"] for field in OF_DATASETS if field.get("required")] == [
        "title",
        "name",
        "owner_org",
    ]


@pytest.mark.parametrize("field", EVERY, ids=named)
def test_every_field_has_a_label_in_both_languages(field):
    assert set(field["label"]) == {"id", "en"}


@pytest.mark.parametrize(
    "field",
    [
        field
        for field in OF_DATASETS
        if field["ask"] in ("asked", "advanced") and field["field_name"] not in ("name", "private", "url")
    ],
    ids=named,
)
def test_the_help_of_every_question_gives_an_example(field):
    texts = field["help_text"]
    assert set(texts) == {"id", "en"}
    assert "Contoh:" in texts["id"]
    assert "Example:" in texts["en"]


def written(fields):
    """The fields that are written in, those of repeating rows too."""
    rows = (part for field in fields for part in field.get("repeating_subfields", [field]))
    return [
        (row["field_name"], row.get("validators") or PRESETS[row["preset"]]["validators"]) for row in rows
    ]


@pytest.mark.parametrize(("field", "validators"), written(EVERY))
def test_a_free_text_that_everybody_reads_is_looked_at_for_numbers_of_people(field, validators):
    names = {name.partition("(")[0] for name in validators.split()}
    assert "paser_impersonal" in names or not names.isdisjoint(NOT_FREE)


@pytest.mark.parametrize("field", [*FORMS["dataset"], *FORMS["organization"]], ids=named)
def test_a_field_with_choices_reads_a_code_list(field):
    coded = field.get("preset") in {"paser_select", "paser_checkboxes", "paser_many", "paser_unit"}
    assert coded == (field["field_name"] in {*VOCABULARY_OF, "kode_wilayah"} - {"status_sdi"})
