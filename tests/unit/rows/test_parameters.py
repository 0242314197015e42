"""Claims about the words in which an address asks for rows."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest

from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.rows.rules.checking import checked
from ckanext.paser.rows.rules.fields import Fields
from ckanext.paser.rows.rules.parameters import WORDS, check_bytes, joined, parse
from ckanext.paser.rows.rules.query import Aggregate, Condition, Every, Op, Order, Query
from ckanext.paser.tables.rules.table import Column


def asked(text: str, fields) -> Query:
    return checked(parse(parse_qsl(text, keep_blank_values=True), fields), fields, WORDS)


def conditions(text: str, fields) -> list[tuple[str, Op, tuple]]:
    where = asked(text, fields).where
    assert isinstance(where, Every)
    return [(c.column, c.op, c.values) for c in where.parts if isinstance(c, Condition)]


def refusal(text: str, fields) -> tuple[str, str, str]:
    with pytest.raises(ProblemError) as caught:
        asked(text, fields)
    told = worded(caught.value.problem)
    return told["where"], told["fact"], told["remedy"]


def test_an_address_without_parameters_asks_for_the_first_rows_with_all_columns(fields):
    query = asked("", fields)
    assert (query.limit, query.columns, query.where, query.order) == (100, tuple(fields.by_id), Every(), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jumlah=5", ("jumlah", Op.EQ, ("5",))),
        ("kode_wilayah=64.01.01,64.01.02", ("kode_wilayah", Op.EQ, ("64.01.01", "64.01.02"))),
        ("kode_wilayah=64.01.01&kode_wilayah=64.01.02", ("kode_wilayah", Op.EQ, ("64.01.01", "64.01.02"))),
        ('kode_wilayah="a,b",c', ("kode_wilayah", Op.EQ, ("a,b", "c"))),
        ("kode_wilayah=", ("kode_wilayah", Op.EQ, ("",))),
        ("jumlah__ne=1,2", ("jumlah", Op.NE, ("1", "2"))),
        ("nilai=283&nilai=8", ("nilai", Op.EQ, ("283", "8"))),
        ("nilai=283.8,8", ("nilai", Op.EQ, ("283.8", "8"))),
        ("nilai=1,2,3", ("nilai", Op.EQ, ("1", "2", "3"))),
        ('kode_wilayah=a"b', ("kode_wilayah", Op.EQ, ('a"b',))),
        ("kode_wilayah=baris%0Abaru,%0D%0A", ("kode_wilayah", Op.EQ, ("baris\nbaru", "\r\n"))),
        ('kode_wilayah__ne="a,%0Ab",', ("kode_wilayah", Op.NE, ("a,\nb", ""))),
        ('kode_wilayah="""a"""', ("kode_wilayah", Op.EQ, ('"a"',))),
        ("nilai__gte=-1.5e3", ("nilai", Op.GTE, ("-1.5e3",))),
        ("hari__lt=2025-01-31", ("hari", Op.LT, ("2025-01-31",))),
        ("saat__gt=2025-01-31T08:00:00Z", ("saat", Op.GT, ("2025-01-31T08:00:00",))),
        ("benar=TRUE", ("benar", Op.EQ, ("true",))),
        ("kode_wilayah__contains=a,b", ("kode_wilayah", Op.CONTAINS, ("a,b",))),
        ("rinci__isnull=true", ("rinci", Op.ISNULL, ("true",))),
        ("urut__eq=x", ("urut", Op.EQ, ("x",))),
    ],
)
def test_a_filter_is_a_column_and_a_comparison(text, expected, fields):
    assert conditions(text, fields) == [expected]


@pytest.mark.parametrize(("columns", "rows"), [(10, 10_000), (50, 10_000), (1_000, 500)])
def test_a_page_of_a_very_wide_table_has_fewer_rows(columns, rows, fields):
    wide = Fields([replace(fields["jumlah"], about=Column(f"k{n}", f"k{n}", "")) for n in range(columns)])
    assert asked("batas=10000", wide).limit == rows


def test_the_parameters_of_ours_win_over_columns_of_the_same_name(fields):
    assert asked("urut=-jumlah,nilai", fields).order == (Order("jumlah", True), Order("nilai"))


def test_a_column_that_is_named_like_a_comparison_is_asked_by_its_name(fields):
    fields.by_id["jumlah__gt"] = fields["jumlah"]
    assert conditions("jumlah__gt=5", fields) == [("jumlah__gt", Op.EQ, ("5",))]


def test_groups_without_figures_are_counted(fields):
    query = asked("kelompok=tahun", fields)
    assert (query.aggregates, query.columns) == ((Aggregate("count"),), ("tahun", "count"))


def test_an_answer_can_be_sorted_by_its_figures(fields):
    query = asked("kelompok=tahun&hitung=jumlah:sum,*:count&urut=-jumlah_sum", fields)
    assert (query.order, query.columns) == ((Order("jumlah_sum", True),), ("tahun", "jumlah_sum", "count"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kolm=tahun", ("kolm", 'There is no "kolm".', 'Did you mean "kolom"?')),
        ("tahn=2024", ("tahn", 'There is no "tahn".', 'Did you mean "tahun"?')),
        ("tahun__gr=2024", ("tahun__gr", 'There is no "gr".',
                           "There are: eq, ne, gt, gte, lt, lte, contains, startswith, endswith, isnull.")),
        ("kolom=tahun,jumla", ("kolom", 'There is no "jumla".', 'Did you mean "jumlah"?')),
        ("urut=-jmlh", ("urut", 'There is no "jmlh".', 'Did you mean "jumlah"?')),
        ("urut=jumlah&urut=tahun", ("urut", "It stands here twice.", "Write it once, its parts with commas between.")),
        ("batas=seratus", ("batas", "It is not a number of rows.", "Write digits alone, such as 100.")),
        ("tahun=dua", ("tahun", '"dua" cannot be a value of the column tahun.',
                       "Write a whole number with digits alone, such as 1250.")),
        ("tahun=9223372036854775808", ("tahun", '"9223372036854775808" is too large for the column tahun.',
                                       "Write a smaller number.")),
        ("hari=2025-02-30", ("hari", '"2025-02-30" cannot be a value of the column hari.',
                             "Write a day as 2025-12-31.")),
        ("jumlah__gt=1&jumlah__gt=2", ("jumlah__gt", "It takes one value.",
                                       "Leave the others out; a comma inside a value stands in quotes.")),
        ("hitung=jumlah:median", ("hitung", 'There is no "median".', "There are: sum, avg, min, max, count.")),
        ("kelompok=tahun&kolom=tahun", ("kolom", "The columns of a grouped answer are those of kelompok and hitung.",
                                        "Leave it out.")),
        ("rinci=1", ("rinci", "The values of rinci cannot be compared.", "Choose another column.")),
        ("tahun__contains=2", ("tahun__contains", "tahun is not text, so it has no parts to look for.",
                               "Compare its values: gte, lte.")),
        ("benar__isnull=true&benar__isnull=false", ("benar__isnull", "It takes one value.",
                           "Leave the others out; a comma inside a value stands in quotes.")),
        ("benar__isnull=mungkin", ("benar__isnull", "It is asked yes or no.", "Write true or false.")),
        ("kelompok=tahun,tahun", ("kelompok", "Two columns of the answer would be named tahun.",
                                  "Leave one of them out.")),
        ("hitung=jumlah:sum,jumlah:sum", ("hitung", "Two columns of the answer would be named jumlah_sum.",
                                          "Leave one of them out.")),
        *((f'{name}="Kuaro{rest}', (name, "A value begins with a quote and does not end with one.",
                              'Write "a, b" for one value with a comma, and """a""" for one with quotes around it.'))
          for name in ("kode_wilayah", "kolom") for rest in ("", ',x', '"x')),
        *((f"{name}={text}", (name, f'"{text}" reads as one number with decimals, and as two values.',
                      f"Write {name}={number} for the number, {name}={values[0]}&{name}={values[1]} for the two values."))
          for name, text, number, values in (
              ("nilai", "283,8", "283.8", ("283", "8")), ("nilai", "1.283,8", "1283.8", ("1.283", "8")),
              ("nilai__ne", "-0,5", "-0.5", ("-0", "5")))),
        *((f"urut={order}", ("urut", "The direction of an order is not written as a word.",
                             "Write jumlah for ascending, -jumlah for descending."))
          for order in ("jumlah desc", "jumlah:ASC", "-jumlah.desc")),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_with_its_place_and_the_nearest_name(text, told, fields):
    assert refusal(text, fields) == told


@pytest.mark.parametrize(
    "text",
    [
        "batas=10001",
        "_id=1",
        "tahun=9223372036854775808",
        "nilai=NaN",
        "nilai=1,5x",
        "kode_wilayah=a%00b",
        "saat=kemarin",
        "saat=2025-01-01T00:00:00+08:00",
        "hari=20250101",
        "hitung=jumlah",
        "hitung=*:sum",
        "hitung=:sum",
        "hitung=:count",
        "urut=--jumlah",
        "sesudah__gt=1",
        "&".join(f"kode_wilayah__contains=a&tahun__ne={n}" for n in range(1001)),
    ],
)
def test_nothing_unclear_reaches_the_database(text, fields):
    assert all(refusal(text, fields))


def test_a_long_value_is_not_repeated_whole(fields):
    assert len(refusal(f"tahun={'9' * 500}", fields)[1]) < 150


@pytest.mark.parametrize("name", ["kode_wilayah", "kolom"])
def test_a_value_longer_than_any_is_refused_with_its_place(name, fields):
    where, fact, _ = refusal(f"{name}={'x' * 200_000}", fields)
    assert (where, fact) == (name, "A value is too long.")


def test_half_a_character_is_refused(fields):
    with pytest.raises(ProblemError):
        checked(parse([("kode_wilayah", "\ud800")], fields), fields, WORDS)


@pytest.mark.parametrize("address", [b"kode_wilayah=%FF", b"kode_wilayah=%ED%A0%80", b"%C3=1", b"urut=\xff"])
def test_bytes_that_are_no_text_are_refused(address):
    with pytest.raises(ProblemError):
        check_bytes(address)


def test_letters_of_all_scripts_are_text():
    check_bytes("kecamatan=é%C3%A9%F0%9F%98%80".encode())


def test_a_column_that_is_asked_for_twice_is_answered_once(fields):
    assert asked("kolom=jumlah,tahun,jumlah", fields).columns == ("jumlah", "tahun")


def test_parts_are_joined_as_they_are_parted(fields):
    written = joined(["tahun", 'nama, "lengkap"'])
    assert written == 'tahun,"nama, ""lengkap"""'
    assert parse([("kolom", written)], fields).columns == ("tahun", 'nama, "lengkap"')
