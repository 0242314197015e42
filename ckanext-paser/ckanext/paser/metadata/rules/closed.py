"""Which columns of a file are not for the public: one answer for its table, its downloads, the catalogue and the rules. Pure.

Source: profile paser-sdi 1.0, table 6.5, rows 17 (``false``: dropped from the public file and the DataStore) and 27 (a column
whose treatment is that it was removed).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

OPEN = "apakah_variabel_bisa_diakses_umum"
TREATMENT = "perlakuan"
LEFT_OUT = "hapus"
"""The treatment (code list PERLAKUAN) that leaves nothing of a column."""

Entry = Mapping[str, Any]


def is_closed(column: Entry) -> bool:
    """Tell whether a column is kept out of whatever is public: said so, or treated so, whatever else is said of it.

    Args:
        column: an entry of the dictionary (``kamus_data``).
    """
    return column.get(OPEN) is False or column.get(TREATMENT) == LEFT_OUT


def for_public(dictionary: Any) -> list[Entry]:
    """The entries of a dictionary whose columns are for everybody; none of what is no dictionary."""
    entries: Iterable[Any] = dictionary if isinstance(dictionary, list) else ()
    return [one for one in entries if isinstance(one, Mapping) and not is_closed(one)]
