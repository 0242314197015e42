"""Who published a figure, and through whom it came to us.

Pure rules. A source is written ``BPS, dikutip media lokal (Radar Paser)``: who published it, then after the
word *dikutip* who quoted it; several are parted by semicolons (docs/dashboards.md, "Sources").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_QUOTED = re.compile(r"[,;(]\s*(dikutip\b[^,;()]*)", re.IGNORECASE)


def parts(sources: str) -> list[str]:
    """Each of several sources."""
    return [source for part in sources.split(";") if (source := part.strip())]


def publisher(source: str) -> str:
    """Only who published it: ``BPS``."""
    return re.split(r"[,;(]", source)[0].strip()


def is_quoted(source: str) -> bool:
    """Whether the first of the sources came to us through somebody else."""
    return bool(_QUOTED.search(source.partition(";")[0]))


def brief(source: str) -> str:
    """Who published it and who quoted it: ``BPS, dikutip media lokal``."""
    return "; ".join(map(_brief, parts(source)))


def _brief(source: str) -> str:
    quoted = _QUOTED.search(source)
    return ", ".join(filter(None, (publisher(source), quoted[1].strip() if quoted else "")))


def listed(main: str, others: Iterable[tuple[str, str]]) -> str:
    """All sources of a picture: ``BPS; 2018: Bappeda``.

    Args:
        main: the one of its newest values.
        others: pairs of what a value is of (a period, an area) and its source, also of the main one.
    """
    places: dict[str, list[str]] = {}
    for place, sources in others:
        for source in parts(sources):
            if source not in parts(main):
                places.setdefault(source, []).append(place)
    rest = [f"{', '.join(dict.fromkeys(named))}: {source}" for source, named in places.items()]
    return "; ".join(filter(None, (main, *rest)))
