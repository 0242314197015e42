"""Units that a header names in parentheses: *Luas Wilayah (km²)*, *Persentase Penduduk Miskin (%)*."""

from __future__ import annotations

import re

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
    """The unit at the end of a header, empty if there is none."""
    last = _LAST.search(header)
    if not last or _NO_UNIT.fullmatch(last[1]):
        return ""
    units = [unit for unit in _ANY.findall(header) if not _NO_UNIT.fullmatch(unit)]
    return (units[0] if _ENGLISH.search(last[1]) else last[1]).strip()
