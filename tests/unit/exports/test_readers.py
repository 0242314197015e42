"""Claims about what programs of others make of our files: frictionless of a data package, Apache Arrow of Parquet."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pyarrow.parquet as pq
import pytest
from frictionless import Package, system

from ckanext.paser.exports.writing.builder import build

from tests.unit.exports.conftest import COLUMNS, TABLE

FILLED = TABLE.replace(',"",,,,,\n', "")
"""Without the row that says nothing: it is kept, but programs may call it a mistake of the data."""


@pytest.fixture
def folder(tmp_path, snapshot, card) -> Path:
    """The unpacked package of a dataset whose table has all types of columns."""
    member = {
        "name": "penduduk-2024",
        "snapshot": str(snapshot(FILLED)),
        "columns": [asdict(column) for column in COLUMNS],
        "declared": {"kode": {"required": True, "unique": True}, "jumlah": {"minimum": -12, "maximum": 100}},
        "keys": [["kode", "tanggal"]],
        "card": card.as_dict(),
        "original": None,
        "original_name": "",
    }
    package = {
        "name": "penduduk",
        "id": "an-id",
        "version": "3.1",
        "card": member["card"],
        "members": [member],
    }
    build(tmp_path / "out.zip", {"format": "zip", "package": package}, 0)
    ZipFile(tmp_path / "out.zip").extractall(tmp_path / "package")
    return tmp_path / "package"


def errors(folder: Path) -> list[str]:
    """What frictionless finds wrong with a data package and its files."""
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    return [f"{error.type}: {error.message}" for task in report.tasks for error in task.errors] + [
        error.message for error in report.errors]  # fmt: skip


def test_frictionless_finds_the_package_of_a_dataset_valid(folder):
    assert errors(folder) == []


def test_the_package_tells_what_its_table_obeys_and_what_tells_its_rows_apart(folder):
    (table,) = json.loads((folder / "datapackage.json").read_text())["resources"]
    told = {one["name"]: one["constraints"] for one in table["schema"]["fields"] if "constraints" in one}
    assert told == {"kode": {"required": True, "unique": True}, "jumlah": {"minimum": -12}}
    assert table["schema"]["primaryKey"] == ["kode", "tanggal"]


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("64.01.99", "64.01.04", ["unique-error"]),
        ("64.01.99", "", ["constraint-error"]),
        (",-12,", ",-13,", ["constraint-error"]),
    ],
)
def test_frictionless_finds_a_value_that_is_against_them(folder, old, new, kinds):
    file = folder / "data" / "penduduk-2024.csv"
    file.write_text(file.read_text().replace(old, new))
    found = [text.partition(":")[0] for text in errors(folder)]
    assert [kind for kind in found if kind not in ("hash-count", "byte-count")] == kinds


def test_and_finds_a_value_that_is_not_as_the_dictionary_says(folder):
    file = folder / "data" / "penduduk-2024.csv"
    file.write_text(file.read_text().replace(",-12,", ",dua belas,"))
    assert [text.partition(":")[0] for text in errors(folder)] == ["type-error", "hash-count", "byte-count"]


def test_arrow_reads_types_values_and_what_they_mean(written):
    table = pq.read_table(written("parquet"))
    assert [str(type_) for type_ in table.schema.types] == [
        "string", "string", "int64", "decimal128(29, 9)", "date32[day]", "timestamp[us]", "bool"]  # fmt: skip
    assert table.slice(0, 1).to_pylist() == [
        {"kode": "64.01.04", "nama": 'Tanah "Grogot", kota', "jumlah": -12, "harga": Decimal("0.1"),
         "tanggal": date(2024, 12, 31), "dicatat": datetime(2024, 12, 31, 23, 59, 59), "sah": True}]  # fmt: skip
    about = {key.decode(): json.loads(value) for key, value in (table.schema.metadata or {}).items()}
    assert about["kartu"]["license"] == "Creative Commons Atribusi 4.0"
    assert [each["name"] for each in about["kamus_data"]["fields"]] == table.column_names
