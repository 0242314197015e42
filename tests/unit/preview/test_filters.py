"""Claims about the form that narrows a table down: it asks what was asked, or says why not."""

from zoneinfo import ZoneInfo

import pytest

from ckanext.paser.preview.filters import Form, added, alternatives, form_of, named
from ckanext.paser.problems import Problem, ProblemError, worded
from ckanext.paser.rows.rules.checking import checked
from ckanext.paser.rows.rules.fields import Field, Fields
from ckanext.paser.rows.rules.parameters import WORDS, parse
from ckanext.paser.rows.rules.query import Condition, Every, Op
from ckanext.paser.tables.rules.table import Column

FIELDS = Fields(
    [
        Field(Column("kecamatan", "Kecamatan", "text"), "text"),
        Field(Column("bulan", "Bulan", "text", role="waktu"), "text"),
        Field(Column("nilai", "Nilai (mm)", "number"), "numeric"),
        Field(Column("jiwa", "Jiwa", "integer"), "int8"),
        Field(Column("tanggal", "Tanggal", "date"), "date"),
        Field(Column("waktu", "Waktu", "timestamp"), "timestamp"),
        Field(Column("saat", "Saat", "timestamp"), "timestamptz"),
        Field(Column("aktif", "Aktif", "boolean"), "bool"),
    ]
)


def asked(column: str, comparison: str, value: str, locale: str = "id") -> list[tuple[str, str]]:
    return added(Form(column, comparison, value), FIELDS, locale, ZoneInfo("Asia/Makassar"))


@pytest.mark.parametrize(
    ("column", "comparison", "value", "expected"),
    [
        ("kecamatan", "", "kuaro", [("kecamatan__contains", "kuaro")]),
        ("kecamatan", "eq", "Kuaro", [("kecamatan", "Kuaro")]),
        ("kecamatan", "gte", "2026-03", [("kecamatan__gte", "2026-03")]),
        ("kecamatan", "nonsense", "Kuaro", [("kecamatan__contains", "Kuaro")]),
        ("bulan", "", "Maret 2026", [("bulan", "Maret 2026,2026-03")]),
        ("bulan", "eq", "maret 2026", [("bulan", "maret 2026,Maret 2026,2026-03")]),
        ("bulan", "gte", "Maret 2026", [("bulan__gte", "2026-03")]),
        ("bulan", "", "2026-03", [("bulan__contains", "2026-03")]),
        ("kecamatan", "", "Maret 2026", [("kecamatan__contains", "Maret 2026")]),
        ("nilai", "", "28", [("nilai", "28")]),
        ("nilai", "gte", "1.234,5", [("nilai__gte", "1234.5")]),
        ("nilai", "gte", "1234.5", [("nilai__gte", "1234.5")]),
        ("nilai", "gte", "−3,5", [("nilai__gte", "-3.5")]),
        ("saat", "gte", "2 Jan 2025 11.04 WITA", [("saat__gte", "2025-01-02T11:04:00+08:00")]),
        ("saat", "gte", "2025-01-02T11:04:00", [("saat__gte", "2025-01-02T11:04:00+08:00")]),
        ("saat", "gte", "2025-01-02T11:04:00+00:00", [("saat__gte", "2025-01-02T11:04:00+00:00")]),
        ("saat", "lte", "31/12/2024", [("saat__lt", "2025-01-01T00:00:00+08:00")]),
        ("tanggal", "lte", "31/12/2024", [("tanggal__lte", "2024-12-31")]),
        ("tanggal", "eq", "3 Maret 2025", [("tanggal", "2025-03-03")]),
        ("tanggal", "", "2025", [("tanggal__gte", "2025-01-01"), ("tanggal__lte", "2025-12-31")]),
        ("tanggal", "", "Februari 2024", [("tanggal__gte", "2024-02-01"), ("tanggal__lte", "2024-02-29")]),
        ("tanggal", "gte", "2025-03", [("tanggal__gte", "2025-03-01")]),
        ("tanggal", "lte", "2025", [("tanggal__lte", "2025-12-31")]),
        ("waktu", "", "31/12/2024", [("waktu__gte", "2024-12-31"), ("waktu__lt", "2025-01-01")]),
        ("waktu", "", "15 Jan 2024 08.30", [("waktu", "2024-01-15T08:30:00")]),
        ("waktu", "gte", "2024-01-15 08:30:59", [("waktu__gte", "2024-01-15T08:30:59")]),
        ("aktif", "", "Ya", [("aktif", "true")]),
        ("aktif", "eq", "no", [("aktif", "false")]),
        ("aktif", "", "TRUE", [("aktif", "true")]),
    ],
)
def test_a_condition_is_asked_as_its_reader_writes_it(column, comparison, value, expected):
    assert asked(column, comparison, value) == expected


