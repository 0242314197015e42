"""Validators of the quality room."""

from __future__ import annotations

from typing import Any

__all__ = ["paser_score"]


def paser_score(value: Any) -> float:
    """A stored score as a number: CKAN keeps fields of a dataset as texts."""
    return float(value)
