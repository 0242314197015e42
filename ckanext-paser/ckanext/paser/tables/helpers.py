"""Helpers of the tables room for templates."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.problems import worded
from ckanext.paser.tables import service

__all__ = ["paser_table_load"]


def paser_table_load(resource_id: str) -> dict[str, Any] | None:
    """How far the newest file of a resource is on its way to a table; None if it never was to become one.

    ``status``, and ``problems`` and ``notes`` in the reader's language: ``where``, ``fact``, ``remedy``, ``text``.
    """
    found = service.status(resource_id)
    if found is None:
        return None
    words = {name: [worded(item, tk._) for item in found[name]] for name in ("problems", "notes")}
    return {"status": found["status"], **words}
