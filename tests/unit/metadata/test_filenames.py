"""Claims about the years in the name of a file."""

import pytest

from ckanext.paser.metadata.rules import filenames

from .examples import FILE, dataset


@pytest.mark.parametrize(
    ("name", "years", "better"),
    [
        ("Taman bacaan, 2022-2024", (2022, 2025), "Taman bacaan, 2022-2025"),
        ("Taman bacaan 2022 s.d. 2024", (2025, 2025), "Taman bacaan 2025"),
        ("taman_2024.csv", (2025, 2025), "taman_2025.csv"),
        (
            "Taman bacaan menurut Perda 2019, tahun 2023",
            (2024, 2024),
            "Taman bacaan menurut Perda 2019, tahun 2024",
        ),
        ("Agustus 2024", (2025, 2025), "Agustus 2025"),
    ],
)
def test_years_that_the_data_do_not_cover_are_replaced_in_a_better_name(name, years, better):
    assert filenames.renamed(name, *years) == better


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("Taman bacaan, 2022-2024", (2022, 2024)),
        ("Taman bacaan 2022, 2023 dan 2024", (2022, 2024)),
        ("Sasaran RPJMD 2021-2026, 2024", (2024, 2024)),
        ("Taman bacaan, 2024", (2017, 2024)),
        ("Peserta didik 2024/2025", (2024, 2025)),
        ("taman_20240101.csv", (2025, 2025)),
    ],
    ids=[
        "a span",
        "a list",
        "beside those of a plan",
        "a series by its last year",
        "a school year",
        "a number",
    ],
)
def test_a_name_that_says_the_years_of_its_data_needs_no_other(name, years):
    assert filenames.renamed(name, *years) == ""


@pytest.mark.parametrize(
    ("periods", "told"),
    [
        ({}, 1),
        ({"periode_mulai": "", "periode_selesai": ""}, 1),
        ({"periode_mulai": "2020", "periode_selesai": "2022"}, 0),
        ({"periode_mulai": "kemarin", "periode_selesai": "2022"}, 0),
    ],
    ids=["its own period", "that of its dataset", "a part of it", "none that can be read"],
)
def test_the_name_is_held_against_the_period_of_the_file_else_of_its_dataset(periods, told):
    file = FILE | {"name": "Penduduk miskin, 2020-2022"} | periods
    assert len([*filenames.judge(dataset(resources=[file]))]) == told


def test_of_several_files_that_say_no_period_none_is_held_against_that_of_all():
    files = [FILE | {"name": f"Penduduk miskin, {year}", "periode_mulai": ""} for year in (2020, 2024)]
    assert [*filenames.judge(dataset(resources=files))] == []
