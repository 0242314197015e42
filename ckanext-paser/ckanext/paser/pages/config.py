"""Settings of CKAN that follow from the look."""

from __future__ import annotations

from typing import Any


def update_config(config: Any) -> None:
    """Show no picture from another host, and make no views: the page of a dataset shows its table itself."""
    config["ckan.gravatar_default"] = "disabled"
    config["ckan.views.default_views"] = []
