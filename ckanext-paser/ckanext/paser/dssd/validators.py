"""Validators of fields that name a DSSD code."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import Context, FlattenDataDict, FlattenErrorDict, FlattenKey

from ckanext.paser.dssd import service
from ckanext.paser.workflow import rules as workflow
from ckanext.paser.workflow.service import is_by_machine

__all__ = ["paser_dssd"]


def paser_dssd(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
    """A code that SIPD knows, where the portal has its list; what a dataset has already stays (profile 6.2, row 59)."""
    package, value = context.get("package"), data[key]
    stored = (package.extras or {}).get(str(key[-1])) if package is not None else None
    is_kept = value == stored or bool(context.get(workflow.WRITTEN)) or is_by_machine(context)
    if not is_kept and not service.is_known(str(value)):
        text = tk._(
            "“{value}” is not in SIPD's list of DSSD codes. Write the code as e-Walidata shows it, or leave it empty."
        )
        errors[key].append(text.format(value=value))
