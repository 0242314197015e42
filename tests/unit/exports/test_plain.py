"""Claims about what all downloads have in common, and about the plain CSV."""

from __future__ import annotations

import pytest

from ckanext.paser.exports.writing.builder import UNFINISHED, WritingError, build
from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.rules.table import Column

TABLE = 'a,b\n=1+1,""\n,x\n'


def test_the_csv_is_the_snapshot_byte_for_byte(written):
    assert written("csv", TABLE).read_bytes() == TABLE.encode()


@pytest.mark.parametrize("name", ["csv", "xlsx", "json", "parquet"])
def test_a_file_is_from_the_day_of_its_release_and_everybody_may_read_it(written, name):
    stat = written(name).stat()
    assert (stat.st_mtime, oct(stat.st_mode & 0o777)) == (1_767_225_600.0, "0o644")


def test_a_file_that_could_not_be_written_leaves_nothing(tmp_path, card):
    place = tmp_path / "kept" / "out.csv"
    request = {"format": "csv", "snapshot": str(tmp_path / "none"), "columns": [], "card": card.as_dict()}
    with pytest.raises(WritingError):
        build(place, request, 0)
    assert list(place.parent.iterdir()) == []


def test_a_refused_file_leaves_nothing(written, tmp_path):
    with pytest.raises(ProblemError):
        written("geojson", "a\n1\n", (Column("a", "A", "integer"),))
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((UNFINISHED, "out"))] == []
