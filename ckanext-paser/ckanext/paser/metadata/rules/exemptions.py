"""Until when information is exempted from being public (profile 6.2 row 81). Pure.

Source: Peraturan Komisi Informasi 1/2021 on the standard of public information: an exemption has a term, after which it is tested anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

EXEMPTED = "dikecualikan"


def ran_out(dataset: Mapping[str, Any], today: date) -> date | None:
    """The last day of an exemption that has run out; None where there is none, or it still holds, as it does on that day.

    Args:
        dataset: as it is shown, or its fields of the profile as they are stored.
        today: the day in Paser.
    """
    if dataset.get("kategori_informasi") != EXEMPTED:
        return None
    try:
        last = date.fromisoformat(str(dataset.get("masa_pengecualian") or "")[:10])
    except ValueError:
        return None
    return last if last < today else None
