"""Claims about the dictionary that officers keep of a file (``kamus_data``)."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from ckanext.paser.problems import worded
from ckanext.paser.tables.rules import kamus

PROFILE = json.loads(files("paser_schemas").joinpath("sdi_profile.json").read_text(encoding="utf-8"))
HARGA = {"id": "harga", "label": "Harga beras", "satuan": "Rupiah per kilogram", "tipe_data": "NUMERIC"}


def faults(value: object) -> list[str]:
    return [worded(problem)["text"] for problem in kamus.parsed(value)[1]]


def test_it_takes_every_key_of_the_profile_and_no_other():
    known = [row["name"] for row in PROFILE["variable"]]
    assert faults([{"id": "a", **dict.fromkeys(known[1:])}]) == []
    assert faults([{"id": "a", "satuann": "orang"}]) == [
        'kamus_data, column "a", satuann: A dictionary has no such key. '
        "Correct its name; the keys are those of the profile paser-sdi 1.0."
    ]


@pytest.mark.parametrize("given", [[HARGA], json.dumps([HARGA])], ids=["list", "JSON"])
def test_a_list_and_its_json_are_alike_and_a_known_unit_becomes_its_code(given):
    assert kamus.parsed(given) == ([{**HARGA, "satuan": "rp_per_kg"}], [])


@pytest.mark.parametrize("nothing", ["", " ", "[]", []])
def test_nothing_is_an_empty_dictionary(nothing):
    assert kamus.parsed(nothing) == ([], [])


def test_what_says_nothing_is_left_out_and_what_says_no_or_zero_stays():
    given = {"id": "a", "label": " ", "konsep": [], "desimal": 0, "apakah_variabel_bisa_diakses_umum": False}
    assert kamus.parsed([given])[0] == [{"id": "a", "desimal": 0, "apakah_variabel_bisa_diakses_umum": False}]


@pytest.mark.parametrize("value", ["{", '{"id": "a"}', {"id": "a"}, ["a"], 5])
def test_what_is_no_list_of_objects_is_refused(value):
    assert faults(value) == [
        "kamus_data: The dictionary is not a list with an object for each column. "
        'Write it as [{"id": "kode_wilayah", "label": "Kode Wilayah"}, ...].'
    ]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (
            {"peran": "kolom"},
            '"kolom" is not on the list: wilayah, waktu, dimensi, ukuran, atribut, pengenal.',
        ),
        ({"tipe_data": "teks"}, '"teks" is not on the list: CHARACTER, INTEGER, NUMERIC,'),
        ({"format_angka": "de"}, '"de" is not on the list: id, en, mesin.'),
        ({"label": 5}, "This is not a text."),
        ({"konsep": {"a": 1}}, "This is not a list of texts."),
        ({"nilai_hilang": ["x", 5]}, "This is not a text."),
        ({"desimal": 7}, "This is not a whole number from 0 to 6."),
        ({"desimal": 1.5}, "This is not a whole number from 0 to 6."),
        ({"desimal": True}, "This is not a whole number from 0 to 6."),
        ({"apakah_variabel_bisa_diakses_umum": "ya"}, "This is neither true nor false."),
        ({"batasan": "unique"}, "This is not an object."),
        ({"batasan": {"foo": 1}}, 'There is no constraint "foo"; there are: required, unique, minimum,'),
        ({"batasan": {"required": "ya"}}, 'The constraint "required" cannot be "ya".'),
        ({"batasan": {"minimum": "sedikit"}}, 'The constraint "minimum" cannot be "sedikit".'),
        ({"batasan": {"maximum": float("nan")}}, 'The constraint "maximum" cannot be "nan".'),
        ({"batasan": {"pattern": "(a"}}, 'The constraint "pattern" cannot be "(a".'),
        ({"batasan": {"enum": "a"}}, 'The constraint "enum" cannot be "a".'),
        (
            {"batasan": {"minimum": 5, "maximum": 1}},
            "The minimum lies above the maximum, or is of another kind.",
        ),
        ({"batasan": {"minimum": 5, "maximum": "2024-01-01"}}, "The minimum lies above the maximum,"),
        ({"value_domain": ["1"]}, "This is not a list of codes."),
        ({"id_sds": "SD1"}, '"SD1" is no code of a data standard.'),
        ({"notes": "x" * 10_001}, "The text has 10001 characters; at most 10000 are possible."),
        ({"agregasi": "rata_rata_tertimbang"}, "A weighted mean needs the column that it is weighted by."),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_a_fault_names_column_key_fact_and_remedy(entry, fault):
    told = faults([{"id": "jumlah", **entry}])
    assert len(told) == 1
    key = "kolom_penimbang" if "agregasi" in entry else next(iter(entry))
    assert told[0].startswith(f'kamus_data, column "jumlah", {key}: {fault}')
    assert not told[0].endswith(fault)


@pytest.mark.parametrize(
    "limits",
    [
        {"required": True, "unique": False, "pattern": "^64[.]01$"},
        {"minimum": 0, "maximum": 100.5},
        {"minimum": "2024-01", "maximum": "2024-12-31T00:00:00Z"},
        {"enum": ["a", 1]},
    ],
)
def test_constraints_of_the_profile_are_kept_as_they_are(limits):
    assert kamus.parsed([{"id": "a", "batasan": limits}]) == ([{"id": "a", "batasan": limits}], [])


@pytest.mark.parametrize("name", ["_id", 'a"b', "x" * 64, "a\nb"])
def test_a_name_that_the_datastore_refuses_is_refused(name):
    assert "cannot be the name of a column" in faults([{"id": name}])[0]


@pytest.mark.parametrize("name", ["2021", "kode_wilayah", "Luas (km²)"])
def test_a_name_that_the_datastore_takes_is_taken(name):
    assert faults([{"id": name}]) == []


def test_an_entry_without_a_name_and_a_name_that_comes_twice_are_told():
    told = faults([{"label": "a"}, {"id": "b"}, {"id": "b"}])
    assert told[0].startswith('kamus_data, column "#1", id: The name of the column is missing.')
    assert told[1].startswith('kamus_data: The column "b" stands in it 2 times.')


def test_what_is_stored_wrongly_by_whatever_way_is_passed_over():
    assert kamus.entries("nonsense") == {}
    assert kamus.entries([{"id": "a", "peran": "?", "label": "A"}]) == {"a": {"id": "a", "label": "A"}}


class TestEditing:
    STORED = {
        "a": {"id": "a", "label": "A", "konsep": ["k"]},
        "hilang": {"id": "hilang", "notes": "Dulu ada."},
    }

    def test_keys_and_columns_that_the_editor_does_not_know_stay(self):
        assert kamus.merged(self.STORED, [{"id": "a", "label": "B", "notes": ""}]) == [
            {"id": "a", "label": "B", "konsep": ["k"]},
            self.STORED["hilang"],
        ]

    def test_an_emptied_key_goes_and_an_entry_that_says_nothing_too(self):
        assert kamus.merged({"a": {"id": "a", "label": "A"}}, [{"id": "a", "label": ""}]) == []
