"""Claims about the zip of a whole dataset."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import asdict
from zipfile import ZipFile

import pytest

from ckanext.paser.exports.rules.card import SAMPLE_WORDS
from ckanext.paser.exports.writing.builder import build
from ckanext.paser.tables.rules.table import Column

TABLE = "kode,jumlah\n64.01.04,5\n"
COLUMNS = (Column("kode", "Kode", "code"), Column("jumlah", "Jumlah", "integer"))


@pytest.fixture
def archive(tmp_path, snapshot, card) -> ZipFile:
    original = tmp_path / "original"
    original.write_bytes(b"as it was sent")
    member = {
        "name": "penduduk-2024",
        "snapshot": str(snapshot(TABLE)),
        "columns": [asdict(column) for column in COLUMNS],
        "declared": {},
        "keys": [],
        "card": {**card.as_dict(), "description": "Penduduk menurut kecamatan."},
        "original": str(original),
        "original_name": "Penduduk 2024.xlsx",
    }
    private = {**member, "name": "lain", "original": None}
    asked = {"name": "penduduk", "id": "an-id", "version": "3.1", "card": member["card"]}
    asked |= {"members": [member, private]}
    place = tmp_path / "out.zip"
    build(place, {"format": "zip", "package": asked}, 0)
    return ZipFile(place)


def test_it_holds_tables_public_originals_descriptor_readme_and_checksums(archive):
    assert archive.namelist() == [
        "data/penduduk-2024.csv",
        "asli/penduduk-2024/Penduduk 2024.xlsx",
        "data/lain.csv",
        "datapackage.json",
        "README.txt",
        "SHA256SUMS",
    ]


def test_tables_and_originals_are_byte_for_byte(archive):
    assert archive.read("data/lain.csv") == TABLE.encode()
    assert archive.read("asli/penduduk-2024/Penduduk 2024.xlsx") == b"as it was sent"


def test_the_descriptor_has_the_description_of_the_dataset_after_the_warning_of_a_sample(archive):
    described = json.loads(archive.read("datapackage.json"))["description"]
    assert described.split("\n\n") == [SAMPLE_WORDS, "Penduduk menurut kecamatan."]


def test_the_checksums_are_right(archive):
    lines = archive.read("SHA256SUMS").decode().splitlines()
    told = {path: sha256 for sha256, path in (line.split("  ", 1) for line in lines)}
    found = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()[:-1]}
    assert told == found


def test_the_descriptor_is_a_data_package_that_fits_its_files(archive):
    found = json.loads(archive.read("datapackage.json"))
    assert (found["name"], found["id"], found["version"]) == ("penduduk", "an-id", "3.1")
    assert found["title"] == "DATA CONTOH: Penduduk menurut kecamatan"
    assert found["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "title": "Creative Commons Atribusi 4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }
    ]
    assert found["sources"] == [{"title": "Dinas Contoh, angka dibuat-buat"}]
    assert found["temporal"] == {"start": "2024-01", "end": "2024-12"}
    assert found["contributors"] == [{"title": "Dinas Contoh", "roles": ["publisher"]}]
    assert [resource["periode"] for resource in found["resources"]] == ["2024", "2024"]
    for resource in found["resources"]:
        data = archive.read(resource["path"])
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        header = next(csv.reader(io.StringIO(data.decode())))
        assert [each["name"] for each in resource["schema"]["fields"]] == header


def test_only_a_public_original_is_named(archive):
    found = json.loads(archive.read("datapackage.json"))["resources"]
    assert [each.get("berkas_asli") for each in found] == ["asli/penduduk-2024/Penduduk 2024.xlsx", None]


def test_the_readme_says_in_indonesian_whose_data_they_are(archive):
    text = archive.read("README.txt").decode()
    for line in ("Perangkat daerah: Dinas Contoh", "Lisensi: Creative Commons Atribusi 4.0", "Periode data: 2024",
                 "Catatan: DATA CONTOH: angka dalam berkas ini dibuat-buat, jangan dikutip."):  # fmt: skip
        assert line in text.splitlines()
