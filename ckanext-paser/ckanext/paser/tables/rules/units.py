"""Units that a header names in parentheses, *Luas Wilayah (km²)*, or in a row of its own below it: *(jiwa)* | *(%)*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ckanext.paser.tables.rules.cells import Cell, is_missing
from ckanext.paser.tables.rules.numbers import is_number

_ANY = re.compile(r"\(([^()]{1,30})\)")
_LAST = re.compile(r"\(([^()]{1,30})\)\s*$")
_NO_UNIT = re.compile(r"[\d\s./-]+|[a-z]|[ivx]+", re.IGNORECASE)
"""Years and numbers of footnotes or columns stand in parentheses too."""


_ENGLISH = re.compile(
    r"\b(?:thousands?|millions?|billions?|persons?|people|households?|hectares?|tonnes?|tons|units|percent|years)\b",
    re.IGNORECASE,
)
"""In a header of two languages (*Penduduk (ribu) / Population (thousand)*) the Indonesian unit stands before it."""


def in_header(header: str) -> str:
    """The unit at the end of a header, or of that of its group (*Panjang Jalan (km)* above *Baik*); empty if there is none."""
    last = _LAST.search(header)
    if not last or _NO_UNIT.fullmatch(last[1]):
        return _of_group(header)
    units = [unit for unit in _ANY.findall(header) if not _NO_UNIT.fullmatch(unit)]
    return (units[0] if _ENGLISH.search(last[1]) else last[1]).strip()


_COUNTS_OTHERS = re.compile(
    r"(?i)%|\b(?:per|terhadap|persen|prosen|persentase|prosentase|rasio|indeks|jumlah \w|banyak)"
)
"""What stands below a unit of a group and is not counted in it: *Anggaran (Rp)* above *Persentase*."""


def _of_group(header: str) -> str:
    """The unit after which the header of a group goes on with that of a column."""
    for found in reversed([*_ANY.finditer(header)]):
        unit = " ".join(found[1].split())
        if unit.lower() in _OF_GROUPS:
            return "" if _COUNTS_OTHERS.search(header[found.end() :]) else unit
    return ""


_IN_PARENTHESES = re.compile(r"\([^()]{1,30}\)")
_NAMES_UNITS = re.compile(r"(?i)\(?(?:satuan|unit)\)?:?")
# fmt: off
_KNOWN = frozenset([
    "%", "persen", "rp", "rupiah", "ribu", "juta", "ribu rp", "juta rp", "ribu rupiah", "juta rupiah", "miliar rupiah",
    "orang", "jiwa", "kk", "rumah tangga", "ekor", "unit", "buah", "ton", "kg", "kw", "kuintal", "kw/ha", "ton/ha",
    "ha", "hektar", "hektare", "km", "km2", "km²", "m", "m2", "m²", "m3", "m³", "mm", "liter", "kwh", "tahun", "hari",
])
# fmt: on
"""Words that are a unit without parentheses too, where a row has nothing else."""
# fmt: off
_OF_GROUPS = _KNOWN | frozenset([
    "batang", "bidang", "butir", "gram", "guru", "juta ton", "kasus", "keluarga", "kunjungan", "kuintal/ha", "lembar",
    "liter/detik", "m³/detik", "m3/detik", "miliar rp", "milyar rp", "milyar rupiah", "mw", "mwh", "paket", "pohon", "ribu jiwa",
    "ribu orang", "ribu ton", "siswa", "ton/tahun", "kg/ha", "jam", "bulan", "°c",
])
# fmt: on
"""Those that are one within a header too: *(SD)* is none."""


def of_row(row: Sequence[Cell], below: Sequence[Sequence[Cell]]) -> list[str | None]:
    """The units in the row below a header, each in parentheses, by their place; none where it is no such row.

    It has nothing but texts in parentheses, or known units, or stands behind the word *Satuan*; one of them at least is a unit
    and has a figure below. A row of data is none: it names what it is of, or has figures.

    Args:
        below: the rows below it.
    """
    places = [i for i, cell in enumerate(row) if cell is not None]
    said = bool(places) and isinstance(row[places[0]], str) and _NAMES_UNITS.fullmatch(str(row[places[0]]))
    if said:
        places = places[1:]
    found = {i: _in_parentheses(row[i], bool(said)) for i in places}
    over = any(in_header(unit) and _is_over_figure(i, below) for i, unit in found.items())
    return [found.get(i) or None for i in range(len(row))] if over and all(found.values()) else []


def _in_parentheses(cell: Cell, said: bool) -> str:
    """A unit in parentheses; empty for what is none."""
    if not isinstance(cell, str) or is_missing(cell) or is_number(cell):
        return ""
    text = " ".join(cell.split())
    if _IN_PARENTHESES.fullmatch(text):
        return text
    return f"({text})" if text.lower() in _KNOWN or (said and _IN_PARENTHESES.fullmatch(f"({text})")) else ""


def _is_over_figure(i: int, below: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether the first value below a place is a number."""
    first = next((row[i] for row in below if i < len(row) and not is_missing(row[i])), None)
    return is_number(first) if isinstance(first, str) else isinstance(first, (int, float))
