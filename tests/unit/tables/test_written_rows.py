"""Claims about how rows in memory are written for COPY."""

from __future__ import annotations

import csv
import io
import tempfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.paser.tables.reading.grid import _write
from ckanext.paser.tables.rules import kinds
from ckanext.paser.tables.rules.kinds import read_natives


def written(*columns: list[str | None]) -> str:
    with tempfile.TemporaryFile() as file:
        _write(columns, len(columns[0]), file.fileno())
        file.seek(0)
        return file.read().decode()


def test_rows_are_numbered_and_a_missing_value_is_an_empty_field():
    assert written(["a", None], [None, "2"]) == "1,a,\n2,,2\n"


@pytest.mark.parametrize("value", ["a,b", 'kata "kutip"', "dua\nbaris", "dua\rbaris"])
def test_what_would_end_a_field_stands_between_quotation_marks(value):
    assert written([value, "c"]) == '1,"' + value.replace('"', '""') + '"\n2,c\n'


def test_a_character_that_postgresql_cannot_hold_is_left_out():
    assert written(["a\0b"]) == "1,ab\n"


@given(st.lists(st.text(alphabet='ab,"\n\r ', min_size=1), min_size=1))
def test_every_reader_of_csv_reads_what_was_written(values):
    rows = list(csv.reader(io.StringIO(written([*values]), newline="")))
    assert rows == [[str(n), value] for n, value in enumerate(values, 1)]


@pytest.mark.parametrize("kind", [kinds.INTEGER, kinds.DECIMAL], ids=lambda kind: kind.name)
@given(values=st.sets(st.floats() | st.integers(-(10**17), 10**17).map(float), min_size=1))
def test_many_numbers_are_read_as_each_of_them_alone(kind, values):
    assert read_natives(kind.read_native, [*values]) == [*map(kind.read_native, values)]
