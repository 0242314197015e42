"""Units that a header names in parentheses: *Luas Wilayah (km²)*, *Persentase Penduduk Miskin (%)*."""

from __future__ import annotations

import re

_LAST = re.compile(r"\(([^()]{1,30})\)\s*$")
_NO_UNIT = re.compile(r"[\d\s./-]+|[a-z]|[ivx]+", re.IGNORECASE)
"""Years and numbers of footnotes or columns stand in parentheses too."""


def in_header(header: str) -> str:
    """The unit at the end of a header, empty if there is none."""
    found = _LAST.search(header)
    return found[1].strip() if found and not _NO_UNIT.fullmatch(found[1]) else ""
