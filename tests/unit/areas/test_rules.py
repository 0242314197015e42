"""Claims about the list of areas."""

from __future__ import annotations

from collections import Counter

import pytest

from ckanext.paser.areas.rules import areas, find, is_same_place


def test_there_are_155_areas_as_many_of_each_level_as_the_ministry_counts():
    assert Counter(area.level for area in areas()) == {
        "kabupaten": 1,
        "kecamatan": 10,
        "kelurahan": 5,
        "desa": 139,
    }


@pytest.mark.parametrize(
    ("kecamatan", "desa", "kelurahan"),
    [
        ("Batu Sopang", 9, 0),
        ("Tanjung Harapan", 7, 0),
        ("Paser Belengkong", 15, 0),
        ("Tanah Grogot", 15, 1),
        ("Kuaro", 12, 1),
        ("Long Ikis", 25, 1),
        ("Muara Komam", 12, 1),
        ("Long Kali", 22, 1),
        ("Batu Engau", 13, 0),
        ("Muara Samu", 9, 0),
    ],
)
def test_every_kecamatan_has_its_official_number_of_villages(kecamatan, desa, kelurahan):
    code = find(kecamatan, "kecamatan").code_kemendagri
    counted = Counter(area.level for area in areas() if area.parent == code)
    assert (counted["desa"], counted["kelurahan"]) == (desa, kelurahan)


def test_no_code_stands_for_two_areas():
    codes = [code for area in areas() for code in {area.code_kemendagri, area.code_bps}]
    assert len(codes) == len(set(codes)) == 310


def test_every_area_lies_in_one_of_the_list():
    codes = {area.code_kemendagri for area in areas()}
    assert {area.parent for area in areas()} - {None} <= codes


def test_the_ten_kecamatan_have_a_point_inside_the_regency():
    assert all(
        -2.4075 <= area.lat <= -0.9665 and 115.6169 <= area.lng <= 116.5974 for area in areas("kecamatan")
    )


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("64.01", "64.01"),
        ("6401", "64.01"),
        ("Kab. Paser", "64.01"),
        ("64.01.03", "64.01.03"),
        ("6401030", "64.01.03"),
        ("paser belengkong", "64.01.03"),
        ("Pasir Belengkong", "64.01.03"),
        ("Kec. Tanah  Grogot", "64.01.04"),
        ("Kelurahan Tanah Grogot", "64.01.04.1001"),
        ("Desa Pasir Belengkong", "64.01.03.2006"),
        ("SAMURANGGAU", "64.01.01.2009"),
        ("Pondang Baru", "64.01.05.2009"),
        ("Samuntai", "64.01.06.2005"),
        ("Batu Butok", "64.01.07.2002"),
        ("Tampakan", "64.01.09.2008"),
        ("muara adang ii", "64.01.08.2020"),
    ],
)
def test_an_area_is_found_by_both_codes_and_all_its_spellings(said, code):
    assert find(said).code_kemendagri == code


def test_muarakomam_is_how_bps_writes_the_kelurahan():
    assert find("Muarakomam").code_kemendagri == "64.01.07.1001"


def test_ten_digits_without_dots_are_always_a_code_of_bps():
    assert find("6401022004").name == "Selengot"


@pytest.mark.parametrize("said", ["", "Balikpapan", "64.71", "640101", "Desa Kuaro", "Kecamatan"])
def test_what_is_not_in_the_list_is_not_guessed(said):
    assert find(said) is None


def test_a_wanted_level_is_kept():
    assert find("Kuaro", "kelurahan").code_kemendagri == "64.01.05.1001"
    assert find("64.01.05", "kelurahan") is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("64.01.09", "Batu Engau"),
        ("64.01.09", "KECAMATAN  BATU ENGAU"),
        ("64.01.03", "Pasir Belengkong"),
        ("64.01.09", "6401021"),
        ("64.01.05.1001", "Kuaro"),
        ("64.01.02.2004", "Tanjung Harapan"),
        ("Tanjung Harapan", "64.01.02.2004"),
        ("64.01.09", "Kab. Paser"),
        ("64.01.09", "Sepaku"),
        ("64.71.01", "Batu Engau"),
    ],
)
def test_an_area_agrees_with_its_names_its_parts_and_what_is_in_no_list(first, second):
    assert is_same_place(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("64.01.09", "Muara Samu"),
        ("64.01.09", "6401022"),
        ("64.01.02.2004", "Kuaro"),
        ("64.01.02.2004", "6401022004"),
        ("64.01.05.1001", "64.01.05.2002"),
    ],
)
def test_an_area_contradicts_the_code_or_name_of_another_one(first, second):
    assert not is_same_place(first, second)
