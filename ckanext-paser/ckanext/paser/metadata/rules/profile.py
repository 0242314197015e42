"""Table 6 of the profile paser-sdi 1.0 as data: which fields there are, and what each needs to be published.

Read from ``schemas/sdi_profile.json``, so that the forms, the rules and the documents say the same.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _profile() -> dict[str, Any]:
    return json.loads(files("paser_schemas").joinpath("sdi_profile.json").read_text(encoding="utf-8"))


@cache
def fields(part: str) -> tuple[str, ...]:
    """The names of the fields of a part (``dataset``, ``resource``, ``organization``) in their order."""
    return tuple(row["name"] for row in _profile()[part])


@cache
def needs(part: str) -> dict[str, str]:
    """By field what column W says: M (mandatory to publish), C (on a condition), R, O or A (never asked)."""
    return {row["name"]: row["required"][0] for row in _profile()[part]}


@cache
def labels(part: str) -> dict[str, str]:
    """What the profile calls the fields of a part, in Indonesian."""
    return {row["name"]: row["label_id"] for row in _profile()[part]}


@cache
def section(field: str) -> str:
    """The letter of the section of the dataset's form that a field stands in; empty for what is no field of it."""
    return next((row["section"][0] for row in _profile()["dataset"] if row["name"] == field), "")
