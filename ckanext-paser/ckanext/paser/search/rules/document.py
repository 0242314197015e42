"""Words that a dataset is found by though they are not written in it: its places, its codes, its agency.

Pure rules: no CKAN, no clock, no database, no Solr.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ckanext.paser.areas import rules as areas
from ckanext.paser.metadata import rules as metadata

_SEPARATOR = "\t"  # stands in no title


def area_names(dataset: Mapping[str, Any]) -> list[str]:
    """Names, other spellings and both codes of the areas that a dataset is about.

    A dataset of the regency by kecamatan is about each kecamatan: its rows are.
    """
    return [text for area in _about(dataset) for text in _spellings(area)]


def area_codes(dataset: Mapping[str, Any]) -> list[str]:
    """Kemendagri codes of the areas that a dataset names, and of those that its rows are about."""
    said = _listed(dataset.get("kode_wilayah"))
    return list(dict.fromkeys([*said, *(area.code_kemendagri for area in _about(dataset))]))


def code_labels(dataset: Mapping[str, Any]) -> list[str]:
    """What the codes of a dataset mean, in both languages."""
    return list(dict.fromkeys(_labels(dataset)))


def organization_label(title: str, acronym: str | None, name: str) -> str:
    """An agency in one string for suggestions: what people read and type, then its name."""
    shown = f"{title} ({acronym})" if acronym and acronym.lower() not in title.lower() else title
    return f"{shown}{_SEPARATOR}{name}"


def organization_of(label: str) -> tuple[str, str]:
    """What people read and the name, from an ``organization_label``."""
    shown, _, name = label.rpartition(_SEPARATOR)
    return shown, name


def _about(dataset: Mapping[str, Any]) -> list[areas.Area]:
    """The areas that a dataset names, and those below them that it, or a file of it, has rows of by its level."""
    codes = set(_listed(dataset.get("kode_wilayah")))
    levels = {
        level
        for one in (dataset, *dataset.get("resources", ()))
        for level in _listed(one.get("level_penyajian"))
    }
    return [area for area in areas.areas() if area.code_kemendagri in codes or _row_of(area, codes, levels)]


def _spellings(area: areas.Area) -> tuple[str, ...]:
    """Not the regency's former name: its "pasir" is sand, and would find every dataset of the regency."""
    others = () if area.parent is None else area.aliases
    return (area.name, *others, area.code_kemendagri, area.code_bps)


def _row_of(area: areas.Area, codes: set[str], levels: set[str]) -> bool:
    return area.level in levels and any(area.code_kemendagri.startswith(f"{code}.") for code in codes)


def _labels(dataset: Mapping[str, Any]) -> Iterator[str]:
    for field, values in dataset.items():
        if field in metadata.VOCABULARY_OF and field not in metadata.NOT_SEARCHED:
            for value in _listed(values):
                for language in ("id", "en"):
                    label = metadata.label(field, value, language)
                    if label != value:
                        yield label


def _listed(values: Any) -> list[str]:
    if not values:
        return []
    return list(values) if isinstance(values, list) else [str(values)]
