"""Helpers of the desk for templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.desk import fields

__all__ = ["paser_desk_value"]


def paser_desk_value(field: str, value: Any) -> str:
    """A value of a field as people read it, to be held against another one."""
    if isinstance(value, list):
        return "; ".join(paser_desk_value(field, one) for one in value)
    if isinstance(value, Mapping):  # in the order of the form: it is sent in another one than it is stored in
        order = [*_parts(field), *value]
        return ", ".join(str(value[part]) for part in dict.fromkeys(order) if value.get(part))
    if isinstance(value, bool):
        return tk._("Yes") if value else tk._("No")
    return tk.h.paser_label(field, str(value)) if value not in (None, "") else "–"


def _parts(field: str) -> Sequence[str]:
    """The parts of which each row of a field is made."""
    return next((one.parts for one in fields.fields() if one.name == field), ())
