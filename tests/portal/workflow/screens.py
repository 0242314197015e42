"""An indicator of a planted table, on a dashboard and a wall. DATA CONTOH."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from paser_dashboards.walls import service as walls

from .crawl import DASHBOARD

_INDICATOR: dict[str, Any] = {
    "nama": {"id": "Jumlah", "en": "Number"},
    "ringkas": {"id": "DATA CONTOH.", "en": "SAMPLE DATA."},
    "topik": {"id": "Kesehatan", "en": "Health"},
    "satuan": {"id": "unit", "en": "units"},
    "desimal": 0,
    "frekuensi": "tahunan",
    "lag_rilis": "P40Y",
    "kedaluwarsa": "P50Y",
    "arah": "netral",
    "ms_ind": {"definisi": "DATA CONTOH."},
    "wilayah": "64.01.01",
}


def show(folder: Path, tables: dict[str, tuple[str, str]]) -> str:
    """Define an indicator for each table, compute all, and let a screen in.

    Args:
        folder: of the definitions.
        tables: by id of the indicator, the name of a dataset and the column with its figures.

    Returns:
        The token of the screen.
    """
    texts = {"judul": {"id": "Layar", "en": "Wall"}}
    for id_, (dataset, column) in tables.items():
        data = {
            "dataset": dataset,
            "resource": 2,
            "periode": "2020",
            "wilayah": "kode",
            "nilai": column,
            "catatan": "catatan",
        }
        _write(folder, f"indikator-{id_}", {**_INDICATOR, "id": id_, "data": data})
    panels = [{"id": id_, "jenis": "angka", "indikator": id_} for id_ in tables]
    _write(
        folder, f"dasbor-{DASHBOARD}", {"id": DASHBOARD, **texts, "ringkas": texts["judul"], "panel": panels}
    )
    wall = {"id": "tanam", **texts, "dasbor": DASHBOARD, "panel": list(tables)}
    _write(folder, "layar-tanam", wall)
    assert [one.problem for one in walls.refresh() if one.problem] == []
    return walls.create("tanam", "")[0]


def _write(folder: Path, name: str, document: dict[str, Any]) -> None:
    (folder / f"{name}.yaml").write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