@pytest.mark.parametrize(("value", "read"), [("1,234.5", "1234.5"), ("1,000", "1000"), ("1.5", "1.5")])
def test_in_english_a_dot_stands_before_decimals(value, read):
    assert asked("nilai", "gte", value, "en") == [("nilai__gte", read)]


@pytest.mark.parametrize(
    ("column", "comparison", "value", "sentence"),
    [
        ("nilai", "contains", "28", "Nilai (mm) cannot be compared in this way. Choose another comparison."),
        ("aktif", "gte", "ya", "Aktif cannot be compared in this way. Choose another comparison."),
        ("nilai", "", "banyak", '"banyak" cannot be a value of Nilai (mm). Write a number, such as 1,250.5.'),
        ("jiwa", "", "1,5", '"1,5" cannot be a value of Jiwa. Write a whole number, such as 1,250.'),
        ("tiada", "", "1", 'There is no "tiada". There are: Kecamatan, Bulan, Nilai (mm), Jiwa, Tanggal, Waktu, Saat, Aktif.'),
        ("jiwa", "", "9223372036854775808", '"9223372036854775808" is too large for the column Jiwa. Write a smaller number.'),
        ("aktif", "", "mungkin", '"mungkin" cannot be a value of Aktif. Write yes or no.'),
        ("tanggal", "", "31/02/2025", '"31/02/2025" cannot be a value of Tanggal. Write a day such as 31/12/2025, '
         "a month such as March 2025, or a year."),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_with_a_sentence_that_names_the_column(
    column, comparison, value, sentence
):
    with pytest.raises(ProblemError) as caught:
        asked(column, comparison, value)
    assert worded(caught.value.problem)["text"] == sentence


def test_a_value_with_a_comma_is_one_value():
    pairs = asked("kecamatan", "eq", 'Kuaro, "Long" Ikis')
    assert parse(pairs, FIELDS).where == Every(
        (Condition("kecamatan", Op.EQ, ('Kuaro, "Long" Ikis',), where="kecamatan"),)
    )
    assert alternatives(pairs[0][1], Op.EQ) == ['Kuaro, "Long" Ikis']


@pytest.mark.parametrize(("column", "value"), [("", "1"), ("kecamatan", "")])
def test_a_form_that_asks_nothing_adds_nothing(column, value):
    assert asked(column, "eq", value) == []


def test_the_form_is_read_from_the_address():
    pairs = [("saring.kolom", "nilai"), ("saring.nilai", " 5 "), ("nilai", "6")]
    assert form_of(pairs) == Form("nilai", "", "5")


@pytest.mark.parametrize("where", ["nilai__gte", "nilai"])
def test_a_problem_of_an_address_names_the_column_as_people_read_it(where):
    problem = Problem(
        "not_a_value", "{where}", "No value of {column}.", "", {"where": where, "column": "nilai"}
    )
    assert worded(named(problem, FIELDS))["text"] == "Nilai (mm): No value of Nilai (mm)."


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("urut", "-nilia"), 'urut: There is no "nilia". Did you mean "Nilai (mm)"?'),
        (("urut", "zzz"), 'urut: There is no "zzz". There are: LABELS.'),
        (("zzz__gte", "1"), 'zzz__gte: There is no "zzz". There are: LABELS.'),
    ],
)
def test_a_problem_of_an_address_offers_columns_as_people_read_them(asked, sentence):
    labels = ", ".join(field.about.label for field in FIELDS.by_id.values())
    with pytest.raises(ProblemError) as caught:
        checked(parse([asked], FIELDS), FIELDS, WORDS)
    assert worded(named(caught.value.problem, FIELDS))["text"] == sentence.replace("LABELS", labels)
