"""Validators of what is said with a step."""

from __future__ import annotations

import json
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.workflow.rules import MOST_COMMENTS, comments

__all__ = ["paser_workflow_comments"]


def paser_workflow_comments(value: Any) -> dict[str, str]:
    """Remarks by field: an object of texts, or its JSON text, as a form sends it."""
    if value in (None, "", tk.missing):
        return {}
    try:
        return comments(json.loads(value) if isinstance(value, str) else value)
    except ValueError as error:
        text = tk._("Write remarks as an object, field by field, at most {most} texts.")
        raise tk.Invalid(text.format(most=MOST_COMMENTS)) from error
