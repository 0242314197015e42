"""Helpers of the desk for templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk

__all__ = ["paser_desk_value"]


def paser_desk_value(field: str, value: Any) -> str:
    """A value of a field as people read it, to be held against another one."""
    if isinstance(value, list):
        return "; ".join(paser_desk_value(field, one) for one in value)
    if isinstance(value, Mapping):
        return ", ".join(str(one) for one in value.values() if one)
    if isinstance(value, bool):
        return tk._("Yes") if value else tk._("No")
    return tk.h.paser_label(field, str(value)) if value not in (None, "") else "–"
