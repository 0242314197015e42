"""What of an activity is for its editors alone, and what it is found by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.paser.kegiatan.rules.codes import labels

PERSONAL = ("ii_pj_nama", "ii_pj_telepon", "ii_pj_email")
"""Who is responsible: never public (profile 6.3)."""

FACETS = ("cara_pengumpulan_data", "sektor_kegiatan", "tahun_kegiatan")
SEARCHED = ("i_instansi_penyelanggara", "iii_latar_belakang_kegiatan", "iii_tujuan_kegiatan")
VARIABLES = "iii_variabel_yang_dikumpulkan"


def without_persons(kegiatan: Mapping[str, Any]) -> dict[str, Any]:
    """An activity without the fields of a person, also where they stand among CKAN's free fields."""
    kept = {name: value for name, value in kegiatan.items() if name not in PERSONAL}
    if "extras" in kept:
        kept["extras"] = [one for one in kept["extras"] if one["key"] not in PERSONAL]
    return kept


def document(kegiatan: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the search index by which an activity is found, and lists of activities are narrowed."""
    variables = [text for row in kegiatan.get(VARIABLES) or () for text in row.values() if text]
    return {
        **{f"vocab_{name}": [str(kegiatan[name])] for name in FACETS if kegiatan.get(name)},
        **{f"extras_{name}": kegiatan[name] for name in SEARCHED if kegiatan.get(name)},
        f"extras_{VARIABLES}": "\n".join(variables),
        "code_labels": sorted(set(labels(kegiatan))),
    }
