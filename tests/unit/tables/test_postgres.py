"""Claims about what the types of PostgreSQL are to people and to programs."""

from __future__ import annotations

import pytest

from ckanext.paser.rows.rules.fields import Field
from ckanext.paser.tables.datastore import TYPES
from ckanext.paser.tables.rules import dictionary, postgres
from ckanext.paser.tables.rules.kinds import Type


@pytest.mark.parametrize(
    ("pg_type", "type_"),
    [
        ("text", "text"),
        ("varchar", "text"),
        ("bpchar", "text"),
        ("int2", "integer"),
        ("int4", "integer"),
        ("int8", "integer"),
        ("numeric", "number"),
        ("float4", "number"),
        ("float8", "number"),
        ("date", "date"),
        ("timestamp", "timestamp"),
        ("timestamptz", "timestamp"),
        ("bool", "boolean"),
    ],
)
def test_a_type_is_the_same_to_pages_downloads_and_the_row_api(pg_type, type_):
    about = dictionary.column("a", pg_type, {})
    assert (about.type, Field(about, pg_type).family) == (type_, Type(type_))


@pytest.mark.parametrize("pg_type", ["_text", "json", "jsonb", "nested", "int4range"])
def test_what_is_no_single_value_is_shown_as_text_and_not_asked_for(pg_type):
    about = dictionary.column("a", pg_type, {})
    assert (about.type, Field(about, pg_type).family) == ("text", None)


@pytest.mark.parametrize("type_", [type_ for type_ in Type if type_ is not Type.CODE])
def test_what_a_column_is_made_with_is_read_back_as_its_type(type_):
    assert postgres.TYPES[TYPES[type_]] is type_
