"""Helpers of the tables room for templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.problems import Note, Problem, worded

__all__ = ["paser_problem"]


def paser_problem(item: Problem | Note | Mapping[str, Any]) -> dict[str, str]:
    """A problem or note (or its stored form) in the reader's language: ``where``, ``fact``, ``remedy``, ``text``."""
    return worded(item, tk._)
