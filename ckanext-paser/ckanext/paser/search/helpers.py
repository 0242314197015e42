"""What the templates of result lists ask this room."""

from __future__ import annotations

from typing import Any

from ckanext.paser.search import service

__all__ = ["paser_search_note"]


def paser_search_note() -> dict[str, Any] | None:
    """What the search of this page had to give up: ``{"dropped", "every", "meant"}``, mostly None."""
    return service.relaxation()
