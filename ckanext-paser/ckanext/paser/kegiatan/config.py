"""Settings of CKAN that follow from a second type of package."""

from __future__ import annotations

from typing import Any


def update_config(config: Any) -> None:
    """Let ``/dataset`` list datasets alone: CKAN would put every type of package there."""
    config["ckan.search.show_all_types"] = "false"
