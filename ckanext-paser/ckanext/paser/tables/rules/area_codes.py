"""Columns whose values are codes of areas of the project's own list, whatever their header says: *Kode*, *BPS*, none at all.

Pure. Source: ``schemas/reference/wilayah.csv``. Codes of Kemendagri are known with their dots alone: without them those of desa
look as other codes of BPS do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ckanext.paser.areas import rules as areas
from ckanext.paser.problems import N_
from ckanext.paser.tables.rules.cells import Cell, as_text
from ckanext.paser.tables.rules.evidence import Values
from ckanext.paser.tables.rules.kinds import Kind, Type

ROLE = "wilayah"
"""What such a column is for (code list PERAN)."""
# fmt: off
WORDS = frozenset([
    "wilayah", "kecamatan", "kec", "desa", "kelurahan", "kel", "kabupaten", "kab", "kota", "provinsi", "prov",
    "dusun", "rt", "rw",
])
"""Words of headers that name areas."""
# fmt: on
_FEW = 0.1
"""Share of the values up to which those that are no such code are slips, or name the sum."""
_GLANCE = 20
"""Values of which most columns show that they hold no such codes."""
_ELSEWHERE = frozenset(["asal", "tujuan", "lahir", "induk", "sebelum", "sesudah", "lama"])
"""Words of headers of areas that the figures of a row are not about."""
_REASONS = {
    "kemendagri": N_("The values are codes of areas of Kemendagri; they are kept as they are."),
    "bps": N_("The values are codes of areas of BPS; they are kept as they are."),
}


def _kind(name: str, codes: Sequence[str]) -> Kind:
    known = frozenset(filter(None, codes))

    def read(cell: Cell) -> str | None:
        text = as_text(cell)
        return text if text in known else None

    return Kind(name, Type.CODE, read, read, "|".join(re.escape(code) for code in sorted(known)))


class _Known(NamedTuple):
    """The kinds of codes.

    Attributes:
        either: codes of either system.
        below: those of kecamatan and desa, which no quantity looks like: 64.01 and 6401 may be one.
        issuers: of each system.
    """

    either: Kind
    below: Kind
    issuers: Mapping[str, Kind]


@cache
def _known() -> _Known:
    all_areas = (*areas.areas(), *areas.former())
    issuers = {
        "kemendagri": [one.code_kemendagri for one in all_areas],
        "bps": [one.code_bps for one in all_areas],
    }
    below = [
        code for one in all_areas if one.parent is not None for code in (one.code_kemendagri, one.code_bps)
    ]
    return _Known(
        _kind("area_code", [code for codes in issuers.values() for code in codes]),
        _kind("area_below", below),
        {issuer: _kind(f"area_{issuer}", codes) for issuer, codes in issuers.items()},
    )


def likely(values: Values) -> Kind | None:
    """The kind that :func:`reason` will ask about, where each value of the sample is of it."""
    return _known().either if _strays(values) == 0 else None


def reason(values: Values) -> str:
    """Why the values are codes of areas, an English msgid; empty where they are not, or those of another place."""
    known, sample, strays = _known(), values.sample, _strays(values)
    if strays is None or strays > _FEW * len(sample):
        return ""
    misfits = values.misfits(known.either)
    if misfits and misfits.count > _FEW * values.count:
        return ""
    counts = {issuer: _count(kind, sample) for issuer, kind in known.issuers.items()}
    return _REASONS[max(counts, key=lambda issuer: counts[issuer])]


def _strays(values: Values) -> int | None:
    """How many values of the sample are no codes of areas; None where most are not, or those of another place."""
    known, sample = _known(), values.sample
    glance = sample[:_GLANCE]
    if not sample or _count(known.below, glance) * 2 < len(glance) or says_elsewhere(values.label):
        return None
    return len(sample) - _count(known.either, sample)


def says_elsewhere(label: str) -> bool:
    """Tell whether a header names an area that the figures are not about: *Kode Tujuan*."""
    return not _ELSEWHERE.isdisjoint(_words(label))


def says_area(label: str) -> bool:
    """Tell whether a header has a word for areas."""
    return not WORDS.isdisjoint(_words(label))


def first(labels: Sequence[str], found: Sequence[bool], codes: Sequence[bool]) -> int | None:
    """The one column in which the areas of the rows are looked for; one whose header says so goes before, also where that has other codes.

    Args:
        labels: headers.
        found: whether the values are codes of areas, by column.
        codes: whether they are codes.
    """
    named = [i for i, is_code in enumerate(codes) if is_code and says_area(labels[i])]
    return next((i for i in named or range(len(found)) if found[i]), None)


def _words(label: str) -> list[str]:
    return re.findall(r"[a-z]+", label.lower())


def _count(kind: Kind, sample: Sequence[Cell]) -> int:
    return sum(kind.read(cell) is not None for cell in sample)
