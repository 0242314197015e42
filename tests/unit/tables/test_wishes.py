"""Claims about how officers want a file to be read, and when it has to be read again."""

from __future__ import annotations

import pytest

from ckanext.paser.tables.rules.choices import Choice
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.wishes import Wishes, said_of_rows

CLOSED = {"id": "nama", "apakah_variabel_bisa_diakses_umum": False}


def wishes(*entries: dict, **fields: str) -> Wishes:
    return Wishes.of({"kamus_data": list(entries), **fields})


def test_a_file_without_choices_is_read_as_it_is():
    assert Wishes.of({}) == Wishes()
    assert Wishes.of({"sheet": ""}).state() == [""]


def test_type_way_of_writing_and_missing_marks_become_choices():
    entry = {"id": "harga", "tipe_data": "NUMERIC", "format_angka": "id", "nilai_hilang": ["x"]}
    assert wishes(entry).choices == {"harga": Choice(Type.NUMBER, "id", ("x",))}


def test_columns_that_are_not_for_the_public_are_closed():
    assert wishes(CLOSED, {"id": "a", "apakah_variabel_bisa_diakses_umum": True}).closed == ("nama",)


def test_the_key_is_what_the_dictionary_says_tells_rows_apart():
    assert wishes({"id": "a", "peran": "pengenal"}, {"id": "b", "peran": "ukuran"}).key == ["a"]


@pytest.mark.parametrize(
    "words",
    [
        {"label": "Harga"},
        {"notes": "Harga rata-rata."},
        {"satuan": "rp_per_kg"},
        {"peran": "ukuran", "agregasi": "rata_rata"},
        {"desimal": 2},
        {"apakah_variabel_bisa_diakses_umum": True},
    ],
    ids=lambda words: next(iter(words)),
)
def test_words_do_not_have_a_file_read_again(words):
    assert wishes({"id": "harga", **words}).state() == Wishes().state()


@pytest.mark.parametrize(
    "choice",
    [
        {"tipe_data": "CHARACTER"},
        {"format_angka": "en"},
        {"nilai_hilang": ["x"]},
        {"apakah_variabel_bisa_diakses_umum": False},
    ],
    ids=lambda choice: next(iter(choice)),
)
def test_a_choice_has_a_file_read_again(choice):
    assert wishes({"id": "harga", **choice}).state() != Wishes().state()


def test_sheet_and_shape_have_a_file_read_again():
    states = [wishes().state(), wishes(sheet="Rekap").state(), wishes(bentuk_tabel="panjang").state()]
    assert len({str(state) for state in states}) == 3
    assert wishes(bentuk_tabel="asli").state() == Wishes().state()


@pytest.mark.parametrize(
    "said", [{"baris_kepala": "5-6"}, {"baris_jumlah": ["Jumlah"]}, {"baris_bukan_jumlah": ["Jumlah"]}]
)
def test_what_is_said_of_rows_has_a_file_read_again(said):
    before = wishes(CLOSED).state()
    state = Wishes.of({"kamus_data": [CLOSED], **said}).state()
    assert (state[:4], said_of_rows(before), bool(said_of_rows(state))) == (before, [], True)


def test_where_nothing_is_said_of_rows_tables_stay_as_they_are():
    nothing = {"baris_kepala": "", "baris_jumlah": [], "baris_bukan_jumlah": []}
    assert Wishes.of(nothing).state() == [""]


def test_types_that_are_read_alike_are_one_state():
    assert (
        wishes({"id": "a", "tipe_data": "YEAR"}).state()
        == wishes({"id": "a", "tipe_data": "INTEGER"}).state()
    )


def test_the_order_of_entries_changes_nothing():
    one, other = {"id": "a", "tipe_data": "CHARACTER"}, CLOSED
    assert wishes(one, other).state() == wishes(other, one).state()


def test_the_column_chosen_for_codes_of_areas_has_that_role_and_keeps_its_words():
    told = wishes({"id": "lokasi", "label": "Lokasi", "peran": "dimensi"}, kolom_wilayah="lokasi").dictionary
    assert told == {"lokasi": {"id": "lokasi", "label": "Lokasi", "peran": "wilayah"}}
    assert wishes(kolom_wilayah="lokasi").dictionary == {"lokasi": {"id": "lokasi", "peran": "wilayah"}}


def test_to_choose_it_does_not_have_the_file_read_again():
    assert wishes(kolom_wilayah="lokasi").state() == wishes().state()
