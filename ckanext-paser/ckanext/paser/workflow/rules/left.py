"""What everybody has read of a dataset that was withdrawn; kept when its agency begins anew, as the dataset is its draft then. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

_TITLE, _AGENCY = "ditarik-judul", "ditarik-instansi"


class Left(NamedTuple):
    """How a dataset, and its agency, were called; empty where that is not known."""

    title: str = ""
    agency: str = ""


def left(dataset: Mapping[str, Any]) -> dict[str, str]:
    """What an event keeps of it among its parts.

    Args:
        dataset: as it is shown, withdrawn.
    """
    return {
        _TITLE: dataset.get("title") or "",
        _AGENCY: (dataset.get("organization") or {}).get("title") or "",
    }


def as_left(parts: Mapping[str, str]) -> Left:
    """The same as it was kept."""
    return Left(parts.get(_TITLE, ""), parts.get(_AGENCY, ""))
