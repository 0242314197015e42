"""What a file need not be asked because its dataset says it, and the code that a dataset is given.

Only what can have one answer is filled in: a dataset of several levels or periods says nothing of a file of it.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote, urlsplit

from ckanext.paser.metadata.rules.computed import REGENCY
from ckanext.paser.metadata.rules.files import is_data

OF_STATISTICS = {
    "cara_pengumpulan_data": "KOMPILASI_PRODUK_ADMINISTRASI",
    "jenis_statistik": "STATISTIK_SEKTORAL",
}
"""What nearly all statistics of agencies are, and are unless somebody says otherwise."""
WGS84 = "EPSG:4326"
"""The one system of coordinates that a GeoJSON may have (RFC 7946, section 4)."""
OF_DATASET = {
    "temporal_coverage": ("periode_mulai", "periode_selesai"),
    "level_penyajian": ("level_penyajian",),
}
"""What a file has of its dataset where it says nothing itself and the dataset has one answer: its period, its level."""
OF_A_FILE = tuple(name for part in OF_DATASET.values() for name in part)
"""These fields of a file."""
_AFFAIR = re.compile(r"[1-8]\.\d{2}")


def of_file(file: Mapping[str, Any], dataset: Mapping[str, Any]) -> dict[str, Any]:
    """What is filled in of a file's empty fields."""
    format_ = file.get("format") or _format(file)
    filled: dict[str, Any] = {"name": _file_name(file), "format": format_}
    if format_.upper() == "GEOJSON":
        filled["crs"] = WGS84
    if is_data(file):
        filled |= {"status_angka": "tetap", **_period(dataset), **_level(dataset)}
    return {name: value for name, value in filled.items() if value and not file.get(name)}


def following(file: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """A file whose period or level is what its dataset said of it, with what the dataset says now.

    Args:
        before, after: its dataset, as it is and as it will be.
    """
    had, has = (_of_dataset(file, dataset) for dataset in (before, after))
    same = (part for part in OF_DATASET.values() if all(file.get(name) == had.get(name, "") for name in part))
    return {**file, **{name: has.get(name, "") for part in same for name in part}}


def completed(file: Mapping[str, Any], dataset: Mapping[str, Any]) -> dict[str, Any]:
    """A file that has the period and the level of its dataset where it says none of its own."""
    said = _of_dataset(file, dataset)
    return {**file, **{name: said[name] for name in OF_A_FILE if said.get(name) and not file.get(name)}}


def _of_dataset(file: Mapping[str, Any], dataset: Mapping[str, Any]) -> dict[str, Any]:
    if not all(isinstance(one, Mapping) for one in dataset.get("temporal_coverage") or ()):
        return {}
    return of_file({**file, **dict.fromkeys(OF_A_FILE, "")}, dataset)


def code(affair: str | None) -> str | None:
    """The beginning of a dataset's code: who, and which affair; None where the affair has no code of that kind."""
    return f"{REGENCY}-{affair}" if affair and _AFFAIR.fullmatch(affair) else None


def numbered(beginning: str, number: int) -> str:
    """A dataset's code (``identifier``)."""
    return f"{beginning}-{number:04d}"


def _period(dataset: Mapping[str, Any]) -> dict[str, str]:
    covered = dataset.get("temporal_coverage") or []
    if len(covered) != 1:
        return {}
    return {"periode_mulai": covered[0].get("start") or "", "periode_selesai": covered[0].get("end") or ""}


def _level(dataset: Mapping[str, Any]) -> dict[str, str]:
    levels = dataset.get("level_penyajian") or []
    return {"level_penyajian": levels[0]} if len(levels) == 1 else {}


def _format(file: Mapping[str, Any]) -> str:
    """What the end of the file's name says, of a file of a known kind; CKAN looks at it for new files only."""
    name = _file_name(file)
    return PurePath(name).suffix[1:].upper() if mimetypes.guess_type(name)[0] else ""


def _file_name(file: Mapping[str, Any]) -> str:
    """The name of the file, where an address ends with one."""
    return unquote(PurePath(urlsplit(file.get("url") or "").path).name)
