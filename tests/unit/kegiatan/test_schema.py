"""Claims about the form of an activity: it is the national one."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest
import yaml

from ckanext.paser.kegiatan import rules
from ckanext.paser.kegiatan.rules.completeness import CONDITIONS

FOLDER = files("paser_schemas")
PROFILE = json.loads(FOLDER.joinpath("sdi_profile.json").read_text(encoding="utf-8"))["kegiatan"]
SCHEMA = yaml.safe_load(FOLDER.joinpath("kegiatan.yaml").read_text(encoding="utf-8"))
FIELDS = {field["field_name"]: field for field in SCHEMA["dataset_fields"]}
PRESETS = {
    preset["preset_name"]: preset["values"]
    for preset in yaml.safe_load(FOLDER.joinpath("kegiatan_presets.yaml").read_text(encoding="utf-8"))[
        "presets"
    ]
}
CORE = {"title", "name", "owner_org", "identifier", "id_mskeg", "submission_period"}
OF_CONDITIONS = {name for condition in CONDITIONS for name in condition.fields}
# the mark DATA CONTOH, and the texts that the profile asks for beside a choice ("Lainnya (teks)")
OURS = {"data_contoh", *(name for name in OF_CONDITIONS if name.endswith("_lainnya"))}
KINDS = {
    "select": "kegiatan_choice",
    "bool": "kegiatan_yes_no",
    "int": "kegiatan_number",
    "bitmask / multi": "kegiatan_choices",
    "4 x bool": "kegiatan_choices",
    "list of date": "kegiatan_days",
    "list of {awal, akhir}": "kegiatan_spans",
    "email": "kegiatan_email",
}


def named(rows):
    return pytest.mark.parametrize("row", rows, ids=[row["name"] for row in rows])


def letters(text: str) -> str:
    return re.sub("[^a-z0-9]", "", text.lower())


def choices(row) -> list[tuple[str, list[str]]]:
    """The choices that the profile lists in a row: the number of each, and the names it goes by."""
    listed = re.sub(r"\((teks|-> 4.6|INDAH[^)]*|hanya sekali)\)|<=|>", "", row["choices"])
    found = re.findall(r"(?:^|[,;] )(?:[ab]\. \w+: )?(?:(\d+) )?([^,;]+)", listed)
    return [(number, [name for name in re.split(r"[()]", names) if name.strip()]) for number, names in found]


LISTED = [row for row in PROFILE if re.match(r"\d |a\. |editing", row["choices"]) and row["type"] != "bool"]


def test_the_form_has_the_fields_of_the_profile_and_the_core_ones():
    assert set(FIELDS) == {row["name"] for row in PROFILE} | CORE | OURS


def test_they_come_in_the_order_of_the_form():
    wanted = [row["name"] for row in PROFILE if row["name"] != "kode_kegiatan"]
    assert [name for name in FIELDS if name in wanted] == wanted


@named(PROFILE)
def test_a_field_is_required_where_the_profile_says_mandatory(row):
    assert FIELDS[row["name"]].get("required", False) is (row["required"] == "M")


@named([row for row in PROFILE if row["required"].startswith("C")])
def test_a_conditional_field_has_its_condition(row):
    assert row["name"] in OF_CONDITIONS


def test_nothing_else_has_a_condition():
    assert {row["name"] for row in PROFILE if row["required"].startswith("C")} == OF_CONDITIONS - OURS


@named([row for row in PROFILE if row["type"].split(";")[0].split(" (")[0] in KINDS])
def test_a_field_is_of_the_kind_that_the_profile_says(row):
    assert FIELDS[row["name"]]["preset"] == KINDS[row["type"].split(";")[0].split(" (")[0]]


@named([row for row in PROFILE if row["type"].startswith("list of {")])
def test_rows_have_the_parts_of_the_profile(row):
    field = FIELDS[row["name"]]
    parts = field.get("repeating_subfields") or PRESETS[field["preset"]]["repeating_subfields"]
    assert [part["field_name"] for part in parts] == re.findall(r"\w+", row["type"].partition("{")[2])


@named(LISTED)
def test_a_code_list_has_the_choices_of_the_profile_under_their_numbers(row):
    terms = rules.terms(row["name"])
    numbers = [term.extra.get("ms_keg") or term.extra.get("ms_keg_bit") or "" for term in terms]
    assert numbers == [number for number, _ in choices(row)]
    for term, (_, names) in zip(terms, choices(row), strict=True):
        assert all(letters(name) in letters(term.code + term.label_id) for name in names)


@pytest.mark.parametrize("field", rules.CODE_LISTS)
def test_every_choice_has_a_label_of_its_own_in_both_languages(field):
    for language in ("id", "en"):
        labels = [term.label(language) for term in rules.terms(field)]
        assert all(labels)
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("field", FIELDS.values(), ids=list(FIELDS))
def test_exactly_the_fields_with_choices_have_a_code_list(field):
    coded = field.get("preset") in {"kegiatan_choice", "kegiatan_choices"}
    assert coded == (field["field_name"] in rules.CODE_LISTS)


@named([row for row in PROFILE if "never public" in row["type"]])
def test_what_the_profile_calls_never_public_is_known_as_personal(row):
    assert row["name"] in rules.PERSONAL


def parts(field):
    return [field, *(field.get("repeating_subfields") or ())]


@pytest.mark.parametrize("field", FIELDS.values(), ids=list(FIELDS))
def test_labels_and_help_are_in_both_languages(field):
    for part in parts(field):
        for text in ("label", "help_text", "form_placeholder"):
            assert text not in part or set(part[text]) == {"id", "en"}
        assert "label" in part


@pytest.mark.parametrize("preset", [name for name in PRESETS if "text" in name or "email" in name])
def test_a_free_text_is_looked_at_for_numbers_of_people(preset):
    assert "paser_impersonal" in PRESETS[preset]["validators"]


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != "kegiatan_spans"])
def test_no_field_has_to_be_filled_in_to_save(preset):
    assert PRESETS[preset]["validators"].split()[0] in {"paser_may_be_empty", "paser_some_choices"}


@pytest.mark.parametrize("name", FIELDS)
def test_no_field_becomes_a_date_of_solr(name):
    assert not name.endswith("_date")
