"""Claims about what is public now."""

from __future__ import annotations

import io

import psycopg
import pytest
from psycopg2.errors import InsufficientPrivilege
from sqlalchemy.engine import make_url

import ckan.plugins.toolkit as tk

from ckanext.paser.tables import published

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")


def test_of_a_table_that_is_not_there_nothing_is_written(dataset):
    assert published.copy_out("tidak-ada", io.BytesIO()) is None


def test_a_table_that_may_not_be_read_is_not_taken_for_none(load):
    resource_id, _ = load("kode;nilai\nA;1\n")
    reader = make_url(tk.config["ckan.datastore.read_url"]).username
    with psycopg.connect(tk.config["ckan.datastore.write_url"]) as connection:
        connection.execute(f'REVOKE SELECT ON "{resource_id}" FROM "{reader}"')
    with pytest.raises(InsufficientPrivilege):
        published.copy_out(resource_id, io.BytesIO())


def test_the_different_values_of_columns_are_told_without_what_is_missing(load):
    resource_id, _ = load("kode;tahun;nilai\nA;2024;1\nA;2025;2\nB;;3\n")
    found = published.distinct(resource_id, ["kode", "tahun"], 10)
    assert {name: sorted(values) for name, values in found.items()} == {
        "kode": ["A", "B"],
        "tahun": ["2024", "2025"],
    }


def test_of_no_columns_no_values_are_asked(load):
    resource_id, _ = load("kode;nilai\nA;1\n")
    assert published.distinct(resource_id, [], 10) == {}
