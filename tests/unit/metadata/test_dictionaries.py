"""Claims about the data dictionary of a table that is to be published."""

from __future__ import annotations

from typing import Any

import pytest

from ckanext.paser.metadata.rules.crossfields import errors, findings
from ckanext.paser.metadata.rules.known import Table
from ckanext.paser.problems import worded

from .examples import FILE, with_file

YEAR = {"id": "tahun", "label": "Tahun", "tipe_data": "YEAR", "peran": "waktu"}
CODE = {"id": "kode", "label": "Kode", "tipe_data": "CHARACTER", "peran": "wilayah"}
FIGURE = {
    "id": "jumlah",
    "label": "Jumlah",
    "tipe_data": "INTEGER",
    "peran": "ukuran",
    "satuan": "orang",
    "format_angka": "mesin",
}
TABLE = Table(columns=(CODE, YEAR, FIGURE), codes=frozenset({"kode"}))
REGISTER: dict[str, Any] = {"jenis": "register"} | dict.fromkeys(["definisi", "satuan", "ukuran", "konsep"])


def told(shown: dict[str, Any], table: Table = TABLE) -> list[str]:
    """What is wrong with the dictionary, in English."""
    return [
        worded(one.problem)["fact"] for one in findings(shown, {"berkas": table}) if one.field == "kamus_data"
    ]


def described(*entries: dict[str, Any], **said: Any) -> dict[str, Any]:
    return with_file(kolom_wilayah="kode", kamus_data=list(entries)) | said


def test_one_column_of_three_is_no_dictionary_where_the_rest_says_nothing():
    bare = Table(columns=({"id": "a"}, {"id": "b"}, {"id": "jumlah"}))
    facts = told(described({"id": "jumlah"}), bare)
    assert "Column “a” has no “label” in the data dictionary." in facts
    assert {fact.split("“")[1].split("”")[0] for fact in facts} == {"a", "b", "jumlah"}


def test_what_the_table_and_the_dataset_say_needs_no_answer():
    assert told(described()) == []


@pytest.mark.parametrize(
    ("column", "fact"),
    [
        (FIGURE, "Column “jumlah” has no definition in the data dictionary."),
        (FIGURE | {"notes": "Orang.", "satuan": ""}, "Column “jumlah” has no unit in the data dictionary."),
        (
            {**FIGURE, "notes": "Orang.", "peran": "dimensi"},
            "It is not said which code list column “jumlah” uses.",
        ),
        (
            {**FIGURE, "notes": "Orang.", "kelas_data_pribadi": "tidak_langsung"},
            "Column “jumlah” holds personal data, and it is not said what was done about them.",
        ),
        (
            {"id": "jumlah", "label": "J", "peran": "atribut"},
            "Column “jumlah” has no “tipe_data” in the data dictionary.",
        ),
    ],
)
def test_what_neither_tells_is_named_with_its_column(column, fact):
    shown = described(
        CODE,
        **REGISTER,
        klasifikasi_data_pribadi="tidak_langsung" if "pribadi" in str(column) else "tidak_ada",
    )
    table = Table(
        columns=(CODE, YEAR, column),
        codes=frozenset({"kode", *(["jumlah"] if column["peran"] == "dimensi" else [])}),
    )
    others = [one for one in told(shown, table) if "“jumlah”" in one]
    assert others == [fact]


def test_what_an_officer_decided_stands_above_what_the_table_says():
    shown = described({"id": "jumlah", "peran": "atribut"}, jenis="variabel")
    assert told(shown) == ["No column of this table is said to be what is measured."]


def test_a_code_of_no_list_has_its_own_values():
    domain = [{"kode": "1", "nilai": "Laki-laki"}]
    sex = {"id": "jk", "label": "Jenis Kelamin", "tipe_data": "CHARACTER", "peran": "dimensi"}
    table = Table(columns=(sex, FIGURE), codes=frozenset({"jk"}))
    assert told(described({"id": "jk", "value_domain": domain}), table) == []
    assert told(described(), table) == ["It is not said which code list column “jk” uses."]


@pytest.mark.parametrize(
    ("role", "is_asked"), [("ukuran", True), ("dimensi", True), ("waktu", False), ("wilayah", False)]
)
def test_a_survey_tells_the_question_of_what_its_questionnaire_asks(role, is_asked):
    column = {"id": "a", "label": "A", "tipe_data": "CHARACTER", "peran": role, "satuan": "orang"}
    fact = "The question of the survey that column “a” comes from is not in the data dictionary."
    facts = told(described(cara_pengumpulan_data="SURVEI"), Table(columns=(column,)))
    assert (fact in facts) is is_asked
    assert fact not in told(described(), Table(columns=(column,)))


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("jumlah_jiwa", True),
        ("2024", True),
        ("a" * 63, True),
        ("Luas (km²)", False),
        ("Nama", False),
        ("a" * 64, False),
    ],
)
def test_a_column_has_a_name_that_other_systems_can_use(name, fits):
    facts = told(described(**REGISTER), Table(columns=(YEAR | {"id": name, "peran": "atribut"},)))
    assert facts == ([] if fits else [f"“{name}” is no name of a column that other systems can use."])


@pytest.mark.parametrize(("type_", "lacking"), [("INTEGER", True), ("CHARACTER", False), ("YEAR", False)])
def test_numbers_of_a_dimension_are_codes_and_words_mean_themselves(type_, lacking):
    column = YEAR | {"id": "golongan", "peran": "dimensi", "tipe_data": type_, "format_angka": "mesin"}
    facts = told(described(**REGISTER), Table(columns=(column,)))
    assert facts == (["It is not said which code list column “golongan” uses."] if lacking else [])


def test_it_is_asked_when_the_workflow_publishes_and_of_tables_that_are_known():
    shown = described({"id": "jumlah"}, **REGISTER)
    assert errors(shown, {"berkas": TABLE}) == []
    assert [one.field for one in errors(shown | {"status_sdi": "terbit"}, {"berkas": TABLE})] == [
        "kamus_data"
    ]
    assert errors(shown | {"status_sdi": "terbit"}) == []


def test_a_percentage_of_which_nothing_was_decided_is_judged_too():
    share = {**FIGURE, "id": "persen", "satuan": "persen"}
    table = Table(columns=(share,), ranges={"persen": (-4.9, 12.0)})
    assert told(described(), table) == ["Column “persen” has percentages outside 0 to 100."]


def test_a_guide_has_no_dictionary():
    assert (
        told(
            with_file(jenis_resource="dokumentasi", kamus_data=FILE["kamus_data"][:1], format="CSV"),
            Table(columns=({"id": "x"},)),
        )
        == []
    )
