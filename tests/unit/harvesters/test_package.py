"""Claims about what is written over a dataset, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from ckanext.paser.problems import Note, Problem

from paser_harvesters import package
from paser_harvesters.contract import Dataset, File, Resource

GONE = Problem("file_missing", "", "", "")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"tag_string": "ipm, penduduk , ipm"}, {"tags": [{"name": "ipm"}, {"name": "penduduk"}]}),
        ({"tags": ["ipm"]}, {"tags": [{"name": "ipm"}]}),
        ({"tag_string": ""}, {}),
    ],
)
def test_keywords_become_tags(fields, expected):
    assert package.ckan_fields(fields) == expected


def test_fields_kept_locally_are_never_written_over():
    assert package.changes({"title": "New", "notes": "New"}, None, ["notes"]) == {"title": "New"}


def test_a_field_that_the_source_no_longer_gives_is_emptied():
    before = {"fields": {"title": "T", "notes": "N", "tag_string": "a"}, "resources": []}
    assert package.changes({"title": "T"}, before, []) == {"title": "T", "notes": "", "tags": []}


def test_a_local_change_that_is_written_over_is_told():
    shown = {"title": "T", "notes": "N", "tags": ["a"]}
    present = {"title": "T", "notes": "Edited", "tags": [{"name": "a"}]}
    assert package.local_edits(present, shown, ["title", "notes", "tags"]) == [
        Note(
            "local_edit",
            "`{field}` had been changed on the portal; the source's value was taken.",
            {"field": "notes"},
        )
    ]


def test_extras_of_others_stay_and_a_mark_goes():
    present = {
        "extras": [{"key": "lain", "value": "1"}, {"key": "sumber_hilang_sejak", "value": "2026-01-01"}]
    }
    values = {"sumber_hash": "h", "sumber_hilang_sejak": None}
    assert package.with_extras(present, values, ["title"]) == {
        "extras": [{"key": "lain", "value": "1"}, {"key": "sumber_hash", "value": "h"}]
    }


def test_provenance_goes_to_the_fields_of_the_schema_where_it_has_them():
    assert package.with_extras({}, {"sumber_id": "a/b"}, ["sumber_id"]) == {"sumber_id": "a/b", "extras": []}


def test_resources_that_people_added_stay_behind_those_of_the_source():
    present = {"resources": [{"id": "theirs"}, {"id": "old"}, {"id": "ours"}]}
    merged = package.merged_resources([{"id": "ours", "name": "N"}], present, ["ours", "old"])
    assert merged == [{"id": "ours", "name": "N"}, {"id": "theirs"}]


def test_a_resource_that_cannot_be_had_now_is_remembered_as_it_was():
    whole = Dataset(
        {"title": "T"}, [Resource("a.csv", {"name": "A"}, File(Path("/x/a.csv"), "a.csv", "sha"))]
    )
    before = package.as_sent(whole, None)
    lacking = Dataset({"title": "T"}, [Resource("a.csv", {"name": "A"}, problem=GONE)])
    assert package.as_sent(lacking, before) == before


@pytest.mark.parametrize(
    ("existing", "known", "expected"),
    [
        ({}, package.OF_PUBLIC_TABLES, package.OF_PUBLIC_TABLES),
        (
            {"kategori_informasi": "setiap_saat"},
            package.OF_PUBLIC_TABLES,
            {"klasifikasi_data_pribadi": "tidak_ada"},
        ),
        ({}, {"title"}, {}),
    ],
    ids=["a new dataset", "somebody has said it", "a portal without these fields"],
)
def test_what_nobody_says_of_a_harvested_dataset_follows_from_its_being_public(existing, known, expected):
    assert package.unsaid(existing, known) == expected
