"""The values that people filter datasets by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.paser.metadata.rules.periods import years

FACETS = (
    "frequency",
    "jenis",
    "jenis_data",
    "kode_urusan",
    "kode_wilayah",
    "level_penyajian",
    "pilar_smart_city",
    "tema_sdi",
)


def facets(dataset: Mapping[str, Any]) -> dict[str, list[str]]:
    """The values that people filter datasets by, as clean lists by field."""
    found = {name: as_list(dataset.get(name)) for name in FACETS}
    return found | {"tahun_data": years(dataset.get("temporal_coverage") or [])}


def as_list(value: Any) -> list[str]:
    """What a field says, one value or several, as a list."""
    if not value:
        return []
    return list(value) if isinstance(value, list) else [value]
