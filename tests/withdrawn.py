"""Lists of codes with some that are not valid any more. DATA CONTOH."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from ckanext.paser.areas import rules as areas
from ckanext.paser.metadata.rules import licences, vocabularies
from ckanext.paser.registers.rules import codes

ROWS = {
    "vocabularies/satuan.csv": {
        "code": "lama",
        "label_id": "Satuan lama",
        "label_en": "Old unit",
        "pengganti": "orang",
    },
    "vocabularies/tema.csv": {
        "code": "98",
        "label_id": "Tema lama",
        "label_en": "Old theme",
        "pengganti": "04",
    },
    "vocabularies/lisensi.csv": {
        "code": "cc-lama",
        "label_id": "Lisensi lama",
        "label_en": "Old licence",
        "pengganti": "cc-by",
    },
    "vocabularies/level.csv": {"code": "lama", "label_id": "Tingkat lama", "label_en": "Old level"},
    "reference/wilayah.csv": {
        "kode_kemendagri": "64.01.99",
        "kode_bps": "6401999",
        "nama": "Kecamatan Lama",
        "tingkat": "kecamatan",
        "induk": "64.01",
        "pengganti": "64.01.04",
    },
}
UNTIL = "2026-06-30"
_READERS = (areas, licences, vocabularies, codes)


@contextmanager
def lists_with_withdrawn_codes(folder: Path) -> Iterator[None]:
    """The portal's own lists, each of some with one code more that was valid until ``UNTIL``."""
    shutil.copytree(str(files("paser_schemas")), folder, dirs_exist_ok=True)
    for path, row in ROWS.items():
        _add(folder / path, row | {"berlaku_sejak": "2020", "berlaku_sampai": UNTIL})
    known = json.loads((folder / "licenses.json").read_text(encoding="utf-8"))
    known.append({**known[0], "id": "cc-lama", "status": "retired"})
    (folder / "licenses.json").write_text(json.dumps(known), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        for module in _READERS:
            patched.setattr(module, "files", lambda package: folder)
        _forget()
        yield
    _forget()


def _add(path: Path, row: dict[str, str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file), row]
    names = list(dict.fromkeys(name for one in rows for name in one))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)


def _forget() -> None:
    """What was read once is read again."""
    for module in _READERS:
        for kept in vars(module).values():
            clear: Any = getattr(kept, "cache_clear", None)
            if clear:
                clear()
