"""Fixtures of the exports room: a release's snapshot made by hand, and the files that are written of it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from ckanext.paser.exports.rules.card import Card
from ckanext.paser.exports.writing.builder import build
from ckanext.paser.tables.rules.table import Column

COLUMNS = (
    Column("kode", "Kode Wilayah", "code", definition="Kode Kemendagri.", role="wilayah"),
    Column("nama", "=Nama", "text"),
    Column("jumlah", "Jumlah", "integer", unit="orang", role="ukuran", aggregation="jumlah"),
    Column("harga", "Harga", "number"),
    Column("tanggal", "Tanggal", "date"),
    Column("dicatat", "Dicatat", "timestamp"),
    Column("sah", "Sah", "boolean"),
)
TABLE = (
    "kode,nama,jumlah,harga,tanggal,dicatat,sah\n"
    '64.01.04,"Tanah ""Grogot"", kota",-12,0.10,2024-12-31,2024-12-31 23:59:59,t\n'
    '64.01.99,"=1+1",9223372036854775807,12345678901234567890.123456789,1850-01-01,,f\n'
    ',"",,,,,\n'
    '64.01.05,"dua\nbaris",5,-3.5,2025-01-01,2025-01-01 00:00:00,\n'
)
SHAPES = {
    "64.01.04": {"type": "Polygon", "coordinates": [[[116, -2], [116.5, -2], [116.5, -1.5], [116, -2]]]},
    "64.01.05": {"type": "Polygon", "coordinates": [[[115, -2], [115.5, -2], [115.5, -1.5], [115, -2]]]},
}
DAY = 1_767_225_600.0

Written = Callable[..., Path]


@pytest.fixture
def card() -> Card:
    return Card(
        title="Penduduk menurut kecamatan",
        table="Penduduk 2024",
        agency="Dinas Contoh",
        licence="Creative Commons Atribusi 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        source="Dinas Contoh, angka dibuat-buat",
        period="2024",
        number=3,
        day="2026-01-01",
        address="https://data.example.id/dataset/penduduk/resource/x/rilis/3",
        dataset="https://data.example.id/dataset/penduduk",
        sample=True,
        licence_id="CC-BY-4.0",
        start="2024-01",
        end="2024-12",
    )


@pytest.fixture
def snapshot(tmp_path) -> Callable[[str], Path]:
    """A snapshot with this content."""

    def make(content: str = TABLE) -> Path:
        path = tmp_path / "snapshot.csv.gz"
        path.write_bytes(gzip.compress(content.encode()))
        return path

    return make


@pytest.fixture
def written(tmp_path, snapshot, card) -> Written:
    """The file of a format, written as the portal writes it."""

    def write(
        name: str, content: str = TABLE, columns: tuple[Column, ...] = COLUMNS, shapes: Any = SHAPES
    ) -> Path:
        (tmp_path / "shapes.json").write_text(json.dumps(shapes))
        place = tmp_path / f"out.{name}"
        request = {
            "format": name,
            "snapshot": str(snapshot(content)),
            "columns": [asdict(column) for column in columns],
            "card": card.as_dict(),
            "shapes": str(tmp_path / "shapes.json"),
        }
        build(place, request, DAY)
        return place

    return write
