"""Actions of CKAN's that its own pages ask for without need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import has_request_context

import ckan.plugins.toolkit as tk
from ckan.logic import auth_audit_exempt
from ckan.types import Context

__all__ = ["am_following_dataset", "resource_view_list"]


@tk.chained_action
@auth_audit_exempt
@tk.side_effect_free
def resource_view_list(
    original_action: Callable[..., list[dict[str, Any]]], context: Context, data_dict: dict[str, Any]
) -> list[dict[str, Any]]:
    """List the views of a resource, as CKAN does.

    CKAN's view of a dataset asks for those of every file, four queries each, only to know whether there are
    any; our page of a dataset shows its table itself, so there the answer is empty (and tells nothing).
    """
    if has_request_context() and tk.request.endpoint == "dataset.read":
        return []
    return original_action(context, data_dict)


@tk.chained_action
@auth_audit_exempt
@tk.side_effect_free
def am_following_dataset(
    original_action: Callable[..., bool], context: Context, data_dict: dict[str, Any]
) -> bool:
    """Tell whether who asks follows a dataset, as CKAN does.

    CKAN's view of a dataset asks with five queries; our page has no button for it, so there the answer is no (and tells nothing).
    """
    if has_request_context() and tk.request.endpoint == "dataset.read":
        return False
    return original_action(context, data_dict)
