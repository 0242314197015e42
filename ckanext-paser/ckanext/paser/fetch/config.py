"""The settings of fetching are looked at when the portal starts, not when the first file fails."""

from __future__ import annotations

from typing import Any

from ckan.exceptions import CkanConfigurationException

from ckanext.paser.fetch.rules.addresses import allowed
from ckanext.paser.fetch.service import ALLOW_HOSTS


def update_config(config: Any) -> None:
    """Refuse to start with a list of hosts that cannot be read."""
    words = config.get(ALLOW_HOSTS) or []
    try:
        allowed(words.split() if isinstance(words, str) else words)
    except ValueError as error:
        raise CkanConfigurationException(
            f"{ALLOW_HOSTS}: {error}. Write hosts, addresses or networks."
        ) from error
