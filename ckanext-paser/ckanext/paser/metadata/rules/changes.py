"""What differs between what is wanted and what there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def changes(wanted: Mapping[str, Any], shown: Mapping[str, Any]) -> dict[str, Any]:
    """What has to be patched so that what is shown becomes what is wanted; other fields are left alone.

    The order of codes says nothing: they are stored in the order of their list. That of rows with subfields does, and a
    subfield that says nothing is none.
    """
    return {name: value for name, value in wanted.items() if _unordered(shown.get(name)) != _unordered(value)}


def _unordered(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    if any(isinstance(one, Mapping) for one in value):
        return [_said(one) for one in value]
    return set(value)


def _said(row: Any) -> Any:
    if not isinstance(row, Mapping):
        return row
    return {name: part for name, part in row.items() if part not in (None, "", [])}
