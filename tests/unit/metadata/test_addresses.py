"""Claims about the address of a dataset with a long title."""

from __future__ import annotations

import pytest

from ckanext.paser.metadata.rules import LONGEST_ADDRESS, fitting_address
from ckanext.paser.metadata.rules.addresses import address_of, without_secrets

TITLE = "Jumlah Penduduk Penerima Bantuan Iuran Jaminan Kesehatan Nasional Menurut Kecamatan, Jenis Kelamin & Kelompok Umur"
MADE = "jumlah-penduduk-penerima-bantuan-iuran-jaminan-kesehatan-nasional-menurut-kecamatan-jenis-kelamin-kelompok-umur"
CUT = "jumlah-penduduk-penerima-bantuan-iuran-jaminan-kesehatan-nasional-menurut-kecamatan-jenis-kelamin"


def fitting(name: str, title: str, *taken: str) -> str:
    return fitting_address(name, title, taken.__contains__)


def test_an_address_made_of_a_long_title_ends_with_a_whole_word():
    assert fitting(MADE, TITLE) == CUT


def test_another_dataset_with_the_same_beginning_gets_a_number_and_no_more_characters():
    second, third = fitting(MADE, TITLE, CUT), fitting(MADE, TITLE, CUT, f"{CUT}-2")
    assert (second, third) == (f"{CUT}-2", f"{CUT}-3")
    assert len(third) <= LONGEST_ADDRESS


def test_a_word_without_end_is_cut_in_its_midst():
    assert fitting("a" * 120, "A" * 120) == "a" * LONGEST_ADDRESS


def test_a_word_that_just_fits_stays_whole():
    title = "a" * 50 + " " + "b" * 49 + " c"
    assert fitting(title.replace(" ", "-"), title) == "a" * 50 + "-" + "b" * 49


@pytest.mark.parametrize(
    ("title", "taken", "expected"),
    [
        ("Produksi Padi, 2024 (ton)", "", "produksi-padi-2024-ton"),
        ("Produksi Padi", "produksi-padi", "produksi-padi-2"),
        ("Kafé  – Warung", "", "kafe-warung"),
        (TITLE, "", CUT),
        ("?", "", ""),
        ("", "", ""),
    ],
)
def test_what_comes_without_an_address_gets_one_of_its_title(title, taken, expected):
    assert address_of(title, taken.split().__contains__) == expected


def test_letters_with_accents_are_the_title_s_too():
    assert len(fitting("kafe-" * 25 + "x", "Kafé " * 25 + "x")) <= LONGEST_ADDRESS


@pytest.mark.parametrize(
    ("name", "title"), [("penduduk", "Penduduk"), ("x" * 101, TITLE)], ids=["short", "not the title's"]
)
def test_any_other_address_stays_as_it_was_sent(name, title):
    assert fitting(name, title, "penduduk") == name


@pytest.mark.parametrize(
    ("link", "plain"),
    [
        ("https://a.test/api?key=1&x=2&token=3", "https://a.test/api?x=2"),
        (
            "https://webapi.bps.go.id/v1/api/list/model/data/key/abc/",
            "https://webapi.bps.go.id/v1/api/list/model/data/",
        ),
        ("https://a.test/monkey/1?keyword=x", "https://a.test/monkey/1?keyword=x"),
    ],
)
def test_a_link_to_a_source_is_told_without_the_key_that_it_was_read_with(link, plain):
    assert without_secrets(link) == plain
