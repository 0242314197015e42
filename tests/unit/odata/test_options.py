"""Claims about the options of an OData address, and about names and types."""

from __future__ import annotations

import pytest

from ckanext.paser.odata.rules import model
from ckanext.paser.odata.rules.options import PAGE, of_one, once, parse
from ckanext.paser.problems import ProblemError
from ckanext.paser.rows.rules.fields import Field, Fields
from ckanext.paser.rows.rules.query import Form, Order
from ckanext.paser.tables.rules.table import Column


def field(name: str, pg_type: str) -> Field:
    return Field(Column(id=name, label=name, type=""), pg_type)


FIELDS = Fields([field("tahun", "int8"), field("Nama Lengkap", "text"), field("luas", "numeric"),
                 field("hari", "date"), field("saat", "timestamp"), field("rinci", "nested")])  # fmt: skip


def test_without_options_the_first_page_of_all_columns_is_asked_for():
    asked = parse({}, FIELDS)
    assert (asked.query.columns, asked.query.limit, asked.query.total, asked.top) == ((), PAGE, False, None)


def test_columns_have_names_that_odata_takes():
    asked = parse({"$select": "tahun, Nama_x0020_Lengkap", "$orderby": "Nama_x0020_Lengkap desc,_id"}, FIELDS)
    assert asked.query.columns == ("tahun", "Nama Lengkap")
    assert asked.query.order == (Order("Nama Lengkap", True), Order("_id"))
    assert asked.query.form == Form((("Nama Lengkap", "Nama_x0020_Lengkap"),))


def test_a_filter_knows_the_types_of_the_columns():
    where = parse({"$filter": "tahun gt 2019.5 and luas gt 1.5"}, FIELDS).query.where
    assert [part.values for part in where.parts] == [("2019",), ("1.5",)]  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(ProblemError):
        parse({"$filter": "luas eq '2'"}, FIELDS)


@pytest.mark.parametrize("twice", ["$top", "$filter"])
def test_an_option_that_stands_there_twice_is_refused_rather_than_one_of_them_left_out(twice):
    with pytest.raises(ProblemError):
        once([(twice, "1"), ("$skip", "1"), (twice, "2")])


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("tahun", "tahun"),
        ("2024", "_x0032_024"),
        ("a-b", "a_x002D_b"),
        ("kode_é", "kode_é"),
        ("a_x0020_b", "a_x005F_x0020_b"),
    ],
)
def test_a_name_is_an_identifier(column, name):
    assert model.name(column) == name


@pytest.mark.parametrize(("top", "limit"), [("10", 10), ("7000", PAGE), ("0", 0)])
def test_what_the_program_wants_in_all_is_given_in_pages(top, limit):
    asked = parse({"$top": top}, FIELDS)
    assert (asked.query.limit, asked.top) == (limit, int(top))


@pytest.mark.parametrize(
    "options",
    [{"$expand": "x"}, {"$search": "x"}, {"key": "1"}, {"$top": "-1"}, {"$top": "x"}, {"$count": "1"},
     {"$orderby": "tahun up"}, {"$orderby": "tahn"}, {"$select": "tahn"}, {"$format": "atom"},
     {"$format": "application/xml"}],
)  # fmt: skip
def test_what_is_not_offered_is_refused(options):
    with pytest.raises(ProblemError):
        parse(options, FIELDS)


@pytest.mark.parametrize("form", ["json", "application/json", "application/json;odata.metadata=minimal"])
def test_json_may_be_asked_for(form):
    assert parse({"$format": form}, FIELDS) == parse({}, FIELDS)


@pytest.mark.parametrize("key", ["3", "_id=3"])
def test_a_row_is_asked_by_its_key(key):
    assert of_one({"$select": "tahun"}, FIELDS, key) == parse(
        {"$select": "tahun", "$filter": "_id eq 3"}, FIELDS
    )


@pytest.mark.parametrize(("options", "key"), [({}, "x"), ({}, "tahun=3"), ({}, "'3'"), ({"$top": "1"}, "3")])
def test_what_is_no_key_or_no_option_of_one_row_is_refused(options, key):
    with pytest.raises(ProblemError):
        of_one(options, FIELDS, key)
