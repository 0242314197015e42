"""Names of columns: what the DataStore calls a column whose header people wrote.

``Persentase Penduduk Miskin (%)`` is ``persentase_penduduk_miskin``. PostgreSQL takes 63 bytes; CKAN
refuses a leading underscore; neither takes the names of PostgreSQL's own hidden columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ckanext.paser.privacy.rules.kinds import without_data

LONGEST = 63
_SYSTEM = {"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid", "oid"}


def column_ids(headers: Sequence[str]) -> list[str]:
    """Name all columns of a table; a repeated name gets ``_2``, ``_3``, an empty header its position.

    Names are public, so no personal data are in them: of whichever step asks, since choices are kept by name.
    """
    ids: list[str] = []
    for position, header in enumerate(headers, 1):
        name = _snake(without_data(header)) or f"kolom_{position}"
        if name in _SYSTEM:
            name = f"kolom_{name}"
        unique, n = name, 1
        while unique in ids:
            n += 1
            unique = f"{name[: LONGEST - len(str(n)) - 1]}_{n}"
        ids.append(unique)
    return ids


def _snake(header: str) -> str:
    plain = unicodedata.normalize("NFKD", header).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain)[:LONGEST].strip("_")
