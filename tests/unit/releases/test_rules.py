"""Claims about which releases are kept, and by what their rows are told apart."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from ckanext.paser.releases.rules.keys import candidates
from ckanext.paser.releases.rules.release import EDIT, FILE, Release
from ckanext.paser.releases.rules.retention import superseded
from ckanext.paser.tables.rules.table import Column

NOW = datetime(2026, 6, 30, 12, tzinfo=timezone.utc)


def releases(*made: tuple[str, float]) -> list[Release]:
    """Releases of a kind and an age in days, in the order of their numbers."""
    return [
        Release("r", number, str(number), kind, 1, (), NOW - timedelta(days=age))
        for number, (kind, age) in enumerate(made, 1)
    ]


def gone(*made: tuple[str, float]) -> list[int]:
    return [release.number for release in superseded(releases(*made), NOW)]


def test_files_are_kept_for_good():
    assert gone((FILE, 4000), (FILE, 3999.9), (FILE, 0)) == []


HOUR = 1 / 24


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param((0.99, 0.98, 0.001), [], id="every edit of a day"),
        pytest.param(
            (3 + 0.6 * HOUR, 3 + 0.4 * HOUR, 3 - 0.6 * HOUR), [1], id="the last of each hour of a week"
        ),
        pytest.param((6.99, 6.99 - 2 * HOUR), [], id="two hours of one day in a week"),
        pytest.param((10.2, 10.1, 9.0), [1], id="the last of each day of a month"),
        pytest.param((30.1, 29.0), [], id="two days of one month"),
        pytest.param((111, 105, 100), [1, 2], id="the last of each month after that"),
        pytest.param((400, 35), [], id="the same month of two years"),
    ],
)
def test_the_older_edits_are_the_fewer_are_kept(edits, expected):
    assert gone(*((EDIT, age) for age in edits), (FILE, 0)) == expected


def test_the_newest_release_is_kept_whatever_it_is():
    assert gone((FILE, 400), (EDIT, 300)) == []


def test_files_between_edits_do_not_save_them():
    assert gone((EDIT, 10.2), (FILE, 10.15), (EDIT, 10.1), (FILE, 0)) == [1]


AREA = Column("kode", "Kode", "code", role="wilayah")
YEAR = Column("tahun", "Tahun", "integer", "tahun", role="waktu")
VALUE = Column("nilai", "Nilai", "number", role="ukuran")
SCHOOL = Column("npsn", "NPSN", "code", role="pengenal")
NOTE = Column("catatan", "Catatan", "text", role="atribut")


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ([AREA, YEAR, VALUE, NOTE], [("kode", "tahun"), ("kode", "tahun", "catatan")]),
        ([SCHOOL, AREA, VALUE], [("npsn",), ("kode",), ("npsn", "kode")]),
        ([Column("nama", "Nama", "text"), Column("jumlah", "Jumlah", "integer")], [("nama",)]),
        ([VALUE], []),
        ([SCHOOL, replace(NOTE, key=True), VALUE], [("catatan",), ("npsn",), ("npsn", "catatan")]),
    ],
)
def test_a_made_key_comes_before_identifiers_these_before_dimensions_and_these_before_whatever_is_no_quantity(
    columns, expected
):
    assert list(candidates(columns, columns)) == expected


def test_only_columns_of_both_releases_tell_rows_apart():
    assert next(candidates([AREA, VALUE], [AREA, YEAR, VALUE])) == ("kode",)
