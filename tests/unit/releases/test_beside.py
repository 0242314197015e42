"""Claims about looking into large releases in a process of its own."""

import gzip

import pytest

from ckanext.paser.releases.snapshots import beside
from ckanext.paser.releases.snapshots.diff import compare
from ckanext.paser.releases.snapshots.source import SnapshotError
from ckanext.paser.releases.snapshots.statistics import statistics
from ckanext.paser.tables.rules.table import Column

COLUMNS = (Column("kode", "Kode", "code", role="pengenal"), Column("nilai", "Nilai", "number", "ton"))


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Two releases of a table, taken as large ones."""
    monkeypatch.setattr(beside, "SMALL", 0)
    paths = [tmp_path / "1.csv.gz", tmp_path / "2.csv.gz"]
    for path, value in zip(paths, ("1.5", "2"), strict=True):
        path.write_bytes(gzip.compress(f"kode,nilai\n64.01,{value}\n64.02,7\n".encode()))
    return [(path, COLUMNS) for path in paths]


def test_statistics_are_those_of_this_process(places):
    assert beside.statistics_of(*places[0]) == statistics(*places[0])


def test_what_differs_is_what_differs_in_this_process(places):
    asked = {"most": 5, "closed": ["kode"]}
    assert beside.compared(*places, **asked) == compare(*places, **asked)


def test_a_table_that_cannot_be_read_is_an_error_without_its_rows(places, capfd):
    path, columns = places[0]
    path.write_bytes(gzip.compress(b"kode,nilai\n6401010101900001,1,2,3\n"))
    with pytest.raises(SnapshotError) as error:
        beside.statistics_of(path, columns)
    assert "6401010101900001" not in str(error.value) + "".join(capfd.readouterr())


def test_a_process_that_falls_is_an_error(places, monkeypatch):
    monkeypatch.setattr(beside, "SECONDS", 0)
    with pytest.raises(SnapshotError):
        beside.compared(*places, most=5)
