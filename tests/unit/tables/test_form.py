"""Claims about the form of a file's columns."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

import ckanext.paser.tables
from ckanext.paser.problems import worded
from ckanext.paser.tables.rules import form, kamus

PAGES = Path(ckanext.paser.tables.__file__).parents[1] / "templates" / "paser" / "tables"
NOT_OFFERED = {"id", "id_msvar", "type_override", "urutan"}
"""Keys of the profile that nobody is asked for: for interchange, computed, or the order of the columns themselves."""
WHOLE = {
    "id": "jumlah",
    "label": "Jumlah Ternak",
    "alias": "ternak",
    "notes": "Sapi dan kerbau. DATA CONTOH",
    "satuan": "ekor",
    "tipe_data": "INTEGER",
    "format_angka": "id",
    "peran": "ukuran",
    "agregasi": "rata_rata_tertimbang",
    "kolom_penimbang": "jumlah",
    "desimal": 0,
    "kode_referensi": "urusan",
    "konsep": ["Ternak", "Peternakan"],
    "ukuran": "jumlah",
    "referensi_waktu": "keadaan 31 Desember",
    "referensi_pemilihan": ["Permentan 1/2020"],
    "id_sds": "SD00001.01.01",
    "kalimat_pertanyaan": "Berapa ekor?",
    "kelas_data_pribadi": "tidak_ada",
    "perlakuan": "agregasi",
    "value_domain": [{"kode": "1", "nilai": "Ada"}],
    "aturan_validasi": ["Tidak negatif."],
    "batasan": {"required": True, "unique": False, "minimum": 0, "maximum": 12.5, "enum": [1]},
    "nilai_hilang": ["-", "x"],
    form.OPEN: False,
}


def typed(**fields: str) -> kamus.Entry:
    """What the form says of one column where these fields are filled in."""
    (entry,) = form.entries({"0-id": "jumlah", **{f"0-{key}": value for key, value in fields.items()}}, {})
    return entry


def as_shown(entry: kamus.Entry) -> dict[str, str]:
    """The fields of the form as the page fills them from an entry."""
    fields = {key: str(entry[key]) for key in form.FIELDS}
    fields |= {key: "\n".join(entry[key]) for key in form.LINES}
    fields |= {key: str(entry["batasan"][key]) for key in form.BOUNDS}
    domain = "\n".join(f"{one['kode']} = {one['nilai']}" for one in entry["value_domain"])
    boxes = {form.REQUIRED: "true"} if entry["batasan"].get("required") else {}
    return {**fields, **boxes, form.DOMAIN: domain, "nilai_hilang": "; ".join(entry["nilai_hilang"])}


def wrong(**fields: str) -> dict[str, str]:
    """What is told beside the fields of a column."""
    found = form.faults([typed(**fields)]).get("jumlah", {})
    return {key: worded(problem)["fact"] for key, problem in found.items()}


@pytest.mark.parametrize("key", form.WORDS)
def test_a_field_is_called_as_the_page_calls_it(key):
    page = "".join((PAGES / name).read_text(encoding="utf-8") for name in ("column.html", "column_more.html"))
    assert f"_('{form.WORDS[key]}')" in page


def test_it_offers_every_key_of_the_profile_that_somebody_decides():
    profile = json.loads(files("paser_schemas").joinpath("sdi_profile.json").read_text(encoding="utf-8"))
    assert {one["name"] for one in profile["variable"]} - set(form.KEYS) == NOT_OFFERED


def test_a_column_of_which_everything_is_said_comes_back_as_it_was():
    sent = {"0-id": "jumlah", **{f"0-{key}": value for key, value in as_shown(WHOLE).items()}}
    stored = {"jumlah": {**WHOLE, "id_msvar": "77"}}
    whole = kamus.merged(stored, form.entries(sent, stored))
    assert kamus.parsed(whole) == ([stored["jumlah"]], [])


class TestLimits:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("5", 5),
            ("-12", -12),
            ("12,5", 12.5),
            ("0.125", 0.125),
            ("2024-12-31", "2024-12-31"),
            ("1000", 1000),
        ],
    )
    def test_a_number_is_taken_as_it_is_written_here_and_a_day_as_a_day(self, text, value):
        assert typed(minimum=text)["batasan"] == {"minimum": value}
        assert wrong(minimum=text) == {}

    @pytest.mark.parametrize("text", ["1.000", "100.000", "1,000", "1.000.000", "sedikit", "31/12/2024"])
    def test_what_is_none_or_reads_two_ways_is_told_and_stays_as_typed(self, text):
        assert typed(maximum=text)["batasan"] == {"maximum": text}
        assert wrong(maximum=text) == {"maximum": f'The constraint "maximum" cannot be "{text}".'}

    def test_the_ones_that_the_form_does_not_know_stay(self):
        stored = {"jumlah": {"id": "jumlah", "batasan": {"enum": ["a"], "unique": True, "minimum": 3}}}
        (entry,) = form.entries({"0-id": "jumlah", "0-maximum": "9"}, stored)
        assert entry["batasan"] == {"enum": ["a"], "unique": True, "maximum": 9}

    @pytest.mark.parametrize("value", ["5", 2.50, "2024", 1.125])
    def test_one_that_nobody_touched_stays_as_it_was_stored(self, value):
        stored = {"jumlah": {"id": "jumlah", "batasan": {"minimum": value}}}
        (entry,) = form.entries({"0-id": "jumlah", "0-minimum": str(value)}, stored)
        assert entry["batasan"]["minimum"] is value

    def test_none_of_them_says_nothing_of_the_column(self):
        assert kamus.merged({}, [typed()]) == [{"id": "jumlah", form.OPEN: False}]

    def test_a_minimum_above_the_maximum_is_told_beside_it(self):
        told = wrong(minimum="9", maximum="1")
        assert told == {"minimum": "The minimum lies above the maximum, or is of another kind."}


@pytest.mark.parametrize(
    ("field", "text", "fact"),
    [
        ("id_sds", "SD1", '"SD1" is no code of a data standard.'),
        ("ukuran", "besar", '"besar" is not on the list'),
        ("kelas_data_pribadi", "rahasia", '"rahasia" is not on the list'),
        ("perlakuan", "buang", '"buang" is not on the list'),
        ("desimal", "banyak", "This is not a whole number from 0 to 6."),
        ("kolom_penimbang", "jumlahh", 'There is no column "jumlahh" in this file.'),
    ],
)
def test_a_value_that_is_wrong_is_told_beside_its_field(field, text, fact):
    told = wrong(**{field: text})
    assert (list(told), told[field].startswith(fact)) == ([field], True)


def test_a_page_shows_each_column_with_what_is_wrong_with_it():
    sent = [typed(desimal="9")]
    columns = [({"id": "jumlah", "type": "integer"}, sent[0]), ({"id": "desa"}, {})]
    (first, second) = form.shown(columns, sent, lambda text: text)
    told = "This is not a whole number from 0 to 6. Write such a number, or leave it out."
    assert (first["type"], first["entry"], first["wrong"]) == ("integer", sent[0], {"desimal": told})
    assert second == {"id": "desa", "entry": {}, "wrong": {}}


@pytest.mark.parametrize(
    ("name", "called"),
    [("3-notes", ("luas", "Definition")), ("4-notes", None), ("notes", None), ("3-id", None)],
)
def test_a_field_is_called_by_its_column_and_its_word(name, called):
    assert form.called(name, {"3-id": "luas", name: "x"}) == called


def test_a_line_is_a_value_and_what_it_means_and_a_value_alone_means_itself():
    (entry,) = form.entries(
        {"0-id": "jk", "0-value_domain": "1 = Laki-laki\n\nP=Perempuan = wanita\nlain"}, {}
    )
    assert entry["value_domain"] == [
        {"kode": "1", "nilai": "Laki-laki"},
        {"kode": "P", "nilai": "Perempuan = wanita"},
        {"kode": "lain", "nilai": "lain"},
    ]
