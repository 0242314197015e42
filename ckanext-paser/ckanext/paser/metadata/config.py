"""Settings of CKAN that follow from the profile."""

from __future__ import annotations

from importlib.resources import files
from typing import Any


def update_config(config: Any) -> None:
    """Offer the licences of the profile, unless the administrator has a list of their own."""
    if not config.get("licenses_group_url"):
        config["licenses_group_url"] = f"file://{files('paser_schemas').joinpath('licenses.json')}"
