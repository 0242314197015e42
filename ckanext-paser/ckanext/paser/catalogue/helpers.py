"""What templates ask the catalogue."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from ckanext.paser.catalogue import service
from ckanext.paser.catalogue.rules.schemaorg import embedded
from ckanext.paser.releases.rules.release import Release

__all__ = ["paser_structured_data"]


def paser_structured_data(dataset: dict[str, Any], release: Release | None) -> Markup:
    """What search engines read of a dataset's page, as JSON-LD for a script element; ``release`` of its first table."""
    return Markup(embedded(service.structured(dataset, release)))  # noqa: S704 - escaped for where it stands
