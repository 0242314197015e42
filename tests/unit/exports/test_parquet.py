"""Claims about Parquet files, read back by DuckDB on its own."""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from decimal import Decimal

import duckdb
import pandas
import pyarrow.parquet as pq
import pytest

from ckanext.paser.tables.rules.table import Column


def read(path):
    return duckdb.sql(f"SELECT * FROM read_parquet('{path}')")


def test_types_are_those_of_the_table_and_values_are_exact(written):
    found = read(written("parquet"))
    assert found.columns == ["kode", "nama", "jumlah", "harga", "tanggal", "dicatat", "sah"]
    assert [str(type_) for type_ in found.types] == [
        "VARCHAR", "VARCHAR", "BIGINT", "DECIMAL(29,9)", "DATE", "TIMESTAMP", "BOOLEAN"]  # fmt: skip
    assert found.fetchall() == [
        ("64.01.04", 'Tanah "Grogot", kota', -12, Decimal("0.1"), date(2024, 12, 31),
         datetime(2024, 12, 31, 23, 59, 59), True),
        ("64.01.99", "=1+1", 9223372036854775807, Decimal("12345678901234567890.123456789"),
         date(1850, 1, 1), None, False),
        (None, "", None, None, None, None, None),
        ("64.01.05", "dua\nbaris", 5, Decimal("-3.5"), date(2025, 1, 1), datetime(2025, 1, 1), None),
    ]  # fmt: skip


def test_a_moment_with_a_zone_is_that_moment(written):
    column = Column("saat", "Saat", "timestamp", kind="zoned")
    found = read(written("parquet", "saat\n2025-01-02 03:04:05+08\n", (column,)))
    assert str(found.types[0]) == "TIMESTAMP WITH TIME ZONE"
    assert found.fetchall() == [(datetime(2025, 1, 1, 19, 4, 5, tzinfo=timezone.utc),)]


READ_BACK = {
    "pyarrow": lambda path: pq.read_table(path)["a"].to_pylist(),
    "pandas": lambda path: pandas.read_parquet(path)["a"].tolist(),
}
DAY, MOMENT, INSTANT = "2024-01-31", "2024-01-31 00:00:00", "2024-01-31 00:00:00+00"


@pytest.mark.parametrize("program", READ_BACK)
@pytest.mark.parametrize(
    ("column", "values"),
    [
        (Column("a", "A", "date"), [DAY, "0044-03-15 BC", "10000-01-01", "infinity"]),
        (Column("a", "A", "timestamp"), [MOMENT, "0044-03-15 00:00:00 BC"]),
        (Column("a", "A", "timestamp"), [MOMENT, "12025-03-15 00:00:00", "-infinity"]),
        (Column("a", "A", "timestamp", kind="zoned"), [INSTANT, "0044-03-15 00:00:00+00 BC", "infinity"]),
    ],
    ids=["days", "before Christ", "far", "zoned"],
)
def test_days_that_programs_have_no_type_for_are_the_texts_that_they_are(written, column, values, program):
    path = written("parquet", "".join(f"{line}\n" for line in ("a", *values)), (column,))
    assert READ_BACK[program](path) == values


def test_numbers_that_are_none_stay_what_they_are(written):
    path = written("parquet", "a\n1.5\nNaN\nInfinity\n", (Column("a", "A", "number"),))
    assert str(pq.read_table(path)["a"].to_pylist()) == "[1.5, nan, inf]"


def test_dictionary_licence_source_and_period_are_in_the_file(written):
    found = duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{written('parquet')}')").fetchall()
    about = {key.decode(): json.loads(value) for key, value in found}
    assert about["kartu"]["license"] == "Creative Commons Atribusi 4.0"
    assert about["kartu"]["source"] == "Dinas Contoh, angka dibuat-buat"
    assert about["kartu"]["temporal"] == "2024"
    assert about["kamus_data"]["fields"][0] == {
        "name": "kode", "type": "string", "title": "Kode Wilayah", "description": "Kode Kemendagri.",
        "peran": "wilayah"}  # fmt: skip


def test_numbers_beyond_38_digits_are_the_nearest_ones(written):
    content = f"a\n{'9' * 30}.{'9' * 20}\n1.5\n"
    found = read(written("parquet", content, (Column("a", "A", "number"),)))
    assert (str(found.types[0]), found.fetchall()) == ("DOUBLE", [(1e30,), (1.5,)])


def test_a_column_of_many_names_and_quotes_can_be_written(written):
    found = read(written("parquet", "x\n1\n", (Column("a\"b'c", "It's", "integer"),)))
    assert (found.columns, found.fetchall()) == (["a\"b'c"], [(1,)])
