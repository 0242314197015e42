"""Claims about the words that a dataset is found by though they are not written in it."""

from __future__ import annotations

import pytest

from ckanext.paser.search.rules import (
    area_codes,
    area_names,
    code_labels,
    organization_label,
    organization_of,
)


def test_a_dataset_is_found_by_every_name_and_code_of_its_areas():
    names = area_names({"kode_wilayah": ["64.01.03"], "level_penyajian": []})
    assert names == ["Paser Belengkong", "Pasir Belengkong", "64.01.03", "6401030"]


def test_a_dataset_by_kecamatan_is_found_by_each_of_the_ten():
    names = area_names({"kode_wilayah": ["64.01"], "level_penyajian": ["kecamatan"]})
    assert {"Kabupaten Paser", "Tanah Grogot", "Muara Samu", "64.01.01", "6401011"} <= set(names)
    assert "Senaken" not in names


@pytest.mark.parametrize(
    "said",
    [
        {"level_penyajian": ["kecamatan"]},
        {"level_penyajian": ["kabupaten"], "resources": [{}, {"level_penyajian": "kecamatan"}]},
    ],
)
def test_a_dataset_is_about_the_areas_that_its_rows_are_about(said):
    codes = area_codes({"kode_wilayah": ["64.01"], **said})
    assert len(codes) == 11
    assert {"64.01", "64.01.01", "64.01.10"} <= set(codes)


def test_an_area_that_a_dataset_names_is_one_of_its_areas_though_its_code_is_no_longer_in_the_list():
    assert area_codes({"kode_wilayah": ["64.01.99"]}) == ["64.01.99"]


def test_sand_does_not_find_every_dataset_of_the_regency():
    assert area_names({"kode_wilayah": ["64.01"]}) == ["Kabupaten Paser", "64.01", "6401"]


def test_a_dataset_of_nowhere_has_no_places():
    assert area_names({}) == []


def test_a_dataset_is_found_by_what_its_codes_mean_in_both_languages():
    labels = code_labels({"tema_sdi": "02", "kode_urusan": ["1.02"], "title": "02"})
    assert labels == ["Ekonomi dan Industri", "Economy and industry", "Kesehatan", "Health"]


def test_a_code_that_no_list_knows_adds_nothing():
    assert code_labels({"tema_sdi": "xx", "satuan": ""}) == []


@pytest.mark.parametrize(
    ("title", "acronym", "shown"),
    [
        ("Dinas Kesehatan", "Dinkes", "Dinas Kesehatan (Dinkes)"),
        ("Dinas Kesehatan", None, "Dinas Kesehatan"),
        ("BPBD", "bpbd", "BPBD"),
    ],
)
def test_an_agency_is_suggested_with_its_acronym(title, acronym, shown):
    assert organization_of(organization_label(title, acronym, "nama")) == (shown, "nama")
